/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE /* memmem() */
#include "purge-files.h"

#include "hub.h"
#include "restore.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

/* What a kiosk keeps beside its store, by how the names begin. */
static const char * const kiosk_files[] = { "badges.db", "enrolment", "parcel-", NULL };

static gboolean
fail (GError **error, const char *path)
{
  g_set_error (error, FOYER_HUB_ERROR, FOYER_HUB_ERROR_STATE, "%s: %s", path, g_strerror (errno));
  return FALSE;
}

/* Every file below @path. Symbolic links are not followed: what they lead to is
 * not kept by Foyer. */
static void
walk (const char *path, GPtrArray *files)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    char *child = g_build_filename (path, name, NULL);

    if (g_file_test (child, G_FILE_TEST_IS_DIR) && !g_file_test (child, G_FILE_TEST_IS_SYMLINK)) {
      walk (child, files);
      g_free (child);
    }
    else
      g_ptr_array_add (files, child);
  }
}

static gboolean
is_kiosk_file (const char *name, const char *event)
{
  if (g_str_has_prefix (name, event))
    return TRUE;
  for (gsize i = 0; kiosk_files[i] != NULL; i++) {
    if (g_str_has_prefix (name, kiosk_files[i]))
      return TRUE;
  }
  return FALSE;
}

/* What a restore makes, and what it puts aside: a hub's folder within the folder. */
static gboolean
is_hub_inside (const char *inside)
{
  return g_str_has_prefix (inside, FOYER_RESTORE_REPLACED) ||
         g_str_has_prefix (inside, FOYER_RESTORE_PREPARED);
}

/* 1 the event's, 0 nobody's, -1 another event's. */
static int
belongs (const char *state, const char *file, const char *event)
{
  const char *inside = file + strlen (state) + 1;
  const char *below = is_hub_inside (inside) ? strchr (inside, G_DIR_SEPARATOR) : NULL;
  g_auto (GStrv) parts = g_strsplit (below ? below + 1 : inside, G_DIR_SEPARATOR_S, 3);

  if (g_str_equal (parts[0], "events") && parts[1] != NULL && parts[2] != NULL)
    return g_str_equal (parts[1], event) ? 1 : -1;
  return parts[1] == NULL && is_kiosk_file (parts[0], event);
}

static GPtrArray *
select_files (const char *state, const char *event, int wanted)
{
  g_autofree char *folder = g_canonicalize_filename (state, NULL);
  GPtrArray *files = g_ptr_array_new_with_free_func (g_free);

  walk (folder, files);
  for (guint i = files->len; i-- > 0;) {
    if (belongs (folder, g_ptr_array_index (files, i), event) != wanted)
      g_ptr_array_remove_index_fast (files, i);
  }
  return files;
}

GPtrArray *
foyer_purge_files_of (const char *state, const char *event)
{
  return select_files (state, event, 1);
}

GPtrArray *
foyer_purge_files_other (const char *state, const char *event)
{
  return select_files (state, event, 0);
}

gint64
foyer_purge_files_size (const GPtrArray *files)
{
  gint64 size = 0;

  for (guint i = 0; i < files->len; i++) {
    GStatBuf info;

    if (g_lstat (g_ptr_array_index (files, i), &info) == 0)
      size += info.st_size;
  }
  return size;
}

/* Going. */

static gboolean
write_zeros (int fd, gint64 size)
{
  static const char zeros[65536];

  for (gint64 done = 0; done < size;) {
    gssize written = pwrite (fd, zeros, (gsize) MIN ((gint64) sizeof zeros, size - done), done);

    if (written < 0 && errno != EINTR)
      return FALSE;
    done += MAX (written, 0);
  }
  return fsync (fd) == 0;
}

/* A reader that has the file open, or a disk that keeps deleted blocks, must not
 * show what was in it. */
static gboolean
shred (const char *path, GError **error)
{
  int fd = g_open (path, O_WRONLY | O_CLOEXEC | O_NOFOLLOW, 0);
  GStatBuf info;
  gboolean done = fd >= 0 ? fstat (fd, &info) == 0 && (!S_ISREG (info.st_mode) || write_zeros (fd, info.st_size))
                          : errno == ELOOP;

  if (!done)
    fail (error, path);
  if (fd >= 0)
    close (fd);
  return done && (g_unlink (path) == 0 || fail (error, path));
}

/* Those of the event: DIR/events/ID, and what is in it. */
static void
remove_folders (const char *path, const char *event)
{
  g_autofree char *folder = g_path_get_dirname (path);

  while (strstr (folder, event) != NULL && g_rmdir (folder) == 0) {
    char *above = g_path_get_dirname (folder);

    g_free (folder);
    folder = above;
  }
}

gboolean
foyer_purge_files_shred (const GPtrArray *files, const char *event, GError **error)
{
  for (guint i = 0; i < files->len; i++) {
    if (!shred (g_ptr_array_index (files, i), error))
      return FALSE;
    remove_folders (g_ptr_array_index (files, i), event);
  }
  return TRUE;
}

/* Looking. */

static gint64
find_in (const char *bytes, gsize size, GHashTable *texts)
{
  GHashTableIter iter;
  gpointer text;
  gint64 found = 0;

  g_hash_table_iter_init (&iter, texts);
  while (g_hash_table_iter_next (&iter, &text, NULL))
    found += memmem (bytes, size, text, strlen (text)) != NULL;
  return found;
}

gint64
foyer_purge_files_find (const GPtrArray *files, GHashTable *texts, GError **error)
{
  gint64 found = 0;

  for (guint i = 0; i < files->len; i++) {
    const char *path = g_ptr_array_index (files, i);
    g_autoptr (GError) failure = NULL;
    g_autofree char *bytes = NULL;
    gsize size;

    if (!g_file_get_contents (path, &bytes, &size, &failure)) {
      g_set_error (error, FOYER_HUB_ERROR, FOYER_HUB_ERROR_STATE, "%s: %s", path, failure->message);
      return -1;
    }
    found += find_in (bytes, size, texts);
  }
  return found;
}
