/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "door.h"

G_BEGIN_DECLS

/*
 * A guest whose phone is dead looks themselves up, where the event allows it.
 * Nobody can browse: it takes the whole number and the surname, finds one
 * person or none, and can be asked only so often.
 */

/**
 * FoyerSelfFound:
 * @registration: whom to admit
 * @name: with most of it hidden: others can see the screen
 */
typedef struct {
  char *registration;
  char *name;
} FoyerSelfFound;

void foyer_self_found_free (FoyerSelfFound *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerSelfFound, foyer_self_found_free)

/** Whether the event allows it; anew with each FoyerDoor::event-changed. */
gboolean        foyer_self_is_offered  (FoyerDoor *door);

/** Looks for the one guest with that number and surname; see foyer_lookup_self(). Main thread. */
void            foyer_self_find_async  (FoyerDoor *door, const char *phone, const char *surname,
                                        GAsyncReadyCallback callback, gpointer user_data);
/**
 * foyer_self_find_finish:
 *
 * Returns: (nullable): NULL without an @error when there is no such guest, or where the event
 * does not allow it; FOYER_DOOR_ERROR_WAIT when this screen was asked too often, else a #FoyerStoreError
 */
FoyerSelfFound *foyer_self_find_finish (GAsyncResult *result, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
