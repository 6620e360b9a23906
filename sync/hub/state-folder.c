/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "state-folder.h"

#include "bytes.h"
#include "certificate.h"
#include "code.h"
#include "hub.h"
#include "id.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#define TOKEN_BYTES 24

static gboolean
fail (GError **error, FoyerHubError code, const char *path, const char *why)
{
  g_set_error (error, FOYER_HUB_ERROR, code, "%s: %s", path, why);
  return FALSE;
}

static gboolean
write_secret (const char *path, const char *text, GError **error)
{
  g_autoptr (GError) local_error = NULL;

  return g_file_set_contents_full (path, text, -1,
                                   G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE,
                                   0600, &local_error) ||
         fail (error, FOYER_HUB_ERROR_STATE, path, local_error->message);
}

/* NULL without an error: there is no such file. */
static char *
read_secret (const char *path, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  char *text = NULL;

  if (!g_file_get_contents (path, &text, NULL, &local_error) &&
      !g_error_matches (local_error, G_FILE_ERROR, G_FILE_ERROR_NOENT))
    fail (error, FOYER_HUB_ERROR_KEY, path, local_error->message);
  return text ? g_strstrip (text) : NULL;
}

/* Keys. */

static gboolean
make_key (const char *path, guint8 public_key[32], guint8 secret_key[64], GError **error)
{
  g_autofree char *text = NULL;
  gboolean written;

  foyer_code_make_key (public_key, secret_key);
  text = foyer_bytes_to_text (secret_key, FOYER_CODE_SECRET_BYTES);
  written = write_secret (path, text, error);
  sodium_memzero (text, strlen (text));
  return written;
}

gboolean
foyer_state_folder_key (const char *path, gboolean make, guint8 public_key[32],
                        guint8 secret_key[64], GError **error)
{
  GError *local_error = NULL;
  g_autofree char *text = read_secret (path, &local_error);

  if (local_error != NULL) {
    g_propagate_error (error, local_error);
    return FALSE;
  }
  if (text == NULL && make)
    return make_key (path, public_key, secret_key, error);
  if (!foyer_bytes_from_text (text, secret_key, FOYER_CODE_SECRET_BYTES))
    return fail (error, FOYER_HUB_ERROR_KEY, path,
                 text ? "this is no key; restore it from a backup"
                      : "the key is missing; restore it from a backup");
  sodium_memzero (text, strlen (text));
  crypto_sign_ed25519_sk_to_pk (public_key, secret_key);
  return TRUE;
}

/* The folder's parts. */

int
foyer_state_folder_lock (const char *folder, GError **error)
{
  g_autofree char *path = g_build_filename (folder, "lock", NULL);
  int fd = open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);

  if (fd < 0) {
    fail (error, FOYER_HUB_ERROR_STATE, path, g_strerror (errno));
    return -1;
  }
  if (flock (fd, LOCK_EX | LOCK_NB) == 0)
    return fd;
  close (fd);
  fail (error, FOYER_HUB_ERROR_RUNNING, folder, "another foyer-hub works on this folder; stop it first");
  return -1;
}

static gboolean
open_token (FoyerStateFolder *self, GError **error)
{
  g_autofree char *path = g_build_filename (self->path, "organizer-token", NULL);
  GError *local_error = NULL;
  guint8 bytes[TOKEN_BYTES];

  self->organizer_token = read_secret (path, &local_error);
  if (local_error != NULL) {
    g_propagate_error (error, local_error);
    return FALSE;
  }
  if (self->organizer_token != NULL)
    return strlen (self->organizer_token) >= TOKEN_BYTES ||
           fail (error, FOYER_HUB_ERROR_KEY, path, "this is no token; remove it to get a new one");
  randombytes_buf (bytes, sizeof bytes);
  self->organizer_token = foyer_bytes_to_text (bytes, sizeof bytes);
  return write_secret (path, self->organizer_token, error);
}

static gboolean
make_tls (FoyerStateFolder *self, const char *key_path, const char *cert_path, GError **error)
{
  return foyer_certificate_make (&self->tls_key, &self->tls_cert, error) &&
         write_secret (cert_path, self->tls_cert, error) &&
         write_secret (key_path, self->tls_key, error);
}

static gboolean
open_tls (FoyerStateFolder *self, GError **error)
{
  g_autofree char *key_path = g_build_filename (self->path, "tls-key.pem", NULL);
  g_autofree char *cert_path = g_build_filename (self->path, "tls-cert.pem", NULL);
  g_autofree char *pin_path = g_build_filename (self->path, "tls-pin", NULL);
  GError *local_error = NULL;

  self->tls_key = read_secret (key_path, &local_error);
  if (local_error == NULL)
    self->tls_cert = read_secret (cert_path, &local_error);
  if (local_error != NULL) {
    g_propagate_error (error, local_error);
    return FALSE;
  }
  /* The key is written last: without it nobody was told of the certificate. */
  if (self->tls_key == NULL && !make_tls (self, key_path, cert_path, error))
    return FALSE;
  if (self->tls_cert == NULL)
    return fail (error, FOYER_HUB_ERROR_KEY, cert_path, "it is missing; restore it from a backup");
  self->pin = foyer_certificate_pin (self->tls_cert, error);
  return self->pin != NULL && write_secret (pin_path, self->pin, error);
}

FoyerStateFolder *
foyer_state_folder_open (const char *path, gboolean tls, GError **error)
{
  g_autoptr (FoyerStateFolder) self = g_new0 (FoyerStateFolder, 1);
  g_autofree char *events = g_build_filename (path, "events", NULL);
  g_autofree char *key = g_build_filename (path, "hub-key", NULL);

  self->path = g_strdup (path);
  self->lock_fd = -1;
  if (g_mkdir_with_parents (events, 0700) != 0) {
    fail (error, FOYER_HUB_ERROR_STATE, events, g_strerror (errno));
    return NULL;
  }
  self->lock_fd = foyer_state_folder_lock (path, error);
  if (self->lock_fd < 0 ||
      !foyer_state_folder_key (key, TRUE, self->public_key, self->secret_key, error) ||
      !open_token (self, error) || (tls && !open_tls (self, error)))
    return NULL;
  return g_steal_pointer (&self);
}

void
foyer_state_folder_close (FoyerStateFolder *self)
{
  if (self == NULL)
    return;
  if (self->lock_fd >= 0)
    close (self->lock_fd);
  sodium_memzero (self->secret_key, sizeof self->secret_key);
  g_free (self->path);
  g_free (self->organizer_token);
  g_free (self->tls_key);
  g_free (self->tls_cert);
  g_free (self->pin);
  g_free (self);
}

gboolean
foyer_state_folder_write_address (FoyerStateFolder *self, const char *address, GError **error)
{
  g_autofree char *path = g_build_filename (self->path, "address", NULL);

  return write_secret (path, address, error);
}

char *
foyer_state_folder_read (const char *folder, const char *file)
{
  g_autofree char *path = g_build_filename (folder, file, NULL);

  return read_secret (path, NULL);
}

GPtrArray *
foyer_state_folder_list (const char *folder)
{
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *path = g_build_filename (folder, "events", NULL);
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    if (foyer_id_is_valid (name))
      g_ptr_array_add (ids, g_strdup (name));
  }
  return ids;
}

GPtrArray *
foyer_state_folder_events (FoyerStateFolder *self)
{
  return foyer_state_folder_list (self->path);
}

char *
foyer_state_folder_event_path (FoyerStateFolder *self, const char *event, const char *file)
{
  return g_build_filename (self->path, "events", event, file, NULL);
}
