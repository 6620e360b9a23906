/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-help-queue"

#include "help-queue.h"

struct _FoyerHelpQueue {
  GObject    parent_instance;

  GPtrArray *cases;    /* of FoyerHelpCase, newest first */
  guint      last;     /* number given */
};

enum { CHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_TYPE (FoyerHelpQueue, foyer_help_queue, G_TYPE_OBJECT)

static void
case_free (gpointer data)
{
  FoyerHelpCase *entry = data;

  g_clear_pointer (&entry->outcome, foyer_outcome_unref);
  g_free (entry->taken_by);
  g_free (entry);
}

static void
changed (FoyerHelpQueue *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static FoyerHelpCase *
case_at (FoyerHelpQueue *self, guint i)
{
  return g_ptr_array_index (self->cases, i);
}

static const char *
registration_of (const FoyerHelpCase *entry)
{
  return entry->outcome ? entry->outcome->registration : NULL;
}

/* Someone known is known again; of the others, whoever was here a moment ago. */
static gboolean
is_same (const FoyerHelpCase *entry, const FoyerOutcome *outcome, gint64 now_us)
{
  const char *registration = outcome ? outcome->registration : NULL;

  if (registration != NULL || registration_of (entry) != NULL)
    return g_strcmp0 (registration, registration_of (entry)) == 0;
  return entry->taken_by == NULL && now_us - entry->at_us < FOYER_HELP_SAME_US;
}

static FoyerHelpCase *
begin (FoyerHelpQueue *self)
{
  FoyerHelpCase *entry = g_new0 (FoyerHelpCase, 1);

  entry->number = ++self->last;
  if (self->cases->len == FOYER_HELP_CASES)
    g_ptr_array_remove_index (self->cases, self->cases->len - 1);
  g_ptr_array_insert (self->cases, 0, entry);
  return entry;
}

/* The case of that guest, in front of the others; a new one where there is none. */
static FoyerHelpCase *
case_of (FoyerHelpQueue *self, const FoyerOutcome *outcome, gint64 now_us)
{
  for (guint i = 0; i < self->cases->len; i++) {
    if (is_same (case_at (self, i), outcome, now_us)) {
      FoyerHelpCase *entry = g_ptr_array_steal_index (self->cases, i);

      g_ptr_array_insert (self->cases, 0, entry);
      return entry;
    }
  }
  return begin (self);
}

static void
remember (FoyerHelpCase *entry, FoyerOutcome *outcome, gint64 now_us)
{
  entry->at_us = now_us;
  if (outcome == NULL)
    return;
  g_clear_pointer (&entry->outcome, foyer_outcome_unref);
  entry->outcome = foyer_outcome_ref (outcome);
}

void
foyer_help_queue_add (FoyerHelpQueue *self, FoyerOutcome *outcome, gint64 now_us)
{
  FoyerHelpCase *entry = case_of (self, outcome, now_us);

  remember (entry, outcome, now_us);
  entry->tries++;
  changed (self);
}

void
foyer_help_queue_call (FoyerHelpQueue *self, FoyerOutcome *outcome, gint64 now_us)
{
  FoyerHelpCase *entry = case_of (self, outcome, now_us);

  remember (entry, outcome, now_us);
  entry->called = TRUE;
  changed (self);
}

static guint
find (FoyerHelpQueue *self, guint number)
{
  guint i = 0;

  while (i < self->cases->len && case_at (self, i)->number != number)
    i++;
  return i;
}

void
foyer_help_queue_take (FoyerHelpQueue *self, guint number, const char *names)
{
  guint i = find (self, number);

  if (i == self->cases->len || g_strcmp0 (case_at (self, i)->taken_by, names) == 0)
    return;
  g_free (case_at (self, i)->taken_by);
  case_at (self, i)->taken_by = g_strdup (names);
  changed (self);
}

void
foyer_help_queue_close (FoyerHelpQueue *self, guint number)
{
  guint i = find (self, number);

  if (i == self->cases->len)
    return;
  g_ptr_array_remove_index (self->cases, i);
  changed (self);
}

static gboolean
is_over (const FoyerHelpCase *entry, const char *registration, const char *names)
{
  if (registration_of (entry) != NULL)
    return g_strcmp0 (registration_of (entry), registration) == 0;
  return names != NULL && g_strcmp0 (entry->taken_by, names) == 0;
}

void
foyer_help_queue_admitted (FoyerHelpQueue *self, const char *registration, const char *names)
{
  guint before = self->cases->len;

  for (guint i = before; i > 0; i--) {
    if (is_over (case_at (self, i - 1), registration, names))
      g_ptr_array_remove_index (self->cases, i - 1);
  }
  if (self->cases->len != before)
    changed (self);
}

void
foyer_help_queue_expire (FoyerHelpQueue *self, gint64 now_us)
{
  guint before = self->cases->len;

  for (guint i = before; i > 0; i--) {
    if (now_us - case_at (self, i - 1)->at_us >= FOYER_HELP_KEPT_US)
      g_ptr_array_remove_index (self->cases, i - 1);
  }
  if (self->cases->len != before)
    changed (self);
}

guint
foyer_help_queue_count (FoyerHelpQueue *self)
{
  return self->cases->len;
}

const FoyerHelpCase *
foyer_help_queue_get (FoyerHelpQueue *self, guint i)
{
  g_return_val_if_fail (i < self->cases->len, NULL);

  return case_at (self, i);
}

static void
foyer_help_queue_finalize (GObject *object)
{
  g_ptr_array_unref (FOYER_HELP_QUEUE (object)->cases);
  G_OBJECT_CLASS (foyer_help_queue_parent_class)->finalize (object);
}

static void
foyer_help_queue_class_init (FoyerHelpQueueClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = foyer_help_queue_finalize;
  signals[CHANGED] = g_signal_new ("changed", FOYER_TYPE_HELP_QUEUE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
}

static void
foyer_help_queue_init (FoyerHelpQueue *self)
{
  self->cases = g_ptr_array_new_with_free_func (case_free);
}

FoyerHelpQueue *
foyer_help_queue_new (void)
{
  return g_object_new (FOYER_TYPE_HELP_QUEUE, NULL);
}
