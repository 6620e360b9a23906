/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-clock"

#include "clock.h"

#include <time.h>

gint64
foyer_clock_uptime_us (void)
{
  struct timespec now;

  clock_gettime (CLOCK_BOOTTIME, &now);
  return (gint64) now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}

/* What FOYER_CLOCK asks for: the moment at which it stands, or how far it is ahead. */
typedef struct {
  gint64 still_us;
  gint64 offset_us;
} Rehearsal;

static void
read_rehearsal (Rehearsal *self)
{
  const char *text = g_getenv ("FOYER_CLOCK");
  gboolean still = text != NULL && *text == '=';
  g_autoptr (GDateTime) start = NULL;
  gint64 start_us;

  if (text == NULL)
    return;
  start = g_date_time_new_from_iso8601 (text + still, NULL);
  if (start == NULL) {
    g_warning ("FOYER_CLOCK is not an ISO 8601 time with a zone: using the real clock");
    return;
  }
  start_us = g_date_time_to_unix (start) * G_USEC_PER_SEC;
  if (still)
    self->still_us = start_us;
  else
    self->offset_us = start_us - g_get_real_time ();
}

gint64
foyer_clock_now_us (void)
{
  static gsize ready;
  static Rehearsal rehearsal;

  if (g_once_init_enter (&ready)) {
    read_rehearsal (&rehearsal);
    g_once_init_leave (&ready, 1);
  }
  return rehearsal.still_us ? rehearsal.still_us : g_get_real_time () + rehearsal.offset_us;
}

const char *
foyer_clock_boot_id (void)
{
  static char *boot_id;

  if (g_once_init_enter (&boot_id)) {
    char *text = NULL;

    if (!g_file_get_contents ("/proc/sys/kernel/random/boot_id", &text, NULL, NULL))
      text = g_strdup ("00000000-0000-0000-0000-000000000000");
    g_once_init_leave (&boot_id, g_strstrip (text));
  }
  return boot_id;
}
