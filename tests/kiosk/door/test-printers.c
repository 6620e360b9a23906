/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "../../printing/queue-fixture.h"

#include "language.h"
#include "printers.h"

#define HELD_UP "The printer needs a hand. Your badge comes out as soon as it is ready."

typedef struct {
  char            *dir;
  FoyerPrintQueue *queue;
  GPtrArray       *printers;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  self->dir = g_dir_make_tmp ("foyer-printers-XXXXXX", NULL);
  self->queue = open_queue (self->dir);
  foyer_print_queue_set_patience (self->queue, 500);
  self->printers = g_ptr_array_new ();
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  close_queue (self->queue);
  g_ptr_array_unref (self->printers);
  remove_tree (self->dir);
  g_free (self->dir);
}

/* A folder that is not there is a printer that does not answer. */
static char *
uri_of (Fixture *self, const char *name, gboolean there)
{
  g_autofree char *path = g_build_filename (self->dir, name, NULL);

  if (there)
    g_assert_cmpint (g_mkdir (path, 0700), ==, 0);
  return g_filename_to_uri (path, NULL, NULL);
}

static gboolean
says (char *sentence, const char *expected)
{
  g_autofree char *owned = sentence;

  return g_strcmp0 (owned, expected) == 0;
}

static void
test_one (Fixture *self, gconstpointer data)
{
  g_autofree char *uri = uri_of (self, "desk", FALSE);
  FoyerConfigPrinter desk = { (char *) "desk", uri };
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (self->printers, &desk);
  g_assert_true (foyer_printers_add (self->queue, self->printers, &error));
  enqueue (self->queue, "a");
  enqueue (self->queue, "b");
  wait_until (20, says (foyer_printers_trouble (self->queue),
                        "The printer does not answer. Check its power and its cable."));
  g_assert_true (says (foyer_printers_place (self->queue, "a"), HELD_UP));
  g_assert_true (says (foyer_printers_place (self->queue, "b"), HELD_UP));
  g_assert_true (says (foyer_printers_place (self->queue, "nobody"), NULL));
  g_free (uri_of (self, "desk", TRUE));
  wait_until (20, foyer_print_queue_count (self->queue, FOYER_PRINT_PRINTED) == 2);
  g_assert_true (says (foyer_printers_trouble (self->queue), NULL));
}

/* The guest is told where to go, and where to go instead. */
static void
test_several (Fixture *self, gconstpointer data)
{
  g_autofree char *left_uri = uri_of (self, "left", FALSE);
  g_autofree char *right_uri = uri_of (self, "right", TRUE);
  FoyerConfigPrinter broken = { (char *) "broken", (char *) "lpd://nowhere" };
  FoyerConfigPrinter left = { (char *) "left", left_uri };
  FoyerConfigPrinter right = { (char *) "right", right_uri };
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (self->printers, &broken);
  g_ptr_array_add (self->printers, &left);
  g_ptr_array_add (self->printers, &right);
  g_assert_false (foyer_printers_add (self->queue, self->printers, &error));
  enqueue_for (self->queue, "a", "left");
  enqueue_for (self->queue, "b", "right");
  g_assert_true (says (foyer_printers_place (self->queue, "b"),
                       "Your badge comes out at “right”."));
  wait_until (20, says (foyer_printers_place (self->queue, "a"),
                        "Your badge now comes out at “right”."));
  g_assert_true (says (foyer_printers_trouble (self->queue),
                       "left: The printer does not answer. Check its power and its cable."));
}

/* Nobody has it yet, and nothing is the matter. */
static void
test_ahead (Fixture *self, gconstpointer data)
{
  enqueue (self->queue, "a");
  enqueue (self->queue, "b");
  g_assert_true (says (foyer_printers_place (self->queue, "a"), NULL));
  g_assert_true (says (foyer_printers_place (self->queue, "b"), "1 badge comes before yours."));
}

static void
test_question (Fixture *self, gconstpointer data)
{
  g_autofree char *uri = uri_of (self, "desk", TRUE);
  FoyerConfigPrinter desk = { (char *) "desk", uri };
  g_autoptr (FoyerBadge) badge = foyer_badge_new ();
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (self->printers, &desk);
  g_assert_true (foyer_printers_add (self->queue, self->printers, &error));
  g_assert_true (foyer_print_queue_enqueue (self->queue, "a", badge, "no-such-template", NULL,
                                            &error));
  wait_until (20, says (foyer_printers_trouble (self->queue), "1 badge could not be printed. The desk asks what to do."));
  g_assert_true (says (foyer_printers_place (self->queue, "a"),
                       "Please ask our staff for your badge."));
}

int
main (int argc, char *argv[])
{
  foyer_language_init ("en");
  g_test_init (&argc, &argv, NULL);
#define ADD(path, test) g_test_add ("/kiosk/door/printers/" path, Fixture, NULL, set_up, test, tear_down)
  ADD ("one", test_one);
  ADD ("several", test_several);
  ADD ("ahead", test_ahead);
  ADD ("question", test_question);
  return g_test_run ();
}
