/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "slow-vfs.h"

#include <sqlite3.h>

/* SQLite's own way to the disk, with a wait in each sync: what a kiosk's card
 * or a cheap disk does. */

static int delay_ms;   /* atomic */
static int n_syncs;    /* atomic */

typedef struct {
  sqlite3_file base;
} SlowFile;

static sqlite3_vfs  slow;
static sqlite3_vfs *real_vfs;

/* SQLite's file lies behind ours in the same memory. */
static sqlite3_file *
inner (sqlite3_file *file)
{
  return (sqlite3_file *) ((SlowFile *) file + 1);
}

static int
slow_sync (sqlite3_file *file, int flags)
{
  g_atomic_int_inc (&n_syncs);
  g_usleep ((gulong) g_atomic_int_get (&delay_ms) * 1000);
  return inner (file)->pMethods->xSync (inner (file), flags);
}

static int
slow_close (sqlite3_file *file)
{
  return inner (file)->pMethods->xClose (inner (file));
}

static int
slow_read (sqlite3_file *file, void *data, int n, sqlite3_int64 at)
{
  return inner (file)->pMethods->xRead (inner (file), data, n, at);
}

static int
slow_write (sqlite3_file *file, const void *data, int n, sqlite3_int64 at)
{
  return inner (file)->pMethods->xWrite (inner (file), data, n, at);
}

static int
slow_truncate (sqlite3_file *file, sqlite3_int64 size)
{
  return inner (file)->pMethods->xTruncate (inner (file), size);
}

static int
slow_size (sqlite3_file *file, sqlite3_int64 *size)
{
  return inner (file)->pMethods->xFileSize (inner (file), size);
}

static int
slow_lock (sqlite3_file *file, int lock)
{
  return inner (file)->pMethods->xLock (inner (file), lock);
}

static int
slow_unlock (sqlite3_file *file, int lock)
{
  return inner (file)->pMethods->xUnlock (inner (file), lock);
}

static int
slow_reserved (sqlite3_file *file, int *out)
{
  return inner (file)->pMethods->xCheckReservedLock (inner (file), out);
}

static int
slow_control (sqlite3_file *file, int op, void *arg)
{
  return inner (file)->pMethods->xFileControl (inner (file), op, arg);
}

static int
slow_sector (sqlite3_file *file)
{
  return inner (file)->pMethods->xSectorSize (inner (file));
}

static int
slow_traits (sqlite3_file *file)
{
  return inner (file)->pMethods->xDeviceCharacteristics (inner (file));
}

static int
slow_shm_map (sqlite3_file *file, int page, int size, int extend, void volatile **out)
{
  return inner (file)->pMethods->xShmMap (inner (file), page, size, extend, out);
}

static int
slow_shm_lock (sqlite3_file *file, int offset, int n, int flags)
{
  return inner (file)->pMethods->xShmLock (inner (file), offset, n, flags);
}

static void
slow_shm_barrier (sqlite3_file *file)
{
  inner (file)->pMethods->xShmBarrier (inner (file));
}

static int
slow_shm_unmap (sqlite3_file *file, int remove)
{
  return inner (file)->pMethods->xShmUnmap (inner (file), remove);
}

static const sqlite3_io_methods methods = {
  2, slow_close, slow_read, slow_write, slow_truncate, slow_sync, slow_size, slow_lock, slow_unlock,
  slow_reserved, slow_control, slow_sector, slow_traits, slow_shm_map, slow_shm_lock,
  slow_shm_barrier, slow_shm_unmap, NULL, NULL,
};

static int
slow_open (sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags, int *out)
{
  int rc = real_vfs->xOpen (real_vfs, name, inner (file), flags, out);

  file->pMethods = rc == SQLITE_OK ? &methods : NULL;
  return rc;
}

void
slow_vfs_set_delay_ms (guint ms)
{
  if (real_vfs == NULL) {
    real_vfs = sqlite3_vfs_find (NULL);
    slow = *real_vfs;
    slow.zName = "slow";
    slow.szOsFile = (int) sizeof (SlowFile) + real_vfs->szOsFile;
    slow.xOpen = slow_open;
    sqlite3_vfs_register (&slow, TRUE);
  }
  g_atomic_int_set (&delay_ms, (int) ms);
}

guint
slow_vfs_get_syncs (void)
{
  return (guint) g_atomic_int_get (&n_syncs);
}
