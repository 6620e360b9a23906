/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-health"

#include "health.h"

#include <glib/gi18n-lib.h>

#define FRESH_MIN 2

struct _FoyerHealth {
  GObject  parent_instance;

  gboolean hub_known;      /* there is a hub to speak of */
  gint64   alone_since_us;
  gint64   data_us;
  gint64   unsent;
  gboolean printer_present;
  char    *printer_trouble;
  guint    badges_waiting;
  char    *camera_trouble;
  char    *zone;
};

enum { CHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_TYPE (FoyerHealth, foyer_health, G_TYPE_OBJECT)

static void
changed (FoyerHealth *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
set_text (char **member, const char *text)
{
  g_free (*member);
  *member = g_strdup (text != NULL && *text != '\0' ? text : NULL);
}

void
foyer_health_set_hub (FoyerHealth *self, gint64 alone_since_us, gint64 data_us)
{
  self->hub_known = TRUE;
  self->alone_since_us = alone_since_us;
  self->data_us = data_us;
  changed (self);
}

void
foyer_health_set_unsent (FoyerHealth *self, gint64 unsent)
{
  self->unsent = unsent;
  changed (self);
}

void
foyer_health_set_printer (FoyerHealth *self, gboolean present, const char *trouble, guint waiting)
{
  self->printer_present = present;
  set_text (&self->printer_trouble, trouble);
  self->badges_waiting = waiting;
  changed (self);
}

void
foyer_health_set_camera (FoyerHealth *self, const char *trouble)
{
  set_text (&self->camera_trouble, trouble);
  changed (self);
}

void
foyer_health_set_zone (FoyerHealth *self, const char *zone)
{
  set_text (&self->zone, zone);
  changed (self);
}

static char *
time_of_day (FoyerHealth *self, gint64 at_us)
{
  g_autoptr (GTimeZone) zone = self->zone ? g_time_zone_new_identifier (self->zone) : NULL;
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (at_us / G_USEC_PER_SEC);
  g_autoptr (GDateTime) local = zone ? g_date_time_to_timezone (utc, zone) : g_date_time_to_local (utc);

  return g_date_time_format (local, "%H:%M");
}

static FoyerHealthLevel
tell_hub (FoyerHealth *self, gint64 now_us, char **text)
{
  gint64 minutes = (now_us - self->data_us) / (60 * G_USEC_PER_SEC);

  if (!self->hub_known)
    return FOYER_HEALTH_QUIET;
  if (self->alone_since_us != 0) {
    g_autofree char *since = time_of_day (self, self->alone_since_us);

    /* Translators: %s is a time of day. */
    *text = g_strdup_printf (_("Working alone since %s"), since);
    return FOYER_HEALTH_ATTENTION;
  }
  if (self->data_us == 0) {
    *text = g_strdup (_("Fetching the guest list"));
    return FOYER_HEALTH_ATTENTION;
  }
  if (minutes >= FRESH_MIN)
    *text = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Guest list %d minute old",
                                          "Guest list %d minutes old", (gulong) minutes), (int) minutes);
  else
    *text = g_strdup (_("Connected, guest list up to date"));
  return FOYER_HEALTH_GOOD;
}

static FoyerHealthLevel
tell_unsent (FoyerHealth *self, char **text)
{
  if (self->unsent <= 0)
    return FOYER_HEALTH_QUIET;
  *text = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%d entry kept here, not sent yet",
                                        "%d entries kept here, not sent yet", (gulong) self->unsent),
                           (int) self->unsent);
  return self->alone_since_us != 0 ? FOYER_HEALTH_ATTENTION : FOYER_HEALTH_GOOD;
}

static FoyerHealthLevel
tell_printer (FoyerHealth *self, char **text)
{
  if (!self->printer_present) {
    *text = g_strdup (_("No printer"));
    return FOYER_HEALTH_GOOD;
  }
  if (self->printer_trouble != NULL) {
    *text = g_strdup (self->printer_trouble);
    return FOYER_HEALTH_ATTENTION;
  }
  *text = self->badges_waiting == 0
            ? g_strdup (_("Printer ready"))
            : g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%d badge on its way",
                                            "%d badges on their way", self->badges_waiting),
                               (int) self->badges_waiting);
  return FOYER_HEALTH_GOOD;
}

static FoyerHealthLevel
tell_camera (FoyerHealth *self, char **text)
{
  if (self->camera_trouble == NULL)
    return FOYER_HEALTH_QUIET;
  *text = g_strdup (self->camera_trouble);
  return FOYER_HEALTH_ATTENTION;
}

FoyerHealthLevel
foyer_health_tell (FoyerHealth *self, FoyerHealthItem item, gint64 now_us, char **text)
{
  *text = NULL;
  switch (item) {
  case FOYER_HEALTH_HUB:
    return tell_hub (self, now_us, text);
  case FOYER_HEALTH_UNSENT:
    return tell_unsent (self, text);
  case FOYER_HEALTH_PRINTER:
    return tell_printer (self, text);
  case FOYER_HEALTH_CAMERA:
    return tell_camera (self, text);
  case FOYER_HEALTH_N:
  default:
    g_return_val_if_reached (FOYER_HEALTH_QUIET);
  }
}

static void
foyer_health_finalize (GObject *object)
{
  FoyerHealth *self = FOYER_HEALTH (object);

  g_free (self->printer_trouble);
  g_free (self->camera_trouble);
  g_free (self->zone);
  G_OBJECT_CLASS (foyer_health_parent_class)->finalize (object);
}

static void
foyer_health_class_init (FoyerHealthClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = foyer_health_finalize;

  signals[CHANGED] = g_signal_new ("changed", FOYER_TYPE_HEALTH, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
}

static void
foyer_health_init (FoyerHealth *self)
{
}

FoyerHealth *
foyer_health_new (void)
{
  return g_object_new (FOYER_TYPE_HEALTH, NULL);
}
