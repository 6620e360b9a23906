/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * What was done to the files of one folder, in order, and what a disk may hold
 * of it when the power goes at any point.
 *
 * The method is that of ALICE: T. S. Pillai et al., "All File Systems Are Not
 * Created Equal: On the Complexity of Crafting Crash-Consistent Applications",
 * OSDI 2014. Nothing holds but what POSIX promises: a file's bytes are on the
 * disk once that file was synced, a name once its folder was. All else may be
 * there, or not, or in part, in any order.
 */

/** What became of what was not synced. */
typedef enum {
  POWER_KEPT,       /* all of it is there */
  POWER_DROPPED,    /* nothing */
  POWER_TORN,       /* a beginning, and sectors of the write under way */
  POWER_REORDERED,  /* any of the writes, any of their sectors, any of the names */
  POWER_N_FATES
} PowerFate;

typedef struct _PowerLog PowerLog;

/**
 * power_log_new:
 * @folder: whose files are watched; what is in it counts as synced
 * @on_disk: (nullable): a folder with what the disk really holds of these
 * files, where that is less than what programs are shown of them: after a sync
 * that failed
 */
PowerLog   *power_log_new      (const char *folder, const char *on_disk) G_GNUC_WARN_UNUSED_RESULT;
void        power_log_free     (PowerLog *self);
const char *power_log_folder   (const PowerLog *self);

/* What happens, in order; the caller sees to it that only one thread tells. */
void        power_log_create      (PowerLog *self, const char *name);
void        power_log_delete      (PowerLog *self, const char *name);
void        power_log_write       (PowerLog *self, const char *name, gint64 offset, const void *bytes,
                                   gsize size);
void        power_log_truncate    (PowerLog *self, const char *name, gint64 size);
void        power_log_sync        (PowerLog *self, const char *name);
/** The kernel gave up: what was not written yet never will be, though it is shown as if. */
void        power_log_sync_failed (PowerLog *self, const char *name);
void        power_log_sync_folder (PowerLog *self);

/** The power can go from the first point on, when all that was there at the start is, to the last. */
guint       power_log_start       (const PowerLog *self);
guint       power_log_length      (const PowerLog *self);

/**
 * power_log_cut:
 * @folder: an empty one
 *
 * Makes what the disk may hold when the power goes after the first @cut steps.
 */
void        power_log_cut         (const PowerLog *self, guint cut, PowerFate fate, GRand *dice,
                                   const char *folder);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PowerLog, power_log_free)

G_END_DECLS
