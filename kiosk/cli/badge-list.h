/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "badge.h"
#include "name-list.h"
#include "registry.h"

G_BEGIN_DECLS

/* (transfer full) (element-type FoyerNameLine): who has a badge, as below */
GPtrArray *foyer_badge_list_lines   (FoyerStore *store, const char *category, GError **error)
  G_GNUC_WARN_UNUSED_RESULT;
/* (transfer full): the letter under which the badge lies */
char      *foyer_badge_list_initial (const FoyerNameLine *line) G_GNUC_WARN_UNUSED_RESULT;

/**
 * foyer_badge_list_collect:
 * @category: (nullable): only theirs
 * @secret_key: (nullable): the kiosk's, to sign the codes with; else they are those of the service
 *   where people signed up
 *
 * The badges of everyone confirmed, one a person, in the order of a Chinese name list: by pinyin.
 * Each knows the letter under which it lies.
 *
 * Returns: (transfer full) (element-type FoyerBadge): %NULL on failure
 */
GPtrArray *foyer_badge_list_collect (FoyerStore *store, const FoyerEvent *event,
                                     const char *category, const guint8 *secret_key,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
