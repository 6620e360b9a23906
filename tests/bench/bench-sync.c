/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine.h"
#include "hub-fixture.h"
#include "id.h"
#include "wire.h"

#include <string.h>

/* Hub and kiosks in one process over loopback: first pull, an outbox of
 * check-ins made offline, and what the hub takes from several kiosks. */

#define N_REGISTRATIONS 20000
#define N_OFFLINE       10000
#define N_PUSHERS       8
#define N_BATCHES       20

static double
seconds_since (gint64 since_us)
{
  return (g_get_monotonic_time () - since_us) / 1e6;
}

static void
bench_first_pull (HubFixture *f, Kiosk *kiosk)
{
  gint64 since_us = g_get_monotonic_time ();
  G_GNUC_UNUSED g_autoptr (json_t) summary = hub_fixture_import (f, 0, N_REGISTRATIONS);

  g_print ("import of %d registrations: %.2f s\n", N_REGISTRATIONS, seconds_since (since_us));
  since_us = g_get_monotonic_time ();
  kiosk_pull (kiosk);
  g_print ("first pull of %d registrations, a page a transaction: %.2f s\n", N_REGISTRATIONS,
           seconds_since (since_us));
}

static gboolean
is_done (FoyerEngine *engine)
{
  FoyerSyncFacts facts;

  foyer_engine_get_facts (engine, &facts);
  return facts.state == FOYER_SYNC_ONLINE && facts.unsent == 0;
}

static void
run_engine (Kiosk *kiosk, const char *what)
{
  FoyerEngine *engine = foyer_engine_new (kiosk->replica, g_steal_pointer (&kiosk->connector));
  gint64 since_us = g_get_monotonic_time ();

  foyer_engine_start (engine);
  while (!is_done (engine) || kiosk_count_unsent (kiosk) > 0) {
    g_main_context_iteration (NULL, FALSE);
    g_usleep (2000);
  }
  g_print ("%s: %.2f s\n", what, seconds_since (since_us));
  foyer_engine_stop (engine);
  for (int i = 0; i < 100; i++)
    g_main_context_iteration (NULL, FALSE);
  g_object_unref (engine);
}

/* Many kiosks. */

static GPtrArray *
new_batch (const char *kiosk, guint first)
{
  GPtrArray *entries = g_ptr_array_new_with_free_func ((GDestroyNotify) foyer_entry_free);

  for (guint i = 0; i < FOYER_WIRE_MAX_ENTRIES; i++) {
    FoyerEntry *entry = foyer_entry_new (FOYER_ENTRY_NOTE);

    entry->id = foyer_id_new (g_get_real_time ());
    entry->kiosk = g_strdup (kiosk);
    entry->number = first + i;
    entry->wall_us = g_get_real_time ();
    entry->boot = g_strdup (kiosk);
    entry->list = g_strdup ("morning");
    g_ptr_array_add (entries, entry);
  }
  return entries;
}

static gpointer
push_thread (gpointer data)
{
  Kiosk *kiosk = data;

  for (guint i = 0; i < N_BATCHES; i++) {
    g_autoptr (GPtrArray) entries = new_batch (kiosk->enrolment->kiosk, i * FOYER_WIRE_MAX_ENTRIES);
    g_autofree char *epoch = NULL;
    GError *error = NULL;
    G_GNUC_UNUSED g_autoptr (GPtrArray) answers =
      kiosk->connector->push (kiosk->connector, entries, &epoch, &error);

    g_assert_no_error (error);
  }
  return NULL;
}

static void
bench_pushers (HubFixture *f)
{
  Kiosk *kiosks[N_PUSHERS];
  GThread *threads[N_PUSHERS];
  gint64 since_us;
  double seconds;

  for (guint i = 0; i < N_PUSHERS; i++)
    kiosks[i] = kiosk_new (f);
  since_us = g_get_monotonic_time ();
  for (guint i = 0; i < N_PUSHERS; i++)
    threads[i] = g_thread_new ("push", push_thread, kiosks[i]);
  for (guint i = 0; i < N_PUSHERS; i++)
    g_thread_join (threads[i]);
  seconds = seconds_since (since_us);
  g_print ("hub taking entries from %d kiosks, clients in the same process: %.0f/s\n", N_PUSHERS,
           N_PUSHERS * N_BATCHES * FOYER_WIRE_MAX_ENTRIES / seconds);
  for (guint i = 0; i < N_PUSHERS; i++)
    kiosk_free (kiosks[i]);
}

int
main (int argc, char *argv[])
{
  HubFixture f = { NULL };
  Kiosk *kiosk, *other;

  hub_fixture_set_up (&f, NULL);
  kiosk = kiosk_new (&f);
  other = kiosk_new (&f);
  bench_first_pull (&f, kiosk);
  run_engine (other, "first pull by the engine, in slices");
  kiosk_record (kiosk, N_OFFLINE);
  run_engine (kiosk, "10000 entries made offline, pushed by the engine");
  bench_pushers (&f);
  kiosk_free (kiosk);
  kiosk_free (other);
  hub_fixture_tear_down (&f, NULL);
  return 0;
}
