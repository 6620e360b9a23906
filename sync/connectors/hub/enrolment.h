/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "connector.h"

G_BEGIN_DECLS

/**
 * FoyerEnrolmentUri:
 * @address: of the hub: "https://host:port", or "http://" and a loopback address
 * @token: works once, until it expires
 * @hub_key: the hub's Ed25519 key, base64url: what it signs is the hub's
 * @pin: (nullable): SHA-256 of the key in the hub's certificate; always there with https
 * @event: id of the event the kiosk is for
 *
 * What an enrolment QR code says:
 * `foyer-enrol:?address=…&token=…&hub=…&pin=…&event=…`
 */
typedef struct {
  char *address;
  char *token;
  char *hub_key;
  char *pin;
  char *event;
} FoyerEnrolmentUri;

void               foyer_enrolment_uri_free  (FoyerEnrolmentUri *self);
char              *foyer_enrolment_uri_make  (const FoyerEnrolmentUri *self) G_GNUC_WARN_UNUSED_RESULT;

/** (nullable): NULL without an error: it is something else, a ticket for instance. */
FoyerEnrolmentUri *foyer_enrolment_uri_parse (const char *text) G_GNUC_WARN_UNUSED_RESULT;

/**
 * FoyerEnrolment:
 * @kiosk: UUID by which the hub knows this machine
 * @name: as the organizer called it
 * @credential: what it shows with each request
 * @secret_key: the kiosk's own Ed25519 key, FOYER_CODE_SECRET_BYTES; never leaves this machine
 * @directory: (nullable): where it was loaded from or saved to
 *
 * What a kiosk has after it was enrolled.
 */
typedef struct {
  char   *address;
  char   *pin;
  char   *hub_key;
  char   *kiosk;
  char   *name;
  char   *event;
  char   *credential;
  guint8  secret_key[64];
  char   *directory;
} FoyerEnrolment;

/** Wipes the secrets first. */
void            foyer_enrolment_free (FoyerEnrolment *self);

/**
 * foyer_enrolment_load: foyer_enrolment_save:
 *
 * DIR/enrolment, a key file that only its owner can read. Loading one that is
 * not there or can't be read is ENROLMENT: the kiosk has to be enrolled.
 */
FoyerEnrolment *foyer_enrolment_load (const char *directory, GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean        foyer_enrolment_save (FoyerEnrolment *self, const char *directory, GError **error);

FoyerEnrolment *foyer_enrolment_copy (const FoyerEnrolment *self) G_GNUC_WARN_UNUSED_RESULT;

/** Removes what save() wrote: this machine is no kiosk of that hub any more. */
gboolean        foyer_enrolment_forget (const char *directory, GError **error);

/** Where a kiosk with this enrolment keeps its replica of the event: DIR/<event id>.db. */
char           *foyer_enrolment_replica_path (const FoyerEnrolment *self, const char *directory)
  G_GNUC_WARN_UNUSED_RESULT;

/**
 * foyer_enrol_with_uri:
 * @text: what the QR code says
 * @directory: where the enrolment is kept; made where missing
 *
 * Makes this machine's key pair, proves it to the hub and keeps what the hub
 * answers, after checking that the hub of the QR code signed it. Blocks for a
 * request or two. On failure nothing is kept and the token still works, unless
 * the hub's last answer was lost.
 *
 * Errors: #FoyerConnectorError; REFUSED also for a text that is no enrolment code.
 */
FoyerEnrolment *foyer_enrol_with_uri (const char *text, const char *directory, GError **error)
  G_GNUC_WARN_UNUSED_RESULT;

/** Of "foyer-enrol", the challenge and the public key: what the kiosk signs. */
char           *foyer_enrolment_proof (const char *challenge, const char *public_key)
  G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerEnrolmentUri, foyer_enrolment_uri_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerEnrolment, foyer_enrolment_free)

G_END_DECLS
