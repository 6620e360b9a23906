/* SPDX-License-Identifier: GPL-3.0-or-later */
/* print-faults FROM COUNT [THREADS] [-m slow]: guests, printers and accidents drawn from a seed, run after run;
 * "-m slow" makes it 2000 runs.
 *
 * Whatever happens, in the end every guest holds exactly one badge, or somebody was asked and then
 * it is known why not; nothing is called printed that is not on paper; and what is said of a printer
 * is what the printer says. A volunteer who can see the paper answers what is asked. */
#include "queue-fixture.h"

#include "printer-proxy.h"
#include "test-printer.h"

#include <stdlib.h>
#include <string.h>

#define GUESTS_MAX 4
#define ACCIDENTS_MAX 3
#define RUN_SECONDS 150
#define SEES_AFTER_US (2 * G_USEC_PER_SEC)
/* How long a kiosk waits for the answer to a document. */
#define ANSWER_US (12 * G_USEC_PER_SEC)
/* How long a volunteer takes to walk to the printer. */
#define WALK_US (300 * 1000)
#define THREADS 10
#define SLOW_COUNT 2000

typedef enum {
  ACCIDENT_MEDIA_EMPTY,
  ACCIDENT_COVER_OPEN,
  ACCIDENT_JAM,
  ACCIDENT_HOLD,
  ACCIDENT_WRONG_MEDIA,
  ACCIDENT_STUBBORN,
  ACCIDENT_GIVEN_UP,
  ACCIDENT_PULLED_OUT,
  ACCIDENT_POWER_CUT,
  ACCIDENT_CUT,
  ACCIDENT_CUT_BODY,
  ACCIDENT_FORGOTTEN,
  ACCIDENT_LATE,
  ACCIDENT_SWALLOWED,
  ACCIDENT_KIOSK_RESTARTS,
  ACCIDENT_GUEST_CANCELS,
  N_ACCIDENTS,
} AccidentKind;

static const char *const accident_names[N_ACCIDENTS] = {
  "media empty", "cover open", "jam", "held", "wrong media", "stubborn", "given up", "pulled out",
  "power cut", "cut", "cut in the middle", "accepted and forgotten", "late answer",
  "answer swallowed", "kiosk restarts", "guest cancels",
};

/* What the printer says, and what people must read then. Written down here a second time. */
static const struct {
  AccidentKind        kind;
  const char         *keywords;
  FoyerPrinterReasons reason;
  const char         *words;
} troubles[] = {
  { ACCIDENT_MEDIA_EMPTY, "media-empty", FOYER_PRINTER_MEDIA_EMPTY, "out of badges" },
  { ACCIDENT_COVER_OPEN,  "cover-open",  FOYER_PRINTER_COVER_OPEN,  "Close its cover" },
  { ACCIDENT_JAM,         "media-jam",   FOYER_PRINTER_MEDIA_JAM,   "stuck" },
  { ACCIDENT_HOLD,        "paused",      FOYER_PRINTER_PAUSED,      "paused" },
  { ACCIDENT_WRONG_MEDIA, "media-needed", FOYER_PRINTER_MEDIA_NEEDED, "another size" },
};

typedef struct {
  AccidentKind kind;
  guint        desk;
  gint64       from_us, to_us;          /* since the run began */
  gboolean     begun, ended;
} Accident;

/* A printer and the cable to it; one thread's, for all its runs. */
typedef struct {
  TestPrinter  *printer;
  PrinterProxy *cable;
  gint64        stuck_us;               /* since when it says the same, to a kiosk that hears it */
  char         *stuck;
} Desk;

typedef struct {
  char    *id;
  gint64   comes_us;
  gboolean came, asked, cancelled, settled;
  gint64   asked_us;
} Guest;

typedef struct {
  guint            seed;
  GRand           *dice;
  char            *dir;
  Desk            *desks;
  guint            n_desks;
  guint            patience_ms;
  Guest            guests[GUESTS_MAX];
  guint            n_guests;
  Accident         accidents[ACCIDENTS_MAX];
  guint            n_accidents;
  FoyerPrintQueue *queue;
  gint64           start_us;
  gboolean         broken;
} Run;

static int next_seed, last_seed;                  /* atomic */
static int n_broken, n_asked, n_seen, n_moved;    /* atomic: of all runs */
static int n_accidents_seen[N_ACCIDENTS];

static void broke (Run *self, const char *format, ...) G_GNUC_PRINTF (2, 3);

static void
broke (Run *self, const char *format, ...)
{
  g_autoptr (GString) text = g_string_new (NULL);
  va_list values;

  va_start (values, format);
  g_string_append_vprintf (text, format, values);
  va_end (values);
  for (guint i = 0; i < self->n_accidents; i++)
    g_string_append_printf (text, "; %s at %u, %.1f–%.1f s",
                            accident_names[self->accidents[i].kind], self->accidents[i].desk,
                            (double) self->accidents[i].from_us / G_USEC_PER_SEC,
                            (double) self->accidents[i].to_us / G_USEC_PER_SEC);
  g_printerr ("seed %u: %s\n", self->seed, text->str);
  self->broken = TRUE;
}

static gint64
elapsed (Run *self)
{
  return g_get_monotonic_time () - self->start_us;
}

static guint
paper_of (Run *self, const Guest *guest)
{
  guint n = 0;

  for (guint i = 0; i < self->n_desks; i++)
    n += test_printer_count_paper (self->desks[i].printer, guest->id);
  return n;
}

static Guest *
find_guest (Run *self, const char *id)
{
  for (guint i = 0; i < self->n_guests; i++)
    if (strcmp (self->guests[i].id, id) == 0)
      return &self->guests[i];
  g_assert_not_reached ();
}

static void
on_job_changed (FoyerPrintQueue *queue, const char *id, guint state, gpointer user_data)
{
  Run *self = user_data;
  Guest *guest = find_guest (self, id);

  if (state == FOYER_PRINT_PRINTED && paper_of (self, guest) == 0)
    broke (self, "%s is called printed, and is not", id);
  if ((state == FOYER_PRINT_UNKNOWN || state == FOYER_PRINT_FAILED) && guest->asked_us == 0) {
    guest->asked = TRUE;
    guest->asked_us = elapsed (self);
  }
}

static const char *
desk_name (guint i)
{
  return i == 0 ? "left" : "right";
}

static void
open_kiosk (Run *self)
{
  self->queue = open_queue (self->dir);
  g_signal_connect (self->queue, "job-changed", G_CALLBACK (on_job_changed), self);
  foyer_print_queue_set_patience (self->queue, self->patience_ms);
  for (guint i = 0; i < self->n_desks; i++) {
    g_autofree char *uri = uri_for_port (printer_proxy_get_port (self->desks[i].cable));

    add_printer_as (self->queue, desk_name (i), uri);
  }
}

static const char *
keywords_of (AccidentKind kind)
{
  for (gsize i = 0; i < G_N_ELEMENTS (troubles); i++)
    if (troubles[i].kind == kind)
      return troubles[i].keywords;
  return "media-jam";
}

static void
cancel_somebody (Run *self)
{
  Guest *guest = &self->guests[g_rand_int_range (self->dice, 0, (gint32) self->n_guests)];
  g_autoptr (GError) error = NULL;

  if (!guest->came || self->queue == NULL)
    return;
  guest->cancelled = TRUE;
  foyer_print_queue_cancel (self->queue, guest->id, &error);
  g_assert_no_error (error);
}

static void
begin (Run *self, Accident *accident)
{
  Desk *desk = &self->desks[accident->desk];

  g_atomic_int_inc (&n_accidents_seen[accident->kind]);
  switch (accident->kind) {
  case ACCIDENT_MEDIA_EMPTY:
  case ACCIDENT_COVER_OPEN:
  case ACCIDENT_JAM:
  case ACCIDENT_HOLD:
  case ACCIDENT_WRONG_MEDIA:
    test_printer_set_faults (desk->printer, keywords_of (accident->kind));
    break;
  case ACCIDENT_STUBBORN:
    test_printer_set_switch (desk->printer, "stubborn", TRUE);
    test_printer_set_faults (desk->printer, keywords_of (accident->kind));
    break;
  case ACCIDENT_GIVEN_UP:
    test_printer_set_switch (desk->printer, "abort", TRUE);
    break;
  case ACCIDENT_PULLED_OUT:
    printer_proxy_pull_out (desk->cable, TRUE);
    break;
  case ACCIDENT_POWER_CUT:
    test_printer_stop (desk->printer);
    break;
  case ACCIDENT_CUT:
    printer_proxy_set_fault (desk->cable, PROXY_CUTS);
    break;
  case ACCIDENT_CUT_BODY:
    printer_proxy_set_fault (desk->cable, PROXY_CUTS_BODY);
    break;
  case ACCIDENT_FORGOTTEN:
    printer_proxy_set_fault (desk->cable, PROXY_FORGETS);
    break;
  case ACCIDENT_LATE:
    printer_proxy_set_fault (desk->cable, PROXY_ANSWERS_LATE);
    break;
  case ACCIDENT_SWALLOWED:
    printer_proxy_set_fault (desk->cable, PROXY_SWALLOWS_ANSWERS);
    break;
  case ACCIDENT_KIOSK_RESTARTS:
    close_queue (self->queue);
    self->queue = NULL;
    break;
  case ACCIDENT_GUEST_CANCELS:
    cancel_somebody (self);
    break;
  case N_ACCIDENTS:
  default:
    g_assert_not_reached ();
  }
}

static void
end (Run *self, Accident *accident)
{
  Desk *desk = &self->desks[accident->desk];

  if (accident->kind == ACCIDENT_PULLED_OUT)
    printer_proxy_pull_out (desk->cable, FALSE);
  else if (accident->kind == ACCIDENT_POWER_CUT)
    test_printer_start (desk->printer, NULL);
  else if (accident->kind == ACCIDENT_KIOSK_RESTARTS)
    open_kiosk (self);
  else if (accident->kind <= ACCIDENT_STUBBORN)
    test_printer_set_faults (desk->printer, NULL);
  test_printer_set_switch (desk->printer, "stubborn", FALSE);
  test_printer_set_switch (desk->printer, "abort", FALSE);
}

static void
let_happen (Run *self)
{
  for (guint i = 0; i < self->n_accidents; i++) {
    Accident *accident = &self->accidents[i];

    if (!accident->begun && elapsed (self) >= accident->from_us) {
      accident->begun = TRUE;
      begin (self, accident);
    }
    if (accident->begun && !accident->ended && elapsed (self) >= accident->to_us) {
      accident->ended = TRUE;
      end (self, accident);
    }
  }
}

static void
let_come (Run *self)
{
  for (guint i = 0; self->queue != NULL && i < self->n_guests; i++) {
    Guest *guest = &self->guests[i];

    if (guest->came || elapsed (self) < guest->comes_us)
      continue;
    guest->came = TRUE;
    enqueue_for (self->queue, guest->id,
                 g_rand_boolean (self->dice) ? desk_name (0) : NULL);
  }
}

/* The volunteer looks at the paper and says what is so. */
static void
answer (Run *self, Guest *guest)
{
  g_autoptr (FoyerPrintJob) job = NULL;
  gboolean out;

  if (self->queue == NULL || guest->asked_us == 0 || elapsed (self) < guest->asked_us + WALK_US)
    return;
  guest->asked_us = 0;
  job = foyer_print_queue_get_job (self->queue, guest->id);
  if (job->state != FOYER_PRINT_UNKNOWN && job->state != FOYER_PRINT_FAILED)
    return;
  out = paper_of (self, guest) > 0;
  settle (self->queue, guest->id,
          out ? FOYER_PRINT_SETTLE_PRINTED : FOYER_PRINT_SETTLE_AGAIN);
}

/* A kiosk that was restarted says nothing of what it knew before: the desk lists it. */
static void
look_at_list (Run *self)
{
  for (guint i = 0; self->queue != NULL && i < self->n_guests; i++) {
    Guest *guest = &self->guests[i];

    if (!guest->came || guest->asked_us != 0)
      continue;
    if (state_of (self->queue, guest->id) == FOYER_PRINT_UNKNOWN
        || state_of (self->queue, guest->id) == FOYER_PRINT_FAILED) {
      guest->asked = TRUE;
      guest->asked_us = elapsed (self);
    }
  }
}

/* Restarts and cables: what is said does not arrive, or has only just. */
static gboolean
keeps_from_hearing (Run *self, const Accident *accident)
{
  gboolean waits_for_answer =
    accident->kind == ACCIDENT_LATE || accident->kind == ACCIDENT_SWALLOWED;

  if (!accident->begun || accident->kind <= ACCIDENT_GIVEN_UP)
    return FALSE;
  return !accident->ended
         || (waits_for_answer && elapsed (self) < accident->to_us + ANSWER_US);
}

static gboolean
can_be_heard (Run *self, guint desk)
{
  for (guint i = 0; i < self->n_accidents; i++) {
    const Accident *accident = &self->accidents[i];

    if (keeps_from_hearing (self, accident)
        && (accident->desk == desk || accident->kind == ACCIDENT_KIOSK_RESTARTS))
      return FALSE;
  }
  return self->queue != NULL;
}

static void
compare_words (Run *self, guint i)
{
  FoyerPrinterStatus status = { 0 };

  foyer_print_queue_get_printer (self->queue, desk_name (i), &status);
  for (gsize k = 0; k < G_N_ELEMENTS (troubles); k++) {
    const char *words = foyer_printer_reason_to_text (foyer_printer_reasons_first (status.reasons));

    if (strcmp (troubles[k].keywords, self->desks[i].stuck) != 0)
      continue;
    g_atomic_int_inc (&n_seen);
    if ((status.reasons & troubles[k].reason) == 0 || strstr (words, troubles[k].words) == NULL)
      broke (self, "the %s printer says %s, and people read \"%s\"", desk_name (i),
             troubles[k].keywords, words);
  }
}

/* What the printer has been saying for a while is what people read. */
static void
listen_to_printers (Run *self)
{
  for (guint i = 0; i < self->n_desks; i++) {
    Desk *desk = &self->desks[i];
    g_autofree char *said = test_printer_get_reported (desk->printer);

    if (said == NULL || g_strcmp0 (said, desk->stuck) != 0 || !can_be_heard (self, i)) {
      g_free (desk->stuck);
      desk->stuck = g_steal_pointer (&said);
      desk->stuck_us = elapsed (self);
      continue;
    }
    if (elapsed (self) - desk->stuck_us < SEES_AFTER_US)
      continue;
    compare_words (self, i);
    desk->stuck_us = elapsed (self);
  }
}

static gboolean
is_done (Run *self)
{
  for (guint i = 0; i < self->n_accidents; i++)
    if (!self->accidents[i].ended)
      return FALSE;
  for (guint i = 0; i < self->n_guests; i++) {
    FoyerPrintState state;

    if (!self->guests[i].came || self->queue == NULL)
      return FALSE;
    state = state_of (self->queue, self->guests[i].id);
    if (state != FOYER_PRINT_PRINTED && state != FOYER_PRINT_CANCELLED)
      return FALSE;
  }
  return TRUE;
}

static gboolean
all_idle (Run *self)
{
  for (guint i = 0; i < self->n_desks; i++) {
    g_autofree char *hands = g_build_filename (self->desks[i].printer->dir, "reported", NULL);

    if (g_file_test (hands, G_FILE_TEST_EXISTS))
      return FALSE;
  }
  return TRUE;
}

static void
count_badges (Run *self, const Guest *guest)
{
  g_autoptr (FoyerPrintJob) job = foyer_print_queue_get_job (self->queue, guest->id);
  guint n = paper_of (self, guest);

  if (guest->asked)
    g_atomic_int_inc (&n_asked);
  if (job->moved_from != NULL)
    g_atomic_int_inc (&n_moved);
  if (job->state == FOYER_PRINT_PRINTED && n == 0)
    broke (self, "%s has no badge", guest->id);
  if (job->state == FOYER_PRINT_CANCELLED && (!guest->cancelled || (n > 0 && !guest->asked)))
    broke (self, "%s is called cancelled, with %u badges", guest->id, n);
  if (n > 1 && !guest->asked)
    broke (self, "%s has %u badges, and nobody was asked", guest->id, n);
}

static void
draw (Run *self)
{
  GRand *dice = self->dice;

  self->n_desks = g_rand_int_range (dice, 0, 3) == 0 ? 1 : 2;
  self->patience_ms = (guint) g_rand_int_range (dice, 400, 3000);
  self->n_guests = (guint) g_rand_int_range (dice, 1, GUESTS_MAX + 1);
  self->n_accidents = (guint) g_rand_int_range (dice, 1, ACCIDENTS_MAX + 1);
  for (guint i = 0; i < self->n_guests; i++) {
    self->guests[i].id = g_strdup_printf ("s%ug%u", self->seed, i);
    self->guests[i].comes_us = g_rand_int_range (dice, 0, 1500) * 1000;
  }
  for (guint i = 0; i < self->n_accidents; i++) {
    Accident *accident = &self->accidents[i];

    accident->kind = (AccidentKind) g_rand_int_range (dice, 0, N_ACCIDENTS);
    accident->desk = (guint) g_rand_int_range (dice, 0, (gint32) self->n_desks);
    accident->from_us = g_rand_int_range (dice, 0, 1500) * 1000;
    accident->to_us = accident->from_us + g_rand_int_range (dice, 200, 6000) * 1000;
  }
  /* One of each kind: the second would end with the first. */
  for (guint i = 1; i < self->n_accidents; i++)
    for (guint j = 0; j < i; j++)
      if (self->accidents[i].kind == self->accidents[j].kind) {
        self->accidents[i].kind = (self->accidents[i].kind + 1) % N_ACCIDENTS;
        j = G_MAXUINT;
      }
}

static void
play (Run *self)
{
  open_kiosk (self);
  while (!is_done (self) && !self->broken) {
    if (elapsed (self) > RUN_SECONDS * G_USEC_PER_SEC) {
      for (guint i = 0; self->queue != NULL && i < self->n_guests; i++)
        g_printerr ("  %s: %s\n", self->guests[i].id,
                    foyer_print_state_to_string (state_of (self->queue, self->guests[i].id)));
      broke (self, "it does not end");
    }
    let_happen (self);
    let_come (self);
    look_at_list (self);
    for (guint i = 0; i < self->n_guests; i++)
      answer (self, &self->guests[i]);
    listen_to_printers (self);
    wait_a_moment ();
  }
}

/* Whatever a printer still had comes out or is dropped now. */
static void
settle_down (Run *self)
{
  gint64 quiet_us;

  for (guint i = 0; i < self->n_accidents; i++)
    if (self->accidents[i].begun && !self->accidents[i].ended)
      end (self, &self->accidents[i]);
  quiet_us = g_get_monotonic_time ();
  while (g_get_monotonic_time () - quiet_us < G_USEC_PER_SEC)
    if (!all_idle (self))
      quiet_us = g_get_monotonic_time ();
    else
      wait_a_moment ();
}

static void
run_seed (guint seed, Desk *desks)
{
  Run self = { .seed = seed, .dice = g_rand_new_with_seed (seed), .desks = desks };

  self.dir = g_dir_make_tmp ("foyer-faults-XXXXXX", NULL);
  draw (&self);
  self.start_us = g_get_monotonic_time ();
  play (&self);
  settle_down (&self);
  for (guint i = 0; self.queue != NULL && i < self.n_guests && !self.broken; i++)
    count_badges (&self, &self.guests[i]);
  if (self.queue != NULL)
    close_queue (self.queue);
  for (guint i = 0; i < self.n_guests; i++)
    g_free (self.guests[i].id);
  for (guint i = 0; i < self.n_desks; i++)
    printer_proxy_set_fault (desks[i].cable, PROXY_PASSES);
  if (self.broken)
    g_atomic_int_inc (&n_broken);
  remove_tree (self.dir);
  g_free (self.dir);
  g_rand_free (self.dice);
}

static gpointer
desks_thread (gpointer data)
{
  Desk *desks = data;
  g_autoptr (GMainContext) context = g_main_context_new ();
  int seed;

  g_main_context_push_thread_default (context);
  for (int i = 0; i < 2; i++)
    desks[i].cable = printer_proxy_new (desks[i].printer->port);
  while ((seed = g_atomic_int_add (&next_seed, 1)) < g_atomic_int_get (&last_seed))
    run_seed ((guint) seed, desks);
  for (int i = 0; i < 2; i++) {
    printer_proxy_free (desks[i].cable);
    g_free (desks[i].stuck);
  }
  g_main_context_pop_thread_default (context);
  return NULL;
}

static void
report (int count)
{
  for (int kind = 0; kind < N_ACCIDENTS; kind++)
    g_print ("# %-24s %d times\n", accident_names[kind], n_accidents_seen[kind]);
  g_print ("# %d runs: %d badges went to another printer, a volunteer was asked %d times,"
           " %d times words were compared\n", count, n_moved, n_asked, n_seen);
  g_print ("1..1\n%s 1 one badge for each guest, or a volunteer was asked\n",
           n_broken == 0 ? "ok" : "not ok");
}

int
main (int argc, char *argv[])
{
  gboolean slow = argc > 4 && g_str_equal (argv[argc - 1], "slow");
  int count = slow ? SLOW_COUNT : argc > 2 ? atoi (argv[2]) : 0;
  int n_threads = MIN (argc == 4 || argc == 6 ? atoi (argv[3]) : THREADS, count);
  g_autofree Desk *desks = g_new0 (Desk, 2 * (gsize) MAX (n_threads, 1));
  g_autofree GThread **threads = g_new0 (GThread *, (gsize) MAX (n_threads, 1));

  if (count < 1 || g_getenv ("FOYER_IPPEVEPRINTER") == NULL) {
    g_printerr ("usage: FOYER_IPPEVEPRINTER=… print-faults FROM COUNT [THREADS]\n");
    return 64;
  }
  next_seed = atoi (argv[1]);
  last_seed = next_seed + count;
  /* One after another: each takes a port that nobody has. */
  for (int i = 0; i < 2 * n_threads; i++) {
    desks[i].printer = test_printer_new ();
    test_printer_start (desks[i].printer, NULL);
  }
  for (int i = 0; i < n_threads; i++)
    threads[i] = g_thread_new ("desks", desks_thread, &desks[2 * i]);
  for (int i = 0; i < n_threads; i++)
    g_thread_join (threads[i]);
  for (int i = 0; i < 2 * n_threads; i++)
    test_printer_free (desks[i].printer);
  report (count);
  return n_broken == 0 ? 0 : 1;
}
