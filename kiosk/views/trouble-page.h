/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once


#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * FoyerTroublePage:
 *
 * Says in plain words that this machine cannot admit anyone, and what to do.
 */
#define FOYER_TYPE_TROUBLE_PAGE (foyer_trouble_page_get_type ())
G_DECLARE_FINAL_TYPE (FoyerTroublePage, foyer_trouble_page, FOYER, TROUBLE_PAGE, GtkWidget)

GtkWidget *foyer_trouble_page_new (const char *text);
void       foyer_trouble_page_set_text (FoyerTroublePage *self, const char *text);

G_END_DECLS
