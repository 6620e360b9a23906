/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-guest-page"

#include "guest-page.h"

#include "action-button.h"
#include "guest-card.h"
#include "guest-file.h"
#include "pages.h"
#include "row.h"
#include "sentence.h"
#include "split.h"
#include "text-form.h"

#include <glib/gi18n.h>

struct _FoyerGuestPage {
  GtkWidget         parent_instance;

  FoyerDoor        *door;
  char             *registration;
  char             *entry;      /* (nullable): the admission that can be taken back */
  char             *name;
  gint64            due;
  gboolean          writing;
  FoyerGuestAction  action;     /* what a reason or a text is asked for */

  GtkWidget        *split;
  FoyerGuestCard   *card;
  GtkStack         *choices;
  FoyerActionButton *first;
  GtkFlowBox       *others;
  GtkBox           *reasons;
  FoyerTextForm    *form;
};

enum { DONE, TOLD, N_SIGNALS };
static guint signals[N_SIGNALS];

#define REASONS_MAX 4

/* How each thing that can be done looks, what has to be said before, and what is
 * said when it is done; a "done" of NULL: the outcome of the door says it. */
typedef struct {
  const char *symbol;
  const char *text;
  const char *question;
  const char *reasons[REASONS_MAX];
  const char *done;
} Deed;

static const Deed deeds[FOYER_GUEST_N_ACTIONS] = {
  [FOYER_GUEST_CHECK_IN] = { "check", N_("Check in") },
  [FOYER_GUEST_PAY] = {
    "money", N_("Take the payment…"), N_("How are they paying?"),
    { N_("Cash"), N_("WeChat Pay"), N_("Alipay"), N_("Bank card") },
  },
  [FOYER_GUEST_UNDO] = {
    "undo", N_("Undo the check-in…"), N_("Why undo the check-in?"),
    { N_("It was the wrong person"), N_("It was the wrong list"), N_("Touched by mistake"),
      N_("The guest did not come in") },
    N_("Undone. If a badge came out, please take it back."),
  },
  [FOYER_GUEST_REPRINT] = {
    "printer", N_("Print the badge again…"), N_("Why print the badge again?"),
    { N_("The badge is damaged"), N_("The badge is lost"), N_("The name was wrong") },
    N_("A new badge is being printed. The old one can no longer be used."),
  },
  [FOYER_GUEST_OVERRIDE] = {
    "override", N_("Let in anyway…"), N_("Why let this guest in anyway?"),
    { N_("The organizer agreed"), N_("Paid here"), N_("Speaker or helper"), N_("Ticket shown on paper") },
  },
  [FOYER_GUEST_AMEND] = {
    "edit", N_("Correct the name…"), N_("What is the name?"), { NULL },
    N_("The name is corrected. If a badge is out already, print it again."),
  },
  [FOYER_GUEST_NOTE] = {
    "note", N_("Write a note…"), N_("What should the others know?"), { NULL },
    N_("The note is kept. Every desk sees it."),
  },
  [FOYER_GUEST_REISSUE] = {
    "ticket", N_("New ticket…"), N_("Why does the guest need a new ticket?"),
    { N_("The ticket is lost"), N_("Someone else has the code"), N_("The code cannot be read") },
    N_("The old ticket is void from now on. The organizer sends the new one."),
  },
  [FOYER_GUEST_SETTLE] = {
    "check", N_("Settle…"), N_("They came in twice. What was it?"),
    { N_("One person, two doors"), N_("Two people on one registration"), N_("Somebody else used the code") },
    N_("Settled. The person counts once."),
  },
};

G_DEFINE_TYPE (FoyerGuestPage, foyer_guest_page, GTK_TYPE_WIDGET)

static void on_action (GtkButton *button, FoyerGuestPage *self);

static gboolean
is_offered (const FoyerGuest *guest, FoyerGuestAction action)
{
  switch (action) {
  case FOYER_GUEST_UNDO:
    return guest->admit_entry != NULL;
  case FOYER_GUEST_REPRINT:
    return guest->presence != FOYER_PRESENCE_NEVER;
  case FOYER_GUEST_OVERRIDE:
    return guest->presence != FOYER_PRESENCE_INSIDE;
  case FOYER_GUEST_PAY:
    return guest->still_due > 0;
  case FOYER_GUEST_AMEND:
  case FOYER_GUEST_NOTE:
  case FOYER_GUEST_REISSUE:
    return TRUE;
  case FOYER_GUEST_SETTLE:
  case FOYER_GUEST_CHECK_IN:
  case FOYER_GUEST_N_ACTIONS:
  default:
    return FALSE;
  }
}

static void
mark (GtkWidget *button, FoyerGuestAction action)
{
  g_object_set_data (G_OBJECT (button), "action", GINT_TO_POINTER (action));
}

static void
add_other (FoyerGuestPage *self, FoyerGuestAction action)
{
  GtkWidget *button = foyer_action_button_new (deeds[action].symbol, _(deeds[action].text));

  mark (button, action);
  g_signal_connect (button, "clicked", G_CALLBACK (on_action), self);
  gtk_flow_box_insert (self->others, button, -1);
  /* What can be reached by keys is the button, not the place that it stands in. */
  gtk_widget_set_focusable (gtk_widget_get_parent (button), FALSE);
}

static void
show_first (FoyerGuestPage *self, FoyerGuestAction action, const FoyerGuest *guest)
{
  const FoyerEvent *event = foyer_door_get_event (self->door);
  g_autofree char *amount = foyer_sentence_amount (guest->still_due, event ? event->currency : NULL);
  /* Translators: %s is an amount, such as ¥50.00. */
  g_autofree char *take = g_strdup_printf (_("Take %s and check in…"), amount);

  mark (GTK_WIDGET (self->first), action);
  g_object_set (self->first, "symbol", deeds[action].symbol,
                "text", action == FOYER_GUEST_PAY ? take : _(deeds[action].text), NULL);
}

/* What one would do first stands above the rest. */
static void
show_actions (FoyerGuestPage *self, const FoyerGuest *guest)
{
  static const FoyerGuestAction order[] = {
    FOYER_GUEST_PAY, FOYER_GUEST_OVERRIDE, FOYER_GUEST_REPRINT, FOYER_GUEST_UNDO, FOYER_GUEST_AMEND,
    FOYER_GUEST_NOTE, FOYER_GUEST_REISSUE,
  };
  FoyerGuestAction usual = foyer_guest_first_action (guest);
  /* Whoever is in comes back for a badge; nobody is sent out by the largest button. */
  FoyerGuestAction first = usual == FOYER_GUEST_UNDO ? FOYER_GUEST_REPRINT : usual;
  GtkWidget *child;

  show_first (self, first, guest);
  foyer_pages_drop_focus (GTK_WIDGET (self->others));
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->others))) != NULL)
    gtk_flow_box_remove (self->others, child);
  for (gsize i = 0; i < G_N_ELEMENTS (order); i++) {
    if (order[i] != first && is_offered (guest, order[i]))
      add_other (self, order[i]);
  }
}

static void
show_file (FoyerGuestPage *self, const FoyerGuestFile *file)
{
  const FoyerGuest *guest = file->guest;

  g_free (self->registration);
  g_free (self->name);
  self->registration = g_strdup (guest->registration->id);
  self->name = g_strdup (guest->registration->name);
  self->due = guest->still_due;
  foyer_guest_card_show (self->card, file, foyer_door_get_event (self->door));
  show_actions (self, guest);
  if (self->entry == NULL)
    self->entry = g_strdup (guest->admit_entry);
}

static void
on_file (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (FoyerGuestPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerGuestFile) file = foyer_guest_file_finish (result, &error);

  if (self->door == NULL)
    return;
  if (file == NULL)
    g_warning ("the guest could not be read: %s", error->message);
  else
    show_file (self, file);
}

static void
load (FoyerGuestPage *self, const char *registration, const char *entry)
{
  char *id = g_strdup (registration);

  g_free (self->registration);
  g_free (self->entry);
  self->registration = id;
  self->entry = g_strdup (entry);
  foyer_guest_file_async (self->door, id, on_file, g_object_ref (self));
}

/* Doing it. */

static gboolean
leaves_the_guest (FoyerGuestAction action)
{
  return action == FOYER_GUEST_UNDO || action == FOYER_GUEST_REPRINT || action == FOYER_GUEST_SETTLE;
}

static void
on_written (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (FoyerGuestPage) self = user_data;
  g_autofree char *text = foyer_desk_write_finish (result);

  self->writing = FALSE;
  if (self->door == NULL)
    return;
  foyer_pages_show (self->choices, "actions");
  if (text == NULL && self->action == FOYER_GUEST_PAY) {
    foyer_door_admit (self->door, self->registration, TRUE);
    return;
  }
  load (self, self->registration, NULL);
  g_signal_emit (self, signals[leaves_the_guest (self->action) ? DONE : TOLD], 0,
                 text ? text : _(deeds[self->action].done));
}

static void
write_down (FoyerGuestPage *self, FoyerDeedKind kind, const char *about, const char *text)
{
  const FoyerDeed deed = { kind, about, "name", text, self->due };

  /* Two touches are one: nobody pays twice. */
  if (about == NULL || self->writing)
    return;
  self->writing = TRUE;
  foyer_desk_do_async (self->door, &deed, on_written, g_object_ref (self));
}

/* @text: the reason, or what was written */
static void
act (FoyerGuestPage *self, const char *text)
{
  switch (self->action) {
  case FOYER_GUEST_UNDO:
    write_down (self, FOYER_DEED_UNDO, self->entry, text);
    break;
  case FOYER_GUEST_SETTLE:
    write_down (self, FOYER_DEED_RESOLVE, self->entry, text);
    break;
  case FOYER_GUEST_REPRINT:
    write_down (self, FOYER_DEED_REPRINT, self->registration, text);
    break;
  case FOYER_GUEST_PAY:
    write_down (self, FOYER_DEED_PAY, self->registration, text);
    break;
  case FOYER_GUEST_AMEND:
    write_down (self, FOYER_DEED_AMEND, self->registration, text);
    break;
  case FOYER_GUEST_NOTE:
    write_down (self, FOYER_DEED_NOTE, self->registration, text);
    break;
  case FOYER_GUEST_REISSUE:
    write_down (self, FOYER_DEED_REISSUE, self->registration, text);
    break;
  case FOYER_GUEST_OVERRIDE:
    foyer_door_override (self->door, self->registration, text);
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
add_question (FoyerGuestPage *self, const char *question)
{
  GtkWidget *title = gtk_label_new (question);

  gtk_label_set_wrap (GTK_LABEL (title), TRUE);
  gtk_label_set_natural_wrap_mode (GTK_LABEL (title), GTK_NATURAL_WRAP_NONE);
  gtk_label_set_justify (GTK_LABEL (title), GTK_JUSTIFY_CENTER);
  gtk_widget_add_css_class (title, "title");
  gtk_box_append (self->reasons, title);
}

static void
ask_reason (FoyerGuestPage *self, const Deed *deed)
{
  GtkWidget *never_mind = foyer_action_button_new ("back", _("Never mind"));

  foyer_rows_clear (GTK_WIDGET (self->reasons));
  add_question (self, _(deed->question));
  for (int i = 0; i < REASONS_MAX && deed->reasons[i] != NULL; i++)
    add_reason (self, _(deed->reasons[i]));
  g_signal_connect_swapped (never_mind, "clicked", G_CALLBACK (on_never_mind), self);
  gtk_box_append (self->reasons, never_mind);
  foyer_pages_show (self->choices, "reasons");
}

/* Whatever has to be said before. */
static void
ask (FoyerGuestPage *self, FoyerGuestAction action)
{
  const Deed *deed = &deeds[action];

  self->action = action;
  if (deed->reasons[0] != NULL) {
    ask_reason (self, deed);
    return;
  }
  foyer_pages_show (self->choices, "text");
  if (action == FOYER_GUEST_AMEND)
    foyer_text_form_ask (self->form, _(deed->question), self->name, GTK_INPUT_PURPOSE_NAME);
  else
    foyer_text_form_ask (self->form, _(deed->question), NULL, GTK_INPUT_PURPOSE_FREE_FORM);
}

static void
on_action (GtkButton *button, FoyerGuestPage *self)
{
  FoyerGuestAction action =
    (FoyerGuestAction) GPOINTER_TO_INT (g_object_get_data (G_OBJECT (button), "action"));

  if (action == FOYER_GUEST_CHECK_IN)
    foyer_door_admit (self->door, self->registration, TRUE);
  else
    ask (self, action);
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
  ask (self, action);
}

static void
foyer_guest_page_dispose (GObject *object)
{
  FoyerGuestPage *self = FOYER_GUEST_PAGE (object);

  g_clear_object (&self->door);
  g_clear_pointer (&self->registration, g_free);
  g_clear_pointer (&self->entry, g_free);
  g_clear_pointer (&self->name, g_free);
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
  signals[TOLD] = g_signal_new ("told", FOYER_TYPE_GUEST_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 1, G_TYPE_STRING);

  g_type_ensure (FOYER_TYPE_SPLIT);
  g_type_ensure (FOYER_TYPE_GUEST_CARD);
  g_type_ensure (FOYER_TYPE_TEXT_FORM);
  g_type_ensure (FOYER_TYPE_ACTION_BUTTON);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/foyer/Kiosk/guest-page.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerGuestPage, split);
  gtk_widget_class_bind_template_child (widget_class, FoyerGuestPage, card);
  gtk_widget_class_bind_template_child (widget_class, FoyerGuestPage, choices);
  gtk_widget_class_bind_template_child (widget_class, FoyerGuestPage, first);
  gtk_widget_class_bind_template_child (widget_class, FoyerGuestPage, others);
  gtk_widget_class_bind_template_child (widget_class, FoyerGuestPage, reasons);
  gtk_widget_class_bind_template_child (widget_class, FoyerGuestPage, form);
  gtk_widget_class_bind_template_callback (widget_class, act);
  gtk_widget_class_bind_template_callback (widget_class, on_never_mind);
}

static void
foyer_guest_page_init (FoyerGuestPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_add_css_class (GTK_WIDGET (self->first), "primary");
  g_signal_connect (self->first, "clicked", G_CALLBACK (on_action), self);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Guest"), -1);
}

GtkWidget *
foyer_guest_page_new (FoyerDoor *door)
{
  FoyerGuestPage *self = g_object_new (FOYER_TYPE_GUEST_PAGE, NULL);

  self->door = g_object_ref (door);
  return GTK_WIDGET (self);
}
