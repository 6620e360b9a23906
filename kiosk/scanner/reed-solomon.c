/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reed-solomon.h"

#include <string.h>

/* The field of 256 elements of ISO/IEC 18004; the roots of its codes are 1, 2, 4, … */
#define FIELD_POLYNOMIAL 0x11D
#define MOST_REPAIR 68

static guint8 powers[512];
static guint8 logarithms[256];

static void
make_tables (void)
{
  static gsize made;
  guint value = 1;

  if (!g_once_init_enter (&made))
    return;
  for (guint i = 0; i < 255; i++) {
    powers[i] = powers[i + 255] = (guint8) value;
    logarithms[value] = (guint8) i;
    value = value << 1 ^ (value & 0x80 ? FIELD_POLYNOMIAL : 0);
  }
  g_once_init_leave (&made, 1);
}

static inline guint8
times (guint8 a, guint8 b)
{
  return a && b ? powers[logarithms[a] + logarithms[b]] : 0;
}

static inline guint8
over (guint8 a, guint8 b)
{
  return a ? powers[logarithms[a] + 255 - logarithms[b]] : 0;
}

/* @terms[i] belongs to the i-th power of @x. */
static guint8
value_at (const guint8 *terms, guint n, guint8 x)
{
  guint8 value = 0;

  for (guint i = n; i-- > 0;)
    value = (guint8) (times (value, x) ^ terms[i]);
  return value;
}

static gboolean
find_syndromes (const guint8 *block, guint length, guint n_repair, guint8 *syndromes)
{
  gboolean broken = FALSE;

  for (guint i = 0; i < n_repair; i++) {
    guint8 value = 0;

    for (guint k = 0; k < length; k++)
      value = (guint8) (times (value, powers[i]) ^ block[k]);
    syndromes[i] = value;
    broken = broken || value != 0;
  }
  return broken;
}

/* Berlekamp and Massey: the shortest recurrence that makes the syndromes. */
static guint
find_locator (const guint8 *syndromes, guint n_repair, guint8 *locator)
{
  guint8 before[MOST_REPAIR + 1] = { 1 };
  guint degree = 0, since = 1;
  guint8 last = 1;

  memset (locator, 0, n_repair + 1);
  locator[0] = 1;
  for (guint n = 0; n < n_repair; n++, since++) {
    guint8 kept[MOST_REPAIR + 1];
    guint8 off = 0;

    for (guint i = 0; i <= degree; i++)
      off ^= times (locator[i], syndromes[n - i]);
    if (off == 0)
      continue;
    memcpy (kept, locator, n_repair + 1);
    for (guint i = 0; i + since <= n_repair; i++)
      locator[i + since] ^= times (over (off, last), before[i]);
    if (2 * degree > n)
      continue;
    degree = n + 1 - degree;
    memcpy (before, kept, n_repair + 1);
    last = off;
    since = 0;
  }
  return degree;
}

/* Forney: how far the codeword at @root's place is off. */
static guint8
error_at (const guint8 *syndromes, guint n_repair, const guint8 *locator, guint degree, guint8 root)
{
  guint8 evaluator = 0, slope = 0;
  guint8 power = 1;

  for (guint i = 0; i < n_repair; i++) {
    guint8 term = 0;

    for (guint k = 0; k <= MIN (i, degree); k++)
      term ^= times (locator[k], syndromes[i - k]);
    evaluator ^= times (term, power);
    power = times (power, root);
  }
  power = 1;
  for (guint i = 1; i <= degree; i += 2) {
    slope ^= times (locator[i], power);
    power = times (power, times (root, root));
  }
  return slope ? times (over (evaluator, slope), over (1, root)) : 0;
}

gboolean
foyer_reed_solomon_mend (guint8 *block, guint length, guint n_repair)
{
  guint8 syndromes[MOST_REPAIR], locator[MOST_REPAIR + 1];
  guint degree, found = 0;

  g_return_val_if_fail (length <= 255 && n_repair <= MOST_REPAIR && n_repair < length, FALSE);

  make_tables ();
  if (!find_syndromes (block, length, n_repair, syndromes))
    return TRUE;
  degree = find_locator (syndromes, n_repair, locator);
  if (2 * degree > n_repair)
    return FALSE;
  for (guint place = 0; place < length; place++) {
    guint8 root = powers[(255 - place) % 255];

    if (value_at (locator, degree + 1, root) != 0)
      continue;
    block[length - 1 - place] ^= error_at (syndromes, n_repair, locator, degree, root);
    found++;
  }
  return found == degree && !find_syndromes (block, length, n_repair, syndromes);
}
