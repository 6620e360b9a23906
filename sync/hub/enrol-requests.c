/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-hub-enrol"

#include "hub-private.h"

#include "bytes.h"
#include "clock.h"
#include "code.h"
#include "enrolment.h"
#include "id.h"
#include "registry.h"

#include <microhttpd.h>
#include <sodium.h>
#include <string.h>

/* A token is the event's id and a secret, so that it says where to look. The
 * store keeps its hash with the kiosk's name and the time it ends. */
#define SECRET_BYTES    16
#define TOKEN_BYTES     (FOYER_ID_BYTES + SECRET_BYTES)
#define TOKEN_LIFE_US   (G_GINT64_CONSTANT (24) * 3600 * G_USEC_PER_SEC)
#define CHALLENGE_LIFE_US (60 * G_USEC_PER_SEC)
#define MAX_NAME        80

static char *
token_setting (const char *token)
{
  g_autofree char *hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, token, -1);

  return g_strconcat ("enrol:", hash, NULL);
}

/* (nullable): the event that the token lets into. */
static FoyerHubEvent *
event_of_token (FoyerHub *hub, const char *token)
{
  guint8 bytes[TOKEN_BYTES];
  g_autofree char *id = NULL;

  if (!foyer_bytes_from_text (token, bytes, sizeof bytes))
    return NULL;
  id = foyer_id_from_bytes (bytes);
  return foyer_hub_get_event (hub, id);
}

static gboolean
refuse_token (GError **error)
{
  g_set_error_literal (error, FOYER_HUB_ANSWER, MHD_HTTP_FORBIDDEN,
                       "this enrolment code was used or is too old; ask for a new one");
  return FALSE;
}

/* The name under which the token lets a kiosk in; NULL when it doesn't. */
static char *
name_of_token (FoyerStore *store, const char *token, GError **error)
{
  g_autofree char *setting = token_setting (token);
  GError *failure = NULL;
  g_autofree char *text = foyer_store_get_setting (store, setting, &failure);
  g_autoptr (json_t) json = text ? foyer_json_parse (text, -1, NULL) : NULL;
  gint64 expires_us = json_integer_value (json_object_get (json, "expires_us"));

  if (failure != NULL) {
    g_propagate_error (error, failure);
    return NULL;
  }
  if (json != NULL && expires_us > foyer_clock_now_us ())
    return g_strdup (json_string_value (json_object_get (json, "name")));
  refuse_token (error);
  return NULL;
}

/* Challenges are not kept: they carry the time they end and the hub's mark
 * over that and the token. */

static void
mark (FoyerHub *hub, const char *token, gint64 ends_us, guint8 out[crypto_auth_BYTES])
{
  g_autofree char *text = g_strdup_printf ("foyer-challenge|%s|%" G_GINT64_FORMAT, token, ends_us);

  crypto_auth (out, (const guint8 *) text, strlen (text), foyer_hub_get_challenge_key (hub));
}

static char *
make_challenge (FoyerHub *hub, const char *token)
{
  gint64 ends_us = g_get_monotonic_time () + CHALLENGE_LIFE_US;
  guint8 bytes[crypto_auth_BYTES];
  g_autofree char *text = NULL;

  mark (hub, token, ends_us, bytes);
  text = foyer_bytes_to_text (bytes, sizeof bytes);
  return g_strdup_printf ("%" G_GINT64_FORMAT ".%s", ends_us, text);
}

static gboolean
check_challenge (FoyerHub *hub, const char *token, const char *challenge)
{
  char *rest = NULL;
  gint64 ends_us = g_ascii_strtoll (challenge, &rest, 10);
  guint8 given[crypto_auth_BYTES], right[crypto_auth_BYTES];

  if (*rest != '.' || !foyer_bytes_from_text (rest + 1, given, sizeof given))
    return FALSE;
  mark (hub, token, ends_us, right);
  return sodium_memcmp (given, right, sizeof right) == 0 && ends_us > g_get_monotonic_time ();
}

static gpointer
read_token (FoyerStore *store, gpointer data, GError **error)
{
  return name_of_token (store, data, error);
}

void
foyer_hub_enrol_challenge (FoyerHubCall *call)
{
  g_autoptr (json_t) body = foyer_hub_call_body (call);
  const char *token = json_string_value (json_object_get (body, "token"));
  FoyerHubEvent *event = event_of_token (call->hub, token);
  g_autofree char *name = NULL;
  g_autofree char *challenge = NULL;
  GError *error = NULL;

  if (body == NULL)
    return;
  if (event != NULL && !foyer_hub_call_enter (call, event))
    return;
  if (event == NULL)
    refuse_token (&error);
  else {
    name = foyer_replica_read (foyer_hub_event_get_replica (event), read_token, (gpointer) token,
                               &error);
    foyer_hub_event_leave (event);
  }
  if (name == NULL) {
    foyer_hub_call_fail (call, error);
    return;
  }
  challenge = make_challenge (call->hub, token);
  foyer_http_request_answer_json (call->request, MHD_HTTP_OK,
                                  json_pack ("{s:s}", "challenge", challenge));
}

/* Enrolling. */

typedef struct {
  const char      *token;
  FoyerCredential *credential;
} Enrolling;

static gpointer
use_token (FoyerStore *store, gpointer data, GError **error)
{
  Enrolling *enrolling = data;
  FoyerCredential *credential = enrolling->credential;
  g_autofree char *setting = token_setting (enrolling->token);
  FoyerKey key = { credential->kiosk, credential->public_key, NULL, FALSE, NULL };

  credential->name = name_of_token (store, enrolling->token, error);
  key.name = credential->name;
  if (credential->name == NULL || !foyer_store_set_setting (store, setting, NULL, error) ||
      !foyer_registry_put_key (store, &key, error))
    return NULL;
  return data;
}

/* The kiosk's public key in hexadecimal, when it proved to hold the secret one. */
static char *
check_proof (FoyerHub *hub, const json_t *body, const char *token)
{
  const char *challenge = json_string_value (json_object_get (body, "challenge"));
  const char *public_text = json_string_value (json_object_get (body, "public_key"));
  const char *signature_text = json_string_value (json_object_get (body, "signature"));
  guint8 public_key[FOYER_CODE_PUBLIC_BYTES], signature[crypto_sign_BYTES];
  char public_hex[2 * FOYER_CODE_PUBLIC_BYTES + 1];
  g_autofree char *message = NULL;

  if (challenge == NULL || !check_challenge (hub, token, challenge) ||
      !foyer_bytes_from_text (public_text, public_key, sizeof public_key) ||
      !foyer_bytes_from_text (signature_text, signature, sizeof signature))
    return NULL;
  message = foyer_enrolment_proof (challenge, public_text);
  if (crypto_sign_verify_detached (signature, (const guint8 *) message, strlen (message),
                                   public_key) != 0)
    return NULL;
  sodium_bin2hex (public_hex, sizeof public_hex, public_key, sizeof public_key);
  return g_strdup (public_hex);
}

static void
answer_enrolled (FoyerHubCall *call, FoyerHubEvent *event, const FoyerCredential *credential)
{
  g_autofree char *text =
    foyer_credential_sign (credential, foyer_hub_get_folder (call->hub)->secret_key);

  g_message ("kiosk %s is enrolled", credential->kiosk);
  foyer_http_request_answer_json (
    call->request, MHD_HTTP_OK,
    json_pack ("{s:s, s:s, s:s, s:s, s:s}", "kiosk", credential->kiosk, "name", credential->name,
               "event", credential->event, "credential", text, "epoch",
               foyer_hub_event_get_epoch (event)));
}

void
foyer_hub_enrol (FoyerHubCall *call)
{
  g_autoptr (json_t) body = foyer_hub_call_body (call);
  const char *token = json_string_value (json_object_get (body, "token"));
  FoyerHubEvent *event = event_of_token (call->hub, token);
  g_autoptr (FoyerCredential) credential = g_new0 (FoyerCredential, 1);
  Enrolling enrolling = { token, credential };
  GError *error = NULL;

  if (body == NULL)
    return;
  if (event != NULL)
    credential->public_key = check_proof (call->hub, body, token);
  if (credential->public_key == NULL) {
    refuse_token (&error);
    foyer_hub_call_fail (call, error);
    return;
  }
  if (!foyer_hub_call_enter (call, event))
    return;
  credential->issued_us = foyer_clock_now_us ();
  credential->kiosk = foyer_id_new (credential->issued_us);
  credential->event = g_strdup (foyer_hub_event_get_id (event));
  if (foyer_replica_write (foyer_hub_event_get_replica (event), FOYER_LANE_SYNC, use_token,
                           &enrolling, &error) == NULL)
    foyer_hub_call_fail (call, error);
  else
    answer_enrolled (call, event, credential);
  foyer_hub_event_leave (event);
}

/* Making a token, for an organizer. */

typedef struct {
  const char *token;
  const char *name;
  gint64      expires_us;
} NewToken;

static gpointer
keep_token (FoyerStore *store, gpointer data, GError **error)
{
  const NewToken *new_token = data;
  g_autofree char *setting = token_setting (new_token->token);
  g_autoptr (json_t) json = json_pack ("{s:s, s:I}", "name", new_token->name, "expires_us",
                                       (json_int_t) new_token->expires_us);
  g_autofree char *line = foyer_json_line (json);

  return foyer_store_set_setting (store, setting, line, error) ? data : NULL;
}

static char *
make_token (const char *event)
{
  guint8 bytes[TOKEN_BYTES];

  foyer_id_to_bytes (event, bytes);
  randombytes_buf (bytes + FOYER_ID_BYTES, SECRET_BYTES);
  return foyer_bytes_to_text (bytes, sizeof bytes);
}

/* By which address kiosks reach this hub: what it was told, else the way the
 * organizer came. */
static char *
address_for_kiosks (FoyerHubCall *call)
{
  const char *host = foyer_http_request_get_header (call->request, "Host");
  const char *given = foyer_hub_get_public_address (call->hub);

  if (given != NULL || host == NULL)
    return g_strdup (given ? given : foyer_hub_get_address (call->hub));
  return g_strconcat (foyer_hub_get_folder (call->hub)->pin ? "https://" : "http://", host, NULL);
}

static void
answer_token (FoyerHubCall *call, const NewToken *new_token)
{
  FoyerStateFolder *folder = foyer_hub_get_folder (call->hub);
  g_autofree char *address = address_for_kiosks (call);
  g_autofree char *hub_key = foyer_bytes_to_text (folder->public_key, sizeof folder->public_key);
  g_autofree char *expires = foyer_time_to_string (new_token->expires_us);
  FoyerEnrolmentUri uri = { address, (char *) new_token->token, hub_key, folder->pin,
                            (char *) foyer_hub_event_get_id (call->event) };
  g_autofree char *text = foyer_enrolment_uri_make (&uri);

  foyer_http_request_answer_json (call->request, MHD_HTTP_OK,
                                  json_pack ("{s:s, s:s}", "uri", text, "expires", expires));
}

void
foyer_hub_new_enrolment (FoyerHubCall *call)
{
  g_autoptr (json_t) body = foyer_hub_call_body (call);
  const char *name = json_string_value (json_object_get (body, "name"));
  g_autofree char *token = make_token (foyer_hub_event_get_id (call->event));
  NewToken new_token = { token, name, foyer_clock_now_us () + TOKEN_LIFE_US };
  GError *error = NULL;

  if (body == NULL)
    return;
  if (name == NULL || *name == '\0' || strlen (name) > MAX_NAME) {
    foyer_http_request_fail (call->request, MHD_HTTP_BAD_REQUEST, "malformed",
                             "\"name\" of the kiosk is missing or too long");
    return;
  }
  if (foyer_replica_write (foyer_hub_event_get_replica (call->event), FOYER_LANE_SYNC, keep_token,
                           &new_token, &error) == NULL)
    foyer_hub_call_fail (call, error);
  else
    answer_token (call, &new_token);
}
