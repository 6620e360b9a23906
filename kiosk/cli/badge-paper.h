/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "badge-layout.h"
#include "badge-report.h"
#include "cli.h"
#include "registry.h"

G_BEGIN_DECLS

/** A badge that is not good: the report has at least one problem. */
typedef void (*FoyerBadgePaperFunc) (const FoyerRegistration *row, const FoyerBadge *badge,
                                     const FoyerBadgeReport *report, gpointer user_data);

/**
 * foyer_badge_paper_check_all:
 * @func: called for each registration whose badge is not good
 *
 * Lays out the badge of everyone who may come. Their codes are as long as the
 * real ones and nobody's.
 *
 * Returns: how many were looked at, -1 on failure
 */
gint64 foyer_badge_paper_check_all (FoyerStore *store, const FoyerEvent *event,
                                    FoyerBadgeTemplate *template, FoyerBadgePaperFunc func,
                                    gpointer user_data, GError **error);

/** Prints @document and says each state of the job, until the paper is out or given up. */
FoyerExit foyer_badge_paper_print (const FoyerCli *cli, FoyerDocument *document, const char *uri,
                                   GError **error);

G_END_DECLS
