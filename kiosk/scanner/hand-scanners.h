/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hand-device.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * FoyerHandScanners:
 *
 * The hand scanners that are plugged in, keyboards and serial ports, as they
 * come and go. Their keys reach nobody else: no widget, no input method, no
 * shortcut. Whatever may block happens on a thread of its own.
 *
 * FoyerHandScanners::line: (const char *text), a line from any of them, not
 * trusted, on the main context of the thread that made it; the same line again
 * from the same scanner within two seconds is one
 */
#define FOYER_TYPE_HAND_SCANNERS (foyer_hand_scanners_get_type ())
G_DECLARE_FINAL_TYPE (FoyerHandScanners, foyer_hand_scanners, FOYER, HAND_SCANNERS, GObject)

/**
 * foyer_hand_scanners_new:
 * @choice: which devices, for foyer_device_choice_new()
 * @layout: of the keyboards, for foyer_key_text_new()
 * @system: (nullable): NULL for the kernel's
 */
FoyerHandScanners *foyer_hand_scanners_new (const char *choice, const char *layout,
                                            const FoyerHandSystem *system) G_GNUC_WARN_UNUSED_RESULT;

/**
 * foyer_hand_scanners_start:
 *
 * Returns at once. What is plugged in, now or later, is found within a second.
 * Safe to repeat.
 */
void               foyer_hand_scanners_start (FoyerHandScanners *self);

/* Lets go of every device; no ::line follows. Needed before the last reference
 * goes; safe to repeat. */
void               foyer_hand_scanners_stop  (FoyerHandScanners *self);

/* What is wrong with those that were named, in plain words for staff,
 * translated; empty while all is well. Notified as "message". */
const char        *foyer_hand_scanners_get_message (FoyerHandScanners *self);

G_END_DECLS
