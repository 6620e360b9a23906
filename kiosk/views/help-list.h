/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "door.h"
#include "print-queue.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * FoyerHelpList:
 *
 * Who waits for help at this kiosk, whose badge somebody has to look for, and
 * whether the list is the right one. To touch someone is to take their case.
 *
 * FoyerHelpList::chosen: (const char *registration): (nullable): NULL for nobody known
 * FoyerHelpList::lists: another list is to be chosen
 * FoyerHelpList::changed
 */
#define FOYER_TYPE_HELP_LIST (foyer_help_list_get_type ())
G_DECLARE_FINAL_TYPE (FoyerHelpList, foyer_help_list, FOYER, HELP_LIST, GtkWidget)

/** Whose queue it is. @badges: (nullable): without a printer. Once. */
void  foyer_help_list_set_door (FoyerHelpList *self, FoyerDoor *door, FoyerPrintQueue *badges);
/** How many rows there are. */
guint foyer_help_list_count    (FoyerHelpList *self);

G_END_DECLS
