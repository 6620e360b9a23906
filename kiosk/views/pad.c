/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-pad"

#include "pad.h"

#include "action-button.h"

#include <glib/gi18n.h>

struct _FoyerPad {
  GtkWidget    parent_instance;

  gboolean     letters;
  GtkEditable *editable;   /* (nullable): weak */
  GtkWidget   *grid;
};

enum { PROP_LETTERS = 1, N_PROPS };
static GParamSpec *props[N_PROPS];

enum { KEY, ERASE, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_TYPE (FoyerPad, foyer_pad, GTK_TYPE_WIDGET)

/* A name is written as it stands on a badge: "Ann Lee". */
static gboolean
begins_a_name (GtkEditable *editable, int at)
{
  g_autofree char *before = at > 0 ? gtk_editable_get_chars (editable, at - 1, at) : NULL;

  return GTK_IS_ENTRY (editable) &&
         gtk_entry_get_input_purpose (GTK_ENTRY (editable)) == GTK_INPUT_PURPOSE_NAME &&
         (before == NULL || strchr (" -'", *before) != NULL);
}

static void
write_key (GtkEditable *editable, char key)
{
  char text[2] = { key, '\0' };
  int end;

  /* A letter takes the place of what is selected, as from any keyboard. */
  gtk_editable_delete_selection (editable);
  end = gtk_editable_get_position (editable);
  if (begins_a_name (editable, end))
    *text = g_ascii_toupper (*text);
  gtk_editable_insert_text (editable, text, -1, &end);
  gtk_editable_set_position (editable, end);
}

static void
on_key (GtkButton *button, FoyerPad *self)
{
  const char *text = g_object_get_data (G_OBJECT (button), "key");

  if (self->editable != NULL)
    write_key (self->editable, *text);
  g_signal_emit (self, signals[KEY], 0, text);
}

static void
on_erase (FoyerPad *self)
{
  int end = self->editable ? gtk_editable_get_position (self->editable) : 0;

  if (self->editable != NULL && !gtk_editable_get_selection_bounds (self->editable, NULL, NULL) && end > 0)
    gtk_editable_delete_text (self->editable, end - 1, end);
  else if (self->editable != NULL)
    gtk_editable_delete_selection (self->editable);
  g_signal_emit (self, signals[ERASE], 0);
}

static void
on_clear (FoyerPad *self)
{
  if (self->editable != NULL)
    gtk_editable_set_text (self->editable, "");
}

void
foyer_pad_serve (FoyerPad *self, GtkEditable *editable)
{
  if (self->editable == editable)
    return;
  g_clear_weak_pointer (&self->editable);
  g_set_weak_pointer (&self->editable, editable);
}

static void
attach (FoyerPad *self, GtkWidget *key, int column, int row, int width)
{
  gtk_widget_add_css_class (key, "key");
  gtk_widget_set_hexpand (key, TRUE);
  /* The field that is written into keeps the focus. */
  gtk_widget_set_focus_on_click (key, FALSE);
  gtk_grid_attach (GTK_GRID (self->grid), key, column, row, width, 1);
}

static void
add_key (FoyerPad *self, char key, int column, int row, int width)
{
  char text[2] = { key, '\0' };
  char shown[2] = { g_ascii_toupper (key), '\0' };
  GtkWidget *button = foyer_action_button_new (NULL, shown);

  g_object_set_data_full (G_OBJECT (button), "key", g_strdup (text), g_free);
  g_signal_connect (button, "clicked", G_CALLBACK (on_key), self);
  attach (self, button, column, row, width);
}

static void
add_erase (FoyerPad *self, int column, int row, int width)
{
  GtkWidget *button = foyer_action_button_new ("delete", NULL);

  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Delete"), -1);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (on_erase), self);
  attach (self, button, column, row, width);
}

static void
add_clear (FoyerPad *self, int column, int row, int width)
{
  GtkWidget *button = foyer_action_button_new (NULL, _("Clear"));

  g_signal_connect_swapped (button, "clicked", G_CALLBACK (on_clear), self);
  attach (self, button, column, row, width);
}

static void
add_space (FoyerPad *self, int column, int row, int width)
{
  GtkWidget *button = foyer_action_button_new (NULL, _("Space"));

  g_object_set_data (G_OBJECT (button), "key", (gpointer) " ");
  g_signal_connect (button, "clicked", G_CALLBACK (on_key), self);
  attach (self, button, column, row, width);
}

static void
make_digits (FoyerPad *self)
{
  for (int i = 0; i < 9; i++)
    add_key (self, (char) ('1' + i), i % 3, i / 3, 1);
  add_clear (self, 0, 3, 1);
  add_key (self, '0', 1, 3, 1);
  add_erase (self, 2, 3, 1);
}

/* Each letter is two columns wide, so that the rows can stand half a key aside. */
static void
make_letters (FoyerPad *self)
{
  static const char * const rows[] = { "1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm" };

  for (int row = 0; row < (int) G_N_ELEMENTS (rows); row++) {
    int aside = row == 2 ? 1 : 0;

    for (int i = 0; rows[row][i] != '\0'; i++)
      add_key (self, rows[row][i], aside + i * 2, row, 2);
  }
  add_erase (self, 14, 3, 6);
  add_clear (self, 0, 4, 6);
  add_space (self, 6, 4, 14);
}

static void
foyer_pad_constructed (GObject *object)
{
  FoyerPad *self = FOYER_PAD (object);

  G_OBJECT_CLASS (foyer_pad_parent_class)->constructed (object);
  self->grid = gtk_grid_new ();
  gtk_grid_set_column_homogeneous (GTK_GRID (self->grid), TRUE);
  gtk_grid_set_row_homogeneous (GTK_GRID (self->grid), TRUE);
  gtk_widget_set_parent (self->grid, GTK_WIDGET (self));
  gtk_widget_add_css_class (GTK_WIDGET (self), self->letters ? "letters" : "digits");
  if (self->letters)
    make_letters (self);
  else
    make_digits (self);
}

static void
foyer_pad_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  switch (id) {
  case PROP_LETTERS:
    FOYER_PAD (object)->letters = g_value_get_boolean (value);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
foyer_pad_dispose (GObject *object)
{
  FoyerPad *self = FOYER_PAD (object);

  g_clear_weak_pointer (&self->editable);
  g_clear_pointer (&self->grid, gtk_widget_unparent);
  G_OBJECT_CLASS (foyer_pad_parent_class)->dispose (object);
}

static void
foyer_pad_class_init (FoyerPadClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = foyer_pad_constructed;
  object_class->set_property = foyer_pad_set_property;
  object_class->dispose = foyer_pad_dispose;

  props[PROP_LETTERS] = g_param_spec_boolean ("letters", NULL, NULL, FALSE,
                                              G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY |
                                              G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
  signals[KEY] = g_signal_new ("key", FOYER_TYPE_PAD, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                               G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[ERASE] = g_signal_new ("erase", FOYER_TYPE_PAD, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 0);
  gtk_widget_class_set_css_name (widget_class, "pad");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
foyer_pad_init (FoyerPad *self)
{
}
