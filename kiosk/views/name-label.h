/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * FoyerNameLabel:
 *
 * A guest's name, as large as the style says; a longer one is written smaller,
 * so that it stands on one line. Only when that would be half the size does it
 * take another line.
 */
#define FOYER_TYPE_NAME_LABEL (foyer_name_label_get_type ())
G_DECLARE_FINAL_TYPE (FoyerNameLabel, foyer_name_label, FOYER, NAME_LABEL, GtkWidget)

/** @name: (nullable): with nothing to say the label is hidden. */
void        foyer_name_label_set_name  (FoyerNameLabel *self, const char *name);
const char *foyer_name_label_get_name  (FoyerNameLabel *self);

/** What part of its size the name is written at in @width pixels; 1 when it fits. */
double      foyer_name_label_get_scale (FoyerNameLabel *self, int width);

G_END_DECLS
