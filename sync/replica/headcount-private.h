/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "event.h"
#include "headcount.h"
#include "store-private.h"

G_BEGIN_DECLS

/* One row a person: what they were before doors, how many came with them, and
 * how they stand on the list. ?1 is the list, NULL for all; ?2 its categories as
 * a JSON array, NULL for everyone; ?3 when doors open, 0 unknown. Someone who was
 * let in in the ordinary way stays expected whatever became of the registration. */
#define FOYER_STANDING_SQL "(status = 1) * 4 + (status = 0) * 3 + (status = 2) * 2 + (status = 3)"
#define FOYER_HEADCOUNT_SQL \
  "WITH seen AS (SELECT person, max (came) AS came, max (iif (state = 1, here, 0)) AS inside, " \
  "    sum (admissions) AS admissions, max (conflicts > 0) AS conflict, min (overridden) AS overridden " \
  "  FROM presence WHERE ?1 IS NULL OR list = ?1 GROUP BY person), " \
  "signup AS (SELECT person, channel, coalesce (category, 'attendee') AS category, party, status, " \
  "    CASE WHEN ?3 = 0 THEN status WHEN registered_us >= ?3 THEN 4 " \
  "         WHEN status_us >= ?3 THEN status_before ELSE status END AS before, " \
  "    row_number () OVER (PARTITION BY person ORDER BY channel = 'door', registered_us, id) AS first, " \
  "    row_number () OVER (PARTITION BY person ORDER BY " FOYER_STANDING_SQL " DESC, id) AS best " \
  "  FROM registration WHERE ?2 IS NULL OR coalesce (category, 'attendee') IN " \
  "    (SELECT value FROM json_each (?2))), " \
  "signed_up AS (SELECT person, max (before = 1 AND channel <> 'door') AS confirmed, " \
  "    min (channel = 'door') AS door, max (party) AS party, min (status IN (3, 4)) AS gone, " \
  "    max (iif (first = 1, channel, NULL)) AS channel, max (iif (best = 1, category, NULL)) AS category " \
  "  FROM signup GROUP BY person), " \
  "one AS (SELECT person, r.confirmed, r.door, r.party, r.gone, r.channel, r.category, " \
  "    coalesce (s.came, 0) AS came, coalesce (s.inside, 0) AS inside, s.admissions, s.conflict, " \
  "    s.overridden FROM signed_up r LEFT JOIN seen s USING (person) " \
  "  UNION ALL SELECT person, 0, 0, came, 0, '', '', came, inside, admissions, conflict, 1 FROM seen " \
  "  WHERE person NOT IN (SELECT person FROM signed_up)), " \
  "placed AS (SELECT *, (NOT door AND (confirmed OR (came > 0 AND NOT overridden))) * party AS expected, " \
  "    iif (door, came, 0) AS walked_in FROM one), " \
  "judged AS (SELECT *, iif (expected > 0, min (came, expected), 0) AS came_expected FROM placed) "

/** (nullable): the list's categories as a JSON array; NULL everyone. */
char  *foyer_headcount_categories (const FoyerList *list) G_GNUC_WARN_UNUSED_RESULT;

/** When doors open; of the event (@list NULL), when its first list does; 0 where one opens at any time. */
gint64 foyer_headcount_doors      (const FoyerEvent *event, const FoyerList *list);

G_END_DECLS
