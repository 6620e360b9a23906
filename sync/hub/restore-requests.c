/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-hub-restore"

#include "hub-private.h"

#include "code.h"
#include "id.h"
#include "restore.h"

#include <microhttpd.h>
#include <string.h>

#define MAX_ID   36
#define MAX_NAME 100

/* A folder of the hub's own, so that nobody reads others by this request. */
static gboolean
is_prepared (const char *name)
{
  return g_str_has_prefix (name, FOYER_RESTORE_PREPARED) && strchr (name, G_DIR_SEPARATOR) == NULL;
}

/* Kiosks believe the hub's key and tickets are signed by the event's: what comes
 * from another hub can't be taken up by a running one. */
static gboolean
is_same_key (const char *ours, const char *theirs)
{
  guint8 public_key[2][FOYER_CODE_PUBLIC_BYTES];
  guint8 secret_key[64];

  return foyer_state_folder_key (ours, FALSE, public_key[0], secret_key, NULL) &&
         foyer_state_folder_key (theirs, FALSE, public_key[1], secret_key, NULL) &&
         memcmp (public_key[0], public_key[1], sizeof public_key[0]) == 0;
}

static gboolean
check_keys (FoyerHub *hub, const char *event, const char *prepared, GError **error)
{
  const char *state = foyer_hub_get_folder (hub)->path;
  g_autofree char *hub_key = g_build_filename (state, "hub-key", NULL);
  g_autofree char *hub_key_there = g_build_filename (state, prepared, "hub-key", NULL);
  g_autofree char *key = g_build_filename (state, "events", event, "key", NULL);
  g_autofree char *key_there = g_build_filename (state, prepared, "events", event, "key", NULL);

  if (foyer_hub_is_purged (hub, event))
    g_set_error_literal (error, FOYER_HUB_ANSWER, MHD_HTTP_CONFLICT,
                         "the event is over, and was removed on purpose");
  else if (!g_file_test (key_there, G_FILE_TEST_EXISTS))
    g_set_error_literal (error, FOYER_HUB_ANSWER, MHD_HTTP_NOT_FOUND, "the backup has no such event");
  else if (!is_same_key (hub_key, hub_key_there) ||
           (g_file_test (key, G_FILE_TEST_EXISTS) && !is_same_key (key, key_there)))
    g_set_error_literal (error, FOYER_HUB_ANSWER, MHD_HTTP_CONFLICT,
                         "the backup is another hub's; stop this one to put it back");
  else
    return TRUE;
  return FALSE;
}

static json_t *
restore (FoyerHub *hub, const char *event, const char *prepared, GError **error)
{
  g_autofree char *aside = NULL;

  if (!check_keys (hub, event, prepared, error))
    return NULL;
  aside = foyer_restore_put_aside (foyer_hub_get_folder (hub)->path, prepared, error);
  if (aside == NULL || !foyer_hub_restore_event (hub, event, aside, error))
    return NULL;
  g_message ("event %s is served from a backup; what was there is in %s", event, aside);
  return json_pack ("{s:s, s:s}", "event", event, "aside", aside);
}

void
foyer_hub_restore (FoyerHubCall *call)
{
  g_autoptr (json_t) body = foyer_hub_call_body (call);
  const char *event = body ? foyer_hub_call_text (call, body, "event", MAX_ID) : NULL;
  const char *prepared = event ? foyer_hub_call_text (call, body, "prepared", MAX_NAME) : NULL;
  GError *error = NULL;
  json_t *result = NULL;

  if (prepared == NULL)
    return;
  if (foyer_id_is_valid (event) && is_prepared (prepared))
    result = restore (call->hub, event, prepared, &error);
  else
    g_set_error_literal (&error, FOYER_HUB_ANSWER, MHD_HTTP_BAD_REQUEST,
                         "\"event\" or \"prepared\" is none");
  foyer_hub_call_answer (call, result, error);
}
