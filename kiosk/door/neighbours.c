/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-neighbours"

#include "neighbours.h"

#include "headcount.h"

#include <glib/gi18n-lib.h>

/* A kiosk tells how it is each minute: two without a word is silence. */
#define SILENT_US (2 * G_TIME_SPAN_MINUTE)

struct _FoyerNeighbours {
  GObject    parent_instance;

  char      *own;
  GPtrArray *kiosks;     /* (nullable) */
  gint64     as_of_us;
  gboolean   watched;
};

enum { PROP_WATCHED = 1, N_PROPS };
static GParamSpec *props[N_PROPS];

enum { CHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_TYPE (FoyerNeighbours, foyer_neighbours, G_TYPE_OBJECT)

void
foyer_neighbours_set_own (FoyerNeighbours *self, const char *own)
{
  g_free (self->own);
  self->own = g_strdup (own);
}

void
foyer_neighbours_set (FoyerNeighbours *self, GPtrArray *kiosks, gint64 as_of_us)
{
  if (self->as_of_us == as_of_us)
    return;
  g_clear_pointer (&self->kiosks, g_ptr_array_unref);
  self->kiosks = g_ptr_array_ref (kiosks);
  self->as_of_us = as_of_us;
  g_signal_emit (self, signals[CHANGED], 0);
}

void
foyer_neighbours_set_watched (FoyerNeighbours *self, gboolean watched)
{
  if (self->watched == watched)
    return;
  self->watched = watched;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_WATCHED]);
}

gboolean
foyer_neighbours_get_watched (FoyerNeighbours *self)
{
  return self->watched;
}

gint64
foyer_neighbours_get_as_of (FoyerNeighbours *self)
{
  return self->as_of_us;
}

/* (nullable) */
static const FoyerFleetKiosk *
find (FoyerNeighbours *self, const char *id)
{
  for (guint i = 0; self->kiosks != NULL && i < self->kiosks->len; i++) {
    const FoyerFleetKiosk *kiosk = g_ptr_array_index (self->kiosks, i);

    if (g_str_equal (kiosk->id, id))
      return kiosk;
  }
  return NULL;
}

static gboolean
is_own (FoyerNeighbours *self, const FoyerKioskCount *count)
{
  return g_strcmp0 (count->kiosk, self->own) == 0;
}

static gboolean
is_silent (FoyerNeighbours *self, const FoyerFleetKiosk *kiosk)
{
  return kiosk->seen_us < self->as_of_us - SILENT_US;
}

/* A kiosk that nobody has used: there is nothing of it to miss. */
static gboolean
is_unused (FoyerNeighbours *self, const FoyerKioskCount *count)
{
  const FoyerFleetKiosk *kiosk = find (self, count->kiosk);

  return count->entries == 0 && (kiosk == NULL || kiosk->seen_us == 0);
}

/* How each of them is. */

static void
row_free (gpointer data)
{
  FoyerNeighbourRow *row = data;

  g_free (row->name);
  g_free (row->text);
  g_free (row);
}

static void
say (GString *text, const char *words)
{
  if (text->len > 0)
    g_string_append (text, " · ");
  g_string_append (text, words);
}

/* Takes @words. */
static void
take (GString *text, char *words)
{
  say (text, words);
  g_free (words);
}

static void
tell_own (FoyerHealth *health, gint64 now_us, GString *text, gboolean *attention)
{
  for (int i = 0; i < FOYER_HEALTH_N; i++) {
    g_autofree char *words = NULL;

    *attention |= foyer_health_tell (health, (FoyerHealthItem) i, now_us, &words) == FOYER_HEALTH_ATTENTION;
    if (words != NULL)
      say (text, words);
  }
}

static void
tell_status (const FoyerKioskStatus *status, GString *text, gboolean *attention)
{
  *attention |= status->refused > 0 || status->printer == FOYER_PART_ATTENTION ||
                status->reader == FOYER_PART_ATTENTION;
  if (status->printer == FOYER_PART_ATTENTION)
    say (text, _("Printer needs a look"));
  if (status->reader == FOYER_PART_ATTENTION)
    say (text, _("Camera needs a look"));
  if (status->badges > 0)
    take (text, g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%d badge waiting", "%d badges waiting",
                                              (gulong) status->badges), (int) status->badges));
  if (status->unsent > 0)
    take (text, g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%d entry unsent", "%d entries unsent",
                                              (gulong) status->unsent), (int) status->unsent));
  if (status->refused > 0)
    take (text, g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%d entry refused", "%d entries refused",
                                              (gulong) status->refused), (int) status->refused));
}

static void
tell_other (FoyerNeighbours *self, const FoyerKioskCount *count, const FoyerEvent *event, GString *text,
            gboolean *attention)
{
  const FoyerFleetKiosk *kiosk = find (self, count->kiosk);
  gboolean seen = kiosk != NULL && kiosk->seen_us != 0;
  g_autofree char *last = foyer_event_clock_time (event, seen ? kiosk->seen_us : count->last_us);

  *attention = seen && is_silent (self, kiosk);
  if (is_unused (self, count))
    say (text, _("Not used yet"));
  else if (!seen)
    /* Translators: %s is a time of day. */
    take (text, g_strdup_printf (_("Last heard of at %s"), last));
  else if (*attention)
    take (text, g_strdup_printf (_("Silent since %s"), last));
  if (seen)
    tell_status (&kiosk->status, text, attention);
  if (text->len == 0)
    say (text, _("All well"));
}

static FoyerNeighbourRow *
row_of (FoyerNeighbours *self, const FoyerKioskCount *count, FoyerHealth *health, const FoyerEvent *event,
        gint64 now_us)
{
  FoyerNeighbourRow *row = g_new0 (FoyerNeighbourRow, 1);
  GString *text = g_string_new (NULL);

  if (is_own (self, count)) {
    /* Translators: %s is a kiosk's name. */
    row->name = g_strdup_printf (_("%s (this one)"), count->name);
    tell_own (health, now_us, text, &row->attention);
  }
  else {
    row->name = g_strdup (count->name);
    tell_other (self, count, event, text, &row->attention);
  }
  row->text = g_string_free (text, FALSE);
  return row;
}

/* What has no name is no kiosk that anybody stands at, but the hub. */
static gboolean
is_shown (FoyerNeighbours *self, const FoyerKioskCount *count)
{
  gboolean expelled = self->kiosks != NULL && find (self, count->kiosk) == NULL && !is_own (self, count);

  return count->name != NULL && *count->name != '\0' && !(expelled && count->entries == 0);
}

GPtrArray *
foyer_neighbours_tell (FoyerNeighbours *self, GPtrArray *counts, FoyerHealth *health, const FoyerEvent *event,
                       gint64 now_us)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func (row_free);

  for (guint i = 0; i < counts->len; i++) {
    const FoyerKioskCount *count = g_ptr_array_index (counts, i);

    if (is_shown (self, count))
      g_ptr_array_insert (rows, is_own (self, count) ? 0 : -1, row_of (self, count, health, event, now_us));
  }
  return rows;
}

/* For whom what is counted is complete. */

static void
add_name (GString *names, const char *name)
{
  if (names->len > 0)
    g_string_append (names, _(", "));
  g_string_append (names, name);
}

static void
add_missing (GString *names, const FoyerEvent *event, const char *name, gint64 since_us)
{
  g_autofree char *time = foyer_event_clock_time (event, since_us);
  /* Translators: a kiosk's name and a time of day. */
  g_autofree char *text = g_strdup_printf (_("%s since %s"), name, time);

  add_name (names, text);
}

/* Since when what this kiosk did may not be here; 0 it is. */
static gint64
missing_since (FoyerNeighbours *self, const FoyerKioskCount *count, gint64 alone_us)
{
  const FoyerFleetKiosk *kiosk = find (self, count->kiosk);

  if (is_own (self, count))
    return 0;
  if (kiosk != NULL && kiosk->seen_us != 0 && (is_silent (self, kiosk) || kiosk->status.unsent > 0))
    return is_silent (self, kiosk) ? kiosk->seen_us : MAX (count->last_us, 1);
  return alone_us;
}

char *
foyer_neighbours_complete (FoyerNeighbours *self, GPtrArray *counts, FoyerHealth *health,
                           const FoyerEvent *event)
{
  g_autoptr (GString) complete = g_string_new (NULL);
  g_autoptr (GString) missing = g_string_new (NULL);
  gint64 alone_us = foyer_health_get_alone_since (health);

  for (guint i = 0; i < counts->len; i++) {
    const FoyerKioskCount *count = g_ptr_array_index (counts, i);
    gint64 since_us = missing_since (self, count, alone_us);

    if (!is_shown (self, count) || (is_unused (self, count) && !is_own (self, count)))
      continue;
    if (since_us == 0)
      add_name (complete, count->name);
    else
      add_missing (missing, event, count->name, since_us);
  }
  if (missing->len == 0)
    /* Translators: %s are kiosks' names. */
    return complete->len == 0 ? g_strdup ("") : g_strdup_printf (_("Counted at %s."), complete->str);
  if (complete->len == 0)
    return g_strdup_printf (_("Missing: %s."), missing->str);
  /* Translators: kiosks' names; then kiosks' names and since when. */
  return g_strdup_printf (_("Counted at %s. Missing: %s."), complete->str, missing->str);
}

/* The object. */

static void
foyer_neighbours_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch (id) {
  case PROP_WATCHED:
    g_value_set_boolean (value, FOYER_NEIGHBOURS (object)->watched);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
foyer_neighbours_finalize (GObject *object)
{
  FoyerNeighbours *self = FOYER_NEIGHBOURS (object);

  g_free (self->own);
  g_clear_pointer (&self->kiosks, g_ptr_array_unref);
  G_OBJECT_CLASS (foyer_neighbours_parent_class)->finalize (object);
}

static void
foyer_neighbours_class_init (FoyerNeighboursClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = foyer_neighbours_get_property;
  object_class->finalize = foyer_neighbours_finalize;
  props[PROP_WATCHED] = g_param_spec_boolean ("watched", NULL, NULL, FALSE,
                                              G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
  signals[CHANGED] = g_signal_new ("changed", FOYER_TYPE_NEIGHBOURS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
}

static void
foyer_neighbours_init (FoyerNeighbours *self)
{
}

FoyerNeighbours *
foyer_neighbours_new (void)
{
  return g_object_new (FOYER_TYPE_NEIGHBOURS, NULL);
}
