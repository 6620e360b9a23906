/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** A label that breaks its @text (nullable) rather than ask for room, at the left, of that style class. */
GtkWidget *foyer_wrapped_label_new (const char *text, const char *style);

G_END_DECLS
