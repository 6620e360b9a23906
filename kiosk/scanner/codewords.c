/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "codewords.h"

#include "reed-solomon.h"

#include <string.h>

/* Of the 30 modules that tell level and mask. */
#define MOST_FORMAT_ERRORS 8

/* ISO/IEC 18004, table 9, by level (L, M, Q, H) and version. */
static const guint8 repair_per_block[4][40] = {
  { 7,  10, 15, 20, 26, 18, 20, 24, 30, 18, 20, 24, 26, 30, 22, 24, 28, 30, 28, 28,
    28, 28, 30, 30, 26, 28, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30 },
  { 10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24, 28, 28, 26, 26, 26,
    26, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28 },
  { 13, 22, 18, 26, 18, 24, 18, 22, 20, 24, 28, 26, 24, 20, 30, 24, 28, 28, 26, 30,
    28, 30, 30, 30, 30, 28, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30 },
  { 17, 28, 22, 16, 22, 28, 26, 26, 24, 28, 24, 28, 22, 24, 24, 30, 28, 28, 26, 28,
    30, 24, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30 },
};
static const guint8 blocks_per_code[4][40] = {
  { 1, 1, 1, 1,  1,  2,  2,  2,  2,  4,  4,  4,  4,  4,  6,  6,  6,  6,  7,  8,
    8, 9, 9, 10, 12, 12, 12, 13, 14, 15, 16, 17, 18, 19, 19, 20, 21, 22, 24, 25 },
  { 1,  1,  1,  2,  2,  4,  4,  4,  5,  5,  5,  8,  9,  9,  10, 10, 11, 13, 14, 16,
    17, 17, 18, 20, 21, 23, 25, 26, 28, 29, 31, 33, 35, 37, 38, 40, 43, 45, 47, 49 },
  { 1,  1,  2,  2,  4,  4,  6,  6,  8,  8,  8,  10, 12, 16, 12, 17, 16, 18, 21, 20,
    23, 23, 25, 27, 29, 34, 34, 35, 38, 40, 43, 45, 48, 51, 53, 56, 59, 62, 65, 68 },
  { 1,  1,  2,  4,  4,  4,  5,  6,  8,  8,  11, 11, 16, 16, 18, 16, 19, 21, 25, 25,
    25, 34, 30, 32, 35, 37, 40, 42, 45, 48, 51, 54, 57, 60, 63, 66, 70, 74, 77, 81 },
};

static gboolean
is_masked (int mask, int column, int row)
{
  switch (mask) {
  case 0:
    return (row + column) % 2 == 0;
  case 1:
    return row % 2 == 0;
  case 2:
    return column % 3 == 0;
  case 3:
    return (row + column) % 3 == 0;
  case 4:
    return (row / 2 + column / 3) % 2 == 0;
  case 5:
    return row * column % 2 + row * column % 3 == 0;
  case 6:
    return (row * column % 2 + row * column % 3) % 2 == 0;
  default:
    return ((row + column) % 2 + row * column % 3) % 2 == 0;
  }
}

/* Pairs of columns from the right, up and down in turn; the column of the timing pattern is
 * left out. */
static GByteArray *
collect (const FoyerModules *modules, int mask)
{
  int side = modules->side;
  GByteArray *words = g_byte_array_sized_new ((guint) (side * side / 8));
  guint n_bits = 0;
  guint8 word = 0;
  gboolean up = TRUE;

  for (int right = side - 1; right > 0; right -= 2, up = !up) {
    right -= right == 6;
    for (int i = 0; i < 2 * side; i++) {
      int row = up ? side - 1 - i / 2 : i / 2;
      int column = right - i % 2;

      if (foyer_modules_kind (side, column, row) != FOYER_MODULE_DATA)
        continue;
      word = (guint8) (word << 1
                       | (modules->dark[row * side + column] ^ is_masked (mask, column, row)));
      if (++n_bits % 8 == 0)
        g_byte_array_append (words, &word, 1);
    }
  }
  return words;
}

/* Codewords go round the blocks in turn; the first blocks may hold one less than the last. */
static GBytes *
mend (const GByteArray *words, guint n_blocks, guint n_repair)
{
  guint n_short = n_blocks - words->len % n_blocks;
  guint short_data = words->len / n_blocks - n_repair;
  g_autoptr (GByteArray) data = g_byte_array_new ();

  for (guint i = 0; i < n_blocks; i++) {
    guint n_data = short_data + (i >= n_short);
    guint8 block[256];

    for (guint k = 0; k < n_data; k++)
      block[k] = k < short_data ? words->data[k * n_blocks + i]
                                : words->data[short_data * n_blocks + i - n_short];
    for (guint k = 0; k < n_repair; k++)
      block[n_data + k] = words->data[words->len - (n_repair - k) * n_blocks + i];
    if (!foyer_reed_solomon_mend (block, n_data + n_repair, n_repair))
      return NULL;
    g_byte_array_append (data, block, n_data);
  }
  return g_byte_array_free_to_bytes (g_steal_pointer (&data));
}

GBytes *
foyer_codewords_read (const FoyerModules *modules)
{
  /* The level is told as L 1, M 0, Q 3, H 2. */
  static const guint8 levels[] = { 1, 0, 3, 2 };
  int format = 0;
  int version = (modules->side - 17) / 4;
  int level;
  g_autoptr (GByteArray) words = NULL;

  if (foyer_modules_format (modules, &format) > MOST_FORMAT_ERRORS)
    return NULL;
  level = levels[format >> 3];
  words = collect (modules, format & 7);
  return mend (words, blocks_per_code[level][version - 1], repair_per_block[level][version - 1]);
}
