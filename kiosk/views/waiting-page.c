/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-waiting-page"

#include "waiting-page.h"

#include "action-button.h"
#include "button-row.h"
#include "language.h"
#include "preview.h"
#include "self.h"
#include "split.h"
#include "stage.h"

#include <glib/gi18n.h>

struct _FoyerWaitingPage {
  GtkWidget          parent_instance;

  FoyerDoor         *door;
  gulong             event_id;
  gulong             state_id;

  GtkWidget         *split;
  GtkLabel          *event_name;
  GtkLabel          *list_name;
  FoyerPreview      *preview;
  GtkLabel          *prompt;
  GtkWidget         *self_button;
  GtkWidget         *seated_button;
  FoyerActionButton *language_button;
};

enum { STAFF, LANGUAGE, SELF, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_TYPE (FoyerWaitingPage, foyer_waiting_page, GTK_TYPE_WIDGET)

static void
show_list (FoyerWaitingPage *self, const FoyerList *list)
{
  const char *name = list ? foyer_language_words (list->name) : "";
  const char *place = list ? foyer_language_words (list->place) : "";
  g_autofree char *text = *place != '\0' ? g_strdup_printf ("%s · %s", name, place) : g_strdup (name);

  gtk_label_set_label (self->list_name, text);
  gtk_widget_set_visible (GTK_WIDGET (self->list_name), *text != '\0');
}

static void
show_event (FoyerWaitingPage *self)
{
  const FoyerEvent *event = foyer_door_get_event (self->door);

  gtk_label_set_label (self->event_name, event ? foyer_language_words (event->name)
                                               : _("Fetching the guest list…"));
  show_list (self, foyer_door_get_list (self->door));
  gtk_widget_set_visible (self->self_button, foyer_self_is_offered (self->door));
}

/* Deciding takes some milliseconds; the words are for the day the disk is slow. */
static void
show_state (FoyerWaitingPage *self)
{
  gtk_label_set_label (self->prompt, foyer_door_get_state (self->door) == FOYER_DOOR_CHECKING
                                       ? _("One moment…")
                                       : _("Hold your QR code up to the camera"));
}

static void
on_language (FoyerWaitingPage *self)
{
  g_signal_emit (self, signals[LANGUAGE], 0);
}

static void
on_help (FoyerWaitingPage *self)
{
  foyer_door_call (self->door);
}

static void
on_self (FoyerWaitingPage *self)
{
  g_signal_emit (self, signals[SELF], 0);
}

static void
on_seated (FoyerWaitingPage *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.seated", NULL);
}

static void
on_staff (FoyerWaitingPage *self)
{
  g_signal_emit (self, signals[STAFF], 0);
}

/* A wide screen is low enough as it is. */
static void
foyer_waiting_page_root (GtkWidget *widget)
{
  FoyerWaitingPage *self = FOYER_WAITING_PAGE (widget);
  GtkWidget *stage = gtk_widget_get_ancestor (widget, FOYER_TYPE_STAGE);

  GTK_WIDGET_CLASS (foyer_waiting_page_parent_class)->root (widget);
  if (stage != NULL)
    g_object_bind_property (stage, "wide", self->seated_button, "visible",
                            G_BINDING_SYNC_CREATE | G_BINDING_INVERT_BOOLEAN);
}

static void
foyer_waiting_page_dispose (GObject *object)
{
  FoyerWaitingPage *self = FOYER_WAITING_PAGE (object);

  if (self->door != NULL) {
    g_clear_signal_handler (&self->event_id, self->door);
    g_clear_signal_handler (&self->state_id, self->door);
  }
  gtk_widget_dispose_template (GTK_WIDGET (self), FOYER_TYPE_WAITING_PAGE);
  g_clear_object (&self->door);
  G_OBJECT_CLASS (foyer_waiting_page_parent_class)->dispose (object);
}

static void
foyer_waiting_page_class_init (FoyerWaitingPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_waiting_page_dispose;
  widget_class->root = foyer_waiting_page_root;

  signals[STAFF] = g_signal_new ("staff", FOYER_TYPE_WAITING_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 0);
  signals[LANGUAGE] = g_signal_new ("language", FOYER_TYPE_WAITING_PAGE, G_SIGNAL_RUN_LAST, 0, NULL,
                                    NULL, NULL, G_TYPE_NONE, 0);
  signals[SELF] = g_signal_new ("self", FOYER_TYPE_WAITING_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 0);

  g_type_ensure (FOYER_TYPE_SPLIT);
  g_type_ensure (FOYER_TYPE_PREVIEW);
  g_type_ensure (FOYER_TYPE_ACTION_BUTTON);
  g_type_ensure (FOYER_TYPE_BUTTON_ROW);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/foyer/Kiosk/waiting-page.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerWaitingPage, split);
  gtk_widget_class_bind_template_child (widget_class, FoyerWaitingPage, event_name);
  gtk_widget_class_bind_template_child (widget_class, FoyerWaitingPage, list_name);
  gtk_widget_class_bind_template_child (widget_class, FoyerWaitingPage, preview);
  gtk_widget_class_bind_template_child (widget_class, FoyerWaitingPage, prompt);
  gtk_widget_class_bind_template_child (widget_class, FoyerWaitingPage, self_button);
  gtk_widget_class_bind_template_child (widget_class, FoyerWaitingPage, seated_button);
  gtk_widget_class_bind_template_child (widget_class, FoyerWaitingPage, language_button);
  gtk_widget_class_bind_template_callback (widget_class, on_language);
  gtk_widget_class_bind_template_callback (widget_class, on_help);
  gtk_widget_class_bind_template_callback (widget_class, on_self);
  gtk_widget_class_bind_template_callback (widget_class, on_seated);
  gtk_widget_class_bind_template_callback (widget_class, on_staff);
}

static void
foyer_waiting_page_init (FoyerWaitingPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Waiting for the next guest"), -1);
  foyer_action_button_set_text (self->language_button,
                                g_str_equal (foyer_language_get (), "en") ? "中文" : "English");
}

GtkWidget *
foyer_waiting_page_new (FoyerDoor *door, FoyerCamera *camera)
{
  FoyerWaitingPage *self = g_object_new (FOYER_TYPE_WAITING_PAGE, NULL);

  self->door = g_object_ref (door);
  self->event_id = g_signal_connect_swapped (door, "event-changed", G_CALLBACK (show_event), self);
  self->state_id = g_signal_connect_swapped (door, "notify::state", G_CALLBACK (show_state), self);
  foyer_preview_set_camera (self->preview, camera);
  show_event (self);
  show_state (self);
  return GTK_WIDGET (self);
}
