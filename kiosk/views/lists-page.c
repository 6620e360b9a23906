/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-lists-page"

#include "lists-page.h"

#include "action-button.h"
#include "clock.h"
#include "language.h"
#include "pages.h"
#include "row.h"
#include "sentence.h"
#include "text-form.h"

#include <glib/gi18n.h>

struct _FoyerListsPage {
  GtkWidget      parent_instance;

  FoyerDoor     *door;
  char          *list;       /* id of what is opened or counted */
  const char    *said;       /* when it is written */

  GtkStack      *stack;
  GtkWidget     *lists;
  GtkWidget     *reasons;
  FoyerTextForm *form;
};

enum { DONE, READY, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_TYPE (FoyerListsPage, foyer_lists_page, GTK_TYPE_WIDGET)

static void
on_written (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (FoyerListsPage) self = user_data;
  g_autofree char *trouble = foyer_desk_write_finish (result);

  if (self->door != NULL)
    g_signal_emit (self, signals[DONE], 0, trouble ? trouble : self->said);
}

/* Choosing. */

static void
on_chosen (GtkButton *button, FoyerListsPage *self)
{
  self->said = NULL;
  foyer_desk_choose_list_async (self->door, g_object_get_data (G_OBJECT (button), "list"), on_written,
                                g_object_ref (self));
}

static GtkWidget *
make_choice (FoyerListsPage *self, const char *id, const char *text, gboolean now)
{
  GtkWidget *button = foyer_action_button_new (now ? "check" : NULL, text);

  g_object_set_data_full (G_OBJECT (button), "list", g_strdup (id), g_free);
  g_signal_connect (button, "clicked", G_CALLBACK (on_chosen), self);
  if (now)
    gtk_widget_add_css_class (button, "primary");
  gtk_widget_set_hexpand (button, TRUE);
  return button;
}

/* Opening early. */

static void
on_reason (GtkButton *button, FoyerListsPage *self)
{
  g_autofree char *reason = NULL;
  FoyerDeed deed = { FOYER_DEED_OPEN_LIST, .about = self->list };

  g_object_get (button, "text", &reason, NULL);
  deed.text = reason;
  self->said = _("The list is open. Guests can come in now.");
  foyer_desk_do_async (self->door, &deed, on_written, g_object_ref (self));
}

static void
on_open (GtkButton *button, FoyerListsPage *self)
{
  static const char * const reasons[] = { N_("The organizer agreed"), N_("The queue is too long"),
                                          N_("The event begins early") };
  GtkWidget *title = gtk_label_new (_("Why open it before its time?"));
  GtkWidget *never_mind = foyer_action_button_new ("back", _("Never mind"));

  g_free (self->list);
  self->list = g_strdup (g_object_get_data (G_OBJECT (button), "list"));
  foyer_rows_clear (self->reasons);
  gtk_label_set_wrap (GTK_LABEL (title), TRUE);
  gtk_label_set_justify (GTK_LABEL (title), GTK_JUSTIFY_CENTER);
  gtk_widget_add_css_class (title, "title");
  gtk_box_append (GTK_BOX (self->reasons), title);
  for (gsize i = 0; i < G_N_ELEMENTS (reasons); i++) {
    GtkWidget *reason = foyer_action_button_new (NULL, _(reasons[i]));

    g_signal_connect (reason, "clicked", G_CALLBACK (on_reason), self);
    gtk_box_append (GTK_BOX (self->reasons), reason);
  }
  g_signal_connect_swapped (never_mind, "clicked", G_CALLBACK (foyer_lists_page_show), self);
  gtk_box_append (GTK_BOX (self->reasons), never_mind);
  foyer_pages_show (self->stack, "reasons");
}

static GtkWidget *
make_open (FoyerListsPage *self, const FoyerList *list)
{
  GtkWidget *button = foyer_action_button_new ("open", _("Open now…"));

  g_object_set_data_full (G_OBJECT (button), "list", g_strdup (list->id), g_free);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  foyer_language_words (list->name), -1);
  g_signal_connect (button, "clicked", G_CALLBACK (on_open), self);
  return button;
}

/* Counting the room. */

static void
on_counted (FoyerListsPage *self, const char *text)
{
  FoyerDeed deed = { FOYER_DEED_COUNT, .about = self->list };

  if (!g_ascii_string_to_signed (text, 10, 0, 100000, &deed.amount, NULL))
    return;
  self->said = _("The count is kept. It stands beside the check-ins in the report.");
  foyer_desk_do_async (self->door, &deed, on_written, g_object_ref (self));
}

static void
on_count (FoyerListsPage *self)
{
  const FoyerList *list = foyer_door_get_list (self->door);
  g_autofree char *question = NULL;

  if (list == NULL)
    return;
  g_free (self->list);
  self->list = g_strdup (list->id);
  /* Translators: %s is a list, such as "Morning". */
  question = g_strdup_printf (_("How many people are in the room? (%s)"), foyer_language_words (list->name));
  foyer_pages_show (self->stack, "count");
  foyer_text_form_ask (self->form, question, NULL, GTK_INPUT_PURPOSE_DIGITS);
}

static void
on_ready (FoyerListsPage *self)
{
  g_signal_emit (self, signals[READY], 0);
}

static void
add_list (FoyerListsPage *self, const FoyerList *list)
{
  gboolean now = foyer_door_list_is_chosen (self->door) && list == foyer_door_get_list (self->door);
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

  gtk_box_append (GTK_BOX (row), make_choice (self, list->id, foyer_language_words (list->name), now));
  if (list->opens_us > foyer_clock_now_us () && !foyer_door_list_is_opened (self->door, list->id))
    gtk_box_append (GTK_BOX (row), make_open (self, list));
  gtk_box_append (GTK_BOX (self->lists), row);
}

static void
show_event (FoyerListsPage *self)
{
  const FoyerEvent *event = foyer_door_get_event (self->door);
  GtkWidget *count = foyer_action_button_new ("people", _("Count the room…"));
  GtkWidget *ready = foyer_action_button_new ("ready", _("Is everything ready?"));

  foyer_rows_clear (self->lists);
  for (guint i = 0; event != NULL && i < event->lists->len; i++)
    add_list (self, g_ptr_array_index (event->lists, i));
  gtk_box_append (GTK_BOX (self->lists),
                  make_choice (self, NULL, _("Whichever is open"), !foyer_door_list_is_chosen (self->door)));
  g_signal_connect_swapped (count, "clicked", G_CALLBACK (on_count), self);
  gtk_box_append (GTK_BOX (self->lists), count);
  g_signal_connect_swapped (ready, "clicked", G_CALLBACK (on_ready), self);
  gtk_box_append (GTK_BOX (self->lists), ready);
}

void
foyer_lists_page_show (FoyerListsPage *self)
{
  show_event (self);
  foyer_pages_show (self->stack, "lists");
}

static void
foyer_lists_page_dispose (GObject *object)
{
  FoyerListsPage *self = FOYER_LISTS_PAGE (object);

  g_clear_object (&self->door);
  g_clear_pointer (&self->list, g_free);
  if (self->stack != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->stack));
  self->stack = NULL;
  G_OBJECT_CLASS (foyer_lists_page_parent_class)->dispose (object);
}

static void
foyer_lists_page_class_init (FoyerListsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_lists_page_dispose;
  signals[DONE] = g_signal_new ("done", FOYER_TYPE_LISTS_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[READY] = g_signal_new ("ready", FOYER_TYPE_LISTS_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 0);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static GtkWidget *
add_page (FoyerListsPage *self, const char *name, GtkWidget *page)
{
  gtk_widget_set_valign (page, GTK_ALIGN_CENTER);
  gtk_stack_add_named (self->stack, page, name);
  return page;
}

static void
foyer_lists_page_init (FoyerListsPage *self)
{
  self->stack = GTK_STACK (gtk_stack_new ());
  gtk_stack_set_vhomogeneous (self->stack, FALSE);
  gtk_stack_set_hhomogeneous (self->stack, FALSE);
  gtk_widget_set_parent (GTK_WIDGET (self->stack), GTK_WIDGET (self));
  self->lists = add_page (self, "lists", gtk_box_new (GTK_ORIENTATION_VERTICAL, 16));
  self->reasons = add_page (self, "reasons", gtk_box_new (GTK_ORIENTATION_VERTICAL, 16));
  self->form = FOYER_TEXT_FORM (add_page (self, "count", g_object_new (FOYER_TYPE_TEXT_FORM, NULL)));
  g_signal_connect_object (self->form, "given", G_CALLBACK (on_counted), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->form, "left", G_CALLBACK (foyer_lists_page_show), self, G_CONNECT_SWAPPED);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Lists"), -1);
}

GtkWidget *
foyer_lists_page_new (FoyerDoor *door)
{
  FoyerListsPage *self = g_object_new (FOYER_TYPE_LISTS_PAGE, NULL);

  self->door = g_object_ref (door);
  foyer_lists_page_show (self);
  return GTK_WIDGET (self);
}
