/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "json.h"

#define ID "01930000-0000-7000-8000-0000000000aa"

static json_t *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  json_t *json = foyer_json_parse (text, -1, &error);

  g_assert_no_error (error);
  return json;
}

static void
test_registration (void)
{
  g_autoptr (json_t) json = parse (
    "{\"id\":\"" ID "\",\"person\":\"" ID "\",\"status\":\"waitlisted\",\"name\":\"王𠮷\","
    "\"channel\":\"own-form\",\"codes\":[\"A1\",\"B2\"],\"registered\":\"2026-11-01T08:00:00+08:00\","
    "\"ticket_serial\":2,\"payment_due\":5000,\"from_the_future\":{\"x\":[1]}}");
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerRegistration) row = foyer_registration_from_json (json, &error);
  g_autoptr (json_t) again = NULL;
  g_autoptr (FoyerRegistration) twice = NULL;

  g_assert_no_error (error);
  g_assert_cmpstr (row->name, ==, "王𠮷");
  g_assert_cmpint (row->status, ==, FOYER_STATUS_WAITLISTED);
  g_assert_cmpint (row->registered_us, ==, G_GINT64_CONSTANT (1793491200) * G_USEC_PER_SEC);
  g_assert_cmpuint (g_strv_length (row->codes), ==, 2);
  again = foyer_registration_to_json (row);
  twice = foyer_registration_from_json (again, &error);
  g_assert_no_error (error);
  g_assert_true (foyer_registration_equal (row, twice));
}

static void
test_entry (void)
{
  g_autoptr (json_t) json = parse (
    "{\"id\":\"" ID "\",\"kind\":\"admit\",\"kiosk\":\"" ID "\",\"number\":7,"
    "\"wall\":\"2026-11-28T00:45:00.000123Z\",\"uptime_us\":99,\"list\":\"morning\","
    "\"verdict\":\"admitted\",\"provisional\":true,\"method\":\"lookup\",\"badge\":true}");
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerEntry) entry = foyer_entry_from_json (json, &error);
  g_autoptr (json_t) again = NULL;

  g_assert_no_error (error);
  g_assert_cmpint (entry->kind, ==, FOYER_ENTRY_ADMIT);
  g_assert_cmpint (entry->wall_us % 1000000, ==, 123);
  g_assert_cmpint (entry->flags, ==, FOYER_VERDICT_PROVISIONAL);
  again = foyer_entry_to_json (entry);
  g_assert_true (json_equal (json, again));
}

/* Each is refused whole, and the message names the member and not its content. */
static void
test_refused (void)
{
  static const struct {
    const char *text;
    const char *member;
  } rows[] = {
    { "[]", "registration" },
    { "{\"person\":\"" ID "\",\"name\":\"n\",\"channel\":\"c\"}", "id" },
    { "{\"id\":\"secret\",\"person\":\"" ID "\",\"name\":\"n\",\"channel\":\"c\"}", "id" },
    { "{\"id\":\"" ID "\",\"person\":\"" ID "\",\"channel\":\"c\"}", "name" },
    { "{\"id\":\"" ID "\",\"person\":\"" ID "\",\"name\":7,\"channel\":\"c\"}", "name" },
    { "{\"id\":\"" ID "\",\"person\":\"" ID "\",\"name\":\"n\",\"channel\":\"c\",\"status\":\"secret\"}",
      "status" },
    { "{\"id\":\"" ID "\",\"person\":\"" ID "\",\"name\":\"n\",\"channel\":\"c\",\"codes\":[1]}", "codes" },
    { "{\"id\":\"" ID "\",\"person\":\"" ID "\",\"name\":\"n\",\"channel\":\"c\",\"payment_due\":-1}",
      "payment_due" },
    { "{\"id\":\"" ID "\",\"person\":\"" ID "\",\"name\":\"n\",\"channel\":\"c\",\"registered\":\"secret\"}",
      "registered" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (json_t) json = parse (rows[i].text);
    g_autoptr (GError) error = NULL;

    g_assert_null (foyer_registration_from_json (json, &error));
    g_assert_error (error, FOYER_JSON_ERROR, FOYER_JSON_ERROR_MALFORMED);
    g_assert_nonnull (strstr (error->message, rows[i].member));
    g_assert_null (strstr (error->message, "secret"));
  }
}

static void
test_body (void)
{
  static const char * const bodies[] = { "\"secret\"", "\"[1]\"", "\"\"", "{}", "\"{\\\"a\\\":1}x\"" };

  for (gsize i = 0; i < G_N_ELEMENTS (bodies); i++) {
    g_autofree char *text = g_strdup_printf (
      "{\"id\":\"" ID "\",\"kind\":\"note\",\"kiosk\":\"" ID "\",\"body\":%s}", bodies[i]);
    g_autoptr (json_t) json = parse (text);
    g_autoptr (GError) error = NULL;

    g_assert_null (foyer_entry_from_json (json, &error));
    g_assert_error (error, FOYER_JSON_ERROR, FOYER_JSON_ERROR_MALFORMED);
    g_assert_null (strstr (error->message, "secret"));
  }
}

static void
test_not_json (void)
{
  static const char * const texts[] = {
    "", "{", "{\"a\":1}x", "{\"a\":1,\"a\":2}", "{\"a\":\"\xff\"}", "<html>", "[1,]",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_null (foyer_json_parse (texts[i], -1, &error));
    g_assert_error (error, FOYER_JSON_ERROR, FOYER_JSON_ERROR_MALFORMED);
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sync/model/json/registration", test_registration);
  g_test_add_func ("/sync/model/json/entry", test_entry);
  g_test_add_func ("/sync/model/json/refused", test_refused);
  g_test_add_func ("/sync/model/json/body", test_body);
  g_test_add_func ("/sync/model/json/not-json", test_not_json);
  return g_test_run ();
}
