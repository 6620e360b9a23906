/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <string.h>

G_BEGIN_DECLS

/**
 * FoyerBits:
 *
 * A set of row numbers below 64 × @n_words. Sets of one lookup have one size.
 */
typedef struct {
  guint64 *words;
  gsize    n_words;
} FoyerBits;

static inline FoyerBits
foyer_bits_new (gsize n_words)
{
  return (FoyerBits) { g_new0 (guint64, MAX (n_words, 1)), n_words };
}

static inline void
foyer_bits_clear (FoyerBits *self)
{
  g_clear_pointer (&self->words, g_free);
  self->n_words = 0;
}

static inline gboolean
foyer_bits_has (const FoyerBits *self, gsize i)
{
  return i / 64 < self->n_words && (self->words[i / 64] >> (i % 64) & 1) != 0;
}

static inline void
foyer_bits_set (FoyerBits *self, gsize i)
{
  if (i / 64 < self->n_words)
    self->words[i / 64] |= G_GUINT64_CONSTANT (1) << (i % 64);
}

static inline void
foyer_bits_unset (FoyerBits *self, gsize i)
{
  if (i / 64 < self->n_words)
    self->words[i / 64] &= ~(G_GUINT64_CONSTANT (1) << (i % 64));
}

static inline gsize
foyer_bits_count (const FoyerBits *self)
{
  gsize n = 0;

  for (gsize i = 0; i < self->n_words; i++)
    n += (gsize) __builtin_popcountll (self->words[i]);
  return n;
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FoyerBits, foyer_bits_clear)

G_END_DECLS
