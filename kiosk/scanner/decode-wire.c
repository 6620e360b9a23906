/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decode-wire.h"

#include "decoder.h"

#include <math.h>
#include <string.h>

#define ANSWER_TYPE "a(sddd)"

/* What a code takes on the wire beside its text, generously. */
#define CODE_OVERHEAD 64

GBytes *
foyer_decode_wire_pack (GPtrArray *codes)
{
  GVariantBuilder builder;
  g_autoptr (GVariant) answer = NULL;
  gsize size = CODE_OVERHEAD;

  g_variant_builder_init (&builder, G_VARIANT_TYPE (ANSWER_TYPE));
  for (guint i = 0; i < codes->len; i++) {
    const FoyerFoundCode *code = codes->pdata[i];

    size += strlen (code->text) + CODE_OVERHEAD;
    if (size > FOYER_DECODE_WIRE_MAX)
      break;
    g_variant_builder_add (&builder, "(sddd)", code->text, code->x, code->y, code->size);
  }
  answer = g_variant_ref_sink (g_variant_builder_end (&builder));
  /* Never of no length: to a socket that would be the end. */
  if (g_variant_get_size (answer) == 0)
    return g_bytes_new_static ("", 1);
  return g_variant_get_data_as_bytes (answer);
}

static gboolean
is_nothing (GBytes *answer)
{
  gsize size;
  const char *bytes = g_bytes_get_data (answer, &size);

  return size == 1 && bytes[0] == '\0';
}

GPtrArray *
foyer_decode_wire_unpack (GBytes *answer)
{
  g_autoptr (GPtrArray) codes =
    g_ptr_array_new_with_free_func ((GDestroyNotify) foyer_found_code_free);
  g_autoptr (GVariant) list = NULL;
  GVariantIter iter;
  FoyerFoundCode found;

  if (is_nothing (answer))
    return g_steal_pointer (&codes);
  if (g_bytes_get_size (answer) == 0 || g_bytes_get_size (answer) > FOYER_DECODE_WIRE_MAX)
    return NULL;
  list = g_variant_ref_sink (g_variant_new_from_bytes (G_VARIANT_TYPE (ANSWER_TYPE), answer, FALSE));
  if (!g_variant_is_normal_form (list))
    return NULL;
  g_variant_iter_init (&iter, list);
  while (g_variant_iter_next (&iter, "(sddd)", &found.text, &found.x, &found.y, &found.size)) {
    g_ptr_array_add (codes, g_memdup2 (&found, sizeof found));
    if (!isfinite (found.x) || !isfinite (found.y) || !isfinite (found.size))
      return NULL;
  }
  return g_steal_pointer (&codes);
}
