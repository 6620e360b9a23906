/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-self-page"

#include "self-page.h"

#include "action-button.h"
#include "door-error.h"
#include "guard.h"
#include "pad.h"
#include "pages.h"
#include "self.h"
#include "split.h"

#include <glib/gi18n.h>

#define PATIENCE_MS 30000
/* Fewer digits are nobody's whole number. */
#define LEAST_PHONE 7

typedef enum {
  STEP_PHONE,
  STEP_SURNAME,
  STEP_LOOKING,
  STEP_IS_IT_YOU,
  STEP_NOBODY,
} Step;

struct _FoyerSelfPage {
  GtkWidget       parent_instance;

  FoyerDoor      *door;
  FoyerSelfFound *found;    /* (nullable) */
  guint           asked;    /* number of the ask under way; answers of others are stale */
  guint           patience_ms;
  guint           timer;    /* nobody is there any more: nothing personal stays */

  GtkWidget      *split;
  GtkLabel       *title;
  GtkLabel       *hint;
  GtkEditable    *phone;
  GtkEditable    *surname;
  GtkStack       *feet;
  FoyerPad       *digits;
  FoyerPad       *letters;
  GtkWidget      *phone_button;
  GtkWidget      *surname_button;
};

enum { LEFT, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_TYPE (FoyerSelfPage, foyer_self_page, GTK_TYPE_WIDGET)

static void
leave (FoyerSelfPage *self)
{
  g_signal_emit (self, signals[LEFT], 0);
}

static gboolean
on_patience (gpointer user_data)
{
  FoyerSelfPage *self = user_data;

  self->timer = 0;
  leave (self);
  return G_SOURCE_REMOVE;
}

static void
restart_patience (FoyerSelfPage *self)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    self->timer = g_timeout_add (self->patience_ms, on_patience, self);
}

void
foyer_self_page_set_patience (FoyerSelfPage *self, guint ms)
{
  self->patience_ms = ms;
  restart_patience (self);
}

static void
say (FoyerSelfPage *self, const char *title, const char *hint)
{
  gtk_label_set_label (self->title, title);
  gtk_label_set_label (self->hint, hint);
  gtk_widget_set_visible (GTK_WIDGET (self->hint), *hint != '\0');
}

/* The words of a step; those of STEP_IS_IT_YOU and STEP_NOBODY depend on what was found. */
static void
say_step (FoyerSelfPage *self, Step step)
{
  if (step == STEP_PHONE)
    say (self, _("Your phone number"), _("The whole number that you registered with."));
  else if (step == STEP_SURNAME)
    say (self, _("Your surname"), _("In letters, such as wang, or in characters."));
  else if (step == STEP_LOOKING)
    say (self, _("One moment…"), "");
}

static void
show_step (FoyerSelfPage *self, Step step)
{
  static const char * const feet[] = {
    [STEP_PHONE]     = "phone",
    [STEP_SURNAME]   = "surname",
    [STEP_LOOKING]   = "looking",
    [STEP_IS_IT_YOU] = "is-it-you",
    [STEP_NOBODY]    = "nobody",
  };

  restart_patience (self);
  say_step (self, step);
  gtk_widget_set_visible (GTK_WIDGET (self->phone), step == STEP_PHONE);
  gtk_widget_set_visible (GTK_WIDGET (self->surname), step == STEP_SURNAME);
  foyer_pages_show (self->feet, feet[step]);
  if (step == STEP_PHONE)
    gtk_widget_grab_focus (GTK_WIDGET (self->phone));
  else if (step == STEP_SURNAME)
    gtk_widget_grab_focus (GTK_WIDGET (self->surname));
}

static void
forget (FoyerSelfPage *self)
{
  self->asked++;
  g_clear_pointer (&self->found, foyer_self_found_free);
  gtk_editable_set_text (self->phone, "");
  gtk_editable_set_text (self->surname, "");
  say (self, "", "");
}

static void
show_found (FoyerSelfPage *self, FoyerSelfFound *found)
{
  /* Translators: %s is a name with most of it hidden, such as 王*芳. */
  g_autofree char *title = g_strdup_printf (_("%s, is that you?"), found->name);

  self->found = found;
  say (self, title, _("Part of the name is hidden, because others can see this screen."));
  show_step (self, STEP_IS_IT_YOU);
}

/* Which of the two was wrong is not said: nobody is to learn who is registered. */
static void
show_nobody (FoyerSelfPage *self, const GError *error)
{
  if (error == NULL)
    say (self, _("We did not find you"),
         _("It takes the phone number and the surname that you registered with. "
           "Our staff at the desk can find you in other ways."));
  else if (g_error_matches (error, FOYER_DOOR_ERROR, FOYER_DOOR_ERROR_WAIT))
    say (self, _("Please go to the desk"),
         _("This screen was asked too often. Our staff will find you at once."));
  else {
    g_warning ("a guest could not be looked up: %s", error->message);
    say (self, _("Please go to the desk"), _("The guest list cannot be read right now. Please try again."));
  }
  show_step (self, STEP_NOBODY);
}

typedef struct {
  FoyerSelfPage *page;
  guint          number;
} Asked;

static void
on_found (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Asked *asked = user_data;
  g_autoptr (FoyerSelfPage) self = asked->page;
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerSelfFound) found = foyer_self_find_finish (result, &error);

  if (asked->number != self->asked)
    return;
  if (found != NULL)
    show_found (self, g_steal_pointer (&found));
  else
    show_nobody (self, error);
}

static gboolean
has_phone (FoyerSelfPage *self)
{
  return g_utf8_strlen (gtk_editable_get_text (self->phone), -1) >= LEAST_PHONE;
}

static gboolean
has_surname (FoyerSelfPage *self)
{
  g_autofree char *surname = g_strstrip (g_strdup (gtk_editable_get_text (self->surname)));

  return *surname != '\0';
}

static void
on_changed (FoyerSelfPage *self)
{
  restart_patience (self);
  gtk_widget_set_sensitive (self->phone_button, has_phone (self));
  gtk_widget_set_sensitive (self->surname_button, has_surname (self));
}

static void
on_phone (FoyerSelfPage *self)
{
  if (has_phone (self))
    show_step (self, STEP_SURNAME);
}

static void
on_surname (FoyerSelfPage *self)
{
  Asked *asked;

  if (!has_surname (self))
    return;
  asked = g_new0 (Asked, 1);
  asked->page = g_object_ref (self);
  asked->number = ++self->asked;
  foyer_self_find_async (self->door, gtk_editable_get_text (self->phone),
                         gtk_editable_get_text (self->surname), on_found, asked);
  show_step (self, STEP_LOOKING);
}

/* As with a code, and no further: what asks for a volunteer still does. */
static void
on_yes (FoyerSelfPage *self)
{
  g_autoptr (FoyerSelfFound) found = g_steal_pointer (&self->found);

  if (found == NULL)
    return;
  forget (self);
  show_step (self, STEP_LOOKING);
  if (!foyer_door_admit (self->door, found->registration, FALSE))
    leave (self);
}

static void
on_no (FoyerSelfPage *self)
{
  forget (self);
  show_nobody (self, NULL);
}

static void
on_again (FoyerSelfPage *self)
{
  forget (self);
  show_step (self, STEP_PHONE);
}

static void
on_help (FoyerSelfPage *self)
{
  foyer_door_call (self->door);
}

static void
on_back (FoyerSelfPage *self)
{
  leave (self);
}

static void
foyer_self_page_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (foyer_self_page_parent_class)->map (widget);
  show_step (FOYER_SELF_PAGE (widget), STEP_PHONE);
}

static void
foyer_self_page_unmap (GtkWidget *widget)
{
  FoyerSelfPage *self = FOYER_SELF_PAGE (widget);

  forget (self);
  g_clear_handle_id (&self->timer, g_source_remove);
  GTK_WIDGET_CLASS (foyer_self_page_parent_class)->unmap (widget);
}

static void
foyer_self_page_dispose (GObject *object)
{
  FoyerSelfPage *self = FOYER_SELF_PAGE (object);

  self->asked++;
  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_pointer (&self->found, foyer_self_found_free);
  gtk_widget_dispose_template (GTK_WIDGET (self), FOYER_TYPE_SELF_PAGE);
  g_clear_object (&self->door);
  G_OBJECT_CLASS (foyer_self_page_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, FoyerSelfPage, split);
  gtk_widget_class_bind_template_child (widget_class, FoyerSelfPage, title);
  gtk_widget_class_bind_template_child (widget_class, FoyerSelfPage, hint);
  gtk_widget_class_bind_template_child (widget_class, FoyerSelfPage, phone);
  gtk_widget_class_bind_template_child (widget_class, FoyerSelfPage, surname);
  gtk_widget_class_bind_template_child (widget_class, FoyerSelfPage, feet);
  gtk_widget_class_bind_template_child (widget_class, FoyerSelfPage, digits);
  gtk_widget_class_bind_template_child (widget_class, FoyerSelfPage, letters);
  gtk_widget_class_bind_template_child (widget_class, FoyerSelfPage, phone_button);
  gtk_widget_class_bind_template_child (widget_class, FoyerSelfPage, surname_button);
}

static void
bind_callbacks (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_callback (widget_class, on_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_phone);
  gtk_widget_class_bind_template_callback (widget_class, on_surname);
  gtk_widget_class_bind_template_callback (widget_class, on_yes);
  gtk_widget_class_bind_template_callback (widget_class, on_no);
  gtk_widget_class_bind_template_callback (widget_class, on_again);
  gtk_widget_class_bind_template_callback (widget_class, on_help);
  gtk_widget_class_bind_template_callback (widget_class, on_back);
}

static void
foyer_self_page_class_init (FoyerSelfPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_self_page_dispose;
  widget_class->map = foyer_self_page_map;
  widget_class->unmap = foyer_self_page_unmap;

  signals[LEFT] = g_signal_new ("left", FOYER_TYPE_SELF_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 0);

  g_type_ensure (FOYER_TYPE_SPLIT);
  g_type_ensure (FOYER_TYPE_PAD);
  g_type_ensure (FOYER_TYPE_ACTION_BUTTON);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/foyer/Kiosk/self-page.ui");
  bind_children (widget_class);
  bind_callbacks (widget_class);
}

static void
foyer_self_page_init (FoyerSelfPage *self)
{
  self->patience_ms = PATIENCE_MS;
  gtk_widget_init_template (GTK_WIDGET (self));
  foyer_guard_entry (self->phone);
  foyer_guard_entry (self->surname);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Find your name"), -1);
  foyer_pad_serve (self->digits, self->phone);
  foyer_pad_serve (self->letters, self->surname);
  on_changed (self);
}

GtkWidget *
foyer_self_page_new (FoyerDoor *door)
{
  FoyerSelfPage *self = g_object_new (FOYER_TYPE_SELF_PAGE, NULL);

  self->door = g_object_ref (door);
  return GTK_WIDGET (self);
}
