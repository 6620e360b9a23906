/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "door.h"
#include "lookup.h"

G_BEGIN_DECLS

/**
 * FoyerRemark:
 * @time: "08:52", in the event's zone
 * @idle: a correction without effect: the field said something else by then
 *
 * Something that a volunteer wrote down about a guest.
 */
typedef struct {
  char    *time;
  char    *text;
  gboolean idle;
} FoyerRemark;

/**
 * FoyerGuestFile:
 * @guest: as in a list
 * @remarks: (element-type FoyerRemark): newest first
 *
 * All that the desk knows about one guest.
 */
typedef struct {
  FoyerGuest *guest;
  GPtrArray  *remarks;
} FoyerGuestFile;

void            foyer_guest_file_free   (FoyerGuestFile *self);

/** Reads it anew. The callback comes on the main loop. */
void            foyer_guest_file_async  (FoyerDoor *door, const char *registration,
                                         GAsyncReadyCallback callback, gpointer user_data);
/** Fails with FOYER_STORE_ERROR_MISSING where there is no such registration. */
FoyerGuestFile *foyer_guest_file_finish (GAsyncResult *result, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerGuestFile, foyer_guest_file_free)

G_END_DECLS
