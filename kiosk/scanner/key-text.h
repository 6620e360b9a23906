/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * FoyerKeyText:
 *
 * What the keys of one keyboard type, by a layout of its own: neither the
 * layout nor the Caps Lock of any other keyboard matters, and no input method
 * comes between. One thread.
 */
typedef struct _FoyerKeyText FoyerKeyText;

/**
 * foyer_key_text_new:
 * @layout: as XKB names it: `us`, `de`…
 *
 * Returns: (transfer full) (nullable): NULL if there is no such layout
 */
FoyerKeyText *foyer_key_text_new   (const char *layout) G_GNUC_WARN_UNUSED_RESULT;
void          foyer_key_text_free  (FoyerKeyText *self);

/**
 * foyer_key_text_press:
 * @code: of the kernel, KEY_A…
 * @down: whether it goes down or up
 *
 * Returns: what it types, '\r' for Return; 0 if nothing. Alt and a number on
 * the keypad type a letter when Alt goes up: scanners do this to type the same
 * on every layout.
 */
gunichar      foyer_key_text_press (FoyerKeyText *self, guint16 code, gboolean down);

/* No key is held any more, as far as anyone knows. */
void          foyer_key_text_reset (FoyerKeyText *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerKeyText, foyer_key_text_free)

G_END_DECLS
