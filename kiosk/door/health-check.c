/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-health"

#include "health-private.h"

#include <glib/gi18n-lib.h>

#define DISK_LEAST (G_GINT64_CONSTANT (200) * 1024 * 1024)

/* Before the doors open. Each returns what to do, or NULL when all is well. */

static const char *
check_data (FoyerHealth *self, gint64 now_us, char **text)
{
  if (!self->hub_known) {
    *text = g_strdup (_("No hub: the guest list is this machine's own"));
    return NULL;
  }
  if (foyer_health_tell_hub (self, now_us, text) == FOYER_HEALTH_GOOD)
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
  g_autofree char *time = foyer_health_time_of_day (self, now_us);

  /* Translators: %s is a time of day. */
  *text = g_strdup_printf (_("Clock: %s"), time);
  if (!self->clock_known || self->clock_trusted)
    return NULL;
  if (self->clock_offset_us != 0)
    return _("The clock is not the hub's. Set the time of this machine. Until then nobody is turned away for "
             "coming too early or too late.");
  return _("Look at a watch: if this is not the time, set the clock of this machine. Until the hub has "
           "confirmed it nobody is turned away for coming too early or too late.");
}

static const char *
check_camera (FoyerHealth *self, char **text)
{
  if (foyer_health_tell_camera (self, text) == FOYER_HEALTH_ATTENTION)
    return _("Check the camera's cable and that nothing covers it, or use a hand scanner.");
  *text = g_strdup (_("Camera or scanner reads"));
  return NULL;
}

static const char *
check_printer (FoyerHealth *self, char **text)
{
  if (foyer_health_tell_printer (self, text) == FOYER_HEALTH_ATTENTION)
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
  FoyerHealthLevel level = foyer_health_tell_unsent (self, text);

  if (level == FOYER_HEALTH_QUIET)
    *text = g_strdup (_("Everything from here is at the hub"));
  return level == FOYER_HEALTH_ATTENTION ? _("Do not switch this machine off for good before they are sent.")
                                         : NULL;
}

static const char *
check_code (FoyerHealth *self, char **text)
{
  if (self->code_trial == FOYER_HEALTH_TRIAL_GOOD) {
    *text = g_strdup (_("A test code was read"));
    return NULL;
  }
  if (self->code_trial == FOYER_HEALTH_TRIAL_UNDER_WAY) {
    *text = g_strdup (_("Waiting for a test code"));
    return _("Hold up any ticket or QR code now. Nobody is let in by it.");
  }
  *text = g_strdup (_("No test code was read yet"));
  return _("Touch “Try the camera” and hold up any ticket.");
}

static const char *
check_badge (FoyerHealth *self, char **text)
{
  if (!self->printer_present) {
    *text = g_strdup (_("No badges are printed here"));
    return NULL;
  }
  switch (self->badge_trial) {
  case FOYER_HEALTH_TRIAL_GOOD:
    *text = g_strdup (_("A test badge was printed, on the right paper"));
    return NULL;
  case FOYER_HEALTH_TRIAL_UNDER_WAY:
    *text = g_strdup (_("The test badge is on its way"));
    return _("Wait until the printer says that it is out.");
  case FOYER_HEALTH_TRIAL_BAD:
    *text = g_strdup (_("The test badge could not be printed"));
    return _("Look at the printer: power, cable, paper, cover. Then try again.");
  case FOYER_HEALTH_TRIAL_UNCERTAIN:
    *text = g_strdup (_("The test badge may have come out"));
    return _("Look whether it lies in the printer. If not, try again.");
  case FOYER_HEALTH_TRIAL_NONE:
  default:
    *text = g_strdup (_("No test badge was printed yet"));
    return _("Touch “Print a test badge” and look at it.");
  }
}

static const char *
check_names (FoyerHealth *self, char **text)
{
  if (self->names_checked < 0) {
    *text = g_strdup (_("The names on the badges are being looked at"));
    return NULL;
  }
  if (self->names_bad == 0) {
    *text = g_strdup (_("Every name fits its badge, and every letter can be drawn"));
    return NULL;
  }
  *text = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%d badge does not come out well",
                                        "%d badges do not come out well", (gulong) self->names_bad),
                           (int) self->names_bad);
  return _("The organizer sees which with “foyer badge --check”. Correct those names at the desk.");
}

static const char *
check_battery (FoyerHealth *self, char **text)
{
  if (!self->battery.present) {
    *text = g_strdup (_("Power comes from the wall"));
    return NULL;
  }
  *text = g_strdup_printf (_("Battery: %u %%"), self->battery.percent);
  return self->battery.feeding ? _("Plug in the power cable, and see that the socket is switched on.") : NULL;
}

static const char *
check_others (FoyerHealth *self, char **text)
{
  if (self->others == 0)
    *text = g_strdup (_("This is the only kiosk"));
  else if (self->other_trouble == NULL)
    *text = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u other kiosk, and it is well",
                                          "%u other kiosks, and all are well", self->others), self->others);
  else {
    *text = g_strdup (self->other_trouble);
    return _("Go and look at it, or ask whoever stands there.");
  }
  return NULL;
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
  case FOYER_CHECK_CODE:
    return check_code (self, text);
  case FOYER_CHECK_BADGE:
    return check_badge (self, text);
  case FOYER_CHECK_NAMES:
    return check_names (self, text);
  case FOYER_CHECK_BATTERY:
    return check_battery (self, text);
  case FOYER_CHECK_OTHERS:
    return check_others (self, text);
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
