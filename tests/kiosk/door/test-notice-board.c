/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "clock.h"
#include "desk.h"
#include "door-fixture.h"

/* What is said on all kiosks: hung up, taken back, and gone at its time. By a
 * clock that runs. */

static void
on_written (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_assert_null (foyer_desk_write_finish (result));
}

static void
say (DoorFixture *f, const char *text, gint64 for_us)
{
  FoyerNotice notice = { .text = (char *[]) { (char *) "", (char *) text, NULL },
                         .audience = FOYER_NOTICE_FOR_EVERYONE,
                         .until_us = for_us ? foyer_clock_now_us () + for_us : 0 };
  FoyerDeed deed = { FOYER_DEED_NOTICE, .notice = &notice };

  foyer_desk_do_async (f->door, &deed, on_written, NULL);
}

static gboolean
is_one (gpointer board)
{
  return foyer_notice_board_count (board) == 1;
}

static gboolean
is_empty (gpointer board)
{
  return foyer_notice_board_count (board) == 0;
}

static void
test_taken_back (DoorFixture *f, gconstpointer unused)
{
  FoyerNoticeBoard *board = foyer_door_get_notices (f->door);
  FoyerDeed deed = { FOYER_DEED_UNDO, .text = "over" };
  g_autofree char *id = NULL;

  g_assert_cmpuint (foyer_notice_board_count (board), ==, 0);
  say (f, "Hall B opens at 13:00", 0);
  door_fixture_wait (is_one, board);
  g_assert_cmpstr (foyer_notice_board_get (board, 0)->text[1], ==, "Hall B opens at 13:00");
  id = g_strdup (foyer_notice_board_get (board, 0)->id);
  deed.about = id;
  foyer_desk_do_async (f->door, &deed, on_written, NULL);
  door_fixture_wait (is_empty, board);
}

/* Nothing is written then: the board itself knows when. */
static void
test_its_time (DoorFixture *f, gconstpointer unused)
{
  FoyerNoticeBoard *board = foyer_door_get_notices (f->door);

  say (f, "Lunch is ready", 2 * G_USEC_PER_SEC);
  door_fixture_wait (is_one, board);
  door_fixture_wait (is_empty, board);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  door_fixture_add ("/kiosk/door/notice-board/taken-back", test_taken_back);
  door_fixture_add ("/kiosk/door/notice-board/its-time", test_its_time);
  return g_test_run ();
}
