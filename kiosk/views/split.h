/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * FoyerSplit:
 *
 * How every page is arranged, tall or wide, from one tree: a head, a main part
 * and a foot (child types "head", "main", "foot"). Tall, they stand under each
 * other and the main part takes what is left; wide, the main part is on the
 * left and the other two share the right. Follows the #FoyerStage it is on.
 *
 * Properties: "main-first" (tall: the main part is on top, close to the head), "share" (wide: how
 * much of the width the main part gets, in percent), "spacing" (between the
 * parts, in pixels).
 */
#define FOYER_TYPE_SPLIT (foyer_split_get_type ())
G_DECLARE_FINAL_TYPE (FoyerSplit, foyer_split, FOYER, SPLIT, GtkWidget)

void foyer_split_set_wide (FoyerSplit *self, gboolean wide);

G_END_DECLS
