/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hub-event.h"
#include "import-staging.h"
#include "page-cache.h"

G_BEGIN_DECLS

/** A request that waits for news. @until_us: monotonic */
typedef struct {
  FoyerHttpRequest *request;
  gint64            until_us;
} FoyerHeld;

struct _FoyerHubEvent {
  char           *id;
  const char     *epoch;          /* atomic; interned */
  guint8          public_key[32];
  guint8          secret_key[64];
  FoyerReplica   *replica;
  FoyerPageCache *pages;
  FoyerImportStaging *staging;
  GSource        *wake;           /* for as long as the event is open; ready when it is planned */
  int             generation;     /* atomic */

  GMutex          lock;           /* guards what follows */
  json_t         *statuses;       /* of kiosks, by id */
  GArray         *held;           /* of FoyerHeld */
  gboolean        wake_planned;
  gint64          woken_us;
  gboolean        releasing;
  gboolean        importing;
  guint           n_inside;       /* requests that work on the store */
  gboolean        shut;           /* nobody else may: the store is being replaced, or is gone */
  GCond           fewer;          /* of n_inside */
};

/** Hands back whatever waits until @due_until_us. */
void     foyer_hub_event_wake        (FoyerHubEvent *self, gint64 due_until_us);

gboolean foyer_hub_event_open_store  (FoyerHubEvent *self, FoyerStateFolder *folder, gboolean make,
                                      GError **error);
/** Once what waits to be written is on the disk. Safe to repeat. */
void     foyer_hub_event_close_store (FoyerHubEvent *self);

G_END_DECLS
