/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A kiosk that only writes and syncs: foyer-test-sync-kiosk STATE ENTRIES SEED
 *
 * Writes notes until its journal has so many, as fast as its dice say, while the
 * engine runs; may be killed at any moment and started again. "made N" follows
 * each commit, "same" comes whenever nothing is unsent, nothing is lost and the
 * digests are equal after all was made. */

#include "client.h"
#include "clock.h"
#include "engine.h"
#include "journal.h"
#include "replica.h"

#include <glib-unix.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>

typedef struct {
  FoyerReplica   *replica;
  FoyerEngine    *engine;
  FoyerEnrolment *enrolment;
  GMainLoop      *loop;
  GRand          *dice;
  guint           wanted;
  guint           made;
  gboolean        said_same;
} SyncKiosk;

static void
say (const char *text)
{
  puts (text);
  fflush (stdout);
}

static gboolean
count_own (const FoyerEntry *entry, gpointer data)
{
  SyncKiosk *self = data;

  self->made += entry->kind == FOYER_ENTRY_NOTE && g_str_equal (entry->kiosk, self->enrolment->kiosk);
  return TRUE;
}

static gpointer
prepare (FoyerStore *store, gpointer data, GError **error)
{
  SyncKiosk *self = data;

  return foyer_journal_set_kiosk (store, self->enrolment->kiosk, error) &&
         foyer_journal_foreach (store, count_own, self, error) ? data : NULL;
}

static gpointer
write_some (FoyerStore *store, gpointer data, GError **error)
{
  SyncKiosk *self = data;
  guint rolled = (guint) g_rand_int_range (self->dice, 1, 60);
  guint n = MIN (rolled, self->wanted - self->made);

  for (guint i = 0; i < n; i++) {
    g_autoptr (FoyerEntry) entry = foyer_entry_new (FOYER_ENTRY_NOTE);

    entry->body = g_strdup_printf ("{\"text\":\"%u\"}", self->made + i);
    if (!foyer_journal_record (store, entry, foyer_clock_now_us (), error))
      return NULL;
  }
  return GUINT_TO_POINTER (n);
}

static gboolean
on_write (gpointer data)
{
  SyncKiosk *self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *line = NULL;

  if (self->made >= self->wanted) {
    say ("made all");
    return G_SOURCE_REMOVE;
  }
  self->made +=
    GPOINTER_TO_UINT (foyer_replica_write (self->replica, FOYER_LANE_DOOR, write_some, self, &error));
  g_assert_no_error (error);
  line = g_strdup_printf ("made %u", self->made);
  say (line);
  g_timeout_add ((guint) g_rand_int_range (self->dice, 0, 60), on_write, self);
  return G_SOURCE_REMOVE;
}

static gboolean
on_look (gpointer data)
{
  SyncKiosk *self = data;
  FoyerSyncFacts facts;
  gboolean same;

  foyer_engine_get_facts (self->engine, &facts);
  same = self->made >= self->wanted && facts.state == FOYER_SYNC_ONLINE && facts.unsent == 0 &&
         facts.lost == 0 && facts.proof == FOYER_FEED_SAME;
  if (same && !self->said_same)
    say ("same");
  self->said_same = same;
  return G_SOURCE_CONTINUE;
}

static gboolean
on_term (gpointer data)
{
  g_main_loop_quit (((SyncKiosk *) data)->loop);
  return G_SOURCE_CONTINUE;
}

static void
start (SyncKiosk *self, const char *state)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;
  FoyerConnector *connector;

  self->enrolment = foyer_enrolment_load (state, &error);
  g_assert_no_error (error);
  path = foyer_enrolment_replica_path (self->enrolment, state);
  self->replica = foyer_replica_open (path, &error);
  g_assert_no_error (error);
  (void) foyer_replica_write (self->replica, FOYER_LANE_DOOR, prepare, self, &error);
  g_assert_no_error (error);
  connector = foyer_hub_connector_new (self->enrolment, &error);
  g_assert_no_error (error);
  self->engine = foyer_engine_new (self->replica, connector);
  foyer_engine_start (self->engine);
}

int
main (int argc, char *argv[])
{
  SyncKiosk self = { 0 };

  g_assert_cmpint (argc, ==, 4);
  g_assert_cmpint (sodium_init (), >=, 0);
  self.wanted = (guint) atoi (argv[2]);
  self.dice = g_rand_new_with_seed ((guint32) atoi (argv[3]));
  self.loop = g_main_loop_new (NULL, FALSE);
  start (&self, argv[1]);
  g_unix_signal_add (SIGTERM, on_term, &self);
  g_timeout_add (1, on_write, &self);
  g_timeout_add (50, on_look, &self);
  g_main_loop_run (self.loop);

  foyer_engine_stop (self.engine);
  g_object_unref (self.engine);
  foyer_replica_close (self.replica);
  g_object_unref (self.replica);
  foyer_enrolment_free (self.enrolment);
  g_main_loop_unref (self.loop);
  g_rand_free (self.dice);
  return 0;
}
