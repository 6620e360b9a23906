/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "badge-template-private.h"

#include <cairo.h>

G_BEGIN_DECLS

/* mm a module when @text fills the element, its quiet zone included; 0 if no QR code holds it. */
double foyer_badge_qr_module (const FoyerBadgeElement *element, const char *text);
/* User space is mm. On an image modules are whole pixels where that leaves them large enough. */
void   foyer_badge_qr_draw   (const FoyerBadgeElement *element, const char *text, cairo_t *cr);

G_END_DECLS
