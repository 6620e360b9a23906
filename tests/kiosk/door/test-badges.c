/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "door-fixture.h"

#include "badges.h"
#include "desk.h"
#include "guest-badge.h"

/* Without a printer nothing is printed, so what is wanted can be counted. */

typedef struct {
  FoyerPrintQueue *queue;
  guint            jobs;
} Wish;

static FoyerPrintQueue *
open_queue (DoorFixture *self)
{
  g_autofree char *path = g_build_filename (self->dir, "badges.db", NULL);
  g_autoptr (GError) error = NULL;
  FoyerPrintQueue *queue = foyer_print_queue_open (path, &error);

  g_assert_no_error (error);
  return queue;
}

static gboolean
has_jobs (gpointer user_data)
{
  Wish *wish = user_data;
  g_autoptr (GPtrArray) jobs = foyer_print_queue_list (wish->queue, FALSE);

  return jobs->len == wish->jobs;
}

/* From the replica's file to the queue's; ends as a program ends. */
static void
bring (DoorFixture *self, guint jobs)
{
  static const guint8 secret_key[FOYER_CODE_SECRET_BYTES] = { 1 };
  FoyerPrintQueue *queue = open_queue (self);
  FoyerBadges *badges = foyer_badges_new (self->replica, queue, NULL, secret_key);
  Wish wish = { queue, jobs };

  door_fixture_wait (has_jobs, &wish);
  foyer_badges_stop (badges);
  foyer_print_queue_close (queue);
  door_fixture_wait_alone (badges);
  g_assert_finalize_object (badges);
  g_assert_finalize_object (queue);
}

static void
admit (DoorFixture *self, const char *code)
{
  g_assert_true (foyer_door_scan (self->door, code));
  door_fixture_wait_for (self, FOYER_DOOR_WELCOME);
}

/* Admitted while nobody looked after badges; then looked after three times. */
static void
test_once (DoorFixture *self, gconstpointer unused)
{
  Wish wish;

  admit (self, FIXTURE_ZHANG);
  admit (self, FIXTURE_OUYANG);
  for (int i = 0; i < 3; i++)
    bring (self, 2);
  wish.queue = open_queue (self);
  wish.jobs = 2;
  g_assert_true (has_jobs (&wish));
  foyer_print_queue_close (wish.queue);
  g_object_unref (wish.queue);
}

/* The job is known by the entry that wants it. */
static void
test_id (DoorFixture *self, gconstpointer unused)
{
  g_autofree char *entry = NULL;
  FoyerPrintQueue *queue;

  admit (self, FIXTURE_ZHANG);
  entry = g_strdup (foyer_door_get_outcome (self->door)->entry);
  bring (self, 1);
  queue = open_queue (self);
  g_assert_true (foyer_print_queue_has (queue, entry));
  foyer_print_queue_close (queue);
  g_object_unref (queue);
}

static void
on_written (GObject *source, GAsyncResult *result, gpointer done)
{
  g_assert_null (foyer_desk_write_finish (result));
  *(gboolean *) done = TRUE;
}

static gboolean
is_true (gpointer flag)
{
  return *(gboolean *) flag;
}

static void
write_down (DoorFixture *self, FoyerDeedKind kind, const char *about, const char *reason, gboolean *done)
{
  const FoyerDeed deed = { kind, .about = about, .text = reason };

  foyer_desk_do_async (self->door, &deed, on_written, done);
}

/* The badge that was not out yet never will be: the new one voids it. */
static void
test_reprint (DoorFixture *self, gconstpointer unused)
{
  gboolean done = FALSE;
  Wish wish;

  admit (self, FIXTURE_ZHANG);
  bring (self, 1);
  write_down (self, FOYER_DEED_REPRINT, foyer_door_get_outcome (self->door)->registration,
              "The badge is lost", &done);
  door_fixture_wait (is_true, &done);
  bring (self, 2);
  wish.queue = open_queue (self);
  g_assert_cmpuint (foyer_print_queue_count (wish.queue, FOYER_PRINT_CANCELLED), ==, 1);
  g_assert_cmpuint (foyer_print_queue_count (wish.queue, FOYER_PRINT_QUEUED), ==, 1);
  foyer_print_queue_close (wish.queue);
  g_object_unref (wish.queue);
}

static gboolean
is_cancelled (gpointer user_data)
{
  Wish *wish = user_data;

  return foyer_print_queue_count (wish->queue, FOYER_PRINT_CANCELLED) == wish->jobs;
}

/* Let in by mistake: the badge that has not come out yet never will. */
static void
test_undone (DoorFixture *self, gconstpointer unused)
{
  static const guint8 secret_key[FOYER_CODE_SECRET_BYTES] = { 1 };
  FoyerPrintQueue *queue = open_queue (self);
  Wish wish = { queue, 1 };
  FoyerBadges *badges;
  gboolean done = FALSE;

  admit (self, FIXTURE_ZHANG);
  badges = foyer_badges_new (self->replica, queue, NULL, secret_key);
  door_fixture_wait (has_jobs, &wish);
  write_down (self, FOYER_DEED_UNDO, foyer_door_get_outcome (self->door)->entry, "mistaken", &done);
  door_fixture_wait (is_true, &done);
  door_fixture_wait (is_cancelled, &wish);
  foyer_badges_stop (badges);
  foyer_print_queue_close (queue);
  door_fixture_wait_alone (badges);
  g_assert_finalize_object (badges);
  g_assert_finalize_object (queue);
}

/* The event is called what it is called in the guest's own writing. */
static void
test_language (void)
{
  static const struct { const char *name; const char *event; } rows[] = {
    { "张伟", "开放日" }, { "Anna Kowalska", "Open Day" }, { "阿依古丽·买买提", "开放日" },
    { "Миша", "Open Day" }, { "田中さくら", "开放日" },
  };
  static const char * const words[] = { "zh_CN", "开放日", "en", "Open Day", NULL };
  g_autoptr (FoyerEvent) event = foyer_event_new ();
  g_autoptr (FoyerRegistration) row = foyer_registration_new ();

  event->name = g_strdupv ((char **) words);
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (FoyerBadge) badge = NULL;

    g_free (row->name);
    row->name = g_strdup (rows[i].name);
    badge = foyer_guest_badge_new (event, row, "CODE", 2);
    g_assert_cmpstr (badge->event, ==, rows[i].event);
    g_assert_cmpuint (badge->reprint, ==, 2);
    g_assert_cmpstr (badge->category, ==, "attendee");
  }
}

#define ADD(name, func) \
  g_test_add ("/kiosk/door/badges/" name, DoorFixture, NULL, door_fixture_set_up, func, \
              door_fixture_tear_down)

int
main (int argc, char **argv)
{
  door_fixture_freeze ();
  g_test_init (&argc, &argv, NULL);
  ADD ("once", test_once);
  ADD ("id", test_id);
  ADD ("reprint", test_reprint);
  ADD ("undone", test_undone);
  g_test_add_func ("/kiosk/door/guest-badge/language", test_language);
  return g_test_run ();
}
