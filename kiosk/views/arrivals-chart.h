/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "live.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * FoyerArrivalsChart:
 *
 * Arrivals per ten minutes: filled what came, outlined what is still expected,
 * and a broken line for what is usual. Its accessible description has the
 * numbers. Colours are the style sheet's.
 */
#define FOYER_TYPE_ARRIVALS_CHART (foyer_arrivals_chart_get_type ())
G_DECLARE_FINAL_TYPE (FoyerArrivalsChart, foyer_arrivals_chart, FOYER, ARRIVALS_CHART, GtkWidget)

GtkWidget *foyer_arrivals_chart_new  (void);
void       foyer_arrivals_chart_show (FoyerArrivalsChart *self, const FoyerLive *live,
                                      const FoyerEvent *event);

/** What the bars and the broken line are, in words. */
GtkWidget *foyer_arrivals_chart_legend_new (void);

G_END_DECLS
