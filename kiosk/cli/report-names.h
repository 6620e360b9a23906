/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "event.h"

#include <jansson.h>

G_BEGIN_DECLS

/* What people call what a report names by ids. */

/** The list's name in the user's language; the id itself where there is no such list. */
const char *foyer_report_list_name   (const FoyerEvent *event, const char *id);

/** (transfer full): "Chen, Lin", of a session's ids with commas between. */
char       *foyer_report_staff_names (const FoyerEvent *event, const char *ids) G_GNUC_WARN_UNUSED_RESULT;

/** As @report calls the kiosk; its id where it has no name. */
const char *foyer_report_kiosk_name  (const json_t *report, const char *id);

G_END_DECLS
