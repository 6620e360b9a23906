/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "badge-template-private.h"

G_BEGIN_DECLS

/* The path of the picture @file: in @folder, else among the organizer's own files; %NULL if it is
 * in neither. */
char    *foyer_badge_image_find (const char *folder, const char *file);
/* Reads element->file, once, in a size that is sharp on paper. */
gboolean foyer_badge_image_load (FoyerBadgeElement *element, const char *folder, GError **error);
/* As large as fits into the element. User space is mm. */
void     foyer_badge_image_draw (const FoyerBadgeElement *element, cairo_t *cr);

G_END_DECLS
