/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Hub and kiosks in one process over loopback: a first pull, an outbox of
 * check-ins made offline, and what the hub takes from several kiosks; each beside
 * bare SQLite with the same rows, and bare HTTP with the same bodies. */
#include "admission.h"
#include "bare-http.h"
#include "bench.h"
#include "bench-hub.h"
#include "engine.h"
#include "hub-fixture.h"
#include "id.h"
#include "registry.h"
#include "wire.h"

#include <sqlite3.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#define N_OFFLINE 10000
#define N_PUSHERS 8
#define N_BATCHES 20
#define A_FILE    5000   /* registrations an import */

/* curl and libmicrohttpd receive by this, so it sees both ways of the wire. */
static gint64 received;

ssize_t
recv (int fd, void *buffer, size_t size, int flags)
{
  ssize_t n = syscall (SYS_recvfrom, fd, buffer, size, flags, NULL, NULL);

  if (n > 0 && (flags & MSG_PEEK) == 0)
    __atomic_add_fetch (&received, n, __ATOMIC_RELAXED);
  return n;
}

static double
seconds_since (gint64 since_us)
{
  return (double) (g_get_monotonic_time () - since_us) / 1e6;
}

/* Beside the time, for a machine that others use too: both sides are in here. */
static double
cpu_seconds (void)
{
  struct timespec used;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &used);
  return (double) used.tv_sec + (double) used.tv_nsec / 1e9;
}

/* The same rows without anything of ours. */

static gboolean
insert (const FoyerRegistration *row, gpointer data)
{
  sqlite3_stmt *stmt = data;

  sqlite3_bind_text (stmt, 1, row->id, -1, SQLITE_TRANSIENT);
  sqlite3_bind_text (stmt, 2, row->person, -1, SQLITE_TRANSIENT);
  for (gsize i = 0; i < FOYER_N_TEXT_FIELDS; i++)
    sqlite3_bind_text (stmt, (int) i + 3, *foyer_registration_text (row, i), -1, SQLITE_TRANSIENT);
  if (sqlite3_step (stmt) != SQLITE_DONE)
    g_error ("the bare load failed");
  sqlite3_reset (stmt);
  return TRUE;
}

static gpointer
load_bare (FoyerStore *store, gpointer path, GError **error)
{
  sqlite3 *database;
  sqlite3_stmt *stmt;
  gboolean read;

  if (sqlite3_open (path, &database) != SQLITE_OK)
    g_error ("the bare database can't be made");
  sqlite3_exec (database, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE row "
                "(id TEXT PRIMARY KEY, person, a, b, c, d, e, f, g, h, i, j, k, l); BEGIN",
                NULL, NULL, NULL);
  sqlite3_prepare_v2 (database, "INSERT INTO row VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,?14)",
                      -1, &stmt, NULL);
  read = foyer_registry_foreach (store, insert, stmt, error);
  sqlite3_exec (database, "COMMIT", NULL, NULL, NULL);
  sqlite3_finalize (stmt);
  sqlite3_close (database);
  return GINT_TO_POINTER (read);
}

static double
time_bare_load (Kiosk *kiosk)
{
  g_autofree char *path = g_build_filename (kiosk->dir, "bare.db", NULL);
  g_autoptr (GError) error = NULL;
  gint64 since_us = g_get_monotonic_time ();

  foyer_replica_read (kiosk->replica, load_bare, path, &error);
  bench_check (error);
  return seconds_since (since_us);
}

/* The same pages over the same wire, from memory; read as JSON, and no more. */

static double
time_bare_pages (Kiosk *kiosk, guint n)
{
  FoyerPosition position = { 0, NULL, NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerPage) page = kiosk->connector->pull (kiosk->connector, &position, 0, &error);
  g_autoptr (json_t) body = page ? foyer_wire_page_to_json (page) : NULL;
  BareHttp *server = bare_http_start (body);
  g_autoptr (FoyerHttpClient) client = bare_http_client (server);
  gint64 since_us = g_get_monotonic_time ();
  double seconds;

  bench_check (error);
  for (guint i = 0; i < n; i += FOYER_WIRE_PAGE)
    bare_http_get (client);
  seconds = seconds_since (since_us);
  bare_http_stop (server);
  return seconds;
}

static void
bench_import (HubFixture *f, guint n)
{
  gint64 since_us = g_get_monotonic_time ();

  for (guint from = 0; from < n; from += A_FILE)
    json_decref (hub_fixture_import (f, from, from + A_FILE));
  bench_figure ("import at the hub", seconds_since (since_us), "s");
}

static void
bench_first_pull (Kiosk *kiosk, guint n)
{
  gint64 before = received;
  gint64 since_us = g_get_monotonic_time ();
  double seconds, wire;

  kiosk_pull (kiosk);
  seconds = seconds_since (since_us);
  wire = (double) (received - before) / n;
  bench_line ("first pull, a page a transaction", seconds, "s", "bare SQLite load",
              time_bare_load (kiosk));
  bench_figure ("… bare loopback HTTP, pages from memory, parsed", time_bare_pages (kiosk, n), "s");
  bench_figure ("on the wire for a registration", wire, "B");
}

/* Check-ins. */

typedef struct {
  GPtrArray *ids;
  guint      from;
} Crowd;

static gboolean
keep_id (const FoyerRegistration *row, gpointer data)
{
  Crowd *crowd = data;

  g_ptr_array_add (crowd->ids, g_strdup (row->id));
  return crowd->ids->len < N_OFFLINE;
}

static gpointer
read_ids (FoyerStore *store, gpointer crowd, GError **error)
{
  return GINT_TO_POINTER (foyer_registry_foreach (store, keep_id, crowd, error));
}

static gpointer
admit_some (FoyerStore *store, gpointer data, GError **error)
{
  Crowd *crowd = data;
  FoyerRequest request = { .list = "morning", .method = FOYER_METHOD_LOOKUP,
                           .now_us = g_get_real_time () };

  for (guint i = crowd->from; i < crowd->from + 500 && i < crowd->ids->len; i++) {
    FoyerAdmission *admission;

    request.registration = g_ptr_array_index (crowd->ids, i);
    admission = foyer_admission_decide (store, &request, error);
    if (admission == NULL)
      return NULL;
    foyer_admission_free (admission);
  }
  return crowd;
}

static void
admit_offline (Kiosk *kiosk)
{
  Crowd crowd = { g_ptr_array_new_with_free_func (g_free), 0 };
  g_autoptr (GError) error = NULL;

  foyer_replica_read (kiosk->replica, read_ids, &crowd, &error);
  bench_check (error);
  for (; crowd.from < crowd.ids->len; crowd.from += 500) {
    foyer_replica_write (kiosk->replica, FOYER_LANE_DOOR, admit_some, &crowd, &error);
    bench_check (error);
  }
  g_ptr_array_unref (crowd.ids);
}

/* So many batches, one after the other, to a server that keeps nothing. */
static double
time_bare_posts (const json_t *batch, guint n)
{
  g_autoptr (json_t) nothing = json_pack ("{s:s}", "epoch", "none");
  BareHttp *server = bare_http_start (nothing);
  g_autoptr (FoyerHttpClient) client = bare_http_client (server);
  gint64 since_us = g_get_monotonic_time ();
  double seconds;

  for (guint i = 0; i < n; i++)
    bare_http_post (client, batch);
  seconds = seconds_since (since_us);
  bare_http_stop (server);
  return seconds;
}

static void
bench_push (Kiosk *kiosk)
{
  g_autoptr (json_t) batch = NULL;
  gint64 unsent, before, since_us;

  admit_offline (kiosk);
  unsent = kiosk_count_unsent (kiosk);
  before = received;
  since_us = g_get_monotonic_time ();
  while (kiosk_count_unsent (kiosk) > 0) {
    g_autoptr (GPtrArray) entries = kiosk_unsent (kiosk, FOYER_WIRE_MAX_ENTRIES);
    g_autofree char *epoch = NULL;
    g_autoptr (GError) error = NULL;
    g_autoptr (GPtrArray) answers = kiosk->connector->push (kiosk->connector, entries, &epoch, &error);

    bench_check (error);
    if (batch == NULL)
      batch = foyer_wire_entries_to_json (entries);
    kiosk_answer (kiosk, answers, epoch);
  }
  bench_line ("10 000 check-ins made offline, pushed", seconds_since (since_us) * 1e4 / (double) unsent,
              "s", "goal", 1.0);
  bench_figure ("on the wire for a check-in", (double) (received - before) / (double) unsent, "B");
  bench_figure ("… bare loopback HTTP, bodies let go by",
                time_bare_posts (batch, N_OFFLINE / FOYER_WIRE_MAX_ENTRIES), "s");
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
  double cpu = cpu_seconds ();

  foyer_engine_start (engine);
  while (!is_done (engine) || kiosk_count_unsent (kiosk) > 0) {
    g_main_context_iteration (NULL, FALSE);
    g_usleep (2000);
  }
  bench_line (what, seconds_since (since_us), "s", "goal for 100 000", 4);
  bench_figure ("… processor time of hub and kiosk", cpu_seconds () - cpu, "s");
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

static gpointer
bare_push_thread (gpointer server)
{
  g_autoptr (GPtrArray) entries = new_batch (FIXTURE_EVENT, 0);
  g_autoptr (json_t) batch = foyer_wire_entries_to_json (entries);
  g_autoptr (FoyerHttpClient) client = bare_http_client (server);

  for (guint i = 0; i < N_BATCHES; i++)
    bare_http_post (client, batch);
  return NULL;
}

static double
bare_push_rate (void)
{
  g_autoptr (json_t) nothing = json_pack ("{s:s}", "epoch", "none");
  BareHttp *server = bare_http_start (nothing);
  GThread *threads[N_PUSHERS];
  gint64 since_us = g_get_monotonic_time ();
  double seconds;

  for (guint i = 0; i < N_PUSHERS; i++)
    threads[i] = g_thread_new ("push", bare_push_thread, server);
  for (guint i = 0; i < N_PUSHERS; i++)
    g_thread_join (threads[i]);
  seconds = seconds_since (since_us);
  bare_http_stop (server);
  return N_PUSHERS * N_BATCHES * FOYER_WIRE_MAX_ENTRIES / seconds;
}

static void
bench_pushers (HubFixture *f)
{
  Kiosk *kiosks[N_PUSHERS];
  GThread *threads[N_PUSHERS];
  gint64 since_us;
  double seconds, cpu;

  for (guint i = 0; i < N_PUSHERS; i++)
    kiosks[i] = kiosk_new (f);
  cpu = cpu_seconds ();
  since_us = g_get_monotonic_time ();
  for (guint i = 0; i < N_PUSHERS; i++)
    threads[i] = g_thread_new ("push", push_thread, kiosks[i]);
  for (guint i = 0; i < N_PUSHERS; i++)
    g_thread_join (threads[i]);
  seconds = seconds_since (since_us);
  bench_line ("hub taking entries of 8 kiosks, clients in here",
              N_PUSHERS * N_BATCHES * FOYER_WIRE_MAX_ENTRIES / seconds, "a second", "goal", 30000);
  bench_figure ("… processor time an entry, of hub and kiosks",
                (cpu_seconds () - cpu) * 1e6 / (N_PUSHERS * N_BATCHES * FOYER_WIRE_MAX_ENTRIES), "µs");
  bench_figure ("… bare loopback HTTP, bodies let go by", bare_push_rate (), "a second");
  for (guint i = 0; i < N_PUSHERS; i++)
    kiosk_free (kiosks[i]);
}

static void
run (guint n)
{
  HubFixture f = { NULL };
  Kiosk *kiosk, *other;

  bench_say ("%u registrations", n);
  hub_fixture_set_up (&f, NULL);
  kiosk = kiosk_new (&f);
  other = kiosk_new (&f);
  bench_import (&f, n);
  bench_first_pull (kiosk, n);
  run_engine (other, "first pull by the engine, in slices");
  bench_push (kiosk);
  bench_pushers (&f);
  kiosk_free (kiosk);
  kiosk_free (other);
  hub_fixture_tear_down (&f, NULL);
}

int
main (void)
{
  run (20000);
  run (100000);
  bench_say ("The hub under load");
  bench_hub_slow_disk ();
  bench_hub_readers ();
  bench_hub_waiting ();
  bench_hub_import ();
  return 0;
}
