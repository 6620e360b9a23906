/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

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

/** One person anew, after something happened to them. */
void        foyer_desk_guest_async  (FoyerDoor *door, const char *registration,
                                     GAsyncReadyCallback callback, gpointer user_data);
FoyerGuest *foyer_desk_guest_finish (GAsyncResult *result, GError **error) G_GNUC_WARN_UNUSED_RESULT;

typedef enum {
  FOYER_DEED_AMEND,      /* about a registration; @field; @text: its new value */
  FOYER_DEED_PAY,        /* about a registration; @amount; @text: (nullable): a note */
  FOYER_DEED_NOTE,       /* about a registration; @text */
  FOYER_DEED_REISSUE,    /* about a registration; @text: the reason */
  FOYER_DEED_REPRINT,    /* about a registration; @text: the reason */
  FOYER_DEED_UNDO,       /* about an entry; @text: the reason */
  FOYER_DEED_RESOLVE,    /* about an entry; @text: the reason */
  FOYER_DEED_OPEN_LIST,  /* about a list; @text: the reason */
  FOYER_DEED_COUNT,      /* about a list; @amount: people in the room */
} FoyerDeedKind;

/** What a volunteer does besides letting someone in; see admission.h for each. */
typedef struct {
  FoyerDeedKind kind;
  const char   *about;
  const char   *field;
  const char   *text;
  gint64        amount;
} FoyerDeed;

/** Writes it down, by whoever is in session. The callback comes after the commit. */
void       foyer_desk_do_async      (FoyerDoor *door, const FoyerDeed *deed,
                                     GAsyncReadyCallback callback, gpointer user_data);

/** Takes the entry back; two undos are one. */
void       foyer_desk_undo_async    (FoyerDoor *door, const char *entry, const char *reason,
                                     GAsyncReadyCallback callback, gpointer user_data);
/** Wants another badge; earlier ones are void from then on. */
void       foyer_desk_reprint_async (FoyerDoor *door, const char *registration, const char *reason,
                                     GAsyncReadyCallback callback, gpointer user_data);
/** @list: (nullable): id; NULL: by the clock again */
void       foyer_desk_choose_list_async (FoyerDoor *door, const char *list,
                                         GAsyncReadyCallback callback, gpointer user_data);
/** Of the four above. */
gboolean   foyer_desk_write_finish  (GAsyncResult *result, GError **error);

G_END_DECLS
