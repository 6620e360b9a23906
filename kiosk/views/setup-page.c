/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-setup-page"

#include "setup-page.h"

#include "action-button.h"
#include "language.h"
#include "preview.h"
#include "split.h"

#include <glib/gi18n.h>

struct _FoyerSetupPage {
  GtkWidget          parent_instance;

  FoyerKiosk        *kiosk;
  gulong             changed_id;

  GtkWidget         *split;
  FoyerPreview      *preview;
  GtkLabel          *prompt;
  GtkLabel          *note;
  FoyerActionButton *language_button;
};

enum { LANGUAGE, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_TYPE (FoyerSetupPage, foyer_setup_page, GTK_TYPE_WIDGET)

static void
show_progress (FoyerSetupPage *self)
{
  const char *note = foyer_kiosk_get_enrol_note (self->kiosk);
  gboolean enrolling = foyer_kiosk_is_enrolling (self->kiosk);

  gtk_label_set_label (self->prompt, enrolling ? _("Connecting to the hub…")
                                               : _("Scan the hub's enrolment code"));
  if (note == NULL && enrolling)
    note = _("One moment, please.");
  gtk_label_set_label (self->note, note ? note : _("The organizer's hub shows it. Hold it up to the camera."));
}

static void
on_language (FoyerSetupPage *self)
{
  g_signal_emit (self, signals[LANGUAGE], 0);
}

static void
foyer_setup_page_dispose (GObject *object)
{
  FoyerSetupPage *self = FOYER_SETUP_PAGE (object);

  if (self->kiosk != NULL)
    g_clear_signal_handler (&self->changed_id, self->kiosk);
  gtk_widget_dispose_template (GTK_WIDGET (self), FOYER_TYPE_SETUP_PAGE);
  g_clear_object (&self->kiosk);
  G_OBJECT_CLASS (foyer_setup_page_parent_class)->dispose (object);
}

static void
foyer_setup_page_class_init (FoyerSetupPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_setup_page_dispose;

  signals[LANGUAGE] = g_signal_new ("language", FOYER_TYPE_SETUP_PAGE, G_SIGNAL_RUN_LAST, 0, NULL,
                                    NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (FOYER_TYPE_SPLIT);
  g_type_ensure (FOYER_TYPE_PREVIEW);
  g_type_ensure (FOYER_TYPE_ACTION_BUTTON);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/foyer/Kiosk/setup-page.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerSetupPage, split);
  gtk_widget_class_bind_template_child (widget_class, FoyerSetupPage, preview);
  gtk_widget_class_bind_template_child (widget_class, FoyerSetupPage, prompt);
  gtk_widget_class_bind_template_child (widget_class, FoyerSetupPage, note);
  gtk_widget_class_bind_template_child (widget_class, FoyerSetupPage, language_button);
  gtk_widget_class_bind_template_callback (widget_class, on_language);
}

static void
foyer_setup_page_init (FoyerSetupPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Set up this kiosk"), -1);
  foyer_action_button_set_text (self->language_button,
                                g_str_equal (foyer_language_get (), "en") ? "中文" : "English");
}

GtkWidget *
foyer_setup_page_new (FoyerKiosk *kiosk)
{
  FoyerSetupPage *self = g_object_new (FOYER_TYPE_SETUP_PAGE, NULL);

  self->kiosk = g_object_ref (kiosk);
  self->changed_id = g_signal_connect_swapped (kiosk, "changed", G_CALLBACK (show_progress), self);
  foyer_preview_set_camera (self->preview, foyer_kiosk_get_camera (kiosk));
  show_progress (self);
  return GTK_WIDGET (self);
}
