/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-ready-page"

#include "ready-page.h"

#include "action-button.h"
#include "button-row.h"
#include "clock.h"
#include "headcount.h"
#include "wrapped-label.h"

#include <glib/gi18n.h>

/* One thing that has to work. */
typedef struct {
  GtkWidget *box;
  GtkImage  *image;
  GtkLabel  *text;
  GtkLabel  *remedy;
} Row;

struct _FoyerReadyPage {
  GtkWidget    parent_instance;

  FoyerDoor   *door;
  FoyerHealth *health;
  gulong       health_id;
  gint64       registrations;   /* 0 none, or not counted yet */

  GtkWidget   *box;
  GtkLabel    *title;
  GtkWidget   *rows;
  Row          checks[FOYER_CHECK_N + 1];   /* the last: the guests */
};

G_DEFINE_TYPE (FoyerReadyPage, foyer_ready_page, GTK_TYPE_WIDGET)

static void
on_play (FoyerReadyPage *self)
{
  g_signal_emit_by_name (self->door, "sound", (guint) FOYER_DOOR_SOUND_ADMITTED);
}

static void
on_try_camera (FoyerReadyPage *self)
{
  foyer_health_expect_code (self->health, TRUE);
}

static void
on_try_badge (FoyerReadyPage *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.try-badge", NULL);
}

/* (nullable): with which it is tried out. */
static GtkWidget *
make_trial (FoyerReadyPage *self, FoyerCheck check)
{
  static const struct {
    FoyerCheck  check;
    const char *symbol;
    const char *text;
    void      (*func) (FoyerReadyPage *self);
  } trials[] = {
    { FOYER_CHECK_SOUND, "recent",  N_("Play a sound"),       on_play },
    { FOYER_CHECK_CODE,  "camera",  N_("Try the camera"),     on_try_camera },
    { FOYER_CHECK_BADGE, "printer", N_("Print a test badge"), on_try_badge },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (trials); i++) {
    GtkWidget *button;

    if (trials[i].check != check)
      continue;
    button = foyer_action_button_new (trials[i].symbol, _(trials[i].text));
    g_signal_connect_swapped (button, "clicked", G_CALLBACK (trials[i].func), self);
    gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
    return button;
  }
  return NULL;
}

static Row
make_row (FoyerReadyPage *self, FoyerCheck check)
{
  GtkWidget *image = g_object_new (GTK_TYPE_IMAGE, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  Row row = { gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 20), GTK_IMAGE (image),
              GTK_LABEL (foyer_wrapped_label_new (NULL, "name")),
              GTK_LABEL (foyer_wrapped_label_new (NULL, "details")) };
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *trial = make_trial (self, check);

  gtk_box_append (GTK_BOX (words), GTK_WIDGET (row.text));
  gtk_box_append (GTK_BOX (words), GTK_WIDGET (row.remedy));
  gtk_widget_set_hexpand (words, TRUE);
  gtk_widget_set_valign (words, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (row.box), GTK_WIDGET (row.image));
  gtk_box_append (GTK_BOX (row.box), words);
  if (trial != NULL)
    gtk_box_append (GTK_BOX (row.box), trial);
  gtk_widget_add_css_class (row.box, "check");
  gtk_box_append (GTK_BOX (self->rows), row.box);
  return row;
}

/* @remedy: (nullable): all is well */
static void
show_row (const Row *row, const char *text, const char *remedy)
{
  gtk_image_set_from_icon_name (row->image, remedy ? "foyer-trouble-symbolic" : "foyer-check-symbolic");
  gtk_label_set_label (row->text, text);
  gtk_label_set_label (row->remedy, remedy ? remedy : "");
  gtk_widget_set_visible (GTK_WIDGET (row->remedy), remedy != NULL);
  gtk_widget_remove_css_class (row->box, remedy ? "good" : "attention");
  gtk_widget_add_css_class (row->box, remedy ? "attention" : "good");
}

static char *
tell_guests (FoyerReadyPage *self, char **remedy)
{
  *remedy = self->registrations > 0
              ? NULL : g_strdup (_("Nobody is registered. Import the registrations at the hub."));
  return g_strdup_printf (ngettext ("%d registration is here", "%d registrations are here",
                                    (gulong) self->registrations), (int) self->registrations);
}

static void
show_checks (FoyerReadyPage *self)
{
  guint failing = 0;

  for (int i = 0; i <= FOYER_CHECK_N; i++) {
    g_autofree char *text = NULL;
    g_autofree char *remedy = NULL;

    if (i == FOYER_CHECK_N)
      text = tell_guests (self, &remedy);
    else
      foyer_health_check (self->health, (FoyerCheck) i, foyer_clock_now_us (), &text, &remedy);
    show_row (&self->checks[i], text, remedy);
    failing += remedy != NULL;
  }
  gtk_label_set_label (self->title, failing == 0 ? _("Ready: the doors can open") : _("Before the doors open"));
}

/* First what someone has to see to. Only when the page comes up: later, nothing
 * moves away under a finger. */
static void
put_in_order (FoyerReadyPage *self)
{
  GtkWidget *last = NULL;

  for (int well = FALSE; well <= TRUE; well++) {
    for (int i = 0; i <= FOYER_CHECK_N; i++) {
      GtkWidget *box = self->checks[i].box;

      if (gtk_widget_has_css_class (box, "good") == well) {
        gtk_box_reorder_child_after (GTK_BOX (self->rows), box, last);
        last = box;
      }
    }
  }
}

static gpointer
count_job (FoyerStore *store, gpointer data, GError **error)
{
  gint64 *count = g_new0 (gint64, 1);

  *count = foyer_headcount_registrations (store, error);
  if (*count >= 0)
    return count;
  g_free (count);
  return NULL;
}

static void
on_counted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (FoyerReadyPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree gint64 *count = foyer_replica_finish (FOYER_REPLICA (source), result, &error);

  if (self->door == NULL)
    return;
  if (count == NULL)
    g_warning ("the registrations could not be counted: %s", error->message);
  self->registrations = count ? *count : 0;
  show_checks (self);
}

void
foyer_ready_page_refresh (FoyerReadyPage *self)
{
  foyer_replica_read_async (foyer_door_get_replica (self->door), count_job, NULL, NULL, g_free, NULL,
                            on_counted, g_object_ref (self));
}

static void
on_health (FoyerReadyPage *self)
{
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    show_checks (self);
}

static void
on_rehearse (FoyerReadyPage *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.rehearse", NULL);
}

static void
on_setup (FoyerReadyPage *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.setup", NULL);
}

/* Only while someone looks is it worth looking at everything. */

static void
foyer_ready_page_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (foyer_ready_page_parent_class)->map (widget);
  foyer_health_look (FOYER_READY_PAGE (widget)->health, TRUE);
  show_checks (FOYER_READY_PAGE (widget));
  put_in_order (FOYER_READY_PAGE (widget));
}

static void
foyer_ready_page_unmap (GtkWidget *widget)
{
  FoyerHealth *health = FOYER_READY_PAGE (widget)->health;

  GTK_WIDGET_CLASS (foyer_ready_page_parent_class)->unmap (widget);
  if (health == NULL)
    return;
  foyer_health_look (health, FALSE);
  foyer_health_expect_code (health, FALSE);
}

static void
foyer_ready_page_dispose (GObject *object)
{
  FoyerReadyPage *self = FOYER_READY_PAGE (object);

  if (self->health != NULL)
    g_clear_signal_handler (&self->health_id, self->health);
  g_clear_object (&self->health);
  g_clear_object (&self->door);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  G_OBJECT_CLASS (foyer_ready_page_parent_class)->dispose (object);
}

static void
foyer_ready_page_class_init (FoyerReadyPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_ready_page_dispose;
  widget_class->map = foyer_ready_page_map;
  widget_class->unmap = foyer_ready_page_unmap;
  gtk_widget_class_set_css_name (widget_class, "readypage");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
add_button (FoyerReadyPage *self, GtkWidget *buttons, const char *symbol, const char *text, GCallback callback)
{
  GtkWidget *button = foyer_action_button_new (symbol, text);

  g_signal_connect_swapped (button, "clicked", callback, self);
  gtk_widget_set_parent (button, buttons);
}

static void
foyer_ready_page_init (FoyerReadyPage *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *buttons = foyer_button_row_new ();

  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 16);
  self->title = GTK_LABEL (foyer_wrapped_label_new (NULL, "title"));
  self->rows = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), self->rows);
  gtk_widget_set_vexpand (scroller, TRUE);
  for (int i = 0; i <= FOYER_CHECK_N; i++)
    self->checks[i] = make_row (self, (FoyerCheck) i);
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->title));
  gtk_box_append (GTK_BOX (self->box), scroller);
  add_button (self, buttons, "ticket", _("Rehearse"), G_CALLBACK (on_rehearse));
  add_button (self, buttons, "edit", _("Set-up"), G_CALLBACK (on_setup));
  gtk_box_append (GTK_BOX (self->box), buttons);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Before the doors open"), -1);
}

GtkWidget *
foyer_ready_page_new (FoyerDoor *door, FoyerHealth *health)
{
  FoyerReadyPage *self = g_object_new (FOYER_TYPE_READY_PAGE, NULL);

  self->door = g_object_ref (door);
  self->health = g_object_ref (health);
  self->health_id = g_signal_connect_swapped (health, "changed", G_CALLBACK (on_health), self);
  show_checks (self);
  return GTK_WIDGET (self);
}
