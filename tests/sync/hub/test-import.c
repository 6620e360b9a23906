/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-fixture.h"

/* @n people of their own, from number @from on. */
static json_t *
drafts (guint from, guint n)
{
  json_t *array = json_array ();

  for (guint i = from; i < from + n; i++) {
    g_autofree char *name = g_strdup_printf ("Guest%c Name%c", 'A' + (int) i, 'Z' - (int) i);
    g_autofree char *phone = g_strdup_printf ("1990000%04u", i);

    json_array_append_new (array, json_pack ("{s:s, s:s, s:s}", "name", name, "phone", phone, "status",
                                             "confirmed"));
  }
  return array;
}

static json_t *
rows (guint from, guint n)
{
  json_t *array = json_array ();

  for (guint i = from; i < from + n; i++)
    json_array_append_new (array, json_integer (i + 2));
  return array;
}

static gboolean
stage (HubFixture *self, const char *import, guint from, guint n, GError **error)
{
  g_autoptr (json_t) some = drafts (from, n);
  g_autoptr (json_t) their_rows = rows (from, n);
  g_autoptr (json_t) answer = foyer_organizer_stage (self->organizer, FIXTURE_EVENT, import, "own-form", from,
                                                     some, their_rows, error);

  return answer != NULL;
}

static json_t *
finish (HubFixture *self, const char *import, gboolean dry, GError **error)
{
  g_autoptr (json_t) how = json_pack ("{s:s, s:b}", "channel", "own-form", "dry", dry);

  return foyer_organizer_finish (self->organizer, FIXTURE_EVENT, import, how, error);
}

static void
assert_registrations (HubFixture *self, gsize n)
{
  g_autoptr (json_t) all = foyer_organizer_registrations (self->organizer, FIXTURE_EVENT, NULL);

  g_assert_cmpuint (json_array_size (json_object_get (all, "registrations")), ==, n);
}

/* Nothing is there before all of it is. */
static void
test_in_pieces (HubFixture *self, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (json_t) answer = NULL;

  g_assert_true (stage (self, "one", 0, 2, &error));
  g_assert_no_error (error);
  /* Sent again for want of an answer. */
  g_assert_true (stage (self, "one", 0, 2, NULL));
  g_assert_true (stage (self, "one", 2, 1, NULL));
  assert_registrations (self, 0);
  answer = finish (self, "one", FALSE, &error);
  g_assert_no_error (error);
  g_assert_cmpint (json_integer_value (json_object_get (answer, "new")), ==, 3);
  assert_registrations (self, 3);
}

static void
test_dry (HubFixture *self, gconstpointer unused)
{
  g_autoptr (json_t) answer = NULL;
  const json_t *last;

  g_assert_true (stage (self, "one", 0, 3, NULL));
  answer = finish (self, "one", TRUE, NULL);
  last = json_array_get (json_object_get (answer, "rows"), 2);
  g_assert_cmpint (json_integer_value (json_object_get (last, "row")), ==, 4);
  g_assert_null (json_object_get (answer, "import"));
  assert_registrations (self, 0);
}

static void
test_dropped (HubFixture *self, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (stage (self, "one", 0, 3, NULL));
  json_decref (foyer_organizer_drop (self->organizer, FIXTURE_EVENT, "one", NULL));
  g_assert_null (finish (self, "one", FALSE, &error));
  g_assert_error (error, FOYER_CONNECTOR_ERROR, FOYER_CONNECTOR_ERROR_REFUSED);
  assert_registrations (self, 0);
}

/* A piece that is missing, and a second file beside the first. */
static void
test_out_of_order (HubFixture *self, gconstpointer unused)
{
  g_autoptr (GError) gap = NULL;
  g_autoptr (GError) busy = NULL;

  g_assert_true (stage (self, "one", 0, 1, NULL));
  g_assert_false (stage (self, "one", 2, 1, &gap));
  g_assert_error (gap, FOYER_CONNECTOR_ERROR, FOYER_CONNECTOR_ERROR_REFUSED);
  g_assert_false (stage (self, "other", 0, 1, &busy));
  g_assert_error (busy, FOYER_CONNECTOR_ERROR, FOYER_CONNECTOR_ERROR_BUSY);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func) \
  g_test_add ("/sync/hub/import/" name, HubFixture, NULL, hub_fixture_set_up, func, hub_fixture_tear_down)
  ADD ("in-pieces", test_in_pieces);
  ADD ("dry", test_dry);
  ADD ("dropped", test_dropped);
  ADD ("out-of-order", test_out_of_order);
  return g_test_run ();
}
