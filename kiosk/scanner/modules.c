/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "modules.h"

gboolean
foyer_modules_is_side (int side)
{
  return side >= FOYER_MODULES_LEAST && side <= FOYER_MODULES_MOST && side % 4 == 1;
}

int
foyer_modules_alignment (int side, int *at)
{
  int version = (side - 17) / 4;
  int n = version == 1 ? 0 : version / 7 + 2;
  int step = n < 2 ? 0 : version == 32 ? 26 : (version * 4 + n * 2 + 1) / (n * 2 - 2) * 2;

  for (int i = 1; i < n; i++)
    at[i] = side - 7 - step * (n - 1 - i);
  if (n > 0)
    at[0] = 6;
  return n;
}

/* Around the finders; from version 7 also beside two of them. */
static gboolean
is_told (int side, int column, int row)
{
  int far = side - 8;

  if ((row == 8 && (column <= 8 || column >= far)) || (column == 8 && (row <= 8 || row >= far)))
    return TRUE;
  return side >= 45 && ((column < 6 && row >= side - 11 && row < far)
                        || (row < 6 && column >= side - 11 && column < far));
}

static FoyerModuleKind
kind_of (gboolean dark)
{
  return dark ? FOYER_MODULE_DARK : FOYER_MODULE_LIGHT;
}

/* @x and @y: from the middle of a square that is @radius wide on each side; rings alternate
 * from the outside in. */
static FoyerModuleKind
kind_in_square (int x, int y, int dark_rings)
{
  return kind_of ((dark_rings >> MAX (ABS (x), ABS (y)) & 1) != 0);
}

static gboolean
in_alignment (int side, int column, int row, FoyerModuleKind *kind)
{
  int at[7];
  int n = foyer_modules_alignment (side, at);

  for (int i = 0; i < n; i++)
    for (int j = 0; j < n; j++) {
      gboolean in_finder = (i == 0 && (j == 0 || j == n - 1)) || (i == n - 1 && j == 0);

      if (in_finder || ABS (column - at[j]) > 2 || ABS (row - at[i]) > 2)
        continue;
      *kind = kind_in_square (column - at[j], row - at[i], 1 << 0 | 1 << 2);
      return TRUE;
    }
  return FALSE;
}

FoyerModuleKind
foyer_modules_kind (int side, int column, int row)
{
  static const int finder_rings = 1 << 0 | 1 << 1 | 1 << 3;
  int far = side - 4;
  FoyerModuleKind kind;

  if (column < 0 || row < 0 || column >= side || row >= side)
    return FOYER_MODULE_LIGHT;
  if (column < 8 && row < 8)
    return kind_in_square (column - 3, row - 3, finder_rings);
  if (column >= side - 8 && row < 8)
    return kind_in_square (column - far, row - 3, finder_rings);
  if (column < 8 && row >= side - 8)
    return kind_in_square (column - 3, row - far, finder_rings);
  if (column == 6 || row == 6)
    return kind_of ((column + row) % 2 == 0);
  if (column == 8 && row == side - 8)
    return FOYER_MODULE_DARK;
  if (is_told (side, column, row))
    return FOYER_MODULE_TOLD;
  return in_alignment (side, column, row, &kind) ? kind : FOYER_MODULE_DATA;
}

/* The fifteen modules that tell level and mask, highest bit first: around the first finder,
 * and again beside the two others. */
static int
format_bits (const FoyerModules *self, gboolean again)
{
  static const guint8 along[] = { 0, 1, 2, 3, 4, 5, 7, 8, 8, 8, 8, 8, 8, 8, 8 };
  static const guint8 down[] = { 8, 8, 8, 8, 8, 8, 8, 8, 7, 5, 4, 3, 2, 1, 0 };
  int bits = 0;

  for (int i = 0; i < 15; i++) {
    int column = again ? (i < 7 ? 8 : self->side - 15 + i) : along[i];
    int row = again ? (i < 7 ? self->side - 1 - i : 8) : down[i];

    bits = bits << 1 | self->dark[row * self->side + column];
  }
  return bits;
}

/* The BCH code (15, 5) of ISO/IEC 18004, with its mask. */
static int
format_word (int data)
{
  int rest = data << 10;

  for (int i = 4; i >= 0; i--)
    if (rest & 1 << (i + 10))
      rest ^= 0x537 << i;
  return (data << 10 | rest) ^ 0x5412;
}

int
foyer_modules_format (const FoyerModules *self, int *format)
{
  int first = format_bits (self, FALSE);
  int second = format_bits (self, TRUE);
  int least = 31;

  for (int data = 0; data < 32; data++) {
    int word = format_word (data);
    int distance = __builtin_popcount ((guint) (first ^ word))
                   + __builtin_popcount ((guint) (second ^ word));

    if (distance < least) {
      least = distance;
      *format = data;
    }
  }
  return least;
}

void
foyer_modules_mirror (FoyerModules *self)
{
  for (int row = 0; row < self->side; row++)
    for (int column = 0; column < row; column++) {
      guint8 *one = &self->dark[row * self->side + column];
      guint8 *other = &self->dark[column * self->side + row];
      guint8 kept = *one;

      *one = *other;
      *other = kept;
    }
}
