/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake.h"
#include "workbook-sample.h"

#include <string.h>

static FoyerTable *
read_bytes (GBytes *bytes, GError **error)
{
  return foyer_table_read (bytes, "list.xlsx", error);
}

static FoyerTable *
read_sample (const WorkbookSample *parts)
{
  g_autoptr (GBytes) bytes = workbook_sample_new (parts);
  g_autoptr (GError) error = NULL;
  FoyerTable *table = read_bytes (bytes, &error);

  g_assert_no_error (error);
  return table;
}

static void
assert_refused (GBytes *bytes, FoyerIntakeError code, const char *said)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (read_bytes (bytes, &error));
  g_assert_error (error, FOYER_INTAKE_ERROR, (int) code);
  if (strstr (error->message, said) == NULL)
    g_error ("%s", error->message);
}

static void
assert_row (const FoyerRow *row, gint64 number, const char *cells)
{
  g_autoptr (GString) joined = g_string_new (NULL);

  for (guint i = 0; i < row->n_cells; i++)
    g_string_append_printf (joined, "%s%s", i ? "|" : "", row->cells[i]);
  g_assert_cmpint (row->number, ==, number);
  g_assert_cmpstr (joined->str, ==, cells);
}

#define HEADERS \
  "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>姓名</t></is></c>" \
  "<c r=\"B1\" t=\"inlineStr\"><is><t>手机</t></is></c>" \
  "<c r=\"C1\" t=\"inlineStr\"><is><t>报名时间</t></is></c></row>"

/* Every way in which programs write a cell. */
static void
test_cells (void)
{
  WorkbookSample parts = {
    .sheet = HEADERS
             "<row r=\"3\"><c r=\"A3\" t=\"s\"><v>1</v></c><c r=\"B3\"><v>13800138000</v></c>"
             "<c r=\"C3\" s=\"1\"><v>46331.395833333336</v></c></row>"
             "<row r=\"4\"><c r=\"A4\" t=\"s\"><v>0</v></c><c r=\"B4\"><v>1.3800138001E10</v></c>"
             "<c r=\"C4\" s=\"2\"><v>46331</v></c><c r=\"AZ4\" s=\"3\"/></row>"
             "<row><c t=\"str\"><f>A4</f><v>Ann</v></c><c t=\"b\"><v>1</v></c><c t=\"e\"><v>#N/A</v></c></row>"
             "<row r=\"7\"><c r=\"A7\" t=\"inlineStr\"><is><t>x</t></is></c></row>",
    .strings = "<si><r><t>欧阳</t></r><r><t xml:space=\"preserve\"> 静</t></r><rPh><t>ouyang</t></rPh></si>"
               "<si><t>张伟</t></si>",
    .styles = "<numFmts><numFmt numFmtId=\"164\" formatCode=\"[$-804]yyyy&quot;年&quot;m/d\"/>"
              "<numFmt numFmtId=\"165\" formatCode=\"&quot;day&quot;0\"/></numFmts>"
              "<cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs>"
              "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"22\"/><xf numFmtId=\"164\"/>"
              "<xf numFmtId=\"165\"/></cellXfs>",
  };
  g_autoptr (FoyerTable) table = read_sample (&parts);

  g_assert_cmpstr (table->sheet, ==, "报名表");
  assert_row (table->headers, 1, "姓名|手机|报名时间");
  g_assert_cmpuint (table->rows->len, ==, 4);
  assert_row (table->rows->pdata[0], 3, "张伟|13800138000|2026-11-05 09:30:00");
  assert_row (table->rows->pdata[1], 4, "欧阳 静|13800138001|2026-11-05");
  assert_row (table->rows->pdata[2], 5, "Ann|TRUE|");
  assert_row (table->rows->pdata[3], 7, "x||");
}

static void
test_numbers (void)
{
  WorkbookSample parts = {
    .sheet = HEADERS "<row r=\"2\"><c r=\"A2\"><v>0.5</v></c><c r=\"B2\"><v>20261105090012345678</v></c>"
                     "<c r=\"C2\" s=\"1\"><v>0.75</v></c></row>",
    .styles = "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"20\"/></cellXfs>",
  };
  g_autoptr (FoyerTable) table = read_sample (&parts);

  assert_row (table->rows->pdata[0], 2, "0.5|2.02611050900123E+19|18:00");
}

static void
test_dates_from_1904 (void)
{
  WorkbookSample parts = {
    .sheet = HEADERS "<row r=\"2\"><c r=\"C2\" s=\"1\"><v>44869</v></c></row>",
    .styles = "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs>",
    .workbook = "<x:workbook xmlns:x=\"m\" xmlns:r=\"r\"><x:workbookPr date1904=\"1\"/><x:sheets>"
                "<x:sheet name=\"s\" sheetId=\"1\" r:id=\"rId1\"/></x:sheets></x:workbook>",
  };
  g_autoptr (FoyerTable) table = read_sample (&parts);

  assert_row (table->rows->pdata[0], 2, "||2026-11-05");
}

/* A title in the first row has one cell, and rows end where they are empty. */
static void
test_title_above (void)
{
  WorkbookSample parts = {
    .sheet = "<row r=\"1\"><c r=\"A1\" t=\"str\"><v>报名表</v></c></row>"
             "<row r=\"2\"><c r=\"A2\" t=\"str\"><v>姓名</v></c><c r=\"B2\" t=\"str\"><v>手机</v></c>"
             "<c r=\"C2\" t=\"str\"><v>公司</v></c></row>"
             "<row r=\"3\"><c r=\"A3\" t=\"str\"><v>张伟</v></c></row>",
  };
  g_autoptr (GBytes) bytes = workbook_sample_new (&parts);
  FoyerIntakeSource source = { "own", "UTC", NULL };
  g_autoptr (FoyerIntake) intake = foyer_intake_read (bytes, "list.xlsx", &source, NULL);
  const FoyerRegistration *draft;

  g_assert_cmpuint (intake->drafts->len, ==, 1);
  g_assert_cmpuint (intake->refusals->len, ==, 0);
  draft = g_ptr_array_index (intake->drafts, 0);
  g_assert_cmpstr (draft->name, ==, "张伟");
  g_assert_null (draft->company);
}

/* What other programs write: tests/data/README.md says which. */
static void
test_of_other_programs (void)
{
  static const struct {
    const char *file;
    guint       n_people;
    const char *phone;
  } files[] = { { "openpyxl.xlsx", 2, "13800138000" }, { "xlsxwriter.xlsx", 3, "13800138000" } };
  FoyerIntakeSource source = { "own", "Asia/Shanghai", NULL };

  for (gsize i = 0; i < G_N_ELEMENTS (files); i++) {
    g_autofree char *path = g_test_build_filename (G_TEST_DIST, "intake", files[i].file, NULL);
    g_autoptr (GError) error = NULL;
    g_autoptr (FoyerIntake) intake = foyer_intake_load (path, &source, &error);
    const FoyerRegistration *first;

    g_assert_no_error (error);
    g_assert_cmpuint (intake->drafts->len, ==, files[i].n_people);
    g_assert_cmpuint (intake->refusals->len + intake->warnings->len, ==, 0);
    first = g_ptr_array_index (intake->drafts, 0);
    g_assert_cmpstr (first->name, ==, "张伟");
    g_assert_cmpstr (first->phone, ==, files[i].phone);
    g_assert_cmpint (first->registered_us, ==, G_GINT64_CONSTANT (1793842200) * G_USEC_PER_SEC);
  }
}

static GBytes *
sample_with_sheet (const char *sheet)
{
  WorkbookSample parts = { .raw_sheet = sheet };

  return workbook_sample_new (&parts);
}

static void
test_torn (void)
{
  g_autoptr (GBytes) torn = sample_with_sheet ("<worksheet><sheetData>" HEADERS
                                               "<row r=\"17\"><c r=\"A17\"><v>1</v></c><c r=\"B17\"><v>1</c>");
  g_autoptr (GBytes) cut_off = g_bytes_new_from_bytes (torn, 0, g_bytes_get_size (torn) - 60);
  g_autoptr (GBytes) no_sheet = sample_with_sheet ("");
  g_autoptr (GBytes) entities = sample_with_sheet ("<!DOCTYPE x [<!ENTITY a \"b\">]><worksheet/>");

  assert_refused (torn, FOYER_INTAKE_ERROR_TORN, "list.xlsx: row 17, column B (手机)");
  assert_refused (cut_off, FOYER_INTAKE_ERROR_TORN, "damaged");
  assert_refused (no_sheet, FOYER_INTAKE_ERROR_TORN, "torn");
  assert_refused (entities, FOYER_INTAKE_ERROR_FORMAT, "document type");
}

/* One flipped byte in what is packed: the archive's own sums tell. */
static void
test_damaged (void)
{
  WorkbookSample parts = { .sheet = HEADERS };
  g_autoptr (GBytes) bytes = workbook_sample_new (&parts);
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);

  for (gsize i = 0; i < length; i++) {
    g_autofree char *copy = g_memdup2 (data, length);
    g_autoptr (GBytes) damaged = NULL;
    g_autoptr (GError) error = NULL;
    g_autoptr (FoyerTable) table = NULL;

    copy[i] ^= 0x10;
    damaged = g_bytes_new (copy, length);
    table = read_bytes (damaged, &error);
    g_assert_true ((table == NULL) == (error != NULL));
  }
}

static void
test_other_archives (void)
{
  g_autoptr (GBytes) content = g_bytes_new_static ("x", 1);
  const char *zip_names[] = { "a.txt" };
  const char *ods_names[] = { "content.xml" };
  g_autoptr (GBytes) zip = workbook_sample_archive (zip_names, &content, 1);
  g_autoptr (GBytes) ods = workbook_sample_archive (ods_names, &content, 1);

  assert_refused (zip, FOYER_INTAKE_ERROR_FORMAT, "a ZIP archive");
  assert_refused (ods, FOYER_INTAKE_ERROR_FORMAT, "an OpenDocument file");
}

static void
test_empty (void)
{
  g_autoptr (GBytes) bytes = sample_with_sheet ("<worksheet><sheetData/></worksheet>");

  assert_refused (bytes, FOYER_INTAKE_ERROR_FORMAT, "empty");
}

static void
test_wide (void)
{
  g_autoptr (GBytes) bytes = sample_with_sheet (
    "<worksheet><row r=\"1\"><c r=\"XFD1\" t=\"str\"><v>x</v></c></row></worksheet>");

  assert_refused (bytes, FOYER_INTAKE_ERROR_FORMAT, "row 1 has more than");
}

/* A sheet of 50 MB that packs to 50 kB, and one whose cells all point to one
 * long text, which would unpack to gigabytes. */
static void
test_bombs (void)
{
  g_autofree char *blank = g_strnfill (50 * 1000 * 1000, ' ');
  g_autoptr (GString) cells = g_string_new (NULL);
  g_autofree char *text = g_strnfill (30000, 'x');
  g_autofree char *strings = g_strconcat ("<si><t>", text, "</t></si>", NULL);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GBytes) shared = NULL;
  WorkbookSample parts = { 0 };

  parts.sheet = blank;
  bytes = workbook_sample_new (&parts);
  g_assert_cmpuint (g_bytes_get_size (bytes), <, 100 * 1000);
  assert_refused (bytes, FOYER_INTAKE_ERROR_TOO_LARGE, "list.xlsx");

  for (guint i = 1; i <= 20000; i++)
    g_string_append_printf (cells, "<row r=\"%u\"><c t=\"s\"><v>0</v></c></row>", i);
  parts.sheet = cells->str;
  parts.strings = strings;
  shared = workbook_sample_new (&parts);
  assert_refused (shared, FOYER_INTAKE_ERROR_TOO_LARGE, "list.xlsx: row ");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sync/intake/workbook/cells", test_cells);
  g_test_add_func ("/sync/intake/workbook/numbers", test_numbers);
  g_test_add_func ("/sync/intake/workbook/dates-from-1904", test_dates_from_1904);
  g_test_add_func ("/sync/intake/workbook/title-above", test_title_above);
  g_test_add_func ("/sync/intake/workbook/of-other-programs", test_of_other_programs);
  g_test_add_func ("/sync/intake/workbook/torn", test_torn);
  g_test_add_func ("/sync/intake/workbook/damaged", test_damaged);
  g_test_add_func ("/sync/intake/workbook/other-archives", test_other_archives);
  g_test_add_func ("/sync/intake/workbook/empty", test_empty);
  g_test_add_func ("/sync/intake/workbook/wide", test_wide);
  g_test_add_func ("/sync/intake/workbook/bombs", test_bombs);
  return g_test_run ();
}
