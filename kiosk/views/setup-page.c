/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-setup-page"

#include "setup-page.h"

#include "action-button.h"
#include "language.h"
#include "preview.h"
#include "row.h"
#include "setup-words.h"
#include "split.h"

#include <glib/gi18n.h>

struct _FoyerSetupPage {
  GtkWidget          parent_instance;

  FoyerSetup        *setup;
  gulong             changed_id;
  gulong             network_id;
  GPtrArray         *shown;       /* (nullable): ids of the items on the screen */

  GtkWidget         *split;
  FoyerPreview      *preview;
  GtkLabel          *place;
  GtkLabel          *title;
  GtkLabel          *hint;
  GtkLabel          *note;
  GtkWidget         *scroller;
  GtkWidget         *items;
  FoyerActionButton *other_button;
  FoyerActionButton *forward_button;
  GtkWidget         *back_button;
  FoyerActionButton *language_button;
};

enum { LANGUAGE, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_TYPE (FoyerSetupPage, foyer_setup_page, GTK_TYPE_WIDGET)

static void
set_words (GtkLabel *label, const char *text)
{
  gtk_label_set_label (label, text ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL && *text != '\0');
}

static void
set_button (FoyerActionButton *button, const char *text)
{
  foyer_action_button_set_text (button, text);
  gtk_widget_set_visible (GTK_WIDGET (button), text != NULL);
}

/* What there is to choose from. */

static void
on_item (GtkButton *button, FoyerSetupPage *self)
{
  g_autofree char *id = g_strdup (g_object_get_data (G_OBJECT (button), "id"));

  foyer_setup_choose (self->setup, id);
}

static GtkWidget *
make_item (FoyerSetupPage *self, const FoyerSetupItem *item)
{
  GtkWidget *button = foyer_setup_item_button (item);

  g_object_set_data_full (G_OBJECT (button), "id", g_strdup (item->id), g_free);
  g_signal_connect (button, "clicked", G_CALLBACK (on_item), self);
  return button;
}

/* What is on the screen stays under the finger as long as it is the same. */
static gboolean
is_shown (FoyerSetupPage *self, GPtrArray *items)
{
  if (self->shown == NULL || items == NULL || self->shown->len != items->len)
    return FALSE;
  for (guint i = 0; i < items->len; i++) {
    const FoyerSetupItem *now = items->pdata[i];
    const FoyerSetupItem *before = self->shown->pdata[i];

    if (!g_str_equal (now->id, before->id) || now->chosen != before->chosen ||
        g_strcmp0 (now->detail, before->detail) != 0)
      return FALSE;
  }
  return TRUE;
}

static void
show_items (FoyerSetupPage *self)
{
  g_autoptr (GPtrArray) items = foyer_setup_get_items (self->setup);

  if (is_shown (self, items))
    return;
  foyer_rows_clear (self->items);
  g_clear_pointer (&self->shown, g_ptr_array_unref);
  for (guint i = 0; items != NULL && i < items->len; i++)
    gtk_box_append (GTK_BOX (self->items), make_item (self, items->pdata[i]));
  if (items != NULL)
    self->shown = g_ptr_array_ref (items);
  foyer_setup_show_facts (self->setup, GTK_BOX (self->items));
}

/* The step. */

static void
show_place (FoyerSetupPage *self)
{
  guint place;
  guint of;
  g_autofree char *text = NULL;

  /* Translators: a step of set-up: "2 of 6". */
  if (foyer_setup_get_place (self->setup, &place, &of))
    text = g_strdup_printf (_("Step %u of %u"), place, of);
  set_words (self->place, text);
}

static void
show (FoyerSetupPage *self)
{
  FoyerSetupStep step = foyer_setup_get_step (self->setup);
  gboolean seeing = step == FOYER_SETUP_EVENT || step == FOYER_SETUP_CAMERA;
  gboolean busy = foyer_setup_is_busy (self->setup);
  g_autofree char *note = foyer_setup_words_note (self->setup);

  show_place (self);
  set_words (self->title, foyer_setup_words_title (self->setup));
  set_words (self->hint, foyer_setup_words_hint (self->setup));
  set_words (self->note, note);
  set_button (self->other_button, foyer_setup_words_other (self->setup));
  set_button (self->forward_button, foyer_setup_words_forward (self->setup));
  gtk_widget_set_sensitive (GTK_WIDGET (self->other_button), !busy);
  gtk_widget_set_sensitive (GTK_WIDGET (self->forward_button), !busy);
  gtk_widget_set_visible (self->back_button, foyer_setup_can_go_back (self->setup));
  gtk_widget_set_visible (GTK_WIDGET (self->preview), seeing);
  gtk_widget_set_visible (GTK_WIDGET (self->language_button), step != FOYER_SETUP_LANGUAGE);
  show_items (self);
  gtk_widget_set_visible (self->scroller, gtk_widget_get_first_child (self->items) != NULL);
  gtk_widget_set_vexpand (self->scroller, !seeing);
  foyer_preview_set_camera (self->preview, foyer_kiosk_get_camera (foyer_setup_get_kiosk (self->setup)));
}

static void
on_other (FoyerSetupPage *self)
{
  foyer_setup_find_tables (self->setup);
}

static void
on_forward (FoyerSetupPage *self)
{
  foyer_setup_forward (self->setup);
}

static void
on_back (FoyerSetupPage *self)
{
  foyer_setup_back (self->setup);
}

static void
on_language (FoyerSetupPage *self)
{
  g_signal_emit (self, signals[LANGUAGE], 0);
}

static void
foyer_setup_page_dispose (GObject *object)
{
  FoyerSetupPage *self = FOYER_SETUP_PAGE (object);

  if (self->setup != NULL)
    g_clear_signal_handler (&self->changed_id, self->setup);
  if (self->network_id != 0)
    g_clear_signal_handler (&self->network_id, g_network_monitor_get_default ());
  gtk_widget_dispose_template (GTK_WIDGET (self), FOYER_TYPE_SETUP_PAGE);
  g_clear_pointer (&self->shown, g_ptr_array_unref);
  g_clear_object (&self->setup);
  G_OBJECT_CLASS (foyer_setup_page_parent_class)->dispose (object);
}

static void
foyer_setup_page_class_init (FoyerSetupPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_setup_page_dispose;

  signals[LANGUAGE] = g_signal_new ("language", FOYER_TYPE_SETUP_PAGE, G_SIGNAL_RUN_LAST, 0, NULL,
                                    NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (FOYER_TYPE_SPLIT);
  g_type_ensure (FOYER_TYPE_PREVIEW);
  g_type_ensure (FOYER_TYPE_ACTION_BUTTON);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/foyer/Kiosk/setup-page.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerSetupPage, split);
  gtk_widget_class_bind_template_child (widget_class, FoyerSetupPage, preview);
  gtk_widget_class_bind_template_child (widget_class, FoyerSetupPage, place);
  gtk_widget_class_bind_template_child (widget_class, FoyerSetupPage, title);
  gtk_widget_class_bind_template_child (widget_class, FoyerSetupPage, hint);
  gtk_widget_class_bind_template_child (widget_class, FoyerSetupPage, note);
  gtk_widget_class_bind_template_child (widget_class, FoyerSetupPage, scroller);
  gtk_widget_class_bind_template_child (widget_class, FoyerSetupPage, items);
  gtk_widget_class_bind_template_child (widget_class, FoyerSetupPage, other_button);
  gtk_widget_class_bind_template_child (widget_class, FoyerSetupPage, forward_button);
  gtk_widget_class_bind_template_child (widget_class, FoyerSetupPage, back_button);
  gtk_widget_class_bind_template_child (widget_class, FoyerSetupPage, language_button);
  gtk_widget_class_bind_template_callback (widget_class, on_other);
  gtk_widget_class_bind_template_callback (widget_class, on_forward);
  gtk_widget_class_bind_template_callback (widget_class, on_back);
  gtk_widget_class_bind_template_callback (widget_class, on_language);
}

static void
foyer_setup_page_init (FoyerSetupPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Set up this kiosk"), -1);
  foyer_action_button_set_text (self->language_button,
                                g_str_equal (foyer_language_get (), "en") ? "中文" : "English");
}

GtkWidget *
foyer_setup_page_new (FoyerSetup *setup)
{
  FoyerSetupPage *self = g_object_new (FOYER_TYPE_SETUP_PAGE, NULL);

  self->setup = g_object_ref (setup);
  self->changed_id = g_signal_connect_swapped (setup, "changed", G_CALLBACK (show), self);
  self->network_id = g_signal_connect_swapped (g_network_monitor_get_default (), "network-changed",
                                               G_CALLBACK (show), self);
  show (self);
  return GTK_WIDGET (self);
}
