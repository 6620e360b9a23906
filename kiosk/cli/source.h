/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cli.h"
#include "organizer.h"
#include "store.h"

G_BEGIN_DECLS

/*
 * Where a command's data is: a hub or an event's file.
 */

/**
 * foyer_source_open_store:
 *
 * The file that --store names. To own it is to write it, which only one program
 * can; it is made where missing if @make. A file that is no store is DATA, and
 * untouched.
 */
FoyerStore     *foyer_source_open_store (const FoyerCli *cli, FoyerStoreMode mode, gboolean make,
                                         GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** The event in a store; never NULL without @error. */
FoyerEvent     *foyer_source_store_event (const FoyerCli *cli, FoyerStore *store, GError **error)
  G_GNUC_WARN_UNUSED_RESULT;

/** Speaks to the hub of --hub with the organizer's token. Asks nothing yet. */
FoyerOrganizer *foyer_source_open_hub   (const FoyerCli *cli, GError **error)
  G_GNUC_WARN_UNUSED_RESULT;

/** The hub's event of --event, or its only one; without staff PINs. */
FoyerEvent     *foyer_source_hub_event  (const FoyerCli *cli, FoyerOrganizer *organizer,
                                         GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** (transfer none): of @event, the list of --list, else the one that a door would serve now. */
const FoyerList *foyer_source_list      (const FoyerCli *cli, const FoyerEvent *event,
                                         GError **error);

/**
 * foyer_source_organize:
 *
 * What foyer_organize() answers, by the hub or in the file of --store.
 */
json_t         *foyer_source_organize   (const FoyerCli *cli, const char *what, const json_t *ask,
                                         GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** The same in a store that is open already; owned, where it writes. */
json_t         *foyer_source_organize_in (FoyerStore *store, const char *what, const json_t *ask,
                                          GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** All of standard input, or the content of a file. @limit: bytes; more is DATA. */
char           *foyer_source_read_input (gsize limit, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
