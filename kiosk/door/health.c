/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-health"

#include "health-private.h"

#include <glib/gi18n-lib.h>

#define FRESH_MIN 2

enum { CHANGED, LOOKED, N_SIGNALS };
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

static FoyerPart
part_of (const char *trouble)
{
  return trouble != NULL ? FOYER_PART_ATTENTION : FOYER_PART_GOOD;
}

void
foyer_health_get_parts (FoyerHealth *self, FoyerPart *reader, FoyerPart *printer, gint64 *badges)
{
  *reader = part_of (self->camera_trouble);
  *printer = self->printer_present ? part_of (self->printer_trouble) : FOYER_PART_NONE;
  *badges = self->badges_waiting;
}

gint64
foyer_health_get_alone_since (FoyerHealth *self)
{
  return self->alone_since_us;
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
foyer_health_set_clock (FoyerHealth *self, gboolean trusted, gint64 offset_us)
{
  self->clock_known = TRUE;
  self->clock_trusted = trusted;
  self->clock_offset_us = offset_us;
  changed (self);
}

void
foyer_health_set_proof (FoyerHealth *self, FoyerHealthProof proof)
{
  self->proof = proof;
  changed (self);
}

void
foyer_health_set_sound (FoyerHealth *self, gboolean heard)
{
  self->sound_heard = heard;
  changed (self);
}

void
foyer_health_set_disk (FoyerHealth *self, gint64 free_bytes)
{
  self->disk_free = free_bytes;
  changed (self);
}

void
foyer_health_set_zone (FoyerHealth *self, const char *zone)
{
  set_text (&self->zone, zone);
  changed (self);
}

void
foyer_health_set_battery (FoyerHealth *self, FoyerBattery battery)
{
  self->battery = battery;
  changed (self);
}

void
foyer_health_set_names (FoyerHealth *self, gint64 checked, gint64 bad)
{
  self->names_checked = checked;
  self->names_bad = bad;
  changed (self);
}

void
foyer_health_set_others (FoyerHealth *self, guint others, const char *trouble)
{
  self->others = others;
  set_text (&self->other_trouble, trouble);
  changed (self);
}

void
foyer_health_look (FoyerHealth *self, gboolean looking)
{
  g_signal_emit (self, signals[LOOKED], 0, looking);
}

void
foyer_health_set_badge_trial (FoyerHealth *self, FoyerHealthTrial trial)
{
  self->badge_trial = trial;
  changed (self);
}

static void
set_code_trial (FoyerHealth *self, FoyerHealthTrial trial)
{
  if (self->code_trial == trial)
    return;
  self->code_trial = trial;
  changed (self);
}

void
foyer_health_expect_code (FoyerHealth *self, gboolean expected)
{
  if (expected)
    set_code_trial (self, FOYER_HEALTH_TRIAL_UNDER_WAY);
  else if (self->code_trial == FOYER_HEALTH_TRIAL_UNDER_WAY)
    set_code_trial (self, FOYER_HEALTH_TRIAL_NONE);
}

gboolean
foyer_health_take_code (FoyerHealth *self)
{
  if (self->code_trial != FOYER_HEALTH_TRIAL_UNDER_WAY)
    return FALSE;
  set_code_trial (self, FOYER_HEALTH_TRIAL_GOOD);
  return TRUE;
}

FoyerHealthTrial
foyer_health_get_code_trial (FoyerHealth *self)
{
  return self->code_trial;
}

char *
foyer_health_time_of_day (FoyerHealth *self, gint64 at_us)
{
  g_autoptr (GTimeZone) zone = self->zone ? g_time_zone_new_identifier (self->zone) : NULL;
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (at_us / G_USEC_PER_SEC);
  g_autoptr (GDateTime) local = zone ? g_date_time_to_timezone (utc, zone) : g_date_time_to_local (utc);

  return g_date_time_format (local, "%H:%M");
}

FoyerHealthLevel
foyer_health_tell_hub (FoyerHealth *self, gint64 now_us, char **text)
{
  gint64 minutes = (now_us - self->data_us) / (60 * G_USEC_PER_SEC);

  if (!self->hub_known)
    return FOYER_HEALTH_QUIET;
  if (self->alone_since_us != 0) {
    g_autofree char *since = foyer_health_time_of_day (self, self->alone_since_us);

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

FoyerHealthLevel
foyer_health_tell_unsent (FoyerHealth *self, char **text)
{
  if (self->unsent <= 0)
    return FOYER_HEALTH_QUIET;
  *text = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%d entry kept here, not sent yet",
                                        "%d entries kept here, not sent yet", (gulong) self->unsent),
                           (int) self->unsent);
  return self->alone_since_us != 0 ? FOYER_HEALTH_ATTENTION : FOYER_HEALTH_GOOD;
}

FoyerHealthLevel
foyer_health_tell_printer (FoyerHealth *self, char **text)
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

FoyerHealthLevel
foyer_health_tell_camera (FoyerHealth *self, char **text)
{
  if (self->camera_trouble == NULL)
    return FOYER_HEALTH_QUIET;
  *text = g_strdup (self->camera_trouble);
  return FOYER_HEALTH_ATTENTION;
}

/* Until the hub has confirmed it, the clock is held against nobody: see FoyerFacts. */
static FoyerHealthLevel
tell_clock (FoyerHealth *self, char **text)
{
  gint64 minutes = ABS (self->clock_offset_us) / (60 * G_USEC_PER_SEC);

  if (!self->clock_known || self->clock_trusted)
    return FOYER_HEALTH_QUIET;
  if (minutes > 0) {
    *text = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                          "Clock %d minute off: nobody is turned away for the time",
                                          "Clock %d minutes off: nobody is turned away for the time",
                                          (gulong) minutes), (int) minutes);
    return FOYER_HEALTH_ATTENTION;
  }
  if (self->alone_since_us == 0)
    return FOYER_HEALTH_QUIET;
  *text = g_strdup (_("Clock not confirmed: nobody is turned away for the time"));
  return FOYER_HEALTH_ATTENTION;
}

FoyerHealthLevel
foyer_health_tell (FoyerHealth *self, FoyerHealthItem item, gint64 now_us, char **text)
{
  *text = NULL;
  switch (item) {
  case FOYER_HEALTH_HUB:
    return foyer_health_tell_hub (self, now_us, text);
  case FOYER_HEALTH_UNSENT:
    return foyer_health_tell_unsent (self, text);
  case FOYER_HEALTH_PRINTER:
    return foyer_health_tell_printer (self, text);
  case FOYER_HEALTH_CAMERA:
    return foyer_health_tell_camera (self, text);
  case FOYER_HEALTH_CLOCK:
    return tell_clock (self, text);
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
  g_free (self->other_trouble);
  G_OBJECT_CLASS (foyer_health_parent_class)->finalize (object);
}

static void
foyer_health_class_init (FoyerHealthClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = foyer_health_finalize;

  signals[CHANGED] = g_signal_new ("changed", FOYER_TYPE_HEALTH, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
  signals[LOOKED] = g_signal_new ("looked", FOYER_TYPE_HEALTH, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
}

static void
foyer_health_init (FoyerHealth *self)
{
  self->disk_free = self->names_checked = -1;
}

FoyerHealth *
foyer_health_new (void)
{
  return g_object_new (FOYER_TYPE_HEALTH, NULL);
}
