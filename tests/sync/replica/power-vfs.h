/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "power-log.h"

G_BEGIN_DECLS

/*
 * A SQLite VFS over the real one, and the default of this program from
 * power_vfs_install() on: it records what SQLite does to the files of one
 * folder, and makes calls fail. The shared memory beside the WAL is none of it:
 * it does not outlive the power.
 */

/** Once, at the start. */
void  power_vfs_install (void);

/** From now on, what happens in the log's folder is told to it; NULL ends that. (transfer none) */
void  power_vfs_record  (PowerLog *log);

/** How many steps the log has now. */
guint power_vfs_now     (void);

/** Whether the folder itself, with the names in it, was ever synced. */
gboolean power_vfs_synced (const char *folder);

typedef enum {
  POWER_CALL_READ        = 1 << 0,
  POWER_CALL_WRITE       = 1 << 1,
  POWER_CALL_TRUNCATE    = 1 << 2,
  POWER_CALL_SYNC        = 1 << 3,
  POWER_CALL_OPEN        = 1 << 4,
  POWER_CALL_DELETE      = 1 << 5,
  POWER_CALL_SHM         = 1 << 6,   /* the shared memory can't be had or grown */
  POWER_CALL_SYNC_FOLDER = 1 << 7,
} PowerCall;

/**
 * power_vfs_fail:
 * @calls: which calls count
 * @nth: the number, from 1, of the one that fails
 * @code: what SQLite is told; for SYNC_FOLDER, -1 is returned
 * @why: errno
 * @lasts: all after it fail as well, until power_vfs_heal()
 *
 * A write that fails may have written a part. A sync that fails leaves what
 * was not written yet in the page cache, clean: no later sync writes it.
 */
void     power_vfs_fail   (PowerCall calls, guint nth, int code, int why, gboolean lasts);

/** The fault is gone; TRUE when it came to pass. */
gboolean power_vfs_heal   (void);

/** Whether a call has failed since power_vfs_fail(). */
gboolean power_vfs_failed (void);

G_END_DECLS
