/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "power-log.h"
#include "replica.h"

G_BEGIN_DECLS

/*
 * A kiosk's life, made up from a seed: the event and its guests come by the
 * feed, people are admitted, registered at the door and taken back, several a
 * commit. What was acknowledged is remembered, to be asked for after the power
 * went.
 */
typedef struct _Life Life;

/** @path: of the replica file; its folder is what @log watches, where there is one. */
Life    *life_new          (const char *path, PowerLog *log, guint32 seed);
/** Closes the file as well. Must not be told of failures that nobody asked for. */
void     life_free         (Life *self);

/** FALSE with @error when the file can't be opened. Safe to repeat. */
gboolean life_open         (Life *self, GError **error);
void     life_close        (Life *self);

/** Some jobs at once, and their answers. Returns how many failed; @error is the last one's. */
guint    life_step         (Life *self, GError **error);
/** Steps, with the file closed and opened now and then; nothing may fail. */
void     life_go_on        (Life *self, guint steps);

/** How many entries were acknowledged. */
guint    life_acknowledged (Life *self);

/**
 * life_move:
 *
 * The machine went down under it, and what it did is found at @path: goes on
 * there, watched by @log. What was acknowledged stays so.
 */
void     life_move         (Life *self, const char *path, PowerLog *log);

/** Takes what people do for a slice of the feed, which is not waited for: what no kiosk may do. */
void     life_be_careless  (Life *self);

/** What failed up to now may be found all the same: the disk had it, and could not say so. */
void     life_forgive      (Life *self);

/** @cut of a life that ended by itself: what failed must not be there either. */
#define LIFE_UNCUT G_MAXUINT

/**
 * life_check:
 * @path: a file that may be this life's
 * @cut: after how many steps of the log the power went
 * @thorough: whether every index is compared with its table as well
 *
 * The file opens, its pages and projections are whole, a feed slice is there
 * with its cursor or not at all, and so are the two entries of a walk-in. Ends
 * the test otherwise.
 *
 * Returns: how much of what was acknowledged before the cut is lost
 */
guint    life_check        (Life *self, const char *path, guint cut, gboolean thorough);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Life, life_free)

G_END_DECLS
