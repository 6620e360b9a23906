/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "paper-table.h"

#include <string.h>

FoyerPaperTable *
foyer_paper_table_new (const char *title, const char * const *headings, guint32 numbers)
{
  FoyerPaperTable *self = g_new0 (FoyerPaperTable, 1);

  self->title = g_strdup (title);
  self->n_columns = g_strv_length ((char **) headings);
  self->numbers = numbers;
  self->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  foyer_paper_table_add (self, headings);
  return self;
}

void
foyer_paper_table_free (FoyerPaperTable *self)
{
  if (self == NULL)
    return;
  g_free (self->title);
  g_ptr_array_unref (self->rows);
  g_free (self);
}

void
foyer_paper_table_add (FoyerPaperTable *self, const char * const *cells)
{
  char **row = g_new0 (char *, self->n_columns + 1);

  for (guint i = 0; i < self->n_columns; i++)
    row[i] = g_strdup (cells[i] ? cells[i] : "");
  g_ptr_array_add (self->rows, row);
}

guint
foyer_paper_table_get_n_rows (const FoyerPaperTable *self)
{
  return self->rows->len - 1;
}

const char *
foyer_paper_table_get_cell (const FoyerPaperTable *self, guint row, guint column)
{
  char **cells = g_ptr_array_index (self->rows, row);

  return cells[column];
}

gboolean
foyer_paper_table_is_number (const FoyerPaperTable *self, guint column)
{
  return (self->numbers & (1u << column)) != 0;
}

/* CSV. */

static gboolean
looks_like_formula (const char *text)
{
  return *text != '\0' && strchr ("=+-@\t\r", *text) != NULL;
}

static void
append_cell (GString *csv, const char *text, gboolean number)
{
  gboolean guarded = !number && looks_like_formula (text);

  if (!guarded && strpbrk (text, "\",\r\n") == NULL) {
    g_string_append (csv, text);
    return;
  }
  g_string_append_c (csv, '"');
  if (guarded)
    g_string_append_c (csv, '\'');
  for (; *text != '\0'; text++) {
    if (*text == '"')
      g_string_append_c (csv, '"');
    g_string_append_c (csv, *text);
  }
  g_string_append_c (csv, '"');
}

char *
foyer_paper_table_to_csv (const FoyerPaperTable *self)
{
  GString *csv = g_string_new ("\xef\xbb\xbf");

  for (guint row = 0; row < self->rows->len; row++) {
    for (guint column = 0; column < self->n_columns; column++) {
      if (column > 0)
        g_string_append_c (csv, ',');
      append_cell (csv, foyer_paper_table_get_cell (self, row, column),
                   row > 0 && foyer_paper_table_is_number (self, column));
    }
    g_string_append (csv, "\r\n");
  }
  return g_string_free (csv, FALSE);
}
