/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "event.h"
#include "store.h"

G_BEGIN_DECLS

/**
 * FoyerNameLine:
 * @row: the person's first confirmed registration that fits
 * @key: of foyer_name_order_key(): under which letter the line lies
 */
typedef struct {
  FoyerRegistration *row;
  char              *key;
} FoyerNameLine;

/** Whether a registration is wanted. */
typedef gboolean (*FoyerNameFilter) (const FoyerRegistration *row, gconstpointer user_data);

/**
 * foyer_name_list_collect:
 *
 * (transfer full) (element-type FoyerNameLine): everyone confirmed whom @filter
 * wants, one a person, as a Chinese name list has them: by pinyin, and 张 before
 * 章, each together. NULL on failure. Read only.
 */
GPtrArray *foyer_name_list_collect (FoyerStore *store, FoyerNameFilter filter, gconstpointer user_data,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
