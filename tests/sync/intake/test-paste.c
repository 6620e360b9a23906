/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "paste.h"

/* What a text means: "name/phone/e-mail/company/title/city/answers/note" a person. */
typedef struct {
  const char *name;
  const char *text;
  const char *people[8];
} Case;

static const Case cases[] = {
  { "numbered", "#接龙\n技术沙龙报名（姓名 电话 职位 年限）\n1. 李娜 13900139000 后端 3年\n"
                "2、王芳，137-0013-7000，产品经理，8年以上\n3. 张伟 13800138000 前端 5年\n",
    { "李娜/13900139000///后端//3年/", "王芳/137-0013-7000///产品经理//8年以上/",
      "张伟/13800138000///前端//5年/" } },
  { "a-line-each", "张伟 13800138000 橘洲云科技 前端工程师 5年\n李娜 +86 139 0013 9000 学生\n",
    { "张伟/13800138000//橘洲云科技/前端工程师//5年/", "李娜/+86 139 0013 9000///学生///" } },
  { "on-lines-of-their-own", "张伟\n13800138000\n前端工程师\n5年\n\n李娜\n13900139000\n后端\n3年\n",
    { "张伟/13800138000///前端工程师//5年/", "李娜/13900139000///后端//3年/" } },
  { "without-empty-lines", "张伟\n13800138000\n前端工程师\n5年\n李娜\n13900139000\n后端\n3年\n",
    { "张伟/13800138000///前端工程师//5年/", "李娜/13900139000///后端//3年/" } },
  { "labels", "姓名：张伟\n电话：13800138000\n公司：岳麓软件\n职位：前端\n工作年限：5年\n姓名：李娜\n手机：13900139000\n",
    { "张伟/13800138000//岳麓软件/前端//5年/", "李娜/13900139000//////" } },
  { "labels-on-one-line", "姓名:张伟，电话:13800138000，邮箱:zhang@example.com\n",
    { "张伟/13800138000/zhang@example.com/////" } },
  { "full-width", "１．张伟　１３８００１３８０００　前端　５年\n２．李娜　１３９００１３９０００\n",
    { "张伟/13800138000///前端//5年/", "李娜/13900139000//////" } },
  { "latin", "1) Anna Kowalska 13800138000 Developer 10+ years\n2) Tony 张 13900139000\n",
    { "Anna Kowalska/13800138000///Developer//10+ years/", "Tony/13900139000///张///" } },
  { "from-a-chat", "小明 2026/11/5 10:23:11\n张伟 13800138000 运维 应届\n小红 10:24\n李娜 li@example.org 测试\n",
    { "张伟/13800138000///运维//应届/", "李娜//li@example.org//测试///" } },
  { "keycaps", "1️⃣ 张伟 13800138000\n2️⃣ 李娜 13900139000\n", { "张伟/13800138000//////", "李娜/13900139000//////" } },
  { "number-goes-on", "1. 张伟\n13800138000\n前端 5年\n\n2. 李娜\n13900139000\n",
    { "张伟/13800138000///前端//5年/", "李娜/13900139000//////" } },
  { "nobody", "大家好，周六下午两点见\n", { NULL } },
};

static char *
joined (const FoyerRegistration *draft)
{
  g_autofree char *years = NULL;
  const char *at = draft->answers;

  if (at != NULL) {
    g_auto (GStrv) parts = g_strsplit (at, "\"", -1);

    years = g_strdup (parts[3]);
  }
  return g_strjoin ("/", draft->name, draft->phone ? draft->phone : "", draft->email ? draft->email : "",
                    draft->company ? draft->company : "", draft->title ? draft->title : "",
                    draft->city ? draft->city : "", years ? years : "", draft->note ? draft->note : "", NULL);
}

static void
test_case (gconstpointer data)
{
  const Case *expected = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerIntake) intake = foyer_paste_read (expected->text, "chat", "chat", "UTC", &error);

  g_assert_no_error (error);
  for (guint i = 0; i < intake->drafts->len; i++) {
    g_autofree char *person = joined (g_ptr_array_index (intake->drafts, i));

    g_assert_cmpstr (person, ==, expected->people[i]);
  }
  g_assert_null (expected->people[intake->drafts->len]);
}

static void
test_rows_and_remarks (void)
{
  g_autoptr (FoyerIntake) intake =
    foyer_paste_read ("报名接龙\n1. 张伟 前端\n\n2. 13900139000\n", "chat", "chat", "UTC", NULL);
  const FoyerRemark *nameless = g_ptr_array_index (intake->refusals, 0);
  const FoyerRemark *title = g_ptr_array_index (intake->warnings, 0);
  const FoyerRemark *contact = g_ptr_array_index (intake->warnings, 1);

  g_assert_cmpuint (intake->drafts->len, ==, 1);
  g_assert_cmpint (g_array_index (intake->rows, gint64, 0), ==, 2);
  g_assert_cmpuint (intake->refusals->len, ==, 1);
  g_assert_cmpint (nameless->kind, ==, FOYER_REMARK_NO_NAME);
  g_assert_cmpint (nameless->row, ==, 4);
  g_assert_cmpuint (intake->warnings->len, ==, 2);
  g_assert_cmpint (title->kind, ==, FOYER_REMARK_LEFT_OUT);
  g_assert_cmpint (title->row, ==, 1);
  g_assert_cmpint (contact->kind, ==, FOYER_REMARK_NO_CONTACT);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *path = g_strconcat ("/sync/intake/paste/", cases[i].name, NULL);

    g_test_add_data_func (path, &cases[i], test_case);
  }
  g_test_add_func ("/sync/intake/paste/rows-and-remarks", test_rows_and_remarks);
  return g_test_run ();
}
