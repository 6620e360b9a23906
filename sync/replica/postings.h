/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bits.h"
#include "store.h"

G_BEGIN_DECLS

/*
 * Which rows have a key, or have arrived: sets of row numbers in the file,
 * cut into chunks so that a row more changes half a kilobyte of each. A chunk
 * is a list of 16-bit places as long as that is shorter, else a bitmap; both
 * little endian.
 */

#define FOYER_POSTINGS_CHUNK 4096

/** Adds @rid to the key's rows, or takes it out; both are safe to repeat. */
gboolean foyer_postings_change (FoyerStore *store, const char *key, gint64 rid, gboolean present,
                                GError **error);

/** The same for who has arrived on a list. */
gboolean foyer_postings_arrive (FoyerStore *store, const char *list, gint64 rid, gboolean arrived,
                                GError **error);

/** Adds to @bits the rows of exactly this key. */
gboolean foyer_postings_read   (FoyerStore *store, const char *key, FoyerBits *bits, GError **error);

/** Adds to @bits the rows of every key that begins with @prefix. */
gboolean foyer_postings_read_all (FoyerStore *store, const char *prefix, FoyerBits *bits,
                                  GError **error);

/** Adds to @bits the rows of every key for linking (foyer_link_keys()) that begins with @prefix. */
gboolean foyer_postings_read_links (FoyerStore *store, const char *prefix, FoyerBits *bits,
                                    GError **error);

/** Whether any key begins with @prefix. */
gboolean foyer_postings_any    (FoyerStore *store, const char *prefix);

/** Adds to @bits who has arrived on @list. */
gboolean foyer_postings_read_arrived (FoyerStore *store, const char *list, FoyerBits *bits,
                                      GError **error);

/**
 * FoyerPostingBatch:
 *
 * The keys of many new rows, written at once in the order of the table: as
 * rows come they would touch every page of it.
 */
typedef struct _FoyerPostingBatch FoyerPostingBatch;

FoyerPostingBatch *foyer_posting_batch_new   (void) G_GNUC_WARN_UNUSED_RESULT;
void               foyer_posting_batch_free  (FoyerPostingBatch *self);

/** @rid: never lower than the one before */
void               foyer_posting_batch_add   (FoyerPostingBatch *self, const char *key, gint64 rid);

/** Writes it all. @first: the lowest row of the batch; chunks before it may exist already. */
gboolean           foyer_posting_batch_write (FoyerPostingBatch *self, FoyerStore *store, gint64 first,
                                              GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerPostingBatch, foyer_posting_batch_free)

G_END_DECLS
