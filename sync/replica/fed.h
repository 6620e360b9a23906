/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "feed-private.h"

G_BEGIN_DECLS

/* Offers to a hub that lost something, as they are kept with each thing that came by the feed. */
typedef enum { FOYER_OFFER_NONE, FOYER_OFFER_DUE, FOYER_OFFER_MADE } FoyerOffer;

/**
 * FoyerFed:
 * @life: counts the times that this kiosk began to read the feed from 0; a thing with a lower
 * one did not come again
 * @sum: of what came in this life
 * @rereading: until everything came again; what is here meanwhile may be newer than the hub
 * @branch: where the hub lost what came behind it; -1 unknown
 *
 * What this kiosk got by the feed, as the hub said it, whatever was written
 * over it here since.
 */
typedef struct {
  gint64      life;
  FoyerDigest sum;
  gboolean    rereading;
  gint64      branch;
} FoyerFed;

gboolean foyer_fed_load     (FoyerStore *store, FoyerFed *self, GError **error);
gboolean foyer_fed_save_sum (FoyerStore *store, const FoyerFed *self, GError **error);

/** A thing as it came: its digest, its number and the life in which it did. */
typedef struct {
  FoyerDigest digest;
  gint64      seq;
  gint64      life;
} FoyerKnown;

/** 1 known, 0 not, -1 failed. */
int      foyer_fed_find     (FoyerStore *store, FoyerChangeKind kind, const char *ref,
                             FoyerKnown *known, GError **error);
/** Notes that the thing came, and adds it to the sum in place of what it was. */
gboolean foyer_fed_note     (FoyerStore *store, FoyerFed *self, FoyerChange *change,
                             FoyerOffer offer, GError **error);

/** Whether what is here is newer than what a restored hub says of it. */
gboolean foyer_fed_is_newer_here (FoyerStore *store, const FoyerFed *self, const FoyerChange *change,
                                  gboolean *newer, GError **error);
/** Everything was read again: what did not come is to be offered. */
gboolean foyer_fed_mark_lost     (FoyerStore *store, const FoyerFed *self, GError **error);

/* Numbers and flags among the settings. */
gint64   foyer_setting_number     (FoyerStore *store, const char *name, gint64 fallback, GError **error);
gboolean foyer_setting_set_number (FoyerStore *store, const char *name, gint64 number, GError **error);
gboolean foyer_setting_set_flag   (FoyerStore *store, const char *name, gboolean flag, GError **error);

G_END_DECLS
