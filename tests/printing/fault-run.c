/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fault-run-private.h"

#include "queue-fixture.h"

#include <string.h>

#define RUN_SECONDS 150
/* How long a volunteer takes to walk to the printer. */
#define WALK_US (300 * 1000)

FaultCounts fault_counts;

static FaultGuest *
find_guest (FaultRun *self, const char *id)
{
  for (guint i = 0; i < self->n_guests; i++)
    if (strcmp (self->guests[i].id, id) == 0)
      return &self->guests[i];
  g_assert_not_reached ();
}

static void
on_heard (const char *id, FoyerPrintState state, gpointer user_data)
{
  FaultRun *self = user_data;
  FaultGuest *guest = find_guest (self, id);

  if (state == FOYER_PRINT_N_STATES)
    guest->came = TRUE;
  if (state == FOYER_PRINT_PRINTED && fault_run_paper_of (self, guest) == 0)
    fault_run_broke (self, "%s is called printed, and is not", id);
  if ((state == FOYER_PRINT_UNKNOWN || state == FOYER_PRINT_FAILED) && guest->asked_us == 0) {
    guest->asked = TRUE;
    guest->asked_us = fault_run_elapsed (self);
  }
}

static void
start_kiosk (FaultRun *self)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) printers = NULL;

  for (guint i = 0; i < self->n_desks; i++) {
    g_autofree char *uri = uri_for_port (printer_proxy_get_port (self->desks[i].cable));
    g_autofree char *printer = g_strdup_printf ("%s=%s", fault_run_desk_name (i), uri);

    g_strv_builder_add (builder, printer);
  }
  printers = g_strv_builder_end (builder);
  self->kiosk = kiosk_process_start (self->program, self->dir, self->patience_ms,
                                     (const char *const *) printers, on_heard, self);
  /* What the last one did not confirm is said to this one. */
  for (guint i = 0; i < self->n_guests; i++)
    self->guests[i].said = self->guests[i].came;
}

static FoyerPrintQueue *
open_beside (FaultRun *self)
{
  g_autofree char *path = g_build_filename (self->dir, "queue.db", NULL);
  g_autoptr (GError) error = NULL;
  FoyerPrintQueue *queue = foyer_print_queue_open_to_read (path, &error);

  g_assert_no_error (error);
  return queue;
}

/* It can be spoken to, and what it knows can be read. */
gboolean
fault_run_kiosk_works (FaultRun *self)
{
  if (self->kiosk == NULL || !kiosk_process_is_ready (self->kiosk))
    return FALSE;
  if (kiosk_process_is_gone (self->kiosk))
    fault_run_broke (self, "the kiosk ended by itself");
  if (self->queue == NULL)
    self->queue = open_beside (self);
  return TRUE;
}

static void
say (FaultRun *self, const char *word, const FaultGuest *guest)
{
  g_autofree char *line = g_strdup_printf ("%s %s%s%s", word, guest->id, guest->printer ? " " : "",
                                           guest->printer ? guest->printer : "");

  kiosk_process_say (self->kiosk, line);
}

/* At any moment of what it does; the next one starts at once. */
static void
kill_kiosk (FaultRun *self)
{
  g_usleep ((gulong) g_rand_int_range (self->dice, 0, 10000));
  kiosk_process_kill (self->kiosk);
  g_atomic_int_inc (&fault_counts.killed);
  if (self->queue != NULL && foyer_print_queue_count (self->queue, FOYER_PRINT_SENDING) > 0)
    g_atomic_int_inc (&fault_counts.killed_sending);
  start_kiosk (self);
}

static void
draw_kill (FaultRun *self)
{
  self->kill_us = fault_run_elapsed (self) + g_rand_int_range (self->dice, 20, 900) * 1000;
}

static void
cancel_somebody (FaultRun *self)
{
  FaultGuest *guest = &self->guests[g_rand_int_range (self->dice, 0, (gint32) self->n_guests)];

  if (!guest->came || self->kiosk == NULL)
    return;
  guest->cancelled = TRUE;
  say (self, "cancel", guest);
}

static void
begin (FaultRun *self, Accident *accident)
{
  g_atomic_int_inc (&fault_counts.accidents[accident->kind]);
  if (accident->kind == ACCIDENT_KIOSK_RESTARTS)
    g_clear_pointer (&self->kiosk, kiosk_process_end);
  else if (accident->kind == ACCIDENT_KIOSK_KILLED)
    draw_kill (self);
  else if (accident->kind == ACCIDENT_GUEST_CANCELS)
    cancel_somebody (self);
  else
    accident_begin (accident->kind, &self->desks[accident->desk]);
}

static void
end (FaultRun *self, Accident *accident)
{
  if (accident->kind == ACCIDENT_KIOSK_RESTARTS)
    start_kiosk (self);
  else if (accident->kind == ACCIDENT_KIOSK_KILLED)
    self->kill_us = 0;
  else
    accident_end (accident->kind, &self->desks[accident->desk]);
}

static void
let_happen (FaultRun *self)
{
  for (guint i = 0; i < self->n_accidents; i++) {
    Accident *accident = &self->accidents[i];

    if (!accident->begun && fault_run_elapsed (self) >= accident->from_us) {
      accident->begun = TRUE;
      begin (self, accident);
    }
    if (accident->begun && !accident->ended && fault_run_elapsed (self) >= accident->to_us) {
      accident->ended = TRUE;
      end (self, accident);
    }
  }
}

static void
let_come (FaultRun *self)
{
  for (guint i = 0; fault_run_kiosk_works (self) && i < self->n_guests; i++) {
    FaultGuest *guest = &self->guests[i];

    if (guest->said || fault_run_elapsed (self) < guest->comes_us)
      continue;
    guest->said = TRUE;
    say (self, "enqueue", guest);
  }
}

/* The volunteer looks at the paper and says what is so. */
static void
answer (FaultRun *self, FaultGuest *guest)
{
  g_autoptr (FoyerPrintJob) job = NULL;
  gboolean out;

  if (!fault_run_kiosk_works (self) || guest->asked_us == 0 || fault_run_elapsed (self) < guest->asked_us + WALK_US)
    return;
  guest->asked_us = 0;
  job = foyer_print_queue_get_job (self->queue, guest->id);
  if (job->state != FOYER_PRINT_UNKNOWN && job->state != FOYER_PRINT_FAILED)
    return;
  out = fault_run_paper_of (self, guest) > 0;
  say (self, out ? "printed" : "again", guest);
}

/* A kiosk that was restarted says nothing of what it knew before: the desk lists it. */
static void
look_at_list (FaultRun *self)
{
  for (guint i = 0; fault_run_kiosk_works (self) && i < self->n_guests; i++) {
    FaultGuest *guest = &self->guests[i];

    if (!guest->came || guest->asked_us != 0)
      continue;
    if (state_of (self->queue, guest->id) == FOYER_PRINT_UNKNOWN
        || state_of (self->queue, guest->id) == FOYER_PRINT_FAILED) {
      guest->asked = TRUE;
      guest->asked_us = fault_run_elapsed (self);
    }
  }
}

static gboolean
is_done (FaultRun *self)
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
all_idle (FaultRun *self)
{
  for (guint i = 0; i < self->n_desks; i++) {
    g_autofree char *hands = g_build_filename (self->desks[i].printer->dir, "reported", NULL);

    if (g_file_test (hands, G_FILE_TEST_EXISTS))
      return FALSE;
  }
  return TRUE;
}

static void
draw (FaultRun *self)
{
  GRand *dice = self->dice;

  self->n_desks = g_rand_int_range (dice, 0, 3) == 0 ? 1 : 2;
  self->patience_ms = (guint) g_rand_int_range (dice, 400, 3000);
  self->n_guests = (guint) g_rand_int_range (dice, 1, GUESTS_MAX + 1);
  self->n_accidents = (guint) g_rand_int_range (dice, 1, ACCIDENTS_MAX + 1);
  for (guint i = 0; i < self->n_guests; i++) {
    self->guests[i].id = g_strdup_printf ("s%ug%u", self->seed, i);
    self->guests[i].printer = g_rand_boolean (dice) ? g_strdup (fault_run_desk_name (0)) : NULL;
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
play (FaultRun *self)
{
  start_kiosk (self);
  while (!is_done (self) && !self->broken) {
    if (fault_run_elapsed (self) > RUN_SECONDS * G_USEC_PER_SEC) {
      for (guint i = 0; self->queue != NULL && i < self->n_guests; i++)
        g_printerr ("  %s: %s\n", self->guests[i].id,
                    foyer_print_state_to_string (state_of (self->queue, self->guests[i].id)));
      fault_run_broke (self, "it does not end");
    }
    let_happen (self);
    if (self->kill_us != 0 && self->kiosk != NULL && fault_run_elapsed (self) >= self->kill_us) {
      kill_kiosk (self);
      draw_kill (self);
    }
    let_come (self);
    look_at_list (self);
    for (guint i = 0; i < self->n_guests; i++)
      answer (self, &self->guests[i]);
    fault_run_listen (self);
    wait_a_moment ();
  }
}

/* Whatever a printer still had comes out or is dropped now. */
static void
settle_down (FaultRun *self)
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

void
fault_run (const char *program, guint seed, Desk *desks)
{
  FaultRun self = { .program = program, .seed = seed, .dice = g_rand_new_with_seed (seed), .desks = desks };

  self.dir = g_dir_make_tmp ("foyer-faults-XXXXXX", NULL);
  draw (&self);
  self.start_us = g_get_monotonic_time ();
  play (&self);
  settle_down (&self);
  for (guint i = 0; self.queue != NULL && i < self.n_guests && !self.broken; i++)
    fault_run_count_badges (&self, &self.guests[i]);
  if (self.queue != NULL)
    close_queue (self.queue);
  g_clear_pointer (&self.kiosk, kiosk_process_end);
  for (guint i = 0; i < self.n_guests; i++) {
    g_free (self.guests[i].id);
    g_free (self.guests[i].printer);
  }
  for (guint i = 0; i < self.n_desks; i++)
    printer_proxy_set_fault (desks[i].cable, PROXY_PASSES);
  if (self.broken)
    g_atomic_int_inc (&fault_counts.broken);
  remove_tree (self.dir);
  g_free (self.dir);
  g_rand_free (self.dice);
}

