/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "badge-report.h"
#include "registry.h"

G_BEGIN_DECLS

/** A badge that is not good: the report has at least one problem. */
typedef void (*FoyerBadgeSurveyFunc) (const FoyerRegistration *row, const FoyerBadge *badge,
                                      const FoyerBadgeReport *report, gpointer user_data);

/**
 * foyer_badge_survey:
 * @func: called for each registration whose badge is not good
 *
 * Lays out the badge of everyone who may come. Their codes are as long as the
 * real ones and nobody's. Some milliseconds for each; any thread.
 *
 * Returns: how many were looked at, -1 on failure
 */
gint64 foyer_badge_survey (FoyerStore *store, const FoyerEvent *event, FoyerBadgeTemplate *template,
                           FoyerBadgeSurveyFunc func, gpointer user_data, GError **error);

G_END_DECLS
