/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "badge-layout.h"
#include "cli.h"
#include "registry.h"

G_BEGIN_DECLS

/* The smallest name that people read across a table, in points. */
#define FOYER_BADGE_LEGIBLE_SIZE 18

/** A registration's badge as a kiosk makes it. @number: 1 for the first. */
FoyerBadge *foyer_badge_paper_of (const FoyerEvent *event, const FoyerRegistration *row,
                                  const char *code, guint number) G_GNUC_WARN_UNUSED_RESULT;

/** What keeps a badge from being good: what its report says, and a name too small to read. Empty
 * when it is good. (element-type utf8) */
GPtrArray  *foyer_badge_paper_problems (const FoyerBadgeReport *report) G_GNUC_WARN_UNUSED_RESULT;

/** @problems: (element-type utf8): at least one */
typedef void (*FoyerBadgePaperFunc) (const FoyerRegistration *row, const FoyerBadgeReport *report,
                                     GPtrArray *problems, gpointer user_data);

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

/** Prints one badge and says each state of the job, until the paper is out or given up. */
FoyerExit foyer_badge_paper_print (const FoyerCli *cli, FoyerBadgeTemplate *template,
                                   const FoyerBadge *badge, const char *uri, GError **error);

G_END_DECLS
