/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-desk-page"

#include "desk-page.h"

#include "action-button.h"
#include "button-row.h"
#include "find-page.h"
#include "guest-page.h"
#include "language.h"
#include "lists-page.h"
#include "live-page.h"
#include "lock-page.h"
#include "notice-page.h"
#include "pages.h"
#include "question-page.h"
#include "ready-page.h"
#include "recent-page.h"
#include "sentence.h"
#include "trace.h"
#include "walk-in-page.h"

#include <glib/gi18n.h>

struct _FoyerDeskPage {
  GtkWidget          parent_instance;

  FoyerDoor         *door;
  gulong             state_id;
  gulong             event_id;
  gulong             session_id;
  char              *tone;         /* the strip's style class */
  char              *done;         /* (nullable): the registration that the strip can undo */
  char              *done_entry;

  GtkWidget         *box;
  GtkWidget         *header;
  GtkLabel          *who;
  FoyerActionButton *list_button;
  GtkWidget         *strip;
  GtkImage          *strip_icon;
  GtkLabel          *strip_title;
  GtkLabel          *strip_text;
  GtkWidget         *strip_undo;
  GtkStack          *stack;
  GtkWidget         *find;
  GtkWidget         *guest;
  GtkWidget         *walk_in;
  GtkWidget         *recent;
  GtkWidget         *lists;
  GtkWidget         *ready;
  GtkWidget         *live;
  GtkWidget         *notice;
};

enum { LEFT, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_TYPE (FoyerDeskPage, foyer_desk_page, GTK_TYPE_WIDGET)

static void
touch (FoyerDeskPage *self)
{
  foyer_session_touch (foyer_door_get_session (self->door));
}

static void
show (FoyerDeskPage *self, const char *name)
{
  touch (self);
  foyer_pages_show (self->stack, name);
}

static void
hide_strip (FoyerDeskPage *self)
{
  gtk_widget_set_visible (self->strip, FALSE);
}

/* @title: (nullable) */
static void
say (FoyerDeskPage *self, const char *tone, const char *title, const char *text)
{
  g_autofree char *icon = g_strdup_printf ("foyer-%s-symbolic", tone);

  if (self->tone != NULL)
    gtk_widget_remove_css_class (self->strip, self->tone);
  g_free (self->tone);
  self->tone = g_strdup (tone);
  gtk_widget_add_css_class (self->strip, tone);
  gtk_image_set_from_icon_name (self->strip_icon, icon);
  gtk_label_set_label (self->strip_title, title ? title : "");
  gtk_widget_set_visible (GTK_WIDGET (self->strip_title), title != NULL);
  gtk_label_set_label (self->strip_text, text);
  gtk_widget_set_visible (self->strip_undo, FALSE);
  gtk_widget_set_visible (self->strip, TRUE);
  foyer_trace_step (self->strip, tone);
}

static void
refresh (FoyerDeskPage *self)
{
  foyer_find_page_refresh (FOYER_FIND_PAGE (self->find));
  foyer_recent_page_refresh (FOYER_RECENT_PAGE (self->recent));
}

/* The desk's first screen, with nothing typed. */
static void
go_home (FoyerDeskPage *self)
{
  foyer_find_page_clear (FOYER_FIND_PAGE (self->find));
  show (self, "find");
}

/* A touch too many is seen here first. */
static void
offer_undo (FoyerDeskPage *self, const FoyerOutcome *outcome)
{
  if (outcome->registration == NULL || outcome->entry == NULL)
    return;
  g_free (self->done);
  g_free (self->done_entry);
  self->done = g_strdup (outcome->registration);
  self->done_entry = g_strdup (outcome->entry);
  gtk_widget_set_visible (self->strip_undo, TRUE);
}

/* "张伟 · Main hall" */
static char *
title_of_welcome (const FoyerOutcome *outcome)
{
  const char *list = foyer_language_words (outcome->list_name);

  return *list != '\0' ? g_strdup_printf ("%s · %s", outcome->full_name, list) : g_strdup (outcome->full_name);
}

static void
say_outcome (FoyerDeskPage *self, const FoyerOutcome *outcome)
{
  const char *headline = foyer_sentence_verdict (outcome->verdict);
  g_autofree char *for_staff = foyer_sentence_for_staff (outcome);
  g_autofree char *title = NULL;

  if (outcome->full_name == NULL)
    title = g_strdup (headline);
  else if (foyer_verdict_is_welcome (outcome->verdict))
    title = title_of_welcome (outcome);
  else
    title = g_strdup_printf ("%s · %s", outcome->full_name, headline);
  say (self, foyer_tone_to_string (foyer_tone_of (outcome->verdict)), title, for_staff);
  if (foyer_verdict_is_welcome (outcome->verdict))
    offer_undo (self, outcome);
}

/* Nobody is asked any more. */
static void
leave_question (FoyerDeskPage *self)
{
  if (foyer_door_get_state (self->door) != FOYER_DOOR_CHECKING &&
      g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "question") == 0)
    go_home (self);
}

static void
on_state (FoyerDeskPage *self)
{
  FoyerOutcome *outcome = foyer_door_get_outcome (self->door);

  if (foyer_door_get_state (self->door) == FOYER_DOOR_TROUBLE) {
    g_autofree char *text = foyer_sentence_trouble (foyer_door_get_trouble (self->door));

    say (self, "trouble", NULL, text);
  }
  if (!foyer_session_is_open (foyer_door_get_session (self->door)))
    return;
  if (foyer_door_get_state (self->door) == FOYER_DOOR_ASKING) {
    hide_strip (self);
    show (self, "question");
    return;
  }
  leave_question (self);
  if (outcome == NULL)
    return;
  say_outcome (self, outcome);
  refresh (self);
  if (foyer_verdict_is_welcome (outcome->verdict))
    go_home (self);
  else if (outcome->registration != NULL) {
    foyer_guest_page_show (FOYER_GUEST_PAGE (self->guest), outcome->registration);
    show (self, "guest");
  }
}

static void
on_find (FoyerDeskPage *self)
{
  hide_strip (self);
  go_home (self);
}

static void
on_walk_in (FoyerDeskPage *self)
{
  hide_strip (self);
  show (self, "walk-in");
  foyer_walk_in_page_clear (FOYER_WALK_IN_PAGE (self->walk_in));
}

static void
on_recent (FoyerDeskPage *self)
{
  hide_strip (self);
  refresh (self);
  show (self, "recent");
}

static void
on_list (FoyerDeskPage *self)
{
  hide_strip (self);
  foyer_lists_page_show (FOYER_LISTS_PAGE (self->lists));
  show (self, "lists");
}

static void
on_live (FoyerDeskPage *self)
{
  hide_strip (self);
  show (self, "live");
  foyer_live_page_show (FOYER_LIVE_PAGE (self->live));
}

static void
on_notice (FoyerDeskPage *self)
{
  hide_strip (self);
  foyer_notice_page_show (FOYER_NOTICE_PAGE (self->notice));
  show (self, "notice");
}

/* @text: (nullable) */
static void
on_notice_done (FoyerDeskPage *self, const char *text)
{
  show (self, "live");
  if (text != NULL)
    say (self, "again", NULL, text);
}

static void
on_ready (FoyerDeskPage *self)
{
  hide_strip (self);
  foyer_ready_page_refresh (FOYER_READY_PAGE (self->ready));
  show (self, "ready");
}

static void
on_lock (FoyerDeskPage *self)
{
  g_signal_emit (self, signals[LEFT], 0);
}

static void
on_chosen (FoyerDeskPage *self, const char *registration)
{
  hide_strip (self);
  foyer_guest_page_show (FOYER_GUEST_PAGE (self->guest), registration);
  show (self, "guest");
}

static void
on_asked (FoyerDeskPage *self, const char *registration, const char *entry, guint action)
{
  hide_strip (self);
  if (action == FOYER_GUEST_CHECK_IN) {
    foyer_door_admit (self->door, registration, TRUE);
    return;
  }
  foyer_guest_page_ask (FOYER_GUEST_PAGE (self->guest), registration, entry, (FoyerGuestAction) action);
  show (self, "guest");
}

static void
on_undo (FoyerDeskPage *self)
{
  on_asked (self, self->done, self->done_entry, FOYER_GUEST_UNDO);
}

static void
on_done (FoyerDeskPage *self, const char *text)
{
  refresh (self);
  go_home (self);
  say (self, "again", NULL, text);
}

static void
on_told (FoyerDeskPage *self, const char *text)
{
  refresh (self);
  say (self, "again", NULL, text);
}

/* @text: (nullable) */
static void
on_list_done (FoyerDeskPage *self, const char *text)
{
  go_home (self);
  if (text != NULL)
    say (self, "again", NULL, text);
}

/* The list's own name on a line of its own: six buttons stand side by side. */
static void
show_list (FoyerDeskPage *self, const char *name)
{
  /* Translators: %s is the name of a list, such as "Morning". */
  g_autofree char *text = g_strdup_printf (_("List: %s"), name);
  g_autofree char *below = g_strconcat ("\n", name, NULL);
  g_autofree char *lines = g_strdup_printf (_("List: %s"), below);

  foyer_action_button_set_text (self->list_button, lines);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list_button), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
}

static void
show_event (FoyerDeskPage *self)
{
  const FoyerList *list = foyer_door_get_list (self->door);

  if (list != NULL)
    show_list (self, foyer_language_words (list->name));
}

static void
show_session (FoyerDeskPage *self)
{
  FoyerSession *session = foyer_door_get_session (self->door);
  gboolean open = foyer_session_is_open (session);
  /* Translators: %s is one or two volunteers' names. */
  g_autofree char *text = g_strdup_printf (_("Desk of %s"), foyer_session_get_names (session));

  gtk_label_set_label (self->who, text);
  gtk_widget_set_visible (self->header, open);
  hide_strip (self);
  if (!open)
    foyer_pages_show (self->stack, "lock");
  else if (g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "lock") == 0)
    go_home (self);
}

static void
on_lock_left (FoyerDeskPage *self)
{
  g_signal_emit (self, signals[LEFT], 0);
}

static void
foyer_desk_page_dispose (GObject *object)
{
  FoyerDeskPage *self = FOYER_DESK_PAGE (object);

  if (self->door != NULL) {
    g_clear_signal_handler (&self->session_id, foyer_door_get_session (self->door));
    g_clear_signal_handler (&self->state_id, self->door);
    g_clear_signal_handler (&self->event_id, self->door);
  }
  g_clear_object (&self->door);
  g_clear_pointer (&self->tone, g_free);
  g_clear_pointer (&self->done, g_free);
  g_clear_pointer (&self->done_entry, g_free);
  gtk_widget_dispose_template (GTK_WIDGET (self), FOYER_TYPE_DESK_PAGE);
  G_OBJECT_CLASS (foyer_desk_page_parent_class)->dispose (object);
}

static void
foyer_desk_page_class_init (FoyerDeskPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_desk_page_dispose;
  signals[LEFT] = g_signal_new ("left", FOYER_TYPE_DESK_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 0);

  g_type_ensure (FOYER_TYPE_ACTION_BUTTON);
  g_type_ensure (FOYER_TYPE_BUTTON_ROW);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/foyer/Kiosk/desk-page.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerDeskPage, box);
  gtk_widget_class_bind_template_child (widget_class, FoyerDeskPage, header);
  gtk_widget_class_bind_template_child (widget_class, FoyerDeskPage, who);
  gtk_widget_class_bind_template_child (widget_class, FoyerDeskPage, list_button);
  gtk_widget_class_bind_template_child (widget_class, FoyerDeskPage, strip);
  gtk_widget_class_bind_template_child (widget_class, FoyerDeskPage, strip_icon);
  gtk_widget_class_bind_template_child (widget_class, FoyerDeskPage, strip_title);
  gtk_widget_class_bind_template_child (widget_class, FoyerDeskPage, strip_text);
  gtk_widget_class_bind_template_child (widget_class, FoyerDeskPage, strip_undo);
  gtk_widget_class_bind_template_child (widget_class, FoyerDeskPage, stack);
  gtk_widget_class_bind_template_callback (widget_class, on_find);
  gtk_widget_class_bind_template_callback (widget_class, on_walk_in);
  gtk_widget_class_bind_template_callback (widget_class, on_recent);
  gtk_widget_class_bind_template_callback (widget_class, on_list);
  gtk_widget_class_bind_template_callback (widget_class, on_live);
  gtk_widget_class_bind_template_callback (widget_class, on_lock);
  gtk_widget_class_bind_template_callback (widget_class, on_undo);
}

static void
foyer_desk_page_init (FoyerDeskPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Staff desk"), -1);
}

static GtkWidget *
add_page (FoyerDeskPage *self, const char *name, GtkWidget *page)
{
  gtk_widget_set_visible (page, FALSE);
  gtk_stack_add_named (self->stack, page, name);
  return page;
}

static void
listen_to_rows (FoyerDeskPage *self, GtkWidget *page)
{
  g_signal_connect_object (page, "chosen", G_CALLBACK (on_chosen), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (page, "asked", G_CALLBACK (on_asked), self, G_CONNECT_SWAPPED);
}

static void
add_live_pages (FoyerDeskPage *self, FoyerHealth *health, FoyerNeighbours *neighbours)
{
  self->live = add_page (self, "live", foyer_live_page_new (self->door, health, neighbours));
  self->notice = add_page (self, "notice", foyer_notice_page_new (self->door));
  g_signal_connect_object (self->live, "notice", G_CALLBACK (on_notice), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->live, "told", G_CALLBACK (on_told), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->notice, "done", G_CALLBACK (on_notice_done), self, G_CONNECT_SWAPPED);
  listen_to_rows (self, self->live);
}

static void
make_pages (FoyerDeskPage *self, FoyerHealth *health, FoyerPrintQueue *badges)
{
  GtkWidget *lock = add_page (self, "lock", foyer_lock_page_new (self->door));

  self->find = add_page (self, "find", foyer_find_page_new (self->door, badges));
  self->guest = add_page (self, "guest", foyer_guest_page_new (self->door));
  self->walk_in = add_page (self, "walk-in", foyer_walk_in_page_new (self->door));
  self->recent = add_page (self, "recent", foyer_recent_page_new (self->door, badges));
  add_page (self, "question", foyer_question_page_new (self->door));
  self->lists = add_page (self, "lists", foyer_lists_page_new (self->door));
  self->ready = add_page (self, "ready", foyer_ready_page_new (self->door, health));
  g_signal_connect_object (self->lists, "ready", G_CALLBACK (on_ready), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->lists, "done", G_CALLBACK (on_list_done), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->find, "lists", G_CALLBACK (on_list), self, G_CONNECT_SWAPPED);
  /* What was said of the last guest is not the answer to the next one's name. */
  g_signal_connect_object (self->find, "typed", G_CALLBACK (hide_strip), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (lock, "left", G_CALLBACK (on_lock_left), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->guest, "done", G_CALLBACK (on_done), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->guest, "told", G_CALLBACK (on_told), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->walk_in, "chosen", G_CALLBACK (on_chosen), self, G_CONNECT_SWAPPED);
  listen_to_rows (self, self->find);
  listen_to_rows (self, self->recent);
}

GtkWidget *
foyer_desk_page_new (FoyerDoor *door, FoyerHealth *health, FoyerNeighbours *neighbours,
                     FoyerPrintQueue *badges)
{
  FoyerDeskPage *self = g_object_new (FOYER_TYPE_DESK_PAGE, NULL);

  self->door = g_object_ref (door);
  make_pages (self, health, badges);
  add_live_pages (self, health, neighbours);
  self->state_id = g_signal_connect_swapped (door, "notify::state", G_CALLBACK (on_state), self);
  self->event_id = g_signal_connect_swapped (door, "event-changed", G_CALLBACK (show_event), self);
  self->session_id = g_signal_connect_swapped (foyer_door_get_session (door), "notify::names",
                                               G_CALLBACK (show_session), self);
  show_event (self);
  show_session (self);
  return GTK_WIDGET (self);
}
