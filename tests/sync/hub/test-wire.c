/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "enrolment.h"
#include "http-client.h"
#include "wire.h"

#include <curl/curl.h>
#include <string.h>

#define ID_A "0199f0c2-7c00-7000-8f00-3b6f1d2e4a00"
#define ID_B "0199f0c2-7c00-7000-8f00-3b6f1d2e4a01"
#define KEY  "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff"

static json_t *
parse (const char *text)
{
  g_autofree char *quoted = g_strdelimit (g_strdup (text), "'", '"');
  GError *error = NULL;
  json_t *json = foyer_json_parse (quoted, -1, &error);

  g_assert_no_error (error);
  return json;
}

static const char whole_page[] =
  "{'epoch': 'e1', 'next': 9, 'more': true, 'changes': ["
  " {'seq': 1, 'kind': 'key', 'key': {'id': '" ID_A "', 'public_key': '" KEY "', 'name': 'Door A',"
  "  'revoked': false}},"
  " {'seq': 3, 'kind': 'registration', 'registration': {'id': '" ID_A "', 'person': '" ID_B "',"
  "  'status': 'confirmed', 'revision': 4, 'channel': 'own', 'name': '欧阳𠮷'}},"
  " {'seq': 4, 'kind': 'entry', 'entry': {'id': '" ID_B "', 'kind': 'note', 'kiosk': '" ID_A "',"
  "  'number': 7, 'method': 'scan'}},"
  " {'seq': 9, 'kind': 'removed', 'id': '" ID_A "'}]}";

static void
test_page (void)
{
  g_autoptr (json_t) json = parse (whole_page);
  GError *error = NULL;
  g_autoptr (FoyerPage) page = foyer_wire_page_from_json (json, &error);
  g_autoptr (json_t) again = NULL;

  g_assert_no_error (error);
  g_assert_cmpuint (page->changes->len, ==, 4);
  again = foyer_wire_page_to_json (page);
  g_assert_true (json_equal (json, again));
}

/* What a newer hub may add is passed over, and the cursor moves on behind it. */
static void
test_newer_hub (void)
{
  g_autoptr (json_t) json =
    parse ("{'epoch': 'e', 'next': 5, 'weather': 'fine', 'changes': ["
           " {'seq': 2, 'kind': 'poem', 'poem': []}, {'seq': 5, 'kind': 'removed', 'id': '" ID_A "',"
           "  'since': 1}]}");
  GError *error = NULL;
  g_autoptr (FoyerPage) page = foyer_wire_page_from_json (json, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (page->changes->len, ==, 1);
  g_assert_cmpint (page->next, ==, 5);
}

static void
test_broken_pages (void)
{
  static const char * const pages[] = {
    "[]",
    "{}",
    "{'epoch': '', 'next': 0, 'changes': []}",
    "{'epoch': 7, 'next': 0, 'changes': []}",
    "{'epoch': 'e', 'changes': []}",
    "{'epoch': 'e', 'next': -1, 'changes': []}",
    "{'epoch': 'e', 'next': 1.5, 'changes': []}",
    "{'epoch': 'e', 'next': 1}",
    "{'epoch': 'e', 'next': 1, 'changes': {}}",
    "{'epoch': 'e', 'next': 1, 'changes': [null]}",
    "{'epoch': 'e', 'next': 1, 'changes': [{'kind': 'removed', 'id': '" ID_A "'}]}",
    "{'epoch': 'e', 'next': 1, 'changes': [{'seq': 1, 'id': '" ID_A "'}]}",
    "{'epoch': 'e', 'next': 1, 'changes': [{'seq': 2, 'kind': 'removed', 'id': '" ID_A "'}]}",
    "{'epoch': 'e', 'next': 1, 'changes': [{'seq': 1, 'kind': 'removed', 'id': 'me'}]}",
    "{'epoch': 'e', 'next': 1, 'changes': [{'seq': 1, 'kind': 'removed'}]}",
    "{'epoch': 'e', 'next': 1, 'changes': [{'seq': 1, 'kind': 'entry'}]}",
    "{'epoch': 'e', 'next': 1, 'changes': [{'seq': 1, 'kind': 'event', 'event': []}]}",
    "{'epoch': 'e', 'next': 1, 'changes': [{'seq': 1, 'kind': 'registration', 'registration': {}}]}",
    "{'epoch': 'e', 'next': 1, 'changes': [{'seq': 1, 'kind': 'key', 'key': {'id': '" ID_A "',"
    " 'public_key': 'short'}}]}",
    "{'epoch': 'e', 'next': 9, 'changes': [{'seq': 3, 'kind': 'removed', 'id': '" ID_A "'},"
    " {'seq': 3, 'kind': 'removed', 'id': '" ID_B "'}]}",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (pages); i++) {
    g_autoptr (json_t) json = parse (pages[i]);
    GError *error = NULL;

    g_test_message ("%s", pages[i]);
    g_assert_null (foyer_wire_page_from_json (json, &error));
    g_assert_error (error, FOYER_JSON_ERROR, FOYER_JSON_ERROR_MALFORMED);
    g_clear_error (&error);
  }
}

static GPtrArray *
two_entries (void)
{
  static const char * const ids[] = { ID_A, ID_B };
  GPtrArray *entries = g_ptr_array_new_with_free_func ((GDestroyNotify) foyer_entry_free);

  for (gsize i = 0; i < G_N_ELEMENTS (ids); i++) {
    FoyerEntry *entry = foyer_entry_new (FOYER_ENTRY_NOTE);

    entry->id = g_strdup (ids[i]);
    entry->kiosk = g_strdup (ID_A);
    g_ptr_array_add (entries, entry);
  }
  return entries;
}

static void
test_answers (void)
{
  g_autoptr (GPtrArray) entries = two_entries ();
  g_autoptr (json_t) json =
    parse ("{'epoch': 'e', 'answers': [{'id': '" ID_A "', 'answer': 'accepted'},"
           " {'id': '" ID_B "', 'answer': 'refused', 'reason': 'why'}]}");
  g_autofree char *epoch = NULL;
  GError *error = NULL;
  g_autoptr (GPtrArray) answers = foyer_wire_answers_from_json (json, entries, &epoch, &error);
  g_autoptr (json_t) again = NULL;

  g_assert_no_error (error);
  g_assert_cmpstr (epoch, ==, "e");
  again = foyer_wire_answers_to_json (answers, epoch);
  g_assert_true (json_equal (json, again));
}

/* An answer that names another entry must never make one leave the outbox. */
static void
test_broken_answers (void)
{
  static const char * const texts[] = {
    "{'epoch': 'e'}",
    "{'epoch': 'e', 'answers': []}",
    "{'answers': [{'id': '" ID_A "', 'answer': 'accepted'}, {'id': '" ID_B "', 'answer': 'accepted'}]}",
    "{'epoch': 'e', 'answers': [{'id': '" ID_B "', 'answer': 'accepted'},"
    " {'id': '" ID_A "', 'answer': 'accepted'}]}",
    "{'epoch': 'e', 'answers': [{'id': '" ID_A "', 'answer': 'accepted'}, {'id': '" ID_B "'}]}",
    "{'epoch': 'e', 'answers': [{'id': '" ID_A "', 'answer': 'accepted'},"
    " {'id': '" ID_B "', 'answer': 'perhaps'}]}",
  };
  g_autoptr (GPtrArray) entries = two_entries ();

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autoptr (json_t) json = parse (texts[i]);
    char *epoch = NULL;
    GError *error = NULL;

    g_assert_null (foyer_wire_answers_from_json (json, entries, &epoch, &error));
    g_assert_error (error, FOYER_JSON_ERROR, FOYER_JSON_ERROR_MALFORMED);
    g_assert_null (epoch);
    g_clear_error (&error);
  }
}

/* The border. */

static void
test_error_tables (void)
{
  static const struct { long status; gboolean json; FoyerConnectorError expected; } statuses[] = {
    { 200, FALSE, FOYER_CONNECTOR_ERROR_STRANGER },
    { 200, TRUE,  FOYER_CONNECTOR_ERROR_NONSENSE },
    { 302, FALSE, FOYER_CONNECTOR_ERROR_STRANGER },
    { 401, TRUE,  FOYER_CONNECTOR_ERROR_ENROLMENT },
    { 403, TRUE,  FOYER_CONNECTOR_ERROR_ENROLMENT },
    { 401, FALSE, FOYER_CONNECTOR_ERROR_STRANGER },
    { 403, FALSE, FOYER_CONNECTOR_ERROR_STRANGER },
    { 400, TRUE,  FOYER_CONNECTOR_ERROR_REFUSED },
    { 404, TRUE,  FOYER_CONNECTOR_ERROR_REFUSED },
    { 413, TRUE,  FOYER_CONNECTOR_ERROR_REFUSED },
    { 404, FALSE, FOYER_CONNECTOR_ERROR_STRANGER },
    { 429, FALSE, FOYER_CONNECTOR_ERROR_BUSY },
    { 503, TRUE,  FOYER_CONNECTOR_ERROR_BUSY },
    { 500, TRUE,  FOYER_CONNECTOR_ERROR_OFFLINE },
    { 502, FALSE, FOYER_CONNECTOR_ERROR_OFFLINE },
  };
  static const struct { CURLcode code; FoyerConnectorError expected; } codes[] = {
    { CURLE_COULDNT_CONNECT,          FOYER_CONNECTOR_ERROR_OFFLINE },
    { CURLE_COULDNT_RESOLVE_HOST,     FOYER_CONNECTOR_ERROR_OFFLINE },
    { CURLE_OPERATION_TIMEDOUT,       FOYER_CONNECTOR_ERROR_OFFLINE },
    { CURLE_PARTIAL_FILE,             FOYER_CONNECTOR_ERROR_OFFLINE },
    { CURLE_GOT_NOTHING,              FOYER_CONNECTOR_ERROR_OFFLINE },
    { CURLE_RECV_ERROR,               FOYER_CONNECTOR_ERROR_OFFLINE },
    { CURLE_SSL_CONNECT_ERROR,        FOYER_CONNECTOR_ERROR_OFFLINE },
    { CURLE_SSL_PINNEDPUBKEYNOTMATCH, FOYER_CONNECTOR_ERROR_STRANGER },
    { CURLE_PEER_FAILED_VERIFICATION, FOYER_CONNECTOR_ERROR_STRANGER },
    { CURLE_WEIRD_SERVER_REPLY,       FOYER_CONNECTOR_ERROR_NONSENSE },
    { CURLE_BAD_CONTENT_ENCODING,     FOYER_CONNECTOR_ERROR_NONSENSE },
    { CURLE_WRITE_ERROR,              FOYER_CONNECTOR_ERROR_NONSENSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (statuses); i++)
    g_assert_cmpint (foyer_http_error_of_status (statuses[i].status, statuses[i].json), ==,
                     statuses[i].expected);
  for (gsize i = 0; i < G_N_ELEMENTS (codes); i++)
    g_assert_cmpint (foyer_http_error_of_curl (codes[i].code), ==, codes[i].expected);
}

/* Where plain HTTP may go. */
static void
test_addresses (void)
{
  static const char pin[] = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
  static const struct { const char *address; const char *pin; gboolean taken; } rows[] = {
    { "http://127.0.0.1:8470",     NULL,  TRUE },
    { "http://127.3.2.1:8470/",    NULL,  TRUE },
    { "http://[::1]:8470",         NULL,  TRUE },
    { "http://localhost:8470",     NULL,  TRUE },
    { "https://hub.example:8470",  pin,   TRUE },
    { "https://192.0.2.7:8470",    NULL,  TRUE },
    { "http://192.0.2.7:8470",     NULL,  FALSE },
    { "http://hub.example:8470",   NULL,  FALSE },
    { "http://localhost.evil:80",  NULL,  FALSE },
    { "http://127.0.0.1.evil:80",  NULL,  FALSE },
    { "http://127.0.0.1:80@evil/", NULL,  FALSE },
    { "http://127.0.0.1:8470",     pin,   FALSE },
    { "https://192.0.2.7:8470",    "pin", FALSE },
    { "https://192.0.2.7/path",    pin,   FALSE },
    { "file:///etc/passwd",        NULL,  FALSE },
    { "127.0.0.1:8470",            NULL,  FALSE },
    { "",                          NULL,  FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    GError *error = NULL;
    g_autoptr (FoyerHttpClient) client =
      foyer_http_client_new (rows[i].address, rows[i].pin, NULL, &error);

    g_test_message ("%s", rows[i].address);
    g_assert_cmpint (client != NULL, ==, rows[i].taken);
    if (!rows[i].taken)
      g_assert_error (error, FOYER_CONNECTOR_ERROR, FOYER_CONNECTOR_ERROR_REFUSED);
    g_clear_error (&error);
  }
}

static void
test_enrolment_uri (void)
{
  static const char key[] = "PT8J399fENqYNjQWOru-a8RghrWpqa81S7hKSXfs1XE";
  FoyerEnrolmentUri uri = { (char *) "https://192.0.2.7:8470", (char *) "to&k=n", (char *) key,
                            (char *) key, (char *) ID_A };
  g_autofree char *text = foyer_enrolment_uri_make (&uri);
  g_autoptr (FoyerEnrolmentUri) again = foyer_enrolment_uri_parse (text);
  static const char * const others[] = {
    "", "FT30G1VMPZFJSMW0D1", "https://example.org/?address=x", "foyer-enrol:", "foyer-enrol:?",
    "foyer-enrol:?address=http%3A%2F%2F127.0.0.1&token=t&event=" ID_A,
    "foyer-enrol:?address=https%3A%2F%2F192.0.2.7&token=t&hub=PT8J399fENqYNjQWOru-a8RghrWpqa81S7hKSX"
    "fs1XE&event=" ID_A,
  };

  g_assert_nonnull (again);
  g_assert_cmpstr (again->address, ==, uri.address);
  g_assert_cmpstr (again->token, ==, uri.token);
  g_assert_cmpstr (again->hub_key, ==, uri.hub_key);
  g_assert_cmpstr (again->pin, ==, uri.pin);
  g_assert_cmpstr (again->event, ==, uri.event);
  for (gsize i = 0; i < G_N_ELEMENTS (others); i++)
    g_assert_null (foyer_enrolment_uri_parse (others[i]));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sync/connectors/hub/page", test_page);
  g_test_add_func ("/sync/connectors/hub/newer-hub", test_newer_hub);
  g_test_add_func ("/sync/connectors/hub/broken-pages", test_broken_pages);
  g_test_add_func ("/sync/connectors/hub/answers", test_answers);
  g_test_add_func ("/sync/connectors/hub/broken-answers", test_broken_answers);
  g_test_add_func ("/sync/connectors/hub/error-tables", test_error_tables);
  g_test_add_func ("/sync/connectors/hub/addresses", test_addresses);
  g_test_add_func ("/sync/connectors/hub/enrolment-uri", test_enrolment_uri);
  return g_test_run ();
}
