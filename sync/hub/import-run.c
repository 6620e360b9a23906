/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-hub-import"

#include "import-run.h"

#include <glib/gstdio.h>
#include <microhttpd.h>

/* Of the writer's time; a door that waits goes before the next one. */
#define SLICE_US 20000

/* Beside everybody, by a connection of its own. */

static FoyerStore *
open_beside (FoyerHub *hub, FoyerHubEvent *event, GError **error)
{
  g_autofree char *path = foyer_state_folder_event_path (foyer_hub_get_folder (hub),
                                                         foyer_hub_event_get_id (event), "event.db");

  return foyer_store_open (path, FOYER_STORE_READ, error);
}

static FoyerImportJob *
plan (FoyerStore *beside, const FoyerImport *import, GError **error)
{
  FoyerImportJob *job =
    foyer_store_begin_read (beside, error) ? foyer_import_job_new (beside, import, error) : NULL;

  foyer_store_end_read (beside);
  return job;
}

static json_t *
tell (FoyerStore *beside, const FoyerImportResult *result, GError **error)
{
  json_t *told = foyer_store_begin_read (beside, error)
                   ? foyer_organize_tell_import (beside, result, FALSE, error) : NULL;

  foyer_store_end_read (beside);
  return told;
}

/* What would become of it: it happens in a copy. */

static char *
copy_path (FoyerStateFolder *folder, const char *event)
{
  return foyer_state_folder_event_path (folder, event, "try.db");
}

static void
remove_copy (const char *path)
{
  static const char * const suffixes[] = { "", "-wal", "-shm", ".lock" };

  for (gsize i = 0; i < G_N_ELEMENTS (suffixes); i++) {
    g_autofree char *file = g_strconcat (path, suffixes[i], NULL);

    g_unlink (file);
  }
}

static json_t *
try_in_copy (const char *path, const FoyerImport *import, GError **error)
{
  g_autoptr (FoyerStore) copy = foyer_store_open (path, FOYER_STORE_OWN, error);
  json_t *told = NULL;

  if (copy == NULL || !foyer_store_begin (copy, error))
    return NULL;
  told = foyer_organize_import (copy, import, TRUE, error);
  foyer_store_rollback (copy);
  return told;
}

static json_t *
run_dry (FoyerHub *hub, FoyerHubEvent *event, const FoyerImport *import, GError **error)
{
  g_autoptr (FoyerStore) beside = open_beside (hub, event, error);
  g_autofree char *path = copy_path (foyer_hub_get_folder (hub), foyer_hub_event_get_id (event));
  json_t *told = NULL;

  if (beside == NULL)
    return NULL;
  remove_copy (path);
  if (foyer_store_copy (beside, path, error))
    told = try_in_copy (path, import, error);
  remove_copy (path);
  return told;
}

void
foyer_hub_import_clean_up (FoyerStateFolder *folder, const char *event)
{
  g_autofree char *path = copy_path (folder, event);

  remove_copy (path);
}

/* In earnest. */

static gpointer
write_slice (FoyerStore *store, gpointer job, GError **error)
{
  return foyer_import_job_write (job, store, g_get_monotonic_time () + SLICE_US, error) ? job : NULL;
}

static gpointer
end_job (FoyerStore *store, gpointer job, GError **error)
{
  return foyer_import_job_end (job, store, error);
}

static gpointer
take_back (FoyerStore *store, gpointer id, GError **error)
{
  return foyer_import_take_back (store, id, error) ? id : NULL;
}

static FoyerImportResult *
write_all (FoyerHub *hub, FoyerReplica *replica, FoyerImportJob *job, GError **error)
{
  while (!foyer_import_job_is_written (job)) {
    if (foyer_hub_is_stopping (hub)) {
      g_set_error_literal (error, FOYER_HUB_ANSWER, MHD_HTTP_SERVICE_UNAVAILABLE,
                           "the hub is stopping; nothing of the import will be there");
      return NULL;
    }
    if (foyer_replica_write (replica, FOYER_LANE_SYNC, write_slice, job, error) == NULL)
      return NULL;
  }
  return foyer_replica_write (replica, FOYER_LANE_SYNC, end_job, job, error);
}

/* A hub that stops leaves that to its next start. */
static void
undo (FoyerHub *hub, FoyerReplica *replica, FoyerImportJob *job)
{
  g_autoptr (GError) error = NULL;

  if (!foyer_hub_is_stopping (hub) &&
      foyer_replica_write (replica, FOYER_LANE_SYNC, take_back, (gpointer) foyer_import_job_get_id (job),
                           &error) == NULL)
    g_warning ("an import that failed is taken back at the next start: %s", error->message);
}

static json_t *
run (FoyerHub *hub, FoyerHubEvent *event, const FoyerImport *import, GError **error)
{
  FoyerReplica *replica = foyer_hub_event_get_replica (event);
  g_autoptr (FoyerStore) beside = open_beside (hub, event, error);
  g_autoptr (FoyerImportJob) job = beside ? plan (beside, import, error) : NULL;
  g_autoptr (FoyerImportResult) result = job ? write_all (hub, replica, job, error) : NULL;

  if (result != NULL)
    return tell (beside, result, error);
  if (job != NULL)
    undo (hub, replica, job);
  return NULL;
}

json_t *
foyer_hub_import_run (FoyerHub *hub, FoyerHubEvent *event, const FoyerImport *import, gboolean dry,
                      GError **error)
{
  json_t *told;

  if (!foyer_hub_event_begin_import (event)) {
    g_set_error_literal (error, FOYER_HUB_ANSWER, MHD_HTTP_TOO_MANY_REQUESTS,
                         "another file is being imported; try again in a minute");
    return NULL;
  }
  told = dry ? run_dry (hub, event, import, error) : run (hub, event, import, error);
  foyer_hub_event_end_import (event);
  return told;
}
