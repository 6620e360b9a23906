/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "connector.h"
#include "replica.h"

G_BEGIN_DECLS

typedef enum {
  FOYER_OUTBOX_SENT,     /* the hub takes entries; one that it won't have may be left behind */
  FOYER_OUTBOX_HELD_UP,  /* the hub is there, but takes nothing right now */
  FOYER_OUTBOX_LOST,     /* there is no hub, or this kiosk's own disk failed */
} FoyerOutboxResult;

/**
 * FoyerOutbox:
 *
 * Sends a replica's unsent entries, in running order. An entry that the hub
 * can't be made to take is found by halving its batch, and left behind until
 * the others are sent; it stays unsent. One thread.
 */
typedef struct _FoyerOutbox FoyerOutbox;

/** Both have to outlive it. */
FoyerOutbox      *foyer_outbox_new   (FoyerReplica *replica, FoyerConnector *connector)
  G_GNUC_WARN_UNUSED_RESULT;
void              foyer_outbox_free  (FoyerOutbox *self);

/** What was left behind is due at once: there is new contact, or a person asks for it. */
void              foyer_outbox_again (FoyerOutbox *self);

/**
 * foyer_outbox_send:
 * @error: set unless SENT
 *
 * Sends until nothing is unsent that is due, or until the hub takes no more.
 */
FoyerOutboxResult foyer_outbox_send  (FoyerOutbox *self, GError **error);

/** When, monotonic, to send though nothing was committed; %G_MAXINT64: never. */
gint64            foyer_outbox_due_us (FoyerOutbox *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerOutbox, foyer_outbox_free)

G_END_DECLS
