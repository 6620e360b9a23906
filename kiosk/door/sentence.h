/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "outcome.h"

G_BEGIN_DECLS

/*
 * What an outcome is in words, the way a person says it at a door, in the
 * language of foyer_language_get(). Whole sentences, never empty. Main thread.
 */

/** For the guest, in a few words: "You are already in". */
char *foyer_sentence_headline  (const FoyerOutcome *outcome) G_GNUC_WARN_UNUSED_RESULT;
/** For the guest: what has happened and what to do next. */
char *foyer_sentence_next_step (const FoyerOutcome *outcome) G_GNUC_WARN_UNUSED_RESULT;
/** For the volunteer: what is the matter and what settles it. */
char *foyer_sentence_for_staff (const FoyerOutcome *outcome) G_GNUC_WARN_UNUSED_RESULT;

/** "¥50.00", "$12.50", "SEK 50.00". @currency: (nullable): ISO 4217 */
char *foyer_sentence_amount    (gint64 amount, const char *currency) G_GNUC_WARN_UNUSED_RESULT;

/** (transfer none): what a verdict says of the guest, to a volunteer. */
const char *foyer_sentence_verdict (FoyerVerdict verdict);

/** (transfer none): a registration's status in a word or two: "Waiting list". */
const char *foyer_sentence_status (FoyerStatus status);

/**
 * foyer_sentence_trouble:
 * @error: of the replica's #FoyerStoreError, or any other
 *
 * Why this machine can't admit anyone, and what to do, for the people at the door.
 */
char *foyer_sentence_trouble   (const GError *error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
