/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "event.h"
#include "forecast.h"

#include <jansson.h>

G_BEGIN_DECLS

/**
 * foyer_watch_page_print:
 * @report: as foyer_report_make() makes it
 * @kiosks: (nullable): as the hub lists them
 *
 * What an organizer wants to know while doors are open, of the list that is open
 * at @now_us.
 */
void foyer_watch_page_print    (const FoyerEvent *event, const json_t *report, const json_t *kiosks,
                                gint64 now_us);

/** FALSE where the list has no arrivals to forecast from. */
gboolean foyer_watch_page_forecast (const FoyerList *list, const json_t *report, gint64 now_us,
                                    FoyerForecast *forecast);

G_END_DECLS
