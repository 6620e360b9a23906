/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-look"

#include "look.h"

#define PAUSE_MS 1500

struct _FoyerLook {
  GObject       parent_instance;

  FoyerLookFunc func;
  char         *where;
  GPtrArray    *found;
  guint         timer;
  gboolean      stopped;
};

enum { CHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_TYPE (FoyerLook, foyer_look, G_TYPE_OBJECT)

static void look (FoyerLook *self);

static gboolean
same (GPtrArray *one, GPtrArray *other)
{
  if (one == NULL || one->len != other->len)
    return FALSE;
  for (guint i = 0; i < one->len; i++) {
    const FoyerOffer *a = one->pdata[i];
    const FoyerOffer *b = other->pdata[i];

    if (g_strcmp0 (a->id, b->id) != 0 || g_strcmp0 (a->name, b->name) != 0 ||
        g_strcmp0 (a->beside, b->beside) != 0)
      return FALSE;
  }
  return TRUE;
}

static gboolean
on_pause_over (gpointer user_data)
{
  FoyerLook *self = user_data;

  self->timer = 0;
  look (self);
  return G_SOURCE_REMOVE;
}

static void
on_looked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  FoyerLook *self = FOYER_LOOK (source);
  g_autoptr (GPtrArray) found = g_task_propagate_pointer (G_TASK (result), NULL);
  gboolean changed = !same (self->found, found);

  if (self->stopped)
    return;
  self->timer = g_timeout_add (PAUSE_MS, on_pause_over, self);
  if (!changed)
    return;
  g_clear_pointer (&self->found, g_ptr_array_unref);
  self->found = g_steal_pointer (&found);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
look_thread (GTask *task, gpointer source, gpointer where, GCancellable *cancellable)
{
  g_task_return_pointer (task, FOYER_LOOK (source)->func (where), (GDestroyNotify) g_ptr_array_unref);
}

static void
look (FoyerLook *self)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, on_looked, NULL);

  g_task_set_task_data (task, g_strdup (self->where), g_free);
  g_task_run_in_thread (task, look_thread);
}

GPtrArray *
foyer_look_found (FoyerLook *self)
{
  return self->found;
}

void
foyer_look_stop (FoyerLook *self)
{
  self->stopped = TRUE;
  g_clear_handle_id (&self->timer, g_source_remove);
}

static void
foyer_look_finalize (GObject *object)
{
  FoyerLook *self = FOYER_LOOK (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_pointer (&self->found, g_ptr_array_unref);
  g_free (self->where);
  G_OBJECT_CLASS (foyer_look_parent_class)->finalize (object);
}

static void
foyer_look_class_init (FoyerLookClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = foyer_look_finalize;

  signals[CHANGED] = g_signal_new ("changed", FOYER_TYPE_LOOK, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
}

static void
foyer_look_init (FoyerLook *self)
{
}

FoyerLook *
foyer_look_new (FoyerLookFunc func, const char *where)
{
  FoyerLook *self = g_object_new (FOYER_TYPE_LOOK, NULL);

  self->func = func;
  self->where = g_strdup (where);
  look (self);
  return self;
}
