/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "notice.h"
#include "store.h"

G_BEGIN_DECLS

/**
 * foyer_notices:
 *
 * (element-type FoyerNotice): what is to be shown at @now_us, by whomever and
 * wherever it was sent, newest first. A notice was sent when the hub's clock
 * says so, where the kiosk's is known to be wrong. Reads.
 */
GPtrArray *foyer_notices     (FoyerStore *store, gint64 now_us, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * foyer_notices_send:
 * @notice: its text, for whom, until when
 * @staff: (nullable): ids of the volunteers in session
 *
 * Writes the notice down, as an entry of this kiosk or hub, in the caller's
 * transaction: it is here at once, and everywhere with the next sync. To withdraw
 * it, undo the entry. INCOMPLETE where it says nothing or too much.
 */
gboolean   foyer_notices_send (FoyerStore *store, const FoyerNotice *notice, const char *staff,
                               gint64 now_us, GError **error);

G_END_DECLS
