/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "badge-template.h"
#include "badge.h"
#include "document.h"

G_BEGIN_DECLS

/**
 * foyer_badge_gallery_to_document:
 * @badges: (element-type FoyerBadge): kept
 * @captions: (element-type utf8): one for each badge, what to say below it; kept
 *
 * Small pictures of badges on A4, for people to look through before doors.
 */
FoyerDocument *foyer_badge_gallery_to_document (FoyerBadgeTemplate *template, GPtrArray *badges,
                                                GPtrArray *captions) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
