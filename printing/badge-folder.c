/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-badge-folder"

#include "badge-folder-private.h"

#include <string.h>

#define OWN_FOLDER "/etc/foyer/badges"

const char *
foyer_badge_folder_own (void)
{
  const char *own = g_getenv ("FOYER_BADGES");

  if (own != NULL)
    return own;
  return g_getenv ("FOYER_ASSETS") == NULL ? OWN_FOLDER : NULL;
}

char *
foyer_badge_folder_find_template (const char *name_or_path)
{
  const char *own = foyer_badge_folder_own ();
  const char *assets = g_getenv ("FOYER_ASSETS");
  g_autofree char *file = NULL;
  g_autofree char *path = NULL;

  if (strchr (name_or_path, '/') != NULL)
    return g_strdup (name_or_path);
  file = g_strconcat (name_or_path, ".badge", NULL);
  path = own != NULL ? g_build_filename (own, file, NULL) : NULL;
  if (path != NULL && g_file_test (path, G_FILE_TEST_EXISTS))
    return g_steal_pointer (&path);
  return g_build_filename (assets != NULL ? assets : FOYER_ASSETS_DIR, "badges", file, NULL);
}
