/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * Foyer's own codes. On paper and screen: "F", the kind's letter, then 92 bytes
 * in Crockford Base32 capitals (https://www.crockford.com/base32.html), so that
 * a QR code stays alphanumeric and small (version 6 at level M) and no hand
 * scanner, keyboard layout or trimming harms it:
 *
 *   4  event tag     first bytes of BLAKE2b of the event's id
 *   4  key id        first bytes of BLAKE2b of the signer's public key
 *   16 subject       UUID of the registration or the volunteer
 *   2  serial        number of the ticket or badge; higher ones void lower ones
 *   2  expires       days since 2020-01-01; 0 never
 *   64 signature     Ed25519 (RFC 8032) over "foyer", the kind's letter and all above
 *
 * All integers big endian. Who signs: the hub's event key tickets and staff
 * codes, a kiosk's enrolled key its walk-ins' tickets and its badges.
 */

#define FOYER_CODE_SEED_BYTES   32
#define FOYER_CODE_PUBLIC_BYTES 32
#define FOYER_CODE_SECRET_BYTES 64

typedef enum {
  FOYER_CODE_TICKET = 'T',
  FOYER_CODE_BADGE  = 'B',
  FOYER_CODE_STAFF  = 'S',
} FoyerCodeKind;

typedef struct {
  FoyerCodeKind kind;
  guint8        event_tag[4];
  guint8        key_id[4];
  guint8        subject[16];
  guint16       serial;
  guint16       expires_day;
  guint8        signature[64];
} FoyerCode;

/** Makes a new key pair. Any thread; repeat at will. */
void     foyer_code_make_key  (guint8 public_key[FOYER_CODE_PUBLIC_BYTES],
                               guint8 secret_key[FOYER_CODE_SECRET_BYTES]);

/** The event tag of an event's id, and the key id of a public key. */
void     foyer_code_event_tag (const char *event_id, guint8 tag[4]);
void     foyer_code_key_id    (const guint8 public_key[FOYER_CODE_PUBLIC_BYTES], guint8 key_id[4]);

/**
 * foyer_code_make:
 * @event: id of the event
 * @subject: UUID of the registration or volunteer
 * @expires_us: µs since the epoch, UTC; the code holds to the end of that day; 0 for never
 *
 * The same arguments give the same text, always: a ticket can be shown again
 * without having been kept.
 *
 * Returns: (transfer full): the code's text
 */
char    *foyer_code_make      (FoyerCodeKind kind, const char *event, const char *subject,
                               guint16 serial, gint64 expires_us,
                               const guint8 secret_key[FOYER_CODE_SECRET_BYTES])
  G_GNUC_WARN_UNUSED_RESULT;

/**
 * foyer_code_parse:
 *
 * Whether @text has the form of a Foyer code; @code is set then. Small letters,
 * and O for 0, I or L for 1, are read as Crockford says. Says nothing about
 * who made it: see foyer_code_verify().
 */
gboolean foyer_code_parse     (const char *text, FoyerCode *code);

/** Whether the holder of the key made this very code. */
gboolean foyer_code_verify    (const FoyerCode *code, const guint8 public_key[FOYER_CODE_PUBLIC_BYTES]);

/** Whether the code's last day is over at @now_us. */
gboolean foyer_code_expired   (const FoyerCode *code, gint64 now_us);

/**
 * foyer_code_looks_foreign:
 *
 * Whether @text could be another service's ticket at all: not empty, not a
 * web page, a Wi-Fi password, a contact or a payment.
 */
gboolean foyer_code_looks_foreign (const char *text);

G_END_DECLS
