/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-recent-page"

#include "recent-page.h"

#include "action-button.h"
#include "conflict-file.h"
#include "doubt-list.h"
#include "guest-list.h"
#include "language.h"
#include "row.h"

#include <glib/gi18n.h>

#define CONFLICTS_MAX 3   /* at a time: the others come when these are settled */

struct _FoyerRecentPage {
  GtkWidget       parent_instance;

  FoyerDoor      *door;
  GtkWidget      *box;
  GtkWidget      *doubts;
  GtkWidget      *conflicts;
  FoyerGuestList *list;
};

enum { CHOSEN, ASKED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_TYPE (FoyerRecentPage, foyer_recent_page, GTK_TYPE_WIDGET)

static void
on_chosen (FoyerRecentPage *self, const char *registration)
{
  g_signal_emit (self, signals[CHOSEN], 0, registration);
}

static void
on_asked (FoyerRecentPage *self, const char *registration, const char *entry, guint action)
{
  g_signal_emit (self, signals[ASKED], 0, registration, entry, action);
}

static void
on_settle (GtkButton *button, FoyerRecentPage *self)
{
  g_autofree char *registration = g_strdup (g_object_get_data (G_OBJECT (button), "registration"));
  g_autofree char *entry = g_strdup (g_object_get_data (G_OBJECT (button), "entry"));

  g_signal_emit (self, signals[ASKED], 0, registration, entry, (guint) FOYER_GUEST_SETTLE);
}

static void
add_conflict (FoyerRecentPage *self, const FoyerConflictFile *file)
{
  /* Translators: a name, a list, and two times of day. */
  g_autofree char *text = g_strdup_printf (_("%s came in twice (%s): at %s and at %s. Settle…"), file->name,
                                           foyer_language_words (file->list), file->first, file->second);
  GtkWidget *button = foyer_action_button_new ("people", text);

  g_object_set_data_full (G_OBJECT (button), "registration", g_strdup (file->registration), g_free);
  g_object_set_data_full (G_OBJECT (button), "entry", g_strdup (file->entry), g_free);
  gtk_widget_add_css_class (button, "duplicate");
  g_signal_connect (button, "clicked", G_CALLBACK (on_settle), self);
  gtk_box_append (GTK_BOX (self->conflicts), button);
}

static void
on_conflicts (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (FoyerRecentPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) files = foyer_conflict_files_finish (result, &error);

  if (self->door == NULL)
    return;
  foyer_rows_clear (self->conflicts);
  if (files == NULL)
    g_warning ("the conflicts could not be read: %s", error->message);
  for (guint i = 0; files != NULL && i < MIN (files->len, CONFLICTS_MAX); i++)
    add_conflict (self, g_ptr_array_index (files, i));
  gtk_widget_set_visible (self->conflicts, files != NULL && files->len > 0);
}

static void
on_recent (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (FoyerRecentPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) guests = foyer_desk_recent_finish (result, &error);

  if (self->door == NULL)
    return;
  if (error != NULL)
    g_warning ("the recent check-ins could not be read: %s", error->message);
  foyer_guest_list_show (self->list, guests, foyer_door_get_event (self->door),
                         _("Nobody has come in yet."), NULL);
}

void
foyer_recent_page_refresh (FoyerRecentPage *self)
{
  foyer_desk_recent_async (self->door, NULL, on_recent, g_object_ref (self));
  foyer_conflict_files_async (self->door, on_conflicts, g_object_ref (self));
}

static void
foyer_recent_page_dispose (GObject *object)
{
  FoyerRecentPage *self = FOYER_RECENT_PAGE (object);

  g_clear_object (&self->door);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  G_OBJECT_CLASS (foyer_recent_page_parent_class)->dispose (object);
}

static void
foyer_recent_page_class_init (FoyerRecentPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_recent_page_dispose;
  signals[CHOSEN] = g_signal_new ("chosen", FOYER_TYPE_RECENT_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[ASKED] = g_signal_new ("asked", FOYER_TYPE_RECENT_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 3, G_TYPE_STRING, G_TYPE_STRING, G_TYPE_UINT);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
foyer_recent_page_init (FoyerRecentPage *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 16);
  self->conflicts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  self->list = g_object_new (FOYER_TYPE_GUEST_LIST, "vexpand", TRUE, NULL);
  gtk_widget_set_visible (self->conflicts, FALSE);
  self->doubts = foyer_doubt_list_new ();
  gtk_box_append (GTK_BOX (self->box), self->doubts);
  gtk_box_append (GTK_BOX (self->box), self->conflicts);
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->list));
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  g_signal_connect_object (self->list, "chosen", G_CALLBACK (on_chosen), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list, "asked", G_CALLBACK (on_asked), self, G_CONNECT_SWAPPED);
}

GtkWidget *
foyer_recent_page_new (FoyerDoor *door, FoyerPrintQueue *badges)
{
  FoyerRecentPage *self = g_object_new (FOYER_TYPE_RECENT_PAGE, NULL);

  self->door = g_object_ref (door);
  foyer_doubt_list_watch (FOYER_DOUBT_LIST (self->doubts), door, badges);
  return GTK_WIDGET (self);
}
