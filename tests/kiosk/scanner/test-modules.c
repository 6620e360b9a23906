/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "codewords.h"
#include "modules.h"
#include "reed-solomon.h"
#include "segments.h"

#include <qrencode.h>
#include <string.h>

static FoyerModules *
modules_new (const QRcode *qr)
{
  FoyerModules *modules = g_new0 (FoyerModules, 1);

  modules->side = qr->width;
  for (int i = 0; i < qr->width * qr->width; i++)
    modules->dark[i] = qr->data[i] & 1;
  return modules;
}

static char *
read_text (const FoyerModules *modules)
{
  g_autoptr (GBytes) bytes = foyer_codewords_read (modules);
  gsize length = 0;
  const guint8 *data = bytes ? g_bytes_get_data (bytes, &length) : NULL;

  return data ? foyer_segments_read (data, length, (modules->side - 17) / 4) : NULL;
}

/* libqrencode is the oracle: every size, every level. */
static void
test_sizes (void)
{
  for (int version = 1; version <= 40; version++)
    for (int level = QR_ECLEVEL_L; level <= QR_ECLEVEL_H; level++) {
      g_autofree char *text = g_strdup_printf ("V%d-%d", version, level);
      QRcode *qr = QRcode_encodeString (text, version, (QRecLevel) level, QR_MODE_8, 1);
      g_autofree FoyerModules *modules = modules_new (qr);
      g_autofree char *read = read_text (modules);
      int format;

      g_assert_cmpint (qr->version, ==, version);
      g_assert_cmpint (foyer_modules_format (modules, &format), ==, 0);
      g_assert_cmpstr (read, ==, text);
      QRcode_free (qr);
    }
}

/* What libqrencode marks as not data is what we take for the same in every code. */
static void
test_kinds (void)
{
  for (int version = 1; version <= 40; version++) {
    QRcode *qr = QRcode_encodeString ("x", version, QR_ECLEVEL_L, QR_MODE_8, 1);

    for (int i = 0; i < qr->width * qr->width; i++) {
      FoyerModuleKind kind = foyer_modules_kind (qr->width, i % qr->width, i / qr->width);
      gboolean fixed = (qr->data[i] & 0x80) != 0;

      g_assert_cmpint (kind == FOYER_MODULE_DATA, !=, fixed);
      if (kind == FOYER_MODULE_DARK || kind == FOYER_MODULE_LIGHT)
        g_assert_cmpint (kind == FOYER_MODULE_DARK, ==, qr->data[i] & 1);
    }
    QRcode_free (qr);
  }
}

static void
test_mirror (void)
{
  QRcode *qr = QRcode_encodeString ("FOYER-MIRROR", 0, QR_ECLEVEL_M, QR_MODE_8, 1);
  g_autofree FoyerModules *modules = modules_new (qr);
  g_autofree char *wrong = NULL, *right = NULL;

  foyer_modules_mirror (modules);
  wrong = read_text (modules);
  g_assert_null (wrong);
  foyer_modules_mirror (modules);
  right = read_text (modules);
  g_assert_cmpstr (right, ==, "FOYER-MIRROR");
  QRcode_free (qr);
}

/* Fifteen percent of a code of level M may be broken; half of it may not, and then there must
 * be no text rather than a wrong one. */
static void
test_broken (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (5);
  QRcode *qr = QRcode_encodeString ("FOYER-7K3Q9-D2M4X-HALL-A", 3, QR_ECLEVEL_M, QR_MODE_8, 1);

  for (int i = 0; i < 200; i++) {
    g_autofree FoyerModules *modules = modules_new (qr);
    g_autofree char *some = NULL, *none = NULL;

    for (int k = 0; k < 8; k++)
      modules->dark[g_rand_int_range (rand, 12 * 29, 20 * 29)] ^= 1;
    some = read_text (modules);
    g_assert_cmpstr (some, ==, "FOYER-7K3Q9-D2M4X-HALL-A");
    for (int k = 0; k < 29 * 29; k++)
      modules->dark[k] ^= g_rand_boolean (rand);
    none = read_text (modules);
    g_assert_null (none);
  }
  QRcode_free (qr);
}

static void
test_mending (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (6);

  for (int i = 0; i < 2000; i++) {
    guint8 block[44] = { 0 };   /* all zeros is a word of the code */
    guint n_broken = (guint) g_rand_int_range (rand, 0, 15);
    guint n_zero = 0;

    for (guint k = 0; k < n_broken; k++)
      block[g_rand_int_range (rand, 0, 44)] = (guint8) g_rand_int_range (rand, 1, 256);
    g_assert_true (foyer_reed_solomon_mend (block, 44, 28));
    for (guint k = 0; k < 44; k++)
      n_zero += block[k] == 0;
    g_assert_cmpuint (n_zero, ==, 44);
  }
}

/* Bits as a person would write them: spaces do not count. */
static char *
read_bits (const char *bits)
{
  guint8 data[64] = { 0 };
  gsize n = 0;

  for (; *bits != '\0'; bits++)
    if (*bits != ' ') {
      data[n / 8] = (guint8) (data[n / 8] | (*bits - '0') << (7 - n % 8));
      n++;
    }
  return foyer_segments_read (data, (n + 7) / 8, 1);
}

static void
test_segments (void)
{
  static const struct {
    const char *bits;
    const char *text;
  } rows[] = {
    { "0001 0000000101 0001111011 0101101 0000", "12345" },
    { "0010 000000011 00111001110 000100 0000", "AC4" },
    /* Hanzi mode of GB/T 18284, subset 1: 阿 is B0 A2. */
    { "1101 0001 00000001 0001111000001 0000", "阿" },
    { "1000 00000001 0110110011111 0000", "点" },
    { "0111 00011010 0100 00000011 11100111 10100101 10101000 0000", "票" },
    { "0100 00000010 01000001 0100", NULL },          /* ends within */
    { "0011 0000 0001 00000000 0100 00000000", NULL }, /* a part of several */
    { "0000", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *text = read_bits (rows[i].bits);

    g_test_message ("row %zu: %s", i, text ? text : "nothing");
    g_assert_cmpstr (text, ==, rows[i].text);
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/scanner/modules/sizes", test_sizes);
  g_test_add_func ("/scanner/modules/kinds", test_kinds);
  g_test_add_func ("/scanner/modules/mirror", test_mirror);
  g_test_add_func ("/scanner/modules/broken", test_broken);
  g_test_add_func ("/scanner/modules/mending", test_mending);
  g_test_add_func ("/scanner/modules/segments", test_segments);
  return g_test_run ();
}
