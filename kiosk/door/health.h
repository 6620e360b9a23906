/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "event.h"

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * FoyerHealth:
 *
 * How this kiosk is doing, in words a volunteer understands: always visible,
 * never alarming. Whoever knows a fact sets it; FoyerHealth::changed follows
 * when something reads differently. Main thread.
 */
#define FOYER_TYPE_HEALTH (foyer_health_get_type ())
G_DECLARE_FINAL_TYPE (FoyerHealth, foyer_health, FOYER, HEALTH, GObject)

typedef enum {
  FOYER_HEALTH_HUB,
  FOYER_HEALTH_UNSENT,
  FOYER_HEALTH_PRINTER,
  FOYER_HEALTH_CAMERA,
  FOYER_HEALTH_N
} FoyerHealthItem;

/** @FOYER_HEALTH_ATTENTION: someone should see to it when there is time */
typedef enum {
  FOYER_HEALTH_QUIET,      /* nothing to say: the item is not shown */
  FOYER_HEALTH_GOOD,
  FOYER_HEALTH_ATTENTION,
} FoyerHealthLevel;

FoyerHealth     *foyer_health_new         (void) G_GNUC_WARN_UNUSED_RESULT;

/**
 * @alone_since_us: since when the hub does not answer; 0 while it does
 * @data_us: when everything that the hub had was here; 0 never
 */
void             foyer_health_set_hub     (FoyerHealth *self, gint64 alone_since_us, gint64 data_us);
void             foyer_health_set_unsent  (FoyerHealth *self, gint64 unsent);
/** @trouble: (nullable): what to do about the printer, in words; NULL when all is well */
void             foyer_health_set_printer (FoyerHealth *self, gboolean present, const char *trouble,
                                           guint waiting);
/** @trouble: (nullable): what is the matter with the camera, in words; NULL when all is well */
void             foyer_health_set_camera  (FoyerHealth *self, const char *trouble);
/** The zone in which times are said; NULL for the machine's. */
void             foyer_health_set_zone    (FoyerHealth *self, const char *zone);

/** How @item is at @now_us. @text: (out) (transfer full) (nullable): NULL when QUIET. */
FoyerHealthLevel foyer_health_tell        (FoyerHealth *self, FoyerHealthItem item, gint64 now_us,
                                           char **text);

G_END_DECLS
