/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Where the organizer's own templates and pictures are: $FOYER_BADGES, else /etc/foyer/badges.
 * %NULL in a build tree ($FOYER_ASSETS), which is not to depend on what the machine has. */
const char *foyer_badge_folder_own (void);

/* The path of a template: the organizer's own before ours. A name with a slash is a path. */
char       *foyer_badge_folder_find_template (const char *name_or_path);

G_END_DECLS
