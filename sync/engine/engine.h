/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "connector.h"
#include "feed.h"
#include "replica.h"

G_BEGIN_DECLS

typedef enum {
  FOYER_SYNC_NEVER,         /* no contact since the start, and none failed yet */
  FOYER_SYNC_ONLINE,        /* what happens here is at the hub at once, and the other way round */
  FOYER_SYNC_ALONE,         /* the hub does not answer, or takes nothing; trying again by itself */
  FOYER_SYNC_NOT_ENROLLED,  /* the hub does not trust this kiosk; waiting for a person */
  FOYER_SYNC_REVOKED,       /* the hub expelled this kiosk: it seals what is unsent and wipes itself */
  FOYER_SYNC_PURGED,        /* the event is over and removed at the hub: it removes it here as well */
  FOYER_SYNC_STOPPED,
} FoyerSyncState;

/**
 * FoyerSyncFacts:
 * @last_contact_us: when the hub last answered; 0 never since the start
 * @data_us: when everything that the hub had was here; 0 never since the start
 * @alone_since_us: since when it does not answer, or takes nothing; 0 while it does
 * @unsent: entries of this kiosk that the hub has not kept yet
 * @refused: entries that the hub refused: a person has to look at them
 * @clock_offset_us: the hub's clock minus this one's
 * @clock_trusted: the hub was asked since this machine started, and the clocks agree well enough
 * for times at a door
 * @lost: things that a restored hub lost and has not got back yet
 * @proof: whether kiosk and hub have proved that they hold the same
 * @trouble: why it is alone, as a #FoyerConnectorError; -1 while it is not, or for a reason of its own
 * @message: why it is alone, for the log and the technician; "" while it is not
 * @wiped: after REVOKED or PURGED: nothing is left here, and the hub knows
 *
 * All that a screen says about sync. Times are µs since the epoch, UTC.
 */
typedef struct {
  FoyerSyncState state;
  gint64         last_contact_us;
  gint64         data_us;
  gint64         alone_since_us;
  gint64         unsent;
  gint64         refused;
  gint64         clock_offset_us;
  gboolean       clock_trusted;
  gint64         lost;
  FoyerFeedProof proof;
  int            trouble;
  char           message[512];
  gboolean       wiped;
} FoyerSyncFacts;

/**
 * FoyerEngineMeans:
 * @now_us: the wall clock
 * @roll: a number in [0, 1)
 *
 * What the engine does not know by itself. From either of its threads.
 */
typedef struct {
  gint64 (*now_us) (gpointer data);
  double (*roll)   (gpointer data);
  gpointer data;
} FoyerEngineMeans;

/**
 * FoyerEngine:
 *
 * Keeps a replica and a service the same: pushes what happened here, pulls what
 * happened elsewhere, and comes back by itself after any failure. Two threads:
 * one meets the service and pushes, one holds a pull open. A service that does
 * not take what is pushed is pulled from all the same.
 */
#define FOYER_TYPE_ENGINE (foyer_engine_get_type ())
G_DECLARE_FINAL_TYPE (FoyerEngine, foyer_engine, FOYER, ENGINE, GObject)

/**
 * foyer_engine_new:
 * @connector: (transfer full): freed with the engine
 *
 * Takes the replica's commit callback for itself. Signals come in the caller's
 * thread-default main context.
 */
FoyerEngine *foyer_engine_new       (FoyerReplica *replica, FoyerConnector *connector)
  G_GNUC_WARN_UNUSED_RESULT;

/** Other means than the machine's own. Before the start. */
void         foyer_engine_set_means (FoyerEngine *self, const FoyerEngineMeans *means);

/** Starts the threads. Once. */
void         foyer_engine_start     (FoyerEngine *self);

/**
 * foyer_engine_stop:
 *
 * Ends what is under way, for good, and waits for the threads. Before
 * foyer_replica_close() and the last unref; repeat at will.
 */
void         foyer_engine_stop      (FoyerEngine *self);

/** Tries now, whatever it waits for: the network came back, the kiosk was enrolled. Any thread. */
void         foyer_engine_kick      (FoyerEngine *self);

/** What the program knows of this kiosk and the engine does not: how its reader and printers are, and
 * how many badges are not out. Told to the service soon. Any thread. */
void         foyer_engine_set_parts (FoyerEngine *self, FoyerPart reader, FoyerPart printer, gint64 badges);

/** While @watched the engine asks every few seconds how the other kiosks are. Any thread. */
void         foyer_engine_watch_fleet (FoyerEngine *self, gboolean watched);

/**
 * foyer_engine_get_fleet:
 * @as_of_us: (out): when that was, by the service's clock
 *
 * (nullable) (transfer full) (element-type FoyerFleetKiosk): how all kiosks were
 * when the service last said so; not to be changed. A new answer is a signal
 * FoyerEngine::facts. Any thread.
 */
GPtrArray   *foyer_engine_get_fleet (FoyerEngine *self, gint64 *as_of_us) G_GNUC_WARN_UNUSED_RESULT;

/** What is known right now. Any thread. */
void         foyer_engine_get_facts (FoyerEngine *self, FoyerSyncFacts *facts);

/**
 * FoyerEngine::facts:
 *
 * Some fact changed; several changes may be one signal.
 */

G_END_DECLS
