/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "name-order.h"

#include <unicode/ucol.h>
#include <unicode/ustring.h>

#define MAX_CHARS 100

struct _FoyerNameOrder {
  UCollator *collator;   /* (nullable): where ICU has no data, names come by their bytes */
};

FoyerNameOrder *
foyer_name_order_new (void)
{
  FoyerNameOrder *self = g_new0 (FoyerNameOrder, 1);
  UErrorCode status = U_ZERO_ERROR;

  self->collator = ucol_open ("zh@collation=pinyin", &status);
  return self;
}

void
foyer_name_order_free (FoyerNameOrder *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->collator, ucol_close);
  g_free (self);
}

char *
foyer_name_order_key (FoyerNameOrder *self, const char *name)
{
  UErrorCode status = U_ZERO_ERROR;
  UChar wide[2 * MAX_CHARS];
  g_autofree char *head = g_utf8_substring (name, 0, MIN (g_utf8_strlen (name, -1), MAX_CHARS));
  int32_t length = 0;
  int32_t size;
  char *key;

  u_strFromUTF8 (wide, G_N_ELEMENTS (wide), &length, head, -1, &status);
  if (self->collator == NULL || U_FAILURE (status))
    return g_steal_pointer (&head);
  size = ucol_getSortKey (self->collator, wide, length, NULL, 0);
  key = g_malloc0 ((gsize) size + 1);
  ucol_getSortKey (self->collator, wide, length, (uint8_t *) key, size);
  return key;
}
