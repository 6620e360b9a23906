/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define FOYER_STORE_ERROR (foyer_store_error_quark ())
GQuark foyer_store_error_quark (void);

/**
 * FoyerStoreError:
 * @FOYER_STORE_ERROR_NEWER: a later Foyer wrote the file; install that one. The file is untouched
 * @FOYER_STORE_ERROR_IN_USE: another program owns the file; end that one
 * @FOYER_STORE_ERROR_BROKEN: the file is damaged. From foyer_store_open() as the owner: it was moved
 * aside, the message says where to, and the next open makes a new one. Later, or from a reader: it is
 * still there; end the program, and the next start as the owner moves it aside
 * @FOYER_STORE_ERROR_FULL: the disk is full; make room, then repeat
 * @FOYER_STORE_ERROR_READ_ONLY: the file or its folder may not be written
 * @FOYER_STORE_ERROR_MISSING: there is no such file, or it holds no event yet
 * @FOYER_STORE_ERROR_INCOMPLETE: something is missing in what was to be written; ask for it
 * @FOYER_STORE_ERROR_FAILED: the disk failed; the message has SQLite's reason. Repeat; where it failed
 * while it was told to keep a commit, that commit may be found there after a restart
 */
typedef enum {
  FOYER_STORE_ERROR_NEWER,
  FOYER_STORE_ERROR_IN_USE,
  FOYER_STORE_ERROR_BROKEN,
  FOYER_STORE_ERROR_FULL,
  FOYER_STORE_ERROR_READ_ONLY,
  FOYER_STORE_ERROR_MISSING,
  FOYER_STORE_ERROR_INCOMPLETE,
  FOYER_STORE_ERROR_FAILED,
} FoyerStoreError;

/**
 * FoyerStore:
 *
 * One event's SQLite file: registry, journal, projections. One thread at a
 * time. Every function of this folder that takes a store and writes must be
 * called inside foyer_store_begin() … foyer_store_commit(); FoyerReplica does
 * that for programs with a window or a socket.
 */
typedef struct _FoyerStore FoyerStore;

typedef enum {
  FOYER_STORE_OWN,   /* read and write; made where missing; no second owner */
  FOYER_STORE_READ,  /* read only, beside an owner, from any process */
} FoyerStoreMode;

FoyerStore *foyer_store_open     (const char *path, FoyerStoreMode mode, GError **error)
  G_GNUC_WARN_UNUSED_RESULT;
void        foyer_store_close    (FoyerStore *self);

gboolean    foyer_store_begin    (FoyerStore *self, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/** After TRUE everything since begin is on the disk (fsync), after FALSE nothing is, but see
 * FOYER_STORE_ERROR_FAILED. */
gboolean    foyer_store_commit   (FoyerStore *self, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void        foyer_store_rollback (FoyerStore *self);
/** FALSE outside begin … commit, and where a failing disk took everything since begin back by itself. */
gboolean    foyer_store_in_transaction (FoyerStore *self);

/** Until foyer_store_end_read() every question sees the file as it was at the first one. */
gboolean    foyer_store_begin_read (FoyerStore *self, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/** Ends what reads as well: a question that was not asked to its end would hold the old file. */
void        foyer_store_end_read   (FoyerStore *self);

/** A point inside a transaction to which one job of several can be taken back. */
gboolean    foyer_store_savepoint (FoyerStore *self, GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean    foyer_store_release   (FoyerStore *self, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void        foyer_store_take_back (FoyerStore *self);

/**
 * foyer_store_get_setting:
 *
 * What this machine keeps beside the event's data: "kiosk", "cursor", "epoch",
 * "list"… NULL when unset (or unreadable: @error). Set with NULL to remove.
 */
char       *foyer_store_get_setting (FoyerStore *self, const char *name, GError **error)
  G_GNUC_WARN_UNUSED_RESULT;
gboolean    foyer_store_set_setting (FoyerStore *self, const char *name, const char *value,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * foyer_store_copy:
 * @to: must not exist
 *
 * Writes all of the store as it is now into a new file, also beside a program
 * that goes on writing. Outside of a transaction.
 */
gboolean    foyer_store_copy         (FoyerStore *self, const char *to, GError **error);

/** Deletes everything in it, without a trace in free pages, or after the commit in its WAL. Inside a
 * transaction. */
gboolean    foyer_store_wipe         (FoyerStore *self, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerStore, foyer_store_close)

G_END_DECLS
