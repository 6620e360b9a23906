/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "badge-layout.h"
#include "cli.h"

G_BEGIN_DECLS

/** Prints @document and says each state of the job, until the paper is out or given up. */
FoyerExit foyer_badge_paper_print (const FoyerCli *cli, FoyerDocument *document, const char *uri,
                                   GError **error);

G_END_DECLS
