/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "link.h"

static FoyerRegistration
someone (const char *name, const char *phone, const char *email)
{
  return (FoyerRegistration) {
    .name = (char *) name, .phone = (char *) phone, .email = (char *) email
  };
}

static gboolean
is_same (FoyerRegistration a, FoyerRegistration b)
{
  gboolean same = foyer_link_same_person (&a, &b);

  g_assert_cmpint (same, ==, foyer_link_same_person (&b, &a));
  return same;
}

static void
test_same_phone (void)
{
  FoyerRegistration known = someone ("陳志豪", "19900001124", NULL);

  g_assert_true (is_same (known, someone ("陈志豪", "+86 199 0000 1124", "a@example.com")));
  g_assert_true (is_same (known, someone ("Chen Zhihao", "１９９-0000-1124", NULL)));
  g_assert_true (is_same (known, someone ("Zhi Hao Chen", "19900001124", NULL)));
  g_assert_false (is_same (known, someone ("陳志豪", "19900001125", NULL)));
  g_assert_false (is_same (known, someone ("陳志豪", NULL, NULL)));
}

/* Twins, a parent, a colleague who signed up everyone: a person decides. */
static void
test_same_phone_is_not_enough (void)
{
  FoyerRegistration known = someone ("陳志豪", "19900001124", "a@example.com");

  g_assert_false (is_same (known, someone ("陳志强", "19900001124", "a@example.com")));
  g_assert_false (is_same (known, someone ("Chen", "19900001124", NULL)));
  g_assert_true (foyer_link_same_contact (&known, &known));
}

static void
test_same_email_and_name (void)
{
  FoyerRegistration known = someone ("欧阳 静", "19900000001", "Jing@Example.com");

  g_assert_true (is_same (known, someone ("欧阳静", "19900000002", " jing@example.com")));
  g_assert_false (is_same (known, someone ("欧阳修", "19900000002", "jing@example.com")));
  g_assert_false (is_same (known, someone ("欧阳静", "19900000002", "jing@example.org")));
}

static void
test_no_phone_is_nobodys (void)
{
  static const char * const no_phones[] = { "无", "-", "1", "123456", "11111111111", "1.99E+10",
                                            "1.99001E+10", "1.99000012E+10", "", NULL };

  for (gsize i = 0; no_phones[i] != NULL; i++)
    g_assert_false (is_same (someone ("张伟", no_phones[i], NULL),
                             someone ("李娜", no_phones[i], NULL)));
}

static void
test_no_email_is_nobodys (void)
{
  g_assert_false (is_same (someone ("张伟", NULL, "无"), someone ("张伟", NULL, "无")));
  g_assert_false (is_same (someone ("张伟", NULL, NULL), someone ("张伟", NULL, NULL)));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sync/intake/link/same-phone", test_same_phone);
  g_test_add_func ("/sync/intake/link/same-phone-is-not-enough", test_same_phone_is_not_enough);
  g_test_add_func ("/sync/intake/link/same-email-and-name", test_same_email_and_name);
  g_test_add_func ("/sync/intake/link/no-phone", test_no_phone_is_nobodys);
  g_test_add_func ("/sync/intake/link/no-email", test_no_email_is_nobodys);
  return g_test_run ();
}
