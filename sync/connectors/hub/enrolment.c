/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-enrolment"

#include "enrolment.h"

#include "bytes.h"
#include "code.h"
#include "credential.h"
#include "http-client.h"
#include "id.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <sodium.h>
#include <string.h>

#define SCHEME      "foyer-enrol"
#define GROUP       "enrolment"
#define PATIENCE_S  10
#define MAX_ANSWER  (64 * 1024)

/* The code. */

void
foyer_enrolment_uri_free (FoyerEnrolmentUri *self)
{
  if (self == NULL)
    return;
  g_free (self->address);
  g_free (self->token);
  g_free (self->hub_key);
  g_free (self->pin);
  g_free (self->event);
  g_free (self);
}

static void
put (GString *query, const char *name, const char *value)
{
  if (value == NULL)
    return;
  g_string_append_printf (query, "%s%s=", query->len > 0 ? "&" : "", name);
  g_string_append_uri_escaped (query, value, NULL, FALSE);
}

char *
foyer_enrolment_uri_make (const FoyerEnrolmentUri *self)
{
  g_autoptr (GString) query = g_string_new (NULL);

  put (query, "address", self->address);
  put (query, "token", self->token);
  put (query, "hub", self->hub_key);
  put (query, "pin", self->pin);
  put (query, "event", self->event);
  return g_strconcat (SCHEME ":?", query->str, NULL);
}

static char *
take (GHashTable *params, const char *name)
{
  return g_strdup (g_hash_table_lookup (params, name));
}

static gboolean
is_whole (const FoyerEnrolmentUri *self)
{
  guint8 bytes[32];

  if (self->address == NULL || self->token == NULL || !foyer_id_is_valid (self->event))
    return FALSE;
  if (!foyer_bytes_from_text (self->hub_key, bytes, sizeof bytes))
    return FALSE;
  if (g_str_has_prefix (self->address, "https:"))
    return foyer_bytes_from_text (self->pin, bytes, sizeof bytes);
  return self->pin == NULL;
}

FoyerEnrolmentUri *
foyer_enrolment_uri_parse (const char *text)
{
  g_autoptr (GUri) uri = g_uri_parse (text, G_URI_FLAGS_ENCODED_QUERY, NULL);
  g_autoptr (GHashTable) params = NULL;
  g_autoptr (FoyerEnrolmentUri) self = NULL;

  if (uri == NULL || !g_str_equal (g_uri_get_scheme (uri), SCHEME) || g_uri_get_query (uri) == NULL)
    return NULL;
  params = g_uri_parse_params (g_uri_get_query (uri), -1, "&", G_URI_PARAMS_NONE, NULL);
  if (params == NULL)
    return NULL;
  self = g_new0 (FoyerEnrolmentUri, 1);
  self->address = take (params, "address");
  self->token = take (params, "token");
  self->hub_key = take (params, "hub");
  self->pin = take (params, "pin");
  self->event = take (params, "event");
  return is_whole (self) ? g_steal_pointer (&self) : NULL;
}

/* What is kept. */

void
foyer_enrolment_free (FoyerEnrolment *self)
{
  if (self == NULL)
    return;
  if (self->credential != NULL)
    sodium_memzero (self->credential, strlen (self->credential));
  sodium_memzero (self->secret_key, sizeof self->secret_key);
  g_free (self->address);
  g_free (self->pin);
  g_free (self->hub_key);
  g_free (self->kiosk);
  g_free (self->name);
  g_free (self->event);
  g_free (self->credential);
  g_free (self->directory);
  g_free (self);
}

typedef struct {
  const char *key;
  gsize       offset;
  gboolean    required;
} Field;

static const Field fields[] = {
  { "address",    G_STRUCT_OFFSET (FoyerEnrolment, address),    TRUE },
  { "pin",        G_STRUCT_OFFSET (FoyerEnrolment, pin),        FALSE },
  { "hub",        G_STRUCT_OFFSET (FoyerEnrolment, hub_key),    TRUE },
  { "kiosk",      G_STRUCT_OFFSET (FoyerEnrolment, kiosk),      TRUE },
  { "name",       G_STRUCT_OFFSET (FoyerEnrolment, name),       TRUE },
  { "event",      G_STRUCT_OFFSET (FoyerEnrolment, event),      TRUE },
  { "credential", G_STRUCT_OFFSET (FoyerEnrolment, credential), TRUE },
};

static gboolean
read_fields (FoyerEnrolment *self, GKeyFile *file)
{
  g_autofree char *secret = g_key_file_get_string (file, GROUP, "secret-key", NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++) {
    char **text = G_STRUCT_MEMBER_P (self, fields[i].offset);

    *text = g_key_file_get_string (file, GROUP, fields[i].key, NULL);
    if (*text == NULL && fields[i].required)
      return FALSE;
  }
  return foyer_id_is_valid (self->kiosk) && foyer_id_is_valid (self->event) &&
         foyer_bytes_from_text (secret, self->secret_key, sizeof self->secret_key);
}

FoyerEnrolment *
foyer_enrolment_load (const char *directory, GError **error)
{
  g_autofree char *path = g_build_filename (directory, "enrolment", NULL);
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (FoyerEnrolment) self = g_new0 (FoyerEnrolment, 1);
  g_autoptr (GError) local_error = NULL;

  if (!g_key_file_load_from_file (file, path, G_KEY_FILE_NONE, &local_error)) {
    g_set_error (error, FOYER_CONNECTOR_ERROR, FOYER_CONNECTOR_ERROR_ENROLMENT,
                 "not enrolled: %s: %s", path, local_error->message);
    return NULL;
  }
  self->directory = g_strdup (directory);
  if (read_fields (self, file))
    return g_steal_pointer (&self);
  g_set_error (error, FOYER_CONNECTOR_ERROR, FOYER_CONNECTOR_ERROR_ENROLMENT,
               "%s is not whole: enrol this kiosk again", path);
  return NULL;
}

char *
foyer_enrolment_replica_path (const FoyerEnrolment *self, const char *directory)
{
  g_autofree char *file = g_strconcat (self->event, ".db", NULL);

  return g_build_filename (directory, file, NULL);
}

gboolean
foyer_enrolment_save (FoyerEnrolment *self, const char *directory, GError **error)
{
  g_autofree char *path = g_build_filename (directory, "enrolment", NULL);
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autofree char *secret = foyer_bytes_to_text (self->secret_key, sizeof self->secret_key);
  g_autofree char *data = NULL;
  g_autoptr (GError) local_error = NULL;
  gsize length;

  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++) {
    char * const *text = G_STRUCT_MEMBER_P (self, fields[i].offset);

    if (*text != NULL)
      g_key_file_set_string (file, GROUP, fields[i].key, *text);
  }
  g_key_file_set_string (file, GROUP, "secret-key", secret);
  data = g_key_file_to_data (file, &length, NULL);
  g_mkdir_with_parents (directory, 0700);
  if (g_file_set_contents_full (path, data, length,
                                G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600,
                                &local_error)) {
    g_free (self->directory);
    self->directory = g_strdup (directory);
    return TRUE;
  }
  g_set_error (error, FOYER_CONNECTOR_ERROR, FOYER_CONNECTOR_ERROR_REFUSED,
               "the enrolment can't be kept: %s", local_error->message);
  return FALSE;
}

FoyerEnrolment *
foyer_enrolment_copy (const FoyerEnrolment *self)
{
  FoyerEnrolment *copy = g_new0 (FoyerEnrolment, 1);

  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    *(char **) G_STRUCT_MEMBER_P (copy, fields[i].offset) =
      g_strdup (*(char * const *) G_STRUCT_MEMBER_P (self, fields[i].offset));
  memcpy (copy->secret_key, self->secret_key, sizeof copy->secret_key);
  copy->directory = g_strdup (self->directory);
  return copy;
}

gboolean
foyer_enrolment_forget (const char *directory, GError **error)
{
  g_autofree char *path = g_build_filename (directory, "enrolment", NULL);

  if (g_unlink (path) == 0 || errno == ENOENT)
    return TRUE;
  g_set_error (error, FOYER_CONNECTOR_ERROR, FOYER_CONNECTOR_ERROR_REFUSED,
               "the enrolment can't be removed: %s", g_strerror (errno));
  return FALSE;
}

/* The exchange. */

char *
foyer_enrolment_proof (const char *challenge, const char *public_key)
{
  return g_strjoin ("|", "foyer-enrol", challenge, public_key, NULL);
}

static gboolean
nonsense (GError **error, const char *what)
{
  g_set_error (error, FOYER_CONNECTOR_ERROR, FOYER_CONNECTOR_ERROR_NONSENSE, "enrolment: %s", what);
  return FALSE;
}

static char *
ask_challenge (FoyerHttpClient *client, const FoyerEnrolmentUri *uri, GError **error)
{
  g_autoptr (json_t) question = json_pack ("{s:s}", "token", uri->token);
  g_autoptr (json_t) answer = foyer_http_client_post (client, "/v1/enrol/challenge", question,
                                                      PATIENCE_S, MAX_ANSWER, error);
  const char *challenge = json_string_value (json_object_get (answer, "challenge"));

  if (answer != NULL && challenge == NULL)
    nonsense (error, "the hub gave no challenge");
  return g_strdup (challenge);
}

static json_t *
give_proof (FoyerHttpClient *client, const FoyerEnrolmentUri *uri, const char *challenge,
            const guint8 *public_key, const guint8 *secret_key, GError **error)
{
  g_autofree char *public_text = foyer_bytes_to_text (public_key, FOYER_CODE_PUBLIC_BYTES);
  g_autofree char *message = foyer_enrolment_proof (challenge, public_text);
  guint8 signature[crypto_sign_BYTES];
  g_autofree char *signature_text = NULL;
  g_autoptr (json_t) question = NULL;

  crypto_sign_detached (signature, NULL, (const guint8 *) message, strlen (message), secret_key);
  signature_text = foyer_bytes_to_text (signature, sizeof signature);
  question = json_pack ("{s:s, s:s, s:s, s:s}", "token", uri->token, "challenge", challenge,
                        "public_key", public_text, "signature", signature_text);
  return foyer_http_client_post (client, "/v1/enrol", question, PATIENCE_S, MAX_ANSWER, error);
}

/* The credential itself says who we are now; it is believed because the key in
 * the QR code signed it, whoever may have answered. */
static gboolean
take_credential (FoyerEnrolment *self, const json_t *answer, const guint8 *public_key,
                 GError **error)
{
  const char *text = json_string_value (json_object_get (answer, "credential"));
  char public_hex[2 * FOYER_CODE_PUBLIC_BYTES + 1];
  guint8 hub_key[FOYER_CODE_PUBLIC_BYTES];
  g_autoptr (FoyerCredential) credential = NULL;

  sodium_bin2hex (public_hex, sizeof public_hex, public_key, FOYER_CODE_PUBLIC_BYTES);
  if (!foyer_bytes_from_text (self->hub_key, hub_key, sizeof hub_key))
    return nonsense (error, "the hub's key is not one");
  credential = foyer_credential_check (text, hub_key);
  if (credential == NULL)
    return nonsense (error, "the answer is not from the hub of the code");
  if (g_strcmp0 (credential->event, self->event) != 0 ||
      g_strcmp0 (credential->public_key, public_hex) != 0)
    return nonsense (error, "the answer is for another kiosk or event");
  self->credential = g_strdup (text);
  self->kiosk = g_strdup (credential->kiosk);
  self->name = g_strdup (credential->name);
  return TRUE;
}

static FoyerEnrolment *
enrol (const FoyerEnrolmentUri *uri, GError **error)
{
  g_autoptr (FoyerEnrolment) self = g_new0 (FoyerEnrolment, 1);
  g_autoptr (FoyerHttpClient) client = foyer_http_client_new (uri->address, uri->pin, NULL, error);
  g_autofree char *challenge = client ? ask_challenge (client, uri, error) : NULL;
  guint8 public_key[FOYER_CODE_PUBLIC_BYTES];
  g_autoptr (json_t) answer = NULL;

  if (challenge == NULL)
    return NULL;
  foyer_code_make_key (public_key, self->secret_key);
  answer = give_proof (client, uri, challenge, public_key, self->secret_key, error);
  if (answer == NULL)
    return NULL;
  self->address = g_strdup (uri->address);
  self->pin = g_strdup (uri->pin);
  self->hub_key = g_strdup (uri->hub_key);
  self->event = g_strdup (uri->event);
  return take_credential (self, answer, public_key, error) ? g_steal_pointer (&self) : NULL;
}

FoyerEnrolment *
foyer_enrol_with_uri (const char *text, const char *directory, GError **error)
{
  g_autoptr (FoyerEnrolmentUri) uri = foyer_enrolment_uri_parse (text);
  g_autoptr (FoyerEnrolment) self = NULL;

  if (uri == NULL) {
    g_set_error_literal (error, FOYER_CONNECTOR_ERROR, FOYER_CONNECTOR_ERROR_REFUSED,
                         "this is no enrolment code");
    return NULL;
  }
  self = enrol (uri, error);
  if (self == NULL || !foyer_enrolment_save (self, directory, error))
    return NULL;
  return g_steal_pointer (&self);
}
