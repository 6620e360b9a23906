/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "backoff.h"

guint
foyer_backoff_ms (guint failures, double roll, guint asked_ms)
{
  guint doublings = MIN (failures > 0 ? failures - 1 : 0, 20);
  guint64 ceiling = MIN ((guint64) FOYER_BACKOFF_BASE_MS << doublings, FOYER_BACKOFF_CAP_MS);
  guint wait_ms = (guint) (ceiling * roll);

  return MAX (wait_ms, asked_ms + (guint) (asked_ms / 10 * roll));
}
