/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "years.h"

static void
test_texts (void)
{
  static const struct {
    const char *text;
    gint64      years;
  } cases[] = {
    { "3", 3 }, { "10年以上", 10 }, { "3-5年", 3 }, { "1~3 years", 1 }, { "应届", 0 },
    { "应届毕业生（2026）", 0 }, { "三年以上", 3 }, { "两年", 2 }, { "十年", 10 },
    { "很久", -1 }, { "", -1 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (foyer_years_in (cases[i].text), ==, cases[i].years);
}

static gint64
years_of (const char *answers)
{
  json_t *row = json_pack ("{s:s}", "answers", answers);
  gint64 years = foyer_years_of (row);

  json_decref (row);
  return years;
}

static void
test_answers (void)
{
  json_t *none = json_object ();

  g_assert_cmpint (years_of ("{\"工作年限\":\"8\"}"), ==, 8);
  g_assert_cmpint (years_of ("{\"age\":\"41\",\"Years of experience\":\"12\"}"), ==, 12);
  g_assert_cmpint (years_of ("{\"城市\":\"5\"}"), ==, -1);
  g_assert_cmpint (years_of ("{"), ==, -1);
  g_assert_cmpint (years_of ("{\"years\":7}"), ==, -1);
  g_assert_cmpint (foyer_years_of (none), ==, -1);
  json_decref (none);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/kiosk/cli/years/texts", test_texts);
  g_test_add_func ("/kiosk/cli/years/answers", test_answers);
  return g_test_run ();
}
