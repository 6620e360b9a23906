/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "door.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * FoyerNoticeBar:
 *
 * What is said on all kiosks, above whatever page is shown, in a calm colour;
 * not there when nothing is said. What is for volunteers shows while one of
 * them is in session.
 */
#define FOYER_TYPE_NOTICE_BAR (foyer_notice_bar_get_type ())
G_DECLARE_FINAL_TYPE (FoyerNoticeBar, foyer_notice_bar, FOYER, NOTICE_BAR, GtkWidget)

GtkWidget *foyer_notice_bar_new (FoyerDoor *door);

G_END_DECLS
