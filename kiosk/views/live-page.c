/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-live-page"

#include "live-page.h"

#include "action-button.h"
#include "arrivals-chart.h"
#include "clock.h"
#include "desk.h"
#include "guest-row.h"
#include "live-cards.h"
#include "live-sums.h"
#include "live-words.h"
#include "stage.h"
#include "wrapped-label.h"

#include <glib/gi18n.h>

/* Between two readings, and so many times as long as one took: a kiosk with a
 * large event has more to do than to be looked at. */
#define REFRESH_MS   3000
#define REFRESH_PART 5

struct _FoyerLivePage {
  GtkWidget        parent_instance;

  FoyerDoor       *door;
  FoyerHealth     *health;
  FoyerNeighbours *neighbours;
  gulong           neighbours_id;
  gulong           stage_id;
  GtkWidget       *stage;       /* (nullable): while on one */
  FoyerLive       *live;        /* (nullable): as read last */
  char            *list;        /* (nullable): id of what is looked at */
  GCancellable    *reading;     /* (nullable): while something is read */
  gint64           begun_us;    /* monotonic */
  guint            timer;

  GtkWidget       *scroller;
  GtkWidget       *columns;     /* one below the other, or side by side */
  GtkWidget       *sums;
  GtkLabel        *line;
  GtkLabel        *rate;
  GtkLabel        *complete;
  GtkWidget       *chart;
  FoyerCard       *arrivals;
  FoyerCard       *categories;
  FoyerCard       *channels;
  FoyerCard       *conflicts;
  FoyerCard       *entries;
  FoyerCard       *refusals;
  FoyerCard       *kiosks;
};

enum { ASKED, CHOSEN, NOTICE, TOLD, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_TYPE (FoyerLivePage, foyer_live_page, GTK_TYPE_WIDGET)

static void refresh (FoyerLivePage *self);

/* What is touched. */

static void
on_settle (GtkButton *button, FoyerLivePage *self)
{
  g_autofree char *registration = g_strdup (g_object_get_data (G_OBJECT (button), "registration"));
  g_autofree char *entry = g_strdup (g_object_get_data (G_OBJECT (button), "entry"));

  g_signal_emit (self, signals[ASKED], 0, registration, entry, (guint) FOYER_GUEST_SETTLE);
}

static void
on_chosen (GtkButton *button, FoyerLivePage *self)
{
  g_autofree char *registration = g_strdup (g_object_get_data (G_OBJECT (button), "registration"));

  g_signal_emit (self, signals[CHOSEN], 0, registration);
}

static void
on_written (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (FoyerLivePage) self = user_data;
  g_autofree char *trouble = foyer_desk_write_finish (result);

  if (self->door == NULL)
    return;
  g_signal_emit (self, signals[TOLD], 0, trouble ? trouble : _("Settled. It is not shown any more."));
  refresh (self);
}

static void
on_settled (GtkButton *button, FoyerLivePage *self)
{
  FoyerDeed deed = { FOYER_DEED_RESOLVE, .about = g_object_get_data (G_OBJECT (button), "entry"),
                     .text = _("Seen at the desk") };

  foyer_desk_do_async (self->door, &deed, on_written, g_object_ref (self));
}

static void
on_list (FoyerLivePage *self, const char *list)
{
  g_free (self->list);
  self->list = g_strdup (list);
  foyer_session_touch (foyer_door_get_session (self->door));
  refresh (self);
}

static void
on_notice (FoyerLivePage *self)
{
  g_signal_emit (self, signals[NOTICE], 0);
}

/* Whoever scrolls is still there. */
static void
on_scrolled (FoyerLivePage *self)
{
  foyer_session_touch (foyer_door_get_session (self->door));
}

/* Showing. */

static void
show_kiosks (FoyerLivePage *self, const FoyerEvent *event)
{
  g_autofree char *complete =
    foyer_neighbours_complete (self->neighbours, self->live->kiosks, self->health, event);
  g_autoptr (GPtrArray) rows =
    foyer_neighbours_tell (self->neighbours, self->live->kiosks, self->health, event, self->live->at_us);
  gint64 as_of_us = foyer_neighbours_get_as_of (self->neighbours);
  gboolean alone = foyer_health_get_alone_since (self->health) != 0;
  g_autofree char *time = as_of_us ? foyer_event_clock_time (event, as_of_us) : NULL;
  /* Translators: %s is a time of day. */
  g_autofree char *title = alone && time ? g_strdup_printf (_("Kiosks and printers, as of %s"), time)
                                         : g_strdup (_("Kiosks and printers"));

  gtk_label_set_label (self->complete, complete);
  gtk_widget_set_visible (GTK_WIDGET (self->complete), *complete != '\0');
  foyer_card_set_title (self->kiosks, title);
  foyer_live_cards_show_kiosks (self->kiosks, rows);
}

static void
show_arrivals (FoyerLivePage *self, const FoyerEvent *event)
{
  g_autofree char *line = foyer_live_tell_line (self->live, event);
  g_autofree char *rate = foyer_live_tell_rate (self->live);

  gtk_label_set_label (self->line, line);
  gtk_label_set_label (self->rate, rate ? rate : "");
  gtk_widget_set_visible (GTK_WIDGET (self->rate), rate != NULL);
  foyer_arrivals_chart_show (FOYER_ARRIVALS_CHART (self->chart), self->live, event);
  gtk_widget_set_visible (GTK_WIDGET (self->arrivals), self->live->buckets->len > 0);
}

static void
show_live (FoyerLivePage *self)
{
  const FoyerEvent *event = foyer_door_get_event (self->door);

  if (event == NULL || self->live == NULL)
    return;
  foyer_live_sums_show (FOYER_LIVE_SUMS (self->sums), self->live, event);
  show_arrivals (self, event);
  foyer_live_cards_show_counts (self->categories, self->live->categories, foyer_live_category);
  foyer_live_cards_show_counts (self->channels, self->live->channels, foyer_live_channel);
  foyer_live_cards_show_refusals (self->refusals, self->live->turned_away);
  foyer_live_cards_show_conflicts (self->conflicts, self->live->conflicts, G_CALLBACK (on_settle), self);
  foyer_live_cards_show_entries (self->entries, self->live, event, G_CALLBACK (on_chosen),
                                 G_CALLBACK (on_settled), self);
  show_kiosks (self, event);
  gtk_widget_set_visible (self->columns, TRUE);
}

/* Reading. */

static gboolean
on_time (gpointer user_data)
{
  FoyerLivePage *self = user_data;

  self->timer = 0;
  refresh (self);
  return G_SOURCE_REMOVE;
}

static void
wait (FoyerLivePage *self)
{
  gint64 took_ms = (g_get_monotonic_time () - self->begun_us) / 1000;

  g_clear_handle_id (&self->timer, g_source_remove);
  self->timer = g_timeout_add ((guint) MAX (took_ms * REFRESH_PART, REFRESH_MS), on_time, self);
}

static void
on_live (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (FoyerLivePage) self = user_data;
  g_autoptr (GError) error = NULL;
  FoyerLive *live = foyer_live_finish (result, &error);

  /* Cancelled: another reading is under way, or nobody looks any more. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_object (&self->reading);
  if (live == NULL)
    g_warning ("how the event is doing could not be read: %s", error->message);
  else {
    foyer_live_free (self->live);
    self->live = live;
    show_live (self);
  }
  wait (self);
}

static void
stop (FoyerLivePage *self)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  if (self->reading != NULL)
    g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
}

static void
refresh (FoyerLivePage *self)
{
  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  stop (self);
  self->reading = g_cancellable_new ();
  self->begun_us = g_get_monotonic_time ();
  foyer_live_async (self->door, self->list, self->reading, on_live, g_object_ref (self));
}

void
foyer_live_page_show (FoyerLivePage *self)
{
  const FoyerList *list = foyer_door_get_list (self->door);

  g_free (self->list);
  self->list = g_strdup (list ? list->id : NULL);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scroller)), 0);
  refresh (self);
}

static void
foyer_live_page_map (GtkWidget *widget)
{
  FoyerLivePage *self = FOYER_LIVE_PAGE (widget);

  GTK_WIDGET_CLASS (foyer_live_page_parent_class)->map (widget);
  foyer_neighbours_set_watched (self->neighbours, TRUE);
  refresh (self);
}

static void
foyer_live_page_unmap (GtkWidget *widget)
{
  FoyerLivePage *self = FOYER_LIVE_PAGE (widget);

  stop (self);
  foyer_neighbours_set_watched (self->neighbours, FALSE);
  GTK_WIDGET_CLASS (foyer_live_page_parent_class)->unmap (widget);
}

/* One below the other, or side by side. */

static void
on_wide (FoyerLivePage *self)
{
  gboolean wide;

  g_object_get (self->stage, "wide", &wide, NULL);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->columns), wide ? GTK_ORIENTATION_HORIZONTAL
                                                                       : GTK_ORIENTATION_VERTICAL);
  gtk_box_set_homogeneous (GTK_BOX (self->columns), wide);
}

static void
foyer_live_page_root (GtkWidget *widget)
{
  FoyerLivePage *self = FOYER_LIVE_PAGE (widget);

  GTK_WIDGET_CLASS (foyer_live_page_parent_class)->root (widget);
  self->stage = gtk_widget_get_ancestor (widget, FOYER_TYPE_STAGE);
  if (self->stage == NULL)
    return;
  self->stage_id = g_signal_connect_swapped (self->stage, "notify::wide", G_CALLBACK (on_wide), self);
  on_wide (self);
}

static void
foyer_live_page_unroot (GtkWidget *widget)
{
  FoyerLivePage *self = FOYER_LIVE_PAGE (widget);

  if (self->stage != NULL)
    g_clear_signal_handler (&self->stage_id, self->stage);
  self->stage = NULL;
  GTK_WIDGET_CLASS (foyer_live_page_parent_class)->unroot (widget);
}

/* The widget. */

static void
foyer_live_page_dispose (GObject *object)
{
  FoyerLivePage *self = FOYER_LIVE_PAGE (object);

  stop (self);
  if (self->neighbours != NULL)
    g_clear_signal_handler (&self->neighbours_id, self->neighbours);
  g_clear_object (&self->neighbours);
  g_clear_object (&self->health);
  g_clear_object (&self->door);
  g_clear_pointer (&self->live, foyer_live_free);
  g_clear_pointer (&self->list, g_free);
  g_clear_pointer (&self->scroller, gtk_widget_unparent);
  G_OBJECT_CLASS (foyer_live_page_parent_class)->dispose (object);
}

static void
foyer_live_page_class_init (FoyerLivePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_live_page_dispose;
  widget_class->map = foyer_live_page_map;
  widget_class->unmap = foyer_live_page_unmap;
  widget_class->root = foyer_live_page_root;
  widget_class->unroot = foyer_live_page_unroot;
  signals[ASKED] = g_signal_new ("asked", FOYER_TYPE_LIVE_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 3, G_TYPE_STRING, G_TYPE_STRING, G_TYPE_UINT);
  signals[CHOSEN] = g_signal_new ("chosen", FOYER_TYPE_LIVE_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[NOTICE] = g_signal_new ("notice", FOYER_TYPE_LIVE_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 0);
  signals[TOLD] = g_signal_new ("told", FOYER_TYPE_LIVE_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_set_css_name (widget_class, "livepage");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static FoyerCard *
add_card (GtkWidget *column, const char *title)
{
  GtkWidget *card = foyer_card_new (title);

  gtk_box_append (GTK_BOX (column), card);
  return FOYER_CARD (card);
}

static GtkLabel *
add_label (GtkWidget *column, const char *style)
{
  GtkWidget *label = foyer_wrapped_label_new (NULL, style);

  gtk_box_append (GTK_BOX (column), label);
  return GTK_LABEL (label);
}

/* How far apart is the style sheet's. */
static GtkWidget *
make_column (void)
{
  GtkWidget *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_widget_add_css_class (column, "column");
  return column;
}

static GtkWidget *
make_left (FoyerLivePage *self)
{
  GtkWidget *column = make_column ();

  self->sums = foyer_live_sums_new ();
  gtk_box_append (GTK_BOX (column), self->sums);
  self->line = add_label (column, "live-line");
  self->rate = add_label (column, "live-rate");
  self->complete = add_label (column, "live-rate");
  self->arrivals = add_card (column, _("Arrivals per ten minutes"));
  self->chart = foyer_arrivals_chart_new ();
  foyer_card_begin (self->arrivals, "");
  foyer_card_add (self->arrivals, self->chart);
  foyer_card_add (self->arrivals, foyer_arrivals_chart_legend_new ());
  return column;
}

static GtkWidget *
make_right (FoyerLivePage *self)
{
  GtkWidget *column = make_column ();
  GtkWidget *notice = foyer_action_button_new ("notice", _("Say something on all kiosks…"));

  self->conflicts = add_card (column, _("Came in twice"));
  self->entries = add_card (column, _("Not at the hub"));
  self->kiosks = add_card (column, _("Kiosks and printers"));
  self->categories = add_card (column, _("By category"));
  self->channels = add_card (column, _("By channel"));
  self->refusals = add_card (column, _("Turned away"));
  g_signal_connect_swapped (notice, "clicked", G_CALLBACK (on_notice), self);
  gtk_box_append (GTK_BOX (column), notice);
  return column;
}

static void
foyer_live_page_init (FoyerLivePage *self)
{
  self->scroller = gtk_scrolled_window_new ();
  self->columns = gtk_box_new (GTK_ORIENTATION_VERTICAL, 20);
  gtk_box_append (GTK_BOX (self->columns), make_left (self));
  gtk_box_append (GTK_BOX (self->columns), make_right (self));
  /* Until there is something to show. */
  gtk_widget_set_visible (self->columns, FALSE);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), self->columns);
  gtk_widget_set_parent (self->scroller, GTK_WIDGET (self));
  g_signal_connect_swapped (self->sums, "chosen", G_CALLBACK (on_list), self);
  g_signal_connect_object (gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scroller)),
                           "value-changed", G_CALLBACK (on_scrolled), self, G_CONNECT_SWAPPED);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Live"), -1);
}

GtkWidget *
foyer_live_page_new (FoyerDoor *door, FoyerHealth *health, FoyerNeighbours *neighbours)
{
  FoyerLivePage *self = g_object_new (FOYER_TYPE_LIVE_PAGE, NULL);

  self->door = g_object_ref (door);
  self->health = g_object_ref (health);
  self->neighbours = g_object_ref (neighbours);
  self->neighbours_id = g_signal_connect_swapped (neighbours, "changed", G_CALLBACK (show_live), self);
  return GTK_WIDGET (self);
}
