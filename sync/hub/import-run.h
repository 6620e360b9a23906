/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hub-private.h"
#include "organize.h"

G_BEGIN_DECLS

/**
 * foyer_hub_import_run:
 * @dry: say what would become of it, in a copy
 *
 * Brings a file in while kiosks go on: it is matched beside them, and written in
 * slices of some milliseconds. One at a time for each event. What fails, or is
 * broken off by the hub's end, is taken back, then or at the next start. As
 * foyer_organize_import(); %FOYER_HUB_ANSWER while another one runs. From within
 * the event.
 */
json_t *foyer_hub_import_run (FoyerHub *hub, FoyerHubEvent *event, const FoyerImport *import, gboolean dry,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** Removes the copy that a hub which was killed has left. */
void    foyer_hub_import_clean_up (FoyerStateFolder *folder, const char *event);

G_END_DECLS
