/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "event.h"
#include "store.h"

#include <sqlite3.h>

G_BEGIN_DECLS

typedef struct _FoyerLookup FoyerLookup;

struct _FoyerStore {
  sqlite3     *db;
  GHashTable  *statements;  /* SQL text → sqlite3_stmt, prepared once */
  char        *path;
  int          lock_fd;     /* -1 where the store is not owned */
  GError      *failure;     /* (nullable): a question of this transaction that the disk did not answer */
  gboolean     hasty;       /* commits do not wait for the disk */
  gboolean     doubted;     /* a sync failed: the WAL on the disk may be less than what is shown of it */
  gboolean     busy;        /* the owner says when there is time to tidy up */
  int          wal_pages;   /* in the WAL, and not known to be in the file */
  int          tidy_pages;  /* so many are too many */
  gboolean     wiped;       /* and the WAL still has what was there before */
  gboolean     feeds;       /* a hub's: writes get feed numbers */
  FoyerEvent  *event;       /* (nullable): as read, dropped whenever it may have changed */
  gint64       event_version;
  FoyerLookup *lookup;      /* (nullable): opened when the first key is made */
};

/*
 * SQL as it is used here: a statement is prepared once, bound by a format, and
 * read row by row. All of these set @error by the one table in store.c.
 */

/**
 * foyer_sql:
 * @format: one letter a parameter: t text (nullable), i gint64, b two
 * arguments: bytes and gsize
 *
 * The statement, ready to step. Owned by the store; of each SQL text only one
 * can be under way.
 */
sqlite3_stmt *foyer_sql      (FoyerStore *store, GError **error, const char *sql, const char *format, ...);

/** 1 a row, 0 no more (the statement is reset), -1 failed. */
int           foyer_sql_row  (FoyerStore *store, sqlite3_stmt *stmt, GError **error);

/** Ends a statement before its last row. */
void          foyer_sql_end  (sqlite3_stmt *stmt);

/** Runs a statement that returns nothing. */
gboolean      foyer_sql_run  (FoyerStore *store, GError **error, const char *sql, const char *format, ...);

/** The first column of the first row; @fallback when there is none, -1 on failure. */
gint64        foyer_sql_int  (FoyerStore *store, GError **error, gint64 fallback, const char *sql,
                              const char *format, ...);
char         *foyer_sql_text (FoyerStore *store, GError **error, const char *sql, const char *format, ...);

/* An entry's body as SQLite's JSON functions may read it: they fail on what is
 * nested deeper than they go, which is less deep than jansson goes. */
#define FOYER_BODY_SQL "iif (json_valid (body), body, NULL)"

/* Whether a payment's body has an amount that sums can take. */
#define FOYER_AMOUNT_SQL \
  "json_type (" FOYER_BODY_SQL ", '$.amount') = 'integer' " \
  "AND json_extract (" FOYER_BODY_SQL ", '$.amount') BETWEEN -1000000000000 AND 1000000000000"

/* Whether an entry e stands: nobody took it back, nor its registration; but who
 * was let in after that, in full knowledge of it ("again"), is inside. */
#define FOYER_STANDS_SQL \
  "NOT EXISTS (SELECT 1 FROM entry u WHERE u.kind = 5 AND u.target IN (e.id, e.registration) " \
  "AND (u.target = e.id " \
  "OR json_extract (iif (json_valid (e.body), e.body, NULL), '$.again') IS NULL))"

/* Whether the hub refused an own entry e, and nobody has said yet what came of it. */
#define FOYER_REFUSED_SQL \
  "e.own = 1 AND e.answer = 2 AND NOT EXISTS " \
  "(SELECT 1 FROM entry r WHERE r.kind = 10 AND r.target = e.id)"

/** Runs statements without parameters, one after the other. */
gboolean      foyer_sql_script (FoyerStore *store, const char *sql, GError **error);

/** A column's text, copied; NULL for NULL. */
char         *foyer_sql_dup  (sqlite3_stmt *stmt, int column);

/** Sets @error from SQLite's state; returns FALSE. */
gboolean      foyer_store_fail (FoyerStore *store, GError **error);

/**
 * foyer_store_answered:
 *
 * Whether the disk answered every question since the transaction or the
 * savepoint began, also where nobody asked for the error: what was decided
 * without an answer must not be written. foyer_store_commit() asks this as well.
 */
gboolean      foyer_store_answered      (FoyerStore *store, GError **error);

/**
 * foyer_store_wait_for_disk:
 *
 * Whether foyer_store_commit() is to wait until all that was committed is on the
 * disk, as it does at first. Where it does not, a power cut takes the newest
 * commits back, never a part of one. Outside of a transaction.
 */
gboolean      foyer_store_wait_for_disk (FoyerStore *store, gboolean wait, GError **error);

/**
 * foyer_store_tidy_up:
 *
 * Takes what is in the WAL over into the file, where it has become much: some
 * milliseconds and two syncs. foyer_store_commit() does it by itself unless the
 * store is busy. Outside of a transaction; safe to repeat.
 */
void          foyer_store_tidy_up       (FoyerStore *store);

/** Makes sure that the disk has of the WAL what is shown of it; nothing to do where no sync failed. */
gboolean      foyer_store_settle_doubts (FoyerStore *store, GError **error);

/** SQLite's WAL hook: how much there is to tidy up. */
int           foyer_store_count_pages   (gpointer store, sqlite3 *db, const char *schema, int n_pages);

/** Forgets what is kept of the file in memory, once the file may be another. */
void          foyer_store_look_again    (FoyerStore *store);

/** (nullable) (transfer none): the store's event. NULL without an error: there is none yet. */
const FoyerEvent *foyer_store_event (FoyerStore *store, GError **error);

/**
 * foyer_feed_meet:
 * @epoch: that a page or an answer came with
 *
 * Kiosk: what the hub said in another epoch does not count in this one: where
 * it is new, everything is read from the beginning and sent again.
 */
gboolean      foyer_feed_meet (FoyerStore *store, const char *epoch, GError **error);

/** Gives a thing its newest feed number, at a hub; nothing elsewhere. */
gboolean      foyer_feed_note (FoyerStore *store, guint change_kind, const char *ref, GError **error);

G_END_DECLS
