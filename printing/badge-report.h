/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "badge-template.h"
#include "badge.h"

G_BEGIN_DECLS

/**
 * FoyerBadgeReport:
 * @fits: everything is on the paper whole: no text was cut, the QR code's modules are large enough
 * @missing_glyphs: letters for which no installed font has a picture (they print as boxes)
 * @missing_letters: (element-type gunichar): which ones, each once
 * @shrunk: the name is smaller than the template's size for it
 * @legible: no text is smaller than its legible size, and the name can be seen at all
 * @name_size: points, 0 if the badge shows no name
 * @name_families: the font family of each run of the name, in order
 * @name_glyphs: (element-type guint32): the glyph ids of the name, in order; what proves that the
 *   letters are real ones
 * @qr_module: mm a module, 0 if the badge shows no code
 * @problems: for people, in their language, one line each, naming the template's group; no more of
 *   the guest's data than the letters that are missing. Empty if the badge is good.
 *
 * What the layout of one badge came to.
 */
typedef struct {
  gboolean   fits;
  guint      missing_glyphs;
  GArray    *missing_letters;
  gboolean   shrunk;
  gboolean   legible;
  double     name_size;
  GPtrArray *name_families;
  GArray    *name_glyphs;
  double     qr_module;
  GPtrArray *problems;
} FoyerBadgeReport;

/* The least that cheap readers and 203 dpi printers manage. */
#define FOYER_BADGE_QR_MODULE_MIN 0.45
/* Points: the smallest name that people read across a table. A template may say otherwise. */
#define FOYER_BADGE_LEGIBLE_SIZE 18

/* Lays the badge out without drawing it, the same way as foyer_badge_draw(). Any thread. */
FoyerBadgeReport *foyer_badge_check       (FoyerBadgeTemplate *template, const FoyerBadge *badge)
  G_GNUC_WARN_UNUSED_RESULT;
void              foyer_badge_report_free (FoyerBadgeReport *report);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerBadgeReport, foyer_badge_report_free)

G_END_DECLS
