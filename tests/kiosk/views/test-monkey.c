/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Random touches, keys and scans. Whatever comes: no warning, no page from which
 * nothing leads away, and a guest's code is always answered in the end. */

#include "views-fixture.h"

#include "kiosk.h"
#include "language.h"

#include <gst/gst.h>

#define SHORT_S 60
#define LONG_S  (30 * 60)
#define BREATH  16   /* actions at a stretch */

static const char * const codes[] = {
  FIXTURE_ZHANG, FIXTURE_OUYANG, FIXTURE_CANCELLED, FIXTURE_UNPAID, FIXTURE_FAMILY, "TICKET-ALEX",
  "TICKET-ZHANG-2", "TICKET-ZHANG-3", "nobody's", "https://example.org/menu", "", "\n", "中文",
};
static const char * const words[] = {
  "zhang", "wf", "8821", "欧阳", "", "   ", "'; DROP TABLE", "\xf0\x9f\x99\x82", "0", "99999999999999999999",
  FIXTURE_PIN,
};

/* Visible buttons that could be touched now. */
static void
collect (GtkWidget *widget, GType type, GPtrArray *found)
{
  if (!gtk_widget_get_mapped (widget) || !gtk_widget_is_sensitive (widget))
    return;
  if (g_type_is_a (G_OBJECT_TYPE (widget), type))
    g_ptr_array_add (found, widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    collect (child, type, found);
}

static GtkWidget *
any_of (GRand *dice, GtkWidget *root, GType type)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new ();

  collect (root, type, found);
  return found->len == 0 ? NULL : g_ptr_array_index (found, g_rand_int_range (dice, 0, (int) found->len));
}

static void
touch_something (GRand *dice, GtkWidget *page)
{
  GtkWidget *button = any_of (dice, page, GTK_TYPE_BUTTON);

  g_assert_nonnull (button);
  g_signal_emit_by_name (button, "clicked");
}

static void
type_something (GRand *dice, GtkWidget *page)
{
  GtkWidget *entry = any_of (dice, page, GTK_TYPE_ENTRY);

  if (entry != NULL)
    gtk_editable_set_text (GTK_EDITABLE (entry), words[g_rand_int_range (dice, 0, G_N_ELEMENTS (words))]);
}

static void
open_desk (Views *views)
{
  FoyerStaff staff = { (char *) FIXTURE_STAFF, (char *) "陈晨" };

  foyer_session_join (views->door->session, &staff);
}

static void
do_something (GRand *dice, Views *views, GtkWidget *page)
{
  int what = g_rand_int_range (dice, 0, 100);

  if (what < 70)
    touch_something (dice, page);
  else if (what < 80)
    type_something (dice, page);
  else if (what < 95)
    foyer_door_scan (views->door->door, codes[g_rand_int_range (dice, 0, G_N_ELEMENTS (codes))]);
  else if (what < 98)
    open_desk (views);
  else
    foyer_session_close (views->door->session);
  for (int i = g_rand_int_range (dice, 0, 20); i > 0; i--)
    g_main_context_iteration (NULL, FALSE);
}

static gboolean
is_waiting (gpointer door)
{
  return foyer_door_get_state (door) == FOYER_DOOR_WAITING;
}

/* Left alone, every state leads back to waiting. */
static void
expect_calm (Views *views)
{
  views_settle (views);
  door_fixture_wait (is_waiting, views->door->door);
}

/* Nothing of it may be left when the window is gone. */
static void
play (const ViewsPage *page, GRand *dice, gint64 until_us)
{
  DoorFixture door;
  Views views;
  GtkWidget *window;

  door_fixture_set_up (&door, NULL);
  views_set_up (&views, &door);
  for (int i = FOYER_DOOR_CHECKING; i < FOYER_DOOR_N_STATES; i++)
    foyer_door_set_duration (door.door, (FoyerDoorState) i, i == FOYER_DOOR_CHECKING ? 4000 : 200);
  window = views_show (&views, page, 1080, 1920);
  /* Faster than any hand; but what was asked of the replica has to be answered in time. */
  for (guint i = 1; g_get_monotonic_time () < until_us; i++) {
    do_something (dice, &views, views_page_of (window));
    if (i % BREATH == 0)
      views_settle (&views);
  }
  expect_calm (&views);
  views_hide (window);
  views_tear_down (&views);
  door_fixture_tear_down (&door, NULL);
}

static void
test_monkey (void)
{
  static const char * const places[] = { "desk", "waiting", "outcome-unknown", "question-heads" };
  guint32 seed = g_test_rand_int_range (0, G_MAXINT32);
  g_autoptr (GRand) dice = g_rand_new_with_seed (seed);
  const char *place = places[g_rand_int_range (dice, 0, G_N_ELEMENTS (places))];
  gint64 for_us = (g_test_slow () ? LONG_S : SHORT_S) * G_GINT64_CONSTANT (1000000);

  g_test_message ("seed %u, %s", seed, place);
  play (views_page (place), dice, g_get_monotonic_time () + for_us);
}

int
main (int argc, char **argv)
{
  g_setenv ("FOYER_CLOCK", FIXTURE_CLOCK, TRUE); /* goes on: what expires does */
  foyer_language_init ("zh_CN");
  gst_init (NULL, NULL);
  gtk_test_init (&argc, &argv, NULL);
  views_style (1);
  g_test_add_func ("/kiosk/views/monkey", test_monkey);
  return g_test_run ();
}
