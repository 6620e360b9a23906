/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * FoyerFoundPrinter:
 * @name: what people called it: "Desk left"
 * @model: (nullable): what its maker calls it
 * @uri: for foyer_printer_new_for_uri(), with its key behind it where it has one: who writes it
 *   down trusts the printer that was there at that moment, and no other later
 */
typedef struct {
  char *name;
  char *model;
  char *uri;
} FoyerFoundPrinter;

void foyer_found_printer_free (FoyerFoundPrinter *found);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerFoundPrinter, foyer_found_printer_free)

/**
 * foyer_printer_find_all:
 * @ms: how long to listen; two seconds find what is there
 *
 * The printers that say on the network that they are there (DNS-SD), and the queues of this
 * machine's CUPS. Blocks, for @ms and a moment for each printer's key. Safe to repeat.
 *
 * Returns: (transfer full) (element-type FoyerFoundPrinter): in the order of their names;
 *   UNREACHABLE if nobody on this machine listens to the network (avahi-daemon)
 */
GPtrArray *foyer_printer_find_all (guint ms, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
