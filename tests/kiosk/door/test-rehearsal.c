/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rehearsal.h"

#include "door-fixture.h"

typedef struct {
  DoorFixture door;
  char       *store;
  char       *folder;
} Fixture;

static void
set_up (Fixture *self, gconstpointer unused)
{
  door_fixture_set_up (&self->door, NULL);
  self->store = g_build_filename (self->door.dir, "event.db", NULL);
  self->folder = g_build_filename (self->door.dir, "rehearsal", NULL);
}

static void
tear_down (Fixture *self, gconstpointer unused)
{
  g_free (self->store);
  g_free (self->folder);
  door_fixture_tear_down (&self->door, NULL);
}

static void
on_begun (GObject *source, GAsyncResult *result, gpointer where)
{
  *(GAsyncResult **) where = g_object_ref (result);
}

static gboolean
is_there (gpointer where)
{
  return *(gpointer *) where != NULL;
}

static FoyerRehearsal *
begin (Fixture *self, const char *list, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  foyer_rehearsal_begin_async (self->store, self->folder, list, self->door.session, on_begun, &result);
  door_fixture_wait (is_there, &result);
  return foyer_rehearsal_begin_finish (result, error);
}

static gboolean
is_shown (gpointer door)
{
  return foyer_door_get_outcome (door) != NULL;
}

static gboolean
is_ready (gpointer door)
{
  return foyer_door_get_event (door) != NULL && foyer_door_get_state (door) == FOYER_DOOR_WAITING;
}

/* On each list every sample shows what it says. */
static void
test_samples (Fixture *self, gconstpointer list)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerRehearsal) rehearsal = begin (self, list, &error);
  FoyerDoor *door;
  GPtrArray *samples;

  g_assert_no_error (error);
  door = foyer_rehearsal_get_door (rehearsal);
  samples = foyer_rehearsal_get_samples (rehearsal);
  g_assert_cmpuint (samples->len, >=, 8);
  for (guint i = 0; i < samples->len; i++) {
    const FoyerSample *sample = samples->pdata[i];

    foyer_door_dismiss (door);
    door_fixture_wait (is_ready, door);
    g_assert_true (foyer_door_scan (door, sample->code));
    door_fixture_wait (is_shown, door);
    g_assert_cmpint (foyer_door_get_outcome (door)->verdict, ==, sample->verdict);
  }
  door_fixture_wait_alone (door);
  foyer_rehearsal_end (rehearsal);
  g_assert_false (g_file_test (self->folder, G_FILE_TEST_EXISTS));
}

static void
test_no_store (Fixture *self, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  g_free (self->store);
  self->store = g_build_filename (self->door.dir, "nothing.db", NULL);
  g_assert_null (begin (self, NULL, &error));
  g_assert_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_MISSING);
  g_assert_false (g_file_test (self->folder, G_FILE_TEST_EXISTS));
}

int
main (int argc, char **argv)
{
  door_fixture_freeze ();
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/kiosk/door/rehearsal/samples", Fixture, "morning", set_up, test_samples, tear_down);
  g_test_add ("/kiosk/door/rehearsal/no-store", Fixture, NULL, set_up, test_no_store, tear_down);
  return g_test_run ();
}
