/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "desk.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * FoyerNoticePage:
 *
 * A volunteer says something on all kiosks: what, to whom, for how long; and
 * takes back what was said.
 *
 * FoyerNoticePage::done: (const char *text): nullable; what to say of it
 */
#define FOYER_TYPE_NOTICE_PAGE (foyer_notice_page_get_type ())
G_DECLARE_FINAL_TYPE (FoyerNoticePage, foyer_notice_page, FOYER, NOTICE_PAGE, GtkWidget)

GtkWidget *foyer_notice_page_new  (FoyerDoor *door);
/** Begins from nothing. */
void       foyer_notice_page_show (FoyerNoticePage *self);

G_END_DECLS
