/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "outcome.h"

G_BEGIN_DECLS

/** More cases than volunteers can look at: the oldest one gives way. */
#define FOYER_HELP_CASES    6
/** Whoever has not been helped by then has gone. */
#define FOYER_HELP_KEPT_US  (G_GINT64_CONSTANT (30) * 60 * G_USEC_PER_SEC)
/** Codes of nobody that are shown within this time are one guest's. */
#define FOYER_HELP_SAME_US  (G_GINT64_CONSTANT (60) * G_USEC_PER_SEC)

/**
 * FoyerHelpCase:
 * @number: by which it is known; never given twice
 * @outcome: (nullable): what was tried last; NULL where a guest called without trying anything
 * @at_us: when that was
 * @tries: how often
 * @called: the guest asked for a person
 * @taken_by: (nullable): the volunteers' names who see to it
 */
typedef struct {
  guint         number;
  FoyerOutcome *outcome;
  gint64        at_us;
  guint         tries;
  gboolean      called;
  char         *taken_by;
} FoyerHelpCase;

/**
 * FoyerHelpQueue:
 *
 * Guests who were refused at this kiosk or called for help, and have not been
 * helped yet. In memory alone; nothing is kept longer than FOYER_HELP_KEPT_US
 * after the last try. FoyerHelpQueue::changed: some case is another one. Main
 * thread; every time is the caller's.
 */
#define FOYER_TYPE_HELP_QUEUE (foyer_help_queue_get_type ())
G_DECLARE_FINAL_TYPE (FoyerHelpQueue, foyer_help_queue, FOYER, HELP_QUEUE, GObject)

FoyerHelpQueue *foyer_help_queue_new   (void) G_GNUC_WARN_UNUSED_RESULT;

/** A guest can't simply walk in: a case begins, or one of the same guest goes on. */
void            foyer_help_queue_add   (FoyerHelpQueue *self, FoyerOutcome *outcome, gint64 now_us);
/** A guest asks for a person: whoever was refused last, while that is on the screen. @outcome: (nullable) */
void            foyer_help_queue_call  (FoyerHelpQueue *self, FoyerOutcome *outcome, gint64 now_us);
/** @names see to it. */
void            foyer_help_queue_take  (FoyerHelpQueue *self, guint number, const char *names);
/** It is settled, whatever it was. */
void            foyer_help_queue_close (FoyerHelpQueue *self, guint number);
/**
 * foyer_help_queue_admitted:
 * @registration: (nullable)
 * @names: (nullable): volunteers in session, where it was done at the desk
 *
 * The guest is in: their case is over, and so are those of nobody known that
 * these volunteers had taken, for that was who they found.
 */
void            foyer_help_queue_admitted (FoyerHelpQueue *self, const char *registration,
                                           const char *names);
/** Forgets whatever is too old. */
void            foyer_help_queue_expire (FoyerHelpQueue *self, gint64 now_us);

guint                foyer_help_queue_count (FoyerHelpQueue *self);
/** The newest is number 0. Until FoyerHelpQueue::changed. */
const FoyerHelpCase *foyer_help_queue_get   (FoyerHelpQueue *self, guint i);

G_END_DECLS
