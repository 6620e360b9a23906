/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-find-page"

#include "find-page.h"

#include "guard.h"
#include "guest-list.h"
#include "help-list.h"
#include "lookup-policy.h"
#include "pad.h"
#include "pages.h"
#include "split.h"

#include <glib/gi18n.h>

struct _FoyerFindPage {
  GtkWidget       parent_instance;

  FoyerDoor      *door;
  GCancellable   *search;   /* (nullable): the one under way */

  GtkWidget      *split;
  GtkEditable    *entry;
  FoyerHelpList  *help;
  FoyerGuestList *list;
  FoyerPad       *pad;
};

enum { CHOSEN, ASKED, LISTS, TYPED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_TYPE (FoyerFindPage, foyer_find_page, GTK_TYPE_WIDGET)

/* Whoever waits for help stands where the guests will, as long as nothing is typed. */
static void
show_help (FoyerFindPage *self)
{
  gboolean typed = *gtk_editable_get_text (self->entry) != '\0';
  gboolean waits = foyer_help_list_count (self->help) > 0;

  foyer_pages_drop_focus (GTK_WIDGET (self->help));
  foyer_pages_drop_focus (GTK_WIDGET (self->list));
  gtk_widget_set_visible (GTK_WIDGET (self->help), waits && !typed);
  gtk_widget_set_visible (GTK_WIDGET (self->list), !waits || typed);
}

static void
on_help_chosen (FoyerFindPage *self, const char *registration)
{
  if (registration != NULL)
    g_signal_emit (self, signals[CHOSEN], 0, registration);
  else
    gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

static void
on_help_lists (FoyerFindPage *self)
{
  g_signal_emit (self, signals[LISTS], 0);
}

static void
show_nothing (FoyerFindPage *self)
{
  foyer_guest_list_show (self->list, NULL, NULL,
                         _("Type a name, its pinyin or initials, a company, "
                           "or the last digits of a phone number."),
                         _("For example: wf, 王芳 or 8821"));
}

static void
on_found (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (FoyerFindPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) guests = foyer_desk_find_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->door == NULL)
    return;
  if (error != NULL) {
    g_warning ("guests could not be looked up: %s", error->message);
    foyer_guest_list_show (self->list, NULL, NULL, _("The guest list cannot be read right now. Please try again."),
                           NULL);
    return;
  }
  foyer_guest_list_show (self->list, guests, foyer_door_get_event (self->door),
                         _("Nobody is called that. Try fewer letters, or register a walk-in."), NULL);
}

void
foyer_find_page_refresh (FoyerFindPage *self)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (self->entry)));

  g_cancellable_cancel (self->search);
  g_clear_object (&self->search);
  show_help (self);
  if (!foyer_lookup_may_ask (FOYER_LOOKUP_AT_DESK, text)) {
    show_nothing (self);
    return;
  }
  self->search = g_cancellable_new ();
  foyer_desk_find_async (self->door, text, self->search, on_found, g_object_ref (self));
}

void
foyer_find_page_clear (FoyerFindPage *self)
{
  gtk_editable_set_text (self->entry, "");
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

static void
on_changed (FoyerFindPage *self)
{
  if (self->door == NULL)
    return;
  foyer_find_page_refresh (self);
  if (*gtk_editable_get_text (self->entry) != '\0')
    g_signal_emit (self, signals[TYPED], 0);
}

static void
on_chosen (FoyerFindPage *self, const char *registration)
{
  g_signal_emit (self, signals[CHOSEN], 0, registration);
}

static void
on_asked (FoyerFindPage *self, const char *registration, const char *entry, guint action)
{
  g_signal_emit (self, signals[ASKED], 0, registration, entry, action);
}

static void
foyer_find_page_dispose (GObject *object)
{
  FoyerFindPage *self = FOYER_FIND_PAGE (object);

  g_cancellable_cancel (self->search);
  g_clear_object (&self->search);
  g_clear_object (&self->door);
  gtk_widget_dispose_template (GTK_WIDGET (self), FOYER_TYPE_FIND_PAGE);
  G_OBJECT_CLASS (foyer_find_page_parent_class)->dispose (object);
}

static void
foyer_find_page_class_init (FoyerFindPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_find_page_dispose;
  signals[CHOSEN] = g_signal_new ("chosen", FOYER_TYPE_FIND_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[ASKED] = g_signal_new ("asked", FOYER_TYPE_FIND_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 3, G_TYPE_STRING, G_TYPE_STRING, G_TYPE_UINT);

  g_type_ensure (FOYER_TYPE_SPLIT);
  g_type_ensure (FOYER_TYPE_PAD);
  g_type_ensure (FOYER_TYPE_GUEST_LIST);
  g_type_ensure (FOYER_TYPE_HELP_LIST);
  signals[LISTS] = g_signal_new ("lists", FOYER_TYPE_FIND_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 0);
  signals[TYPED] = g_signal_new ("typed", FOYER_TYPE_FIND_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 0);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/foyer/Kiosk/find-page.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerFindPage, split);
  gtk_widget_class_bind_template_child (widget_class, FoyerFindPage, entry);
  gtk_widget_class_bind_template_child (widget_class, FoyerFindPage, list);
  gtk_widget_class_bind_template_child (widget_class, FoyerFindPage, help);
  gtk_widget_class_bind_template_child (widget_class, FoyerFindPage, pad);
  gtk_widget_class_bind_template_callback (widget_class, on_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_chosen);
  gtk_widget_class_bind_template_callback (widget_class, on_asked);
}

static void
foyer_find_page_init (FoyerFindPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  foyer_guard_entry (self->entry);
  foyer_pad_serve (self->pad, self->entry);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Find a guest"), -1);
  show_nothing (self);
}

GtkWidget *
foyer_find_page_new (FoyerDoor *door, FoyerPrintQueue *badges)
{
  FoyerFindPage *self = g_object_new (FOYER_TYPE_FIND_PAGE, NULL);

  self->door = g_object_ref (door);
  g_signal_connect_object (self->help, "chosen", G_CALLBACK (on_help_chosen), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->help, "lists", G_CALLBACK (on_help_lists), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->help, "changed", G_CALLBACK (show_help), self, G_CONNECT_SWAPPED);
  foyer_help_list_set_door (self->help, door, badges);
  return GTK_WIDGET (self);
}
