/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "change.h"
#include "store.h"

G_BEGIN_DECLS

/*
 * The registry: the event, its registrations and the keys it believes. What
 * the hub writes here goes out by its feed; a kiosk writes here only what the
 * feed brings. No function here touches the journal.
 */

gboolean           foyer_registry_put_event (FoyerStore *store, const FoyerEvent *event, GError **error);
/** (nullable): NULL without an @error when there is none yet. */
FoyerEvent        *foyer_registry_event     (FoyerStore *store, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * foyer_registry_put:
 * @registration: the hub's row
 * @changed: (out) (optional): whether the row was new or said something else
 *
 * Keeps the row under its id; what was done at doors lies over it (overlay.h).
 * Makes its keys and folds its person anew. At a hub, use
 * foyer_registry_change(), which gives the next revision.
 */
gboolean           foyer_registry_put       (FoyerStore *store, const FoyerRegistration *registration,
                                             gboolean *changed, GError **error);
/** As foyer_registry_put(), with the next revision, and only where something differs from the hub's
 * own row. Remembers when a status changed; ticket serials never go back. */
gboolean           foyer_registry_change    (FoyerStore *store, const FoyerRegistration *registration,
                                             gboolean *changed, GError **error);
/** A row of that id is gone, and stays so whatever entries name it, until it is put again. */
gboolean           foyer_registry_remove    (FoyerStore *store, const char *id, GError **error);
gboolean           foyer_registry_is_removed (FoyerStore *store, const char *id);

/** Hub: the organizer's decision; and whose registration it is. MISSING where there is no such row. */
gboolean           foyer_registry_set_status (FoyerStore *store, const char *id, FoyerStatus status,
                                              GError **error);
gboolean           foyer_registry_link       (FoyerStore *store, const char *id, const char *person,
                                              GError **error);
/** (nullable): the person of @row by the rule of foyer_link_same_person(): the earliest known. */
char              *foyer_registry_linked_person (FoyerStore *store, const FoyerRegistration *row,
                                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** Makes the row as the door sees it anew, from the hub's and the entries over it. */
gboolean           foyer_registry_refresh   (FoyerStore *store, const char *id, GError **error);

/** (nullable): as the door sees it; NULL without an @error when there is none. */
FoyerRegistration *foyer_registry_get       (FoyerStore *store, const char *id, GError **error)
  G_GNUC_WARN_UNUSED_RESULT;
/** What is still to be paid: what is due less what was paid at doors; never negative. */
gint64             foyer_registry_still_due (FoyerStore *store, const FoyerRegistration *registration);
/** (element-type FoyerRegistration): those of one person, oldest first; empty for nobody. */
GPtrArray         *foyer_registry_of_person (FoyerStore *store, const char *person, GError **error)
  G_GNUC_WARN_UNUSED_RESULT;
/** (element-type FoyerRegistration): those that hold this very code of another service. */
GPtrArray         *foyer_registry_by_code   (FoyerStore *store, const char *code, GError **error)
  G_GNUC_WARN_UNUSED_RESULT;

/** Calls @func for each registration, oldest first, until it returns FALSE. */
typedef gboolean (*FoyerRegistrationFunc)   (const FoyerRegistration *registration, gpointer user_data);
gboolean           foyer_registry_foreach   (FoyerStore *store, FoyerRegistrationFunc func,
                                             gpointer user_data, GError **error);

/** Makes the keys of every registration anew, into empty key tables. */
gboolean           foyer_registry_make_all_keys (FoyerStore *store, GError **error);

/** (element-type FoyerKey): all of them, oldest first. */
GPtrArray         *foyer_registry_keys      (FoyerStore *store, GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean           foyer_registry_put_key   (FoyerStore *store, const FoyerKey *key, GError **error);
/** (nullable): the key of that UUID. */
FoyerKey          *foyer_registry_key       (FoyerStore *store, const char *id, GError **error)
  G_GNUC_WARN_UNUSED_RESULT;
/** (nullable): the key whose foyer_code_key_id() that is. */
FoyerKey          *foyer_registry_key_by_tag (FoyerStore *store, const guint8 tag[4], GError **error)
  G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
