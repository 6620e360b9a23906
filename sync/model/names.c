/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "names.h"

const char *
foyer_name_of (const char * const *names, guint n_names, guint value)
{
  g_return_val_if_fail (value < n_names, NULL);

  return names[value];
}

int
foyer_name_index (const char * const *names, guint n_names, const char *name)
{
  for (guint i = 0; name != NULL && i < n_names; i++) {
    if (names[i] != NULL && g_str_equal (names[i], name))
      return (int) i;
  }
  return -1;
}
