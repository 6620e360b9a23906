/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-badges"

#include "badges.h"

#include "admission.h"
#include "code.h"
#include "guest-badge.h"
#include "journal.h"
#include "json.h"
#include "registry.h"

#include <sodium.h>
#include <string.h>

struct _FoyerBadges {
  GObject          parent_instance;

  FoyerReplica    *replica;
  FoyerPrintQueue *queue;
  char            *template_name;
  guint8           secret_key[FOYER_CODE_SECRET_BYTES];
  gulong           changed_id;
  gboolean         stopped;

  /* Belong to the thread while one runs (it waits for the reading thread). */
  gint64           seen;       /* the highest number of an entry that was looked at; -1: none */
  GPtrArray       *waiting;    /* ids of entries whose guest's row has not arrived */
  GPtrArray       *unfinished; /* (nullable): jobs of the queue, to be held against the journal */

  gboolean         running;
  gboolean         again;      /* something changed meanwhile */
};

G_DEFINE_TYPE (FoyerBadges, foyer_badges, G_TYPE_OBJECT)

/* One badge on its way to the queue. */
typedef struct {
  char       *id;
  FoyerBadge *badge;
} Wanted;

/* What a look at the journal brought. */
typedef struct {
  char      *template_name;
  GPtrArray *wanted;
  GPtrArray *waiting;
  GPtrArray *undone;            /* ids of jobs */
  gint64     seen;
} Harvest;

static void
wanted_free (gpointer data)
{
  Wanted *wanted = data;

  g_free (wanted->id);
  foyer_badge_free (wanted->badge);
  g_free (wanted);
}

static Harvest *
harvest_new (FoyerBadges *self)
{
  Harvest *harvest = g_new0 (Harvest, 1);

  harvest->wanted = g_ptr_array_new_with_free_func (wanted_free);
  harvest->waiting = g_ptr_array_new_with_free_func (g_free);
  harvest->undone = g_ptr_array_new_with_free_func (g_free);
  harvest->seen = self->seen;
  return harvest;
}

static void
harvest_free (Harvest *harvest)
{
  g_free (harvest->template_name);
  g_ptr_array_unref (harvest->wanted);
  g_ptr_array_unref (harvest->waiting);
  g_ptr_array_unref (harvest->undone);
  g_free (harvest);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Harvest, harvest_free)

/* The number a reprint was given; an admission's badge is the first. */
static guint
number_of (const FoyerEntry *entry)
{
  g_autoptr (json_t) body = entry->body ? foyer_json_parse (entry->body, -1, NULL) : NULL;
  json_int_t number = json_integer_value (json_object_get (body, "number"));

  return (guint) CLAMP (number, 1, G_MAXUINT16);
}

static FoyerBadge *
make_badge (FoyerBadges *self, const FoyerEvent *event, const FoyerRegistration *row, guint number)
{
  g_autofree char *code = foyer_code_make (FOYER_CODE_BADGE, event->id, row->id, (guint16) number, 0,
                                           self->secret_key);

  return foyer_guest_badge_new (event, row, code, number);
}

/* Whether a later badge of the same guest has made this one void. */
static gboolean
is_superseded (FoyerStore *store, const FoyerEntry *entry, gboolean *superseded, GError **error)
{
  gint64 valid = foyer_journal_badge_number (store, entry->registration, error);

  *superseded = number_of (entry) < valid;
  return valid >= 0;
}

/* It becomes a badge, or waits for the guest's row, which comes with a change; or it is void. */
static gboolean
add_entry (FoyerBadges *self, Harvest *harvest, FoyerStore *store, const FoyerEvent *event,
           const FoyerEntry *entry, GError **error)
{
  GError *failure = NULL;
  g_autoptr (FoyerRegistration) row = NULL;
  gboolean superseded;
  Wanted *wanted;

  if (!is_superseded (store, entry, &superseded, error))
    return FALSE;
  if (superseded)
    return TRUE;
  row = foyer_registry_get (store, entry->registration, &failure);
  if (failure != NULL) {
    g_propagate_error (error, failure);
    return FALSE;
  }
  if (row == NULL) {
    g_ptr_array_add (harvest->waiting, g_strdup (entry->id));
    return TRUE;
  }
  wanted = g_new0 (Wanted, 1);
  wanted->id = g_strdup (entry->id);
  wanted->badge = make_badge (self, event, row, number_of (entry));
  g_ptr_array_add (harvest->wanted, wanted);
  return TRUE;
}

static gboolean
collect_waiting (FoyerBadges *self, Harvest *harvest, FoyerStore *store, const FoyerEvent *event,
                 GError **error)
{
  for (guint i = 0; i < self->waiting->len; i++) {
    g_autoptr (FoyerEntry) entry = foyer_journal_get (store, self->waiting->pdata[i], error);
    int undone = entry ? foyer_journal_badge_undone (store, entry->id, error) : -1;

    if (undone < 0 || (undone == 0 && !add_entry (self, harvest, store, event, entry, error)))
      return FALSE;
  }
  return TRUE;
}

static gboolean
collect_new (FoyerBadges *self, Harvest *harvest, FoyerStore *store, const FoyerEvent *event,
             GError **error)
{
  g_autoptr (GPtrArray) entries = foyer_journal_badges_wanted (store, self->seen, error);

  for (guint i = 0; entries != NULL && i < entries->len; i++) {
    const FoyerEntry *entry = entries->pdata[i];

    harvest->seen = MAX (harvest->seen, entry->number);
    if (entry->registration != NULL && !add_entry (self, harvest, store, event, entry, error))
      return FALSE;
  }
  return entries != NULL;
}

static gboolean
is_wanted_no_more (FoyerStore *store, const char *id, gboolean *no_more, GError **error)
{
  g_autoptr (FoyerEntry) entry = NULL;
  int undone = foyer_journal_badge_undone (store, id, error);
  GError *failure = NULL;

  *no_more = undone == 1;
  if (undone != 0)
    return undone == 1;
  /* A job of nobody's entry is a test print. */
  entry = foyer_journal_get (store, id, &failure);
  if (entry != NULL && entry->registration != NULL)
    return is_superseded (store, entry, no_more, error);
  if (failure != NULL)
    g_propagate_error (error, failure);
  return failure == NULL;
}

/* Jobs that are not over yet, and whose entry was taken back or printed anew. */
static gboolean
collect_undone (FoyerBadges *self, Harvest *harvest, FoyerStore *store, GError **error)
{
  for (guint i = 0; i < self->unfinished->len; i++) {
    const FoyerPrintJob *job = self->unfinished->pdata[i];
    gboolean no_more;

    if (!is_wanted_no_more (store, job->id, &no_more, error))
      return FALSE;
    if (no_more)
      g_ptr_array_add (harvest->undone, g_strdup (job->id));
  }
  return TRUE;
}

/* The replica's reading thread. */
static gpointer
collect_job (FoyerStore *store, gpointer data, GError **error)
{
  FoyerBadges *self = data;
  g_autoptr (Harvest) harvest = harvest_new (self);
  g_autoptr (FoyerEvent) event = foyer_registry_event (store, error);

  if (event == NULL)
    return NULL;
  harvest->template_name = g_strdup (self->template_name ? self->template_name
                                                         : event->badge_template);
  if (!collect_waiting (self, harvest, store, event, error)
      || !collect_new (self, harvest, store, event, error)
      || !collect_undone (self, harvest, store, error))
    return NULL;
  return g_steal_pointer (&harvest);
}

static gboolean
hand_over (FoyerBadges *self, const Harvest *harvest, GError **error)
{
  for (guint i = 0; i < harvest->undone->len; i++)
    if (!foyer_print_queue_cancel (self->queue, harvest->undone->pdata[i], error))
      return FALSE;
  for (guint i = 0; i < harvest->wanted->len; i++) {
    const Wanted *wanted = harvest->wanted->pdata[i];

    /* Wanting a badge twice is wanting it once: the queue knows its id. */
    if (!foyer_print_queue_enqueue (self->queue, wanted->id, wanted->badge, harvest->template_name,
                                    NULL, error))
      return FALSE;
  }
  return TRUE;
}

/* Blocks on the disk, so it has a thread of its own for as long as it lasts. */
static void
bring_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  FoyerBadges *self = source;
  GError *error = NULL;
  g_autoptr (Harvest) harvest = NULL;

  self->unfinished = foyer_print_queue_list (self->queue, TRUE);
  harvest = foyer_replica_read (self->replica, collect_job, self, &error);
  g_clear_pointer (&self->unfinished, g_ptr_array_unref);
  if (harvest != NULL) {
    foyer_print_queue_expect (self->queue, harvest->template_name);
    hand_over (self, harvest, &error);
  }
  if (error != NULL) {
    g_task_return_error (task, error);
    return;
  }
  /* NULL: there is no event yet. */
  if (harvest != NULL) {
    self->seen = harvest->seen;
    g_ptr_array_unref (self->waiting);
    self->waiting = g_ptr_array_ref (harvest->waiting);
  }
  g_task_return_boolean (task, TRUE);
}

static void bring (FoyerBadges *self);

static void
on_brought (GObject *source, GAsyncResult *result, gpointer user_data)
{
  FoyerBadges *self = FOYER_BADGES (source);
  g_autoptr (GError) error = NULL;

  self->running = FALSE;
  if (!g_task_propagate_boolean (G_TASK (result), &error))
    g_warning ("badges could not be queued: %s", error->message);
  if (self->again)
    bring (self);
}

static void
bring (FoyerBadges *self)
{
  g_autoptr (GTask) task = NULL;

  self->again = self->running;
  if (self->running || self->stopped)
    return;
  self->running = TRUE;
  task = g_task_new (self, NULL, on_brought, NULL);
  g_task_run_in_thread (task, bring_thread);
}

void
foyer_badges_stop (FoyerBadges *self)
{
  self->stopped = TRUE;
  if (self->replica != NULL)
    g_clear_signal_handler (&self->changed_id, self->replica);
  while (self->running)
    g_main_context_iteration (NULL, TRUE);
}

static void
foyer_badges_dispose (GObject *object)
{
  FoyerBadges *self = FOYER_BADGES (object);

  if (self->replica != NULL)
    g_clear_signal_handler (&self->changed_id, self->replica);
  g_clear_object (&self->replica);
  g_clear_object (&self->queue);
  G_OBJECT_CLASS (foyer_badges_parent_class)->dispose (object);
}

static void
foyer_badges_finalize (GObject *object)
{
  FoyerBadges *self = FOYER_BADGES (object);

  g_ptr_array_unref (self->waiting);
  g_free (self->template_name);
  sodium_memzero (self->secret_key, sizeof self->secret_key);
  G_OBJECT_CLASS (foyer_badges_parent_class)->finalize (object);
}

static void
foyer_badges_class_init (FoyerBadgesClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = foyer_badges_dispose;
  object_class->finalize = foyer_badges_finalize;
}

static void
foyer_badges_init (FoyerBadges *self)
{
  self->seen = -1;
  self->waiting = g_ptr_array_new_with_free_func (g_free);
}

FoyerBadges *
foyer_badges_new (FoyerReplica *replica, FoyerPrintQueue *queue, const char *template_name,
                  const guint8 *secret_key)
{
  FoyerBadges *self = g_object_new (FOYER_TYPE_BADGES, NULL);

  self->replica = g_object_ref (replica);
  self->queue = g_object_ref (queue);
  self->template_name = g_strdup (template_name);
  memcpy (self->secret_key, secret_key, sizeof self->secret_key);
  self->changed_id = g_signal_connect_swapped (replica, "changed", G_CALLBACK (bring), self);
  bring (self);
  return self;
}
