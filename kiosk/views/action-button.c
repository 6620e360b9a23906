/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-action-button"

#include "action-button.h"

/* Words as short as these stand on one line, whatever the language: it is long
 * labels that may need two. */
#define SHORT_CHARACTERS 8

struct _FoyerActionButton {
  GtkButton  parent_instance;

  char      *symbol;
  GtkWidget *box;
  GtkWidget *image;
  GtkWidget *label;
};

enum { PROP_TEXT = 1, PROP_SYMBOL, PROP_STACKED, N_PROPS };
static GParamSpec *props[N_PROPS];

G_DEFINE_TYPE (FoyerActionButton, foyer_action_button, GTK_TYPE_BUTTON)

void
foyer_action_button_set_text (FoyerActionButton *self, const char *text)
{
  const char *words = text ? text : "";

  gtk_label_set_label (GTK_LABEL (self->label), words);
  gtk_label_set_wrap (GTK_LABEL (self->label), g_utf8_strlen (words, -1) > SHORT_CHARACTERS);
  gtk_widget_set_visible (self->label, *words != '\0');
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_TEXT]);
}

static void
set_symbol (FoyerActionButton *self, const char *symbol)
{
  g_autofree char *icon = symbol ? g_strdup_printf ("foyer-%s-symbolic", symbol) : NULL;

  g_free (self->symbol);
  self->symbol = g_strdup (symbol);
  gtk_image_set_from_icon_name (GTK_IMAGE (self->image), icon);
  gtk_widget_set_visible (self->image, icon != NULL);
}

static gboolean
is_stacked (FoyerActionButton *self)
{
  return gtk_orientable_get_orientation (GTK_ORIENTABLE (self->box)) == GTK_ORIENTATION_VERTICAL;
}

static void
set_stacked (FoyerActionButton *self, gboolean stacked)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->box), stacked ? GTK_ORIENTATION_VERTICAL
                                                                      : GTK_ORIENTATION_HORIZONTAL);
  gtk_box_set_spacing (GTK_BOX (self->box), stacked ? 2 : 12);
}

static void
foyer_action_button_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  FoyerActionButton *self = FOYER_ACTION_BUTTON (object);

  switch (id) {
  case PROP_TEXT:
    g_value_set_string (value, gtk_label_get_label (GTK_LABEL (self->label)));
    break;
  case PROP_SYMBOL:
    g_value_set_string (value, self->symbol);
    break;
  case PROP_STACKED:
    g_value_set_boolean (value, is_stacked (self));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
foyer_action_button_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  FoyerActionButton *self = FOYER_ACTION_BUTTON (object);

  switch (id) {
  case PROP_TEXT:
    foyer_action_button_set_text (self, g_value_get_string (value));
    break;
  case PROP_SYMBOL:
    set_symbol (self, g_value_get_string (value));
    break;
  case PROP_STACKED:
    set_stacked (self, g_value_get_boolean (value));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
foyer_action_button_finalize (GObject *object)
{
  g_free (FOYER_ACTION_BUTTON (object)->symbol);
  G_OBJECT_CLASS (foyer_action_button_parent_class)->finalize (object);
}

static void
foyer_action_button_class_init (FoyerActionButtonClass *klass)
{
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = foyer_action_button_get_property;
  object_class->set_property = foyer_action_button_set_property;
  object_class->finalize = foyer_action_button_finalize;

  props[PROP_TEXT] = g_param_spec_string ("text", NULL, NULL, "", flags);
  props[PROP_SYMBOL] = g_param_spec_string ("symbol", NULL, NULL, NULL, flags);
  props[PROP_STACKED] = g_param_spec_boolean ("stacked", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
foyer_action_button_init (FoyerActionButton *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  self->image = gtk_image_new ();
  self->label = gtk_label_new (NULL);
  gtk_label_set_natural_wrap_mode (GTK_LABEL (self->label), GTK_NATURAL_WRAP_NONE);
  gtk_label_set_justify (GTK_LABEL (self->label), GTK_JUSTIFY_CENTER);
  gtk_widget_set_halign (self->box, GTK_ALIGN_CENTER);
  gtk_widget_set_visible (self->image, FALSE);
  gtk_box_append (GTK_BOX (self->box), self->image);
  gtk_box_append (GTK_BOX (self->box), self->label);
  gtk_widget_set_valign (self->box, GTK_ALIGN_CENTER);
  gtk_button_set_child (GTK_BUTTON (self), self->box);
  gtk_widget_add_css_class (GTK_WIDGET (self), "action");
}

GtkWidget *
foyer_action_button_new (const char *symbol, const char *text)
{
  return g_object_new (FOYER_TYPE_ACTION_BUTTON, "symbol", symbol, "text", text, NULL);
}
