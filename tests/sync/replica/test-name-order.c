/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "name-order.h"

/* As a volunteer goes down a list on paper: a surname under the letter by which
 * it is read as one, those of one sound together, what has no letters last. */
static void
test_order (void)
{
  static const char * const wanted[] = {
    "阿依古丽·买买提", "Anna Kowalska", "白思", "仇英华", "单丹", "曾红梅", "查明", "张伟", "章伟民", "???",
  };
  g_autoptr (FoyerNameOrder) order = foyer_name_order_new ();

  for (gsize i = 0; i + 1 < G_N_ELEMENTS (wanted); i++) {
    g_autofree char *before = foyer_name_order_key (order, wanted[i]);
    g_autofree char *after = foyer_name_order_key (order, wanted[i + 1]);

    g_test_message ("%s: %s", wanted[i], before);
    g_assert_cmpint (foyer_name_order_compare (before, after), <=, 0);
  }
}

static void
test_odd (void)
{
  g_autoptr (FoyerNameOrder) order = foyer_name_order_new ();
  g_autofree char *none = foyer_name_order_key (order, "");
  g_autofree char *emoji = foyer_name_order_key (order, "🎉");
  g_autofree char *name = foyer_name_order_key (order, "王小明");

  g_assert_cmpstr (name, ==, "wang xiao ming ");
  g_assert_cmpint (foyer_name_order_compare (name, none), <, 0);
  g_assert_cmpint (foyer_name_order_compare (none, name), >, 0);
  g_assert_cmpint (foyer_name_order_compare (none, emoji), ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sync/replica/name-order/order", test_order);
  g_test_add_func ("/sync/replica/name-order/odd", test_odd);
  return g_test_run ();
}
