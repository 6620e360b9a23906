/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "badge-template.h"
#include "badge.h"
#include "document.h"

G_BEGIN_DECLS

/* How many badges a sheet holds: as the template's [sheet] says, else as many as fit on A4. 0 if
 * not even one does. */
guint foyer_badge_sheet_get_capacity (FoyerBadgeTemplate *template);

/**
 * foyer_badge_sheet_to_document:
 * @badges: (element-type FoyerBadge): in the order in which they are to lie on the sheets; kept
 *
 * Sheets of stickers, row by row, for those without a label printer. A template whose back is a
 * page gives a second page after each sheet, mirrored, so that printed on both sides each back lies
 * behind its front.
 *
 * Returns: (transfer full) (nullable): %NULL with FOYER_PRINTING_ERROR_TEMPLATE if the template's
 * badge does not fit on its sheet
 */
FoyerDocument *foyer_badge_sheet_to_document (FoyerBadgeTemplate *template, GPtrArray *badges,
                                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
