/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cell.h"
#include "mapping.h"

#include <string.h>

static FoyerTable *
table_of (const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (GError) error = NULL;
  FoyerTable *table = foyer_table_read (bytes, "list.csv", &error);

  g_assert_no_error (error);
  return table;
}

/* @expected: the meanings in order, as "reference name phone". */
static void
assert_meanings (const char *headers, const char *expected)
{
  g_autoptr (FoyerTable) table = table_of (headers);
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerMapping) mapping = foyer_mapping_guess (table, NULL, &error);
  g_autoptr (GString) meanings = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < mapping->n_columns; i++)
    g_string_append_printf (meanings, "%s%s", i ? " " : "",
                            foyer_column_to_string (mapping->columns[i]));
  g_assert_cmpstr (meanings->str, ==, expected);
}

static void
test_chinese (void)
{
  assert_meanings ("序号,姓名,手机,邮箱,公司,职位,工作年限,城市,票种,报名时间,备注",
                   "reference name phone email company title answer city category registered note");
  assert_meanings ("订单号;报名时间;票券名称;参会人;联系电话;单位;职务;电子邮箱;状态;票码",
                   "reference registered category name phone company title email status code");
  assert_meanings ("1、您的姓名（必填）,2、 手机号码：,公司/学校,【选填】職位,報名時間",
                   "name phone company answer registered");
}

static void
test_english (void)
{
  assert_meanings ("Order ID,Full Name,E-mail Address,Mobile Phone,Job Title,Organisation,"
                   "Ticket Type",
                   "reference name email phone title company category");
  assert_meanings ("NAME / 姓名,phone_number,T-shirt size,Status,Barcode",
                   "name phone answer status code");
}

static void
test_one_meaning_once (void)
{
  assert_meanings ("序号,联系人,姓名,订单号,手机", "answer answer name reference phone");
}

static void
test_headers_are_all_different (void)
{
  g_autoptr (FoyerTable) table = table_of ("姓名,问题,,问题,\n张伟,a,b,c,\n");
  g_autoptr (FoyerMapping) mapping = foyer_mapping_guess (table, NULL, NULL);

  g_assert_cmpuint (mapping->n_columns, ==, 4);
  g_assert_cmpstr (mapping->headers[1], ==, "问题");
  g_assert_cmpstr (mapping->headers[2], ==, "#3");
  g_assert_cmpstr (mapping->headers[3], ==, "问题 #4");
}

static void
test_no_name (void)
{
  g_autoptr (FoyerTable) table = table_of ("手机,公司\n19900000001,x\n");
  g_autoptr (GError) error = NULL;

  g_assert_null (foyer_mapping_guess (table, NULL, &error));
  g_assert_error (error, FOYER_INTAKE_ERROR, FOYER_INTAKE_ERROR_COLUMNS);
  g_assert_nonnull (strstr (error->message, "list.csv: row 1: no column"));
  g_assert_nonnull (strstr (error->message, "手机, 公司"));
}

static void
test_no_headers (void)
{
  g_autoptr (FoyerTable) table = table_of ("张伟,19900000001\n李娜,19900000002\n");
  g_autoptr (GError) error = NULL;

  g_assert_null (foyer_mapping_guess (table, NULL, &error));
  g_assert_error (error, FOYER_INTAKE_ERROR, FOYER_INTAKE_ERROR_COLUMNS);
  g_assert_nonnull (strstr (error->message, "holds no headers"));
  g_assert_null (strstr (error->message, "张伟"));
}

static void
test_said (void)
{
  static const char * const said[] = { "备用=phone", "手机=ignore", "昵称=name", "没有=city", NULL };
  static const char * const nonsense[] = { "手机=shoe", NULL };
  g_autoptr (FoyerTable) table = table_of ("姓名,昵称,手机,备用,状态\n张伟,z,1,2,\n");
  g_autoptr (FoyerMapping) mapping = foyer_mapping_guess (table, said, NULL);
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) fields = foyer_mapping_fields (mapping);
  g_autofree char *joined = g_strjoinv (" ", fields);

  g_assert_cmpint (mapping->columns[0], ==, FOYER_COLUMN_ANSWER);
  g_assert_cmpint (mapping->columns[1], ==, FOYER_COLUMN_NAME);
  g_assert_cmpint (mapping->columns[2], ==, FOYER_COLUMN_IGNORE);
  g_assert_cmpint (mapping->columns[3], ==, FOYER_COLUMN_PHONE);
  g_assert_cmpstr (joined, ==, "answers name phone status");
  g_assert_null (foyer_mapping_guess (table, nonsense, &error));
  g_assert_error (error, FOYER_INTAKE_ERROR, FOYER_INTAKE_ERROR_COLUMNS);
}

static void
test_column_names (void)
{
  for (guint i = 0; i < FOYER_COLUMN_N; i++) {
    FoyerColumn column;

    g_assert_true (foyer_column_from_string (foyer_column_to_string (i), &column));
    g_assert_cmpuint (column, ==, i);
  }
  g_assert_false (foyer_column_from_string ("shoe", &(FoyerColumn) { 0 }));
}

static void
test_categories (void)
{
  g_assert_cmpstr (foyer_cell_category ("讲师票"), ==, "speaker");
  g_assert_cmpstr (foyer_cell_category ("技术开放日-志愿者"), ==, "volunteer");
  g_assert_cmpstr (foyer_cell_category ("Gold SPONSOR"), ==, "sponsor");
  g_assert_cmpstr (foyer_cell_category ("早鸟票"), ==, "attendee");
  g_assert_cmpstr (foyer_cell_category (""), ==, "attendee");
}

static void
test_statuses (void)
{
  static const struct {
    const char *cell;
    FoyerStatus status;
  } cases[] = {
    { "已确认", FOYER_STATUS_CONFIRMED },    { " Approved", FOYER_STATUS_CONFIRMED },
    { "待审核", FOYER_STATUS_PENDING },      { "Waiting List", FOYER_STATUS_WAITLISTED },
    { "审核不通过", FOYER_STATUS_REJECTED }, { "已取消", FOYER_STATUS_CANCELLED },
    { "已退票", FOYER_STATUS_CANCELLED },    { "Canceled", FOYER_STATUS_CANCELLED },
  };
  FoyerStatus status;

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_assert_true (foyer_cell_status (cases[i].cell, &status));
    g_assert_cmpint (status, ==, cases[i].status);
  }
  g_assert_false (foyer_cell_status ("月亮", &status));
}

static void
test_times (void)
{
  static const struct {
    const char *cell;
    const char *utc;
  } cases[] = {
    { "2026-11-05 09:12:33", "2026-11-05T01:12:33Z" },
    { "2026/11/5 9:12", "2026-11-05T01:12:00Z" },
    { "2026.11.05", "2026-11-04T16:00:00Z" },
    { "2026年11月5日 下午3时05分", "2026-11-05T07:05:00Z" },
    { "2026年11月5日 上午12:30", "2026-11-04T16:30:00Z" },
    { "２０２６-11-5 3：05 PM", "2026-11-05T07:05:00Z" },
    { "2026-11-05T09:12:33Z", "2026-11-05T09:12:33Z" },
    { "2026-11-05T09:12:33.5+02:00", "2026-11-05T07:12:33.5Z" },
    { "2024-02-29 00:00", "2024-02-28T16:00:00Z" },
  };
  static const char * const wrong[] = {
    "", "gestern", "03/04/2026", "2026-13-01 10:00", "2025-02-29", "2026-11-05 25:00",
    "2026-11-05 9:61",
    "2026-11-05 9:30:15 and more", "45961.39",
  };
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Asia/Shanghai");
  gint64 at_us;

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GDateTime) utc = g_date_time_new_from_iso8601 (cases[i].utc, NULL);

    g_assert_true (foyer_cell_time (cases[i].cell, zone, &at_us));
    g_assert_cmpint (at_us, ==, g_date_time_to_unix (utc) * G_USEC_PER_SEC +
                                  g_date_time_get_microsecond (utc));
  }
  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    g_assert_false (foyer_cell_time (wrong[i], zone, &at_us));
}

static void
test_phones (void)
{
  static const char * const right[] = {
    "19900001234", "+86 199 0000 1234", "１９９００００１２３４", "0086-19900001234", "0731-8888 0000",
    "+1 202-555-0143", "+86 10 6552 9988", "13800138000.0", "1.3800138001E+10",
  };
  static const char * const wrong[] = {
    "1990000123", "199000012345", "29900001234", "无", "1.99E+10", "1.99000012E+10", "11111111111",
    "+1", "+86 199 0000 123", "0086 1990000123",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (right); i++)
    g_assert_true (foyer_cell_is_phone (right[i]));
  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    g_assert_false (foyer_cell_is_phone (wrong[i]));
}

static void
test_lines (void)
{
  g_autofree char *line = foyer_cell_line ("Example\r\n  Labs\xe2\x80\xae\a");

  g_assert_cmpstr (line, ==, "Example Labs");
  g_assert_null (foyer_cell_line (""));
  g_assert_null (foyer_cell_line ("-"));
  g_assert_null (foyer_cell_line ("无"));
  g_assert_null (foyer_cell_line ("N/A"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sync/intake/mapping/chinese", test_chinese);
  g_test_add_func ("/sync/intake/mapping/english", test_english);
  g_test_add_func ("/sync/intake/mapping/one-meaning-once", test_one_meaning_once);
  g_test_add_func ("/sync/intake/mapping/all-different", test_headers_are_all_different);
  g_test_add_func ("/sync/intake/mapping/no-name", test_no_name);
  g_test_add_func ("/sync/intake/mapping/no-headers", test_no_headers);
  g_test_add_func ("/sync/intake/mapping/column-names", test_column_names);
  g_test_add_func ("/sync/intake/mapping/said", test_said);
  g_test_add_func ("/sync/intake/cell/categories", test_categories);
  g_test_add_func ("/sync/intake/cell/statuses", test_statuses);
  g_test_add_func ("/sync/intake/cell/times", test_times);
  g_test_add_func ("/sync/intake/cell/phones", test_phones);
  g_test_add_func ("/sync/intake/cell/lines", test_lines);
  return g_test_run ();
}
