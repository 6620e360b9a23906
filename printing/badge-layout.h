/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "badge-template.h"
#include "badge.h"
#include "document.h"

#include <cairo.h>

G_BEGIN_DECLS

/**
 * FoyerBadgeReport:
 * @fits: everything is on the paper whole: no text was cut, the QR code's modules are large enough
 * @missing_glyphs: letters for which no installed font has a picture (they print as boxes)
 * @shrunk: the name is smaller than the template's size for it
 * @name_size: points, 0 if the badge shows no name
 * @name_families: the font family of each run of the name, in order
 * @name_glyphs: (element-type guint32): the glyph ids of the name, in order; what proves that the
 *   letters are real ones
 * @qr_module: mm a module, 0 if the badge shows no code
 * @problems: for people, one line each, naming the template's group; no personal data
 *
 * What the layout of one badge came to.
 */
typedef struct {
  gboolean   fits;
  guint      missing_glyphs;
  gboolean   shrunk;
  double     name_size;
  GPtrArray *name_families;
  GArray    *name_glyphs;
  double     qr_module;
  GPtrArray *problems;
} FoyerBadgeReport;

/* The least that cheap readers and 203 dpi printers manage. */
#define FOYER_BADGE_QR_MODULE_MIN 0.45

/**
 * foyer_badge_draw:
 * @cr: user space is millimetres, the origin the paper's top left corner
 *
 * Draws the badge. A pure function of its arguments and the installed fonts; any thread, each
 * with a context of its own. What does not fit is shrunk, then cut: see foyer_badge_check().
 */
void              foyer_badge_draw  (FoyerBadgeTemplate *template, const FoyerBadge *badge,
                                     cairo_t *cr);
/* Lays the badge out without drawing it, the same way as foyer_badge_draw(). */
FoyerBadgeReport *foyer_badge_check (FoyerBadgeTemplate *template, const FoyerBadge *badge);
void              foyer_badge_report_free (FoyerBadgeReport *report);

/* The badge as something that a printer prints. (transfer full) */
FoyerDocument    *foyer_badge_to_document (FoyerBadgeTemplate *template, const FoyerBadge *badge);

/* Shorthands for the document's own functions. */
GBytes          *foyer_badge_to_pdf    (FoyerBadgeTemplate *template, const FoyerBadge *badge,
                                        GError **error);
gboolean         foyer_badge_write_pdf (FoyerBadgeTemplate *template, const FoyerBadge *badge,
                                        const char *path, GError **error);
gboolean         foyer_badge_write_png (FoyerBadgeTemplate *template, const FoyerBadge *badge,
                                        double dpi, const char *path, GError **error);
/* (transfer full): an RGB24 image surface, white where nothing is drawn */
cairo_surface_t *foyer_badge_render    (FoyerBadgeTemplate *template, const FoyerBadge *badge,
                                        double dpi);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerBadgeReport, foyer_badge_report_free)

G_END_DECLS
