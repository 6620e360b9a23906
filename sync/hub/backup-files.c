/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-backup"

#include "backup-files.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <unistd.h>

gboolean
foyer_backup_fail (GError **error, FoyerHubError code, const char *path, const char *why)
{
  g_set_error (error, FOYER_HUB_ERROR, code, "%s: %s", path, why);
  return FALSE;
}

gboolean
foyer_backup_make_folder (const char *path, GError **error)
{
  return g_mkdir_with_parents (path, 0700) == 0 ||
         foyer_backup_fail (error, FOYER_HUB_ERROR_STATE, path, g_strerror (errno));
}

gboolean
foyer_backup_sync_folder (const char *path, GError **error)
{
  int fd = g_open (path, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);
  gboolean synced = fd >= 0 && fsync (fd) == 0;

  if (fd >= 0)
    close (fd);
  return synced || foyer_backup_fail (error, FOYER_HUB_ERROR_STATE, path, g_strerror (errno));
}

gboolean
foyer_backup_sync_file (const char *path)
{
  int fd = g_open (path, O_RDONLY | O_CLOEXEC, 0);
  gboolean synced = fd >= 0 && fsync (fd) == 0;

  if (fd >= 0)
    close (fd);
  return synced;
}

/* One file of @from to the same place under @to. */
gboolean
foyer_backup_copy_file (const char *from, const char *to, const char *name, GError **error)
{
  g_autofree char *path = g_build_filename (to, name, NULL);
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *source_path = g_build_filename (from, name, NULL);
  g_autoptr (GFile) source = g_file_new_for_path (source_path);
  g_autoptr (GFile) target = g_file_new_for_path (path);
  g_autoptr (GError) failure = NULL;

  if (!foyer_backup_make_folder (folder, error))
    return FALSE;
  if (!g_file_copy (source, target, G_FILE_COPY_NOFOLLOW_SYMLINKS, NULL, NULL, NULL, &failure))
    return foyer_backup_fail (error, FOYER_HUB_ERROR_STATE, name, failure->message);
  return (g_chmod (path, 0600) == 0 && foyer_backup_sync_file (path)) ||
         foyer_backup_fail (error, FOYER_HUB_ERROR_STATE, path, g_strerror (errno));
}

char *
foyer_backup_checksum (const char *path, GError **error)
{
  g_autoptr (GMappedFile) file = g_mapped_file_new (path, FALSE, NULL);

  if (file == NULL) {
    foyer_backup_fail (error, FOYER_HUB_ERROR_STATE, path, "it can't be read");
    return NULL;
  }
  return g_compute_checksum_for_data (G_CHECKSUM_SHA256,
                                      (const guint8 *) g_mapped_file_get_contents (file),
                                      g_mapped_file_get_length (file));
}
