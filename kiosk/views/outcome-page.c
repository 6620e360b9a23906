/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-outcome-page"

#include "outcome-page.h"

#include "action-button.h"
#include "button-row.h"
#include "language.h"
#include "name-label.h"
#include "qr-code.h"
#include "sentence.h"
#include "split.h"

#include <glib/gi18n.h>

struct _FoyerOutcomePage {
  GtkWidget       parent_instance;

  FoyerDoor      *door;
  gulong          state_id;
  char           *tone;       /* the style class now set */

  GtkWidget      *split;
  GtkImage       *icon;
  GtkLabel       *headline;
  FoyerNameLabel *guest;
  GtkLabel       *list_name;
  GtkLabel       *next_step;
  GtkLabel       *place;
  GtkLabel       *doubt;
  GtkWidget      *group;
  FoyerQrCode    *group_code;
  GtkWidget      *help_button;
};

G_DEFINE_TYPE (FoyerOutcomePage, foyer_outcome_page, GTK_TYPE_WIDGET)

static void
set_tone (FoyerOutcomePage *self, const char *tone)
{
  g_autofree char *icon = g_strdup_printf ("foyer-%s-symbolic", tone);

  if (self->tone != NULL)
    gtk_widget_remove_css_class (GTK_WIDGET (self), self->tone);
  g_free (self->tone);
  self->tone = g_strdup (tone);
  gtk_widget_add_css_class (GTK_WIDGET (self), tone);
  gtk_image_set_from_icon_name (self->icon, icon);
}

static void
set_text (GtkLabel *label, const char *text)
{
  gtk_label_set_label (label, text ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL && *text != '\0');
}

/* @text: (nullable) */
static void
show_group (FoyerOutcomePage *self, const char *text)
{
  foyer_qr_code_set_text (self->group_code, text);
  gtk_widget_set_visible (self->group, text != NULL);
  if (text != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self), "with-group");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "with-group");
}

static void
show_help (FoyerOutcomePage *self)
{
  set_tone (self, "help");
  set_text (self->headline, _("Someone will help you"));
  foyer_name_label_set_name (self->guest, NULL);
  set_text (self->list_name, NULL);
  set_text (self->doubt, NULL);
  set_text (self->place, NULL);
  show_group (self, NULL);
  set_text (self->next_step, _("Please wait here, or go to the desk.\nYou can also show another code."));
}

/* Whoever stands by reads it too. */
static void
show_doubt (FoyerOutcomePage *self, const FoyerOutcome *outcome)
{
  gboolean doubt = outcome->verdict == FOYER_VERDICT_OTHER_LIST && foyer_door_doubts_list (self->door);
  /* Translators: %s is a list, such as "Morning". */
  g_autofree char *text = g_strdup_printf (_("For our staff: is “%s” the right list for this door?"),
                                           foyer_language_words (outcome->list_name));

  set_text (self->doubt, doubt ? text : NULL);
}

static void
show_outcome (FoyerOutcomePage *self, const FoyerOutcome *outcome)
{
  g_autofree char *headline = foyer_sentence_headline (outcome);
  g_autofree char *next_step = foyer_sentence_next_step (outcome);
  gboolean welcome = foyer_verdict_is_welcome (outcome->verdict);

  set_tone (self, foyer_tone_to_string (foyer_tone_of (outcome->verdict)));
  set_text (self->headline, headline);
  foyer_name_label_set_name (self->guest, outcome->guest);
  set_text (self->list_name, welcome ? foyer_language_words (outcome->list_name) : NULL);
  set_text (self->next_step, next_step);
  set_text (self->place, NULL);
  show_group (self, outcome->group);
  show_doubt (self, outcome);
}

void
foyer_outcome_page_show (FoyerOutcomePage *self, FoyerDoorState state, const FoyerOutcome *outcome)
{
  if (outcome != NULL)
    show_outcome (self, outcome);
  else if (state == FOYER_DOOR_HELP)
    show_help (self);
  gtk_widget_set_visible (self->help_button, state == FOYER_DOOR_SORRY);
}

void
foyer_outcome_page_tell_place (FoyerOutcomePage *self, const char *place)
{
  set_text (self->place, place);
}

static void
on_state (FoyerOutcomePage *self)
{
  foyer_outcome_page_show (self, foyer_door_get_state (self->door), foyer_door_get_outcome (self->door));
}

static void
on_more_time (FoyerOutcomePage *self)
{
  foyer_door_extend (self->door);
}

static void
on_help (FoyerOutcomePage *self)
{
  foyer_door_call (self->door);
}

static void
on_done (FoyerOutcomePage *self)
{
  foyer_door_dismiss (self->door);
}

static void
foyer_outcome_page_dispose (GObject *object)
{
  FoyerOutcomePage *self = FOYER_OUTCOME_PAGE (object);

  if (self->door != NULL)
    g_clear_signal_handler (&self->state_id, self->door);
  gtk_widget_dispose_template (GTK_WIDGET (self), FOYER_TYPE_OUTCOME_PAGE);
  g_clear_object (&self->door);
  g_clear_pointer (&self->tone, g_free);
  G_OBJECT_CLASS (foyer_outcome_page_parent_class)->dispose (object);
}

static void
foyer_outcome_page_class_init (FoyerOutcomePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_outcome_page_dispose;

  g_type_ensure (FOYER_TYPE_SPLIT);
  g_type_ensure (FOYER_TYPE_NAME_LABEL);
  g_type_ensure (FOYER_TYPE_QR_CODE);
  g_type_ensure (FOYER_TYPE_ACTION_BUTTON);
  g_type_ensure (FOYER_TYPE_BUTTON_ROW);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/foyer/Kiosk/outcome-page.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerOutcomePage, split);
  gtk_widget_class_bind_template_child (widget_class, FoyerOutcomePage, icon);
  gtk_widget_class_bind_template_child (widget_class, FoyerOutcomePage, headline);
  gtk_widget_class_bind_template_child (widget_class, FoyerOutcomePage, guest);
  gtk_widget_class_bind_template_child (widget_class, FoyerOutcomePage, list_name);
  gtk_widget_class_bind_template_child (widget_class, FoyerOutcomePage, next_step);
  gtk_widget_class_bind_template_child (widget_class, FoyerOutcomePage, place);
  gtk_widget_class_bind_template_child (widget_class, FoyerOutcomePage, doubt);
  gtk_widget_class_bind_template_child (widget_class, FoyerOutcomePage, group);
  gtk_widget_class_bind_template_child (widget_class, FoyerOutcomePage, group_code);
  gtk_widget_class_bind_template_child (widget_class, FoyerOutcomePage, help_button);
  gtk_widget_class_bind_template_callback (widget_class, on_more_time);
  gtk_widget_class_bind_template_callback (widget_class, on_help);
  gtk_widget_class_bind_template_callback (widget_class, on_done);
}

static void
foyer_outcome_page_init (FoyerOutcomePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Outcome of the check-in"), -1);
}

GtkWidget *
foyer_outcome_page_new (FoyerDoor *door)
{
  FoyerOutcomePage *self = g_object_new (FOYER_TYPE_OUTCOME_PAGE, NULL);

  self->door = g_object_ref (door);
  self->state_id = g_signal_connect_swapped (door, "notify::state", G_CALLBACK (on_state), self);
  on_state (self);
  return GTK_WIDGET (self);
}
