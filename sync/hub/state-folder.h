/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** What the name of a parcel ends with once it was opened. */
#define FOYER_PARCEL_OPENED ".opened"

/**
 * FoyerStateFolder:
 * @path: the folder
 * @public_key, @secret_key: the hub's identity, Ed25519; what it signs is the hub's
 * @organizer_token: who shows it may do everything but be a kiosk
 * @tls_key, @tls_cert: (nullable): PEM
 * @pin: (nullable): of the certificate
 *
 * What a hub keeps beside its events. Owned by one running hub at a time.
 */
typedef struct {
  char  *path;
  guint8 public_key[32];
  guint8 secret_key[64];
  char  *organizer_token;
  char  *tls_key;
  char  *tls_cert;
  char  *pin;
  int    lock_fd;
} FoyerStateFolder;

/** Opens the folder, and makes what is missing in it. Errors: #FoyerHubError. */
FoyerStateFolder *foyer_state_folder_open  (const char *path, gboolean tls, GError **error)
  G_GNUC_WARN_UNUSED_RESULT;
void              foyer_state_folder_close (FoyerStateFolder *self);

/**
 * foyer_state_folder_key:
 * @path: of a key file, 0600; made where missing and @make
 *
 * Reads the Ed25519 key pair in a file.
 */
gboolean          foyer_state_folder_key   (const char *path, gboolean make, guint8 public_key[32],
                                            guint8 secret_key[64], GError **error);

/** A descriptor that holds the folder for one program until it is closed; -1 on failure. */
int               foyer_state_folder_lock  (const char *folder, GError **error);

/** Says in the folder where its hub listens, for who works beside it on this machine. */
gboolean          foyer_state_folder_write_address (FoyerStateFolder *self, const char *address,
                                                    GError **error);
/** (nullable): a line that a hub left in its folder: "address", "tls-pin". */
char             *foyer_state_folder_read          (const char *folder, const char *file)
  G_GNUC_WARN_UNUSED_RESULT;

/** (element-type utf8): the ids of the events in it. */
GPtrArray        *foyer_state_folder_list   (const char *folder) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray        *foyer_state_folder_events (FoyerStateFolder *self) G_GNUC_WARN_UNUSED_RESULT;
char             *foyer_state_folder_event_path (FoyerStateFolder *self, const char *event,
                                                 const char *file) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerStateFolder, foyer_state_folder_close)

G_END_DECLS
