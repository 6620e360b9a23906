/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "event.h"
#include "lookup.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * FoyerGuestAction:
 *
 * What a volunteer can do with a guest.
 */
typedef enum {
  FOYER_GUEST_CHECK_IN,
  FOYER_GUEST_UNDO,
  FOYER_GUEST_REPRINT,
  FOYER_GUEST_OVERRIDE,
  FOYER_GUEST_PAY,
  FOYER_GUEST_AMEND,     /* the name */
  FOYER_GUEST_NOTE,
  FOYER_GUEST_REISSUE,
  FOYER_GUEST_SETTLE,    /* a conflict, by its later admission */
  FOYER_GUEST_N_ACTIONS
} FoyerGuestAction;

/** What one would do with this guest first. */
FoyerGuestAction foyer_guest_first_action (const FoyerGuest *guest);
/** "In since 08:52", "Not here yet", "Waiting list"… */
char            *foyer_guest_state_text   (const FoyerGuest *guest, const FoyerEvent *event)
  G_GNUC_WARN_UNUSED_RESULT;
/** The style class of that state: "welcome", "again", "wait", "sorry" or "plain". */
const char      *foyer_guest_state_tone   (const FoyerGuest *guest);
/** "Example Ltd · 138****8821"; what tells people of one name apart. */
char            *foyer_guest_details      (const FoyerGuest *guest) G_GNUC_WARN_UNUSED_RESULT;

/**
 * FoyerGuestRow:
 *
 * One guest: who, how they stand, and what one would do first.
 *
 * FoyerGuestRow::chosen: the guest's page is wanted
 * FoyerGuestRow::asked: (guint action): the button was touched
 */
#define FOYER_TYPE_GUEST_ROW (foyer_guest_row_get_type ())
G_DECLARE_FINAL_TYPE (FoyerGuestRow, foyer_guest_row, FOYER, GUEST_ROW, GtkWidget)

/** @guest: must outlive the row */
GtkWidget        *foyer_guest_row_new       (const FoyerGuest *guest, const FoyerEvent *event);
const FoyerGuest *foyer_guest_row_get_guest (FoyerGuestRow *self);

G_END_DECLS
