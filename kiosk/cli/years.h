/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <jansson.h>
#include <glib.h>

G_BEGIN_DECLS

/**
 * foyer_years_of:
 * @registration: as the hub lists it
 *
 * Years of experience that somebody gave when signing up: what comes first in
 * "10年以上", "3-5", "三年", 0 for a graduate (应届). -1 where nothing was said
 * that can be understood.
 */
gint64 foyer_years_of (const json_t *registration);

/** The same of a text. */
gint64 foyer_years_in (const char *text);

G_END_DECLS
