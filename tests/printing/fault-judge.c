/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fault-run-private.h"

#include "queue-fixture.h"

#include <string.h>

#define SEES_AFTER_US (2 * G_USEC_PER_SEC)
/* How long a kiosk waits for the answer to a document. */
#define ANSWER_US (12 * G_USEC_PER_SEC)

void
fault_run_broke (FaultRun *self, const char *format, ...)
{
  g_autoptr (GString) text = g_string_new (NULL);
  va_list values;

  va_start (values, format);
  g_string_append_vprintf (text, format, values);
  va_end (values);
  for (guint i = 0; i < self->n_accidents; i++)
    g_string_append_printf (text, "; %s at %u, %.1f–%.1f s",
                            accident_to_string (self->accidents[i].kind), self->accidents[i].desk,
                            (double) self->accidents[i].from_us / G_USEC_PER_SEC,
                            (double) self->accidents[i].to_us / G_USEC_PER_SEC);
  g_printerr ("seed %u: %s\n", self->seed, text->str);
  self->broken = TRUE;
}

gint64
fault_run_elapsed (FaultRun *self)
{
  return g_get_monotonic_time () - self->start_us;
}

guint
fault_run_paper_of (FaultRun *self, const FaultGuest *guest)
{
  guint n = 0;

  for (guint i = 0; i < self->n_desks; i++)
    n += test_printer_count_paper (self->desks[i].printer, guest->id);
  return n;
}

const char *
fault_run_desk_name (guint i)
{
  return i == 0 ? "left" : "right";
}

/* Restarts and cables: what is said does not arrive, or has only just. */
static gboolean
keeps_from_hearing (FaultRun *self, const Accident *accident)
{
  gboolean waits_for_answer =
    accident->kind == ACCIDENT_LATE || accident->kind == ACCIDENT_SWALLOWED;

  if (!accident->begun || accident->kind <= ACCIDENT_GIVEN_UP)
    return FALSE;
  return !accident->ended
         || (waits_for_answer && fault_run_elapsed (self) < accident->to_us + ANSWER_US);
}

static gboolean
can_be_heard (FaultRun *self, guint desk)
{
  for (guint i = 0; i < self->n_accidents; i++) {
    const Accident *accident = &self->accidents[i];

    if (keeps_from_hearing (self, accident)
        && (accident->desk == desk || accident->kind >= ACCIDENT_KIOSK_RESTARTS))
      return FALSE;
  }
  return fault_run_kiosk_works (self);
}

static void
compare_words (FaultRun *self, guint i)
{
  FoyerPrinterStatus status = { 0 };
  FoyerPrinterReasons reason;
  const char *meant, *read;

  if (!accident_meaning (self->desks[i].stuck, &reason, &meant))
    return;
  foyer_print_queue_get_printer (self->queue, fault_run_desk_name (i), &status);
  read = foyer_printer_reason_to_text (foyer_printer_reasons_first (status.reasons));
  g_atomic_int_inc (&fault_counts.seen);
  if ((status.reasons & reason) == 0 || strstr (read, meant) == NULL)
    fault_run_broke (self, "the %s printer says %s, and people read \"%s\"", fault_run_desk_name (i), self->desks[i].stuck,
           read);
}

/* What the printer has been saying for a while is what people read. */
void
fault_run_listen (FaultRun *self)
{
  for (guint i = 0; i < self->n_desks; i++) {
    Desk *desk = &self->desks[i];
    g_autofree char *said = test_printer_get_reported (desk->printer);

    if (said == NULL || g_strcmp0 (said, desk->stuck) != 0 || !can_be_heard (self, i)) {
      g_free (desk->stuck);
      desk->stuck = g_steal_pointer (&said);
      desk->stuck_us = fault_run_elapsed (self);
      continue;
    }
    if (fault_run_elapsed (self) - desk->stuck_us < SEES_AFTER_US)
      continue;
    compare_words (self, i);
    desk->stuck_us = fault_run_elapsed (self);
  }
}

void
fault_run_count_badges (FaultRun *self, const FaultGuest *guest)
{
  g_autoptr (FoyerPrintJob) job = foyer_print_queue_get_job (self->queue, guest->id);
  guint n = fault_run_paper_of (self, guest);

  if (guest->asked)
    g_atomic_int_inc (&fault_counts.asked);
  if (job->moved_from != NULL)
    g_atomic_int_inc (&fault_counts.moved);
  if (job->state == FOYER_PRINT_PRINTED && n == 0)
    fault_run_broke (self, "%s has no badge", guest->id);
  if (job->state == FOYER_PRINT_CANCELLED && (!guest->cancelled || (n > 0 && !guest->asked)))
    fault_run_broke (self, "%s is called cancelled, with %u badges", guest->id, n);
  if (n > 1 && !guest->asked)
    fault_run_broke (self, "%s has %u badges, and nobody was asked", guest->id, n);
}

