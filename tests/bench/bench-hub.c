/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bench-hub.h"

#include "bare-http.h"
#include "bench.h"
#include "hub-fixture.h"
#include "id.h"
#include "slow-vfs.h"
#include "wire.h"

#include <curl/curl.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#define N_PUSHERS   16
#define PUSH_S      4
#define OFFERED     12000   /* entries a second, of all pushers */
#define A_BATCH_EACH_US ((gint64) N_PUSHERS * FOYER_WIRE_MAX_ENTRIES * G_USEC_PER_SEC)
#define N_READERS   100
#define N_CHANGES   200
#define EVERY_MS    50
#define N_WAITING   500
#define N_IMPORTED  50000
#define THINGS      3      /* in the feed of that hub: its key, the event, one kiosk */

static double
seconds_since (gint64 since_us)
{
  return (double) (g_get_monotonic_time () - since_us) / 1e6;
}

static GPtrArray *
new_entries (const char *kiosk, guint n, gint64 *number)
{
  GPtrArray *entries = g_ptr_array_new_with_free_func ((GDestroyNotify) foyer_entry_free);

  for (guint i = 0; i < n; i++) {
    FoyerEntry *entry = foyer_entry_new (FOYER_ENTRY_NOTE);

    entry->id = foyer_id_new (g_get_real_time ());
    entry->kiosk = g_strdup (kiosk);
    entry->number = ++*number;
    entry->wall_us = g_get_monotonic_time ();
    entry->list = g_strdup ("morning");
    g_ptr_array_add (entries, entry);
  }
  return entries;
}

/* A slow disk, and who asks for something else meanwhile. */

typedef struct {
  Kiosk *kiosk;
  gint64 next_us;    /* when the next batch is due */
  gint64 every_us;   /* 0: as soon as the last one was answered */
  gint64 until_us;
  gint64 number;
} Pusher;

/* Kiosks are machines of their own: here they take what the hub leaves. */
static void
stand_back (void)
{
  setpriority (PRIO_PROCESS, (id_t) syscall (SYS_gettid), 19);
}

static gpointer
push_thread (gpointer data)
{
  Pusher *self = data;

  stand_back ();
  while (g_get_monotonic_time () < self->until_us) {
    g_autoptr (GPtrArray) entries =
      new_entries (self->kiosk->enrolment->kiosk, FOYER_WIRE_MAX_ENTRIES, &self->number);
    g_autofree char *epoch = NULL;
    g_autoptr (GError) error = NULL;
    G_GNUC_UNUSED g_autoptr (GPtrArray) answers =
      self->kiosk->connector->push (self->kiosk->connector, entries, &epoch, &error);

    bench_check (error);
    self->next_us += self->every_us;
    g_usleep ((gulong) MAX (self->next_us - g_get_monotonic_time (), 0));
  }
  return NULL;
}

static void
ask_the_hub (Kiosk *kiosk, GArray *took_ms)
{
  gint64 since_us = g_get_monotonic_time ();
  gint64 hub_us, round_trip_us;
  g_autoptr (GError) error = NULL;

  kiosk->connector->hub_time (kiosk->connector, &hub_us, &round_trip_us, &error);
  bench_check (error);
  bench_times_add (took_ms, since_us);
}

static void
ask_bare (FoyerHttpClient *client, GArray *took_ms)
{
  gint64 since_us = g_get_monotonic_time ();

  bare_http_get (client);
  bench_times_add (took_ms, since_us);
}

/* In turn the hub and a server that has nothing to do but answer: what both have
 * to wait for is the machine's. */
static void
ask_both (Kiosk *kiosk, gint64 until_us, GArray *hub_ms, GArray *bare_ms)
{
  g_autoptr (json_t) body = json_pack ("{s:s}", "now", "2026-11-28T00:00:00.000000Z");
  BareHttp *server = bare_http_start (body);
  g_autoptr (FoyerHttpClient) client = bare_http_client (server);

  while (g_get_monotonic_time () < until_us) {
    ask_the_hub (kiosk, hub_ms);
    g_usleep (3000);
    ask_bare (client, bare_ms);
    g_usleep (3000);
  }
  bare_http_stop (server);
}

/* The same number of entries into the same kind of table, without anything of
 * ours: a commit for each batch. */
static double
bare_rate (const char *dir)
{
  g_autofree char *path = g_build_filename (dir, "bare.db", NULL);
  gint64 number = 0, since_us;
  sqlite3 *database;
  sqlite3_stmt *stmt;

  if (sqlite3_open (path, &database) != SQLITE_OK)
    g_error ("the bare database can't be made");
  sqlite3_exec (database, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE row "
                "(id TEXT PRIMARY KEY, kiosk, number, wall, list)", NULL, NULL, NULL);
  sqlite3_prepare_v2 (database, "INSERT INTO row VALUES (?1,?2,?3,?4,'morning')", -1, &stmt, NULL);
  since_us = g_get_monotonic_time ();
  while (seconds_since (since_us) < 1) {
    g_autoptr (GPtrArray) entries = new_entries (FIXTURE_EVENT, FOYER_WIRE_MAX_ENTRIES, &number);

    sqlite3_exec (database, "BEGIN", NULL, NULL, NULL);
    for (guint i = 0; i < entries->len; i++) {
      const FoyerEntry *entry = g_ptr_array_index (entries, i);

      sqlite3_bind_text (stmt, 1, entry->id, -1, SQLITE_TRANSIENT);
      sqlite3_bind_text (stmt, 2, entry->kiosk, -1, SQLITE_TRANSIENT);
      sqlite3_bind_int64 (stmt, 3, entry->number);
      sqlite3_bind_int64 (stmt, 4, entry->wall_us);
      sqlite3_step (stmt);
      sqlite3_reset (stmt);
    }
    sqlite3_exec (database, "COMMIT", NULL, NULL, NULL);
  }
  sqlite3_finalize (stmt);
  sqlite3_close (database);
  return (double) number / seconds_since (since_us);
}

static void
remove_bare (const char *dir)
{
  g_autofree char *path = g_build_filename (dir, "bare.db", NULL);

  remove (path);
}

static void
push_with_delay (HubFixture *f, guint delay_ms, guint offered, const char *what, double goal)
{
  Pusher pushers[N_PUSHERS];
  GThread *threads[N_PUSHERS];
  g_autoptr (Kiosk) asker = kiosk_new (f);
  g_autoptr (GArray) took_ms = bench_times_new ();
  g_autoptr (GArray) bare_ms = bench_times_new ();
  gint64 since_us, sum = 0;

  for (guint i = 0; i < N_PUSHERS; i++)
    pushers[i] = (Pusher) { .kiosk = kiosk_new (f) };
  slow_vfs_set_delay_ms (delay_ms);
  since_us = g_get_monotonic_time ();
  for (guint i = 0; i < N_PUSHERS; i++) {
    pushers[i].until_us = since_us + PUSH_S * G_USEC_PER_SEC;
    pushers[i].every_us = offered ? A_BATCH_EACH_US / offered : 0;
    pushers[i].next_us = since_us + i * pushers[i].every_us / N_PUSHERS;
    threads[i] = g_thread_new ("push", push_thread, &pushers[i]);
  }
  ask_both (asker, since_us + PUSH_S * G_USEC_PER_SEC, took_ms, bare_ms);
  for (guint i = 0; i < N_PUSHERS; i++) {
    g_thread_join (threads[i]);
    sum += pushers[i].number;
  }
  bench_line (what, (double) sum / seconds_since (since_us), "a second", "goal", goal);
  slow_vfs_set_delay_ms (delay_ms);
  bench_figure ("… bare SQLite, one writer, a commit for each 500", bare_rate (f->dir), "a second");
  slow_vfs_set_delay_ms (0);
  remove_bare (f->dir);
  bench_lines ("… another request meanwhile", took_ms, "bare server in the same process", bare_ms);
  bench_line ("… another request meanwhile, p99", bench_times_at (took_ms, 99), "ms", "goal", 5);
  for (guint i = 0; i < N_PUSHERS; i++)
    kiosk_free (pushers[i].kiosk);
}

void
bench_hub_slow_disk (void)
{
  HubFixture f = { NULL };

  slow_vfs_set_delay_ms (0);
  hub_fixture_set_up (&f, NULL);
  push_with_delay (&f, 0, 0, "hub taking entries of 16 kiosks", 30000);
  push_with_delay (&f, 20, 0, "the same with 20 ms more for each fsync", 10000);
  push_with_delay (&f, 20, OFFERED, "… of 12 000 a second that come", 10000);
  hub_fixture_tear_down (&f, NULL);
}

/* A large file, and a door that goes on. */

typedef struct {
  HubFixture *fixture;
  double      seconds;
  int         over;     /* atomic */
} FileImport;

static gpointer
import_thread (gpointer data)
{
  FileImport *self = data;
  gint64 since_us = g_get_monotonic_time ();

  json_decref (hub_fixture_import (self->fixture, 0, N_IMPORTED));
  self->seconds = seconds_since (since_us);
  g_atomic_int_set (&self->over, TRUE);
  return NULL;
}

static void
push_one (Kiosk *kiosk, gint64 *number, GArray *took_ms)
{
  g_autoptr (GPtrArray) entries = new_entries (kiosk->enrolment->kiosk, 1, number);
  gint64 since_us = g_get_monotonic_time ();
  g_autofree char *epoch = NULL;
  g_autoptr (GError) error = NULL;
  G_GNUC_UNUSED g_autoptr (GPtrArray) answers =
    kiosk->connector->push (kiosk->connector, entries, &epoch, &error);

  bench_check (error);
  bench_times_add (took_ms, since_us);
}

void
bench_hub_import (void)
{
  HubFixture f = { NULL };
  FileImport import = { &f, 0, FALSE };
  g_autoptr (GArray) took_ms = bench_times_new ();
  gint64 number = 0;
  GThread *thread;
  Kiosk *kiosk;

  hub_fixture_set_up (&f, NULL);
  kiosk = kiosk_new (&f);
  thread = g_thread_new ("import", import_thread, &import);
  while (!g_atomic_int_get (&import.over)) {
    push_one (kiosk, &number, took_ms);
    g_usleep (10000);
  }
  g_thread_join (thread);
  bench_figure ("an import of 50 000 registrations", import.seconds, "s");
  bench_figure ("… a check-in meanwhile, p99", bench_times_at (took_ms, 99), "ms");
  bench_line ("… the slowest", bench_times_at (took_ms, 100), "ms", "the whole file as one write",
              1000 * import.seconds);
  kiosk_free (kiosk);
  hub_fixture_tear_down (&f, NULL);
}

/* Many who read while things happen. */

typedef struct {
  Kiosk  *kiosk;
  int    *over;      /* atomic */
  GArray *took_ms;
} Reader;

static void
take_page (Reader *self, const FoyerPage *page)
{
  for (guint i = 0; i < page->changes->len; i++) {
    const FoyerChange *change = g_ptr_array_index (page->changes, i);

    if (change->kind == FOYER_CHANGE_ENTRY)
      bench_times_add (self->took_ms, change->entry->wall_us);
  }
}

static gpointer
read_thread (gpointer data)
{
  Reader *self = data;
  FoyerPosition position = { 0, NULL, NULL };

  while (!g_atomic_int_get (self->over)) {
    g_autoptr (GError) error = NULL;
    g_autoptr (FoyerPage) page = self->kiosk->connector->pull (self->kiosk->connector, &position, 5, &error);

    bench_check (error);
    take_page (self, page);
    foyer_position_clear (&position);
    position = (FoyerPosition) { page->next, g_strdup (page->epoch), g_strdup (page->digest) };
  }
  foyer_position_clear (&position);
  return NULL;
}

static void
write_changes (Kiosk *kiosk)
{
  gint64 number = 0;

  for (guint i = 0; i < N_CHANGES; i++) {
    g_autoptr (GPtrArray) entries = new_entries (kiosk->enrolment->kiosk, 1, &number);
    g_autofree char *epoch = NULL;
    g_autoptr (GError) error = NULL;
    G_GNUC_UNUSED g_autoptr (GPtrArray) answers =
      kiosk->connector->push (kiosk->connector, entries, &epoch, &error);

    bench_check (error);
    g_usleep (EVERY_MS * 1000);
  }
}

void
bench_hub_readers (void)
{
  HubFixture f = { NULL };
  Reader readers[N_READERS];
  GThread *threads[N_READERS];
  g_autoptr (GArray) all = bench_times_new ();
  int over = FALSE;
  Kiosk *writer;

  hub_fixture_set_up (&f, NULL);
  writer = kiosk_new (&f);
  for (guint i = 0; i < N_READERS; i++)
    readers[i] = (Reader) { kiosk_new (&f), &over, bench_times_new () };
  for (guint i = 0; i < N_READERS; i++)
    threads[i] = g_thread_new ("read", read_thread, &readers[i]);
  g_usleep (1000 * 1000);
  write_changes (writer);
  g_usleep (1000 * 1000);
  g_atomic_int_set (&over, TRUE);
  for (guint i = 0; i < N_READERS; i++) {
    g_thread_join (threads[i]);
    g_array_append_vals (all, readers[i].took_ms->data, readers[i].took_ms->len);
    g_array_unref (readers[i].took_ms);
    kiosk_free (readers[i].kiosk);
  }
  if (all->len != N_READERS * N_CHANGES)
    g_error ("%u changes were seen, not %u", all->len, N_READERS * N_CHANGES);
  bench_line ("100 kiosks read, 20 changes a second: seen, p50", bench_times_at (all, 50), "ms",
              "the hub wakes them every", 100);
  bench_line ("… seen everywhere, p99", bench_times_at (all, 99), "ms", "goal", 300);
  kiosk_free (writer);
  hub_fixture_tear_down (&f, NULL);
}

/* Many who wait: the memory of a hub in a process of its own. */

static double
memory_mib (GPid pid)
{
  g_autofree char *path = g_strdup_printf ("/proc/%d/status", (int) pid);
  g_autofree char *text = NULL;
  const char *line;

  if (!g_file_get_contents (path, &text, NULL, NULL) || (line = strstr (text, "VmRSS:")) == NULL)
    g_error ("%s tells no memory", path);
  return (double) g_ascii_strtoll (line + 6, NULL, 10) / 1024;
}

static GPid
start_hub (const char *state, guint port)
{
  g_autofree char *listen = g_strdup_printf ("127.0.0.1:%u", port);
  const char *command[] = { "foyer-hub", "--state", state, "--listen", listen, "--tls", NULL };
  g_autoptr (GError) error = NULL;
  GPid pid = 0;

  g_spawn_async (NULL, (char **) command, NULL,
                 G_SPAWN_SEARCH_PATH | G_SPAWN_DO_NOT_REAP_CHILD | G_SPAWN_STDOUT_TO_DEV_NULL, NULL, NULL,
                 &pid, &error);
  bench_check (error);
  return pid;
}

static size_t
drop (char *data, size_t size, size_t n, void *unused)
{
  return size * n;
}

static CURL *
waiting (const char *url, struct curl_slist *headers)
{
  CURL *easy = curl_easy_init ();

  curl_easy_setopt (easy, CURLOPT_URL, url);
  curl_easy_setopt (easy, CURLOPT_HTTPHEADER, headers);
  curl_easy_setopt (easy, CURLOPT_SSL_VERIFYPEER, 0L);
  curl_easy_setopt (easy, CURLOPT_SSL_VERIFYHOST, 0L);
  curl_easy_setopt (easy, CURLOPT_WRITEFUNCTION, drop);
  return easy;
}

static void
run_for (CURLM *multi, double seconds)
{
  gint64 since_us = g_get_monotonic_time ();
  int running = 1;

  while (running > 0 && seconds_since (since_us) < seconds) {
    curl_multi_perform (multi, &running);
    curl_multi_poll (multi, NULL, 0, 100, NULL);
  }
}

static void
hold_many (GPid pid, guint port, Kiosk *kiosk)
{
  g_autofree char *url = g_strdup_printf ("https://127.0.0.1:%u/v1/events/" FIXTURE_EVENT
                                          "/feed?after=%u&wait=25", port, THINGS);
  g_autofree char *bearer = g_strconcat ("Authorization: Bearer ", kiosk->enrolment->credential, NULL);
  struct curl_slist *headers = curl_slist_append (NULL, bearer);
  CURLM *multi = curl_multi_init ();
  CURL *easy[N_WAITING];
  double before = memory_mib (pid);

  for (guint i = 0; i < N_WAITING; i++) {
    easy[i] = waiting (url, headers);
    curl_multi_add_handle (multi, easy[i]);
  }
  run_for (multi, 12);
  bench_line ("500 kiosks wait, by TLS", memory_mib (pid), "MiB", "goal", 100);
  bench_figure ("… of a hub that took", before, "MiB");
  for (guint i = 0; i < N_WAITING; i++) {
    curl_multi_remove_handle (multi, easy[i]);
    curl_easy_cleanup (easy[i]);
  }
  curl_multi_cleanup (multi);
  curl_slist_free_all (headers);
}

/* The same state, first in here to fill it, then by the program itself. */
void
bench_hub_waiting (void)
{
  HubFixture f = { NULL };
  Kiosk *kiosk;
  GPid pid;

  hub_fixture_set_up (&f, GINT_TO_POINTER (TRUE));
  kiosk = kiosk_new (&f);
  hub_fixture_stop (&f);
  pid = start_hub (f.state, f.port);
  g_usleep (1500 * 1000);
  hold_many (pid, f.port, kiosk);
  kill (pid, SIGTERM);
  waitpid (pid, NULL, 0);
  kiosk_free (kiosk);
  hub_fixture_start (&f);
  hub_fixture_tear_down (&f, NULL);
}
