/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "registration.h"
#include "store.h"

G_BEGIN_DECLS

/*
 * Registrations of a channel come in, at the hub. What an import did can be
 * taken back exactly.
 */

typedef enum {
  FOYER_IMPORT_NEW,
  FOYER_IMPORT_CHANGED,
  FOYER_IMPORT_UNCHANGED,
  FOYER_IMPORT_REFUSED,   /* its number belongs to somebody else in this channel, or to someone erased */
  FOYER_IMPORT_N
} FoyerImportOutcome;

/** The name in `--json` and on the wire ("new"). */
const char *foyer_import_outcome_to_string (FoyerImportOutcome outcome);

/**
 * FoyerImportRow:
 * @row: of the file, as a spreadsheet counts; 0 unknown
 * @renumbered: the row was known under another number
 * @registration: (nullable): what it became, or is; NULL refused
 * @like: (nullable): the registration to whose person a new one was linked; of a refused row, the
 * one that has its number; NULL there where that person was erased
 * @fields: (nullable): what changed, by the names of the wire
 *
 * What became of one row.
 */
typedef struct {
  gint64             row;
  FoyerImportOutcome outcome;
  gboolean           renumbered;
  char              *registration;
  char              *like;
  char             **fields;
} FoyerImportRow;

/** Called every some hundred rows; FALSE ends the import with %FOYER_IMPORT_ERROR_CANCELLED. */
typedef gboolean (*FoyerImportProgress) (guint done, guint total, gpointer user_data);

/**
 * FoyerImport:
 * @channel: through which they signed up
 * @file: (nullable): how people know the import again
 * @drafts: (element-type FoyerRegistration): id and person unset; they are given here
 * @rows: (element-type gint64) (nullable): the row of each draft
 * @fields: (nullable): what the file has columns for, by the names of the wire; what it has none for
 * stays as it is. NULL: everything
 * @renumbered: numbers were given anew: rows are known again by who they are about alone
 */
typedef struct {
  const char         *channel;
  const char         *file;
  GPtrArray          *drafts;
  GArray             *rows;
  char              **fields;
  gboolean            renumbered;
  gint64              now_us;
  FoyerImportProgress progress;
  gpointer            progress_data;
} FoyerImport;

/**
 * FoyerImportResult:
 * @id: (nullable): by which it can be undone; NULL where nothing changed
 * @rows: (element-type FoyerImportRow): one a draft, in their order
 * @n: how many rows had each outcome
 * @linked: new ones of a person who was known already
 * @registrations, @people: the totals after it
 */
typedef struct {
  char      *id;
  GPtrArray *rows;
  gint64     n[FOYER_IMPORT_N];
  gint64     linked;
  gint64     renumbered;
  gint64     registrations;
  gint64     people;
} FoyerImportResult;

void foyer_import_result_free (FoyerImportResult *self);

#define FOYER_IMPORT_ERROR (foyer_import_error_quark ())
GQuark foyer_import_error_quark (void);

/**
 * FoyerImportError:
 * @FOYER_IMPORT_ERROR_CANCELLED: nothing of it is there
 * @FOYER_IMPORT_ERROR_UNKNOWN: no import, registration or person has that id; name another
 * @FOYER_IMPORT_ERROR_TOUCHED: what it brought was used or changed since; the message says how much
 */
typedef enum {
  FOYER_IMPORT_ERROR_CANCELLED,
  FOYER_IMPORT_ERROR_UNKNOWN,
  FOYER_IMPORT_ERROR_TOUCHED,
} FoyerImportError;

/**
 * foyer_import_run:
 *
 * Keeps a channel's rows. A row is known again by its number, where the name or
 * a contact agrees as well; else by contact and name; else, where it has
 * neither phone nor e-mail, by name. So the same file twice changes nothing.
 * A row whose number belongs to somebody else is refused, unless the file shows
 * that the two changed numbers.
 *
 * A new row joins the person that foyer_link_same_person() says, unless someone
 * decided otherwise; one that fits two people joins the nearer one and never
 * makes them one. What remains in doubt is for foyer_people_doubts().
 *
 * Each draft's id and person are set afterwards, if it was not refused.
 */
FoyerImportResult *foyer_import_run  (FoyerStore *store, const FoyerImport *import, GError **error)
  G_GNUC_WARN_UNUSED_RESULT;

/**
 * FoyerImportJob:
 *
 * The same in slices, for a store that others write to meanwhile. What was
 * written of it can be seen at once; until it has ended, foyer_import_take_back()
 * makes as if it had never begun.
 */
typedef struct _FoyerImportJob FoyerImportJob;

/** Looks for each row in @store, which it does not write and which may be another connection's.
 * @import: kept, not copied */
FoyerImportJob    *foyer_import_job_new  (FoyerStore *store, const FoyerImport *import, GError **error)
  G_GNUC_WARN_UNUSED_RESULT;
void               foyer_import_job_free (FoyerImportJob *self);
const char        *foyer_import_job_get_id (FoyerImportJob *self);

/** Writes rows until @until_us, monotonic, one at least; 0 for all of them. After FALSE the job is of
 * no more use. */
gboolean           foyer_import_job_write (FoyerImportJob *self, FoyerStore *store, gint64 until_us,
                                           GError **error);
gboolean           foyer_import_job_is_written (FoyerImportJob *self);
/** From the commit of this on it is an import like others. */
FoyerImportResult *foyer_import_job_end  (FoyerImportJob *self, FoyerStore *store, GError **error)
  G_GNUC_WARN_UNUSED_RESULT;

/** Takes back what is there of imports that did not end: of @id, or of all where it is NULL. Of what
 * they brought only that stays which was used or changed since. Safe to repeat. */
gboolean           foyer_import_take_back (FoyerStore *store, const char *id, GError **error);

/**
 * foyer_import_undo:
 * @partly: leave what was used or changed since, and take back the rest
 * @left: (out) (optional): how many registrations were left
 *
 * Takes an import back: what it brought is gone, what it changed says again
 * what it said, and nothing tells that it was there. At a hub feed numbers and
 * revisions only grow, because kiosks may have seen it. Registrations that were
 * admitted, ticketed, linked by hand or changed since stand against that:
 * %FOYER_IMPORT_ERROR_TOUCHED, and nothing is taken back.
 */
gboolean           foyer_import_undo (FoyerStore *store, const char *id, gboolean partly, gint64 *left,
                                      GError **error);

/** Calls @func for each import that can be undone, oldest first. @json: the counts, as an object. */
typedef void     (*FoyerImportFunc)  (const char *id, gint64 at_us, const char *channel,
                                      const char *file, const char *json, gpointer user_data);
gboolean           foyer_import_foreach (FoyerStore *store, FoyerImportFunc func, gpointer user_data,
                                         GError **error);

/** Forgets what imports keep of a registration's earlier text: it is being erased. */
gboolean           foyer_import_forget  (FoyerStore *store, const char *registration, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerImportResult, foyer_import_result_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerImportJob, foyer_import_job_free)

G_END_DECLS
