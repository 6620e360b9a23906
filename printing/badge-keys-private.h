/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "badge-source-private.h"
#include "badge-template-private.h"

G_BEGIN_DECLS

/* The keys of a template, as tables: which group has which, and what its value looks like. Each
 * function fails with FOYER_PRINTING_ERROR_TEMPLATE at the first key that is wrong. */

/* The group [badge]. */
gboolean foyer_badge_keys_read_page    (const FoyerBadgeSource *source, FoyerBadgeTemplate *page,
                                        GError **error);
/* The group [sheet]. */
gboolean foyer_badge_keys_read_grid    (const FoyerBadgeSource *source, FoyerBadgeGrid *grid,
                                        GError **error);
/* The kind of which @group is, and its name; -1 if it is of none. */
int      foyer_badge_keys_kind         (const char *group, const char **name);
/* Any other group. What @element has already is kept where the group says nothing of it. */
gboolean foyer_badge_keys_read_element (const FoyerBadgeSource *source, const char *group,
                                        FoyerBadgeElement *element, GError **error);

G_END_DECLS
