/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "badge-template.h"
#include "badge.h"
#include "document.h"

#include <cairo.h>

G_BEGIN_DECLS

/**
 * foyer_badge_draw:
 * @page: from 0, below foyer_badge_template_get_n_pages()
 * @cr: user space is millimetres, the origin the paper's top left corner
 *
 * Draws one page of the badge. A pure function of its arguments and the installed fonts; any
 * thread, each with a context of its own. What does not fit is shrunk, then cut: see
 * foyer_badge_check().
 */
void             foyer_badge_draw        (FoyerBadgeTemplate *template, const FoyerBadge *badge,
                                          guint page, cairo_t *cr);

/* The badge as something that a printer prints. (transfer full) */
FoyerDocument   *foyer_badge_to_document (FoyerBadgeTemplate *template, const FoyerBadge *badge);

/* Shorthands for the document's own functions. */
GBytes          *foyer_badge_to_pdf    (FoyerBadgeTemplate *template, const FoyerBadge *badge,
                                        GError **error);
/* (transfer full): an RGB24 image surface, white where nothing is drawn */
cairo_surface_t *foyer_badge_render    (FoyerBadgeTemplate *template, const FoyerBadge *badge,
                                        double dpi);

G_END_DECLS
