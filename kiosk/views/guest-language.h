/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "door.h"

G_BEGIN_DECLS

/**
 * FoyerGuestLanguage:
 *
 * The language on the screens. The one that a guest chose is theirs: when their
 * outcome has gone, or nobody did anything for a minute, the next guest finds
 * the configured one. While staff work, and before there is a door, whatever
 * was chosen stays. ::changed says that another one is in force. Main thread.
 */
#define FOYER_TYPE_GUEST_LANGUAGE (foyer_guest_language_get_type ())
G_DECLARE_FINAL_TYPE (FoyerGuestLanguage, foyer_guest_language, FOYER, GUEST_LANGUAGE, GObject)

/** The language now in force is the configured one. */
FoyerGuestLanguage *foyer_guest_language_new (FoyerSession *session) G_GNUC_WARN_UNUSED_RESULT;

/** @door: (nullable): whose guests choose */
void foyer_guest_language_set_door (FoyerGuestLanguage *self, FoyerDoor *door);
/** How long nothing may happen; a minute at first. */
void foyer_guest_language_set_idle (FoyerGuestLanguage *self, guint ms);

/** The other one of the two, please. */
void foyer_guest_language_toggle   (FoyerGuestLanguage *self);
/** @language is the configured one from now on. */
void foyer_guest_language_settle   (FoyerGuestLanguage *self, const char *language);
/** Somebody is there. */
void foyer_guest_language_touch    (FoyerGuestLanguage *self);

G_END_DECLS
