/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "connector.h"
#include "json.h"

G_BEGIN_DECLS

/**
 * FoyerOrganizer:
 *
 * What an organizer asks of a hub, one function a request. Each blocks and
 * returns the hub's answer as it is (PROTOCOL.md), or NULL with a
 * #FoyerConnectorError. One thread at a time.
 */
typedef struct _FoyerOrganizer FoyerOrganizer;

/**
 * foyer_organizer_new:
 * @address: as in foyer_http_client_new()
 * @pin: (nullable): as there
 * @token: the content of the hub's `organizer-token`
 */
FoyerOrganizer *foyer_organizer_new  (const char *address, const char *pin, const char *token,
                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;
void            foyer_organizer_free (FoyerOrganizer *self);

/** Makes the event, or brings it up to date. Safe to repeat. */
json_t *foyer_organizer_put_event     (FoyerOrganizer *self, const json_t *event, GError **error);
json_t *foyer_organizer_events        (FoyerOrganizer *self, GError **error);

/** @drafts: array of registrations without id and person. The same again changes nothing. */
json_t *foyer_organizer_import        (FoyerOrganizer *self, const char *event, const char *channel,
                                       json_t *drafts, GError **error);

/**
 * foyer_organizer_stage:
 * @import: chosen by the caller, for a file that is sent in pieces
 * @from: how many of its rows came before
 * @rows: the row in the file of each draft
 *
 * Nothing counts before foyer_organizer_finish(), so that an import happens as
 * a whole or not at all; foyer_organizer_drop() makes the hub forget it.
 */
json_t *foyer_organizer_stage         (FoyerOrganizer *self, const char *event, const char *import,
                                       const char *channel, guint from, json_t *drafts, json_t *rows,
                                       GError **error);
/**
 * FoyerRowsToSend:
 * @drafts: (element-type FoyerRegistration)
 * @rows: (element-type gint64): the row in the file of each draft
 * @progress: (nullable): after each request; FALSE with an error ends it
 */
typedef struct {
  GPtrArray *drafts;
  GArray    *rows;
  gboolean (*progress) (guint done, guint total, GError **error);
} FoyerRowsToSend;

/** All of a file's rows by foyer_organizer_stage(), so many in a request as a hub takes well. */
gboolean foyer_organizer_stage_rows   (FoyerOrganizer *self, const char *event, const char *import,
                                       const char *channel, const FoyerRowsToSend *send, GError **error);

/** @how: {channel, file, fields, renumbered, dry}. See foyer_organize_import() for what comes back. */
json_t *foyer_organizer_finish        (FoyerOrganizer *self, const char *event, const char *import,
                                       const json_t *how, GError **error);
json_t *foyer_organizer_drop          (FoyerOrganizer *self, const char *event, const char *import,
                                       GError **error);

/** Asks for something about people and imports: see foyer_organize(). */
json_t *foyer_organizer_organize      (FoyerOrganizer *self, const char *event, const char *what,
                                       const json_t *ask, GError **error);

/** {registrations: […]}: all of them, oldest first. */
json_t *foyer_organizer_registrations (FoyerOrganizer *self, const char *event, GError **error);

/** {tickets: {registration id: code}}. Safe to repeat: the same codes again. */
json_t *foyer_organizer_tickets       (FoyerOrganizer *self, const char *event, GError **error);
json_t *foyer_organizer_staff_codes   (FoyerOrganizer *self, const char *event, GError **error);

/** {add: {id, name, pin_hash}} or {remove: id}. {staff}: how many there are now. */
json_t *foyer_organizer_change_staff  (FoyerOrganizer *self, const char *event, const json_t *change,
                                       GError **error);

/** @ids: array of registrations. {decided, promoted: […]}: who moved up from the waiting list. */
json_t *foyer_organizer_decide        (FoyerOrganizer *self, const char *event, json_t *ids,
                                       FoyerStatus status, GError **error);

/**
 * foyer_organizer_do:
 * @deed: {kind, about, field?, text?, amount?}: amend, note, pay, reissue and
 * erase (a person) about registrations, undo and resolve about entries, count
 * about a list; or {kind: notice, notice}, see notice.h
 *
 * What a volunteer at a desk would write down. {}
 */
json_t *foyer_organizer_do            (FoyerOrganizer *self, const char *event, const json_t *deed,
                                       GError **error);

/** {headcounts: […], registrations, people, lists: […]…} */
json_t *foyer_organizer_report        (FoyerOrganizer *self, const char *event, GError **error);

/** {entries: […]}: the journal, in the order in which the hub got it. */
json_t *foyer_organizer_entries       (FoyerOrganizer *self, const char *event, GError **error);

/** {uri, expires}: lets one kiosk enrol under @name, once. */
json_t *foyer_organizer_enrolment     (FoyerOrganizer *self, const char *event, const char *name,
                                       GError **error);

/** {kiosks: [{id, name, revoked, status}, …]} */
json_t *foyer_organizer_kiosks        (FoyerOrganizer *self, const char *event, GError **error);
json_t *foyer_organizer_name_kiosk    (FoyerOrganizer *self, const char *event, const char *kiosk,
                                       const char *name, GError **error);
/** Expels the kiosk for good; safe to repeat. */
json_t *foyer_organizer_revoke_kiosk  (FoyerOrganizer *self, const char *event, const char *kiosk,
                                       GError **error);

/** {parcels: [{id, kiosk, name, made, entries, opened}, …]} */
json_t *foyer_organizer_parcels       (FoyerOrganizer *self, const char *event, GError **error);
/** @parcel: as foyer_parcel_seal() made it. {id} */
json_t *foyer_organizer_send_parcel   (FoyerOrganizer *self, const char *event, const json_t *parcel,
                                       GError **error);
/** Keeps the parcel's entries: {accepted, duplicate, refused}. Safe to repeat. */
json_t *foyer_organizer_open_parcel   (FoyerOrganizer *self, const char *event, const char *id,
                                       GError **error);

/** @prepared: folder within the hub's own, made by foyer_restore_prepare(). {event, aside} */
json_t *foyer_organizer_restore       (FoyerOrganizer *self, const char *event, const char *prepared,
                                       GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerOrganizer, foyer_organizer_free)

G_END_DECLS
