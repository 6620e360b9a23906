/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "world.h"

#include "doubt-list.h"

#include <string.h>

static GtkWidget *
doubts_of (ViewsWorld *self)
{
  return views_find_type (views_page_of (self->window), FOYER_TYPE_DOUBT_LIST);
}

static gboolean
reads (GtkWidget *widget, const char *text)
{
  if (GTK_IS_LABEL (widget) && strstr (gtk_label_get_text (GTK_LABEL (widget)), text) != NULL)
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    if (reads (child, text))
      return TRUE;
  }
  return FALSE;
}

/* So many badges of a state. */
typedef struct {
  FoyerPrintQueue *badges;
  FoyerPrintState  state;
  guint            count;
} Wanted;

static gboolean
is_so (gpointer user_data)
{
  const Wanted *wanted = user_data;

  return foyer_print_queue_count (wanted->badges, wanted->state) == wanted->count;
}

/* Touches the answer with that symbol, and waits until the queue has it. */
static void
answer (ViewsWorld *self, const char *symbol, FoyerPrintState state)
{
  FoyerPrintQueue *badges = self->views.badges;
  Wanted wanted = { badges, state, foyer_print_queue_count (badges, state) + 1 };
  GtkWidget *button = views_find_button (doubts_of (self), symbol);

  g_assert_nonnull (button);
  g_signal_emit_by_name (button, "clicked");
  g_assert_false (gtk_widget_is_sensitive (button));
  door_fixture_wait (is_so, &wanted);
  views_settle (&self->views);
}

static gboolean
is_gone (gpointer user_data)
{
  return doubts_of (user_data) == NULL;
}

/* Two badges in doubt: whose, and what the printer says; one touch for each, and nothing is left to answer. */
static void
test_answers (ViewsWorld *self, gconstpointer name)
{
  g_assert_true (reads (doubts_of (self), "Did the badge of 张伟 come out?"));
  g_assert_true (reads (doubts_of (self), "left: A badge is stuck in the printer. Open it and take the paper out."));
  g_assert_true (reads (doubts_of (self), "The badge of 欧阳明月 was not printed."));
  g_assert_true (reads (doubts_of (self), "right: the printer gave it up"));
  answer (self, "check", FOYER_PRINT_PRINTED);
  g_assert_cmpuint (foyer_doubt_list_count (FOYER_DOUBT_LIST (doubts_of (self))), ==, 1);
  answer (self, "sorry", FOYER_PRINT_CANCELLED);
  door_fixture_wait (is_gone, self);
}

static void
test_again (ViewsWorld *self, gconstpointer name)
{
  answer (self, "printer", FOYER_PRINT_QUEUED);
  answer (self, "printer", FOYER_PRINT_QUEUED);
  door_fixture_wait (is_gone, self);
}

int
main (int argc, char **argv)
{
  views_init (&argc, &argv);
  views_add ("/kiosk/views/doubts/answers", "desk-doubts", test_answers);
  views_add ("/kiosk/views/doubts/again", "desk-doubts", test_again);
  views_add ("/kiosk/views/doubts/recent", "desk-doubts-recent", test_answers);
  return g_test_run ();
}
