/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "door-fixture.h"

#include "door-error.h"
#include "lookup-policy.h"
#include "registry.h"
#include "self.h"

static void
on_answer (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_set_object ((GAsyncResult **) user_data, result);
}

static gboolean
is_answered (gpointer user_data)
{
  return *(GAsyncResult **) user_data != NULL;
}

static FoyerSelfFound *
find (DoorFixture *self, const char *phone, const char *surname, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  foyer_self_find_async (self->door, phone, surname, on_answer, &result);
  door_fixture_wait (is_answered, &result);
  return foyer_self_find_finish (result, error);
}

/* One person, and of their name no more than the screen may show. */
static void
test_found (DoorFixture *self, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerSelfFound) zhang = find (self, "138 0013 8821", "zhang", &error);
  g_autoptr (FoyerSelfFound) ouyang = find (self, "13611113333", "歐陽", &error);

  g_assert_no_error (error);
  g_assert_cmpstr (zhang->name, ==, "张*");
  g_assert_cmpstr (ouyang->name, ==, "欧**月");
  g_assert_cmpstr (zhang->registration, !=, ouyang->registration);
}

static void
test_nobody (DoorFixture *self, gconstpointer unused)
{
  static const struct { const char *phone; const char *surname; } wrong[] = {
    { "13800138822", "zhang" },   /* another number */
    { "13800138821", "wang" },    /* another surname */
    { "8821", "zhang" },          /* the end of the number */
    { "13800138821", "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (FoyerSelfFound) found = find (self, wrong[i].phone, wrong[i].surname, &error);

    g_assert_no_error (error);
    g_assert_null (found);
  }
}

/* Whether somebody was found or not: after so many, even the right ones have to wait. */
static void
test_limit (DoorFixture *self, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  for (int i = 0; i < FOYER_SELF_LOOKUPS_A_MINUTE; i++) {
    foyer_self_found_free (find (self, "13800138821", i % 2 ? "zhang" : "wang", &error));
    g_assert_no_error (error);
  }
  g_assert_null (find (self, "13800138821", "zhang", &error));
  g_assert_error (error, FOYER_DOOR_ERROR, FOYER_DOOR_ERROR_WAIT);
}

static gpointer
withdraw_job (FoyerStore *store, gpointer data, GError **error)
{
  g_autoptr (FoyerEvent) event = foyer_registry_event (store, error);

  if (event == NULL)
    return NULL;
  event->self_lookup = FALSE;
  return GINT_TO_POINTER (foyer_registry_put_event (store, event, error));
}

static gboolean
is_withdrawn (gpointer door)
{
  return !foyer_self_is_offered (FOYER_DOOR (door));
}

static void
test_not_offered (DoorFixture *self, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (foyer_self_is_offered (self->door));
  foyer_replica_write (self->replica, FOYER_LANE_DOOR, withdraw_job, NULL, &error);
  g_assert_no_error (error);
  foyer_door_reload (self->door);
  door_fixture_wait (is_withdrawn, self->door);
  g_assert_null (find (self, "13800138821", "zhang", &error));
  g_assert_no_error (error);
  /* An ask that is not answered doesn't count. */
  for (int i = 0; i < FOYER_SELF_LOOKUPS_A_MINUTE; i++)
    g_assert_cmpint (foyer_door_ask_self (self->door), ==, 0);
}

/* Whoever is found stands as with a code: in once, and in no other way than the list allows. */
static void
test_admitted (DoorFixture *self, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerSelfFound) zhang = find (self, "13800138821", "张", &error);
  g_autoptr (FoyerSelfFound) cancelled = find (self, "13811114444", "张", &error);

  g_assert_no_error (error);
  g_assert_true (foyer_door_admit (self->door, zhang->registration, FALSE));
  door_fixture_wait_for (self, FOYER_DOOR_WELCOME);
  foyer_door_dismiss (self->door);
  g_assert_true (foyer_door_admit (self->door, zhang->registration, FALSE));
  door_fixture_wait_for (self, FOYER_DOOR_SORRY);
  g_assert_cmpint (foyer_door_get_outcome (self->door)->verdict, ==, FOYER_VERDICT_ALREADY_IN);
  foyer_door_dismiss (self->door);
  g_assert_true (foyer_door_admit (self->door, cancelled->registration, FALSE));
  door_fixture_wait_for (self, FOYER_DOOR_SORRY);
  g_assert_cmpint (foyer_door_get_outcome (self->door)->verdict, ==, FOYER_VERDICT_CANCELLED);
}

#define ADD(name, func) \
  g_test_add ("/kiosk/door/self/" name, DoorFixture, NULL, door_fixture_set_up, func, \
              door_fixture_tear_down)

int
main (int argc, char **argv)
{
  door_fixture_freeze ();
  g_test_init (&argc, &argv, NULL);
  ADD ("found", test_found);
  ADD ("nobody", test_nobody);
  ADD ("limit", test_limit);
  ADD ("not-offered", test_not_offered);
  ADD ("admitted", test_admitted);
  return g_test_run ();
}
