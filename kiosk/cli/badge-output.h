/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cli.h"
#include "document.h"

G_BEGIN_DECLS

/** Writes @document where its name says: .pdf, or .png with @dpi for a single page. */
FoyerExit foyer_badge_output_write (const FoyerCli *cli, FoyerDocument *document, const char *path,
                                    double dpi, GError **error);

G_END_DECLS
