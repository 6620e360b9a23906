/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "entry.h"
#include "event.h"

#include <jansson.h>

G_BEGIN_DECLS

typedef enum {
  FOYER_NOTICE_FOR_STAFF,     /* on screens that only volunteers see */
  FOYER_NOTICE_FOR_EVERYONE,  /* on the attendee screen as well */
  FOYER_NOTICE_N_AUDIENCES
} FoyerNoticeAudience;

/** The most that fits a screen beside everything else, in each language, in characters. */
#define FOYER_NOTICE_MAX 120

/**
 * FoyerNotice:
 * @id: of the entry; to undo it is to withdraw the notice
 * @text: in one language or several
 * @until_us: last moment at which it is shown; 0 until it is withdrawn
 * @at_us: when it was sent
 * @kiosk: where, or the hub
 * @staff: (nullable): ids of the volunteers in whose session it was sent
 *
 * A word to all kiosks: "Hall B opens at 13:00".
 *
 * It travels as a `note` about nobody. So it can be sent from a kiosk that is
 * alone, arrives by the feed and by parcels like any other entry, and is a note
 * to read for an older program. An entry of a kind of its own would not do: an
 * older kiosk refuses the page of a feed in which there is an entry that it
 * can't read. Nor would a change beside the journal: only the hub makes those.
 */
typedef struct {
  char               *id;
  FoyerWords          text;
  FoyerNoticeAudience audience;
  gint64              until_us;
  gint64              at_us;
  char               *kiosk;
  char               *staff;
} FoyerNotice;

FoyerNotice *foyer_notice_new        (void) G_GNUC_WARN_UNUSED_RESULT;
FoyerNotice *foyer_notice_copy       (const FoyerNotice *self) G_GNUC_WARN_UNUSED_RESULT;
void         foyer_notice_free       (FoyerNotice *self);

/** Whether it says something, and not too much. */
gboolean     foyer_notice_is_sound   (const FoyerNotice *self);

/** {text, for, until?}, and what else is known of it: {id?, at?, kiosk?, staff?}. */
json_t      *foyer_notice_to_json    (const FoyerNotice *self) G_GNUC_WARN_UNUSED_RESULT;
FoyerNotice *foyer_notice_from_json  (const json_t *json, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** The body of the `note` by which it travels; and back: (nullable): of an entry that is no notice. */
char        *foyer_notice_to_body    (const FoyerNotice *self) G_GNUC_WARN_UNUSED_RESULT;
FoyerNotice *foyer_notice_from_entry (const FoyerEntry *entry) G_GNUC_WARN_UNUSED_RESULT;

const char  *foyer_notice_audience_to_string   (FoyerNoticeAudience audience);
gboolean     foyer_notice_audience_from_string (const char *text, FoyerNoticeAudience *audience);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerNotice, foyer_notice_free)

G_END_DECLS
