/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-live-sums"

#include "live-sums.h"

#include "action-button.h"
#include "button-row.h"
#include "language.h"

#include <glib/gi18n.h>

typedef enum { CAME, EXPECTED, WALK_INS, INSIDE, N_SUMS } Sum;

struct _FoyerLiveSums {
  GtkWidget  parent_instance;

  GtkWidget *box;
  GtkWidget *lists;
  char      *said;             /* (nullable): by the lists' buttons */
  GtkWidget *sums;
  GtkLabel  *numbers[N_SUMS];
};

enum { CHOSEN, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_TYPE (FoyerLiveSums, foyer_live_sums, GTK_TYPE_WIDGET)

/* The lists. */

static void
on_clicked (GtkButton *button, FoyerLiveSums *self)
{
  g_autofree char *list = g_strdup (g_object_get_data (G_OBJECT (button), "list"));

  g_signal_emit (self, signals[CHOSEN], 0, list);
}

static char *
text_of (const FoyerHeadcount *count, const FoyerEvent *event)
{
  const FoyerList *list = count->list ? foyer_event_list (event, count->list) : NULL;
  const char *name = list ? foyer_language_words (list->name) : _("Whole event");
  /* Translators: how many came, of how many expected. */
  g_autofree char *came = g_strdup_printf (_("%d of %d"), (int) count->came, (int) count->expected);

  return g_strconcat (name, "\n", came, NULL);
}

static void
add_list (FoyerLiveSums *self, const FoyerHeadcount *count, const char *text, gboolean chosen)
{
  GtkWidget *button = foyer_action_button_new (chosen ? "check" : NULL, text);

  g_object_set_data_full (G_OBJECT (button), "list", g_strdup (count->list), g_free);
  g_signal_connect (button, "clicked", G_CALLBACK (on_clicked), self);
  if (chosen)
    gtk_widget_add_css_class (button, "primary");
  gtk_widget_set_parent (button, self->lists);
}

/* New numbers go into the buttons that are there: one may have the focus. */
static void
show_lists (FoyerLiveSums *self, const FoyerLive *live, const FoyerEvent *event)
{
  g_autoptr (GString) said = g_string_new (live->list);
  GtkWidget *button;
  gboolean same;

  for (guint i = 0; i < live->counts->len; i++)
    g_string_append_printf (said, "\n%s", ((FoyerHeadcount *) g_ptr_array_index (live->counts, i))->list);
  same = g_strcmp0 (self->said, said->str) == 0;
  if (!same)
    foyer_button_row_clear (FOYER_BUTTON_ROW (self->lists));
  button = gtk_widget_get_first_child (self->lists);
  for (guint i = 0; i < live->counts->len; i++) {
    const FoyerHeadcount *count = g_ptr_array_index (live->counts, i);
    g_autofree char *text = text_of (count, event);

    if (!same) {
      add_list (self, count, text, g_strcmp0 (count->list, live->list) == 0);
      continue;
    }
    foyer_action_button_set_text (FOYER_ACTION_BUTTON (button), text);
    button = gtk_widget_get_next_sibling (button);
  }
  g_free (self->said);
  self->said = g_strdup (said->str);
}

/* The numbers. */

static void
show_number (FoyerLiveSums *self, Sum sum, gint64 number, const char *what)
{
  g_autofree char *text = g_strdup_printf ("%d", (int) number);
  g_autofree char *name = g_strdup_printf ("%s: %s", what, text);

  gtk_label_set_label (self->numbers[sum], text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->numbers[sum]), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  name, -1);
}

void
foyer_live_sums_show (FoyerLiveSums *self, const FoyerLive *live, const FoyerEvent *event)
{
  const FoyerHeadcount *count = foyer_live_count (live);

  show_lists (self, live, event);
  show_number (self, CAME, count->came, _("Came"));
  show_number (self, EXPECTED, count->expected, _("Expected"));
  show_number (self, WALK_INS, count->walk_ins, _("Walk-ins"));
  show_number (self, INSIDE, count->inside, _("Inside now"));
}

static void
foyer_live_sums_dispose (GObject *object)
{
  FoyerLiveSums *self = FOYER_LIVE_SUMS (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_pointer (&self->said, g_free);
  G_OBJECT_CLASS (foyer_live_sums_parent_class)->dispose (object);
}

static void
foyer_live_sums_class_init (FoyerLiveSumsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_live_sums_dispose;
  signals[CHOSEN] = g_signal_new ("chosen", FOYER_TYPE_LIVE_SUMS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_set_css_name (widget_class, "livesums");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
add_sum (FoyerLiveSums *self, Sum sum, const char *what)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *number = gtk_label_new (NULL);
  GtkWidget *caption = gtk_label_new (what);

  self->numbers[sum] = GTK_LABEL (number);
  gtk_widget_add_css_class (number, "number");
  gtk_widget_add_css_class (caption, "caption");
  gtk_label_set_wrap (GTK_LABEL (caption), TRUE);
  gtk_label_set_justify (GTK_LABEL (caption), GTK_JUSTIFY_CENTER);
  gtk_widget_add_css_class (box, "sum");
  if (sum == CAME)
    gtk_widget_add_css_class (box, "most");
  gtk_box_append (GTK_BOX (box), number);
  gtk_box_append (GTK_BOX (box), caption);
  gtk_box_append (GTK_BOX (self->sums), box);
}

static void
foyer_live_sums_init (FoyerLiveSums *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  self->lists = foyer_button_row_new ();
  self->sums = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  gtk_box_set_homogeneous (GTK_BOX (self->sums), TRUE);
  add_sum (self, CAME, _("Came"));
  add_sum (self, EXPECTED, _("Expected"));
  add_sum (self, WALK_INS, _("Walk-ins"));
  add_sum (self, INSIDE, _("Inside now"));
  gtk_box_append (GTK_BOX (self->box), self->lists);
  gtk_box_append (GTK_BOX (self->box), self->sums);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

GtkWidget *
foyer_live_sums_new (void)
{
  return g_object_new (FOYER_TYPE_LIVE_SUMS, NULL);
}
