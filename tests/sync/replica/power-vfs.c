/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "power-vfs.h"

#include <errno.h>
#include <sqlite3.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

typedef struct {
  sqlite3_file  base;
  char         *name;   /* (nullable): in the watched folder */
  sqlite3_file *real;   /* behind this struct */
} PowerFile;

typedef struct {
  PowerCall calls;
  guint     countdown;
  int       code;
  int       why;
  gboolean  lasts;
  gboolean  failed;
} Fault;

/* Guards all below. Held over each call, so that the log's order is the real one. */
static GMutex lock;
static PowerLog *watched;
static Fault fault;
static int last_errno;
static GHashTable *synced_folders;
static sqlite3_vfs *below;
static sqlite3_vfs vfs;

void
power_vfs_record (PowerLog *log)
{
  g_mutex_lock (&lock);
  watched = log;
  g_mutex_unlock (&lock);
}

guint
power_vfs_now (void)
{
  guint now;

  g_mutex_lock (&lock);
  now = power_log_length (watched);
  g_mutex_unlock (&lock);
  return now;
}

void
power_vfs_fail (PowerCall calls, guint nth, int code, int why, gboolean lasts)
{
  g_mutex_lock (&lock);
  fault = (Fault) { calls, nth, code, why, lasts, FALSE };
  last_errno = 0;
  g_mutex_unlock (&lock);
}

gboolean
power_vfs_failed (void)
{
  gboolean failed;

  g_mutex_lock (&lock);
  failed = fault.failed;
  g_mutex_unlock (&lock);
  return failed;
}

gboolean
power_vfs_heal (void)
{
  gboolean failed;

  g_mutex_lock (&lock);
  failed = fault.failed;
  fault = (Fault) { 0 };
  last_errno = 0;
  g_mutex_unlock (&lock);
  return failed;
}

/* 0, or what this call has to fail with. The lock is held. */
static int
strike (PowerCall call)
{
  if ((fault.calls & call) == 0 || (fault.failed && !fault.lasts))
    return SQLITE_OK;
  if (!fault.failed && --fault.countdown > 0)
    return SQLITE_OK;
  fault.failed = TRUE;
  last_errno = fault.why;
  return fault.code;
}

/* What the store itself syncs: folders, and files that it wrote past SQLite.
 * Both it and SQLite go through libc. */

int fsync (int fd);
int fdatasync (int fd);

static char *watched_name (const char *path);

/* SQLite syncs files inside of a call that holds the lock, and this thread with it. */
static __thread gboolean inside;

static char *
path_of (int fd)
{
  g_autofree char *link = g_strdup_printf ("/proc/self/fd/%d", fd);

  return g_file_read_link (link, NULL);
}

static int
sync_folder (const char *path)
{
  if (strike (POWER_CALL_SYNC_FOLDER) != SQLITE_OK) {
    errno = fault.why;
    return -1;
  }
  if (synced_folders == NULL)
    synced_folders = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_hash_table_add (synced_folders, g_strdup (path));
  if (watched != NULL && g_str_equal (path, power_log_folder (watched)))
    power_log_sync_folder (watched);
  return 0;
}

/* All of it may have been written: where the disk had it already, that changes nothing. */
static void
log_whole_file (const char *path)
{
  g_autofree char *name = watched_name (path);
  g_autofree char *content = NULL;
  gsize size;

  if (name == NULL || !g_file_get_contents (path, &content, &size, NULL))
    return;
  power_log_write (watched, name, 0, content, size);
  power_log_sync (watched, name);
}

static int
sync_any (int fd, long number)
{
  g_autofree char *path = path_of (fd);
  gboolean held = inside;
  int rc;

  if (!held)
    g_mutex_lock (&lock);
  if (path != NULL && g_file_test (path, G_FILE_TEST_IS_DIR)) {
    rc = sync_folder (path);
  }
  else {
    if (!held && path != NULL)
      log_whole_file (path);
    rc = (int) syscall (number, fd);
  }
  if (!held)
    g_mutex_unlock (&lock);
  return rc;
}

gboolean
power_vfs_synced (const char *folder)
{
  gboolean synced;

  g_mutex_lock (&lock);
  synced = synced_folders != NULL && g_hash_table_contains (synced_folders, folder);
  g_mutex_unlock (&lock);
  return synced;
}

int
fsync (int fd)
{
  return sync_any (fd, SYS_fsync);
}

int
fdatasync (int fd)
{
  return sync_any (fd, SYS_fdatasync);
}

static void
enter (void)
{
  g_mutex_lock (&lock);
  inside = TRUE;
}

static int
leave (int rc)
{
  inside = FALSE;
  g_mutex_unlock (&lock);
  return rc;
}

/* Files. */

#define REAL(file) (((PowerFile *) (file))->real)

static const char *
log_name (sqlite3_file *file)
{
  const char *name = ((PowerFile *) file)->name;

  return watched ? name : NULL;
}

static int
file_close (sqlite3_file *file)
{
  g_free (((PowerFile *) file)->name);
  return REAL (file)->pMethods ? REAL (file)->pMethods->xClose (REAL (file)) : SQLITE_OK;
}

static int
file_read (sqlite3_file *file, void *bytes, int size, sqlite3_int64 offset)
{
  int rc;

  enter ();
  rc = log_name (file) ? strike (POWER_CALL_READ) : SQLITE_OK;
  return leave (rc ? rc : REAL (file)->pMethods->xRead (REAL (file), bytes, size, offset));
}

static int
file_write (sqlite3_file *file, const void *bytes, int size, sqlite3_int64 offset)
{
  int failure, rc;

  enter ();
  failure = log_name (file) ? strike (POWER_CALL_WRITE) : SQLITE_OK;
  /* A disk takes what it still has room for. */
  if (failure != SQLITE_OK)
    size /= 2;
  rc = REAL (file)->pMethods->xWrite (REAL (file), bytes, size, offset);
  if (rc == SQLITE_OK && log_name (file))
    power_log_write (watched, log_name (file), offset, bytes, (gsize) size);
  return leave (failure ? failure : rc);
}

static int
file_truncate (sqlite3_file *file, sqlite3_int64 size)
{
  int rc;

  enter ();
  rc = log_name (file) ? strike (POWER_CALL_TRUNCATE) : SQLITE_OK;
  if (rc == SQLITE_OK)
    rc = REAL (file)->pMethods->xTruncate (REAL (file), size);
  if (rc == SQLITE_OK && log_name (file))
    power_log_truncate (watched, log_name (file), size);
  return leave (rc);
}

/* The folder is synced within, after the file: the log has it the other way
 * round, so the file is told first. */
static int
file_sync (sqlite3_file *file, int flags)
{
  int rc;

  enter ();
  rc = log_name (file) ? strike (POWER_CALL_SYNC) : SQLITE_OK;
  if (rc != SQLITE_OK) {
    power_log_sync_failed (watched, log_name (file));
    return leave (rc);
  }
  if (log_name (file))
    power_log_sync (watched, log_name (file));
  return leave (REAL (file)->pMethods->xSync (REAL (file), flags));
}

static int
file_size (sqlite3_file *file, sqlite3_int64 *size)
{
  return REAL (file)->pMethods->xFileSize (REAL (file), size);
}

static int
file_lock (sqlite3_file *file, int level)
{
  return REAL (file)->pMethods->xLock (REAL (file), level);
}

static int
file_unlock (sqlite3_file *file, int level)
{
  return REAL (file)->pMethods->xUnlock (REAL (file), level);
}

static int
file_reserved (sqlite3_file *file, int *reserved)
{
  return REAL (file)->pMethods->xCheckReservedLock (REAL (file), reserved);
}

static int
file_control (sqlite3_file *file, int what, void *argument)
{
  if (what == SQLITE_FCNTL_LAST_ERRNO && last_errno != 0) {
    *(int *) argument = last_errno;
    return SQLITE_OK;
  }
  return REAL (file)->pMethods->xFileControl (REAL (file), what, argument);
}

static int
file_sector (sqlite3_file *file)
{
  return REAL (file)->pMethods->xSectorSize (REAL (file));
}

static int
file_character (sqlite3_file *file)
{
  return REAL (file)->pMethods->xDeviceCharacteristics (REAL (file));
}

static int
file_shm_map (sqlite3_file *file, int region, int size, int extend, void volatile **memory)
{
  int rc;

  enter ();
  rc = log_name (file) ? strike (POWER_CALL_SHM) : SQLITE_OK;
  return leave (rc ? rc : REAL (file)->pMethods->xShmMap (REAL (file), region, size, extend, memory));
}

static int
file_shm_lock (sqlite3_file *file, int offset, int n, int flags)
{
  return REAL (file)->pMethods->xShmLock (REAL (file), offset, n, flags);
}

static void
file_shm_barrier (sqlite3_file *file)
{
  REAL (file)->pMethods->xShmBarrier (REAL (file));
}

static int
file_shm_unmap (sqlite3_file *file, int remove)
{
  return REAL (file)->pMethods->xShmUnmap (REAL (file), remove);
}

static const sqlite3_io_methods methods = {
  .iVersion = 2,   /* no memory mapping of the file itself: each write is seen */
  .xClose = file_close,
  .xRead = file_read,
  .xWrite = file_write,
  .xTruncate = file_truncate,
  .xSync = file_sync,
  .xFileSize = file_size,
  .xLock = file_lock,
  .xUnlock = file_unlock,
  .xCheckReservedLock = file_reserved,
  .xFileControl = file_control,
  .xSectorSize = file_sector,
  .xDeviceCharacteristics = file_character,
  .xShmMap = file_shm_map,
  .xShmLock = file_shm_lock,
  .xShmBarrier = file_shm_barrier,
  .xShmUnmap = file_shm_unmap,
};

/* The VFS. The lock is held. */

static char *
watched_name (const char *path)
{
  gsize length = watched ? strlen (power_log_folder (watched)) : 0;

  if (watched == NULL || path == NULL || strncmp (path, power_log_folder (watched), length) != 0 ||
      path[length] != '/' || strchr (path + length + 1, '/') != NULL)
    return NULL;
  return g_strdup (path + length + 1);
}

static int
open_file (sqlite3_vfs *self, const char *path, PowerFile *file, int flags, int *given)
{
  int rc = file->name ? strike (POWER_CALL_OPEN) : SQLITE_OK;
  int there = 1;

  if (rc != SQLITE_OK)
    return rc;
  if (file->name != NULL)
    (void) below->xAccess (below, path, SQLITE_ACCESS_EXISTS, &there);
  rc = below->xOpen (below, path, file->real, flags, given);
  if (rc == SQLITE_OK && !there)
    power_log_create (watched, file->name);
  return rc;
}

static int
vfs_open (sqlite3_vfs *self, const char *path, sqlite3_file *base, int flags, int *given)
{
  PowerFile *file = (PowerFile *) base;
  int rc;

  memset (file, 0, (gsize) vfs.szOsFile);
  file->real = (sqlite3_file *) (file + 1);
  enter ();
  file->name = watched_name (path);
  rc = open_file (self, path, file, flags, given);
  if (rc == SQLITE_OK)
    base->pMethods = &methods;
  else
    g_free (file->name);
  return leave (rc);
}

static int
vfs_delete (sqlite3_vfs *self, const char *path, int sync_folder)
{
  g_autofree char *name = NULL;
  int rc;

  enter ();
  name = watched_name (path);
  rc = name ? strike (POWER_CALL_DELETE) : SQLITE_OK;
  if (rc == SQLITE_OK)
    rc = below->xDelete (below, path, 0);
  if (rc == SQLITE_OK && name != NULL) {
    power_log_delete (watched, name);
    if (sync_folder)
      power_log_sync_folder (watched);
  }
  return leave (rc);
}

static int
vfs_last_error (sqlite3_vfs *self, int size, char *text)
{
  return last_errno ? last_errno : below->xGetLastError (below, size, text);
}

void
power_vfs_install (void)
{
  below = sqlite3_vfs_find (NULL);
  vfs = *below;
  vfs.szOsFile = (int) sizeof (PowerFile) + below->szOsFile;
  vfs.pNext = NULL;
  vfs.zName = "power";
  vfs.xOpen = vfs_open;
  vfs.xDelete = vfs_delete;
  vfs.xGetLastError = vfs_last_error;
  g_assert_cmpint (sqlite3_vfs_register (&vfs, 1), ==, SQLITE_OK);
}
