/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * FoyerCredential:
 * @kiosk: UUID
 * @event: id of the event it may work for
 * @name: of the kiosk, as people at the door know it
 * @public_key: the kiosk's Ed25519 key, in hexadecimal
 * @issued_us: µs since the epoch, UTC
 *
 * What a kiosk shows with each request. It says all about the kiosk and is
 * signed by the hub's key, so that a hub restored from a backup knows kiosks
 * that were enrolled after the backup.
 */
typedef struct {
  char  *kiosk;
  char  *event;
  char  *name;
  char  *public_key;
  gint64 issued_us;
} FoyerCredential;

void             foyer_credential_free  (FoyerCredential *self);

/** As text, for an Authorization header. @secret_key: the hub's, FOYER_CODE_SECRET_BYTES. */
char            *foyer_credential_sign  (const FoyerCredential *self, const guint8 *secret_key)
  G_GNUC_WARN_UNUSED_RESULT;

/** (nullable): NULL for anything that the holder of @public_key did not sign. */
FoyerCredential *foyer_credential_check (const char *text, const guint8 *public_key)
  G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerCredential, foyer_credential_free)

G_END_DECLS
