/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "door.h"
#include "forecast.h"
#include "headcount.h"

G_BEGIN_DECLS

/**
 * FoyerLiveBucket:
 * @came: arrivals
 * @coming: how many more are forecast; 0 in what is over
 * @usual: how many a morning with so many confirmed has, as known before doors
 *
 * Ten minutes of arrivals.
 */
typedef struct {
  gint64 from_us;
  gint64 came;
  double coming;
  double usual;
} FoyerLiveBucket;

/**
 * FoyerRefusedFile:
 * @entry: id, by which it is settled
 * @registration: (nullable): whom it is about
 * @name: (nullable): of that registration
 * @time: "08:41", in the event's zone
 *
 * Something written here that the hub did not keep.
 */
typedef struct {
  FoyerEntryKind kind;
  char          *entry;
  char          *registration;
  char          *name;
  char          *time;
} FoyerRefusedFile;

/** As many of them are read. */
#define FOYER_LIVE_REFUSED 5

/**
 * FoyerLive:
 * @at_us: when it was read
 * @list: (nullable): id of the list that is looked at; NULL the whole event
 * @counts: (element-type FoyerHeadcount): the whole event, then each list
 * @categories, @channels: (element-type FoyerHeadcount): of @list
 * @turned_away: (element-type FoyerRefusals): of @list, by reason
 * @buckets: (element-type FoyerLiveBucket): of @list, from doors until nobody more is expected
 * @forecast: of @list; only where @has_forecast
 * @lanes: kiosks that let somebody in within the last ten minutes
 * @conflicts: (element-type FoyerConflictFile): open ones
 * @unsent: entries that the hub has not kept yet, @unsent_us the oldest one's time
 * @n_refused: entries that the hub refused and nobody has settled; @refused: (element-type
 * FoyerRefusedFile): the newest of them
 * @kiosks: (element-type FoyerKioskCount)
 *
 * How the event is doing, as this kiosk knows it at one moment.
 */
typedef struct {
  gint64        at_us;
  char         *list;
  GPtrArray    *counts;
  GPtrArray    *categories;
  GPtrArray    *channels;
  GPtrArray    *turned_away;
  GArray       *buckets;
  gboolean      has_forecast;
  FoyerForecast forecast;
  guint         lanes;
  GPtrArray    *conflicts;
  gint64        unsent;
  gint64        unsent_us;
  gint64        n_refused;
  GPtrArray    *refused;
  GPtrArray    *kiosks;
} FoyerLive;

void                  foyer_live_free   (FoyerLive *self);

/** Of @self's list. */
const FoyerHeadcount *foyer_live_count  (const FoyerLive *self);

/**
 * foyer_live_read:
 * @list: (nullable): id; NULL the whole event
 *
 * Everything as of one moment, in the caller's reading transaction.
 */
FoyerLive            *foyer_live_read   (FoyerStore *store, const char *list, gint64 now_us,
                                         GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** The same, off the main loop; the callback comes on it. */
void                  foyer_live_async  (FoyerDoor *door, const char *list, GCancellable *cancellable,
                                         GAsyncReadyCallback callback, gpointer user_data);
FoyerLive            *foyer_live_finish (GAsyncResult *result, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerLive, foyer_live_free)

G_END_DECLS
