/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "deed.h"
#include "door.h"
#include "lookup.h"

G_BEGIN_DECLS

/*
 * What volunteers do besides letting someone in: finding people, taking back,
 * printing again, choosing the list. All answers come on the main loop, after
 * the commit where something is written. Errors are #FoyerStoreError.
 */

#define FOYER_DESK_ROWS 8

/** Finds people by what was typed; see foyer_lookup(), and foyer_lookup_may_ask() for what is
 * too little to find anyone. Cancel it when more is typed. */
void       foyer_desk_find_async    (FoyerDoor *door, const char *text, GCancellable *cancellable,
                                     GAsyncReadyCallback callback, gpointer user_data);
/** (element-type FoyerGuest): at most FOYER_DESK_ROWS. */
GPtrArray *foyer_desk_find_finish   (GAsyncResult *result, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** The newest admissions, as people; those whose registration has not arrived are left out. */
void       foyer_desk_recent_async  (FoyerDoor *door, GCancellable *cancellable,
                                     GAsyncReadyCallback callback, gpointer user_data);
/** (element-type FoyerGuest): newest first; "admit_entry" is the admission to take back. */
GPtrArray *foyer_desk_recent_finish (GAsyncResult *result, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** Writes it down, by whoever is in session. The callback comes after the commit. */
void       foyer_desk_do_async      (FoyerDoor *door, const FoyerDeed *deed,
                                     GAsyncReadyCallback callback, gpointer user_data);

/** @list: (nullable): id; NULL: by the clock again */
void       foyer_desk_choose_list_async (FoyerDoor *door, const char *list,
                                         GAsyncReadyCallback callback, gpointer user_data);
/**
 * Of the two above. Returns: (transfer full) (nullable): what the volunteer is
 * told when nothing was written down; NULL when it was
 */
char      *foyer_desk_write_finish  (GAsyncResult *result);

G_END_DECLS
