/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "live.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * FoyerLiveSums:
 *
 * The numbers of the live page: one button a list with who came of how many,
 * and below them, large, the sums of the one that is looked at.
 *
 * FoyerLiveSums::chosen: (const char *list): nullable; id of another list
 */
#define FOYER_TYPE_LIVE_SUMS (foyer_live_sums_get_type ())
G_DECLARE_FINAL_TYPE (FoyerLiveSums, foyer_live_sums, FOYER, LIVE_SUMS, GtkWidget)

GtkWidget *foyer_live_sums_new  (void);
void       foyer_live_sums_show (FoyerLiveSums *self, const FoyerLive *live, const FoyerEvent *event);

G_END_DECLS
