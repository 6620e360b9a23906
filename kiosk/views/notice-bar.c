/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-notice-bar"

#include "notice-bar.h"

#include "language.h"
#include "wrapped-label.h"

#include <glib/gi18n.h>

/* More at once nobody reads. */
#define SHOWN 2

struct _FoyerNoticeBar {
  GtkWidget  parent_instance;

  FoyerDoor *door;
  gulong     notices_id;
  gulong     session_id;
  GtkWidget *row;
  GtkWidget *text;
};

G_DEFINE_TYPE (FoyerNoticeBar, foyer_notice_bar, GTK_TYPE_WIDGET)

static gboolean
is_for_whom_stands_here (FoyerNoticeBar *self, const FoyerNotice *notice)
{
  return notice->audience == FOYER_NOTICE_FOR_EVERYONE ||
         foyer_session_is_open (foyer_door_get_session (self->door));
}

static void
refresh (FoyerNoticeBar *self)
{
  FoyerNoticeBoard *board = foyer_door_get_notices (self->door);
  g_autoptr (GString) text = g_string_new (NULL);
  guint shown = 0;

  for (guint i = 0; i < foyer_notice_board_count (board) && shown < SHOWN; i++) {
    const FoyerNotice *notice = foyer_notice_board_get (board, i);

    if (!is_for_whom_stands_here (self, notice))
      continue;
    g_string_append_printf (text, "%s%s", shown++ > 0 ? "\n" : "", foyer_language_words (notice->text));
  }
  gtk_label_set_label (GTK_LABEL (self->text), text->str);
  gtk_widget_set_visible (GTK_WIDGET (self), shown > 0);
}

static void
foyer_notice_bar_dispose (GObject *object)
{
  FoyerNoticeBar *self = FOYER_NOTICE_BAR (object);

  if (self->door != NULL) {
    g_clear_signal_handler (&self->notices_id, foyer_door_get_notices (self->door));
    g_clear_signal_handler (&self->session_id, foyer_door_get_session (self->door));
  }
  g_clear_object (&self->door);
  g_clear_pointer (&self->row, gtk_widget_unparent);
  G_OBJECT_CLASS (foyer_notice_bar_parent_class)->dispose (object);
}

static void
foyer_notice_bar_class_init (FoyerNoticeBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_notice_bar_dispose;
  gtk_widget_class_set_css_name (widget_class, "noticebar");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_STATUS);
}

static void
foyer_notice_bar_init (FoyerNoticeBar *self)
{
  self->row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 20);
  self->text = foyer_wrapped_label_new (NULL, "notice");
  gtk_box_append (GTK_BOX (self->row),
                  g_object_new (GTK_TYPE_IMAGE, "icon-name", "foyer-notice-symbolic", "accessible-role",
                                GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL));
  gtk_widget_set_hexpand (self->text, TRUE);
  gtk_box_append (GTK_BOX (self->row), self->text);
  gtk_widget_set_parent (self->row, GTK_WIDGET (self));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Notice"), -1);
}

GtkWidget *
foyer_notice_bar_new (FoyerDoor *door)
{
  FoyerNoticeBar *self = g_object_new (FOYER_TYPE_NOTICE_BAR, NULL);

  self->door = g_object_ref (door);
  self->notices_id = g_signal_connect_swapped (foyer_door_get_notices (door), "changed",
                                               G_CALLBACK (refresh), self);
  self->session_id = g_signal_connect_swapped (foyer_door_get_session (door), "notify::open",
                                               G_CALLBACK (refresh), self);
  refresh (self);
  return GTK_WIDGET (self);
}
