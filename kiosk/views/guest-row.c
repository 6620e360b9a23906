/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-guest-row"

#include "guest-row.h"

#include "action-button.h"
#include "lookup-policy.h"
#include "sentence.h"
#include "wrapped-label.h"

#include <glib/gi18n.h>

struct _FoyerGuestRow {
  GtkWidget         parent_instance;

  const FoyerGuest *guest;
  GtkWidget        *box;
};

enum { CHOSEN, ASKED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_TYPE (FoyerGuestRow, foyer_guest_row, GTK_TYPE_WIDGET)

FoyerGuestAction
foyer_guest_first_action (const FoyerGuest *guest)
{
  if (guest->presence == FOYER_PRESENCE_INSIDE)
    return FOYER_GUEST_UNDO;
  if (guest->registration->status == FOYER_STATUS_CONFIRMED)
    return guest->still_due > 0 ? FOYER_GUEST_PAY : FOYER_GUEST_CHECK_IN;
  return FOYER_GUEST_OVERRIDE;
}

static char *
presence_text (const FoyerGuest *guest, const FoyerEvent *event)
{
  g_autofree char *time = foyer_event_clock_time (event, guest->since_us);

  if (guest->presence == FOYER_PRESENCE_INSIDE)
    /* Translators: %s is a time of day. */
    return g_strdup_printf (_("In since %s"), time);
  /* Translators: %s is a time of day. */
  return g_strdup_printf (_("Left at %s"), time);
}

char *
foyer_guest_state_text (const FoyerGuest *guest, const FoyerEvent *event)
{
  if (guest->presence != FOYER_PRESENCE_NEVER && event != NULL)
    return presence_text (guest, event);
  if (guest->registration->status != FOYER_STATUS_CONFIRMED)
    return g_strdup (foyer_sentence_status (guest->registration->status));
  if (guest->still_due > 0)
    return g_strdup (_("Not paid yet"));
  return g_strdup (_("Not here yet"));
}

const char *
foyer_guest_state_tone (const FoyerGuest *guest)
{
  if (guest->presence == FOYER_PRESENCE_INSIDE)
    return "welcome";
  if (guest->presence == FOYER_PRESENCE_LEFT)
    return "again";
  if (guest->registration->status == FOYER_STATUS_CONFIRMED && guest->still_due == 0)
    return "plain";
  if (guest->registration->status == FOYER_STATUS_REJECTED ||
      guest->registration->status == FOYER_STATUS_CANCELLED)
    return "sorry";
  return "wait";
}

char *
foyer_guest_details (const FoyerGuest *guest)
{
  g_autofree char *phone = foyer_lookup_phone (FOYER_LOOKUP_IN_PUBLIC, guest->registration->phone);
  const char *company = guest->registration->company;

  if (company != NULL && phone != NULL)
    return g_strdup_printf ("%s · %s", company, phone);
  return g_strdup (company ? company : phone ? phone : "");
}

const FoyerGuest *
foyer_guest_row_get_guest (FoyerGuestRow *self)
{
  return self->guest;
}

static void
on_chosen (FoyerGuestRow *self)
{
  g_signal_emit (self, signals[CHOSEN], 0);
}

static void
on_asked (FoyerGuestRow *self)
{
  g_signal_emit (self, signals[ASKED], 0, (guint) foyer_guest_first_action (self->guest));
}

static void
foyer_guest_row_dispose (GObject *object)
{
  g_clear_pointer (&FOYER_GUEST_ROW (object)->box, gtk_widget_unparent);
  G_OBJECT_CLASS (foyer_guest_row_parent_class)->dispose (object);
}

static void
foyer_guest_row_class_init (FoyerGuestRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_guest_row_dispose;
  signals[CHOSEN] = g_signal_new ("chosen", FOYER_TYPE_GUEST_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 0);
  signals[ASKED] = g_signal_new ("asked", FOYER_TYPE_GUEST_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 1, G_TYPE_UINT);
  gtk_widget_class_set_css_name (widget_class, "guestrow");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
foyer_guest_row_init (FoyerGuestRow *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

static GtkWidget *
make_who (FoyerGuestRow *self)
{
  g_autofree char *details = foyer_guest_details (self->guest);
  const char *name = self->guest->registration->name;
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *button = gtk_button_new ();

  gtk_box_append (GTK_BOX (words), foyer_wrapped_label_new (name, "name"));
  if (*details != '\0')
    gtk_box_append (GTK_BOX (words), foyer_wrapped_label_new (details, "details"));
  gtk_button_set_child (GTK_BUTTON (button), words);
  gtk_widget_add_css_class (button, "who");
  gtk_widget_set_hexpand (button, TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, details, -1);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (on_chosen), self);
  return button;
}

static GtkWidget *
make_action (FoyerGuestRow *self)
{
  static const struct { const char *symbol; const char *text; } looks[FOYER_GUEST_N_ACTIONS] = {
    [FOYER_GUEST_CHECK_IN] = { "check", N_("Check in") },
    [FOYER_GUEST_UNDO]     = { "undo", N_("Undo") },
    [FOYER_GUEST_REPRINT]  = { "printer", N_("Print again") },
    [FOYER_GUEST_OVERRIDE] = { "override", N_("Let in…") },
    [FOYER_GUEST_PAY]      = { "money", N_("Payment…") },
  };
  FoyerGuestAction action = foyer_guest_first_action (self->guest);
  GtkWidget *button = foyer_action_button_new (looks[action].symbol, _(looks[action].text));

  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  self->guest->registration->name, -1);
  gtk_widget_add_css_class (button, action == FOYER_GUEST_CHECK_IN ? "primary" : "secondary");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (on_asked), self);
  return button;
}

GtkWidget *
foyer_guest_row_new (const FoyerGuest *guest, const FoyerEvent *event)
{
  FoyerGuestRow *self = g_object_new (FOYER_TYPE_GUEST_ROW, NULL);
  g_autofree char *state = foyer_guest_state_text (guest, event);
  GtkWidget *chip = gtk_label_new (state);

  self->guest = guest;
  gtk_label_set_wrap (GTK_LABEL (chip), TRUE);
  gtk_label_set_natural_wrap_mode (GTK_LABEL (chip), GTK_NATURAL_WRAP_NONE);
  gtk_widget_add_css_class (chip, "chip");
  gtk_widget_add_css_class (chip, foyer_guest_state_tone (guest));
  gtk_widget_set_valign (chip, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (self->box), make_who (self));
  gtk_box_append (GTK_BOX (self->box), chip);
  gtk_box_append (GTK_BOX (self->box), make_action (self));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  guest->registration->name, -1);
  return GTK_WIDGET (self);
}
