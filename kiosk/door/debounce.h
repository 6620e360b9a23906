/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define FOYER_DEBOUNCE_US (2 * G_USEC_PER_SEC)

/**
 * FoyerDebounce:
 *
 * A hand holds a phone still for longer than a scan takes: the same code again
 * within two seconds of its last sight is the same scan. Keeps a hash, not the
 * code. Zero is a good start.
 */
typedef struct {
  guint  hash;
  gint64 seen_us;
  gsize  length;
} FoyerDebounce;

/** Whether @text, seen at @now_us, is a new scan. */
gboolean foyer_debounce_take (FoyerDebounce *self, const char *text, gint64 now_us);

/** Whether @text is the last code that was taken, however long ago. */
gboolean foyer_debounce_is_last (const FoyerDebounce *self, const char *text);

G_END_DECLS
