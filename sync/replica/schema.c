/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "schema.h"

/* Ids are text: they are read by people in every tool, and made in time order,
 * so that they enter an index at its end. rid is the row's number in this file
 * only. */
const char * const foyer_schema_steps[] = {
  /* What is kept for this machine alone. */
  "CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;"

  /* Registry. */
  "CREATE TABLE event (one INTEGER PRIMARY KEY CHECK (one = 1), json TEXT NOT NULL) STRICT;"
  "CREATE TABLE registration ("
  "  rid INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, person TEXT NOT NULL, status INTEGER NOT NULL,"
  "  registered_us INTEGER NOT NULL, payment_due INTEGER NOT NULL, ticket_serial INTEGER NOT NULL,"
  "  revision INTEGER NOT NULL, codes TEXT,"
  "  channel TEXT NOT NULL, reference TEXT, name TEXT NOT NULL, phone TEXT, email TEXT, company TEXT,"
  "  title TEXT, city TEXT, category TEXT, answers TEXT, note TEXT, source TEXT) STRICT;"
  "CREATE INDEX registration_person ON registration (person);"
  "CREATE INDEX registration_reference ON registration (channel, reference)"
  "  WHERE reference IS NOT NULL;"
  "CREATE TABLE foreign_code (code TEXT NOT NULL, rid INTEGER NOT NULL, PRIMARY KEY (code, rid))"
  "  STRICT, WITHOUT ROWID;"
  "CREATE TABLE link_key (key TEXT NOT NULL, rid INTEGER NOT NULL, PRIMARY KEY (key, rid))"
  "  STRICT, WITHOUT ROWID;"
  "CREATE TABLE lookup_key (key TEXT NOT NULL, rid INTEGER NOT NULL, PRIMARY KEY (key, rid))"
  "  STRICT, WITHOUT ROWID;"
  "CREATE TABLE key (id TEXT PRIMARY KEY, tag BLOB NOT NULL, public_key TEXT NOT NULL, name TEXT,"
  "  revoked INTEGER NOT NULL) STRICT, WITHOUT ROWID;"
  "CREATE INDEX key_tag ON key (tag);"

  /* Journal. answer: 0 none yet; only this kiosk's own entries wait for one. */
  "CREATE TABLE entry ("
  "  row INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, kind INTEGER NOT NULL, kiosk TEXT NOT NULL,"
  "  number INTEGER NOT NULL, wall_us INTEGER NOT NULL, boot TEXT, uptime_us INTEGER NOT NULL,"
  "  staff TEXT, list TEXT, registration TEXT, person TEXT, verdict INTEGER NOT NULL,"
  "  flags INTEGER NOT NULL, method INTEGER NOT NULL, badge INTEGER NOT NULL, target TEXT, body TEXT,"
  "  own INTEGER NOT NULL, answer INTEGER NOT NULL, reason TEXT) STRICT;"
  "CREATE INDEX entry_registration ON entry (registration) WHERE registration IS NOT NULL;"
  "CREATE INDEX entry_target ON entry (target) WHERE target IS NOT NULL;"
  "CREATE INDEX entry_own ON entry (number) WHERE own = 1;"
  "CREATE INDEX entry_unsent ON entry (number) WHERE own = 1 AND answer = 0;"
  "CREATE INDEX entry_refused ON entry (number) WHERE own = 1 AND answer = 2;"
  "CREATE INDEX entry_badge ON entry (row) WHERE own = 1 AND badge = 1;"

  /* Folded from the journal; foyer_journal_verify() makes them again. */
  "CREATE TABLE presence ("
  "  person TEXT NOT NULL, list TEXT NOT NULL, state INTEGER NOT NULL, first_us INTEGER NOT NULL,"
  "  since_us INTEGER NOT NULL, last_admit TEXT NOT NULL, kiosk TEXT NOT NULL,"
  "  admissions INTEGER NOT NULL, conflicts INTEGER NOT NULL, overridden INTEGER NOT NULL,"
  "  PRIMARY KEY (person, list))"
  "  STRICT, WITHOUT ROWID;"
  "CREATE INDEX presence_list ON presence (list, state);"
  "CREATE TABLE clock (kiosk TEXT NOT NULL, boot TEXT NOT NULL, number INTEGER NOT NULL,"
  "  offset_us INTEGER NOT NULL, PRIMARY KEY (kiosk, boot)) STRICT, WITHOUT ROWID;"
  "CREATE TABLE badge (registration TEXT PRIMARY KEY, number INTEGER NOT NULL) STRICT, WITHOUT ROWID;"

  /* The hub's feed: the last number of each thing. */
  "CREATE TABLE feed (seq INTEGER PRIMARY KEY AUTOINCREMENT, kind INTEGER NOT NULL, ref TEXT NOT NULL,"
  "  UNIQUE (kind, ref)) STRICT;",

  /* 2: parties, when a status was given, and what is gone. base: the hub's own
   * row, as JSON, of a registration that entries lie over. */
  "ALTER TABLE registration ADD COLUMN party INTEGER NOT NULL DEFAULT 1;"
  "ALTER TABLE registration ADD COLUMN status_us INTEGER NOT NULL DEFAULT 0;"
  "ALTER TABLE registration ADD COLUMN status_before INTEGER NOT NULL DEFAULT 1;"
  "CREATE TABLE base (id TEXT PRIMARY KEY, json TEXT NOT NULL) STRICT, WITHOUT ROWID;"
  "CREATE TABLE tombstone (id TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;"
  "CREATE INDEX entry_rare ON entry (kind) WHERE kind NOT IN (2, 3, 4);",

  /* 3: digests. Hub: of each thing, of everything at each number, and where
   * its earlier lives ended. Kiosk, fed: what came by the feed. */
  "ALTER TABLE feed ADD COLUMN digest BLOB;"
  "CREATE TABLE feed_mark (seq INTEGER PRIMARY KEY, digest BLOB NOT NULL) STRICT;"
  "CREATE TABLE life (epoch TEXT PRIMARY KEY, head INTEGER NOT NULL) STRICT, WITHOUT ROWID;"
  "CREATE TABLE fed (kind INTEGER NOT NULL, ref TEXT NOT NULL, seq INTEGER NOT NULL,"
  "  digest BLOB NOT NULL, life INTEGER NOT NULL, offer INTEGER NOT NULL, PRIMARY KEY (kind, ref))"
  "  STRICT, WITHOUT ROWID;"
  "CREATE INDEX fed_offer ON fed (offer) WHERE offer > 0;"
  "ALTER TABLE key ADD COLUMN revocation TEXT;",

  /* 4: what an organizer's machine keeps about imports: which rows each one made
   * or changed, before as JSON where it changed them; which two registrations
   * someone called one person's or two's, moved being the people that the
   * registrations had before; and what is known of a channel. */
  "CREATE TABLE import (id TEXT PRIMARY KEY, at_us INTEGER NOT NULL, channel TEXT NOT NULL,"
  "  file TEXT, json TEXT NOT NULL) STRICT, WITHOUT ROWID;"
  "CREATE TABLE import_row (import TEXT NOT NULL, registration TEXT NOT NULL,"
  "  revision INTEGER NOT NULL, before TEXT, PRIMARY KEY (import, registration))"
  "  STRICT, WITHOUT ROWID;"
  "CREATE INDEX import_row_registration ON import_row (registration);"
  "CREATE TABLE decision (a TEXT NOT NULL, b TEXT NOT NULL, same INTEGER NOT NULL,"
  "  at_us INTEGER NOT NULL, moved TEXT, PRIMARY KEY (a, b)) STRICT, WITHOUT ROWID;"
  "CREATE INDEX decision_b ON decision (b);"
  "CREATE TABLE channel (name TEXT PRIMARY KEY, json TEXT NOT NULL) STRICT, WITHOUT ROWID;",
};

const int foyer_schema_n_steps = G_N_ELEMENTS (foyer_schema_steps);

const char * const foyer_schema_derived =
  "CREATE TABLE foreign_code (code TEXT NOT NULL, rid INTEGER NOT NULL, PRIMARY KEY (code, rid))"
  "  STRICT, WITHOUT ROWID;"
  "CREATE TABLE link_key (key TEXT NOT NULL, rid INTEGER NOT NULL, PRIMARY KEY (key, rid))"
  "  STRICT, WITHOUT ROWID;"
  /* Lookups. rids: see postings.h; people: see lookup-people.h. */
  "CREATE TABLE lookup_key (key TEXT NOT NULL, chunk INTEGER NOT NULL, rids BLOB NOT NULL,"
  "  PRIMARY KEY (key, chunk)) STRICT, WITHOUT ROWID;"
  "CREATE TABLE lookup_arrived (list TEXT NOT NULL, chunk INTEGER NOT NULL, rids BLOB NOT NULL,"
  "  PRIMARY KEY (list, chunk)) STRICT, WITHOUT ROWID;"
  "CREATE TABLE lookup_person (chunk INTEGER PRIMARY KEY, version INTEGER NOT NULL,"
  "  people BLOB NOT NULL) STRICT;"
  "CREATE TABLE lookup_state (one INTEGER PRIMARY KEY CHECK (one = 1), keyed_to INTEGER NOT NULL,"
  "  version INTEGER NOT NULL) STRICT;"
  "INSERT INTO lookup_state (one, keyed_to, version) VALUES (1, 0, 0);"
  "CREATE TABLE presence ("
  "  person TEXT NOT NULL, list TEXT NOT NULL, state INTEGER NOT NULL, first_us INTEGER NOT NULL,"
  "  since_us INTEGER NOT NULL, last_admit TEXT NOT NULL, kiosk TEXT NOT NULL,"
  "  admissions INTEGER NOT NULL, conflicts INTEGER NOT NULL, overridden INTEGER NOT NULL,"
  "  came INTEGER NOT NULL, here INTEGER NOT NULL, PRIMARY KEY (person, list))"
  "  STRICT, WITHOUT ROWID;"
  "CREATE INDEX presence_list ON presence (list, state, here);"
  "CREATE TABLE clock (kiosk TEXT NOT NULL, boot TEXT NOT NULL, number INTEGER NOT NULL,"
  "  offset_us INTEGER NOT NULL, PRIMARY KEY (kiosk, boot)) STRICT, WITHOUT ROWID;"
  "CREATE TABLE badge (person TEXT PRIMARY KEY, number INTEGER NOT NULL) STRICT, WITHOUT ROWID;";

const char * const foyer_schema_derived_tables[] = {
  "foreign_code", "link_key", "lookup_key", "lookup_arrived", "lookup_person", "lookup_state",
  "presence", "clock", "badge", NULL
};
