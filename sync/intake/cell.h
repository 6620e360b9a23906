/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "registration.h"

G_BEGIN_DECLS

/*
 * What the text of one cell means. Pure, any thread.
 */

/**
 * foyer_cell_line:
 *
 * Returns: (transfer full) (nullable): the text on one line, without control characters and bidi
 * overrides; NULL where someone wrote that there is nothing ("", "-", "无", "N/A")
 */
char       *foyer_cell_line     (const char *cell) G_GNUC_WARN_UNUSED_RESULT;

/** "speaker", "volunteer" or "sponsor" where a ticket's name says so, else "attendee". */
const char *foyer_cell_category (const char *cell);

/** FALSE when the text says no status that we know. */
gboolean    foyer_cell_status   (const char *cell, FoyerStatus *status);

/**
 * foyer_cell_time:
 * @zone: for a time that names none
 * @at_us: (out): µs since the epoch, UTC
 *
 * Year first: 2026-11-02 09:30, 2026/11/2 9:30:15, 2026年11月2日 上午9时30分, ISO 8601. Others are
 * refused rather than guessed: 03/04 is March to one and April to another.
 */
gboolean    foyer_cell_time     (const char *cell, GTimeZone *zone, gint64 *at_us);

/** Whether it can be dialled: eleven digits, a land line with its area code, or abroad with "+". */
gboolean    foyer_cell_is_phone (const char *cell);

gboolean    foyer_cell_is_email (const char *cell);

G_END_DECLS
