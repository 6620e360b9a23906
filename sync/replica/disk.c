/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "disk.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <unistd.h>

#define CHUNK 65536

FoyerStoreError
foyer_disk_error (int why, FoyerStoreError otherwise)
{
  switch (why) {
  case ENOSPC:
  case EDQUOT:
    return FOYER_STORE_ERROR_FULL;
  case EROFS:
  case EACCES:
  case EPERM:
    return FOYER_STORE_ERROR_READ_ONLY;
  case EIO:
  case EMFILE:
  case ENFILE:
    return FOYER_STORE_ERROR_FAILED;
  default:
    return otherwise;
  }
}

static gboolean
fail (const char *path, GError **error)
{
  int why = errno;

  g_set_error (error, FOYER_STORE_ERROR, foyer_disk_error (why, FOYER_STORE_ERROR_FAILED), "%s: %s", path,
               g_strerror (why));
  return FALSE;
}

/* FALSE with errno. */
static gboolean
write_again (int fd)
{
  g_autofree char *bytes = g_malloc (CHUNK);
  off_t at = 0;
  ssize_t size;

  while ((size = pread (fd, bytes, CHUNK, at)) > 0) {
    ssize_t written = pwrite (fd, bytes, (size_t) size, at);

    if (written < 0)
      return FALSE;
    at += written;
  }
  return size == 0 && fsync (fd) == 0;
}

gboolean
foyer_disk_write_again (const char *path, GError **error)
{
  int fd = g_open (path, O_RDWR | O_CLOEXEC, 0);
  gboolean written;

  if (fd < 0)
    return errno == ENOENT || fail (path, error);
  written = write_again (fd) || fail (path, error);
  close (fd);
  return written;
}

/* A folder that may not be opened was not made by this program, and a file
 * system that can't sync one needs no syncing. */
static gboolean
sync_folder (const char *folder, GError **error)
{
  int fd = g_open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);
  gboolean synced;

  if (fd < 0)
    return TRUE;
  synced = fsync (fd) == 0 || errno != EIO || fail (folder, error);
  close (fd);
  return synced;
}

gboolean
foyer_disk_sync_folders (const char *path, GError **error)
{
  g_autofree char *folder = g_canonicalize_filename (path, NULL);
  gboolean synced = TRUE;

  while (synced && !g_str_equal (folder, "/")) {
    char *parent = g_path_get_dirname (folder);

    g_free (folder);
    folder = parent;
    synced = sync_folder (folder, error);
  }
  return synced;
}
