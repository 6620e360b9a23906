/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "live.h"

G_BEGIN_DECLS

/*
 * How the event is doing in words that a volunteer understands, in the language
 * of foyer_language_get(). Whole sentences. Main thread.
 */

/** Whether there will be a line and until when: "At this rate the line clears at 09:20; a second lane
 * would make it 09:05." */
char       *foyer_live_tell_line     (const FoyerLive *self, const FoyerEvent *event)
  G_GNUC_WARN_UNUSED_RESULT;
/** (nullable): how many will come, and how fast they do. */
char       *foyer_live_tell_rate     (const FoyerLive *self) G_GNUC_WARN_UNUSED_RESULT;
/** The arrivals in numbers, for who can't see the chart. */
char       *foyer_live_tell_arrivals (const FoyerLive *self, const FoyerEvent *event)
  G_GNUC_WARN_UNUSED_RESULT;

/** (transfer none): a category, a channel or a reason to turn somebody away, as people call it. */
const char *foyer_live_category      (const char *key);
const char *foyer_live_channel       (const char *key);
/** (transfer none): what kind of thing the hub refused: "A correction". */
const char *foyer_live_entry_kind    (FoyerEntryKind kind);

G_END_DECLS
