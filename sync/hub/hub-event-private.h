/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hub-event.h"
#include "import-staging.h"
#include "page-cache.h"

G_BEGIN_DECLS

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
  GArray         *held;
  gboolean        wake_planned;
  gint64          woken_us;
  gboolean        releasing;
};

G_END_DECLS
