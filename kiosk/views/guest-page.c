/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-guest-page"

#include "guest-page.h"

#include "action-button.h"
#include "pages.h"
#include "sentence.h"
#include "split.h"

#include <glib/gi18n.h>

struct _FoyerGuestPage {
  GtkWidget         parent_instance;

  FoyerDoor        *door;
  char             *registration;
  char             *entry;      /* (nullable): the admission that can be taken back */
  FoyerGuestAction  action;     /* what a reason is asked for */

  GtkWidget        *split;
  GtkLabel         *name;
  GtkLabel         *state;
  GtkLabel         *details;
  GtkLabel         *note;
  GtkStack         *choices;
  GtkWidget        *check_in;
  GtkWidget        *undo;
  GtkWidget        *reprint;
  GtkWidget        *override;
  GtkBox           *reasons;
};

enum { DONE, N_SIGNALS };
static guint signals[N_SIGNALS];

#define REASONS_MAX 4

typedef struct {
  const char *question;
  const char *reasons[REASONS_MAX];
} Question;

static const Question questions[FOYER_GUEST_N_ACTIONS] = {
  [FOYER_GUEST_UNDO] = {
    N_("Why undo the check-in?"),
    { N_("It was the wrong person"), N_("Touched by mistake"), N_("The guest did not come in") },
  },
  [FOYER_GUEST_REPRINT] = {
    N_("Why print the badge again?"),
    { N_("The badge is damaged"), N_("The badge is lost"), N_("The name was wrong") },
  },
  [FOYER_GUEST_OVERRIDE] = {
    N_("Why let this guest in anyway?"),
    { N_("The organizer agreed"), N_("Paid here"), N_("Speaker or helper"), N_("Ticket shown on paper") },
  },
};

G_DEFINE_TYPE (FoyerGuestPage, foyer_guest_page, GTK_TYPE_WIDGET)

static void
set_text (GtkLabel *label, const char *text)
{
  gtk_label_set_label (label, text ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL && *text != '\0');
}

static void
show_state (FoyerGuestPage *self, const FoyerGuest *guest)
{
  static const char * const tones[] = { "plain", "welcome", "again", "wait", "sorry" };
  g_autofree char *state = foyer_guest_state_text (guest, foyer_door_get_event (self->door));

  for (gsize i = 0; i < G_N_ELEMENTS (tones); i++)
    gtk_widget_remove_css_class (GTK_WIDGET (self->state), tones[i]);
  gtk_widget_add_css_class (GTK_WIDGET (self->state), foyer_guest_state_tone (guest));
  set_text (self->state, state);
}

static void
show_details (FoyerGuestPage *self, const FoyerGuest *guest)
{
  g_autofree char *details = foyer_guest_details (guest);
  g_autofree char *all = guest->registration->title
                           ? g_strdup_printf ("%s\n%s", guest->registration->title, details)
                           : g_strdup (details);

  set_text (self->details, all);
  set_text (self->note, guest->registration->note);
}

static void
show_actions (FoyerGuestPage *self, const FoyerGuest *guest)
{
  FoyerGuestAction first = foyer_guest_first_action (guest);
  gboolean was_here = guest->presence != FOYER_PRESENCE_NEVER;

  gtk_widget_set_visible (self->check_in, first == FOYER_GUEST_CHECK_IN);
  gtk_widget_set_visible (self->undo, guest->admit_entry != NULL);
  gtk_widget_set_visible (self->reprint, was_here);
  gtk_widget_set_visible (self->override, first != FOYER_GUEST_UNDO);
}

static void
on_guest (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (FoyerGuestPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerGuest) guest = foyer_desk_guest_finish (result, &error);

  if (self->door == NULL)
    return;
  if (guest == NULL) {
    g_warning ("the guest could not be read: %s", error->message);
    return;
  }
  set_text (self->name, guest->registration->name);
  show_state (self, guest);
  show_details (self, guest);
  show_actions (self, guest);
  if (self->entry == NULL)
    self->entry = g_strdup (guest->admit_entry);
}

static void
load (FoyerGuestPage *self, const char *registration, const char *entry)
{
  g_free (self->registration);
  g_free (self->entry);
  self->registration = g_strdup (registration);
  self->entry = g_strdup (entry);
  foyer_desk_guest_async (self->door, registration, on_guest, g_object_ref (self));
}

static void
on_written (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (FoyerGuestPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  if (!foyer_desk_write_finish (result, &error)) {
    g_warning ("the desk could not write: %s", error->message);
    text = foyer_sentence_trouble (error);
  }
  else if (self->action == FOYER_GUEST_UNDO)
    text = g_strdup (_("Undone. The guest is not checked in any more."));
  else
    text = g_strdup (_("A new badge is being printed. The old one is void."));
  g_signal_emit (self, signals[DONE], 0, text);
}

static void
act (FoyerGuestPage *self, const char *reason)
{
  switch (self->action) {
  case FOYER_GUEST_UNDO:
    if (self->entry != NULL)
      foyer_desk_undo_async (self->door, self->entry, reason, on_written, g_object_ref (self));
    break;
  case FOYER_GUEST_REPRINT:
    foyer_desk_reprint_async (self->door, self->registration, reason, on_written, g_object_ref (self));
    break;
  case FOYER_GUEST_OVERRIDE:
    foyer_door_override (self->door, self->registration, reason);
    break;
  case FOYER_GUEST_CHECK_IN:
  case FOYER_GUEST_N_ACTIONS:
  default:
    break;
  }
}

static void
on_reason (GtkButton *button, FoyerGuestPage *self)
{
  g_autofree char *reason = NULL;

  g_object_get (button, "text", &reason, NULL);
  act (self, reason);
}

static void
on_never_mind (FoyerGuestPage *self)
{
  foyer_pages_show (self->choices, "actions");
}

static void
add_reason (FoyerGuestPage *self, const char *text)
{
  GtkWidget *button = foyer_action_button_new (NULL, text);

  g_signal_connect (button, "clicked", G_CALLBACK (on_reason), self);
  gtk_box_append (self->reasons, button);
}

static void
ask_reason (FoyerGuestPage *self, FoyerGuestAction action)
{
  const Question *question = &questions[action];
  GtkWidget *title = gtk_label_new (_(question->question));
  GtkWidget *never_mind = foyer_action_button_new ("back", _("Never mind"));
  GtkWidget *child;

  self->action = action;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->reasons))) != NULL)
    gtk_box_remove (self->reasons, child);
  gtk_label_set_wrap (GTK_LABEL (title), TRUE);
  gtk_label_set_natural_wrap_mode (GTK_LABEL (title), GTK_NATURAL_WRAP_NONE);
  gtk_label_set_justify (GTK_LABEL (title), GTK_JUSTIFY_CENTER);
  gtk_widget_add_css_class (title, "title");
  gtk_box_append (self->reasons, title);
  for (int i = 0; i < REASONS_MAX && question->reasons[i] != NULL; i++)
    add_reason (self, _(question->reasons[i]));
  g_signal_connect_swapped (never_mind, "clicked", G_CALLBACK (on_never_mind), self);
  gtk_box_append (self->reasons, never_mind);
  foyer_pages_show (self->choices, "reasons");
}

void
foyer_guest_page_show (FoyerGuestPage *self, const char *registration)
{
  foyer_pages_show (self->choices, "actions");
  load (self, registration, NULL);
}

void
foyer_guest_page_ask (FoyerGuestPage *self, const char *registration, const char *entry,
                      FoyerGuestAction action)
{
  load (self, registration, entry);
  ask_reason (self, action);
}

static void
on_check_in (FoyerGuestPage *self)
{
  foyer_door_admit (self->door, self->registration, TRUE);
}

static void
on_undo (FoyerGuestPage *self)
{
  ask_reason (self, FOYER_GUEST_UNDO);
}

static void
on_reprint (FoyerGuestPage *self)
{
  ask_reason (self, FOYER_GUEST_REPRINT);
}

static void
on_override (FoyerGuestPage *self)
{
  ask_reason (self, FOYER_GUEST_OVERRIDE);
}

static void
foyer_guest_page_dispose (GObject *object)
{
  FoyerGuestPage *self = FOYER_GUEST_PAGE (object);

  g_clear_object (&self->door);
  g_clear_pointer (&self->registration, g_free);
  g_clear_pointer (&self->entry, g_free);
  gtk_widget_dispose_template (GTK_WIDGET (self), FOYER_TYPE_GUEST_PAGE);
  G_OBJECT_CLASS (foyer_guest_page_parent_class)->dispose (object);
}

static void
foyer_guest_page_class_init (FoyerGuestPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_guest_page_dispose;
  signals[DONE] = g_signal_new ("done", FOYER_TYPE_GUEST_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 1, G_TYPE_STRING);

  g_type_ensure (FOYER_TYPE_SPLIT);
  g_type_ensure (FOYER_TYPE_ACTION_BUTTON);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/foyer/Kiosk/guest-page.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerGuestPage, split);
  gtk_widget_class_bind_template_child (widget_class, FoyerGuestPage, name);
  gtk_widget_class_bind_template_child (widget_class, FoyerGuestPage, state);
  gtk_widget_class_bind_template_child (widget_class, FoyerGuestPage, details);
  gtk_widget_class_bind_template_child (widget_class, FoyerGuestPage, note);
  gtk_widget_class_bind_template_child (widget_class, FoyerGuestPage, choices);
  gtk_widget_class_bind_template_child (widget_class, FoyerGuestPage, check_in);
  gtk_widget_class_bind_template_child (widget_class, FoyerGuestPage, undo);
  gtk_widget_class_bind_template_child (widget_class, FoyerGuestPage, reprint);
  gtk_widget_class_bind_template_child (widget_class, FoyerGuestPage, override);
  gtk_widget_class_bind_template_child (widget_class, FoyerGuestPage, reasons);
  gtk_widget_class_bind_template_callback (widget_class, on_check_in);
  gtk_widget_class_bind_template_callback (widget_class, on_undo);
  gtk_widget_class_bind_template_callback (widget_class, on_reprint);
  gtk_widget_class_bind_template_callback (widget_class, on_override);
}

static void
foyer_guest_page_init (FoyerGuestPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Guest"), -1);
}

GtkWidget *
foyer_guest_page_new (FoyerDoor *door)
{
  FoyerGuestPage *self = g_object_new (FOYER_TYPE_GUEST_PAGE, NULL);

  self->door = g_object_ref (door);
  return GTK_WIDGET (self);
}
