/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-engine"

#include "engine.h"

#include "backoff.h"
#include "clock.h"
#include "feed.h"
#include "journal.h"
#include "json.h"
#include "outbox.h"

#include <string.h>

#define SLICE            200     /* changes a transaction: a few milliseconds of the writer's time */
#define WAIT_S           25
#define CLOCK_EVERY_US   (10 * 60 * G_USEC_PER_SEC)
#define CLOCK_MOVED_US   G_USEC_PER_SEC
/* What a door's times forgive: lists open and close on the minute. */
#define CLOCK_AGREES_US  (60 * G_USEC_PER_SEC)

typedef enum { MEETING, MET, LOST } Contact;

struct _FoyerEngine {
  GObject         parent_instance;

  FoyerReplica   *replica;
  FoyerConnector *connector;
  FoyerOutbox    *outbox;         /* of the push thread */
  GMainContext   *context;        /* of the signals */
  GThread        *push_thread;
  GThread        *pull_thread;
  int             counting;       /* atomic: a count is on its way */
  int             facts_queued;   /* atomic */

  GMutex          lock;           /* guards what follows */
  GCond           changed;
  gboolean        stopping;
  gboolean        kicked;
  gboolean        committed;      /* something may be unsent */
  Contact         contact;
  gboolean        have_all;       /* everything that the hub has, since there is contact */
  gboolean        sent;           /* all that the hub takes, since there is contact */
  guint           failures;
  guint           asked_ms;       /* to wait, by the service */
  gboolean        expelled;
  FoyerSyncFacts  facts;
};

enum { FACTS, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_TYPE (FoyerEngine, foyer_engine, G_TYPE_OBJECT)

/* Facts. */

static gboolean
emit_facts (gpointer user_data)
{
  FoyerEngine *self = user_data;

  g_atomic_int_set (&self->facts_queued, FALSE);
  g_signal_emit (self, signals[FACTS], 0);
  return G_SOURCE_REMOVE;
}

static void
attach (FoyerEngine *self, GSourceFunc func)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, func, g_object_ref (self), g_object_unref);
  g_source_attach (source, self->context);
}

static void
tell_facts (FoyerEngine *self)
{
  if (g_atomic_int_compare_and_exchange (&self->facts_queued, FALSE, TRUE))
    attach (self, emit_facts);
}

void
foyer_engine_get_facts (FoyerEngine *self, FoyerSyncFacts *facts)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = NULL;

  g_return_if_fail (FOYER_IS_ENGINE (self));

  locker = g_mutex_locker_new (&self->lock);
  *facts = self->facts;
}

typedef struct {
  gint64 unsent;
  gint64 refused;
} Counts;

static gpointer
count (FoyerStore *store, gpointer data, GError **error)
{
  Counts *counts = data;

  counts->unsent = foyer_journal_count_unsent (store, error);
  counts->refused = counts->unsent >= 0 ? foyer_journal_count_refused (store, error) : -1;
  return counts->refused >= 0 ? g_memdup2 (counts, sizeof *counts) : NULL;
}

static void
take_counts (FoyerEngine *self, const Counts *counts)
{
  gboolean changed;

  g_mutex_lock (&self->lock);
  changed = self->facts.unsent != counts->unsent || self->facts.refused != counts->refused;
  self->facts.unsent = counts->unsent;
  self->facts.refused = counts->refused;
  g_mutex_unlock (&self->lock);
  if (changed)
    tell_facts (self);
}

static void
on_counted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (FoyerEngine) self = user_data;
  g_autofree Counts *counts = foyer_replica_finish (FOYER_REPLICA (source), result, NULL);

  if (counts != NULL)
    take_counts (self, counts);
}

/* On the main context, so that the number is right while the push thread hangs
 * in a dead network. */
static gboolean
recount (gpointer user_data)
{
  FoyerEngine *self = user_data;

  g_atomic_int_set (&self->counting, FALSE);
  foyer_replica_read_async (self->replica, count, g_new0 (Counts, 1), g_free, g_free, NULL,
                            on_counted, g_object_ref (self));
  return G_SOURCE_REMOVE;
}

static void
on_committed (gpointer user_data)
{
  FoyerEngine *self = user_data;

  g_mutex_lock (&self->lock);
  self->committed = TRUE;
  g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->lock);
  if (g_atomic_int_compare_and_exchange (&self->counting, FALSE, TRUE))
    attach (self, recount);
}

/* Contact: one place that finds it and one that loses it. */

/* A page may come after the other thread lost contact, or after the end. */
static void
note_online (FoyerEngine *self)
{
  if (self->stopping || self->contact != MET || !self->have_all || !self->sent)
    return;
  self->failures = 0;
  self->facts.state = FOYER_SYNC_ONLINE;
  self->facts.alone_since_us = 0;
  *self->facts.message = '\0';
}

static void
note_contact (FoyerEngine *self, gboolean have_all)
{
  gint64 now_us = foyer_clock_now_us ();

  g_mutex_lock (&self->lock);
  self->facts.last_contact_us = now_us;
  if (have_all) {
    self->facts.data_us = now_us;
    self->have_all = self->contact == MET;
    note_online (self);
  }
  g_mutex_unlock (&self->lock);
  tell_facts (self);
}

static void
note_alone (FoyerEngine *self, const GError *error)
{
  FoyerSyncFacts *facts = &self->facts;

  if (facts->state != FOYER_SYNC_ALONE)
    g_message ("alone: %s", error->message);
  facts->state = FOYER_SYNC_ALONE;
  if (facts->alone_since_us == 0)
    facts->alone_since_us = foyer_clock_now_us ();
  g_utf8_strncpy (facts->message, error->message, (sizeof facts->message - 1) / 4);
}

/* Both threads come here when a request fails; the first one counts. */
static void
lose_contact (FoyerEngine *self, const GError *error)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  if (self->stopping || self->contact == LOST)
    return;
  note_alone (self, error);
  self->contact = LOST;
  self->have_all = FALSE;
  self->sent = FALSE;
  self->failures++;
  self->asked_ms = 0;
  if (g_error_matches (error, FOYER_CONNECTOR_ERROR, FOYER_CONNECTOR_ERROR_BUSY))
    self->asked_ms = self->connector->retry_after_ms (self->connector);
  self->expelled =
    g_error_matches (error, FOYER_CONNECTOR_ERROR, FOYER_CONNECTOR_ERROR_ENROLMENT);
  if (self->expelled)
    self->facts.state = FOYER_SYNC_NOT_ENROLLED;
  g_cond_broadcast (&self->changed);
  tell_facts (self);
}

static Contact
get_contact (FoyerEngine *self)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  return self->stopping ? LOST : self->contact;
}

/* FALSE when the engine stops. */
static gboolean
set_contact (FoyerEngine *self, Contact contact)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  self->contact = contact;
  g_cond_broadcast (&self->changed);
  return !self->stopping;
}

/* The clock. */

typedef struct {
  gint64 hub_ahead_us;
  gint64 offset_us;
} ClockReading;

/* "BOOT OFFSET" of the last clock entry. */
static gboolean
is_news (FoyerStore *store, const ClockReading *reading)
{
  g_autofree char *kept = foyer_store_get_setting (store, "clock", NULL);
  g_auto (GStrv) parts = g_strsplit (kept ? kept : "", " ", 2);

  if (g_strv_length (parts) != 2 || !g_str_equal (parts[0], foyer_clock_boot_id ()))
    return TRUE;
  return ABS (g_ascii_strtoll (parts[1], NULL, 10) - reading->offset_us) > CLOCK_MOVED_US;
}

static gpointer
record_clock (FoyerStore *store, gpointer data, GError **error)
{
  const ClockReading *reading = data;
  g_autoptr (FoyerEntry) entry = foyer_entry_new (FOYER_ENTRY_CLOCK);
  json_int_t hub_us = reading->hub_ahead_us + foyer_clock_uptime_us ();
  g_autoptr (json_t) body = json_pack ("{s:I}", "hub_us", hub_us);
  g_autofree char *setting = g_strdup_printf ("%s %" G_GINT64_FORMAT, foyer_clock_boot_id (),
                                              reading->offset_us);

  if (!is_news (store, reading))
    return data;
  entry->body = foyer_json_line (body);
  return foyer_journal_record (store, entry, foyer_clock_now_us (), error) &&
         foyer_store_set_setting (store, "clock", setting, error) ? data : NULL;
}

static gboolean
read_clock (FoyerEngine *self, GError **error)
{
  ClockReading reading;
  gint64 hub_us, round_trip_us;

  if (!self->connector->hub_time (self->connector, &hub_us, &round_trip_us, error))
    return FALSE;
  /* The hub looked at its clock somewhere on the way: half is the best guess. */
  hub_us += round_trip_us / 2;
  reading.hub_ahead_us = hub_us - foyer_clock_uptime_us ();
  reading.offset_us = hub_us - foyer_clock_now_us ();
  g_mutex_lock (&self->lock);
  self->facts.clock_offset_us = reading.offset_us;
  self->facts.clock_trusted = ABS (reading.offset_us) <= CLOCK_AGREES_US;
  g_mutex_unlock (&self->lock);
  note_contact (self, FALSE);
  return foyer_replica_write (self->replica, FOYER_LANE_SYNC, record_clock, &reading, error) != NULL;
}

/* The push thread: meets the hub, lets the other one pull, and pushes. */

static gboolean
meet (FoyerEngine *self, GError **error)
{
  return set_contact (self, MEETING) && read_clock (self, error) && set_contact (self, MET);
}

static void
note_sent (FoyerEngine *self)
{
  g_mutex_lock (&self->lock);
  self->facts.last_contact_us = foyer_clock_now_us ();
  self->sent = self->contact == MET;
  note_online (self);
  g_mutex_unlock (&self->lock);
  tell_facts (self);
}

/* The hub is there, and what it has is pulled; but nobody else learns what
 * happens here. */
static void
note_held_up (FoyerEngine *self, const GError *error)
{
  g_mutex_lock (&self->lock);
  self->facts.last_contact_us = foyer_clock_now_us ();
  if (!self->stopping && self->contact == MET) {
    self->sent = FALSE;
    note_alone (self, error);
  }
  g_mutex_unlock (&self->lock);
  tell_facts (self);
}

static gboolean
push (FoyerEngine *self, GError **error)
{
  g_autoptr (GError) failure = NULL;

  switch (foyer_outbox_send (self->outbox, &failure)) {
  case FOYER_OUTBOX_SENT:
    note_sent (self);
    return TRUE;
  case FOYER_OUTBOX_HELD_UP:
    note_held_up (self, failure);
    return TRUE;
  case FOYER_OUTBOX_LOST:
  default:
    g_propagate_error (error, g_steal_pointer (&failure));
    return FALSE;
  }
}

/* Until something was committed, contact was lost, or it is time. A hub that
 * takes nothing is not asked for each commit. */
static void
wait_for_work (FoyerEngine *self, gint64 until_us)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  while (!self->stopping && !(self->committed && self->sent) && !self->kicked &&
         self->contact == MET && g_cond_wait_until (&self->changed, &self->lock, until_us))
    ;
  if (self->kicked)
    foyer_outbox_again (self->outbox);
  self->committed = FALSE;
  self->kicked = FALSE;
}

static gboolean
stay (FoyerEngine *self, GError **error)
{
  gint64 clock_due_us = g_get_monotonic_time () + CLOCK_EVERY_US;

  foyer_outbox_again (self->outbox);
  while (get_contact (self) == MET) {
    if (!push (self, error))
      return FALSE;
    wait_for_work (self, MIN (clock_due_us, foyer_outbox_due_us (self->outbox)));
    if (g_get_monotonic_time () < clock_due_us)
      continue;
    if (!read_clock (self, error))
      return FALSE;
    clock_due_us = g_get_monotonic_time () + CLOCK_EVERY_US;
  }
  return TRUE;
}

/* FALSE when the engine stops. One that is not trusted waits for a person. */
static gboolean
wait_alone (FoyerEngine *self)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  gint64 until_us = g_get_monotonic_time () +
                    1000 * (gint64) foyer_backoff_ms (self->failures, g_random_double (),
                                                      self->asked_ms);

  while (!self->stopping && !self->kicked) {
    if (self->expelled)
      g_cond_wait (&self->changed, &self->lock);
    else if (!g_cond_wait_until (&self->changed, &self->lock, until_us))
      break;
  }
  self->kicked = FALSE;
  return !self->stopping;
}

static gpointer
push_thread (gpointer data)
{
  FoyerEngine *self = data;

  do {
    g_autoptr (GError) error = NULL;

    if ((!meet (self, &error) || !stay (self, &error)) && error != NULL)
      lose_contact (self, error);
  } while (wait_alone (self));
  return NULL;
}

/* Pulling. */

static gpointer
apply (FoyerStore *store, gpointer data, GError **error)
{
  return foyer_feed_apply (store, data, error) ? data : NULL;
}

/* A part of a page is a page that ends earlier. */
static gboolean
apply_slice (FoyerEngine *self, FoyerPage *page, guint from, guint to, GError **error)
{
  g_autoptr (GPtrArray) changes = g_ptr_array_new ();
  FoyerPage slice = { page->epoch, page->next, to < page->changes->len || page->more, changes };

  for (guint i = from; i < to; i++)
    g_ptr_array_add (changes, g_ptr_array_index (page->changes, i));
  if (to < page->changes->len)
    slice.next = ((FoyerChange *) g_ptr_array_index (page->changes, to - 1))->seq;
  return foyer_replica_write (self->replica, FOYER_LANE_SYNC, apply, &slice, error) != NULL;
}

static gboolean
apply_page (FoyerEngine *self, FoyerPage *page, GError **error)
{
  guint from = 0;

  do {
    guint to = MIN (from + SLICE, page->changes->len);

    if (!apply_slice (self, page, from, to, error))
      return FALSE;
    from = to;
  } while (from < page->changes->len);
  return TRUE;
}

typedef struct {
  gint64 cursor;
  char  *epoch;
} Position;

static gpointer
read_position (FoyerStore *store, gpointer data, GError **error)
{
  Position *position = data;

  return foyer_feed_cursor (store, &position->cursor, &position->epoch, error) ? data : NULL;
}

static gboolean
pull_page (FoyerEngine *self, guint wait_s, gboolean *more, GError **error)
{
  Position position = { 0, NULL };
  g_autofree char *epoch = NULL;
  g_autoptr (FoyerPage) page = NULL;

  if (foyer_replica_read (self->replica, read_position, &position, error) == NULL)
    return FALSE;
  epoch = position.epoch;
  page = self->connector->pull (self->connector, position.cursor, epoch, wait_s, error);
  if (page == NULL)
    return FALSE;
  /* Nothing new: a write of the same cursor would only wear out the disk. */
  if ((page->next != position.cursor || g_strcmp0 (page->epoch, epoch) != 0) &&
      !apply_page (self, page, error))
    return FALSE;
  *more = page->more;
  note_contact (self, !page->more);
  return TRUE;
}

/* The first page after a silence is asked for at once, so that the screen
 * knows where it stands; then each question is held until there is news. */
static gboolean
pull_on (FoyerEngine *self, GError **error)
{
  guint wait_s = 0;

  while (get_contact (self) == MET) {
    gboolean more;

    if (!pull_page (self, wait_s, &more, error))
      return FALSE;
    wait_s = more ? 0 : WAIT_S;
  }
  return TRUE;
}

/* FALSE when the engine stops. */
static gboolean
wait_for_contact (FoyerEngine *self)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  while (!self->stopping && self->contact != MET)
    g_cond_wait (&self->changed, &self->lock);
  return !self->stopping;
}

static gpointer
pull_thread (gpointer data)
{
  FoyerEngine *self = data;

  while (wait_for_contact (self)) {
    g_autoptr (GError) error = NULL;

    if (!pull_on (self, &error))
      lose_contact (self, error);
  }
  return NULL;
}

/* The object. */

static void
foyer_engine_finalize (GObject *object)
{
  FoyerEngine *self = FOYER_ENGINE (object);

  /* An idle of ours may hold the last reference: hence stop() comes first. */
  g_assert (self->push_thread == NULL && self->pull_thread == NULL);
  foyer_outbox_free (self->outbox);
  self->connector->free (self->connector);
  g_object_unref (self->replica);
  g_main_context_unref (self->context);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->changed);
  G_OBJECT_CLASS (foyer_engine_parent_class)->finalize (object);
}

static void
foyer_engine_class_init (FoyerEngineClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = foyer_engine_finalize;
  signals[FACTS] = g_signal_new ("facts", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 0);
}

static void
foyer_engine_init (FoyerEngine *self)
{
  g_mutex_init (&self->lock);
  g_cond_init (&self->changed);
}

FoyerEngine *
foyer_engine_new (FoyerReplica *replica, FoyerConnector *connector)
{
  FoyerEngine *self = g_object_new (FOYER_TYPE_ENGINE, NULL);

  self->replica = g_object_ref (replica);
  self->connector = connector;
  self->outbox = foyer_outbox_new (replica, connector);
  self->context = g_main_context_ref_thread_default ();
  return self;
}

void
foyer_engine_start (FoyerEngine *self)
{
  g_return_if_fail (FOYER_IS_ENGINE (self));
  g_return_if_fail (self->push_thread == NULL && !self->stopping);

  foyer_replica_set_committed (self->replica, on_committed, self);
  on_committed (self);
  self->pull_thread = g_thread_new ("sync-pull", pull_thread, self);
  self->push_thread = g_thread_new ("sync-push", push_thread, self);
}

void
foyer_engine_stop (FoyerEngine *self)
{
  g_return_if_fail (FOYER_IS_ENGINE (self));

  if (self->push_thread == NULL)
    return;
  foyer_replica_set_committed (self->replica, NULL, NULL);
  g_mutex_lock (&self->lock);
  self->stopping = TRUE;
  self->facts.state = FOYER_SYNC_STOPPED;
  g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->lock);
  self->connector->close (self->connector);
  g_clear_pointer (&self->push_thread, g_thread_join);
  g_clear_pointer (&self->pull_thread, g_thread_join);
  tell_facts (self);
}

void
foyer_engine_kick (FoyerEngine *self)
{
  g_return_if_fail (FOYER_IS_ENGINE (self));

  g_mutex_lock (&self->lock);
  self->kicked = TRUE;
  g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->lock);
}
