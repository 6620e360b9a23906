/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "door-fixture.h"

#include "desk.h"
#include "door-error.h"
#include "journal.h"
#include "json.h"
#include "language.h"
#include "lookup.h"
#include "registry.h"

#include <glib/gstdio.h>

/* How many entries of this kiosk the disk has, seen from outside. */
static guint
entries_on_disk (DoorFixture *self)
{
  g_autofree char *path = g_build_filename (self->dir, "event.db", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerStore) store = foyer_store_open (path, FOYER_STORE_READ, &error);
  g_autoptr (GPtrArray) entries = NULL;

  g_assert_no_error (error);
  entries = foyer_journal_unsent (store, 0, 100, &error);
  g_assert_no_error (error);
  return entries->len;
}

static void
expect (DoorFixture *self, FoyerVerdict verdict)
{
  FoyerOutcome *outcome = foyer_door_get_outcome (self->door);

  g_assert_nonnull (outcome);
  g_assert_cmpstr (foyer_verdict_to_string (outcome->verdict), ==, foyer_verdict_to_string (verdict));
}

/* The moment the state turns to welcome, another process can read the entry. */
static void
on_state_check_disk (DoorFixture *self)
{
  if (foyer_door_get_state (self->door) == FOYER_DOOR_WELCOME)
    g_assert_cmpuint (entries_on_disk (self), ==, 1);
  else
    g_assert_null (foyer_door_get_outcome (self->door));
}

static void
test_after_commit (DoorFixture *self, gconstpointer unused)
{
  g_signal_connect_swapped (self->door, "notify::state", G_CALLBACK (on_state_check_disk), self);
  g_assert_cmpuint (entries_on_disk (self), ==, 0);
  g_assert_true (foyer_door_scan (self->door, FIXTURE_ZHANG));
  g_assert_cmpint (foyer_door_get_state (self->door), ==, FOYER_DOOR_CHECKING);
  door_fixture_wait_for (self, FOYER_DOOR_WELCOME);
  expect (self, FOYER_VERDICT_ADMITTED);
  g_assert_cmpstr (foyer_door_get_outcome (self->door)->guest, ==, "张伟");
  g_assert_true (foyer_door_get_outcome (self->door)->badge);
}

static void
test_other_code_while_checking (DoorFixture *self, gconstpointer unused)
{
  g_assert_true (foyer_door_scan (self->door, FIXTURE_ZHANG));
  g_assert_false (foyer_door_scan (self->door, FIXTURE_OUYANG));
  door_fixture_wait_for (self, FOYER_DOOR_WELCOME);
  g_assert_cmpstr (foyer_door_get_outcome (self->door)->guest, ==, "张伟");
  /* Not taken then, so it is no repetition now. */
  g_assert_true (foyer_door_scan (self->door, FIXTURE_OUYANG));
  door_fixture_wait_for (self, FOYER_DOOR_WELCOME);
  g_assert_cmpstr (foyer_door_get_outcome (self->door)->guest, ==, "欧阳明月");
}

static void
test_again (DoorFixture *self, gconstpointer unused)
{
  foyer_door_scan (self->door, FIXTURE_ZHANG);
  door_fixture_wait_for (self, FOYER_DOOR_WELCOME);
  g_assert_false (foyer_door_scan (self->door, FIXTURE_ZHANG));
  g_assert_true (foyer_door_scan (self->door, "NOBODY'S CODE"));
  door_fixture_wait_for (self, FOYER_DOOR_SORRY);
  expect (self, FOYER_VERDICT_UNKNOWN);
  g_assert_true (foyer_door_scan (self->door, FIXTURE_ZHANG));
  door_fixture_wait_for (self, FOYER_DOOR_SORRY);
  expect (self, FOYER_VERDICT_ALREADY_IN);
  g_assert_cmpstr (foyer_door_get_outcome (self->door)->first_time, ==, "08:45");
  g_assert_cmpstr (foyer_door_get_outcome (self->door)->first_place, ==, "");
}

static void
test_back_to_waiting (DoorFixture *self, gconstpointer unused)
{
  foyer_door_set_duration (self->door, FOYER_DOOR_WELCOME, 1);
  foyer_door_scan (self->door, FIXTURE_ZHANG);
  door_fixture_wait_for (self, FOYER_DOOR_WELCOME);
  door_fixture_wait_for (self, FOYER_DOOR_WAITING);
  g_assert_null (foyer_door_get_outcome (self->door));
}

/* The event asks something, and Zhang comes with three others. */
static gpointer
ask_job (FoyerStore *store, gpointer data, GError **error)
{
  static const char question[] =
    "{\"id\":\"meal\",\"text\":\"Which lunch?\",\"options\":["
    "{\"id\":\"meat\",\"text\":\"With meat\"},{\"id\":\"veg\",\"text\":\"Without\"}]}";
  g_autoptr (FoyerEvent) event = foyer_registry_event (store, error);
  g_autoptr (json_t) json = foyer_event_to_json (event, TRUE);
  g_autoptr (GPtrArray) rows = foyer_registry_by_code (store, FIXTURE_ZHANG, error);
  FoyerRegistration *zhang = g_ptr_array_index (rows, 0);
  g_autoptr (FoyerEvent) asking = NULL;

  json_object_set_new (json, "questions", json_array ());
  json_array_append_new (json_object_get (json, "questions"), foyer_json_parse (question, -1, NULL));
  asking = foyer_event_from_json (json, error);
  zhang->party = 4;
  return GINT_TO_POINTER (foyer_registry_put_event (store, asking, error) &&
                          foyer_registry_change (store, zhang, NULL, error));
}

static void
test_asking (DoorFixture *self, gconstpointer unused)
{
  static const char * const answers[] = { "meal", "veg", NULL };
  const FoyerOutcome *outcome;
  g_autoptr (GError) error = NULL;

  foyer_replica_write (self->replica, FOYER_LANE_DOOR, ask_job, NULL, &error);
  g_assert_no_error (error);
  g_assert_false (foyer_door_answer (self->door, answers, 2));
  g_assert_true (foyer_door_scan (self->door, FIXTURE_ZHANG));
  door_fixture_wait_for (self, FOYER_DOOR_ASKING);
  outcome = foyer_door_get_outcome (self->door);
  g_assert_cmpint (outcome->questions->len, ==, 1);
  g_assert_cmpint (outcome->party_left, ==, 4);
  g_assert_true (foyer_door_answer (self->door, answers, 3));
  door_fixture_wait_for (self, FOYER_DOOR_WELCOME);
  g_assert_cmpstr (foyer_door_get_outcome (self->door)->guest, ==, "张伟");
}

/* Who walks away from a question leaves nothing behind. */
static void
test_asking_times_out (DoorFixture *self, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  foyer_replica_write (self->replica, FOYER_LANE_DOOR, ask_job, NULL, &error);
  g_assert_no_error (error);
  foyer_door_set_duration (self->door, FOYER_DOOR_ASKING, 1);
  g_assert_true (foyer_door_scan (self->door, FIXTURE_ZHANG));
  door_fixture_wait_for (self, FOYER_DOOR_ASKING);
  door_fixture_wait_for (self, FOYER_DOOR_WAITING);
  g_assert_null (foyer_door_get_outcome (self->door));
  g_assert_false (foyer_door_answer (self->door, NULL, 1));
}

static gpointer
break_job (FoyerStore *store, gpointer data, GError **error)
{
  return GINT_TO_POINTER (foyer_store_set_setting (store, "list", "no-such-list", error));
}

static gboolean
has_list (gpointer user_data)
{
  DoorFixture *self = user_data;

  return g_str_equal (foyer_door_get_list (self->door)->id, "afternoon");
}

static gboolean
has_list_by_clock (gpointer user_data)
{
  DoorFixture *self = user_data;

  return g_str_equal (foyer_door_get_list (self->door)->id, "morning");
}

/* The list that staff chose is gone from the event: the clock's is served. */
static void
test_list_gone (DoorFixture *self, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  foyer_desk_choose_list_async (self->door, "afternoon", NULL, NULL);
  door_fixture_wait (has_list, self);
  foyer_replica_write (self->replica, FOYER_LANE_DOOR, break_job, NULL, &error);
  g_assert_no_error (error);
  door_fixture_wait (has_list_by_clock, self);
  g_assert_false (foyer_door_list_is_chosen (self->door));
}

static void
test_choose_list (DoorFixture *self, gconstpointer unused)
{
  foyer_desk_choose_list_async (self->door, "afternoon", NULL, NULL);
  door_fixture_wait (has_list, self);
  g_assert_true (foyer_door_list_is_chosen (self->door));
}

/* A replica that is closed cannot write: nothing green, and the next guest may try again. */
static void
test_trouble (DoorFixture *self, gconstpointer unused)
{
  g_test_expect_message ("foyer-door", G_LOG_LEVEL_WARNING, "*could not be written*");
  foyer_replica_close (self->replica);
  g_assert_true (foyer_door_scan (self->door, FIXTURE_ZHANG));
  door_fixture_wait_for (self, FOYER_DOOR_TROUBLE);
  g_test_assert_expected_messages ();
  g_assert_nonnull (foyer_door_get_trouble (self->door));
  g_assert_null (foyer_door_get_outcome (self->door));
}

static void
test_staff_code (DoorFixture *self, gconstpointer unused)
{
  foyer_door_scan (self->door, self->staff_code);
  door_fixture_wait_for (self, FOYER_DOOR_WAITING);
  g_assert_true (foyer_session_is_open (self->session));
  g_assert_cmpstr (foyer_session_get_names (self->session), ==, "陈晨");
  g_assert_cmpuint (entries_on_disk (self), ==, 0);
}

static void
test_override (DoorFixture *self, gconstpointer unused)
{
  g_autofree char *registration = NULL;

  foyer_door_scan (self->door, FIXTURE_CANCELLED);
  door_fixture_wait_for (self, FOYER_DOOR_SORRY);
  expect (self, FOYER_VERDICT_CANCELLED);
  registration = g_strdup (foyer_door_get_outcome (self->door)->registration);
  g_assert_true (foyer_door_override (self->door, registration, "The organizer agreed"));
  door_fixture_wait_for (self, FOYER_DOOR_WELCOME);
  g_assert_cmpint (foyer_door_get_outcome (self->door)->flags, ==, FOYER_VERDICT_OVERRIDDEN);
}

static void
test_walk_in (DoorFixture *self, gconstpointer unused)
{
  g_autoptr (FoyerRegistration) draft = foyer_registration_new ();

  draft->name = g_strdup ("吴梓涵");
  draft->phone = g_strdup ("13900009999");
  g_assert_true (foyer_door_walk_in (self->door, draft));
  door_fixture_wait_for (self, FOYER_DOOR_WELCOME);
  g_assert_true (foyer_door_get_outcome (self->door)->walk_in);
  g_assert_cmpstr (foyer_door_get_outcome (self->door)->guest, ==, "吴梓涵");
}

typedef struct {
  GAsyncResult *result;
} Answer;

static void
on_answer (GObject *source, GAsyncResult *result, gpointer user_data)
{
  ((Answer *) user_data)->result = g_object_ref (result);
}

static gboolean
is_answered (gpointer user_data)
{
  return ((Answer *) user_data)->result != NULL;
}

typedef struct {
  const char *registration;
  const char *list;
} Whom;

static gpointer
read_guest (FoyerStore *store, gpointer data, GError **error)
{
  const Whom *whom = data;

  return foyer_lookup_guest (store, whom->registration, whom->list, error);
}

/* As this door's list has them. */
static FoyerGuest *
guest_now (DoorFixture *self, const char *registration)
{
  Whom whom = { registration, foyer_door_get_list (self->door)->id };
  g_autoptr (GError) error = NULL;
  FoyerGuest *guest = foyer_replica_read (self->replica, read_guest, &whom, &error);

  g_assert_no_error (error);
  return guest;
}

static void
test_undo (DoorFixture *self, gconstpointer unused)
{
  Answer answer = { NULL };
  g_autoptr (FoyerGuest) before = NULL;
  g_autoptr (FoyerGuest) after = NULL;
  g_autofree char *registration = NULL;

  foyer_door_scan (self->door, FIXTURE_ZHANG);
  door_fixture_wait_for (self, FOYER_DOOR_WELCOME);
  registration = g_strdup (foyer_door_get_outcome (self->door)->registration);
  before = guest_now (self, registration);
  g_assert_cmpint (before->presence, ==, FOYER_PRESENCE_INSIDE);

  foyer_desk_do_async (self->door,
                       &(FoyerDeed) { FOYER_DEED_UNDO, .about = before->admit_entry, .text = "Touched by mistake" },
                       on_answer, &answer);
  door_fixture_wait (is_answered, &answer);
  g_assert_null (foyer_desk_write_finish (answer.result));
  g_object_unref (answer.result);
  after = guest_now (self, registration);
  g_assert_cmpint (after->presence, ==, FOYER_PRESENCE_NEVER);
}

static void
test_find (DoorFixture *self, gconstpointer unused)
{
  Answer answer = { NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) guests = NULL;

  foyer_desk_find_async (self->door, "zw", NULL, on_answer, &answer);
  door_fixture_wait (is_answered, &answer);
  guests = foyer_desk_find_finish (answer.result, &error);
  g_assert_no_error (error);
  g_object_unref (answer.result);
  g_assert_cmpuint (guests->len, >=, 3);
  g_assert_cmpuint (guests->len, <=, FOYER_DESK_ROWS);
}

/* One letter would be half the list; one hanzi is a surname. */
static void
test_find_enough (DoorFixture *self, gconstpointer unused)
{
  static const struct { const char *text; gboolean enough; } typed[] = { { "z", FALSE }, { "张", TRUE } };

  for (gsize i = 0; i < G_N_ELEMENTS (typed); i++) {
    Answer answer = { NULL };
    g_autoptr (GError) error = NULL;
    g_autoptr (GPtrArray) guests = NULL;

    foyer_desk_find_async (self->door, typed[i].text, NULL, on_answer, &answer);
    door_fixture_wait (is_answered, &answer);
    guests = foyer_desk_find_finish (answer.result, &error);
    g_assert_no_error (error);
    g_object_unref (answer.result);
    g_assert_cmpint (guests->len > 0, ==, typed[i].enough);
  }
}

#define ADD(name, func) \
  g_test_add ("/kiosk/door/door/" name, DoorFixture, NULL, door_fixture_set_up, func, \
              door_fixture_tear_down)

int
main (int argc, char **argv)
{
  door_fixture_freeze ();
  foyer_language_init ("en");
  g_test_init (&argc, &argv, NULL);
  ADD ("after-commit", test_after_commit);
  ADD ("other-code-while-checking", test_other_code_while_checking);
  ADD ("again", test_again);
  ADD ("asking", test_asking);
  ADD ("asking-times-out", test_asking_times_out);
  ADD ("back-to-waiting", test_back_to_waiting);
  ADD ("list-gone", test_list_gone);
  ADD ("choose-list", test_choose_list);
  ADD ("trouble", test_trouble);
  ADD ("staff-code", test_staff_code);
  ADD ("override", test_override);
  ADD ("walk-in", test_walk_in);
  ADD ("undo", test_undo);
  ADD ("find", test_find);
  ADD ("find-enough", test_find_enough);
  return g_test_run ();
}
