/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reading-private.h"

#include <csv.h>
#include <string.h>

#define CHUNK_BYTES 4096

void
foyer_reading_init (FoyerReading *self, gsize max_rows, gint64 rows_before)
{
  *self = (FoyerReading) {
    .text = g_string_new (NULL),
    .starts = g_array_new (FALSE, FALSE, sizeof (gsize)),
    .number = rows_before,
    .max_rows = max_rows,
    .rows = g_ptr_array_new_with_free_func (g_free),
  };
}

void
foyer_reading_clear (FoyerReading *self)
{
  g_string_free (self->text, TRUE);
  g_array_unref (self->starts);
  g_clear_pointer (&self->headers, g_free);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
}

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

void
foyer_reading_add_cell (FoyerReading *self, const char *bytes, gsize length)
{
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
pack_row (const FoyerReading *self)
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
is_blank_row (const FoyerReading *self)
{
  /* Nothing but the NULs that end the cells. */
  return self->nul_column == 0 && self->text->len == self->starts->len;
}

void
foyer_reading_end_row (FoyerReading *self)
{
  self->number++;
  if (!is_blank_row (self) && self->headers == NULL)
    self->headers = pack_row (self);
  else if (!is_blank_row (self) && self->rows->len <= self->max_rows)
    g_ptr_array_add (self->rows, pack_row (self));
  g_string_truncate (self->text, 0);
  g_array_set_size (self->starts, 0);
  self->nul_column = 0;
}

static void
on_cell (void *bytes, size_t length, void *user_data)
{
  foyer_reading_add_cell (user_data, bytes, length);
}

static void
on_row (int ended_by, void *user_data)
{
  foyer_reading_end_row (user_data);
}

gboolean
foyer_reading_has_enough (const FoyerReading *self)
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
parse_some (struct csv_parser *parser, const char *text, gsize length, FoyerReading *reading)
{
  gsize done = csv_parse (parser, text, length, on_cell, on_row, reading);

  if (done < length && csv_error (parser) == CSV_EPARSE && !parser->quoted) {
    csv_set_opts (parser, CSV_REPALL_NL | CSV_STRICT_FINI);
    done += csv_parse (parser, text + done, 1, on_cell, on_row, reading);
    csv_set_opts (parser, CSV_REPALL_NL | CSV_STRICT_FINI | CSV_STRICT);
  }
  return done;
}

gboolean
foyer_reading_parse (FoyerReading *reading, const char *text, gsize length, char delimiter)
{
  struct csv_parser parser;
  gsize done = 0;
  gboolean torn = FALSE;

  csv_init (&parser, CSV_REPALL_NL | CSV_STRICT_FINI | CSV_STRICT);
  csv_set_delim (&parser, (unsigned char) delimiter);
  csv_set_space_func (&parser, is_space);
  csv_set_term_func (&parser, memchr (text, '\n', length) ? is_newline : is_return);
  csv_set_blk_size (&parser, CHUNK_BYTES);
  while (done < length && !torn && !foyer_reading_has_enough (reading)) {
    gsize n = parse_some (&parser, text + done, MIN (length - done, CHUNK_BYTES), reading);

    torn = n == 0;
    done += n;
  }
  if (!torn && !foyer_reading_has_enough (reading))
    torn = csv_fini (&parser, on_cell, on_row, reading) != 0;
  csv_free (&parser);
  return !torn;
}
