/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "debounce.h"

#include <string.h>

gboolean
foyer_debounce_is_last (const FoyerDebounce *self, const char *text)
{
  return self->length == strlen (text) && self->length > 0 && self->hash == g_str_hash (text);
}

gboolean
foyer_debounce_take (FoyerDebounce *self, const char *text, gint64 now_us)
{
  gboolean same = foyer_debounce_is_last (self, text) &&
                  now_us - self->seen_us < FOYER_DEBOUNCE_US;

  self->hash = g_str_hash (text);
  self->length = strlen (text);
  self->seen_us = now_us;
  return !same;
}
