/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "change.h"
#include "json.h"

G_BEGIN_DECLS

/*
 * What hub and kiosk send each other, as JSON; PROTOCOL.md is its description.
 * Both sides use these functions. Reading checks everything that it takes;
 * errors are #FoyerJsonError. Any thread.
 */

#define FOYER_WIRE_MAX_ENTRIES 500
#define FOYER_WIRE_PAGE        1000
#define FOYER_WIRE_MAX_WAIT_S  25

json_t    *foyer_wire_page_to_json      (const FoyerPage *page) G_GNUC_WARN_UNUSED_RESULT;

/** Changes of a kind that this program does not know are left out. */
FoyerPage *foyer_wire_page_from_json    (const json_t *json, GError **error)
  G_GNUC_WARN_UNUSED_RESULT;

/** (element-type FoyerChange): what a kiosk offers to a hub that lost it; at most FOYER_WIRE_MAX_ENTRIES. */
json_t    *foyer_wire_offers_to_json    (GPtrArray *changes) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *foyer_wire_offers_from_json  (const json_t *json, GError **error)
  G_GNUC_WARN_UNUSED_RESULT;

/** @entries: (element-type FoyerEntry) */
json_t    *foyer_wire_entries_to_json   (GPtrArray *entries) G_GNUC_WARN_UNUSED_RESULT;

/** @answers: (element-type FoyerAnswer): in the order of the entries they answer */
json_t    *foyer_wire_answers_to_json   (GPtrArray *answers, const char *epoch)
  G_GNUC_WARN_UNUSED_RESULT;

/**
 * foyer_wire_answers_from_json:
 * @entries: (element-type FoyerEntry): what was sent; there must be an answer for each, in order
 * @epoch: (out)
 */
GPtrArray *foyer_wire_answers_from_json (const json_t *json, GPtrArray *entries, char **epoch,
                                         GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
