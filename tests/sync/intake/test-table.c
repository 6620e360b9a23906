/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table.h"

#include <string.h>

#define HEADERS "姓名,手机,备注\n"

static FoyerTable *
read_bytes (const char *data, gsize length, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, length);

  return foyer_table_read (bytes, "list.csv", error);
}

static FoyerTable *
read_text (const char *text)
{
  g_autoptr (GError) error = NULL;
  FoyerTable *table = read_bytes (text, strlen (text), &error);

  g_assert_no_error (error);
  return table;
}

static void
assert_refused (const char *data, gsize length, FoyerIntakeError code, const char *message)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerTable) table = read_bytes (data, length, &error);

  g_assert_null (table);
  g_assert_error (error, FOYER_INTAKE_ERROR, (int) code);
  if (strstr (error->message, message) == NULL)
    g_error ("\"%s\" lacks \"%s\"", error->message, message);
}

static const FoyerRow *
row_at (const FoyerTable *table, guint i)
{
  g_assert_cmpuint (i, <, table->rows->len);
  return g_ptr_array_index (table->rows, i);
}

static void
assert_cells (const FoyerRow *row, ...)
{
  va_list cells;
  guint n = 0;

  va_start (cells, row);
  for (const char *cell = va_arg (cells, const char *); cell; cell = va_arg (cells, const char *)) {
    g_assert_cmpuint (n, <, row->n_cells);
    g_assert_cmpstr (row->cells[n++], ==, cell);
  }
  va_end (cells);
  g_assert_cmpuint (n, ==, row->n_cells);
}

static void
test_encodings (void)
{
  static const struct {
    const char *charset;
    const char *mark;
    FoyerEncoding encoding;
  } cases[] = {
    { "UTF-8", "", FOYER_ENCODING_UTF_8 },
    { "UTF-8", "\xef\xbb\xbf", FOYER_ENCODING_UTF_8 },
    { "GB18030", "", FOYER_ENCODING_GB_18030 },
    { "UTF-16LE", "\xff\xfe", FOYER_ENCODING_UTF_16 },
    { "UTF-16BE", "\xfe\xff", FOYER_ENCODING_UTF_16 },
    { "UTF-16LE", "", FOYER_ENCODING_UTF_16 },
    { "UTF-16BE", "", FOYER_ENCODING_UTF_16 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;
    gsize length;
    g_autofree char *body = g_convert (HEADERS "王𠮷,1,é\n", -1, cases[i].charset, "UTF-8", NULL,
                                       &length, &error);
    g_autoptr (GString) file = g_string_new (cases[i].mark);
    g_autoptr (FoyerTable) table = NULL;

    g_assert_no_error (error);
    g_string_append_len (file, body, (gssize) length);
    table = read_bytes (file->str, file->len, &error);
    g_assert_no_error (error);
    g_assert_cmpint (table->encoding, ==, cases[i].encoding);
    assert_cells (table->headers, "姓名", "手机", "备注", NULL);
    assert_cells (row_at (table, 0), "王𠮷", "1", "é", NULL);
  }
}

/* Told apart by the headers that they turn into. */
static void
test_other_encodings (void)
{
  static const struct {
    const char *charset;
    const char *text;
    const char *name;
    FoyerEncoding encoding;
  } cases[] = {
    { "BIG5", "姓名,手機,公司\n陳志豪,1,月亮島\n", "陳志豪", FOYER_ENCODING_BIG5 },
    { "CP932", "氏名,電話番号,会社名\n佐藤 健,1,サンプル\n", "佐藤 健", FOYER_ENCODING_SHIFT_JIS },
    { "CP949", "이름,전화번호\n김철수,1\n", "김철수", FOYER_ENCODING_EUC_KR },
    { "CP1252", "name;company\nJosé García;Señal\n", "José García", FOYER_ENCODING_WINDOWS_1252 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;
    gsize length;
    g_autofree char *body = g_convert (cases[i].text, -1, cases[i].charset, "UTF-8", NULL, &length,
                                       &error);
    g_autoptr (FoyerTable) table = read_bytes (body, length, &error);

    g_assert_no_error (error);
    g_assert_cmpstr (foyer_encoding_to_string (table->encoding), ==,
                     foyer_encoding_to_string (cases[i].encoding));
    g_assert_cmpstr (row_at (table, 0)->cells[0], ==, cases[i].name);
  }
}

static void
test_wrong_encoding (void)
{
  static const char late[] = HEADERS "陈志豪,1,需要轮椅通道\n陈\xff,2,\n";
  static const char marked[] = "\xef\xbb\xbf" "name,\xd0\xd5\n";
  static const char gb[] = "\xd0\xd5\xc3\xfb,a\n\xff\xff,b\n";
  static const char half[] = "\xff\xfe" "a\0b";
  static const char torn_gb[] = "\xd0\xd5\xc3\xfb,a\n\xd0";

  assert_refused (late, sizeof late - 1, FOYER_INTAKE_ERROR_ENCODING,
                  "list.csv: not readable as UTF-8 at byte 55");
  assert_refused (marked, sizeof marked - 1, FOYER_INTAKE_ERROR_ENCODING, "UTF-8 at byte 8");
  assert_refused (gb, sizeof gb - 1, FOYER_INTAKE_ERROR_ENCODING, "GB18030 at byte 7");
  assert_refused (half, sizeof half - 1, FOYER_INTAKE_ERROR_ENCODING, "UTF-16 at byte 4");
  assert_refused (torn_gb, sizeof torn_gb - 1, FOYER_INTAKE_ERROR_ENCODING, "GB18030 at byte 7");
}

/* Cut within a character, it must not be taken for GB 18030 and read as rubbish. */
static void
test_cut_utf_8 (void)
{
  static const char text[] = "姓名\n陈";

  assert_refused (text, sizeof text - 2, FOYER_INTAKE_ERROR_ENCODING, "UTF-8 at byte 7");
}

static void
test_other_formats (void)
{
  assert_refused ("PK\003\004xx", 6, FOYER_INTAKE_ERROR_TORN, "the workbook is damaged");
  assert_refused ("\xd0\xcf\x11\xe0xx", 6, FOYER_INTAKE_ERROR_FORMAT, "XLS");
  assert_refused ("a\0,b\n", 5, FOYER_INTAKE_ERROR_ENCODING, "row 1, column 1");
}

static void
test_empty (void)
{
  assert_refused ("", 0, FOYER_INTAKE_ERROR_FORMAT, "list.csv: the file is empty");
  assert_refused ("\xef\xbb\xbf", 3, FOYER_INTAKE_ERROR_FORMAT, "empty");
  assert_refused ("\r\n , ,\n\n", 8, FOYER_INTAKE_ERROR_FORMAT, "empty");
}

/* A delimiter of another file within cells doesn't count. */
static void
test_delimiters (void)
{
  static const struct {
    char delimiter;
    const char *text;
  } cases[] = {
    { ',', "name,note,phone\nAnn,\"x;y|z\",1\nBob,p;q;r,2\n" },
    { ';', "name;note (a, b);phone\nAnn;\"x;y\";1\nBob;p, q, r;2\n" },
    { '\t', "name\tnote (a, b; c)\tphone\nAnn\t\"x,y\"\t1\nBob\tp, q; r\t2\n" },
    { '|', "name|note (a, b; c)|phone\nAnn|\"x,y\"|1\nBob|p, q; r|2\n" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (FoyerTable) table = read_text (cases[i].text);

    g_assert_cmpint (table->delimiter, ==, cases[i].delimiter);
    g_assert_cmpuint (table->headers->n_cells, ==, 3);
    g_assert_cmpuint (row_at (table, 0)->n_cells, ==, 3);
    g_assert_cmpuint (row_at (table, 1)->n_cells, ==, 3);
  }
}

static void
test_one_column (void)
{
  g_autoptr (FoyerTable) table = read_text ("姓名\n张伟\n");

  g_assert_cmpuint (table->headers->n_cells, ==, 1);
  assert_cells (row_at (table, 0), "张伟", NULL);
}

static void
test_spreadsheet_hint (void)
{
  g_autoptr (FoyerTable) table = read_text ("sep=;\r\nname;a,b\r\nAnn;1\r\n");

  g_assert_cmpint (table->delimiter, ==, ';');
  g_assert_cmpint (table->headers->number, ==, 2);
  g_assert_cmpint (row_at (table, 0)->number, ==, 3);
}

static void
test_rows_are_counted_as_in_a_spreadsheet (void)
{
  g_autoptr (FoyerTable) table =
    read_text ("name,note\r\n\r\nAnn,\"first\r\nsecond, \"\"third\"\"\"\r\n,\r\nBob,x");

  g_assert_cmpuint (table->rows->len, ==, 2);
  g_assert_cmpint (row_at (table, 0)->number, ==, 3);
  assert_cells (row_at (table, 0), "Ann", "first\nsecond, \"third\"", NULL);
  g_assert_cmpint (row_at (table, 1)->number, ==, 5);
}

static void
test_old_line_ends (void)
{
  g_autoptr (FoyerTable) table = read_text ("name,note\rAnn,1\rBob,2\r");

  g_assert_cmpuint (table->rows->len, ==, 2);
  assert_cells (row_at (table, 1), "Bob", "2", NULL);
}

static void
test_cells_are_trimmed (void)
{
  g_autoptr (FoyerTable) table = read_text ("name,phone,size\n"
                                            "\"\t Ann \xe3\x80\x80\",=\"01990\",5\" 屏\n");

  assert_cells (row_at (table, 0), "Ann", "01990", "5\" 屏", NULL);
}

static void
test_torn_quotes (void)
{
  static const char at_the_end[] = HEADERS "陈晨,1,ok\n林,2,\"never ends\n";
  static const char half_way[] = HEADERS "陈晨,\"1,ok\n林,\"2\",x\n";
  static const char after[] = HEADERS "陈晨,1,\"a\" b\n";

  assert_refused (at_the_end, sizeof at_the_end - 1, FOYER_INTAKE_ERROR_TORN,
                  "list.csv: row 3, column 3 (备注)");
  assert_refused (half_way, sizeof half_way - 1, FOYER_INTAKE_ERROR_TORN, "row 2, column 2 (手机)");
  assert_refused (after, sizeof after - 1, FOYER_INTAKE_ERROR_TORN, "row 2, column 3 (备注)");
}

static void
test_nul (void)
{
  static const char text[] = "name,note\nAnn,a\0b\nBob,c\n";
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerTable) table = read_bytes (text, sizeof text - 1, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (row_at (table, 0)->nul_column, ==, 2);
  g_assert_cmpuint (row_at (table, 1)->nul_column, ==, 0);
}

static void
test_limits (void)
{
  g_autoptr (GString) wide = g_string_new ("name");
  g_autoptr (GString) text = g_string_new ("name\n");
  g_autoptr (GBytes) huge = g_bytes_new_take (g_malloc0 (FOYER_TABLE_MAX_BYTES + 1),
                                              FOYER_TABLE_MAX_BYTES + 1);
  g_autoptr (FoyerTable) table = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < FOYER_TABLE_MAX_COLUMNS; i++)
    g_string_append (wide, ",x");
  assert_refused (wide->str, wide->len, FOYER_INTAKE_ERROR_FORMAT, "256 cells");

  for (guint i = 0; i < FOYER_TABLE_MAX_ROWS; i++)
    g_string_append (text, "a\n");
  table = read_text (text->str);
  g_assert_cmpuint (table->rows->len, ==, FOYER_TABLE_MAX_ROWS);
  g_string_append (text, "a\n");
  assert_refused (text->str, text->len, FOYER_INTAKE_ERROR_TOO_LARGE, "500000 rows");

  g_assert_null (foyer_table_read (huge, "list.csv", &error));
  g_assert_error (error, FOYER_INTAKE_ERROR, FOYER_INTAKE_ERROR_TOO_LARGE);
}

static void
test_no_file (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (foyer_table_load ("/nonexistent/folder/people.csv", &error));
  g_assert_error (error, FOYER_INTAKE_ERROR, FOYER_INTAKE_ERROR_FILE);
  g_assert_true (g_str_has_prefix (error->message, "people.csv: can't be read: "));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sync/intake/table/encodings", test_encodings);
  g_test_add_func ("/sync/intake/table/other-encodings", test_other_encodings);
  g_test_add_func ("/sync/intake/table/wrong-encoding", test_wrong_encoding);
  g_test_add_func ("/sync/intake/table/cut-utf-8", test_cut_utf_8);
  g_test_add_func ("/sync/intake/table/other-formats", test_other_formats);
  g_test_add_func ("/sync/intake/table/empty", test_empty);
  g_test_add_func ("/sync/intake/table/delimiters", test_delimiters);
  g_test_add_func ("/sync/intake/table/one-column", test_one_column);
  g_test_add_func ("/sync/intake/table/spreadsheet-hint", test_spreadsheet_hint);
  g_test_add_func ("/sync/intake/table/row-numbers", test_rows_are_counted_as_in_a_spreadsheet);
  g_test_add_func ("/sync/intake/table/old-line-ends", test_old_line_ends);
  g_test_add_func ("/sync/intake/table/trimmed", test_cells_are_trimmed);
  g_test_add_func ("/sync/intake/table/torn-quotes", test_torn_quotes);
  g_test_add_func ("/sync/intake/table/nul", test_nul);
  g_test_add_func ("/sync/intake/table/limits", test_limits);
  g_test_add_func ("/sync/intake/table/no-file", test_no_file);
  return g_test_run ();
}
