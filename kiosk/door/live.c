/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-live"

#include "live.h"

#include "clock.h"
#include "conflict-file.h"
#include "journal.h"
#include "refused.h"
#include "registry.h"
#include "report.h"

#define WIDTH_US    FOYER_REPORT_BUCKET_US
#define MAX_BUCKETS 144   /* a day */
/* So few people in ten minutes are nobody. */
#define NOBODY      0.5

void
foyer_live_free (FoyerLive *self)
{
  if (self == NULL)
    return;
  g_free (self->list);
  g_clear_pointer (&self->counts, g_ptr_array_unref);
  g_clear_pointer (&self->categories, g_ptr_array_unref);
  g_clear_pointer (&self->channels, g_ptr_array_unref);
  g_clear_pointer (&self->turned_away, g_ptr_array_unref);
  g_clear_pointer (&self->buckets, g_array_unref);
  g_clear_pointer (&self->conflicts, g_ptr_array_unref);
  g_clear_pointer (&self->refused, g_ptr_array_unref);
  g_clear_pointer (&self->kiosks, g_ptr_array_unref);
  g_free (self);
}

const FoyerHeadcount *
foyer_live_count (const FoyerLive *self)
{
  for (guint i = 0; i < self->counts->len; i++) {
    const FoyerHeadcount *count = g_ptr_array_index (self->counts, i);

    if (g_strcmp0 (count->list, self->list) == 0)
      return count;
  }
  return g_ptr_array_index (self->counts, 0);
}

/* Arrivals. */

/* (nullable): an event of one list is that list; of several, each has its own morning. */
static const FoyerList *
list_of (const FoyerEvent *event, const char *id)
{
  if (id != NULL)
    return foyer_event_list (event, id);
  return event->lists->len == 1 ? g_ptr_array_index (event->lists, 0) : NULL;
}

/* From the ten minutes in which doors opened, or the first guest came. */
static gint64
first_bucket (const FoyerList *list, GPtrArray *arrivals, gint64 now_us)
{
  gint64 opens_us = list != NULL && list->opens_us != 0 ? list->opens_us : G_MAXINT64;
  const FoyerArrivals *first = arrivals->len > 0 ? g_ptr_array_index (arrivals, 0) : NULL;
  gint64 from_us = MIN (opens_us, first ? first->from_us : G_MAXINT64);

  return (from_us == G_MAXINT64 ? now_us : from_us) / WIDTH_US * WIDTH_US;
}

typedef struct {
  gint64 came[MAX_BUCKETS];
  double coming[MAX_BUCKETS];
  double usual[MAX_BUCKETS];
} Course;

static void
take_arrivals (Course *course, GPtrArray *arrivals, gint64 from_us)
{
  for (guint i = 0; i < arrivals->len; i++) {
    const FoyerArrivals *one = g_ptr_array_index (arrivals, i);
    gint64 at = (one->from_us - from_us) / WIDTH_US;

    if (at >= 0 && at < MAX_BUCKETS)
      course->came[at] = one->people;
  }
}

static void
take_forecast (FoyerLive *self, Course *course, const FoyerForecastFacts *facts)
{
  FoyerForecastFacts before = *facts;

  before.now_us = facts->opens_us;
  before.n_arrivals = 0;
  foyer_forecast_course (&before, course->usual, MAX_BUCKETS);
  if (facts->n_arrivals == 0) {
    memcpy (course->coming, course->usual, sizeof course->coming);
    return;
  }
  foyer_forecast_course (facts, course->coming, MAX_BUCKETS);
  foyer_forecast (facts, &self->forecast);
  self->has_forecast = TRUE;
}

static void
put_buckets (FoyerLive *self, const Course *course, gint64 from_us)
{
  guint n = 0;

  for (guint i = 0; i < MAX_BUCKETS; i++) {
    if (course->came[i] > 0 || course->coming[i] >= NOBODY || course->usual[i] >= NOBODY)
      n = i + 1;
  }
  for (guint i = 0; i < n; i++) {
    FoyerLiveBucket bucket = { from_us + i * WIDTH_US, course->came[i], course->coming[i], course->usual[i] };

    g_array_append_val (self->buckets, bucket);
  }
}

static gboolean
read_arrivals (FoyerLive *self, FoyerStore *store, const FoyerList *list, GError **error)
{
  g_autoptr (GPtrArray) arrivals = foyer_headcount_arrivals (store, self->list, WIDTH_US, error);
  g_autofree Course *course = g_new0 (Course, 1);
  FoyerForecastFacts facts = { .expected = foyer_live_count (self)->expected, .now_us = self->at_us,
                               .starts_us = list ? list->starts_us : 0, .width_us = WIDTH_US,
                               .arrivals = course->came, .lanes = MAX (self->lanes, 1) };

  if (arrivals == NULL)
    return FALSE;
  facts.opens_us = first_bucket (list, arrivals, self->at_us);
  take_arrivals (course, arrivals, facts.opens_us);
  if (arrivals->len > 0)
    facts.n_arrivals =
      (gsize) CLAMP ((self->at_us - facts.opens_us + WIDTH_US - 1) / WIDTH_US, 1, MAX_BUCKETS);
  if (list != NULL)
    take_forecast (self, course, &facts);
  put_buckets (self, course, facts.opens_us);
  return TRUE;
}

/* What is on its way, and what came back. */

static void
refused_free (gpointer data)
{
  FoyerRefusedFile *file = data;

  g_free (file->entry);
  g_free (file->registration);
  g_free (file->name);
  g_free (file->time);
  g_free (file);
}

typedef struct {
  FoyerLive        *live;
  FoyerStore       *store;
  const FoyerEvent *event;
} Refusing;

/* The newest ones stay. */
static void
add_refused (const FoyerEntry *entry, const char *reason, gpointer user_data)
{
  const Refusing *refusing = user_data;
  g_autoptr (FoyerRegistration) row =
    entry->registration ? foyer_registry_get (refusing->store, entry->registration, NULL) : NULL;
  FoyerRefusedFile *file = g_new0 (FoyerRefusedFile, 1);

  file->kind = entry->kind;
  file->entry = g_strdup (entry->id);
  file->registration = g_strdup (row ? row->id : NULL);
  file->name = g_strdup (row ? row->name : NULL);
  file->time = foyer_event_clock_time (refusing->event, entry->wall_us);
  g_ptr_array_insert (refusing->live->refused, 0, file);
  refusing->live->n_refused++;
  if (refusing->live->refused->len > FOYER_LIVE_REFUSED)
    g_ptr_array_set_size (refusing->live->refused, FOYER_LIVE_REFUSED);
}

static gboolean
read_unsent (FoyerLive *self, FoyerStore *store, GError **error)
{
  g_autoptr (GPtrArray) oldest = foyer_journal_unsent (store, 0, 1, error);

  self->unsent = oldest ? foyer_journal_count_unsent (store, error) : -1;
  if (self->unsent > 0)
    self->unsent_us = ((FoyerEntry *) g_ptr_array_index (oldest, 0))->wall_us;
  return self->unsent >= 0;
}

static gboolean
read_refused (FoyerLive *self, FoyerStore *store, const FoyerEvent *event, GError **error)
{
  Refusing refusing = { self, store, event };

  return foyer_refused_foreach (store, add_refused, &refusing, error);
}

static gboolean
read_kiosks (FoyerLive *self, FoyerStore *store, GError **error)
{
  self->kiosks = foyer_headcount_kiosks (store, error);
  for (guint i = 0; self->kiosks != NULL && i < self->kiosks->len; i++) {
    const FoyerKioskCount *kiosk = g_ptr_array_index (self->kiosks, i);

    self->lanes += kiosk->last_us > self->at_us - WIDTH_US;
  }
  return self->kiosks != NULL;
}

static gboolean
read_sums (FoyerLive *self, FoyerStore *store, GError **error)
{
  self->counts = foyer_headcount (store, error);
  if (self->counts != NULL)
    self->categories = foyer_headcount_by (store, FOYER_HEADCOUNT_BY_CATEGORY, self->list, error);
  if (self->categories != NULL)
    self->channels = foyer_headcount_by (store, FOYER_HEADCOUNT_BY_CHANNEL, self->list, error);
  if (self->channels != NULL)
    self->turned_away = foyer_headcount_refusals (store, self->list, error);
  return self->turned_away != NULL;
}

FoyerLive *
foyer_live_read (FoyerStore *store, const char *list, gint64 now_us, GError **error)
{
  g_autoptr (FoyerEvent) event = foyer_registry_event (store, error);
  g_autoptr (FoyerLive) self = g_new0 (FoyerLive, 1);

  self->at_us = now_us;
  self->list = g_strdup (list);
  self->buckets = g_array_new (FALSE, FALSE, sizeof (FoyerLiveBucket));
  self->refused = g_ptr_array_new_with_free_func (refused_free);
  if (event == NULL || !read_kiosks (self, store, error) || !read_sums (self, store, error) ||
      !read_arrivals (self, store, list_of (event, list), error) || !read_unsent (self, store, error) ||
      !read_refused (self, store, event, error))
    return NULL;
  self->conflicts = foyer_conflict_files_read (store, event, error);
  return self->conflicts ? g_steal_pointer (&self) : NULL;
}

/* Off the main loop. */

static gpointer
read_job (FoyerStore *store, gpointer list, GError **error)
{
  return foyer_live_read (store, list, foyer_clock_now_us (), error);
}

static void
live_free (gpointer data)
{
  foyer_live_free (data);
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  FoyerLive *live = foyer_replica_finish (FOYER_REPLICA (source), result, &error);

  if (live == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, live, live_free);
}

void
foyer_live_async (FoyerDoor *door, const char *list, GCancellable *cancellable,
                  GAsyncReadyCallback callback, gpointer user_data)
{
  foyer_replica_survey_async (foyer_door_get_replica (door), read_job, g_strdup (list), g_free, live_free,
                              cancellable, on_read, g_task_new (door, cancellable, callback, user_data));
}

FoyerLive *
foyer_live_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
