/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store.h"

#include <jansson.h>

G_BEGIN_DECLS

/**
 * foyer_report_make:
 * @now_us: until when notices have to hold to be told
 *
 * (transfer full): all that an organizer counts, as JSON, the same from a hub
 * and from a file; PROTOCOL.md has its members. Every table sums to the same
 * headcounts. No personal data but the ids of conflicts, and
 * whatever notices say. Read only; one reading
 * transaction is one moment.
 */
json_t *foyer_report_make (FoyerStore *store, gint64 now_us, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** Width of a bucket of arrivals in a report. */
#define FOYER_REPORT_BUCKET_US (10 * G_TIME_SPAN_MINUTE)

G_END_DECLS
