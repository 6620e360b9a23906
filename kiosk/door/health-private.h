/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "health.h"

G_BEGIN_DECLS

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
  FoyerBattery battery;
  gint64   names_checked;  /* -1: nobody has looked */
  gint64   names_bad;
  guint    others;         /* kiosks of this event */
  char    *other_trouble;  /* (nullable) */
};

FoyerHealthLevel foyer_health_tell_hub     (FoyerHealth *self, gint64 now_us, char **text);
FoyerHealthLevel foyer_health_tell_unsent  (FoyerHealth *self, char **text);
FoyerHealthLevel foyer_health_tell_printer (FoyerHealth *self, char **text);
FoyerHealthLevel foyer_health_tell_camera  (FoyerHealth *self, char **text);

/** "08:45" in the event's zone. */
char            *foyer_health_time_of_day  (FoyerHealth *self, gint64 at_us) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
