/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-status-bar"

#include "status-bar.h"

#include "clock.h"

#define REFRESH_S 15

struct _FoyerStatusBar {
  GtkWidget    parent_instance;

  FoyerHealth *health;
  gulong       changed_id;
  guint        timer;        /* times grow older without anyone saying so */
  GtkWidget   *row;
  GtkWidget   *items[FOYER_HEALTH_N];
};

G_DEFINE_TYPE (FoyerStatusBar, foyer_status_bar, GTK_TYPE_WIDGET)

static void
show_item (FoyerStatusBar *self, FoyerHealthItem item)
{
  g_autofree char *text = NULL;
  GtkWidget *box = self->items[item];
  FoyerHealthLevel level = foyer_health_tell (self->health, item, foyer_clock_now_us (), &text);

  gtk_widget_set_visible (box, level != FOYER_HEALTH_QUIET);
  gtk_label_set_label (GTK_LABEL (gtk_widget_get_last_child (box)), text ? text : "");
  if (level == FOYER_HEALTH_ATTENTION)
    gtk_widget_add_css_class (box, "attention");
  else
    gtk_widget_remove_css_class (box, "attention");
}

static void
refresh (FoyerStatusBar *self)
{
  for (int i = 0; i < FOYER_HEALTH_N; i++)
    show_item (self, (FoyerHealthItem) i);
}

static gboolean
on_timer (gpointer user_data)
{
  refresh (user_data);
  return G_SOURCE_CONTINUE;
}

static void
foyer_status_bar_dispose (GObject *object)
{
  FoyerStatusBar *self = FOYER_STATUS_BAR (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  if (self->health != NULL)
    g_clear_signal_handler (&self->changed_id, self->health);
  g_clear_object (&self->health);
  g_clear_pointer (&self->row, gtk_widget_unparent);
  G_OBJECT_CLASS (foyer_status_bar_parent_class)->dispose (object);
}

static void
foyer_status_bar_class_init (FoyerStatusBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_status_bar_dispose;
  gtk_widget_class_set_css_name (widget_class, "statusbar");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_STATUS);
}

static GtkWidget *
make_item (const char *icon)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_natural_wrap_mode (GTK_LABEL (label), GTK_NATURAL_WRAP_NONE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name (icon));
  gtk_box_append (GTK_BOX (box), label);
  return box;
}

static void
foyer_status_bar_init (FoyerStatusBar *self)
{
  static const char * const icons[FOYER_HEALTH_N] = {
    [FOYER_HEALTH_HUB]     = "foyer-hub-symbolic",
    [FOYER_HEALTH_UNSENT]  = "foyer-unsent-symbolic",
    [FOYER_HEALTH_PRINTER] = "foyer-printer-symbolic",
    [FOYER_HEALTH_CAMERA]  = "foyer-camera-symbolic",
    [FOYER_HEALTH_CLOCK]   = "foyer-time-symbolic",
  };

  self->row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 24);
  gtk_widget_set_parent (self->row, GTK_WIDGET (self));
  for (int i = 0; i < FOYER_HEALTH_N; i++) {
    self->items[i] = make_item (icons[i]);
    gtk_box_append (GTK_BOX (self->row), self->items[i]);
  }
}

static void
add_name (FoyerStatusBar *self, const char *name)
{
  GtkWidget *label = gtk_label_new (name);

  gtk_widget_add_css_class (label, "place");
  gtk_box_prepend (GTK_BOX (self->row), label);
}

GtkWidget *
foyer_status_bar_new (FoyerHealth *health, const char *name)
{
  FoyerStatusBar *self = g_object_new (FOYER_TYPE_STATUS_BAR, NULL);

  if (name != NULL)
    add_name (self, name);
  self->health = g_object_ref (health);
  self->changed_id = g_signal_connect_swapped (health, "changed", G_CALLBACK (refresh), self);
  self->timer = g_timeout_add_seconds (REFRESH_S, on_timer, self);
  refresh (self);
  return GTK_WIDGET (self);
}
