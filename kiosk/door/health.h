/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "battery.h"
#include "event.h"
#include "fleet.h"

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
  FOYER_HEALTH_CLOCK,
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
/** What the other kiosks are told of this one. @badges: that are on their way */
void             foyer_health_get_parts  (FoyerHealth *self, FoyerPart *reader, FoyerPart *printer,
                                          gint64 *badges);
/** 0 while the hub answers, or where there is none. */
gint64           foyer_health_get_alone_since (FoyerHealth *self);
void             foyer_health_set_unsent  (FoyerHealth *self, gint64 unsent);
/** @trouble: (nullable): what to do about the printer, in words; NULL when all is well */
void             foyer_health_set_printer (FoyerHealth *self, gboolean present, const char *trouble,
                                           guint waiting);
/** @trouble: (nullable): what is the matter with the camera, in words; NULL when all is well */
void             foyer_health_set_camera  (FoyerHealth *self, const char *trouble);
/** The zone in which times are said; NULL for the machine's. */
void             foyer_health_set_zone    (FoyerHealth *self, const char *zone);

/** @trusted: the hub confirmed the clock; @offset_us: the hub's minus this one's */
void             foyer_health_set_clock   (FoyerHealth *self, gboolean trusted, gint64 offset_us);

typedef enum {
  FOYER_HEALTH_UNPROVED,   /* nobody could compare yet */
  FOYER_HEALTH_SAME,       /* kiosk and hub hold the same */
  FOYER_HEALTH_DIFFERS,
} FoyerHealthProof;

void             foyer_health_set_proof   (FoyerHealth *self, FoyerHealthProof proof);
/** Sound was heard to leave this machine. */
void             foyer_health_set_sound   (FoyerHealth *self, gboolean heard);
/** What is left on the disk of the guest list; -1 unknown. */
void             foyer_health_set_disk    (FoyerHealth *self, gint64 free_bytes);

void             foyer_health_set_battery (FoyerHealth *self, FoyerBattery battery);
/** How many badges were laid out, -1 for nobody knows, and how many of them did not come out well. */
void             foyer_health_set_names   (FoyerHealth *self, gint64 checked, gint64 bad);
/** @trouble: (nullable): what is the matter with one of the event's other kiosks, in words */
void             foyer_health_set_others  (FoyerHealth *self, guint others, const char *trouble);
/** Someone looks at all of it, or has looked enough: see FoyerHealth::looked (gboolean looking). */
void             foyer_health_look        (FoyerHealth *self, gboolean looking);

/**
 * FoyerHealthTrial:
 * @FOYER_HEALTH_TRIAL_NONE: nobody has tried it yet
 * @FOYER_HEALTH_TRIAL_UNDER_WAY: it is being tried
 * @FOYER_HEALTH_TRIAL_UNCERTAIN: only people can tell how it came out
 *
 * Something that is tried out before the doors open.
 */
typedef enum {
  FOYER_HEALTH_TRIAL_NONE,
  FOYER_HEALTH_TRIAL_UNDER_WAY,
  FOYER_HEALTH_TRIAL_GOOD,
  FOYER_HEALTH_TRIAL_BAD,
  FOYER_HEALTH_TRIAL_UNCERTAIN,
} FoyerHealthTrial;

void             foyer_health_set_badge_trial (FoyerHealth *self, FoyerHealthTrial trial);

/** From now on the next code is a test; FALSE: it is a guest's again. */
void             foyer_health_expect_code     (FoyerHealth *self, gboolean expected);
/** Whether a code that was read now is that test, and nobody else's business. */
gboolean         foyer_health_take_code       (FoyerHealth *self);
/** UNDER_WAY while one is expected, GOOD when one was read. */
FoyerHealthTrial foyer_health_get_code_trial  (FoyerHealth *self);

/** What is looked at before the doors open. */
typedef enum {
  FOYER_CHECK_DATA,
  FOYER_CHECK_SAME,
  FOYER_CHECK_CLOCK,
  FOYER_CHECK_CAMERA,
  FOYER_CHECK_CODE,
  FOYER_CHECK_PRINTER,
  FOYER_CHECK_BADGE,
  FOYER_CHECK_NAMES,
  FOYER_CHECK_SOUND,
  FOYER_CHECK_BATTERY,
  FOYER_CHECK_DISK,
  FOYER_CHECK_UNSENT,
  FOYER_CHECK_OTHERS,
  FOYER_CHECK_N
} FoyerCheck;

/**
 * foyer_health_check:
 * @text: (out) (transfer full): how it is
 * @remedy: (out) (transfer full) (nullable): what to do about it; of ATTENTION alone, and never without
 *
 * Never QUIET.
 */
FoyerHealthLevel foyer_health_check       (FoyerHealth *self, FoyerCheck check, gint64 now_us,
                                           char **text, char **remedy);

/** How @item is at @now_us. @text: (out) (transfer full) (nullable): NULL when QUIET. */
FoyerHealthLevel foyer_health_tell        (FoyerHealth *self, FoyerHealthItem item, gint64 now_us,
                                           char **text);

G_END_DECLS
