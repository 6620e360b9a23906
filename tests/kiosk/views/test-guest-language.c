/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "guest-language.h"

#include "door-fixture.h"
#include "language.h"

typedef struct {
  DoorFixture         door;
  FoyerGuestLanguage *language;
} World;

static void
set_up (World *self, gconstpointer unused)
{
  foyer_language_set ("zh_CN");
  door_fixture_set_up (&self->door, NULL);
  door_fixture_wait_for (&self->door, FOYER_DOOR_WAITING);
  self->language = foyer_guest_language_new (self->door.session);
  foyer_guest_language_set_door (self->language, self->door.door);
}

static void
tear_down (World *self, gconstpointer unused)
{
  g_assert_finalize_object (self->language);
  door_fixture_tear_down (&self->door, NULL);
}

static gboolean
is_chinese (gpointer unused)
{
  return g_str_equal (foyer_language_get (), "zh_CN");
}

static void
serve_guest (World *self)
{
  foyer_door_scan (self->door.door, FIXTURE_ZHANG);
  door_fixture_wait_for (&self->door, FOYER_DOOR_WELCOME);
  g_assert_cmpstr (foyer_language_get (), ==, "en");
  foyer_door_dismiss (self->door.door);
  door_fixture_wait_for (&self->door, FOYER_DOOR_WAITING);
}

static void
test_after_guest (World *self, gconstpointer unused)
{
  foyer_guest_language_toggle (self->language);
  g_assert_cmpstr (foyer_language_get (), ==, "en");
  serve_guest (self);
  g_assert_true (is_chinese (NULL));
}

static void
test_idle (World *self, gconstpointer unused)
{
  foyer_guest_language_set_idle (self->language, 10);
  foyer_guest_language_toggle (self->language);
  foyer_guest_language_touch (self->language);
  g_assert_false (is_chinese (NULL));
  door_fixture_wait (is_chinese, NULL);
}

static void
test_staff_keep_theirs (World *self, gconstpointer unused)
{
  FoyerStaff staff = { (char *) FIXTURE_STAFF, (char *) "陈晨" };

  foyer_guest_language_set_idle (self->language, 1);
  foyer_guest_language_toggle (self->language);
  foyer_session_join (self->door.session, &staff);
  serve_guest (self);
  g_assert_false (is_chinese (NULL));
  foyer_session_close (self->door.session);
  door_fixture_wait (is_chinese, NULL);
}

/* Who sets a kiosk up chooses in peace. */
static void
test_without_door (World *self, gconstpointer unused)
{
  foyer_guest_language_set_door (self->language, NULL);
  foyer_guest_language_toggle (self->language);
  foyer_guest_language_touch (self->language);
  g_assert_false (is_chinese (NULL));
  foyer_guest_language_toggle (self->language);
  g_assert_true (is_chinese (NULL));
}

#define ADD(path, test) g_test_add ("/kiosk/views/" path, World, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  door_fixture_freeze ();
  foyer_language_init ("zh_CN");
  g_test_init (&argc, &argv, NULL);
  ADD ("guest-language/after-guest", test_after_guest);
  ADD ("guest-language/idle", test_idle);
  ADD ("guest-language/staff", test_staff_keep_theirs);
  ADD ("guest-language/without-door", test_without_door);
  return g_test_run ();
}
