/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "house.h"

#include <glib/gstdio.h>
#include <string.h>

void
house_empty (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename (folder, name, NULL);

    g_assert_cmpint (g_unlink (path), ==, 0);
  }
}

static char *
new_folder (const char *parent, const char *name)
{
  char *folder = g_build_filename (parent, name, NULL);

  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  return folder;
}

void
house_set_up (House *self, gconstpointer unused)
{
  self->parent = g_dir_make_tmp ("foyer-power-XXXXXX", NULL);
  g_assert_nonnull (self->parent);
  self->folder = new_folder (self->parent, "life");
  self->path = g_build_filename (self->folder, "event.db", NULL);
  self->after = new_folder (self->parent, "after");
  self->after_path = g_build_filename (self->after, "event.db", NULL);
}

static void
remove_folder (char *folder)
{
  house_empty (folder);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
  g_free (folder);
}

void
house_tear_down (House *self, gconstpointer unused)
{
  remove_folder (self->folder);
  remove_folder (self->after);
  remove_folder (self->parent);
  g_free (self->path);
  g_free (self->after_path);
}

gboolean
house_has_broken (House *self)
{
  g_autoptr (GDir) dir = g_dir_open (self->folder, 0, NULL);
  gboolean found = FALSE;
  const char *name;

  while (!found && (name = g_dir_read_name (dir)) != NULL)
    found = strstr (name, ".broken-") != NULL;
  return found;
}
