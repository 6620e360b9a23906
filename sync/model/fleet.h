/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <jansson.h>

G_BEGIN_DECLS

/** How a kiosk's printers, or what it reads codes with, are. */
typedef enum {
  FOYER_PART_NONE,       /* there is none, or nobody said */
  FOYER_PART_GOOD,
  FOYER_PART_ATTENTION,  /* someone should see to it */
  FOYER_N_PARTS
} FoyerPart;

const char *foyer_part_to_string   (FoyerPart part);
gboolean    foyer_part_from_string (const char *text, FoyerPart *part);

/**
 * FoyerKioskStatus:
 * @unsent: entries that the service has not kept yet
 * @refused: entries that the service refused
 * @clock_offset_us: the service's clock minus the kiosk's
 * @cursor: up to where it read the feed
 * @same: it has proved that it holds what the service does
 * @badges: that are not out yet
 *
 * What a kiosk tells the service about itself, for people's eyes.
 */
typedef struct {
  gint64    unsent;
  gint64    refused;
  gint64    clock_offset_us;
  gint64    cursor;
  gboolean  same;
  FoyerPart reader;
  FoyerPart printer;
  gint64    badges;
} FoyerKioskStatus;

/**
 * FoyerFleetKiosk:
 * @seen_us: when the service heard from it last, by the service's clock; 0 not since it started
 * @status: of then; nothing where @seen_us is 0
 *
 * One kiosk of an event, as the service knows it. Nothing personal.
 */
typedef struct {
  char            *id;
  char            *name;
  gint64           seen_us;
  FoyerKioskStatus status;
} FoyerFleetKiosk;

FoyerFleetKiosk *foyer_fleet_kiosk_new  (void) G_GNUC_WARN_UNUSED_RESULT;
void             foyer_fleet_kiosk_free (FoyerFleetKiosk *self);

/** As a kiosk tells it. */
json_t    *foyer_kiosk_status_to_json   (const FoyerKioskStatus *self) G_GNUC_WARN_UNUSED_RESULT;
/** Of what is not of the kind expected, nothing. */
void       foyer_kiosk_status_from_json (const json_t *json, FoyerKioskStatus *self);

/**
 * foyer_fleet_from_json:
 * @json: {now, kiosks: [{id, name?, status?: {seen, …}}]}
 * @now_us: (out): the service's clock when it said so
 *
 * Returns: (transfer full) (element-type FoyerFleetKiosk)
 */
GPtrArray *foyer_fleet_from_json (const json_t *json, gint64 *now_us, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerFleetKiosk, foyer_fleet_kiosk_free)

G_END_DECLS
