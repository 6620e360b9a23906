/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * FoyerStage:
 *
 * Gives its child the whole screen, tells it whether that is wide or tall
 * (property "wide", style class "wide" or "tall") and whether this machine's
 * text is large (style class "large"), and makes it smaller, as a picture is
 * made smaller, where large text would not fit: nothing is cut off.
 */
#define FOYER_TYPE_STAGE (foyer_stage_get_type ())
G_DECLARE_FINAL_TYPE (FoyerStage, foyer_stage, FOYER, STAGE, GtkWidget)

GtkWidget *foyer_stage_new       (void);
void       foyer_stage_set_child (FoyerStage *self, GtkWidget *child);
/** Whether a tall stage leaves its upper part empty, so that everything can be reached from a chair. */
void       foyer_stage_set_seated (FoyerStage *self, gboolean seated);
/** By how much the child had to be made smaller: 1 not at all. */
double     foyer_stage_get_scale (FoyerStage *self);

G_END_DECLS
