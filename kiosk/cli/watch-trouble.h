/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "event.h"

#include <jansson.h>

G_BEGIN_DECLS

/**
 * foyer_watch_trouble_print:
 * @report: as foyer_report_make() makes it
 * @kiosks: (nullable): as the hub lists them
 *
 * What is said on all kiosks, what somebody has to see to, with what to do about
 * it, and how each kiosk is. Nothing where all is well and nobody listed kiosks.
 */
void foyer_watch_trouble_print (const FoyerEvent *event, const json_t *report, const json_t *kiosks,
                                gint64 now_us);

G_END_DECLS
