/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <pango/pangocairo.h>

G_BEGIN_DECLS

/* A context in which letters measure the same at every size and resolution. This thread's. */
PangoContext         *foyer_badge_font_context (void);
/* @families: (nullable): else the ones that suit @words. (transfer full) */
PangoFontDescription *foyer_badge_font_choose  (const char *families, PangoWeight weight,
                                                const char *words);
/* By how much of the letter size the ink is larger on each side than Pango knows. */
double                foyer_badge_font_swell   (PangoLayout *layout);

G_END_DECLS
