/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-outbox"

#include "outbox.h"

#include "backoff.h"
#include "journal.h"

#define BATCH     500
/* So many entries in a row that are not taken are no accident of their own. */
#define MAX_ALONE 8

struct _FoyerOutbox {
  FoyerReplica   *replica;
  FoyerConnector *connector;
  guint           limit;     /* of a batch; halved by trouble, doubled by success */
  gint64          after;     /* running number up to which this pass went */
  gint64          tried;     /* highest running number that was ever refused alone */
  GError         *refusal;   /* (nullable): the newest entry's, while nothing was taken since */
  gboolean        left;      /* this pass left something behind */
  gboolean        ended;     /* the next pass begins at the first entry */
  guint           n_alone;   /* entries in a row that were not taken */
  guint           failures;
  guint           asked_ms;  /* to wait, by the service */
  gint64          due_us;    /* monotonic; 0 nothing waits */
};

FoyerOutbox *
foyer_outbox_new (FoyerReplica *replica, FoyerConnector *connector)
{
  FoyerOutbox *self = g_new0 (FoyerOutbox, 1);

  self->replica = replica;
  self->connector = connector;
  self->limit = BATCH;
  self->ended = TRUE;
  return self;
}

void
foyer_outbox_free (FoyerOutbox *self)
{
  g_clear_error (&self->refusal);
  g_free (self);
}

void
foyer_outbox_again (FoyerOutbox *self)
{
  self->due_us = 0;
  self->ended = TRUE;
}

gint64
foyer_outbox_due_us (FoyerOutbox *self)
{
  return self->due_us > 0 ? self->due_us : G_MAXINT64;
}

static gpointer
read_unsent (FoyerStore *store, gpointer data, GError **error)
{
  const FoyerOutbox *self = data;

  return foyer_journal_unsent (store, self->after, self->limit, error);
}

typedef struct {
  GPtrArray  *answers;
  const char *epoch;
} Answered;

static gpointer
write_answers (FoyerStore *store, gpointer data, GError **error)
{
  const Answered *answered = data;

  for (guint i = 0; i < answered->answers->len; i++) {
    if (!foyer_journal_answer (store, g_ptr_array_index (answered->answers, i), answered->epoch, error))
      return NULL;
  }
  return data;
}

static guint
count_kept (GPtrArray *answers)
{
  guint n = 0;

  for (guint i = 0; i < answers->len; i++)
    n += ((const FoyerAnswer *) g_ptr_array_index (answers, i))->kind != FOYER_ANSWER_NOT_KEPT;
  return n;
}

static gint64
last_number (GPtrArray *entries)
{
  return ((const FoyerEntry *) g_ptr_array_index (entries, entries->len - 1))->number;
}

/* Only what is tried for the first time says something about the hub: what it
 * refused before, it refuses again. */
static void
leave_behind (FoyerOutbox *self, const FoyerEntry *entry, const GError *why)
{
  self->after = entry->number;
  self->left = TRUE;
  self->n_alone++;
  if (entry->number <= self->tried)
    return;
  g_message ("entry %s is left behind: %s", entry->id, why->message);
  self->tried = entry->number;
  g_clear_error (&self->refusal);
  self->refusal = g_error_copy (why);
}

static FoyerOutboxResult
hold_up (FoyerOutbox *self, const GError *why, GError **error)
{
  self->left = TRUE;
  g_propagate_error (error, g_error_copy (why));
  return FOYER_OUTBOX_HELD_UP;
}

/* One entry, or a hub with a full disk, which must not be asked in a loop. */
static FoyerOutboxResult
none_kept (FoyerOutbox *self, GPtrArray *entries, GError **error)
{
  g_autoptr (GError) full = g_error_new (FOYER_CONNECTOR_ERROR, FOYER_CONNECTOR_ERROR_BUSY,
                                         "the hub can't keep entries right now");

  if (entries->len > 1)
    return hold_up (self, full, error);
  leave_behind (self, g_ptr_array_index (entries, 0), full);
  return FOYER_OUTBOX_SENT;
}

static FoyerOutboxResult
take_answers (FoyerOutbox *self, GPtrArray *entries, GPtrArray *answers, const char *epoch,
              GError **error)
{
  Answered answered = { answers, epoch };
  guint n_kept = count_kept (answers);

  if (foyer_replica_write (self->replica, FOYER_LANE_SYNC, write_answers, &answered, error) == NULL)
    return FOYER_OUTBOX_LOST;
  if (n_kept == 0)
    return none_kept (self, entries, error);
  self->left |= n_kept < answers->len;
  self->after = last_number (entries);
  self->limit = MIN (2 * self->limit, BATCH);
  self->n_alone = 0;
  g_clear_error (&self->refusal);
  return FOYER_OUTBOX_SENT;
}

/* Whatever a push failed of: if the hub still tells the time, what was pushed
 * was too much for it, or wrong. */
static FoyerOutboxResult
take_failure (FoyerOutbox *self, GPtrArray *entries, GError *failure, GError **error)
{
  gint64 hub_us, round_trip_us;

  if (g_error_matches (failure, FOYER_CONNECTOR_ERROR, FOYER_CONNECTOR_ERROR_ENROLMENT) ||
      g_error_matches (failure, FOYER_CONNECTOR_ERROR, FOYER_CONNECTOR_ERROR_REVOKED) ||
      g_error_matches (failure, FOYER_CONNECTOR_ERROR, FOYER_CONNECTOR_ERROR_PURGED)) {
    g_propagate_error (error, g_error_copy (failure));
    return FOYER_OUTBOX_LOST;
  }
  if (g_error_matches (failure, FOYER_CONNECTOR_ERROR, FOYER_CONNECTOR_ERROR_BUSY)) {
    self->asked_ms = self->connector->retry_after_ms (self->connector);
    return hold_up (self, failure, error);
  }
  if (!self->connector->hub_time (self->connector, &hub_us, &round_trip_us, error))
    return FOYER_OUTBOX_LOST;
  if (entries->len > 1)
    self->limit = entries->len / 2;
  else
    leave_behind (self, g_ptr_array_index (entries, 0), failure);
  return self->n_alone < MAX_ALONE ? FOYER_OUTBOX_SENT : hold_up (self, failure, error);
}

static FoyerOutboxResult
send_batch (FoyerOutbox *self, GPtrArray *entries, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autofree char *epoch = NULL;
  g_autoptr (GPtrArray) answers = self->connector->push (self->connector, entries, &epoch, &failure);

  if (answers == NULL)
    return take_failure (self, entries, failure, error);
  return take_answers (self, entries, answers, epoch, error);
}

static FoyerOutboxResult
go_through (FoyerOutbox *self, GError **error)
{
  FoyerOutboxResult result = FOYER_OUTBOX_SENT;

  while (result == FOYER_OUTBOX_SENT) {
    g_autoptr (GPtrArray) entries = foyer_replica_read (self->replica, read_unsent, self, error);

    if (entries == NULL)
      return FOYER_OUTBOX_LOST;
    if (entries->len == 0) {
      self->ended = TRUE;
      return self->refusal != NULL ? hold_up (self, self->refusal, error) : FOYER_OUTBOX_SENT;
    }
    result = send_batch (self, entries, error);
  }
  return result;
}

FoyerOutboxResult
foyer_outbox_send (FoyerOutbox *self, GError **error)
{
  gboolean due = g_get_monotonic_time () >= self->due_us;
  FoyerOutboxResult result;

  if (due && self->ended) {
    self->after = 0;
    self->left = FALSE;
    self->ended = FALSE;
  }
  self->n_alone = 0;
  self->asked_ms = 0;
  result = go_through (self, error);
  if (!self->left) {
    self->failures = 0;
    self->due_us = 0;
  }
  else if (due) {
    self->failures++;
    self->due_us = g_get_monotonic_time () +
                   1000 * (gint64) foyer_backoff_ms (self->failures, g_random_double (), self->asked_ms);
  }
  return result;
}
