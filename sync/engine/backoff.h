/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define FOYER_BACKOFF_BASE_MS 500
#define FOYER_BACKOFF_CAP_MS  30000

/**
 * foyer_backoff_ms:
 * @failures: attempts that failed since the last success, at least 1
 * @roll: a number in [0, 1), from g_random_double() outside tests
 * @asked_ms: what the service asked for; 0 nothing
 *
 * How long to wait before trying again: full jitter, because a hall full of
 * kiosks that lost the same router must not all come back in the same second.
 * Never less than the service asked for; that too is spread, by a tenth.
 *
 * Returns: milliseconds, at most the cap or a tenth more than @asked_ms
 */
guint foyer_backoff_ms (guint failures, double roll, guint asked_ms);

G_END_DECLS
