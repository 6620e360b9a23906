/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine.h"
#include "outbox.h"

G_BEGIN_DECLS

typedef enum { FOYER_CONTACT_MEETING, FOYER_CONTACT_MET, FOYER_CONTACT_LOST } FoyerContact;

struct _FoyerEngine {
  GObject          parent_instance;

  FoyerReplica    *replica;
  FoyerConnector  *connector;
  FoyerOutbox     *outbox;         /* of the push thread */
  FoyerEngineMeans means;
  GMainContext    *context;        /* of the signals */
  GThread         *push_thread;
  GThread         *pull_thread;
  int              counting;       /* atomic: a count is on its way */
  int              facts_queued;   /* atomic */

  GMutex           lock;           /* guards what follows */
  GCond            changed;
  gboolean         stopping;
  gboolean         kicked;
  gboolean         committed;      /* something may be unsent */
  FoyerContact     contact;
  gboolean         have_all;       /* everything that the hub has, since there is contact */
  gboolean         sent;           /* all that the hub takes, since there is contact */
  guint            failures;
  guint            asked_ms;       /* to wait, by the service */
  gboolean         expelled;
  gboolean         revoked;
  gboolean         purged;         /* and so @revoked as well */
  FoyerSyncFacts   facts;
  FoyerKioskStatus parts;          /* of the status, what the program told */
  gboolean         parts_changed;
  gboolean         counts_changed; /* of the facts, since the status was told */
  gboolean         watched;        /* somebody looks at the fleet */
  gboolean         fleet_due;      /* and has just begun to */
  GPtrArray       *fleet;          /* (nullable) */
  gint64           fleet_us;
};

gint64       foyer_engine_now_us       (FoyerEngine *self);

/* Facts and contact (engine-facts.c): one place that finds contact, one that loses it. */
void         foyer_engine_tell_facts   (FoyerEngine *self);
void         foyer_engine_on_committed (gpointer user_data);
void         foyer_engine_note_contact (FoyerEngine *self, gboolean have_all);
void         foyer_engine_note_sent    (FoyerEngine *self);
/** The hub is there, and what it has is pulled; but nobody else learns what happens here. */
void         foyer_engine_note_held_up (FoyerEngine *self, const GError *error);
/** Both threads come here when a request fails; the first one counts. */
void         foyer_engine_lose_contact (FoyerEngine *self, const GError *error);
FoyerContact foyer_engine_get_contact  (FoyerEngine *self);
/** FALSE when the engine stops. */
gboolean     foyer_engine_set_contact  (FoyerEngine *self, FoyerContact contact);

/* The clock (engine-clock.c): asks the hub for the time and ties this start of the machine to it. */
gboolean     foyer_engine_read_clock   (FoyerEngine *self, GError **error);

/* The other kiosks (engine-fleet.c): asks for them when it is time, and says when it is again. */
gboolean     foyer_engine_ask_fleet    (FoyerEngine *self, gint64 *due_us, GError **error);

/* The two threads. */
gpointer     foyer_engine_push_thread  (gpointer engine);
gpointer     foyer_engine_pull_thread  (gpointer engine);

G_END_DECLS
