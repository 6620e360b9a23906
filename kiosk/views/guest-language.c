/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-guest-language"

#include "guest-language.h"

#include "language.h"

#define IDLE_MS (60 * 1000)

struct _FoyerGuestLanguage {
  GObject       parent_instance;

  FoyerSession *session;
  FoyerDoor    *door;        /* (nullable) */
  gulong        state_id;
  char         *configured;
  guint         idle_ms;
  guint         timer;       /* while another language than the configured one is in force */
  gboolean      served;      /* an outcome was shown in it */
};

enum { CHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_TYPE (FoyerGuestLanguage, foyer_guest_language, G_TYPE_OBJECT)

static void
set_language (FoyerGuestLanguage *self, const char *language)
{
  foyer_language_set (language);
  self->served = FALSE;
  g_signal_emit (self, signals[CHANGED], 0);
}

/* Staff, and a guest who still reads, keep what they chose. */
static gboolean
is_anybodys (FoyerGuestLanguage *self)
{
  return self->door == NULL || foyer_session_is_open (self->session) ||
         foyer_door_get_state (self->door) != FOYER_DOOR_WAITING;
}

static void
return_home (FoyerGuestLanguage *self)
{
  if (g_str_equal (foyer_language_get (), self->configured) || is_anybodys (self))
    return;
  g_clear_handle_id (&self->timer, g_source_remove);
  set_language (self, self->configured);
}

static gboolean
on_idle (gpointer user_data)
{
  FoyerGuestLanguage *self = user_data;

  if (is_anybodys (self))
    return G_SOURCE_CONTINUE;
  self->timer = 0;
  return_home (self);
  return G_SOURCE_REMOVE;
}

static void
on_state (FoyerGuestLanguage *self)
{
  if (foyer_door_get_state (self->door) == FOYER_DOOR_WAITING) {
    if (self->served)
      return_home (self);
  }
  else if (foyer_door_get_state (self->door) != FOYER_DOOR_NONE)
    self->served = TRUE;
}

void
foyer_guest_language_touch (FoyerGuestLanguage *self)
{
  if (self->timer == 0)
    return;
  g_source_remove (self->timer);
  self->timer = g_timeout_add (self->idle_ms, on_idle, self);
}

void
foyer_guest_language_toggle (FoyerGuestLanguage *self)
{
  const char *other = g_str_equal (foyer_language_get (), "en") ? "zh_CN" : "en";

  g_clear_handle_id (&self->timer, g_source_remove);
  if (!g_str_equal (other, self->configured))
    self->timer = g_timeout_add (self->idle_ms, on_idle, self);
  set_language (self, other);
}

void
foyer_guest_language_settle (FoyerGuestLanguage *self, const char *language)
{
  g_free (self->configured);
  self->configured = g_strdup (language);
  g_clear_handle_id (&self->timer, g_source_remove);
  set_language (self, language);
}

void
foyer_guest_language_set_idle (FoyerGuestLanguage *self, guint ms)
{
  self->idle_ms = ms;
}

void
foyer_guest_language_set_door (FoyerGuestLanguage *self, FoyerDoor *door)
{
  if (self->door != NULL)
    g_clear_signal_handler (&self->state_id, self->door);
  g_set_object (&self->door, door);
  /* After those who show the state: they are made anew for another language. */
  if (door != NULL)
    self->state_id = g_signal_connect_data (door, "notify::state", G_CALLBACK (on_state), self, NULL,
                                            G_CONNECT_SWAPPED | G_CONNECT_AFTER);
}

static void
foyer_guest_language_dispose (GObject *object)
{
  FoyerGuestLanguage *self = FOYER_GUEST_LANGUAGE (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  foyer_guest_language_set_door (self, NULL);
  g_clear_object (&self->session);
  g_clear_pointer (&self->configured, g_free);
  G_OBJECT_CLASS (foyer_guest_language_parent_class)->dispose (object);
}

static void
foyer_guest_language_class_init (FoyerGuestLanguageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = foyer_guest_language_dispose;
  signals[CHANGED] = g_signal_new ("changed", FOYER_TYPE_GUEST_LANGUAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
}

static void
foyer_guest_language_init (FoyerGuestLanguage *self)
{
  self->configured = g_strdup (foyer_language_get ());
  self->idle_ms = IDLE_MS;
}

FoyerGuestLanguage *
foyer_guest_language_new (FoyerSession *session)
{
  FoyerGuestLanguage *self = g_object_new (FOYER_TYPE_GUEST_LANGUAGE, NULL);

  self->session = g_object_ref (session);
  return self;
}
