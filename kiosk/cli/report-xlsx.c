/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report-tables.h"

#include "cli.h"

#include <glib/gi18n.h>
#include <stdlib.h>
#include <string.h>
#include <xlsxwriter.h>

#define FIRST_WIDTH    28
#define OTHER_WIDTH    11
#define HEADING_HEIGHT 32
#define PAPER_A4       9

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

/* How cells look: headings stand where their numbers do. */
typedef struct {
  lxw_format *text;
  lxw_format *number;
} Headings;

static lxw_format *
heading (lxw_workbook *book, guint8 alignment)
{
  lxw_format *format = workbook_add_format (book);

  format_set_bold (format);
  format_set_text_wrap (format);
  format_set_bottom (format, LXW_BORDER_THIN);
  format_set_align (format, alignment);
  format_set_align (format, LXW_ALIGN_VERTICAL_BOTTOM);
  return format;
}

static void
write_cell (lxw_worksheet *sheet, const FoyerPaperTable *table, guint row, guint column,
            const Headings *headings)
{
  const char *text = foyer_paper_table_get_cell (table, row, column);
  gboolean number = foyer_paper_table_is_number (table, column);

  if (*text == '\0')
    return;
  if (row > 0 && number)
    worksheet_write_number (sheet, row, (lxw_col_t) column, g_ascii_strtod (text, NULL), NULL);
  else
    worksheet_write_string (sheet, row, (lxw_col_t) column, text,
                            row > 0 ? NULL : number ? headings->number : headings->text);
}

/* As wide as a page, whatever the columns. */
static void
set_up_page (lxw_worksheet *sheet, const FoyerPaperTable *table)
{
  worksheet_set_column (sheet, 0, 0, FIRST_WIDTH, NULL);
  worksheet_set_column (sheet, 1, (lxw_col_t) MAX (table->n_columns, 2) - 1, OTHER_WIDTH, NULL);
  worksheet_set_row (sheet, 0, HEADING_HEIGHT, NULL);
  worksheet_freeze_panes (sheet, 1, 0);
  worksheet_repeat_rows (sheet, 0, 0);
  worksheet_set_landscape (sheet);
  worksheet_set_paper (sheet, PAPER_A4);
  worksheet_fit_to_pages (sheet, 1, 0);
}

/* In grey, so that a printer without colours prints what the screen shows. */
static void
draw_chart (lxw_workbook *book, lxw_worksheet *sheet, const char *name, const FoyerPaperTable *table)
{
  lxw_chart *chart = workbook_add_chart (book, LXW_CHART_COLUMN);
  lxw_chart_series *series = chart_add_series (chart, NULL, NULL);
  lxw_chart_fill grey = { .color = 0x505050 };
  lxw_row_t last = (lxw_row_t) foyer_paper_table_get_n_rows (table);

  chart_series_set_categories (series, name, 1, 0, last, 0);
  chart_series_set_values (series, name, 1, 1, last, 1);
  chart_series_set_fill (series, &grey);
  chart_title_set_name (chart, table->title);
  chart_legend_set_position (chart, LXW_CHART_LEGEND_NONE);
  worksheet_insert_chart (sheet, 0, 3, chart);
}

static void
write_sheet (lxw_workbook *book, const FoyerPaperTable *table, guint number, gboolean chart,
             const Headings *headings)
{
  g_autofree char *name = sheet_name (table->title, number);
  lxw_worksheet *sheet = workbook_add_worksheet (book, name);

  set_up_page (sheet, table);
  for (guint row = 0; row < table->rows->len; row++) {
    for (guint column = 0; column < table->n_columns; column++)
      write_cell (sheet, table, row, column, headings);
  }
  if (chart)
    draw_chart (book, sheet, name, table);
}

gboolean
foyer_report_tables_to_xlsx (const FoyerReportTables *self, const char *path, GError **error)
{
  lxw_workbook *book = workbook_new (path);
  Headings headings = { heading (book, LXW_ALIGN_LEFT), heading (book, LXW_ALIGN_RIGHT) };
  lxw_error failed;

  for (guint i = 0; i < self->tables->len; i++) {
    const FoyerPaperTable *table = g_ptr_array_index (self->tables, i);

    write_sheet (book, table, i + 1, foyer_report_tables_is_chart (self, table), &headings);
  }
  failed = workbook_close (book);
  if (failed == LXW_NO_ERROR)
    return TRUE;
  foyer_cli_refuse (FOYER_EXIT_NO_OUTPUT, error, "%s: %s", path, lxw_strerror (failed));
  return FALSE;
}
