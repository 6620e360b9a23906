/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "code.h"
#include "engine-fixture.h"
#include "registry.h"
#include "revocation.h"

#include <string.h>
#include <zstd.h>

/* A hub that lies, or something else in its place: the kiosk keeps working on
 * what it has, says what is wrong, and goes on when the hub is itself again. */

typedef struct {
  GSocket    *socket;
  GThread    *thread;
  int         stopping;      /* atomic */
  const char *time_answer;
  GBytes     *feed_answer;   /* whole, with its headers */
  gboolean    endless;       /* … and then more of it */
} Liar;

static char *
json_answer (const char *status, const char *headers, const char *body)
{
  return g_strdup_printf ("HTTP/1.1 %s\r\nContent-Type: application/json\r\n%sContent-Length: %zu\r\n"
                          "Connection: close\r\n\r\n%s", status, headers, strlen (body), body);
}

static gboolean
send_bytes (GSocket *socket, const char *data, gsize length)
{
  while (length > 0) {
    gssize n = g_socket_send (socket, data, MIN (length, 65536), NULL, NULL);

    if (n <= 0)
      return FALSE;
    data += n;
    length -= (gsize) n;
  }
  return TRUE;
}

static void
send_text (GSocket *socket, const char *text)
{
  send_bytes (socket, text, strlen (text));
}

static void
lie (Liar *self, GSocket *guest)
{
  g_autofree char *more = g_strnfill (65536, ' ');
  gsize length;
  const char *data = g_bytes_get_data (self->feed_answer, &length);
  gboolean taken = send_bytes (guest, data, length);

  /* Two GiB, if someone takes them. */
  for (guint i = 0; self->endless && taken && i < 32768; i++)
    taken = send_bytes (guest, more, 65536);
}

static void
answer (Liar *self, GSocket *guest)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *time = g_date_time_format (now, "{\"now\": \"%Y-%m-%dT%H:%M:%S.%fZ\"}");
  g_autofree char *honest = json_answer ("200 OK", "", self->time_answer ? self->time_answer : time);
  g_autofree char *fine = json_answer ("200 OK", "", "{\"ok\": true}");
  char request[8192] = "";
  gssize n = g_socket_receive (guest, request, sizeof request - 1, NULL, NULL);

  if (n <= 0)
    return;
  if (strstr (request, "/v1/time") != NULL)
    send_text (guest, honest);
  else if (strstr (request, "/feed?") != NULL)
    lie (self, guest);
  else
    send_text (guest, fine);
}

static gpointer
liar_thread (gpointer data)
{
  Liar *self = data;

  while (!g_atomic_int_get (&self->stopping)) {
    g_autoptr (GSocket) guest = g_socket_accept (self->socket, NULL, NULL);

    if (guest != NULL && !g_atomic_int_get (&self->stopping)) {
      g_socket_set_timeout (guest, 5);
      answer (self, guest);
      g_socket_shutdown (guest, FALSE, TRUE, NULL);
    }
  }
  return NULL;
}

static void
liar_start (Liar *self, guint16 port)
{
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new_from_string ("127.0.0.1", port);
  GError *error = NULL;

  self->socket = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL);
  g_socket_bind (self->socket, address, TRUE, &error);
  g_assert_no_error (error);
  g_assert_true (g_socket_listen (self->socket, NULL));
  self->thread = g_thread_new ("liar", liar_thread, self);
}

static void
liar_stop (Liar *self, guint16 port)
{
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new_from_string ("127.0.0.1", port);
  g_autoptr (GSocket) knock =
    g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL);

  g_atomic_int_set (&self->stopping, TRUE);
  g_socket_connect (knock, address, NULL, NULL);
  g_thread_join (self->thread);
  g_clear_object (&self->socket);
  g_bytes_unref (self->feed_answer);
}

/* Counts. */

static gboolean
count_row (const FoyerRegistration *row, gpointer n)
{
  (*(guint *) n)++;
  return TRUE;
}

static gpointer
count_rows (FoyerStore *store, gpointer n, GError **error)
{
  return foyer_registry_foreach (store, count_row, n, error) ? n : NULL;
}

static void
assert_rows (Kiosk *kiosk, guint wanted)
{
  g_autofree char *enrolment = g_build_filename (kiosk->dir, "enrolment", NULL);
  guint n = 0;

  g_assert_nonnull (foyer_replica_read (kiosk->replica, count_rows, &n, NULL));
  g_assert_cmpuint (n, ==, wanted);
  g_assert_true (g_file_test (enrolment, G_FILE_TEST_EXISTS));
}

/* Each lie in the hub's place for a while. */
static void
meet_liar (HubFixture *f, Kiosk *kiosk, FoyerEngine *engine, Liar *liar, FoyerConnectorError trouble)
{
  FoyerSyncFacts facts;

  hub_fixture_stop (f);
  liar_start (liar, f->port);
  foyer_engine_kick (engine);
  wait_until (engine, has_trouble, (gint64) trouble);
  kiosk_record (kiosk, 1);
  foyer_engine_get_facts (engine, &facts);
  g_test_message ("%s", facts.message);
  g_assert_cmpint (strlen (facts.message), >, 0);
  assert_rows (kiosk, 20);
  liar_stop (liar, f->port);
  hub_fixture_start (f);
  foyer_engine_kick (engine);
  wait_until (engine, is_same, 0);
  assert_rows (kiosk, 20);
}

#define PAGE(inside) "{\"epoch\": \"e\", \"next\": 9000, \"more\": false, \"changes\": [" inside "]}"
#define ROW(id) \
  "{\"seq\": 8999, \"kind\": \"registration\", \"registration\": {\"id\": \"" id "\", " \
  "\"person\": \"" id "\", \"channel\": \"x\", \"name\": \"y\"}}"
#define OTHER "0199f0c2-7c00-7000-8f00-3b6f1d2e4aff"

static const struct {
  const char         *what;
  const char         *status;
  const char         *headers;
  const char         *body;
  FoyerConnectorError trouble;
} lies[] = {
  { "truncated", "200 OK", "", "{\"epoch\": \"e\", \"next\": 9", FOYER_CONNECTOR_ERROR_NONSENSE },
  { "no feed", "200 OK", "", "{}", FOYER_CONNECTOR_ERROR_NONSENSE },
  { "an array", "200 OK", "", "[1, 2]", FOYER_CONNECTOR_ERROR_NONSENSE },
  { "next is a text", "200 OK", "", "{\"epoch\": \"e\", \"next\": \"9\", \"more\": false, \"changes\": []}",
    FOYER_CONNECTOR_ERROR_NONSENSE },
  { "changes are an object", "200 OK", "",
    "{\"epoch\": \"e\", \"next\": 9, \"more\": false, \"changes\": {}}", FOYER_CONNECTOR_ERROR_NONSENSE },
  { "no number", "200 OK", "", PAGE ("{\"kind\": \"removed\", \"id\": \"" OTHER "\"}"),
    FOYER_CONNECTOR_ERROR_NONSENSE },
  { "a row without a name", "200 OK", "",
    PAGE ("{\"seq\": 8999, \"kind\": \"registration\", \"registration\": {\"id\": \"" OTHER "\"}}"),
    FOYER_CONNECTOR_ERROR_NONSENSE },
  { "a bad digest", "200 OK", "",
    "{\"epoch\": \"e\", \"next\": 9, \"more\": false, \"digest\": 7, \"changes\": []}",
    FOYER_CONNECTOR_ERROR_NONSENSE },
  { "numbers that go back", "200 OK", "",
    PAGE (ROW (OTHER) ", {\"seq\": 5, \"kind\": \"removed\", \"id\": \"" OTHER "\"}"),
    FOYER_CONNECTOR_ERROR_NONSENSE },
  { "another event", "200 OK", "",
    PAGE ("{\"seq\": 8998, \"kind\": \"event\", \"event\": {\"id\": \"" OTHER "\", \"name\": {\"en\": \"x\"}, "
          "\"lists\": [{\"id\": \"a\", \"name\": {\"en\": \"b\"}}]}}, " ROW (OTHER)),
    FOYER_CONNECTOR_ERROR_NONSENSE },
  { "a redirect", "302 Found", "Location: http://192.0.2.1/\r\n", "{}", FOYER_CONNECTOR_ERROR_NONSENSE },
  { "busy", "429 Slow", "Retry-After: 1\r\n", "{}", FOYER_CONNECTOR_ERROR_BUSY },
  { "not now", "503 Full", "Retry-After: 1\r\n", "{}", FOYER_CONNECTOR_ERROR_BUSY },
  { "an inner error", "500 Oh", "", "{}", FOYER_CONNECTOR_ERROR_OFFLINE },
  { "a word of expulsion", "403 Go", "", "{\"error\": \"revoked\", \"revocation\": \"r1.e30.AAAA\"}",
    FOYER_CONNECTOR_ERROR_NONSENSE },
};

static void
test_lies (HubFixture *f, gconstpointer unused)
{
  G_GNUC_UNUSED g_autoptr (json_t) summary = hub_fixture_import (f, 0, 20);
  g_autoptr (Kiosk) kiosk = kiosk_new (f);
  FoyerEngine *engine = start_engine (kiosk);

  wait_until (engine, is_same, 0);
  for (gsize i = 0; i < G_N_ELEMENTS (lies); i++) {
    char *text = json_answer (lies[i].status, lies[i].headers, lies[i].body);
    Liar liar = { .feed_answer = g_bytes_new_take (text, strlen (text)) };

    g_test_message ("%s", lies[i].what);
    meet_liar (f, kiosk, engine, &liar, lies[i].trouble);
  }
  end_engine (engine);
}

/* Of the same life, but older than what the kiosk has. */
static gpointer
read_epoch (FoyerStore *store, gpointer data, GError **error)
{
  char *epoch = NULL;
  gint64 cursor;

  return foyer_feed_cursor (store, &cursor, &epoch, error) ? epoch : NULL;
}

static void
test_time_travel (HubFixture *f, gconstpointer unused)
{
  G_GNUC_UNUSED g_autoptr (json_t) summary = hub_fixture_import (f, 0, 20);
  g_autoptr (Kiosk) kiosk = kiosk_new (f);
  FoyerEngine *engine = start_engine (kiosk);
  g_autofree char *epoch = NULL;
  g_autofree char *page = NULL;
  Liar liar = { .time_answer = "{\"now\": \"1989-11-09T23:30:00.000000Z\"}" };
  char *text;
  FoyerSyncFacts facts;

  wait_until (engine, is_same, 0);
  epoch = foyer_replica_read (kiosk->replica, read_epoch, NULL, NULL);
  page = g_strdup_printf ("{\"epoch\": \"%s\", \"next\": 2, \"more\": false, \"changes\": []}", epoch);
  text = json_answer ("200 OK", "", page);
  liar.feed_answer = g_bytes_new_take (text, strlen (text));
  hub_fixture_stop (f);
  liar_start (&liar, f->port);
  foyer_engine_kick (engine);
  wait_until (engine, has_trouble, FOYER_CONNECTOR_ERROR_NONSENSE);
  foyer_engine_get_facts (engine, &facts);
  g_assert_false (facts.clock_trusted);
  assert_rows (kiosk, 20);
  liar_stop (&liar, f->port);
  hub_fixture_start (f);
  foyer_engine_kick (engine);
  wait_until (engine, is_same, 0);
  foyer_engine_get_facts (engine, &facts);
  g_assert_true (facts.clock_trusted);
  end_engine (engine);
}

/* A network that wants a sign-in. */
static void
test_portal (HubFixture *f, gconstpointer unused)
{
  static const char html[] = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 12\r\n"
                             "Connection: close\r\n\r\n<h1>Wi-Fi</h1>";
  G_GNUC_UNUSED g_autoptr (json_t) summary = hub_fixture_import (f, 0, 20);
  g_autoptr (Kiosk) kiosk = kiosk_new (f);
  FoyerEngine *engine = start_engine (kiosk);
  Liar liar = { .feed_answer = g_bytes_new_static (html, sizeof html - 1) };

  wait_until (engine, is_same, 0);
  meet_liar (f, kiosk, engine, &liar, FOYER_CONNECTOR_ERROR_STRANGER);
  end_engine (engine);
}

/* Two GiB, and what unpacks to them. */
static void
test_flood (HubFixture *f, gconstpointer unused)
{
  static const char head[] = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
                             "Content-Length: 2147483648\r\n\r\n{";
  G_GNUC_UNUSED g_autoptr (json_t) summary = hub_fixture_import (f, 0, 20);
  g_autoptr (Kiosk) kiosk = kiosk_new (f);
  FoyerEngine *engine = start_engine (kiosk);
  Liar liar = { .feed_answer = g_bytes_new_static (head, sizeof head - 1), .endless = TRUE };

  wait_until (engine, is_same, 0);
  meet_liar (f, kiosk, engine, &liar, FOYER_CONNECTOR_ERROR_NONSENSE);
  end_engine (engine);
}

static GBytes *
bomb (void)
{
  gsize size = 256 * 1024 * 1024;
  g_autofree char *zeros = g_strnfill (size, ' ');
  gsize room = ZSTD_compressBound (size);
  g_autofree char *packed = g_malloc (room);
  gsize length = ZSTD_compress (packed, room, zeros, size, 1);
  GByteArray *answer = g_byte_array_new ();
  g_autofree char *head =
    g_strdup_printf ("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Encoding: zstd\r\n"
                     "Content-Length: %zu\r\nConnection: close\r\n\r\n", length);

  g_byte_array_append (answer, (const guint8 *) head, (guint) strlen (head));
  g_byte_array_append (answer, (const guint8 *) packed, (guint) length);
  return g_byte_array_free_to_bytes (answer);
}

static void
test_bomb (HubFixture *f, gconstpointer unused)
{
  G_GNUC_UNUSED g_autoptr (json_t) summary = hub_fixture_import (f, 0, 20);
  g_autoptr (Kiosk) kiosk = kiosk_new (f);
  FoyerEngine *engine = start_engine (kiosk);
  Liar liar = { .feed_answer = bomb () };

  wait_until (engine, is_same, 0);
  meet_liar (f, kiosk, engine, &liar, FOYER_CONNECTOR_ERROR_NONSENSE);
  end_engine (engine);
}

/* A revocation that is signed, by another hub. */
static void
test_forged_revocation (HubFixture *f, gconstpointer unused)
{
  G_GNUC_UNUSED g_autoptr (json_t) summary = hub_fixture_import (f, 0, 20);
  g_autoptr (Kiosk) kiosk = kiosk_new (f);
  FoyerEngine *engine = start_engine (kiosk);
  guint8 public_key[32], secret_key[64];
  g_autofree char *revocation = NULL;
  g_autofree char *body = NULL;
  Liar liar = { NULL };
  char *text;

  wait_until (engine, is_same, 0);
  foyer_code_make_key (public_key, secret_key);
  revocation = foyer_revocation_make (kiosk->enrolment->kiosk, FIXTURE_EVENT, 1, secret_key);
  body = g_strdup_printf ("{\"error\": \"revoked\", \"message\": \"go\", \"revocation\": \"%s\"}", revocation);
  text = json_answer ("403 Go", "", body);
  liar.feed_answer = g_bytes_new_take (text, strlen (text));
  meet_liar (f, kiosk, engine, &liar, FOYER_CONNECTOR_ERROR_NONSENSE);
  end_engine (engine);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  hub_fixture_add ("/sync/engine/liar/lies", test_lies);
  hub_fixture_add ("/sync/engine/liar/time-travel", test_time_travel);
  hub_fixture_add ("/sync/engine/liar/portal", test_portal);
  hub_fixture_add ("/sync/engine/liar/flood", test_flood);
  hub_fixture_add ("/sync/engine/liar/bomb", test_bomb);
  hub_fixture_add ("/sync/engine/liar/forged-revocation", test_forged_revocation);
  return g_test_run ();
}
