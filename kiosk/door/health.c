/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-health"

#include "health.h"

#include <glib/gi18n-lib.h>

#define FRESH_MIN  2
#define DISK_LEAST (G_GINT64_CONSTANT (200) * 1024 * 1024)

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
  gboolean clock_known;
  gboolean clock_trusted;
  gint64   clock_offset_us;
  FoyerHealthProof proof;
  gboolean sound_heard;
  gint64   disk_free;
  FoyerHealthTrial badge_trial;
  FoyerHealthTrial code_trial;
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

/* Before the doors open. Each returns what to do, or NULL when all is well. */

static const char *
check_data (FoyerHealth *self, gint64 now_us, char **text)
{
  if (!self->hub_known) {
    *text = g_strdup (_("No hub: the guest list is this machine's own"));
    return NULL;
  }
  if (tell_hub (self, now_us, text) == FOYER_HEALTH_GOOD)
    return NULL;
  return self->data_us == 0 ? _("Wait until the guest list is here. If it does not come, check the network.")
                            : _("Check the network cable or Wi-Fi, and whether the hub runs. Guests can come in meanwhile.");
}

static const char *
check_same (FoyerHealth *self, char **text)
{
  switch (self->proof) {
  case FOYER_HEALTH_SAME:
    *text = g_strdup (_("Same guest list as the hub"));
    return NULL;
  case FOYER_HEALTH_DIFFERS:
    *text = g_strdup (_("The guest list differs from the hub's"));
    return _("Start this kiosk again. If it still differs, enrol it anew.");
  case FOYER_HEALTH_UNPROVED:
  default:
    *text = g_strdup (_("Not compared with the hub yet"));
    return self->hub_known ? _("Connect this kiosk to the hub once before the doors open.") : NULL;
  }
}

static const char *
check_clock (FoyerHealth *self, gint64 now_us, char **text)
{
  g_autofree char *time = time_of_day (self, now_us);

  /* Translators: %s is a time of day. */
  *text = g_strdup_printf (_("Clock: %s"), time);
  if (!self->clock_known || self->clock_trusted)
    return NULL;
  if (self->clock_offset_us != 0)
    return _("The clock is not the hub's. Set the time of this machine.");
  return _("Look at a watch: if this is not the time, set the clock of this machine.");
}

static const char *
check_camera (FoyerHealth *self, char **text)
{
  if (tell_camera (self, text) == FOYER_HEALTH_ATTENTION)
    return _("Check the camera's cable and that nothing covers it, or use a hand scanner.");
  *text = g_strdup (_("Camera or scanner reads"));
  return NULL;
}

static const char *
check_printer (FoyerHealth *self, char **text)
{
  if (tell_printer (self, text) == FOYER_HEALTH_ATTENTION)
    return _("Put that right, then print one badge to see it.");
  return NULL;
}

static const char *
check_sound (FoyerHealth *self, char **text)
{
  *text = g_strdup (self->sound_heard ? _("Sound plays") : _("No sound was played yet"));
  return self->sound_heard ? NULL
                           : _("Touch “Play a sound” and listen. Without a loudspeaker the screen alone tells guests.");
}

static const char *
check_disk (FoyerHealth *self, char **text)
{
  g_autofree char *size = g_format_size ((guint64) MAX (self->disk_free, 0));

  if (self->disk_free < 0) {
    *text = g_strdup (_("The disk could not be looked at"));
    return NULL;
  }
  /* Translators: %s is a size, such as 12 GB. */
  *text = g_strdup_printf (_("Disk: %s free"), size);
  return self->disk_free < DISK_LEAST ? _("Make room on this machine's disk before the doors open.") : NULL;
}

static const char *
check_unsent (FoyerHealth *self, char **text)
{
  FoyerHealthLevel level = tell_unsent (self, text);

  if (level == FOYER_HEALTH_QUIET)
    *text = g_strdup (_("Everything from here is at the hub"));
  return level == FOYER_HEALTH_ATTENTION ? _("Do not switch this machine off for good before they are sent.")
                                         : NULL;
}

static const char *
check (FoyerHealth *self, FoyerCheck what, gint64 now_us, char **text)
{
  switch (what) {
  case FOYER_CHECK_DATA:
    return check_data (self, now_us, text);
  case FOYER_CHECK_SAME:
    return check_same (self, text);
  case FOYER_CHECK_CLOCK:
    return check_clock (self, now_us, text);
  case FOYER_CHECK_CAMERA:
    return check_camera (self, text);
  case FOYER_CHECK_PRINTER:
    return check_printer (self, text);
  case FOYER_CHECK_SOUND:
    return check_sound (self, text);
  case FOYER_CHECK_DISK:
    return check_disk (self, text);
  case FOYER_CHECK_UNSENT:
    return check_unsent (self, text);
  case FOYER_CHECK_N:
  default:
    g_return_val_if_reached (NULL);
  }
}

FoyerHealthLevel
foyer_health_check (FoyerHealth *self, FoyerCheck what, gint64 now_us, char **text, char **remedy)
{
  *text = NULL;
  *remedy = g_strdup (check (self, what, now_us, text));
  return *remedy == NULL ? FOYER_HEALTH_GOOD : FOYER_HEALTH_ATTENTION;
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
  self->disk_free = -1;
}

FoyerHealth *
foyer_health_new (void)
{
  return g_object_new (FOYER_TYPE_HEALTH, NULL);
}
