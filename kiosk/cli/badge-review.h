/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "badge-report.h"
#include "cli.h"
#include "registry.h"

G_BEGIN_DECLS

/** Prints what the layout of one badge came to. @registration: (nullable): whose it is */
FoyerExit foyer_badge_review_one (const FoyerCli *cli, FoyerBadgeTemplate *template,
                                  const FoyerBadge *badge, const char *registration);

/**
 * foyer_badge_review_all:
 * @output: (nullable): a file for their pictures, with what is wrong below each; not written when
 *   there are none
 *
 * Prints which badges of those who may come are not good, and how many they are.
 */
FoyerExit foyer_badge_review_all (const FoyerCli *cli, FoyerStore *store, const FoyerEvent *event,
                                  FoyerBadgeTemplate *template, const char *output,
                                  GError **error);

G_END_DECLS
