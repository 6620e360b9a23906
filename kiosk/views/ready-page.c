/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-ready-page"

#include "ready-page.h"

#include "action-button.h"
#include "clock.h"
#include "headcount.h"
#include "wrapped-label.h"

#include <glib/gi18n.h>

struct _FoyerReadyPage {
  GtkWidget    parent_instance;

  FoyerDoor   *door;
  FoyerHealth *health;
  gulong       health_id;
  gint64       registrations;   /* 0 none, or not counted yet */

  GtkWidget   *box;
  GtkLabel    *title;
  GtkWidget   *rows;
};

G_DEFINE_TYPE (FoyerReadyPage, foyer_ready_page, GTK_TYPE_WIDGET)

static void
add_row (FoyerReadyPage *self, const char *text, const char *remedy)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 20);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  const char *icon = remedy ? "foyer-trouble-symbolic" : "foyer-check-symbolic";

  gtk_box_append (GTK_BOX (row), g_object_new (GTK_TYPE_IMAGE, "icon-name", icon, "accessible-role",
                                               GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL));
  gtk_box_append (GTK_BOX (words), foyer_wrapped_label_new (text, "name"));
  if (remedy != NULL)
    gtk_box_append (GTK_BOX (words), foyer_wrapped_label_new (remedy, "details"));
  gtk_widget_set_hexpand (words, TRUE);
  gtk_widget_set_valign (words, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (row), words);
  gtk_widget_add_css_class (row, "check");
  gtk_widget_add_css_class (row, remedy ? "attention" : "good");
  gtk_box_append (GTK_BOX (self->rows), row);
}

static void
add_guests (FoyerReadyPage *self)
{
  g_autofree char *text =
    g_strdup_printf (ngettext ("%d registration is here", "%d registrations are here",
                               (gulong) self->registrations), (int) self->registrations);

  add_row (self, text, self->registrations > 0 ? NULL : _("Nobody is registered. Import the registrations at the hub."));
}

static void
show_checks (FoyerReadyPage *self)
{
  guint failing = 0;
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->rows)) != NULL)
    gtk_box_remove (GTK_BOX (self->rows), child);
  add_guests (self);
  for (int i = 0; i < FOYER_CHECK_N; i++) {
    g_autofree char *text = NULL;
    g_autofree char *remedy = NULL;

    foyer_health_check (self->health, (FoyerCheck) i, foyer_clock_now_us (), &text, &remedy);
    add_row (self, text, remedy);
    failing += remedy != NULL;
  }
  gtk_label_set_label (self->title, failing == 0 && self->registrations > 0
                                      ? _("Ready: the doors can open") : _("Before the doors open"));
}

static gpointer
count_job (FoyerStore *store, gpointer data, GError **error)
{
  gint64 *count = g_new0 (gint64, 1);

  *count = foyer_headcount_registrations (store, error);
  if (*count >= 0)
    return count;
  g_free (count);
  return NULL;
}

static void
on_counted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (FoyerReadyPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree gint64 *count = foyer_replica_finish (FOYER_REPLICA (source), result, &error);

  if (self->door == NULL)
    return;
  if (count == NULL)
    g_warning ("the registrations could not be counted: %s", error->message);
  self->registrations = count ? *count : 0;
  show_checks (self);
}

void
foyer_ready_page_refresh (FoyerReadyPage *self)
{
  foyer_replica_read_async (foyer_door_get_replica (self->door), count_job, NULL, NULL, g_free, NULL,
                            on_counted, g_object_ref (self));
}

static void
on_health (FoyerReadyPage *self)
{
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    show_checks (self);
}

static void
on_play (FoyerReadyPage *self)
{
  g_signal_emit_by_name (self->door, "sound", (guint) FOYER_DOOR_SOUND_ADMITTED);
}

static void
on_rehearse (FoyerReadyPage *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.rehearse", NULL);
}

static void
on_setup (FoyerReadyPage *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.setup", NULL);
}

static void
foyer_ready_page_dispose (GObject *object)
{
  FoyerReadyPage *self = FOYER_READY_PAGE (object);

  if (self->health != NULL)
    g_clear_signal_handler (&self->health_id, self->health);
  g_clear_object (&self->health);
  g_clear_object (&self->door);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  G_OBJECT_CLASS (foyer_ready_page_parent_class)->dispose (object);
}

static void
foyer_ready_page_class_init (FoyerReadyPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_ready_page_dispose;
  gtk_widget_class_set_css_name (widget_class, "readypage");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
add_button (FoyerReadyPage *self, GtkWidget *buttons, const char *symbol, const char *text, GCallback callback)
{
  GtkWidget *button = foyer_action_button_new (symbol, text);

  g_signal_connect_swapped (button, "clicked", callback, self);
  gtk_box_append (GTK_BOX (buttons), button);
}

static void
foyer_ready_page_init (FoyerReadyPage *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 16);

  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 16);
  self->title = GTK_LABEL (foyer_wrapped_label_new (NULL, "title"));
  self->rows = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), self->rows);
  gtk_widget_set_vexpand (scroller, TRUE);
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->title));
  gtk_box_append (GTK_BOX (self->box), scroller);
  gtk_box_set_homogeneous (GTK_BOX (buttons), TRUE);
  add_button (self, buttons, "recent", _("Play a sound"), G_CALLBACK (on_play));
  add_button (self, buttons, "ticket", _("Rehearse"), G_CALLBACK (on_rehearse));
  add_button (self, buttons, "edit", _("Set-up"), G_CALLBACK (on_setup));
  gtk_box_append (GTK_BOX (self->box), buttons);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Before the doors open"), -1);
}

GtkWidget *
foyer_ready_page_new (FoyerDoor *door, FoyerHealth *health)
{
  FoyerReadyPage *self = g_object_new (FOYER_TYPE_READY_PAGE, NULL);

  self->door = g_object_ref (door);
  self->health = g_object_ref (health);
  self->health_id = g_signal_connect_swapped (health, "changed", G_CALLBACK (on_health), self);
  show_checks (self);
  return GTK_WIDGET (self);
}
