/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "badge-layout.h"

G_BEGIN_DECLS

/* What a template looks like for everybody: a row for each category, a column for a short, a long, a
 * Chinese, a Latin and a mixed name. */

#define CONTACT_N_CATEGORIES 5
#define CONTACT_N_NAMES 5

/* The templates that Foyer brings; NULL-terminated. */
extern const char *const contact_templates[];

/** The badge of one cell. */
FoyerBadge      *contact_badge (guint category, guint name) G_GNUC_WARN_UNUSED_RESULT;

/** (transfer full): the whole sheet at @dpi, all pages of a badge side by side; @gap is in dots. */
cairo_surface_t *contact_sheet (FoyerBadgeTemplate *template, double dpi, int gap)
  G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
