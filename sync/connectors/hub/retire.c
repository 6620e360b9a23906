/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-retire"

#include "retire.h"

#include "clock.h"
#include "parcel.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

#define PATIENCE_S 30
#define MAX_ANSWER 4096

char *
foyer_retire_parcel_path (const FoyerEnrolment *enrolment, const char *directory)
{
  g_autofree char *name = g_strconcat ("parcel-", enrolment->kiosk, NULL);

  return g_build_filename (directory, name, NULL);
}

static gboolean
keep (const json_t *parcel, const char *path, GError **error)
{
  g_autofree char *text = foyer_json_line (parcel);
  g_autoptr (GError) failure = NULL;

  if (g_file_set_contents_full (path, text, -1,
                                G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600,
                                &failure))
    return TRUE;
  g_set_error (error, FOYER_CONNECTOR_ERROR, FOYER_CONNECTOR_ERROR_REFUSED,
               "what is unsent can't be kept: %s", failure->message);
  return FALSE;
}

static gboolean
send_home (const FoyerEnrolment *enrolment, FoyerHttpClient *client, const json_t *parcel,
           GError **error)
{
  g_autofree char *path = g_strdup_printf ("/v1/events/%s/parcels", enrolment->event);
  g_autoptr (json_t) answer = foyer_http_client_post (client, path, parcel, PATIENCE_S, MAX_ANSWER,
                                                      error);

  return json_is_string (json_object_get (answer, "id"));
}

/* The file first: from here on nothing can be lost. */
static gboolean
send_unsent (const FoyerEnrolment *enrolment, FoyerHttpClient *client, GPtrArray *unsent,
             GError **error)
{
  g_autoptr (json_t) parcel = foyer_parcel_seal (enrolment, unsent, foyer_clock_now_us ());
  g_autofree char *path = foyer_retire_parcel_path (enrolment, enrolment->directory);
  g_autoptr (GError) failure = NULL;

  if (parcel == NULL) {
    g_set_error_literal (error, FOYER_CONNECTOR_ERROR, FOYER_CONNECTOR_ERROR_REFUSED,
                         "the hub's key is not one");
    return FALSE;
  }
  if (!keep (parcel, path, error))
    return FALSE;
  if (send_home (enrolment, client, parcel, &failure))
    g_unlink (path);
  else
    g_message ("%u entries are sealed in %s: %s", unsent->len, path,
               failure ? failure->message : "the hub did not say that it has them");
  return TRUE;
}

gboolean
foyer_retire (const FoyerEnrolment *enrolment, FoyerHttpClient *client, GPtrArray *unsent,
              GError **error)
{
  g_return_val_if_fail (enrolment->directory != NULL, FALSE);

  return (unsent->len == 0 || send_unsent (enrolment, client, unsent, error)) &&
         foyer_enrolment_forget (enrolment->directory, error);
}

/* An event that is over. */

/* Badges that are queued, parcels, and damaged stores that were moved aside. */
static gboolean
is_of_event (const FoyerEnrolment *enrolment, const char *name)
{
  g_autofree char *aside = g_strconcat (enrolment->event, ".db.broken-", NULL);

  return g_str_has_prefix (name, "badges.db") || g_str_has_prefix (name, "parcel-") ||
         g_str_has_prefix (name, aside);
}

static gboolean
remove_files (const FoyerEnrolment *enrolment, GError **error)
{
  g_autoptr (GDir) dir = g_dir_open (enrolment->directory, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename (enrolment->directory, name, NULL);

    if (!is_of_event (enrolment, name) || g_unlink (path) == 0 || errno == ENOENT)
      continue;
    g_set_error (error, FOYER_CONNECTOR_ERROR, FOYER_CONNECTOR_ERROR_REFUSED, "%s can't be removed: %s", path,
                 g_strerror (errno));
    return FALSE;
  }
  return TRUE;
}

static gboolean
confirm (const FoyerEnrolment *enrolment, FoyerHttpClient *client, GError **error)
{
  g_autofree char *path = g_strdup_printf ("/v1/events/%s/purged", enrolment->event);
  g_autoptr (json_t) nothing = json_object ();
  g_autoptr (json_t) answer = foyer_http_client_post (client, path, nothing, PATIENCE_S, MAX_ANSWER, error);

  return answer != NULL;
}

gboolean
foyer_retire_purge (const FoyerEnrolment *enrolment, FoyerHttpClient *client, GError **error)
{
  g_return_val_if_fail (enrolment->directory != NULL, FALSE);

  return remove_files (enrolment, error) && confirm (enrolment, client, error) &&
         foyer_enrolment_forget (enrolment->directory, error);
}
