/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-samples-page"

#include "samples-page.h"

#include "qr-code.h"
#include "wrapped-label.h"

#include <glib/gi18n.h>

#define COLUMNS 3

struct _FoyerSamplesPage {
  GtkWidget       parent_instance;

  FoyerRehearsal *rehearsal;
  GtkWidget      *box;
};

G_DEFINE_TYPE (FoyerSamplesPage, foyer_samples_page, GTK_TYPE_WIDGET)

/* Of the verdicts that a sample shows. */
static const char *
words_of (FoyerVerdict verdict)
{
  static const struct { FoyerVerdict verdict; const char *words; } all[] = {
    { FOYER_VERDICT_ADMITTED, N_("May come in") },
    { FOYER_VERDICT_ALREADY_IN, N_("Came in before") },
    { FOYER_VERDICT_PENDING, N_("Not approved yet") },
    { FOYER_VERDICT_WAITLISTED, N_("On the waiting list") },
    { FOYER_VERDICT_CANCELLED, N_("Cancelled") },
    { FOYER_VERDICT_PAYMENT_DUE, N_("Has to pay") },
    { FOYER_VERDICT_OTHER_LIST, N_("Of another list") },
    { FOYER_VERDICT_UNKNOWN, N_("Nobody knows this code") },
    { FOYER_VERDICT_NOT_A_TICKET, N_("No ticket at all") },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (all); i++)
    if (all[i].verdict == verdict)
      return _(all[i].words);
  g_return_val_if_reached ("");
}

static void
on_sample (GtkWidget *button, FoyerSamplesPage *self)
{
  foyer_door_scan (foyer_rehearsal_get_door (self->rehearsal), g_object_get_data (G_OBJECT (button), "code"));
}

static GtkWidget *
make_sample (FoyerSamplesPage *self, const FoyerSample *sample)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  GtkWidget *code = g_object_new (FOYER_TYPE_QR_CODE, NULL);
  const char *words = words_of (sample->verdict);
  GtkWidget *label = foyer_wrapped_label_new (words, "field-label");

  foyer_qr_code_set_text (FOYER_QR_CODE (code), sample->code);
  gtk_label_set_xalign (GTK_LABEL (label), 0.5);
  gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_CENTER);
  gtk_box_append (GTK_BOX (box), code);
  gtk_box_append (GTK_BOX (box), label);
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_add_css_class (button, "action");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  g_object_set_data_full (G_OBJECT (button), "code", g_strdup (sample->code), g_free);
  g_signal_connect (button, "clicked", G_CALLBACK (on_sample), self);
  return button;
}

static GtkWidget *
make_grid (FoyerSamplesPage *self)
{
  GtkWidget *grid = gtk_grid_new ();
  GPtrArray *samples = foyer_rehearsal_get_samples (self->rehearsal);

  gtk_grid_set_column_homogeneous (GTK_GRID (grid), TRUE);
  gtk_grid_set_row_spacing (GTK_GRID (grid), 16);
  gtk_grid_set_column_spacing (GTK_GRID (grid), 16);
  for (guint i = 0; i < samples->len; i++)
    gtk_grid_attach (GTK_GRID (grid), make_sample (self, samples->pdata[i]), (int) (i % COLUMNS),
                     (int) (i / COLUMNS), 1, 1);
  return grid;
}

static void
foyer_samples_page_dispose (GObject *object)
{
  FoyerSamplesPage *self = FOYER_SAMPLES_PAGE (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->rehearsal);
  G_OBJECT_CLASS (foyer_samples_page_parent_class)->dispose (object);
}

static void
foyer_samples_page_class_init (FoyerSamplesPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_samples_page_dispose;
  gtk_widget_class_set_css_name (widget_class, "samplespage");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
foyer_samples_page_init (FoyerSamplesPage *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 16);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  gtk_widget_add_css_class (GTK_WIDGET (self), "page");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Sample codes"), -1);
}

GtkWidget *
foyer_samples_page_new (FoyerRehearsal *rehearsal)
{
  FoyerSamplesPage *self = g_object_new (FOYER_TYPE_SAMPLES_PAGE, NULL);
  GtkWidget *scroller = gtk_scrolled_window_new ();

  self->rehearsal = g_object_ref (rehearsal);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), make_grid (self));
  gtk_widget_set_vexpand (scroller, TRUE);
  gtk_box_append (GTK_BOX (self->box),
                  foyer_wrapped_label_new (_("Touch a code, or photograph it and hold it up."), "title"));
  gtk_box_append (GTK_BOX (self->box), scroller);
  return GTK_WIDGET (self);
}
