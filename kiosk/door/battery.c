/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "battery.h"

/* (nullable): kernel, Documentation/ABI/testing/sysfs-class-power */
static char *
read_word (const char *folder, const char *supply, const char *name)
{
  g_autofree char *path = g_build_filename (folder, supply, name, NULL);
  char *text = NULL;

  return g_file_get_contents (path, &text, NULL, NULL) ? g_strstrip (text) : NULL;
}

/* A mouse has a battery, too: its scope is "Device". */
static gboolean
is_ours (const char *folder, const char *supply)
{
  g_autofree char *type = read_word (folder, supply, "type");
  g_autofree char *scope = read_word (folder, supply, "scope");

  return g_strcmp0 (type, "Battery") == 0 && g_strcmp0 (scope, "Device") != 0;
}

static void
take (FoyerBattery *self, const char *folder, const char *supply)
{
  g_autofree char *status = read_word (folder, supply, "status");
  g_autofree char *capacity = read_word (folder, supply, "capacity");
  guint64 percent;

  if (capacity == NULL || !g_ascii_string_to_unsigned (capacity, 10, 0, 100, &percent, NULL))
    return;
  self->percent = self->present ? MIN (self->percent, (guint) percent) : (guint) percent;
  self->present = TRUE;
  self->feeding |= g_strcmp0 (status, "Discharging") == 0;
}

FoyerBattery
foyer_battery_read (const char *folder)
{
  FoyerBattery self = { FALSE, 0, FALSE };
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *supply;

  while (dir != NULL && (supply = g_dir_read_name (dir)) != NULL)
    if (is_ours (folder, supply))
      take (&self, folder, supply);
  return self;
}
