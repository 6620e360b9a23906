/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-guest-list"

#include "guest-list.h"

#include "row.h"
#include "trace.h"

struct _FoyerGuestList {
  GtkWidget  parent_instance;

  GPtrArray *guests;    /* (nullable): what the rows point into */
  GtkWidget *scroller;
  GtkWidget *rows;
};

enum { CHOSEN, ASKED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_TYPE (FoyerGuestList, foyer_guest_list, GTK_TYPE_WIDGET)

static void
on_chosen (FoyerGuestRow *row, FoyerGuestList *self)
{
  const FoyerGuest *guest = foyer_guest_row_get_guest (row);
  g_autofree char *registration = g_strdup (guest->registration->id);

  g_signal_emit (self, signals[CHOSEN], 0, registration);
}

static void
on_asked (FoyerGuestRow *row, guint action, FoyerGuestList *self)
{
  const FoyerGuest *guest = foyer_guest_row_get_guest (row);
  g_autofree char *registration = g_strdup (guest->registration->id);
  g_autofree char *entry = g_strdup (guest->admit_entry);

  g_signal_emit (self, signals[ASKED], 0, registration, entry, action);
}

static void
remove_rows (FoyerGuestList *self)
{
  foyer_rows_clear (self->rows);
  g_clear_pointer (&self->guests, g_ptr_array_unref);
}

static GtkWidget *
make_line (const char *text, const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_CENTER);
  gtk_widget_add_css_class (label, style);
  return label;
}

static void
say_empty (FoyerGuestList *self, const char *text, const char *example)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 16);
  GtkWidget *icon = g_object_new (GTK_TYPE_IMAGE, "icon-name", "foyer-search-symbolic",
                                  "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);

  gtk_widget_add_css_class (icon, "page-icon");
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), make_line (text, "empty"));
  if (example != NULL)
    gtk_box_append (GTK_BOX (box), make_line (example, "example"));
  gtk_widget_set_vexpand (box, TRUE);
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (self->rows), box);
}

void
foyer_guest_list_show (FoyerGuestList *self, GPtrArray *guests, const FoyerEvent *event,
                       const char *empty, const char *example)
{
  remove_rows (self);
  if (guests == NULL || guests->len == 0) {
    say_empty (self, empty, example);
    return;
  }
  self->guests = g_ptr_array_ref (guests);
  for (guint i = 0; i < guests->len; i++) {
    GtkWidget *row = foyer_guest_row_new (g_ptr_array_index (guests, i), event);

    g_signal_connect (row, "chosen", G_CALLBACK (on_chosen), self);
    g_signal_connect (row, "asked", G_CALLBACK (on_asked), self);
    gtk_box_append (GTK_BOX (self->rows), row);
  }
  foyer_trace_step (GTK_WIDGET (self), "found");
}

static void
foyer_guest_list_dispose (GObject *object)
{
  FoyerGuestList *self = FOYER_GUEST_LIST (object);

  if (self->scroller != NULL)
    remove_rows (self);
  g_clear_pointer (&self->scroller, gtk_widget_unparent);
  G_OBJECT_CLASS (foyer_guest_list_parent_class)->dispose (object);
}

static void
foyer_guest_list_class_init (FoyerGuestListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_guest_list_dispose;
  signals[CHOSEN] = g_signal_new ("chosen", FOYER_TYPE_GUEST_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[ASKED] = g_signal_new ("asked", FOYER_TYPE_GUEST_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 3, G_TYPE_STRING, G_TYPE_STRING, G_TYPE_UINT);
  gtk_widget_class_set_css_name (widget_class, "guestlist");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
foyer_guest_list_init (FoyerGuestList *self)
{
  self->rows = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  self->scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), self->rows);
  gtk_widget_set_vexpand (self->scroller, TRUE);
  gtk_widget_set_parent (self->scroller, GTK_WIDGET (self));
}
