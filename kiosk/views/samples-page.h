/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rehearsal.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * FoyerSamplesPage:
 *
 * The sample codes of a rehearsal, each with what it shows: to be photographed
 * and held up, or touched as if it had been.
 */
#define FOYER_TYPE_SAMPLES_PAGE (foyer_samples_page_get_type ())
G_DECLARE_FINAL_TYPE (FoyerSamplesPage, foyer_samples_page, FOYER, SAMPLES_PAGE, GtkWidget)

GtkWidget *foyer_samples_page_new (FoyerRehearsal *rehearsal);

G_END_DECLS
