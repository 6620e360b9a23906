/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define FOYER_BATTERY_FOLDER "/sys/class/power_supply"

/**
 * FoyerBattery:
 * @present: there is one
 * @percent: how full
 * @feeding: the machine lives off it: no power comes from the wall
 */
typedef struct {
  gboolean present;
  guint    percent;
  gboolean feeding;
} FoyerBattery;

/** What the kernel says below @folder of this machine's own batteries: the emptiest counts. Any thread. */
FoyerBattery foyer_battery_read (const char *folder);

G_END_DECLS
