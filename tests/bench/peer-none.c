/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "peer.h"

gboolean
bench_has_zxing (void)
{
  return FALSE;
}

GPtrArray *
bench_zxing_read (FoyerFrame *frame)
{
  return g_ptr_array_new_with_free_func (g_free);
}
