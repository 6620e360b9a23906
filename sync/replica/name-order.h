/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * FoyerNameOrder:
 *
 * The order of a list of names on paper: by sound, syllable by syllable, a surname
 * as it is read as one (曾 under z). One thread at a time.
 */
typedef struct _FoyerNameOrder FoyerNameOrder;

FoyerNameOrder *foyer_name_order_new  (void) G_GNUC_WARN_UNUSED_RESULT;
void            foyer_name_order_free (FoyerNameOrder *self);

/** (transfer full): "wang xiao ming "; empty where a name has no letters. */
char           *foyer_name_order_key  (FoyerNameOrder *self, const char *name) G_GNUC_WARN_UNUSED_RESULT;
/** Which of two keys comes first, as strcmp() says it; those without letters come last. */
int             foyer_name_order_compare (const char *a, const char *b);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerNameOrder, foyer_name_order_free)

G_END_DECLS
