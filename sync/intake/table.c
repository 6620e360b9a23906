/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table.h"

#include "workbook-private.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

#define ROWS_TO_LOOK_AT 50

static const char delimiters[] = { ',', ';', '\t', '|' };

/* How well a delimiter explains the first rows: how many of them have as many
 * cells as the headers, in thousandths, then how many cells that is. */
static guint
fitness (const char *text, gsize length, char delimiter)
{
  g_auto (FoyerReading) reading = { 0 };
  guint n_alike = 1;

  foyer_reading_init (&reading, ROWS_TO_LOOK_AT, 0);
  foyer_reading_parse (&reading, text, length, delimiter);
  if (reading.headers == NULL || reading.headers->n_cells < 2)
    return 0;
  for (guint i = 0; i < reading.rows->len; i++) {
    const FoyerRow *row = g_ptr_array_index (reading.rows, i);

    n_alike += row->n_cells == reading.headers->n_cells;
  }
  return n_alike * 1000 / (reading.rows->len + 1) * FOYER_TABLE_MAX_COLUMNS +
         reading.headers->n_cells;
}

static char
find_delimiter (const char *text, gsize length)
{
  char best = delimiters[0];
  guint best_fitness = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (delimiters); i++) {
    guint its_fitness = fitness (text, length, delimiters[i]);

    if (its_fitness > best_fitness) {
      best = delimiters[i];
      best_fitness = its_fitness;
    }
  }
  return best;
}

static gboolean
torn_error (const FoyerTable *self, const FoyerReading *reading, GError **error)
{
  guint column = reading->starts->len + 1;
  const FoyerRow *headers = self->headers;

  g_set_error (error, FOYER_INTAKE_ERROR, FOYER_INTAKE_ERROR_TORN,
               "%s: row %" G_GINT64_FORMAT ", column %u (%s): the quotation marks are torn; "
               "export the file again",
               self->file, reading->number + 1, column,
               headers && column <= headers->n_cells ? headers->cells[column - 1] : "-");
  return FALSE;
}

static gboolean
check_size (const FoyerTable *self, const FoyerReading *reading, GError **error)
{
  if (reading->wide) {
    g_set_error (error, FOYER_INTAKE_ERROR, FOYER_INTAKE_ERROR_FORMAT,
                 "%s: row %" G_GINT64_FORMAT " has more than %d cells; this is no table of people",
                 self->file, reading->number + 1, FOYER_TABLE_MAX_COLUMNS);
    return FALSE;
  }
  if (reading->rows->len > FOYER_TABLE_MAX_ROWS) {
    g_set_error (error, FOYER_INTAKE_ERROR, FOYER_INTAKE_ERROR_TOO_LARGE,
                 "%s: more than %d rows; split the file", self->file, FOYER_TABLE_MAX_ROWS);
    return FALSE;
  }
  return TRUE;
}

static gboolean
check_headers (const FoyerTable *self, GError **error)
{
  if (self->headers == NULL)
    g_set_error (error, FOYER_INTAKE_ERROR, FOYER_INTAKE_ERROR_FORMAT,
                 "%s: the file is empty; export it again", self->file);
  else if (self->headers->nul_column != 0)
    g_set_error (error, FOYER_INTAKE_ERROR, FOYER_INTAKE_ERROR_ENCODING,
                 "%s: row %" G_GINT64_FORMAT ", column %u: there are NUL bytes in the headers; "
                 "save the file again as UTF-8",
                 self->file, self->headers->number, self->headers->nul_column);
  else
    return TRUE;
  return FALSE;
}

/* Excel's own hint in the first line, "sep=;". Returns how much of the text it is. */
static gsize
read_hint (const GString *text, char *delimiter)
{
  gsize end = strcspn (text->str, "\r\n");

  if (end != 5 || !g_str_has_prefix (text->str, "sep="))
    return 0;
  *delimiter = text->str[4];
  return end + (g_str_has_prefix (text->str + end, "\r\n") ? 2 : text->str[end] != '\0');
}

/* Takes over what was read, if it can be a table of people. */
static gboolean
take_reading (FoyerTable *self, FoyerReading *reading, GError **error)
{
  self->headers = g_steal_pointer (&reading->headers);
  if (!check_size (self, reading, error) || !check_headers (self, error))
    return FALSE;
  self->rows = g_steal_pointer (&reading->rows);
  return TRUE;
}

static gboolean
read_rows (FoyerTable *self, const GString *text, GError **error)
{
  g_auto (FoyerReading) reading = { 0 };
  gsize skip = read_hint (text, &self->delimiter);

  if (skip == 0)
    self->delimiter = find_delimiter (text->str, text->len);
  foyer_reading_init (&reading, FOYER_TABLE_MAX_ROWS, skip > 0);
  if (foyer_reading_parse (&reading, text->str + skip, text->len - skip, self->delimiter))
    return take_reading (self, &reading, error);
  self->headers = g_steal_pointer (&reading.headers);
  return torn_error (self, &reading, error);
}

static gboolean
read_workbook (FoyerTable *self, GBytes *bytes, GError **error)
{
  g_auto (FoyerReading) reading = { 0 };

  foyer_reading_init (&reading, FOYER_TABLE_MAX_ROWS, 0);
  return foyer_workbook_read (bytes, self->file, &reading, &self->sheet, error) &&
         take_reading (self, &reading, error);
}

static gboolean
read_csv (FoyerTable *self, GBytes *bytes, GError **error)
{
  GString *text = foyer_encoding_read (bytes, self->file, &self->encoding, error);
  gboolean sound = text != NULL && read_rows (self, text, error);

  if (text != NULL)
    g_string_free (text, TRUE);
  return sound;
}

static gboolean
check_bytes (gsize n_bytes, const char *file, GError **error)
{
  if (n_bytes <= FOYER_TABLE_MAX_BYTES)
    return TRUE;
  g_set_error (error, FOYER_INTAKE_ERROR, FOYER_INTAKE_ERROR_TOO_LARGE,
               "%s: larger than %d MiB; split the file", file, FOYER_TABLE_MAX_BYTES >> 20);
  return FALSE;
}

FoyerTable *
foyer_table_read (GBytes *bytes, const char *file, GError **error)
{
  g_autoptr (FoyerTable) self = g_new0 (FoyerTable, 1);
  gboolean sound;

  g_return_val_if_fail (bytes != NULL && file != NULL, NULL);

  self->file = g_strdup (file);
  if (!check_bytes (g_bytes_get_size (bytes), file, error))
    return NULL;
  sound = foyer_workbook_is_one (bytes) ? read_workbook (self, bytes, error)
                                        : read_csv (self, bytes, error);
  return sound ? g_steal_pointer (&self) : NULL;
}

FoyerTable *
foyer_table_load (const char *path, GError **error)
{
  g_autofree char *file = g_path_get_basename (path);
  g_autoptr (GBytes) bytes = NULL;
  GStatBuf info;
  char *data;
  gsize length;

  if (g_stat (path, &info) == 0 && !check_bytes ((gsize) info.st_size, file, error))
    return NULL;
  errno = 0;
  if (!g_file_get_contents (path, &data, &length, NULL)) {
    g_set_error (error, FOYER_INTAKE_ERROR, FOYER_INTAKE_ERROR_FILE, "%s: can't be read: %s", file,
                 g_strerror (errno));
    return NULL;
  }
  bytes = g_bytes_new_take (data, length);
  return foyer_table_read (bytes, file, error);
}

/* A workbook leaves out what is empty at the end of a row. One allocation, like
 * the row: where its cells are, and the cells; the last NUL is every empty one. */
static FoyerRow *
padded (const FoyerRow *row, guint n_cells)
{
  gsize n_text = 1;
  FoyerRow *copy;
  char *text;

  for (guint i = 0; i < row->n_cells; i++)
    n_text += strlen (row->cells[i]) + 1;
  copy = g_malloc0 (sizeof (FoyerRow) + n_cells * sizeof (char *) + n_text);
  *copy = (FoyerRow) { row->number, row->nul_column, n_cells };
  text = (char *) &copy->cells[n_cells];
  for (guint i = 0; i < row->n_cells; i++) {
    copy->cells[i] = text;
    text = g_stpcpy (text, row->cells[i]) + 1;
  }
  for (guint i = row->n_cells; i < n_cells; i++)
    copy->cells[i] = text;
  return copy;
}

void
foyer_table_take_headers (FoyerTable *self, guint row)
{
  g_free (self->headers);
  self->headers = padded (g_ptr_array_index (self->rows, row),
                          ((FoyerRow *) g_ptr_array_index (self->rows, row))->n_cells);
  g_ptr_array_remove_range (self->rows, 0, row + 1);
  for (guint i = 0; self->sheet != NULL && i < self->rows->len; i++) {
    FoyerRow *short_row = g_ptr_array_index (self->rows, i);

    if (short_row->n_cells >= self->headers->n_cells)
      continue;
    g_ptr_array_index (self->rows, i) = padded (short_row, self->headers->n_cells);
    g_free (short_row);
  }
}

void
foyer_table_free (FoyerTable *self)
{
  if (self == NULL)
    return;
  g_free (self->file);
  g_free (self->sheet);
  g_free (self->headers);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_free (self);
}
