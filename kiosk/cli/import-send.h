/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "intake.h"
#include "organizer.h"
#include "store.h"

G_BEGIN_DECLS

/**
 * FoyerImportSend:
 * @file: how people know the import again
 * @dry: say what would become of the rows, and change nothing
 *
 * What was read, on its way to where registrations are kept. While it is under
 * way, Control-C ends it without a trace.
 */
typedef struct {
  const FoyerIntake *intake;
  const char        *channel;
  const char        *file;
  gboolean           renumbered;
  gboolean           dry;
} FoyerImportSend;

/** What foyer_organize_import() answers, by the hub. */
json_t *foyer_import_send_to_hub   (const FoyerImportSend *self, FoyerOrganizer *organizer,
                                    const char *event, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** The same in a file; @store is owned. */
json_t *foyer_import_send_to_store (const FoyerImportSend *self, FoyerStore *store, GError **error)
  G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
