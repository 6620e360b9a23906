/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-badges"

#include "badges.h"

#include "admission.h"
#include "code.h"
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

  /* Belongs to the thread while one runs (it waits for the reading thread). */
  GHashTable      *done;       /* ids of entries whose job the queue has */

  gboolean         running;
  gboolean         again;      /* something changed meanwhile */
};

G_DEFINE_TYPE (FoyerBadges, foyer_badges, G_TYPE_OBJECT)

/* One badge on its way to the queue. */
typedef struct {
  char       *id;
  FoyerBadge *badge;
  char       *template_name;
} Wanted;

static void
wanted_free (gpointer data)
{
  Wanted *wanted = data;

  g_free (wanted->id);
  foyer_badge_free (wanted->badge);
  g_free (wanted->template_name);
  g_free (wanted);
}

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
  FoyerBadge *badge = foyer_badge_new ();

  badge->name = g_strdup (row->name);
  badge->company = g_strdup (row->company);
  badge->title = g_strdup (row->title);
  badge->category = g_strdup (row->category ? row->category : "attendee");
  badge->event = g_strdup (foyer_words_in (event->name, "zh_CN"));
  badge->reprint = number > 1 ? number : 0;
  badge->code = foyer_code_make (FOYER_CODE_BADGE, event->id, row->id, (guint16) number, 0,
                                 self->secret_key);
  return badge;
}

/* NULL without an error: the guest's row has not arrived yet; it comes with a change. */
static Wanted *
make_wanted (FoyerBadges *self, FoyerStore *store, const FoyerEvent *event, const FoyerEntry *entry,
             GError **error)
{
  g_autoptr (FoyerRegistration) row = foyer_admission_best (store, entry->registration, entry->list, error);
  Wanted *wanted;

  if (row == NULL)
    return NULL;
  wanted = g_new0 (Wanted, 1);
  wanted->id = g_strdup (entry->id);
  wanted->badge = make_badge (self, event, row, number_of (entry));
  wanted->template_name = g_strdup (self->template_name ? self->template_name : event->badge_template);
  return wanted;
}

/* The replica's reading thread. */
static gpointer
collect_job (FoyerStore *store, gpointer data, GError **error)
{
  FoyerBadges *self = data;
  GError *failure = NULL;
  g_autoptr (FoyerEvent) event = foyer_registry_event (store, &failure);
  g_autoptr (GPtrArray) entries = event ? foyer_journal_badges_wanted (store, &failure) : NULL;
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func (wanted_free);

  for (guint i = 0; entries != NULL && failure == NULL && i < entries->len; i++) {
    const FoyerEntry *entry = g_ptr_array_index (entries, i);
    Wanted *wanted;

    if (entry->registration == NULL || g_hash_table_contains (self->done, entry->id))
      continue;
    wanted = make_wanted (self, store, event, entry, &failure);
    if (wanted != NULL)
      g_ptr_array_add (list, wanted);
  }
  if (failure == NULL)
    return g_steal_pointer (&list);
  g_propagate_error (error, failure);
  return NULL;
}

/* Blocks on the disk, so it has a thread of its own for as long as it lasts. */
static void
bring_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  FoyerBadges *self = source;
  GError *error = NULL;
  g_autoptr (GPtrArray) list = foyer_replica_read (self->replica, collect_job, self, &error);

  for (guint i = 0; list != NULL && error == NULL && i < list->len; i++) {
    const Wanted *wanted = g_ptr_array_index (list, i);

    /* Wanting a badge twice is wanting it once: the queue knows its id. */
    if (foyer_print_queue_enqueue (self->queue, wanted->id, wanted->badge, wanted->template_name,
                                   NULL, &error))
      g_hash_table_add (self->done, g_strdup (wanted->id));
  }
  if (error != NULL)
    g_task_return_error (task, error);
  else
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

  g_hash_table_unref (self->done);
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
  self->done = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
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
