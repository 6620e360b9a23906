/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "battery.h"

#include "door-fixture.h"

#include <glib/gstdio.h>

static void
put (const char *folder, const char *supply, const char *name, const char *text)
{
  g_autofree char *dir = g_build_filename (folder, supply, NULL);
  g_autofree char *path = g_build_filename (dir, name, NULL);

  g_assert_cmpint (g_mkdir_with_parents (dir, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

static void
test_read (void)
{
  g_autofree char *folder = g_dir_make_tmp ("foyer-battery-XXXXXX", NULL);
  FoyerBattery battery = foyer_battery_read (folder);

  g_assert_false (battery.present);
  put (folder, "AC", "type", "Mains\n");
  put (folder, "mouse", "type", "Battery\n");
  put (folder, "mouse", "scope", "Device\n");
  put (folder, "mouse", "capacity", "3\n");
  put (folder, "BAT0", "type", "Battery\n");
  put (folder, "BAT0", "capacity", "none\n");
  battery = foyer_battery_read (folder);
  g_assert_false (battery.present);
  put (folder, "BAT0", "capacity", "81\n");
  put (folder, "BAT0", "status", "Charging\n");
  battery = foyer_battery_read (folder);
  g_assert_true (battery.present);
  g_assert_false (battery.feeding);
  g_assert_cmpuint (battery.percent, ==, 81);
  put (folder, "BAT1", "type", "Battery\n");
  put (folder, "BAT1", "capacity", "64\n");
  put (folder, "BAT1", "status", "Discharging\n");
  battery = foyer_battery_read (folder);
  g_assert_true (battery.feeding);
  g_assert_cmpuint (battery.percent, ==, 64);
  door_fixture_remove (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/kiosk/door/battery/read", test_read);
  return g_test_run ();
}
