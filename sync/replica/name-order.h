/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** The order of a list of names on paper: Latin letters, then hanzi by pinyin. One thread at a time. */
typedef struct _FoyerNameOrder FoyerNameOrder;

FoyerNameOrder *foyer_name_order_new  (void) G_GNUC_WARN_UNUSED_RESULT;
void            foyer_name_order_free (FoyerNameOrder *self);

/** (transfer full): strcmp() of two of these says which name comes first. */
char           *foyer_name_order_key  (FoyerNameOrder *self, const char *name) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerNameOrder, foyer_name_order_free)

G_END_DECLS
