/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-lock-page"

#include "lock-page.h"

#include "action-button.h"
#include "door-error.h"
#include "pad.h"
#include "split.h"

#include <glib/gi18n.h>
#include <sodium.h>
#include <string.h>

#define PIN_MAX      12
#define PATIENCE_S   45

struct _FoyerLockPage {
  GtkWidget  parent_instance;

  FoyerDoor *door;
  char       pin[PIN_MAX + 1];
  gboolean   checking;
  guint      timer;           /* nobody came: the screen goes back to the guests */

  GtkWidget *split;
  GtkLabel  *message;
  GtkLabel  *dots;
  FoyerPad  *pad;
  GtkWidget *open_button;
};

enum { LEFT, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_TYPE (FoyerLockPage, foyer_lock_page, GTK_TYPE_WIDGET)

static gboolean
on_patience (gpointer user_data)
{
  FoyerLockPage *self = user_data;

  self->timer = 0;
  g_signal_emit (self, signals[LEFT], 0);
  return G_SOURCE_REMOVE;
}

static void
restart_patience (FoyerLockPage *self)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    self->timer = g_timeout_add_seconds (PATIENCE_S, on_patience, self);
}

static void
show_pin (FoyerLockPage *self)
{
  GString *dots = g_string_new (NULL);

  for (gsize i = 0; i < strlen (self->pin); i++)
    g_string_append (dots, "●");
  gtk_label_set_label (self->dots, dots->len > 0 ? dots->str : " ");
  gtk_widget_set_sensitive (self->open_button, *self->pin != '\0' && !self->checking);
  g_string_free (dots, TRUE);
}

static void
forget_pin (FoyerLockPage *self)
{
  sodium_memzero (self->pin, sizeof self->pin);
  show_pin (self);
}

static void
on_key (FoyerLockPage *self, const char *key)
{
  gsize length = strlen (self->pin);

  restart_patience (self);
  if (length < PIN_MAX)
    self->pin[length] = *key;
  show_pin (self);
}

static void
on_erase (FoyerLockPage *self)
{
  gsize length = strlen (self->pin);

  restart_patience (self);
  if (length > 0)
    self->pin[length - 1] = '\0';
  show_pin (self);
}

static void
say_why_not (FoyerLockPage *self, const GError *error)
{
  guint wait_s = foyer_session_get_wait_s (foyer_door_get_session (self->door));
  g_autofree char *text = NULL;

  if (wait_s > 0)
    text = g_strdup_printf (ngettext ("That was not right. Please wait %u second.",
                                      "That was not right. Please wait %u seconds.", wait_s), wait_s);
  else
    text = g_strdup (_("Nobody has this PIN. Please try again."));
  gtk_label_set_label (self->message, text);
}

static void
on_pin_checked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (FoyerLockPage) self = user_data;
  g_autoptr (GError) error = NULL;

  self->checking = FALSE;
  if (!foyer_session_enter_pin_finish (FOYER_SESSION (source), result, &error) && self->door != NULL)
    say_why_not (self, error);
  if (self->door != NULL)
    forget_pin (self);
}

static void
on_open (FoyerLockPage *self)
{
  if (self->checking)
    return;
  restart_patience (self);
  self->checking = TRUE;
  gtk_label_set_label (self->message, _("One moment…"));
  gtk_widget_set_sensitive (self->open_button, FALSE);
  foyer_session_enter_pin_async (foyer_door_get_session (self->door), foyer_door_get_event (self->door),
                                 self->pin, on_pin_checked, g_object_ref (self));
}

static void
on_back (FoyerLockPage *self)
{
  g_signal_emit (self, signals[LEFT], 0);
}

static void
foyer_lock_page_map (GtkWidget *widget)
{
  FoyerLockPage *self = FOYER_LOCK_PAGE (widget);

  GTK_WIDGET_CLASS (foyer_lock_page_parent_class)->map (widget);
  gtk_label_set_label (self->message, _("Enter your PIN, or hold your staff code up to the camera."));
  forget_pin (self);
  restart_patience (self);
}

static void
foyer_lock_page_unmap (GtkWidget *widget)
{
  FoyerLockPage *self = FOYER_LOCK_PAGE (widget);

  g_clear_handle_id (&self->timer, g_source_remove);
  sodium_memzero (self->pin, sizeof self->pin);
  GTK_WIDGET_CLASS (foyer_lock_page_parent_class)->unmap (widget);
}

static gboolean
on_key_pressed (FoyerLockPage *self, guint key, guint code, GdkModifierType modifiers)
{
  gunichar letter = gdk_keyval_to_unicode (key);
  char text[2] = { (char) letter, '\0' };

  if (letter < 128 && g_ascii_isdigit (letter))
    on_key (self, text);
  else if (key == GDK_KEY_BackSpace)
    on_erase (self);
  else if ((key == GDK_KEY_Return || key == GDK_KEY_KP_Enter) && *self->pin != '\0')
    on_open (self);
  else
    return FALSE;
  return TRUE;
}

static void
foyer_lock_page_dispose (GObject *object)
{
  FoyerLockPage *self = FOYER_LOCK_PAGE (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  gtk_widget_dispose_template (GTK_WIDGET (self), FOYER_TYPE_LOCK_PAGE);
  g_clear_object (&self->door);
  G_OBJECT_CLASS (foyer_lock_page_parent_class)->dispose (object);
}

static void
foyer_lock_page_class_init (FoyerLockPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_lock_page_dispose;
  widget_class->map = foyer_lock_page_map;
  widget_class->unmap = foyer_lock_page_unmap;

  signals[LEFT] = g_signal_new ("left", FOYER_TYPE_LOCK_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 0);

  g_type_ensure (FOYER_TYPE_SPLIT);
  g_type_ensure (FOYER_TYPE_PAD);
  g_type_ensure (FOYER_TYPE_ACTION_BUTTON);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/foyer/Kiosk/lock-page.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerLockPage, split);
  gtk_widget_class_bind_template_child (widget_class, FoyerLockPage, message);
  gtk_widget_class_bind_template_child (widget_class, FoyerLockPage, dots);
  gtk_widget_class_bind_template_child (widget_class, FoyerLockPage, pad);
  gtk_widget_class_bind_template_child (widget_class, FoyerLockPage, open_button);
  gtk_widget_class_bind_template_callback (widget_class, on_key);
  gtk_widget_class_bind_template_callback (widget_class, on_erase);
  gtk_widget_class_bind_template_callback (widget_class, on_open);
  gtk_widget_class_bind_template_callback (widget_class, on_back);
}

static void
foyer_lock_page_init (FoyerLockPage *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (on_key_pressed), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Staff desk"), -1);
  show_pin (self);
}

GtkWidget *
foyer_lock_page_new (FoyerDoor *door)
{
  FoyerLockPage *self = g_object_new (FOYER_TYPE_LOCK_PAGE, NULL);

  self->door = g_object_ref (door);
  return GTK_WIDGET (self);
}
