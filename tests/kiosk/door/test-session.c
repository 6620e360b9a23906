/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "door-fixture.h"

#include "door-error.h"

typedef struct {
  gboolean done;
  gboolean in;
  GError  *error;
} Try;

static void
on_tried (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Try *try = user_data;

  try->in = foyer_session_enter_pin_finish (FOYER_SESSION (source), result, &try->error);
  try->done = TRUE;
}

static gboolean
is_done (gpointer user_data)
{
  return ((Try *) user_data)->done;
}

static gboolean
try_pin (DoorFixture *self, const char *pin, GError **error)
{
  Try try = { FALSE };

  foyer_session_enter_pin_async (self->session, foyer_door_get_event (self->door), pin, on_tried, &try);
  door_fixture_wait (is_done, &try);
  if (try.error != NULL)
    g_propagate_error (error, try.error);
  return try.in;
}

static void
test_pin (DoorFixture *self, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (try_pin (self, FIXTURE_PIN, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (foyer_session_get_names (self->session), ==, "陈晨");
  g_assert_cmpstr (foyer_session_get_staff (self->session), ==, FIXTURE_STAFF);
  foyer_session_close (self->session);
  g_assert_false (foyer_session_is_open (self->session));
  g_assert_null (foyer_session_get_staff (self->session));
}

static void
test_wrong_pins (DoorFixture *self, gconstpointer unused)
{
  for (int i = 0; i < 3; i++) {
    g_autoptr (GError) error = NULL;

    g_assert_cmpuint (foyer_session_get_wait_s (self->session), ==, 0);
    g_assert_false (try_pin (self, "000000", &error));
    g_assert_error (error, FOYER_DOOR_ERROR, FOYER_DOOR_ERROR_PIN);
  }
  {
    g_autoptr (GError) error = NULL;

    /* Now even the right one has to wait. */
    g_assert_cmpuint (foyer_session_get_wait_s (self->session), >, 0);
    g_assert_false (try_pin (self, FIXTURE_PIN, &error));
    g_assert_error (error, FOYER_DOOR_ERROR, FOYER_DOOR_ERROR_WAIT);
  }
}

static void
test_penalty (void)
{
  g_assert_cmpuint (foyer_session_penalty_s (2), ==, 0);
  g_assert_cmpuint (foyer_session_penalty_s (3), ==, 5);
  g_assert_cmpuint (foyer_session_penalty_s (4), ==, 10);
  g_assert_cmpuint (foyer_session_penalty_s (100), ==, 300);
}

static void
test_pair (void)
{
  g_autoptr (FoyerSession) session = foyer_session_new (0);
  FoyerStaff staff[] = { { (char *) "1", (char *) "Lin" }, { (char *) "2", (char *) "陈晨" },
                         { (char *) "3", (char *) "Wu" } };

  foyer_session_join (session, &staff[0]);
  foyer_session_join (session, &staff[1]);
  foyer_session_join (session, &staff[1]);
  g_assert_cmpstr (foyer_session_get_names (session), ==, "Lin, 陈晨");
  foyer_session_join (session, &staff[2]);
  g_assert_cmpstr (foyer_session_get_staff (session), ==, "2,3");
}

static gboolean
is_closed (gpointer session)
{
  return !foyer_session_is_open (session);
}

static void
test_locks_itself (void)
{
  g_autoptr (FoyerSession) session = foyer_session_new (1);
  FoyerStaff staff = { (char *) "1", (char *) "Lin" };

  foyer_session_join (session, &staff);
  g_assert_true (foyer_session_is_open (session));
  door_fixture_wait (is_closed, session);
}

#define ADD(name, func) \
  g_test_add ("/kiosk/door/session/" name, DoorFixture, NULL, door_fixture_set_up, func, \
              door_fixture_tear_down)

int
main (int argc, char **argv)
{
  door_fixture_freeze ();
  g_test_init (&argc, &argv, NULL);
  ADD ("pin", test_pin);
  ADD ("wrong-pins", test_wrong_pins);
  g_test_add_func ("/kiosk/door/session/penalty", test_penalty);
  g_test_add_func ("/kiosk/door/session/pair", test_pair);
  g_test_add_func ("/kiosk/door/session/locks-itself", test_locks_itself);
  return g_test_run ();
}
