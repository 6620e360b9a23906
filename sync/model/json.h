/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "entry.h"

#include <jansson.h>

G_BEGIN_DECLS

#define FOYER_JSON_ERROR (foyer_json_error_quark ())
GQuark foyer_json_error_quark (void);

/**
 * FoyerJsonError:
 * @FOYER_JSON_ERROR_MALFORMED: a member is missing, of the wrong type or out of range; refuse the
 * whole value. The message names the member and never its content.
 */
typedef enum {
  FOYER_JSON_ERROR_MALFORMED,
} FoyerJsonError;

/*
 * The plain values as JSON: on the wire, in files, and from `foyer --json`.
 * Members that are NULL, 0 or false are left out; unknown members are ignored,
 * so that an older program reads a newer one. Every *_from_json() checks all
 * it takes. Any thread.
 */

json_t            *foyer_registration_to_json   (const FoyerRegistration *self);
FoyerRegistration *foyer_registration_from_json (const json_t *json, GError **error);

json_t            *foyer_entry_to_json          (const FoyerEntry *self);
FoyerEntry        *foyer_entry_from_json        (const json_t *json, GError **error);

/** @with_secrets: whether staff PIN hashes are included (kiosks need them, reports do not). */
json_t            *foyer_event_to_json          (const FoyerEvent *self, gboolean with_secrets);
FoyerEvent        *foyer_event_from_json        (const json_t *json, GError **error);

/** "2026-11-21T08:45:00.000000Z" and back; FALSE for anything else. */
char              *foyer_time_to_string         (gint64 at_us) G_GNUC_WARN_UNUSED_RESULT;
gboolean           foyer_time_from_string       (const char *text, gint64 *at_us);

/** One line of JSON with the members in a fixed order. Free with g_free(). */
char              *foyer_json_line              (const json_t *json) G_GNUC_WARN_UNUSED_RESULT;

/** Parses @text strictly: UTF-8, no duplicate members, nothing after the end. */
json_t            *foyer_json_parse             (const char *text, gssize length, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (json_t, json_decref)

G_END_DECLS
