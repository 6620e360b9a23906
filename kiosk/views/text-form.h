/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * FoyerTextForm:
 *
 * Something that a volunteer writes or counts: one entry with keys below it.
 *
 * FoyerTextForm::given: (const char *text): never empty
 * FoyerTextForm::left: nothing is to be done
 */
#define FOYER_TYPE_TEXT_FORM (foyer_text_form_get_type ())
G_DECLARE_FINAL_TYPE (FoyerTextForm, foyer_text_form, FOYER, TEXT_FORM, GtkWidget)

/**
 * foyer_text_form_ask:
 * @text: (nullable): what stands there at first
 * @purpose: digits, a name, or anything
 */
void foyer_text_form_ask (FoyerTextForm *self, const char *question, const char *text,
                          GtkInputPurpose purpose);

G_END_DECLS
