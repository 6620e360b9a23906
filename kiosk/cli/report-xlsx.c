/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report-tables.h"

#include "cli.h"

#include <glib/gi18n.h>
#include <stdlib.h>
#include <string.h>
#include <xlsxwriter.h>

/* Excel's own rule: 31 characters, none of []:*?/\ and no name twice. */
static char *
sheet_name (const char *title, guint number)
{
  g_autofree char *clean = g_strdup (title ? title : "");
  g_autofree char *cut = NULL;

  g_strdelimit (clean, "[]:*?/\\'", ' ');
  cut = g_utf8_substring (clean, 0, MIN (g_utf8_strlen (clean, -1), 27));
  return g_strdup_printf ("%u %s", number, g_strstrip (cut));
}

static void
write_cell (lxw_worksheet *sheet, const FoyerPaperTable *table, guint row, guint column,
            lxw_format *bold)
{
  const char *text = foyer_paper_table_get_cell (table, row, column);

  if (row > 0 && foyer_paper_table_is_number (table, column))
    worksheet_write_number (sheet, row, (lxw_col_t) column, g_ascii_strtod (text, NULL), NULL);
  else
    worksheet_write_string (sheet, row, (lxw_col_t) column, text, row == 0 ? bold : NULL);
}

static void
write_sheet (lxw_workbook *book, const FoyerPaperTable *table, guint number, lxw_format *bold)
{
  g_autofree char *name = sheet_name (table->title, number);
  lxw_worksheet *sheet = workbook_add_worksheet (book, name);

  worksheet_set_column (sheet, 0, 0, 28, NULL);
  worksheet_freeze_panes (sheet, 1, 0);
  for (guint row = 0; row < table->rows->len; row++) {
    for (guint column = 0; column < table->n_columns; column++)
      write_cell (sheet, table, row, column, bold);
  }
}

gboolean
foyer_report_tables_to_xlsx (const FoyerReportTables *self, const char *path, GError **error)
{
  lxw_workbook *book = workbook_new (path);
  lxw_format *bold = workbook_add_format (book);
  lxw_error failed;

  format_set_bold (bold);
  format_set_text_wrap (bold);
  for (guint i = 0; i < self->tables->len; i++)
    write_sheet (book, g_ptr_array_index (self->tables, i), i + 1, bold);
  failed = workbook_close (book);
  if (failed == LXW_NO_ERROR)
    return TRUE;
  foyer_cli_refuse (FOYER_EXIT_NO_OUTPUT, error, "%s: %s", path, lxw_strerror (failed));
  return FALSE;
}
