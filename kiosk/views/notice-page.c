/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-notice-page"

#include "notice-page.h"

#include "action-button.h"
#include "clock.h"
#include "language.h"
#include "pages.h"
#include "row.h"
#include "sentence.h"
#include "text-form.h"

#include <glib/gi18n.h>

struct _FoyerNoticePage {
  GtkWidget      parent_instance;

  FoyerDoor     *door;
  gulong         notices_id;
  FoyerNotice   *notice;      /* (nullable): as far as it is written */
  const char    *said;        /* when it is done */

  GtkStack      *stack;
  GtkWidget     *texts;
  GtkWidget     *audiences;
  GtkWidget     *times;
  FoyerTextForm *form;
};

enum { DONE, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_TYPE (FoyerNoticePage, foyer_notice_page, GTK_TYPE_WIDGET)

/* What is said most: in both languages, whoever says it. */
static const char * const usual[][5] = {
  { "zh_CN", "请稍候，活动推迟十分钟开始。", "en", "Please wait: the programme begins ten minutes later.", NULL },
  { "zh_CN", "这里排队较长，请也到其他签到台。", "en", "The line is long here: please use the other desks too.", NULL },
  { "zh_CN", "请尽快入场，活动马上开始。", "en", "Please take your seats: the programme begins now.", NULL },
  { "zh_CN", "现在可以领取午餐。", "en", "Lunch is ready now.", NULL },
};

static void
leave (FoyerNoticePage *self)
{
  g_signal_emit (self, signals[DONE], 0, NULL);
}

static void
on_written (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (FoyerNoticePage) self = user_data;
  g_autofree char *trouble = foyer_desk_write_finish (result);

  if (self->door != NULL)
    g_signal_emit (self, signals[DONE], 0, trouble ? trouble : self->said);
}

static void
write_down (FoyerNoticePage *self, const FoyerDeed *deed, const char *said)
{
  self->said = said;
  foyer_desk_do_async (self->door, deed, on_written, g_object_ref (self));
}

/* A question with a few answers. */

static GtkWidget *
ask (GtkWidget *box, const char *question)
{
  GtkWidget *title = gtk_label_new (question);

  foyer_rows_clear (box);
  gtk_label_set_wrap (GTK_LABEL (title), TRUE);
  gtk_label_set_natural_wrap_mode (GTK_LABEL (title), GTK_NATURAL_WRAP_NONE);
  gtk_label_set_justify (GTK_LABEL (title), GTK_JUSTIFY_CENTER);
  gtk_widget_add_css_class (title, "title");
  gtk_box_append (GTK_BOX (box), title);
  return box;
}

static GtkWidget *
offer (FoyerNoticePage *self, GtkWidget *box, const char *symbol, const char *text, GCallback on_clicked)
{
  GtkWidget *button = foyer_action_button_new (symbol, text);

  g_signal_connect (button, "clicked", on_clicked, self);
  gtk_box_append (GTK_BOX (box), button);
  return button;
}

static void
on_never_mind (GtkButton *button, FoyerNoticePage *self)
{
  leave (self);
}

/* For how long. */

static void
on_time (GtkButton *button, FoyerNoticePage *self)
{
  gint64 minutes = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (button), "minutes"));
  FoyerDeed deed = { FOYER_DEED_NOTICE, .notice = self->notice };

  self->notice->until_us = minutes > 0 ? foyer_clock_now_us () + minutes * G_TIME_SPAN_MINUTE : 0;
  write_down (self, &deed, _("It is on all kiosks now, and on those that are alone when they are back."));
}

static void
ask_time (FoyerNoticePage *self)
{
  const struct { int minutes; const char *text; } times[] = {
    { 15, _("15 minutes") }, { 60, _("An hour") }, { 0, _("Until somebody takes it back") },
  };
  GtkWidget *box = ask (self->times, _("For how long?"));

  for (gsize i = 0; i < G_N_ELEMENTS (times); i++) {
    GtkWidget *button = offer (self, box, "recent", times[i].text, G_CALLBACK (on_time));

    g_object_set_data (G_OBJECT (button), "minutes", GINT_TO_POINTER (times[i].minutes));
  }
  offer (self, box, "back", _("Never mind"), G_CALLBACK (on_never_mind));
  foyer_pages_show (self->stack, "times");
}

/* To whom. */

static void
on_everyone (GtkButton *button, FoyerNoticePage *self)
{
  self->notice->audience = FOYER_NOTICE_FOR_EVERYONE;
  ask_time (self);
}

static void
on_staff (GtkButton *button, FoyerNoticePage *self)
{
  self->notice->audience = FOYER_NOTICE_FOR_STAFF;
  ask_time (self);
}

static void
ask_audience (FoyerNoticePage *self)
{
  GtkWidget *box = ask (self->audiences, _("Who should read it?"));

  offer (self, box, "people", _("Everyone, guests too"), G_CALLBACK (on_everyone));
  offer (self, box, "lock", _("Volunteers only"), G_CALLBACK (on_staff));
  offer (self, box, "back", _("Never mind"), G_CALLBACK (on_never_mind));
  foyer_pages_show (self->stack, "audiences");
}

/* @text: (transfer full): in one language or several */
static void
begin (FoyerNoticePage *self, FoyerWords text)
{
  g_clear_pointer (&self->notice, foyer_notice_free);
  self->notice = foyer_notice_new ();
  self->notice->text = text;
  ask_audience (self);
}

/* What. */

static void
on_usual (GtkButton *button, FoyerNoticePage *self)
{
  char * const *text = g_object_get_data (G_OBJECT (button), "text");

  begin (self, g_strdupv ((char **) text));
}

static void
on_own_words (GtkButton *button, FoyerNoticePage *self)
{
  foyer_pages_show (self->stack, "form");
  foyer_text_form_ask (self->form, _("What should everyone know?"), NULL, GTK_INPUT_PURPOSE_FREE_FORM);
}

static void
on_given (FoyerNoticePage *self, const char *text)
{
  g_autofree char *too_long = NULL;

  if (g_utf8_strlen (text, -1) <= FOYER_NOTICE_MAX) {
    begin (self, g_strdupv ((char *[]) { (char *) "", (char *) text, NULL }));
    return;
  }
  too_long = g_strdup_printf (_("Shorter, please: at most %d letters"), FOYER_NOTICE_MAX);
  foyer_text_form_ask (self->form, too_long, text, GTK_INPUT_PURPOSE_FREE_FORM);
}

static void
on_take_back (GtkButton *button, FoyerNoticePage *self)
{
  FoyerDeed deed = { FOYER_DEED_UNDO, .about = g_object_get_data (G_OBJECT (button), "notice"),
                     .text = _("Taken back at the desk") };

  write_down (self, &deed, _("Taken back. It leaves all kiosks."));
}

/* "until 09:15 · everyone" */
static char *
details_of (FoyerNoticePage *self, const FoyerNotice *notice)
{
  const FoyerEvent *event = foyer_door_get_event (self->door);
  const FoyerStaff *staff = event && notice->staff ? foyer_event_staff (event, notice->staff) : NULL;
  g_autofree char *time = event && notice->until_us ? foyer_event_clock_time (event, notice->until_us) : NULL;
  /* Translators: %s is a time of day. */
  g_autofree char *until =
    time ? g_strdup_printf (_("until %s"), time) : g_strdup (_("until somebody takes it back"));
  const char *who = _("for volunteers");

  if (notice->audience == FOYER_NOTICE_FOR_EVERYONE)
    who = _("for everyone");
  return staff != NULL ? g_strjoin (" · ", who, until, staff->name, NULL) : g_strjoin (" · ", who, until, NULL);
}

static void
add_notice (FoyerNoticePage *self, const FoyerNotice *notice)
{
  g_autofree char *details = details_of (self, notice);
  const char *text = foyer_language_words (notice->text);
  GtkWidget *row = foyer_row_new ("notice", text, details, FALSE);
  GtkWidget *back = foyer_action_button_new ("undo", _("Take back"));

  g_object_set_data_full (G_OBJECT (back), "notice", g_strdup (notice->id), g_free);
  gtk_accessible_update_property (GTK_ACCESSIBLE (back), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text, -1);
  g_signal_connect (back, "clicked", G_CALLBACK (on_take_back), self);
  gtk_widget_set_valign (back, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (row), back);
  gtk_box_append (GTK_BOX (self->texts), row);
}

static void
show_texts (FoyerNoticePage *self)
{
  FoyerNoticeBoard *board = foyer_door_get_notices (self->door);
  GtkWidget *box = ask (self->texts, _("Say it on all kiosks"));

  for (guint i = 0; i < foyer_notice_board_count (board); i++)
    add_notice (self, foyer_notice_board_get (board, i));
  for (gsize i = 0; i < G_N_ELEMENTS (usual); i++) {
    char * const *text = (char * const *) usual[i];
    GtkWidget *button = offer (self, box, NULL, foyer_language_words (text), G_CALLBACK (on_usual));

    g_object_set_data (G_OBJECT (button), "text", (gpointer) usual[i]);
  }
  offer (self, box, "edit", _("In your own words…"), G_CALLBACK (on_own_words));
  offer (self, box, "back", _("Never mind"), G_CALLBACK (on_never_mind));
}

void
foyer_notice_page_show (FoyerNoticePage *self)
{
  show_texts (self);
  foyer_pages_show (self->stack, "texts");
}

static void
foyer_notice_page_dispose (GObject *object)
{
  FoyerNoticePage *self = FOYER_NOTICE_PAGE (object);

  if (self->door != NULL)
    g_clear_signal_handler (&self->notices_id, foyer_door_get_notices (self->door));
  g_clear_object (&self->door);
  g_clear_pointer (&self->notice, foyer_notice_free);
  if (self->stack != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->stack));
  self->stack = NULL;
  G_OBJECT_CLASS (foyer_notice_page_parent_class)->dispose (object);
}

static void
foyer_notice_page_class_init (FoyerNoticePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_notice_page_dispose;
  signals[DONE] = g_signal_new ("done", FOYER_TYPE_NOTICE_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static GtkWidget *
add_box (FoyerNoticePage *self, const char *name)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *scroller = gtk_scrolled_window_new ();

  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), box);
  gtk_stack_add_named (self->stack, scroller, name);
  return box;
}

static void
foyer_notice_page_init (FoyerNoticePage *self)
{
  self->stack = GTK_STACK (gtk_stack_new ());
  gtk_stack_set_vhomogeneous (self->stack, FALSE);
  gtk_stack_set_hhomogeneous (self->stack, FALSE);
  gtk_widget_set_parent (GTK_WIDGET (self->stack), GTK_WIDGET (self));
  self->texts = add_box (self, "texts");
  self->audiences = add_box (self, "audiences");
  self->times = add_box (self, "times");
  self->form = g_object_new (FOYER_TYPE_TEXT_FORM, NULL);
  gtk_stack_add_named (self->stack, GTK_WIDGET (self->form), "form");
  g_signal_connect_object (self->form, "given", G_CALLBACK (on_given), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->form, "left", G_CALLBACK (leave), self, G_CONNECT_SWAPPED);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Say it on all kiosks"), -1);
}

GtkWidget *
foyer_notice_page_new (FoyerDoor *door)
{
  FoyerNoticePage *self = g_object_new (FOYER_TYPE_NOTICE_PAGE, NULL);

  self->door = g_object_ref (door);
  self->notices_id = g_signal_connect_swapped (foyer_door_get_notices (door), "changed",
                                               G_CALLBACK (show_texts), self);
  show_texts (self);
  return GTK_WIDGET (self);
}
