/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake.h"

#include "json.h"

#include <string.h>

static FoyerIntake *
take (const char *text, gsize length)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, length);
  g_autoptr (GError) error = NULL;
  FoyerIntakeSource source = { "own", "Asia/Shanghai", NULL };
  FoyerIntake *intake = foyer_intake_read (bytes, "list.csv", &source, &error);

  g_assert_no_error (error);
  return intake;
}

static const FoyerRegistration *
draft_at (const FoyerIntake *intake, guint i)
{
  g_assert_cmpuint (i, <, intake->drafts->len);
  return g_ptr_array_index (intake->drafts, i);
}

static void
assert_remark (GPtrArray *remarks, guint i, FoyerRemarkKind kind, gint64 row, const char *column,
               gint64 other)
{
  const FoyerRemark *remark;

  g_assert_cmpuint (i, <, remarks->len);
  remark = g_ptr_array_index (remarks, i);
  g_assert_cmpstr (foyer_remark_kind_to_string (remark->kind), ==,
                   foyer_remark_kind_to_string (kind));
  g_assert_cmpint (remark->row, ==, row);
  g_assert_cmpstr (remark->column, ==, column);
  g_assert_cmpint (remark->other, ==, other);
}

static void
test_draft (void)
{
  static const char text[] = "编号,姓名,手机,邮箱,公司,职位,城市,票种,状态,报名时间,票码,工作年限,饮食,备注\n"
                             "A1, 欧阳 修 ,+86 199 0000 0001,A@Example.com,无,编辑,长沙,讲师票,"
                             "待审核,2026-11-05 09:12,00ab 7,10年以上,,\"上午,\n下午\"\n";
  g_autoptr (FoyerIntake) intake = take (text, sizeof text - 1);
  const FoyerRegistration *draft = draft_at (intake, 0);

  g_assert_cmpuint (intake->refusals->len, ==, 0);
  g_assert_cmpuint (intake->warnings->len, ==, 0);
  g_assert_cmpint (g_array_index (intake->rows, gint64, 0), ==, 2);
  g_assert_null (draft->id);
  g_assert_null (draft->person);
  g_assert_cmpstr (draft->channel, ==, "own");
  g_assert_cmpstr (draft->reference, ==, "A1");
  g_assert_cmpstr (draft->name, ==, "欧阳 修");
  g_assert_cmpstr (draft->phone, ==, "+86 199 0000 0001");
  g_assert_cmpstr (draft->email, ==, "A@Example.com");
  g_assert_null (draft->company);
  g_assert_cmpstr (draft->title, ==, "编辑");
  g_assert_cmpstr (draft->city, ==, "长沙");
  g_assert_cmpstr (draft->category, ==, "speaker");
  g_assert_cmpint (draft->status, ==, FOYER_STATUS_PENDING);
  g_assert_cmpint (draft->registered_us, ==, G_GINT64_CONSTANT (1793841120) * G_USEC_PER_SEC);
  g_assert_cmpstr (draft->codes[0], ==, "00ab 7");
  g_assert_null (draft->codes[1]);
  g_assert_cmpstr (draft->answers, ==, "{\"工作年限\":\"10年以上\"}");
  g_assert_cmpstr (draft->note, ==, "上午,\n下午");
}

static void
test_little_is_enough (void)
{
  static const char text[] = "姓名\n张伟\n";
  g_autoptr (FoyerIntake) intake = take (text, sizeof text - 1);
  const FoyerRegistration *draft = draft_at (intake, 0);

  g_assert_cmpint (draft->status, ==, FOYER_STATUS_CONFIRMED);
  g_assert_cmpstr (draft->category, ==, "attendee");
  g_assert_cmpint (draft->registered_us, ==, 0);
  g_assert_null (draft->codes);
  g_assert_null (draft->answers);
  g_assert_null (draft->reference);
}

static void
test_refusals (void)
{
  static const char text[] = "姓名,手机,公司\n"
                             "张伟,19900000001,x\n"
                             "李娜,19900000002\n"
                             "李娜,19900000002,x,y\n"
                             "李娜,19900000002,x,,\n"
                             ",19900000003,x\n"
                             "王\0芳,19900000004,x\n"
                             "张伟,19900000001,x\n";
  g_autoptr (FoyerIntake) intake = take (text, sizeof text - 1);

  g_assert_cmpuint (intake->drafts->len, ==, 2);
  g_assert_cmpint (g_array_index (intake->rows, gint64, 1), ==, 5);
  g_assert_cmpuint (intake->refusals->len, ==, 5);
  assert_remark (intake->refusals, 0, FOYER_REMARK_FEW_CELLS, 3, "公司", 0);
  assert_remark (intake->refusals, 1, FOYER_REMARK_MANY_CELLS, 4, NULL, 0);
  assert_remark (intake->refusals, 2, FOYER_REMARK_NO_NAME, 6, "姓名", 0);
  assert_remark (intake->refusals, 3, FOYER_REMARK_NUL, 7, "姓名", 0);
  assert_remark (intake->refusals, 4, FOYER_REMARK_SAME_ROW, 8, NULL, 2);
}

static void
test_row_without_its_last_cells (void)
{
  static const char text[] = "姓名,手机,备注\n张伟\n";
  g_autoptr (FoyerIntake) intake = take (text, sizeof text - 1);

  g_assert_cmpuint (intake->drafts->len, ==, 0);
  assert_remark (intake->refusals, 0, FOYER_REMARK_FEW_CELLS, 2, "手机", 0);
}

static void
test_long_cell (void)
{
  g_autofree char *company = g_strnfill (201, 'x');
  g_autofree char *text = g_strdup_printf ("name,company\nAnn,%s\nBob,y\n", company);
  g_autoptr (FoyerIntake) intake = take (text, strlen (text));

  g_assert_cmpuint (intake->drafts->len, ==, 1);
  assert_remark (intake->refusals, 0, FOYER_REMARK_LONG_CELL, 2, "company", 0);
}

static void
test_warnings (void)
{
  static const char text[] = "订单号,姓名,手机,邮箱,状态,报名时间,票码\n"
                             "D1,张伟,1990000001,zhang,月亮,昨天,K1\n"
                             "D1,李娜,19900000002,li@example.com,已确认,2026-11-05,K1\n"
                             "D1/2,王芳,19900000003,,,,\n"
                             "D1,赵敏,19900000004,,,,\n";
  g_autoptr (FoyerIntake) intake = take (text, sizeof text - 1);

  g_assert_cmpuint (intake->drafts->len, ==, 4);
  g_assert_cmpuint (intake->warnings->len, ==, 8);
  assert_remark (intake->warnings, 0, FOYER_REMARK_STATUS, 2, "状态", 0);
  assert_remark (intake->warnings, 1, FOYER_REMARK_TIME, 2, "报名时间", 0);
  assert_remark (intake->warnings, 2, FOYER_REMARK_PHONE_DIGITS, 2, "手机", 0);
  assert_remark (intake->warnings, 3, FOYER_REMARK_EMAIL, 2, "邮箱", 0);
  assert_remark (intake->warnings, 4, FOYER_REMARK_SAME_CODE, 3, "票码", 2);
  assert_remark (intake->warnings, 5, FOYER_REMARK_SAME_REFERENCE, 3, "订单号", 2);
  assert_remark (intake->warnings, 6, FOYER_REMARK_SAME_REFERENCE, 4, "订单号", 3);
  assert_remark (intake->warnings, 7, FOYER_REMARK_SAME_REFERENCE, 5, "订单号", 2);
  g_assert_cmpint (draft_at (intake, 0)->status, ==, FOYER_STATUS_PENDING);
  g_assert_cmpstr (draft_at (intake, 1)->reference, ==, "D1/2");
  g_assert_cmpstr (draft_at (intake, 2)->reference, ==, "D1/2/2");
  g_assert_cmpstr (draft_at (intake, 3)->reference, ==, "D1/3");
}

static void
test_remark_text (void)
{
  g_autoptr (FoyerRemark) phone = foyer_remark_new (FOYER_REMARK_PHONE_DIGITS, 17, "手机", 0);
  g_autoptr (FoyerRemark) same = foyer_remark_new (FOYER_REMARK_SAME_ROW, 9, NULL, 4);
  g_autofree char *phone_text = foyer_remark_text (phone);
  g_autofree char *same_text = foyer_remark_text (same);

  g_assert_cmpstr (phone_text, ==,
                   "row 17, column 手机: the phone number hasn't the digits it should have");
  g_assert_cmpstr (same_text, ==, "row 9: everything is the same as in an earlier row (row 4)");
  g_assert_false (foyer_remark_kind_refuses (phone->kind));
  g_assert_true (foyer_remark_kind_refuses (same->kind));
}

/* What stands above the headers is no row of anybody's. */
static void
test_title_above (void)
{
  static const char text[] = "长沙开源技术开放日 报名表,,\n导出时间 2026-11-05,,\n\n序号,姓名,手机\n"
                             "1,张伟,19900000001\n";
  g_autoptr (FoyerIntake) intake = take (text, sizeof text - 1);

  g_assert_cmpuint (intake->drafts->len, ==, 1);
  g_assert_cmpint (g_array_index (intake->rows, gint64, 0), ==, 5);
  g_assert_cmpstr (draft_at (intake, 0)->name, ==, "张伟");
}

static void
test_rounded (void)
{
  static const char text[] = "姓名,手机,票码\n张伟,1.99E+10,2.02611E+13\n";
  g_autoptr (FoyerIntake) intake = take (text, sizeof text - 1);

  g_assert_cmpuint (intake->warnings->len, ==, 2);
  assert_remark (intake->warnings, 0, FOYER_REMARK_PHONE_DIGITS, 2, "手机", 0);
  assert_remark (intake->warnings, 1, FOYER_REMARK_ROUNDED, 2, "票码", 0);
}

static void
test_no_such_zone (void)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static ("name\nAnn\n", 9);
  g_autoptr (GError) error = NULL;
  FoyerIntakeSource source = { "own", "Asia/Changsha-on-Sea", NULL };

  g_assert_null (foyer_intake_read (bytes, "list.csv", &source, &error));
  g_assert_error (error, FOYER_INTAKE_ERROR, FOYER_INTAKE_ERROR_ZONE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sync/intake/intake/draft", test_draft);
  g_test_add_func ("/sync/intake/intake/little-is-enough", test_little_is_enough);
  g_test_add_func ("/sync/intake/intake/refusals", test_refusals);
  g_test_add_func ("/sync/intake/intake/short-row", test_row_without_its_last_cells);
  g_test_add_func ("/sync/intake/intake/long-cell", test_long_cell);
  g_test_add_func ("/sync/intake/intake/warnings", test_warnings);
  g_test_add_func ("/sync/intake/intake/remark-text", test_remark_text);
  g_test_add_func ("/sync/intake/intake/title-above", test_title_above);
  g_test_add_func ("/sync/intake/intake/rounded", test_rounded);
  g_test_add_func ("/sync/intake/intake/no-such-zone", test_no_such_zone);
  return g_test_run ();
}
