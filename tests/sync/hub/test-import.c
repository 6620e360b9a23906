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

/* A large file, and what goes on beside it. */

#define N_LARGE 5000

typedef struct {
  FoyerOrganizer *organizer;
  json_t         *answer;   /* (nullable) */
  int             over;     /* atomic */
} Large;

static gpointer
import_thread (gpointer data)
{
  Large *self = data;
  g_autoptr (json_t) array = json_array ();
  GError *error = NULL;

  for (guint i = 0; i < N_LARGE; i++) {
    g_autofree char *name = g_strdup_printf ("王%u", i);
    g_autofree char *phone = g_strdup_printf ("138%08u", i);

    json_array_append_new (array, json_pack ("{s:s, s:s, s:s}", "name", name, "phone", phone, "status",
                                             "confirmed"));
  }
  self->answer = foyer_organizer_import (self->organizer, FIXTURE_EVENT, "own-form", array, &error);
  g_clear_error (&error);
  g_atomic_int_set (&self->over, TRUE);
  return NULL;
}

static gsize
count_registrations (HubFixture *self)
{
  g_autoptr (json_t) report = foyer_organizer_report (self->organizer, FIXTURE_EVENT, NULL);

  return (gsize) json_integer_value (json_object_get (report, "registrations"));
}

static FoyerOrganizer *
second_organizer (HubFixture *self)
{
  g_autofree char *path = g_build_filename (self->state, "organizer-token", NULL);
  g_autofree char *token = NULL;
  GError *error = NULL;
  FoyerOrganizer *organizer;

  g_assert_true (g_file_get_contents (path, &token, NULL, NULL));
  organizer = foyer_organizer_new (foyer_hub_get_address (self->hub), NULL, g_strstrip (token), &error);
  g_assert_no_error (error);
  return organizer;
}

static void
wait_for_first_rows (HubFixture *self, Large *large)
{
  while (count_registrations (self) == 0)
    g_assert_false (g_atomic_int_get (&large->over));
}

/* A kiosk is answered while the file is written, and not behind it. */
static void
test_beside (HubFixture *self, gconstpointer unused)
{
  g_autoptr (Kiosk) kiosk = kiosk_new (self);
  g_autoptr (FoyerOrganizer) organizer = second_organizer (self);
  Large large = { organizer, NULL, FALSE };
  GThread *thread = g_thread_new ("import", import_thread, &large);
  GError *error = NULL;

  wait_for_first_rows (self, &large);
  for (guint i = 0; i < 5; i++) {
    g_autofree char *epoch = NULL;
    g_autoptr (GPtrArray) entries = NULL;
    g_autoptr (GPtrArray) answers = NULL;

    kiosk_record (kiosk, 1);
    entries = kiosk_unsent (kiosk, 10);
    answers = kiosk->connector->push (kiosk->connector, entries, &epoch, &error);
    g_assert_no_error (error);
    kiosk_answer (kiosk, answers, epoch);
  }
  g_assert_false (g_atomic_int_get (&large.over));
  g_assert_false (stage (self, "other", 0, 1, NULL) && finish (self, "other", FALSE, &error) != NULL);
  g_assert_error (error, FOYER_CONNECTOR_ERROR, FOYER_CONNECTOR_ERROR_BUSY);
  g_clear_error (&error);
  g_thread_join (thread);
  g_assert_cmpint (json_integer_value (json_object_get (large.answer, "new")), ==, N_LARGE);
  g_assert_cmpuint (count_registrations (self), ==, N_LARGE);
  json_decref (large.answer);
}

/* A hub that ends in the middle has nothing of it when it is there again. */
static void
test_broken_off (HubFixture *self, gconstpointer unused)
{
  g_autoptr (FoyerOrganizer) organizer = second_organizer (self);
  Large large = { organizer, NULL, FALSE };
  GLogLevelFlags fatal = g_log_set_always_fatal (G_LOG_FATAL_MASK);
  GThread *thread = g_thread_new ("import", import_thread, &large);
  g_autoptr (json_t) ask = json_object ();
  g_autoptr (json_t) imports = NULL;

  wait_for_first_rows (self, &large);
  hub_fixture_stop (self);
  g_thread_join (thread);
  g_log_set_always_fatal (fatal);
  g_assert_null (large.answer);
  hub_fixture_start (self);
  g_assert_cmpuint (count_registrations (self), ==, 0);
  imports = foyer_organizer_organize (self->organizer, FIXTURE_EVENT, "imports", ask, NULL);
  g_assert_cmpuint (json_array_size (json_object_get (imports, "imports")), ==, 0);
  json_decref (hub_fixture_import (self, 0, 20));
  g_assert_cmpuint (count_registrations (self), ==, 20);
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
  ADD ("beside", test_beside);
  ADD ("broken-off", test_broken_off);
  return g_test_run ();
}
