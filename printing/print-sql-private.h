/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "print-store-private.h"

#include <sqlite3.h>

G_BEGIN_DECLS

/* The two connections of the queue's file, each behind its own lock: who reads does not wait for
 * the disk. */
typedef struct {
  GMutex   write_lock;          /* guards @db and @forgot_us */
  sqlite3 *db;                  /* NULL: to be read only */
  gint64   forgot_us;           /* monotonic */
  GMutex   read_lock;           /* guards @reader */
  sqlite3 *reader;
  int      lock_fd;             /* of the file that says whose queue it is */
} FoyerPrintSql;

struct _FoyerPrintStore {
  FoyerPrintSql sql;
};

/* As the file writes it; UNKNOWN for what this build does not know. */
FoyerPrintState foyer_print_state_from_string (const char *name);
/* (transfer full) (nullable): the job that somebody answered for */
char           *foyer_print_store_next_answer (FoyerPrintStore *self, gboolean *again);

typedef sqlite3_stmt FoyerPrintStatement;

/* FALSE, with the connection's error. */
gboolean foyer_print_sql_fail    (sqlite3 *db, GError **error);
gboolean foyer_print_sql_run     (sqlite3 *db, const char *sql, GError **error);

/* A statement with its values: @types has a "t" for each text and an "i" for each gint64. NULL
 * makes the functions below fail, and they report it. */
FoyerPrintStatement *foyer_print_sql_prepare (sqlite3 *db, const char *sql, const char *types, ...);
/* Runs to the end. @changes: (nullable): how many rows it touched. Takes @statement. */
gboolean             foyer_print_sql_finish  (sqlite3 *db, FoyerPrintStatement *statement,
                                              int *changes, GError **error);
/* (transfer full): the first column of all rows. Takes @statement. */
GPtrArray           *foyer_print_sql_texts   (sqlite3 *db, FoyerPrintStatement *statement,
                                              GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerPrintStatement, sqlite3_finalize)

/* Opens and migrates; closes what was opened, also after a failure. */
gboolean foyer_print_sql_open         (FoyerPrintSql *self, const char *path, GError **error);
gboolean foyer_print_sql_open_to_read (FoyerPrintSql *self, const char *path, GError **error);
/* One statement in a file that is another process's. @id and @value are its ?1 and ?2. */
gboolean foyer_print_sql_run_beside   (const char *path, const char *sql, const char *id,
                                       gint64 value, int *changes, GError **error);
void     foyer_print_sql_close        (FoyerPrintSql *self);
/* What is out leaves the log of writes too. Under the write lock. */
void     foyer_print_sql_forget       (FoyerPrintSql *self);

G_END_DECLS
