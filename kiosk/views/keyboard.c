/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-keyboard"

#include "keyboard.h"

#include "guard.h"
#include "wedge.h"

struct _FoyerKeyboard {
  GObject             parent_instance;

  GtkWidget          *window;
  GtkEventController *controller;   /* the window's */
  FoyerWedge         *wedge;
  GPtrArray          *held;         /* events kept back */
  GPtrArray          *returned;     /* events given back, on their way here once more */
  guint               timer;
};

enum { LINE, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_TYPE (FoyerKeyboard, foyer_keyboard, G_TYPE_OBJECT)

static void
hold (FoyerKeyboard *self, GdkEvent *event)
{
  g_ptr_array_add (self->held, gdk_event_ref (event));
}

static void
give_back (FoyerKeyboard *self)
{
  for (guint i = 0; i < self->held->len; i++) {
    GdkEvent *event = g_ptr_array_index (self->held, i);

    gdk_display_put_event (gtk_widget_get_display (self->window), event);
    g_ptr_array_add (self->returned, gdk_event_ref (event));
  }
  g_ptr_array_set_size (self->held, 0);
}

static void
tell_line (FoyerKeyboard *self)
{
  g_autofree char *line = foyer_wedge_take_line (self->wedge);

  g_ptr_array_set_size (self->held, 0);
  g_signal_emit (self, signals[LINE], 0, line);
}

static void
settle (FoyerKeyboard *self)
{
  FoyerWedgeAnswer answer = foyer_wedge_pause (self->wedge);

  g_clear_handle_id (&self->timer, g_source_remove);
  if (answer == FOYER_WEDGE_LINE)
    tell_line (self);
  else if (answer == FOYER_WEDGE_RELEASE)
    give_back (self);
}

static gboolean
on_pause (gpointer user_data)
{
  FoyerKeyboard *self = user_data;

  self->timer = 0;
  settle (self);
  return G_SOURCE_REMOVE;
}

/* Keys that already wait to be read come first: the machine's being slow is no pause. */
static void
wait_for_pause (FoyerKeyboard *self)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  self->timer = g_timeout_add_full (G_PRIORITY_DEFAULT_IDLE, foyer_wedge_get_patience_ms (self->wedge),
                                    on_pause, self, NULL);
}

/* A scanner doesn't know about Caps Lock, which turns its letters round. */
static gunichar
letter_of (guint keyval, GdkModifierType state)
{
  gunichar letter = gdk_keyval_to_unicode (keyval);

  if (keyval == GDK_KEY_Return || keyval == GDK_KEY_KP_Enter)
    return '\r';
  if (keyval == GDK_KEY_Linefeed)
    return '\n';
  if (keyval == GDK_KEY_Tab)
    return '\t';
  if (letter < ' ' || letter == 0x7f)
    return 0;
  if ((state & GDK_LOCK_MASK) == 0)
    return letter;
  return g_unichar_isupper (letter) ? g_unichar_tolower (letter) : g_unichar_toupper (letter);
}

static gboolean
is_modifier (guint keyval)
{
  return (keyval >= GDK_KEY_Shift_L && keyval <= GDK_KEY_Hyper_R) ||
         (keyval >= GDK_KEY_ISO_Lock && keyval <= GDK_KEY_ISO_Level5_Lock);
}

static gboolean
obey (FoyerKeyboard *self, FoyerWedgeAnswer answer, GdkEvent *event)
{
  switch (answer) {
  case FOYER_WEDGE_HOLD:
    hold (self, event);
    wait_for_pause (self);
    return GDK_EVENT_STOP;
  case FOYER_WEDGE_RELEASE:
    hold (self, event);
    give_back (self);
    return GDK_EVENT_STOP;
  case FOYER_WEDGE_LINE:
    tell_line (self);
    return GDK_EVENT_STOP;
  case FOYER_WEDGE_SWALLOW:
    return GDK_EVENT_STOP;
  case FOYER_WEDGE_PASS:
  default:
    return GDK_EVENT_PROPAGATE;
  }
}

static gboolean
on_key (GtkEventController *controller, guint keyval, guint keycode, GdkModifierType state,
        FoyerKeyboard *self)
{
  GdkEvent *event = gtk_event_controller_get_current_event (controller);
  guint32 time_ms = gdk_event_get_time (event);

  if (g_ptr_array_remove (self->returned, event))
    return GDK_EVENT_PROPAGATE;
  if (foyer_guard_is_shortcut (keyval, state))
    return GDK_EVENT_STOP;
  if (is_modifier (keyval))
    return GDK_EVENT_PROPAGATE;
  if (foyer_wedge_is_late (self->wedge, time_ms))
    settle (self);
  return obey (self, foyer_wedge_key (self->wedge, letter_of (keyval, state), time_ms), event);
}

static void
foyer_keyboard_dispose (GObject *object)
{
  FoyerKeyboard *self = FOYER_KEYBOARD (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  if (self->controller != NULL)
    gtk_widget_remove_controller (self->window, self->controller);
  self->controller = NULL;
  g_clear_pointer (&self->held, g_ptr_array_unref);
  g_clear_pointer (&self->returned, g_ptr_array_unref);
  g_clear_pointer (&self->wedge, foyer_wedge_free);
  G_OBJECT_CLASS (foyer_keyboard_parent_class)->dispose (object);
}

static void
foyer_keyboard_class_init (FoyerKeyboardClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = foyer_keyboard_dispose;
  signals[LINE] = g_signal_new ("line", FOYER_TYPE_KEYBOARD, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
foyer_keyboard_init (FoyerKeyboard *self)
{
  self->wedge = foyer_wedge_new ();
  self->held = g_ptr_array_new_with_free_func ((GDestroyNotify) gdk_event_unref);
  self->returned = g_ptr_array_new_with_free_func ((GDestroyNotify) gdk_event_unref);
}

FoyerKeyboard *
foyer_keyboard_new (GtkWidget *window)
{
  FoyerKeyboard *self = g_object_new (FOYER_TYPE_KEYBOARD, NULL);

  self->window = window;
  self->controller = gtk_event_controller_key_new ();
  gtk_event_controller_set_propagation_phase (self->controller, GTK_PHASE_CAPTURE);
  g_signal_connect (self->controller, "key-pressed", G_CALLBACK (on_key), self);
  gtk_widget_add_controller (window, self->controller);
  return self;
}
