/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a real printer or its cable does, and what people read then: the volunteer in the status bar
 * and on the page that says whether the kiosk is ready, the guest below the welcome. */
#include "../../printing/queue-fixture.h"

#include "health.h"
#include "language.h"
#include "printer-proxy.h"
#include "printers.h"
#include "test-printer.h"

#define NOW_US   (G_GINT64_CONSTANT (1795826700) * G_USEC_PER_SEC)
#define HELD_UP  "The printer needs a hand. Your badge comes out as soon as it is ready."
#define ASK      "Please ask our staff for your badge."
#define ANY_ROLL "label-62x100"

typedef struct {
  char            *dir;
  TestPrinter     *printer;
  PrinterProxy    *cable;
  FoyerPrintQueue *queue;
  FoyerHealth     *health;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autofree char *uri = NULL;

  self->dir = g_dir_make_tmp ("foyer-words-XXXXXX", NULL);
  self->printer = test_printer_new ();
  test_printer_start (self->printer, NULL);
  self->cable = printer_proxy_new (self->printer->port);
  self->queue = open_queue (self->dir);
  self->health = foyer_health_new ();
  foyer_print_queue_expect (self->queue, ANY_ROLL);
  uri = uri_for_port (printer_proxy_get_port (self->cable));
  add_printer (self->queue, uri);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_assert_finalize_object (self->health);
  close_queue (self->queue);
  printer_proxy_free (self->cable);
  test_printer_free (self->printer);
  remove_tree (self->dir);
  g_free (self->dir);
}

/* @words: (nullable): all is well */
static gboolean
volunteer_reads (Fixture *self, const char *words)
{
  g_autofree char *trouble = foyer_printers_trouble (self->queue);
  g_autofree char *bar = NULL;
  g_autofree char *ready = NULL;
  g_autofree char *remedy = NULL;
  FoyerHealthLevel wanted = words != NULL ? FOYER_HEALTH_ATTENTION : FOYER_HEALTH_GOOD;

  foyer_health_set_printer (self->health, TRUE, trouble, 0);
  if (foyer_health_tell (self->health, FOYER_HEALTH_PRINTER, NOW_US, &bar) != wanted
      || foyer_health_check (self->health, FOYER_CHECK_PRINTER, NOW_US, &ready, &remedy) != wanted)
    return FALSE;
  return words == NULL || (g_str_equal (bar, words) && g_str_equal (ready, words) && remedy != NULL);
}

/* @words: (nullable): nothing but that the badge is being printed */
static gboolean
guest_reads (Fixture *self, const char *words)
{
  g_autofree char *place = foyer_printers_place (self->queue, "a");

  return g_strcmp0 (place, words) == 0;
}

static const struct {
  const char *path;
  const char *keywords;
  const char *words;
} states[] = {
  { "media-empty", "media-empty", "The printer is out of badges. Put in a new roll." },
  { "cover-open",  "cover-open",  "The printer is open. Close its cover." },
  { "jam",         "media-jam",   "A badge is stuck in the printer. Open it and take the paper out." },
  { "hold",        "paused",      "The printer is paused. Press its start button." },
  { "wrong-media", "media-needed", "The printer holds badges of another size. Put in the right roll." },
  { "no-ink",      "marker-supply-empty", "The printer is out of ink. Put in a new cartridge or ribbon." },
};

/* While the printer says so, and no longer. */
static void
test_state (Fixture *self, gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);

  test_printer_set_faults (self->printer, states[i].keywords);
  enqueue (self->queue, "a");
  wait_until (20, volunteer_reads (self, states[i].words) && guest_reads (self, HELD_UP));
  test_printer_set_faults (self->printer, NULL);
  wait_until (20, state_of (self->queue, "a") == FOYER_PRINT_PRINTED);
  wait_until (20, volunteer_reads (self, NULL) && guest_reads (self, NULL));
}

/* Before anybody comes. */
static void
test_wrong_roll (Fixture *self, gconstpointer data)
{
  foyer_print_queue_expect (self->queue, "card-90x55");
  wait_until (20, volunteer_reads (self, "The printer holds badges of another size. Put in the right roll."));
  foyer_print_queue_expect (self->queue, ANY_ROLL);
  wait_until (20, volunteer_reads (self, NULL));
}

static void
test_unreachable (Fixture *self, gconstpointer data)
{
  printer_proxy_pull_out (self->cable, TRUE);
  enqueue (self->queue, "a");
  wait_until (20, volunteer_reads (self, "The printer does not answer. Check its power and its cable.")
                  && guest_reads (self, HELD_UP));
  printer_proxy_pull_out (self->cable, FALSE);
  wait_until (20, state_of (self->queue, "a") == FOYER_PRINT_PRINTED);
  wait_until (20, volunteer_reads (self, NULL) && guest_reads (self, NULL));
}

/* It was printed all the time: nobody is alarmed. */
static void
test_late_answer (Fixture *self, gconstpointer data)
{
  printer_proxy_set_fault (self->cable, PROXY_ANSWERS_LATE);
  enqueue (self->queue, "a");
  wait_until (40, !volunteer_reads (self, NULL) || !guest_reads (self, NULL)
                  || state_of (self->queue, "a") == FOYER_PRINT_PRINTED);
  g_assert_cmpint (state_of (self->queue, "a"), ==, FOYER_PRINT_PRINTED);
  g_assert_true (volunteer_reads (self, NULL) && guest_reads (self, NULL));
}

static void
test_forgotten (Fixture *self, gconstpointer data)
{
  g_autoptr (FoyerPrintJob) job = NULL;
  g_autofree char *what = NULL;

  printer_proxy_set_fault (self->cable, PROXY_FORGETS);
  enqueue (self->queue, "a");
  wait_until (40, volunteer_reads (self, "1 badge may have come out. Look for it and answer at the desk.")
                  && guest_reads (self, ASK));
  job = foyer_print_queue_get_job (self->queue, "a");
  what = foyer_printers_what_happened (self->queue, job);
  g_assert_cmpstr (what, ==, "the printer does not know whether it printed this");
}

static void
test_given_up (Fixture *self, gconstpointer data)
{
  g_autoptr (FoyerPrintJob) job = NULL;
  g_autofree char *what = NULL;

  test_printer_set_switch (self->printer, "abort", TRUE);
  enqueue (self->queue, "a");
  wait_until (20, volunteer_reads (self, "1 badge could not be printed. The desk asks what to do.")
                  && guest_reads (self, ASK));
  job = foyer_print_queue_get_job (self->queue, "a");
  what = foyer_printers_what_happened (self->queue, job);
  g_assert_cmpstr (what, ==, "the printer gave it up");
}

int
main (int argc, char *argv[])
{
  foyer_language_init ("en");
  foyer_language_set ("en");
  g_test_init (&argc, &argv, NULL);
#define ADD(path, data, test) g_test_add (path, Fixture, data, set_up, test, tear_down)
  for (gsize i = 0; i < G_N_ELEMENTS (states); i++) {
    g_autofree char *path = g_strconcat ("/kiosk/door/printer-words/", states[i].path, NULL);

    ADD (path, GSIZE_TO_POINTER (i), test_state);
  }
  ADD ("/kiosk/door/printer-words/wrong-roll", NULL, test_wrong_roll);
  ADD ("/kiosk/door/printer-words/unreachable", NULL, test_unreachable);
  ADD ("/kiosk/door/printer-words/late-answer", NULL, test_late_answer);
  ADD ("/kiosk/door/printer-words/forgotten", NULL, test_forgotten);
  ADD ("/kiosk/door/printer-words/given-up", NULL, test_given_up);
  return g_test_run ();
}
