/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "output.h"

#include "json.h"

#include <glib/gi18n.h>
#include <stdarg.h>
#include <stdio.h>
#include <unistd.h>

void
foyer_output_json (json_t *row)
{
  g_autofree char *line = foyer_json_line (row);

  fputs (line, stdout);
  fputc ('\n', stdout);
  json_decref (row);
}

const char *
foyer_output_text (const json_t *json, const char *member)
{
  const char *text = json_string_value (json_object_get (json, member));

  return text ? text : "";
}

gint64
foyer_output_number (const json_t *json, const char *member)
{
  return json_integer_value (json_object_get (json, member));
}

gint64
foyer_output_time (const json_t *json, const char *member)
{
  const char *text = json_string_value (json_object_get (json, member));
  gint64 at_us = 0;

  return text != NULL && foyer_time_from_string (text, &at_us) ? at_us : 0;
}

void
foyer_output_file (const char *path)
{
  g_autofree char *name = g_filename_display_name (path);

  foyer_output_json (json_pack ("{s:s}", "file", name));
}

/* Bidi embeddings, overrides and isolates turn the rest of a line around. */
static gboolean
is_bidi_control (gunichar c)
{
  return (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
}

char *
foyer_output_cell (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text ? text : "", -1);
  GString *cell = g_string_new (NULL);

  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);

    if (c == '\n')
      g_string_append (cell, "\\n");
    else if (c == '\t')
      g_string_append (cell, "\\t");
    else if (g_unichar_iscntrl (c) || is_bidi_control (c))
      g_string_append_unichar (cell, 0xfffd);
    else
      g_string_append_unichar (cell, c);
  }
  return g_string_free (cell, FALSE);
}

void
foyer_output_row (const char *first, ...)
{
  g_autoptr (GString) line = g_string_new (NULL);
  va_list args;

  va_start (args, first);
  for (const char *text = first; text != NULL; text = va_arg (args, const char *)) {
    g_autofree char *cell = foyer_output_cell (text);

    if (text != first)
      g_string_append_c (line, '\t');
    g_string_append (line, cell);
  }
  va_end (args);
  g_print ("%s\n", line->str);
}

void
foyer_output_progress (guint done, guint total)
{
  g_autofree char *text = NULL;

  if (!isatty (STDERR_FILENO))
    return;
  text = g_strdup_printf (_("%u of %u"), done, total);
  g_printerr ("\r%s%s", text, done == total ? "\n" : "");
}

guint
foyer_output_width (const char *text)
{
  guint width = 0;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);

    if (!g_unichar_iszerowidth (c))
      width += g_unichar_iswide (c) ? 2 : 1;
  }
  return width;
}

struct _FoyerGrid {
  guint      n_columns;
  GPtrArray *rows;      /* of GStrv */
};

FoyerGrid *
foyer_grid_new (guint n_columns)
{
  FoyerGrid *self = g_new0 (FoyerGrid, 1);

  self->n_columns = n_columns;
  self->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  return self;
}

void
foyer_grid_free (FoyerGrid *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->rows);
  g_free (self);
}

void
foyer_grid_add (FoyerGrid *self, const char * const *cells)
{
  char **row = g_new0 (char *, self->n_columns + 1);

  for (guint i = 0; i < self->n_columns; i++)
    row[i] = foyer_output_cell (cells[i]);
  g_ptr_array_add (self->rows, row);
}

static guint
column_width (FoyerGrid *self, guint column)
{
  guint width = 0;

  for (guint i = 0; i < self->rows->len; i++) {
    char **row = g_ptr_array_index (self->rows, i);

    width = MAX (width, foyer_output_width (row[column]));
  }
  return width;
}

void
foyer_grid_print (FoyerGrid *self)
{
  g_autofree guint *widths = g_new0 (guint, self->n_columns);

  for (guint i = 0; i < self->n_columns; i++)
    widths[i] = column_width (self, i);
  for (guint i = 0; i < self->rows->len; i++) {
    char **row = g_ptr_array_index (self->rows, i);
    g_autoptr (GString) line = g_string_new (NULL);

    for (guint j = 0; j < self->n_columns; j++) {
      int padding = (int) (widths[j] - foyer_output_width (row[j]));

      if (j == 0)
        g_string_append_printf (line, "%s%*s", row[j], padding, "");
      else
        g_string_append_printf (line, "  %*s%s", padding, "", row[j]);
    }
    g_print ("%s\n", line->str);
  }
}
