/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import.h"

#include "headcount.h"
#include "id.h"
#include "import-match-private.h"
#include "json.h"
#include "names.h"
#include "places.h"
#include "registry.h"
#include "store-private.h"

/* Rows between two looks at whether to go on. */
#define STRIDE 256

G_DEFINE_QUARK (foyer-import-error-quark, foyer_import_error)

static const char * const outcome_names[FOYER_IMPORT_N] = {
  [FOYER_IMPORT_NEW]       = "new",
  [FOYER_IMPORT_CHANGED]   = "changed",
  [FOYER_IMPORT_UNCHANGED] = "unchanged",
  [FOYER_IMPORT_REFUSED]   = "refused",
};

typedef FoyerImportJob Run;

/* An import under way. */
struct _FoyerImportJob {
  FoyerStore        *store;    /* while it writes */
  const FoyerImport *import;
  char              *id;
  GArray            *plans;    /* of FoyerImportPlan, one a draft */
  guint              written;
  FoyerImportResult *result;
  gint64             taken;    /* places; see foyer_places_offer() */
};

const char *
foyer_import_outcome_to_string (FoyerImportOutcome outcome)
{
  return foyer_name_of (outcome_names, FOYER_IMPORT_N, outcome);
}

static void
row_free (gpointer data)
{
  FoyerImportRow *self = data;

  g_free (self->registration);
  g_free (self->like);
  g_strfreev (self->fields);
  g_free (self);
}

static FoyerImportResult *
result_new (void)
{
  FoyerImportResult *self = g_new0 (FoyerImportResult, 1);

  self->rows = g_ptr_array_new_with_free_func (row_free);
  return self;
}

void
foyer_import_result_free (FoyerImportResult *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_ptr_array_unref (self->rows);
  g_free (self);
}

/* A row that is known. */

static gboolean
takes (const FoyerImport *import, const char *field)
{
  return import->fields == NULL || g_strv_contains ((const char * const *) import->fields, field);
}

static void
take_text (const FoyerImport *import, const FoyerRegistration *draft, FoyerRegistration *row,
           GStrvBuilder *fields)
{
  for (guint i = 0; i < FOYER_N_TEXT_FIELDS; i++) {
    const char *field = foyer_registration_fields[i].name;
    const char *now = *foyer_registration_text (draft, i);
    char **text = foyer_registration_text (row, i);

    if (g_strcmp0 (*text, now) == 0 || !takes (import, field))
      continue;
    g_free (*text);
    *text = g_strdup (now);
    g_strv_builder_add (fields, field);
  }
}

static void
take_number (const FoyerImport *import, const char *field, gint64 now, gint64 *number,
             GStrvBuilder *fields)
{
  if (*number == now || !takes (import, field))
    return;
  *number = now;
  g_strv_builder_add (fields, field);
}

static void
take_codes (const FoyerImport *import, const FoyerRegistration *draft, FoyerRegistration *row,
            GStrvBuilder *fields)
{
  static char *none[] = { NULL };
  char **now = draft->codes ? draft->codes : none;
  char **before = row->codes ? row->codes : none;

  if (!takes (import, "codes") ||
      g_strv_equal ((const char * const *) now, (const char * const *) before))
    return;
  g_strfreev (row->codes);
  row->codes = g_strdupv (draft->codes);
  g_strv_builder_add (fields, "codes");
}

/* Makes @row what the file says now. Returns the names of what that changes. */
static char **
take_draft (const FoyerImport *import, const FoyerRegistration *draft, FoyerRegistration *row)
{
  g_autoptr (GStrvBuilder) fields = g_strv_builder_new ();
  gint64 status = row->status;

  take_text (import, draft, row, fields);
  take_codes (import, draft, row, fields);
  take_number (import, "registered", draft->registered_us, &row->registered_us, fields);
  take_number (import, "payment_due", draft->payment_due, &row->payment_due, fields);
  /* Nobody moves up from the waiting list by being in the file again. */
  if (row->status != FOYER_STATUS_WAITLISTED || draft->status != FOYER_STATUS_CONFIRMED)
    take_number (import, "status", draft->status, &status, fields);
  row->status = (FoyerStatus) status;
  return g_strv_builder_end (fields);
}

/* Remembers what there was, so that the import can be undone. */
static gboolean
remember (Run *self, const char *registration, const FoyerRegistration *before, GError **error)
{
  g_autoptr (json_t) json = before ? foyer_registration_to_json (before) : NULL;
  g_autofree char *text = json ? foyer_json_line (json) : NULL;

  return foyer_sql_run (self->store, error, "INSERT INTO import_row (import, registration, revision, "
                        "before) SELECT ?1, id, revision, ?3 FROM registration WHERE id = ?2", "ttt",
                        self->id, registration, text);
}

/* FALSE as well where the row has gone since the plan was made. */
static gboolean
write_known (Run *self, FoyerRegistration *draft, const char *id, FoyerImportRow *row, GError **error)
{
  g_autoptr (FoyerRegistration) before = foyer_import_hub_row (self->store, id, error);
  g_autoptr (FoyerRegistration) now = before ? foyer_registration_copy (before) : NULL;

  if (before == NULL)
    return FALSE;
  draft->id = g_strdup (id);
  draft->person = g_strdup (before->person);
  row->registration = g_strdup (id);
  row->fields = take_draft (self->import, draft, now);
  row->outcome = row->fields[0] ? FOYER_IMPORT_CHANGED : FOYER_IMPORT_UNCHANGED;
  return row->outcome == FOYER_IMPORT_UNCHANGED ||
         (foyer_registry_change (self->store, now, NULL, error) && remember (self, id, before, error));
}

static gboolean
write_new (Run *self, FoyerRegistration *draft, FoyerImportRow *row, GError **error)
{
  g_autoptr (GError) failure = NULL;

  row->outcome = FOYER_IMPORT_NEW;
  draft->person = foyer_import_find_person (self->store, draft, &row->like, &failure);
  if (failure != NULL) {
    g_propagate_error (error, g_steal_pointer (&failure));
    return FALSE;
  }
  draft->id = foyer_id_new (self->import->now_us);
  if (draft->person == NULL)
    draft->person = foyer_id_new (self->import->now_us);
  row->registration = g_strdup (draft->id);
  return foyer_places_offer (self->store, draft,
                             self->import->fields != NULL && takes (self->import, "status"),
                             &self->taken, error) &&
         foyer_registry_change (self->store, draft, NULL, error) &&
         remember (self, draft->id, NULL, error);
}

static gboolean
write_known_or_new (Run *self, FoyerRegistration *draft, const char *id, FoyerImportRow *row, GError **error)
{
  GError *failure = NULL;

  if (write_known (self, draft, id, row, &failure))
    return TRUE;
  if (!g_error_matches (failure, FOYER_IMPORT_ERROR, FOYER_IMPORT_ERROR_UNKNOWN)) {
    g_propagate_error (error, failure);
    return FALSE;
  }
  g_error_free (failure);
  return write_new (self, draft, row, error);
}

static gboolean
write_row (Run *self, guint i, FoyerImportPlan *plan, GError **error)
{
  FoyerRegistration *draft = g_ptr_array_index (self->import->drafts, i);
  FoyerImportRow *row = g_new0 (FoyerImportRow, 1);
  gboolean written = TRUE;

  g_ptr_array_add (self->result->rows, row);
  row->row = self->import->rows ? g_array_index (self->import->rows, gint64, i) : 0;
  row->renumbered = plan->renumbered;
  g_clear_pointer (&draft->id, g_free);
  g_clear_pointer (&draft->person, g_free);
  if (plan->same != NULL)
    written = write_known_or_new (self, draft, plan->same, row, error);
  else if (plan->holder == NULL && !plan->erased)
    written = write_new (self, draft, row, error);
  else {
    row->outcome = FOYER_IMPORT_REFUSED;
    row->like = g_steal_pointer (&plan->holder);
  }
  self->result->n[row->outcome]++;
  self->result->linked += row->outcome == FOYER_IMPORT_NEW && row->like != NULL;
  self->result->renumbered += row->renumbered;
  return written;
}

/* The whole. */

static gboolean
go_on (const FoyerImport *import, guint done, GError **error)
{
  if (import->progress == NULL || done % STRIDE != 0 ||
      import->progress (done, 2 * import->drafts->len, import->progress_data))
    return TRUE;
  g_set_error_literal (error, FOYER_IMPORT_ERROR, FOYER_IMPORT_ERROR_CANCELLED,
                       "cancelled: nothing of the import is there");
  return FALSE;
}

static void
clear_plan (gpointer plan)
{
  foyer_import_plan_clear (plan);
}

/* (element-type FoyerImportPlan): of each draft. */
static GArray *
make_plans (FoyerStore *store, const FoyerImport *import, GError **error)
{
  g_autoptr (FoyerImportMatch) match = foyer_import_match_new (store, import);
  g_autoptr (GArray) plans = g_array_sized_new (FALSE, TRUE, sizeof (FoyerImportPlan),
                                                import->drafts->len);

  g_array_set_clear_func (plans, clear_plan);
  for (guint i = 0; i < import->drafts->len; i++) {
    FoyerImportPlan plan = { 0 };

    if (!go_on (import, i, error) ||
        !foyer_import_match_draft (match, g_ptr_array_index (import->drafts, i), &plan, error))
      return NULL;
    g_array_append_val (plans, plan);
  }
  return g_steal_pointer (&plans);
}

/* Before its first row, so that what is broken off can be found and taken back. */
static gboolean
begin_record (Run *self, GError **error)
{
  return foyer_sql_run (self->store, error, "INSERT OR IGNORE INTO import (id, at_us, channel, file, json) "
                        "VALUES (?1, ?2, ?3, ?4, ?5)", "tittt", self->id, self->import->now_us,
                        self->import->channel, self->import->file, FOYER_IMPORT_UNFINISHED);
}

/* An import that changed nothing leaves no trace either. */
static gboolean
end_record (Run *self, GError **error)
{
  const FoyerImportResult *result = self->result;
  g_autoptr (json_t) json = NULL;
  g_autofree char *text = NULL;

  if (result->n[FOYER_IMPORT_NEW] + result->n[FOYER_IMPORT_CHANGED] == 0)
    return foyer_sql_run (self->store, error, "DELETE FROM import WHERE id = ?1", "t", self->id);
  json = json_pack ("{s:I, s:I, s:I, s:I}", "new", (json_int_t) result->n[FOYER_IMPORT_NEW],
                    "changed", (json_int_t) result->n[FOYER_IMPORT_CHANGED], "unchanged",
                    (json_int_t) result->n[FOYER_IMPORT_UNCHANGED], "linked",
                    (json_int_t) result->linked);
  text = foyer_json_line (json);
  self->result->id = g_strdup (self->id);
  return foyer_sql_run (self->store, error, "UPDATE import SET json = ?2 WHERE id = ?1", "tt", self->id, text);
}

static gboolean
count_all (Run *self, GError **error)
{
  self->result->registrations = foyer_headcount_registrations (self->store, error);
  self->result->people =
    self->result->registrations < 0 ? -1 : foyer_headcount_people (self->store, error);
  return self->result->people >= 0;
}

FoyerImportJob *
foyer_import_job_new (FoyerStore *store, const FoyerImport *import, GError **error)
{
  GArray *plans = make_plans (store, import, error);
  FoyerImportJob *self;

  if (plans == NULL)
    return NULL;
  self = g_new0 (FoyerImportJob, 1);
  self->import = import;
  self->id = foyer_id_new (import->now_us);
  self->plans = plans;
  self->result = result_new ();
  return self;
}

void
foyer_import_job_free (FoyerImportJob *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->plans);
  foyer_import_result_free (self->result);
  g_free (self->id);
  g_free (self);
}

const char *
foyer_import_job_get_id (FoyerImportJob *self)
{
  return self->id;
}

gboolean
foyer_import_job_is_written (FoyerImportJob *self)
{
  return self->written == self->plans->len;
}

gboolean
foyer_import_job_write (FoyerImportJob *self, FoyerStore *store, gint64 until_us, GError **error)
{
  self->store = store;
  /* Others may have given places away since. */
  self->taken = -1;
  if (!begin_record (self, error))
    return FALSE;
  while (self->written < self->plans->len) {
    guint i = self->written++;

    if (!go_on (self->import, self->plans->len + i, error) ||
        !write_row (self, i, &g_array_index (self->plans, FoyerImportPlan, i), error))
      return FALSE;
    if (until_us > 0 && g_get_monotonic_time () >= until_us)
      break;
  }
  return TRUE;
}

FoyerImportResult *
foyer_import_job_end (FoyerImportJob *self, FoyerStore *store, GError **error)
{
  g_return_val_if_fail (foyer_import_job_is_written (self), NULL);

  self->store = store;
  return begin_record (self, error) && end_record (self, error) && count_all (self, error)
           ? g_steal_pointer (&self->result) : NULL;
}

FoyerImportResult *
foyer_import_run (FoyerStore *store, const FoyerImport *import, GError **error)
{
  g_autoptr (FoyerImportJob) job = foyer_import_job_new (store, import, error);

  return job != NULL && foyer_import_job_write (job, store, 0, error)
           ? foyer_import_job_end (job, store, error) : NULL;
}
