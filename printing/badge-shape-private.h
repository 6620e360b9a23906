/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "badge-template-private.h"

G_BEGIN_DECLS

/* Draws a box, an ellipse or a polygon. User space is mm. */
void foyer_badge_shape_draw (const FoyerBadgeElement *element, cairo_t *cr);

G_END_DECLS
