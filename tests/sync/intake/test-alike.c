/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "alike.h"
#include "doubt.h"

static void
assert_alike (const char *a, const char *b, gboolean expected)
{
  if (foyer_alike_names (a, b) != expected || foyer_alike_names (b, a) != expected)
    g_error ("%s and %s", a, b);
}

static void
test_names (void)
{
  assert_alike ("陳志豪", "陈志豪", TRUE);
  assert_alike ("张伟", "张玮", TRUE);
  assert_alike ("张伟", "伟张", TRUE);
  assert_alike ("张伟", "Zhang Wei", TRUE);
  assert_alike ("张伟", "wei ZHANG", TRUE);
  assert_alike ("张伟", "张伟（前端）", TRUE);
  assert_alike ("张伟", "张伟老师", TRUE);
  assert_alike ("单晓东", "Shan Xiaodong", TRUE);
  assert_alike ("吕绿", "Lü Lv", TRUE);
  assert_alike ("Anna Kowalska", "KOWALSKA, Anna", TRUE);
  assert_alike ("Sean O'Brien", "Sean O’Brien", TRUE);
  assert_alike ("阿依古丽·买买提", "阿依古丽•买买提", TRUE);
  assert_alike ("Tony 张", "Tony张", TRUE);
  assert_alike ("张伟", "张强", FALSE);
  assert_alike ("陈志豪", "Chen", FALSE);
  assert_alike ("张伟", "Zhang Qiang", FALSE);
  assert_alike ("Amy Li", "May Li", FALSE);
  assert_alike ("·", "·", FALSE);
}

static void
test_companies (void)
{
  static const char * const same[][2] = {
    { "梅溪样例工作室", "长沙梅溪样例工作室" }, { "芙蓉虚构传媒", "芙蓉虚构传媒有限公司" },
    { "洞庭示例云计算", "洞庭示例云计算(长沙)" }, { "Sample & Sons, Ltd.", "SAMPLE & SONS" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (same); i++) {
    g_autofree char *a = foyer_alike_company (same[i][0]);
    g_autofree char *b = foyer_alike_company (same[i][1]);

    g_assert_cmpstr (a, ==, b);
  }
  g_assert_null (foyer_alike_company (""));
  g_assert_null (foyer_alike_company (NULL));
}

static void
test_nearly (void)
{
  g_assert_true (foyer_alike_nearly ("13800138000", "13800138001"));
  g_assert_true (foyer_alike_nearly ("13800138000", "1380013800"));
  g_assert_true (foyer_alike_nearly ("13800138000", "13800318000"));
  g_assert_true (foyer_alike_nearly ("王小明", "王大明"));
  g_assert_true (foyer_alike_nearly ("a", "a"));
  g_assert_false (foyer_alike_nearly ("13800138000", "13800138011"));
  g_assert_false (foyer_alike_nearly ("13800138000", "138001380"));
  g_assert_false (foyer_alike_nearly ("ab", "cd"));
}

typedef struct {
  const char    *a[4];   /* name, phone, e-mail, company */
  const char    *b[4];
  FoyerDoubtKind kind;   /* N: no doubt */
} Pair;

static const Pair pairs[] = {
  { { "张伟", "13800138000" }, { "张强", "138 0013 8000" }, FOYER_DOUBT_SAME_PHONE },
  { { "张伟", "13800138000" }, { "张伟", "13800138000" }, FOYER_DOUBT_RULE },
  { { "张伟", "13800138000" }, { "张伟", "13800138001" }, FOYER_DOUBT_NEAR_PHONE },
  { { "张伟", "13800138000" }, { "張偉", "1380013800" }, FOYER_DOUBT_NEAR_PHONE },
  { { "张伟", "13800138000" }, { "张伟", "+86 138 0013 800" }, FOYER_DOUBT_NEAR_PHONE },
  { { "张伟", "13800138000" }, { "李娜", "13800138001" }, FOYER_DOUBT_N },
  { { "王小明", NULL, "w@example.com" }, { "王大明", NULL, "W@example.com" }, FOYER_DOUBT_NEAR_NAME },
  { { "王小明", NULL, "w@example.com" }, { "李娜", NULL, "w@example.com" }, FOYER_DOUBT_N },
  { { "张伟", "13800138000", NULL, "橘洲云有限公司" }, { "张伟", "13900139000", NULL, "橘洲云" },
    FOYER_DOUBT_COMPANY },
  { { "张伟", "13800138000", NULL, "橘洲云" }, { "张伟", "13900139000", NULL, "岳麓软件" },
    FOYER_DOUBT_N },
  { { "欧阳静", "13800138000" }, { "欧阳静" }, FOYER_DOUBT_NAME },
};

static FoyerRegistration *
someone (const char *person, const char * const texts[4])
{
  FoyerRegistration *row = foyer_registration_new ();

  row->person = g_strdup (person);
  row->name = g_strdup (texts[0]);
  row->phone = g_strdup (texts[1]);
  row->email = g_strdup (texts[2]);
  row->company = g_strdup (texts[3]);
  return row;
}

static void
test_doubts (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (pairs); i++) {
    g_autoptr (GPtrArray) rows =
      g_ptr_array_new_with_free_func ((GDestroyNotify) foyer_registration_free);
    g_autoptr (GArray) doubts = NULL;

    g_ptr_array_add (rows, someone ("p1", pairs[i].a));
    g_ptr_array_add (rows, someone ("p2", pairs[i].b));
    doubts = foyer_doubts_find (rows);
    g_assert_cmpuint (doubts->len, ==, pairs[i].kind != FOYER_DOUBT_N);
    if (doubts->len == 1)
      g_assert_cmpstr (foyer_doubt_kind_to_string (g_array_index (doubts, FoyerDoubt, 0).kind), ==,
                       foyer_doubt_kind_to_string (pairs[i].kind));
  }
}

/* Twenty colleagues with one phone are nineteen questions, not 190. */
static void
test_doubts_of_a_group (void)
{
  g_autoptr (GPtrArray) rows =
    g_ptr_array_new_with_free_func ((GDestroyNotify) foyer_registration_free);
  g_autoptr (GArray) doubts = NULL;

  for (guint i = 0; i < 20; i++) {
    g_autofree char *person = g_strdup_printf ("p%u", i);
    g_autofree char *name = g_strdup_printf ("Guest%c Name%c", 'a' + i, 'z' - i);

    g_ptr_array_add (rows, someone (person, (const char * const[]) { name, "13800138000", NULL, NULL }));
  }
  doubts = foyer_doubts_find (rows);
  g_assert_cmpuint (doubts->len, ==, 19);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sync/intake/alike/names", test_names);
  g_test_add_func ("/sync/intake/alike/companies", test_companies);
  g_test_add_func ("/sync/intake/alike/nearly", test_nearly);
  g_test_add_func ("/sync/intake/doubt/pairs", test_doubts);
  g_test_add_func ("/sync/intake/doubt/group", test_doubts_of_a_group);
  return g_test_run ();
}
