/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <jansson.h>

#include <glib.h>

G_BEGIN_DECLS

/**
 * FoyerDigest:
 *
 * Of one thing, or of a set of things: the sum of theirs. A sum does not depend
 * on the order in which things came, and one thing leaves it as cheaply as it
 * entered, so two stores prove that they hold the same without reading either.
 * Zeroed, it is that of nothing. It finds mistakes; it is no defence against
 * someone who makes up things to fit.
 */
#define FOYER_DIGEST_BYTES 16
typedef struct {
  guint8 bytes[FOYER_DIGEST_BYTES];
} FoyerDigest;

/**
 * foyer_digest_of:
 * @kind: of the thing, as the feed names it
 * @thing: as the feed says it, members in its order
 */
void     foyer_digest_of        (const char *kind, const json_t *thing, FoyerDigest *self);

void     foyer_digest_add       (FoyerDigest *self, const FoyerDigest *other);
void     foyer_digest_take_away (FoyerDigest *self, const FoyerDigest *other);
gboolean foyer_digest_equal     (const FoyerDigest *a, const FoyerDigest *b);

/** 32 hexadecimal digits, and back; NULL is none. */
char    *foyer_digest_to_text   (const FoyerDigest *self) G_GNUC_WARN_UNUSED_RESULT;
gboolean foyer_digest_from_text (const char *text, FoyerDigest *self);

G_END_DECLS
