/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-hand-scanners"

#include "hand-scanners.h"

#include "hand-follower.h"
#include "key-text.h"

#include <glib/gi18n-lib.h>

struct _FoyerHandScanners {
  GObject                parent_instance;

  GMainContext          *home;      /* where the owner is told */
  FoyerDeviceChoice     *choice;    /* NULL if the setting means nothing */
  char                  *layout;
  const FoyerHandSystem *system;

  /* Main thread only. */
  FoyerHandFollower     *follower;  /* NULL while stopped */
  guint                  run;       /* tells lines of before a stop from those of after */
  FoyerHandOpened        trouble;   /* OPENED while all is well */
};

/* On its way from the follower's thread. */
typedef struct {
  FoyerHandScanners *scanners;
  guint              run;
  char              *line;      /* NULL for news of a trouble */
  FoyerHandOpened    trouble;
} News;

enum { PROP_MESSAGE = 1, N_PROPS };
static GParamSpec *props[N_PROPS];

enum { LINE, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_TYPE (FoyerHandScanners, foyer_hand_scanners, G_TYPE_OBJECT)

static void
news_free (gpointer data)
{
  News *news = data;

  g_free (news->line);
  g_object_unref (news->scanners);
  g_free (news);
}

/* Main thread. */
static gboolean
tell (gpointer data)
{
  News *news = data;
  FoyerHandScanners *self = news->scanners;

  if (self->follower == NULL || self->run != news->run)
    return G_SOURCE_REMOVE;
  if (news->line != NULL) {
    g_signal_emit (self, signals[LINE], 0, news->line);
  } else {
    self->trouble = news->trouble;
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_MESSAGE]);
  }
  return G_SOURCE_REMOVE;
}

static void
tell_soon (FoyerHandScanners *self, const char *line, FoyerHandOpened trouble)
{
  News *news = g_new0 (News, 1);
  g_autoptr (GSource) visit = g_idle_source_new ();

  news->scanners = g_object_ref (self);
  news->run = self->run;
  news->line = g_strdup (line);
  news->trouble = trouble;
  g_source_set_priority (visit, G_PRIORITY_HIGH);
  g_source_set_callback (visit, tell, news, news_free);
  g_source_attach (visit, self->home);
}

static void
on_line (gpointer owner, const char *line)
{
  tell_soon (owner, line, FOYER_HAND_OPENED);
}

static void
on_trouble (gpointer owner, FoyerHandOpened trouble)
{
  tell_soon (owner, NULL, trouble);
}

static const FoyerHandHeard heard = { on_line, on_trouble };

static void
foyer_hand_scanners_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch (id) {
  case PROP_MESSAGE:
    g_value_set_string (value, foyer_hand_scanners_get_message (FOYER_HAND_SCANNERS (object)));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
foyer_hand_scanners_finalize (GObject *object)
{
  FoyerHandScanners *self = FOYER_HAND_SCANNERS (object);

  g_assert (self->follower == NULL);
  g_clear_pointer (&self->choice, foyer_device_choice_free);
  g_free (self->layout);
  g_main_context_unref (self->home);
  G_OBJECT_CLASS (foyer_hand_scanners_parent_class)->finalize (object);
}

static void
foyer_hand_scanners_class_init (FoyerHandScannersClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = foyer_hand_scanners_get_property;
  object_class->finalize = foyer_hand_scanners_finalize;
  props[PROP_MESSAGE] =
    g_param_spec_string ("message", NULL, NULL, "",
                         G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, props);
  signals[LINE] = g_signal_new ("line", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
foyer_hand_scanners_init (FoyerHandScanners *self)
{
  self->home = g_main_context_ref_thread_default ();
  self->trouble = FOYER_HAND_OPENED;
}

FoyerHandScanners *
foyer_hand_scanners_new (const char *choice, const char *layout, const FoyerHandSystem *system)
{
  FoyerHandScanners *self = g_object_new (FOYER_TYPE_HAND_SCANNERS, NULL);
  g_autoptr (FoyerKeyText) keys = NULL;

  self->choice = foyer_device_choice_new (choice);
  self->layout = g_strdup (layout);
  /* Better said at once than when a scanner is plugged in. */
  keys = foyer_key_text_new (layout);
  if (keys == NULL)
    g_clear_pointer (&self->choice, foyer_device_choice_free);
  self->system = system != NULL ? system : &foyer_hand_system;
  return self;
}

void
foyer_hand_scanners_start (FoyerHandScanners *self)
{
  g_return_if_fail (FOYER_IS_HAND_SCANNERS (self));

  if (self->follower != NULL || self->choice == NULL || foyer_device_choice_is_none (self->choice))
    return;
  self->run++;
  self->follower = foyer_hand_follower_start (self->system, self->choice, self->layout, &heard, self);
}

void
foyer_hand_scanners_stop (FoyerHandScanners *self)
{
  g_return_if_fail (FOYER_IS_HAND_SCANNERS (self));

  if (self->follower == NULL)
    return;
  g_clear_pointer (&self->follower, foyer_hand_follower_stop);
  self->trouble = FOYER_HAND_OPENED;
}

const char *
foyer_hand_scanners_get_message (FoyerHandScanners *self)
{
  g_return_val_if_fail (FOYER_IS_HAND_SCANNERS (self), NULL);

  if (self->choice == NULL)
    return _("The setting for hand scanners is not understood.");
  switch (self->trouble) {
  case FOYER_HAND_MISSING:
    return _("The hand scanner is not connected. Plug it in and it will work by itself.");
  case FOYER_HAND_DENIED:
    return _("The hand scanner can't be used: this program may not open it, or another one has it.");
  case FOYER_HAND_OPENED:
  case FOYER_HAND_NOT_CHOSEN:
  default:
    return "";
  }
}
