/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-walk-in-page"

#include "walk-in-page.h"

#include "action-button.h"
#include "fold.h"
#include "guard.h"
#include "language.h"
#include "pad.h"
#include "row.h"
#include "split.h"

#include <glib/gi18n.h>
#include <string.h>

#define PHONE_ENOUGH 7   /* digits, before asking whether this person is known */

typedef enum { NAME, PHONE, COMPANY, TITLE, N_FIELDS } Field;

/* As registrations and an event's "required" call them. */
static const char * const field_names[N_FIELDS] = { "name", "phone", "company", "title" };

struct _FoyerWalkInPage {
  GtkWidget          parent_instance;

  FoyerDoor         *door;
  gulong             event_id;
  GCancellable      *search;

  GtkWidget         *split;
  GtkEditable       *fields[N_FIELDS];
  GtkLabel          *labels[N_FIELDS];
  GtkBox            *duplicates;
  GtkWidget         *consent;
  GtkLabel          *consent_text;
  GtkLabel          *missing;
  GtkWidget         *register_button;
  FoyerPad          *pad;
};

enum { CHOSEN, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_TYPE (FoyerWalkInPage, foyer_walk_in_page, GTK_TYPE_WIDGET)

/* (transfer full) (nullable): what stands in the field, without white space around it. */
static char *
text_of (FoyerWalkInPage *self, Field field)
{
  char *text = g_strstrip (g_strdup (gtk_editable_get_text (self->fields[field])));

  if (*text == '\0')
    g_clear_pointer (&text, g_free);
  return text;
}

static gboolean
is_required (FoyerWalkInPage *self, Field field)
{
  const FoyerEvent *event = foyer_door_get_event (self->door);

  return field == NAME ||
         (event != NULL && event->required != NULL &&
          g_strv_contains ((const char * const *) event->required, field_names[field]));
}

static gboolean
all_given (FoyerWalkInPage *self)
{
  for (int i = 0; i < N_FIELDS; i++) {
    g_autofree char *text = text_of (self, (Field) i);

    if (text == NULL && is_required (self, (Field) i))
      return FALSE;
  }
  return TRUE;
}

static void
check (FoyerWalkInPage *self)
{
  gboolean agreed = !gtk_widget_get_visible (self->consent) ||
                    gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->consent));
  gboolean given = all_given (self);

  gtk_label_set_label (self->missing, !given ? _("Please fill in the fields marked with *.")
                                      : !agreed ? _("Please ask the guest, then tick the box.") : " ");
  gtk_widget_set_sensitive (self->register_button, given && agreed);
}

static void
on_known (GtkButton *button, FoyerWalkInPage *self)
{
  g_signal_emit (self, signals[CHOSEN], 0, g_object_get_data (G_OBJECT (button), "registration"));
}

static void
show_known (FoyerWalkInPage *self, GPtrArray *guests)
{
  foyer_rows_clear (GTK_WIDGET (self->duplicates));
  for (guint i = 0; guests != NULL && i < MIN (guests->len, 2); i++) {
    const FoyerGuest *guest = g_ptr_array_index (guests, i);
    /* Translators: %s is a guest's name. */
    g_autofree char *text = g_strdup_printf (_("Already registered: %s"), guest->registration->name);
    GtkWidget *button = foyer_action_button_new ("search", text);

    g_object_set_data_full (G_OBJECT (button), "registration", g_strdup (guest->registration->id), g_free);
    g_signal_connect (button, "clicked", G_CALLBACK (on_known), self);
    gtk_widget_add_css_class (button, "duplicate");
    gtk_box_append (self->duplicates, button);
  }
}

static void
on_found (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (FoyerWalkInPage) self = user_data;
  g_autoptr (GPtrArray) guests = foyer_desk_find_finish (result, NULL);

  if (self->door != NULL && guests != NULL)
    show_known (self, guests);
}

static void
look_for_duplicates (FoyerWalkInPage *self)
{
  g_autofree char *typed = text_of (self, PHONE);
  g_autofree char *phone = foyer_fold_phone (typed);

  g_cancellable_cancel (self->search);
  g_clear_object (&self->search);
  if (phone == NULL || strlen (phone) < PHONE_ENOUGH) {
    show_known (self, NULL);
    return;
  }
  self->search = g_cancellable_new ();
  foyer_desk_find_async (self->door, phone, self->search, on_found, g_object_ref (self));
}

static void
on_changed (GtkEditable *editable, FoyerWalkInPage *self)
{
  if (self->door == NULL)
    return;
  check (self);
  if (editable == self->fields[PHONE])
    look_for_duplicates (self);
}

static void
on_focus (GtkEventController *controller, FoyerWalkInPage *self)
{
  foyer_pad_serve (self->pad, GTK_EDITABLE (gtk_event_controller_get_widget (controller)));
}

static void
on_register (FoyerWalkInPage *self)
{
  g_autoptr (FoyerRegistration) draft = foyer_registration_new ();

  draft->name = text_of (self, NAME);
  draft->phone = text_of (self, PHONE);
  draft->company = text_of (self, COMPANY);
  draft->title = text_of (self, TITLE);
  if (foyer_door_walk_in (self->door, draft))
    gtk_widget_set_sensitive (self->register_button, FALSE);
}

void
foyer_walk_in_page_clear (FoyerWalkInPage *self)
{
  for (int i = 0; i < N_FIELDS; i++)
    gtk_editable_set_text (self->fields[i], "");
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->consent), FALSE);
  show_known (self, NULL);
  check (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->fields[NAME]));
}

static void
show_event (FoyerWalkInPage *self)
{
  static const char * const words[N_FIELDS] = { N_("Name"), N_("Phone"), N_("Company"), N_("Job title") };
  const FoyerEvent *event = foyer_door_get_event (self->door);
  const char *consent = event ? foyer_language_words (event->consent) : "";

  for (int i = 0; i < N_FIELDS; i++) {
    g_autofree char *marked = g_strconcat (_(words[i]), is_required (self, (Field) i) ? " *" : "", NULL);

    gtk_label_set_label (self->labels[i], marked);
  }
  gtk_label_set_label (self->consent_text, consent);
  gtk_widget_set_visible (self->consent, *consent != '\0');
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->consent), GTK_ACCESSIBLE_PROPERTY_LABEL, consent, -1);
  check (self);
}

static void
foyer_walk_in_page_dispose (GObject *object)
{
  FoyerWalkInPage *self = FOYER_WALK_IN_PAGE (object);

  g_cancellable_cancel (self->search);
  g_clear_object (&self->search);
  if (self->door != NULL)
    g_clear_signal_handler (&self->event_id, self->door);
  g_clear_object (&self->door);
  gtk_widget_dispose_template (GTK_WIDGET (self), FOYER_TYPE_WALK_IN_PAGE);
  G_OBJECT_CLASS (foyer_walk_in_page_parent_class)->dispose (object);
}

static void
foyer_walk_in_page_class_init (FoyerWalkInPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  static const char * const label_ids[N_FIELDS] = { "name_label", "phone_label", "company_label",
                                                    "title_label" };

  G_OBJECT_CLASS (klass)->dispose = foyer_walk_in_page_dispose;
  signals[CHOSEN] = g_signal_new ("chosen", FOYER_TYPE_WALK_IN_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  g_type_ensure (FOYER_TYPE_SPLIT);
  g_type_ensure (FOYER_TYPE_PAD);
  g_type_ensure (FOYER_TYPE_ACTION_BUTTON);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/foyer/Kiosk/walk-in-page.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerWalkInPage, split);
  for (int i = 0; i < N_FIELDS; i++) {
    gtk_widget_class_bind_template_child_full (widget_class, field_names[i], FALSE,
                                               G_STRUCT_OFFSET (FoyerWalkInPage, fields) +
                                                 (gssize) (i * sizeof (gpointer)));
    gtk_widget_class_bind_template_child_full (widget_class, label_ids[i], FALSE,
                                               G_STRUCT_OFFSET (FoyerWalkInPage, labels) +
                                                 (gssize) (i * sizeof (gpointer)));
  }
  gtk_widget_class_bind_template_child (widget_class, FoyerWalkInPage, duplicates);
  gtk_widget_class_bind_template_child (widget_class, FoyerWalkInPage, consent);
  gtk_widget_class_bind_template_child (widget_class, FoyerWalkInPage, consent_text);
  gtk_widget_class_bind_template_child (widget_class, FoyerWalkInPage, missing);
  gtk_widget_class_bind_template_child (widget_class, FoyerWalkInPage, register_button);
  gtk_widget_class_bind_template_child (widget_class, FoyerWalkInPage, pad);
  gtk_widget_class_bind_template_callback (widget_class, check);
  gtk_widget_class_bind_template_callback (widget_class, on_register);
}

static void
watch_field (FoyerWalkInPage *self, GtkEditable *field)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();

  g_signal_connect (focus, "enter", G_CALLBACK (on_focus), self);
  gtk_widget_add_controller (GTK_WIDGET (field), focus);
  foyer_guard_entry (field);
  g_signal_connect (field, "changed", G_CALLBACK (on_changed), self);
}

static void
foyer_walk_in_page_init (FoyerWalkInPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  for (int i = 0; i < N_FIELDS; i++)
    watch_field (self, self->fields[i]);
  foyer_pad_serve (self->pad, self->fields[NAME]);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Register a walk-in"), -1);
}

GtkWidget *
foyer_walk_in_page_new (FoyerDoor *door)
{
  FoyerWalkInPage *self = g_object_new (FOYER_TYPE_WALK_IN_PAGE, NULL);

  self->door = g_object_ref (door);
  self->event_id = g_signal_connect_swapped (door, "event-changed", G_CALLBACK (show_event), self);
  show_event (self);
  return GTK_WIDGET (self);
}
