/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table.h"

#include <csv.h>
#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

#define CHUNK_BYTES      4096
#define ROWS_TO_LOOK_AT  50

static const char delimiters[] = { ',', ';', '\t', '|' };

/* One reading of a text from its first row to its last or to @max_rows. */
typedef struct {
  GString   *text;         /* cells of the row that is being read, each with a NUL after it */
  GArray    *starts;       /* of gsize: where each begins in it */
  gint64     number;       /* of the last row that ended */
  guint      nul_column;
  gboolean   wide;         /* a row had more cells than anyone's table */
  gsize      max_rows;
  FoyerRow  *headers;
  GPtrArray *rows;
} Reading;

static void
reading_init (Reading *self, gsize max_rows, gint64 rows_before)
{
  *self = (Reading) {
    .text = g_string_new (NULL),
    .starts = g_array_new (FALSE, FALSE, sizeof (gsize)),
    .number = rows_before,
    .max_rows = max_rows,
    .rows = g_ptr_array_new_with_free_func (g_free),
  };
}

static void
reading_clear (Reading *self)
{
  g_string_free (self->text, TRUE);
  g_array_unref (self->starts);
  g_clear_pointer (&self->headers, g_free);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Reading, reading_clear)

static gboolean
is_blank (gunichar c)
{
  return g_unichar_isspace (c) || c == 0x200b || c == 0xfeff;
}

static void
unify_newlines (char *cell)
{
  char *to = cell;

  for (const char *from = cell; *from != '\0'; from++) {
    if (from[0] == '\r' && from[1] == '\n')
      continue;
    *to++ = *from == '\r' ? '\n' : *from;
  }
  *to = '\0';
}

static void
trim (char *cell)
{
  const char *start = cell;
  const char *end = cell + strlen (cell);

  while (*start != '\0' && is_blank (g_utf8_get_char (start)))
    start = g_utf8_next_char (start);
  while (end > start && is_blank (g_utf8_get_char (g_utf8_prev_char (end))))
    end = g_utf8_prev_char (end);
  memmove (cell, start, (gsize) (end - start));
  cell[end - start] = '\0';
}

/* Some services write ="0199" so that a spreadsheet keeps the zero. */
static void
unwrap_formula (char *cell)
{
  gsize length = strlen (cell);

  if (length < 3 || !g_str_has_prefix (cell, "=\"") || cell[length - 1] != '"')
    return;
  memmove (cell, cell + 2, length - 3);
  cell[length - 3] = '\0';
}

static void
on_cell (void *bytes, size_t length, void *user_data)
{
  Reading *self = user_data;
  gsize start = self->text->len;
  char *cell;

  if (self->starts->len >= FOYER_TABLE_MAX_COLUMNS) {
    self->wide = TRUE;
    return;
  }
  g_array_append_val (self->starts, start);
  if (length > 0 && memchr (bytes, '\0', length) != NULL && self->nul_column == 0)
    self->nul_column = self->starts->len;
  g_string_append_len (self->text, bytes, (gssize) length);
  cell = self->text->str + start;
  unify_newlines (cell);
  unwrap_formula (cell);
  trim (cell);
  g_string_truncate (self->text, start + strlen (cell));
  g_string_append_c (self->text, '\0');
}

/* One allocation: the row, where its cells are, and the cells. */
static FoyerRow *
pack_row (const Reading *self)
{
  guint n = self->starts->len;
  FoyerRow *row = g_malloc (sizeof (FoyerRow) + n * sizeof (char *) + self->text->len);
  char *text = (char *) &row->cells[n];

  row->number = self->number;
  row->nul_column = self->nul_column;
  row->n_cells = n;
  memcpy (text, self->text->str, self->text->len);
  for (guint i = 0; i < n; i++)
    row->cells[i] = text + g_array_index (self->starts, gsize, i);
  return row;
}

static gboolean
is_blank_row (const Reading *self)
{
  /* Nothing but the NULs that end the cells. */
  return self->nul_column == 0 && self->text->len == self->starts->len;
}

static void
on_row (int ended_by, void *user_data)
{
  Reading *self = user_data;

  self->number++;
  if (!is_blank_row (self) && self->headers == NULL)
    self->headers = pack_row (self);
  else if (!is_blank_row (self) && self->rows->len <= self->max_rows)
    g_ptr_array_add (self->rows, pack_row (self));
  g_string_truncate (self->text, 0);
  g_array_set_size (self->starts, 0);
  self->nul_column = 0;
}

static gboolean
has_enough (const Reading *self)
{
  return self->wide || self->rows->len > self->max_rows;
}

/* The carriage return of a CRLF is a space before the line's end, so that
 * every line ends once and rows are counted as a spreadsheet counts them. */
static int
is_space (unsigned char c)
{
  return c == ' ' || c == '\r';
}

static int
is_newline (unsigned char c)
{
  return c == '\n';
}

static int
is_return (unsigned char c)
{
  return c == '\r';
}

/* A bare quote in a cell that is not quoted is text (5" 屏); anywhere else it
 * means that a quoted cell is torn. */
static gsize
parse_some (struct csv_parser *parser, const char *text, gsize length, Reading *reading)
{
  gsize done = csv_parse (parser, text, length, on_cell, on_row, reading);

  if (done < length && csv_error (parser) == CSV_EPARSE && !parser->quoted) {
    csv_set_opts (parser, CSV_REPALL_NL | CSV_STRICT_FINI);
    done += csv_parse (parser, text + done, 1, on_cell, on_row, reading);
    csv_set_opts (parser, CSV_REPALL_NL | CSV_STRICT_FINI | CSV_STRICT);
  }
  return done;
}

/* FALSE when a quoted cell is torn: it began in the row after reading->number. */
static gboolean
parse (const char *text, gsize length, char delimiter, Reading *reading)
{
  struct csv_parser parser;
  gsize done = 0;
  gboolean torn = FALSE;

  csv_init (&parser, CSV_REPALL_NL | CSV_STRICT_FINI | CSV_STRICT);
  csv_set_delim (&parser, (unsigned char) delimiter);
  csv_set_space_func (&parser, is_space);
  csv_set_term_func (&parser, memchr (text, '\n', length) ? is_newline : is_return);
  csv_set_blk_size (&parser, CHUNK_BYTES);
  while (done < length && !torn && !has_enough (reading)) {
    gsize n = parse_some (&parser, text + done, MIN (length - done, CHUNK_BYTES), reading);

    torn = n == 0;
    done += n;
  }
  if (!torn && !has_enough (reading))
    torn = csv_fini (&parser, on_cell, on_row, reading) != 0;
  csv_free (&parser);
  return !torn;
}

/* How well a delimiter explains the first rows: how many of them have as many
 * cells as the headers, in thousandths, then how many cells that is. */
static guint
fitness (const char *text, gsize length, char delimiter)
{
  g_auto (Reading) reading = { 0 };
  guint n_alike = 1;

  reading_init (&reading, ROWS_TO_LOOK_AT, 0);
  parse (text, length, delimiter, &reading);
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
torn_error (const FoyerTable *self, const Reading *reading, GError **error)
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
check_size (const FoyerTable *self, const Reading *reading, GError **error)
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

static gboolean
read_rows (FoyerTable *self, const GString *text, GError **error)
{
  g_auto (Reading) reading = { 0 };
  gsize skip = read_hint (text, &self->delimiter);
  gboolean whole;

  if (skip == 0)
    self->delimiter = find_delimiter (text->str, text->len);
  reading_init (&reading, FOYER_TABLE_MAX_ROWS, skip > 0);
  whole = parse (text->str + skip, text->len - skip, self->delimiter, &reading);
  self->headers = g_steal_pointer (&reading.headers);
  if (!whole)
    return torn_error (self, &reading, error);
  if (!check_size (self, &reading, error) || !check_headers (self, error))
    return FALSE;
  self->rows = g_steal_pointer (&reading.rows);
  return TRUE;
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
  GString *text;
  gboolean sound;

  g_return_val_if_fail (bytes != NULL && file != NULL, NULL);

  self->file = g_strdup (file);
  if (!check_bytes (g_bytes_get_size (bytes), file, error))
    return NULL;
  text = foyer_encoding_read (bytes, file, &self->encoding, error);
  if (text == NULL)
    return NULL;
  sound = read_rows (self, text, error);
  g_string_free (text, TRUE);
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

void
foyer_table_free (FoyerTable *self)
{
  if (self == NULL)
    return;
  g_free (self->file);
  g_free (self->headers);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_free (self);
}
