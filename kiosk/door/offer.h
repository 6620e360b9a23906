/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * FoyerOffer:
 * @id: what it is: a path, an address
 * @name: as people call it
 * @detail: (nullable): what tells it from others
 * @beside: (nullable): of a table, the event file that lies beside it
 *
 * Something that was found, to be chosen at the screen.
 */
typedef struct {
  char *id;
  char *name;
  char *detail;
  char *beside;
} FoyerOffer;

FoyerOffer *foyer_offer_new  (const char *id, const char *name, const char *detail) G_GNUC_WARN_UNUSED_RESULT;
void        foyer_offer_free (FoyerOffer *self);

/**
 * foyer_offer_tables:
 * @folder: (nullable): where to look; NULL on the removable disks that are mounted
 *
 * Tables of registrations, two folders deep. Blocks; any thread.
 *
 * Returns: (transfer full) (element-type FoyerOffer): by name; empty where there is none
 */
GPtrArray  *foyer_offer_tables   (const char *folder) G_GNUC_WARN_UNUSED_RESULT;

/** The printers on the network and of this machine's CUPS, likewise; listens for two seconds. */
GPtrArray  *foyer_offer_printers (void) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerOffer, foyer_offer_free)

G_END_DECLS
