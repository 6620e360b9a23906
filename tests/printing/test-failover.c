/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "queue-fixture.h"

#include "printer-proxy.h"
#include "test-printer.h"

#define PATIENCE_MS 700

/* Two printers, the left one behind a cable that can be pulled out. */
typedef struct {
  char            *dir;
  TestPrinter     *left, *right;
  PrinterProxy    *cable;
  FoyerPrintQueue *queue;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autofree char *left_uri = NULL;
  g_autofree char *right_uri = NULL;

  self->dir = g_dir_make_tmp ("foyer-queue-XXXXXX", NULL);
  self->left = test_printer_new ();
  test_printer_start (self->left, NULL);
  self->right = test_printer_new ();
  test_printer_start (self->right, NULL);
  self->cable = printer_proxy_new (self->left->port);
  self->queue = open_queue (self->dir);
  foyer_print_queue_set_patience (self->queue, PATIENCE_MS);
  left_uri = uri_for_port (printer_proxy_get_port (self->cable));
  right_uri = test_printer_uri (self->right);
  add_printer_as (self->queue, "left", left_uri);
  add_printer_as (self->queue, "right", right_uri);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  close_queue (self->queue);
  printer_proxy_free (self->cable);
  test_printer_free (self->left);
  test_printer_free (self->right);
  remove_tree (self->dir);
  g_free (self->dir);
}

static void
assert_at (Fixture *self, const char *id, const char *printer, const char *moved_from)
{
  g_autoptr (FoyerPrintJob) job = foyer_print_queue_get_job (self->queue, id);

  g_assert_cmpstr (job->printer, ==, printer);
  g_assert_cmpstr (job->moved_from, ==, moved_from);
}

static void
assert_paper (Fixture *self, const char *id, guint left, guint right)
{
  g_assert_cmpuint (test_printer_count_paper (self->left, id), ==, left);
  g_assert_cmpuint (test_printer_count_paper (self->right, id), ==, right);
}

/* What it has is given back first; what waits for it goes along. */
static void
test_out_of_paper (Fixture *self, gconstpointer data)
{
  test_printer_set_faults (self->left, "media-empty");
  enqueue_for (self->queue, "a", "left");
  enqueue_for (self->queue, "b", "left");
  wait_until (20, state_of (self->queue, "a") == FOYER_PRINT_PRINTED);
  wait_until (20, state_of (self->queue, "b") == FOYER_PRINT_PRINTED);
  assert_at (self, "a", "right", "left");
  test_printer_set_faults (self->left, NULL);
  enqueue_for (self->queue, "c", "left");
  wait_until (20, state_of (self->queue, "c") == FOYER_PRINT_PRINTED);
  assert_paper (self, "a", 0, 1);
  assert_at (self, "c", "left", NULL);
}

/* It does not let go: nobody knows what it will do, and a person is asked. */
static void
test_stubborn (Fixture *self, gconstpointer data)
{
  test_printer_set_switch (self->left, "stubborn", TRUE);
  test_printer_set_faults (self->left, "media-jam");
  enqueue_for (self->queue, "a", "left");
  wait_until (20, state_of (self->queue, "a") == FOYER_PRINT_UNKNOWN);
  settle (self->queue, "a", FOYER_PRINT_SETTLE_AGAIN);
  wait_until (20, state_of (self->queue, "a") == FOYER_PRINT_PRINTED);
  assert_paper (self, "a", 0, 1);
  assert_at (self, "a", "right", "left");
}

/* The cable is out while it has the badge. It is put in again before anyone has answered. */
static void
test_heals (Fixture *self, gconstpointer data)
{
  test_printer_set_faults (self->left, "cover-open");
  enqueue_for (self->queue, "a", "left");
  wait_until (20, state_of (self->queue, "a") == FOYER_PRINT_PRINTING);
  printer_proxy_pull_out (self->cable, TRUE);
  wait_until (20, state_of (self->queue, "a") == FOYER_PRINT_UNKNOWN);
  test_printer_set_faults (self->left, NULL);
  wait_until (20, test_printer_count_paper (self->left, "a") == 1);
  printer_proxy_pull_out (self->cable, FALSE);
  wait_until (20, state_of (self->queue, "a") == FOYER_PRINT_PRINTED);
  assert_paper (self, "a", 1, 0);
}

/* As above, but somebody has had it printed elsewhere: the first printer is to drop it. */
static void
test_fenced (Fixture *self, gconstpointer data)
{
  test_printer_set_faults (self->left, "cover-open");
  enqueue_for (self->queue, "a", "left");
  wait_until (20, state_of (self->queue, "a") == FOYER_PRINT_PRINTING);
  printer_proxy_pull_out (self->cable, TRUE);
  wait_until (20, state_of (self->queue, "a") == FOYER_PRINT_UNKNOWN);
  settle (self->queue, "a", FOYER_PRINT_SETTLE_AGAIN);
  wait_until (20, state_of (self->queue, "a") == FOYER_PRINT_PRINTED);
  printer_proxy_pull_out (self->cable, FALSE);
  wait_until (20, !test_printer_is_stuck (self->left));
  test_printer_set_faults (self->left, NULL);
  enqueue_for (self->queue, "b", "left");
  wait_until (20, state_of (self->queue, "b") == FOYER_PRINT_PRINTED);
  assert_paper (self, "a", 0, 1);
  assert_paper (self, "b", 1, 0);
}

#define RACES    8
#define DELAY_MS 150

/* Its printer is back and is being asked about the badge, which takes its time, and at some moment of
 * that somebody answers for it: printed elsewhere, or given up. It still is to drop it. */
static void
race (Fixture *self, GRand *dice, int round)
{
  g_autofree char *id = g_strdup_printf ("race%d", round);
  gboolean again = round % 2 == 0;
  gint64 answer_us;

  test_printer_set_faults (self->left, "cover-open");
  enqueue_for (self->queue, id, "left");
  wait_until (20, state_of (self->queue, id) == FOYER_PRINT_PRINTING);
  printer_proxy_pull_out (self->cable, TRUE);
  wait_until (20, state_of (self->queue, id) == FOYER_PRINT_UNKNOWN);
  printer_proxy_set_delay (self->cable, DELAY_MS);
  printer_proxy_pull_out (self->cable, FALSE);
  wait_until (20, (reasons_of_printer (self->queue, "left") & FOYER_PRINTER_UNREACHABLE) == 0);
  answer_us = g_get_monotonic_time () + g_rand_int_range (dice, 0, 3 * DELAY_MS) * 1000;
  wait_until (20, g_get_monotonic_time () >= answer_us);
  if (state_of (self->queue, id) == FOYER_PRINT_UNKNOWN && again)
    settle (self->queue, id, FOYER_PRINT_SETTLE_AGAIN);
  else if (!again)
    g_assert_true (foyer_print_queue_cancel (self->queue, id, NULL));
  printer_proxy_set_delay (self->cable, 0);
  wait_until (20, state_of (self->queue, id) == (again ? FOYER_PRINT_PRINTED : FOYER_PRINT_CANCELLED));
  wait_until (20, !test_printer_is_stuck (self->left));
  test_printer_set_faults (self->left, NULL);
  enqueue_for (self->queue, id + 1, "left");
  wait_until (20, state_of (self->queue, id + 1) == FOYER_PRINT_PRINTED);
  g_assert_cmpuint (test_printer_count_paper (self->left, id) + test_printer_count_paper (self->right, id),
                    ==, again ? 1 : 0);
}

static void
test_answered_meanwhile (Fixture *self, gconstpointer data)
{
  g_autoptr (GRand) dice = g_rand_new_with_seed (20261128);

  for (int round = 0; round < RACES; round++)
    race (self, dice, round);
}

/* Both are well: each gets some. One has the wrong roll: it gets none. */
static void
test_shares (Fixture *self, gconstpointer data)
{
  for (int i = 0; i < 12; i++) {
    g_autofree char *id = g_strdup_printf ("%d", i);

    enqueue (self->queue, id);
  }
  wait_until (30, foyer_print_queue_count (self->queue, FOYER_PRINT_PRINTED) == 12);
  g_assert_cmpuint (count_files (self->left->spool, "*.pdf"), >, 0);
  g_assert_cmpuint (count_files (self->right->spool, "*.pdf"), >, 0);
}

/* The kiosk was set up anew, without the printer that a badge waits for. */
static void
test_printer_is_gone (Fixture *self, gconstpointer data)
{
  g_autofree char *uri = test_printer_uri (self->right);

  close_queue (self->queue);
  self->queue = open_queue (self->dir);
  enqueue_for (self->queue, "a", "left");
  add_printer_as (self->queue, "right", uri);
  wait_until (20, state_of (self->queue, "a") == FOYER_PRINT_PRINTED);
  assert_at (self, "a", "right", "left");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, test) g_test_add ("/printing/failover/" path, Fixture, NULL, set_up, test, tear_down)
  ADD ("out-of-paper", test_out_of_paper);
  ADD ("stubborn", test_stubborn);
  ADD ("heals", test_heals);
  ADD ("fenced", test_fenced);
  ADD ("answered-meanwhile", test_answered_meanwhile);
  ADD ("shares", test_shares);
  ADD ("printer-is-gone", test_printer_is_gone);
  return g_test_run ();
}
