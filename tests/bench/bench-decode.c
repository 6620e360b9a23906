/* SPDX-License-Identifier: GPL-3.0-or-later */
/* bench-decode [CORPUS]: photographs read beside ZBar alone, codes in Chinese in
 * every encoding, small codes, and an empty hall. */
#include "bench.h"
#include "charset.h"
#include "corpus.h"
#include "film.h"
#include "picture.h"

#include <math.h>
#include <qrencode.h>
#include <string.h>

#define FRAME_WIDTH  1280
#define FRAME_HEIGHT 720
#define N_IDLE       200
#define N_CODES      60

static void
measure_corpus (const char *folder)
{
  FoyerCorpusSummary ours = { 0 }, plain = { 0 };
  g_autoptr (GError) error = NULL;

  if (!foyer_corpus_run (folder, NULL, foyer_decoder_decode_still, NULL, NULL, &ours, &error) ||
      !foyer_corpus_run (folder, NULL, foyer_decoder_decode_plain, NULL, NULL, &plain, &error))
    bench_check (error);
  bench_say ("%u photographs with a code", ours.total);
  bench_line ("photographs read", 100.0 * ours.read / MAX (ours.total, 1), "%", "ZBar alone",
              100.0 * plain.read / MAX (plain.total, 1));
  bench_line ("read wrong", ours.wrong, "", "ZBar alone", plain.wrong);
  bench_line ("invented where there is none", ours.invented, "", "ZBar alone", plain.invented);
  bench_line ("a still p50", ours.p50_ms, "ms", "ZBar alone", plain.p50_ms);
  bench_line ("a still p95", ours.p95_ms, "ms", "ZBar alone", plain.p95_ms);
}

/* The code in the middle of a frame, @module pixels a module, each pixel the
 * average of what it sees, a little noise on top. */
static FoyerFrame *
frame_of (const QRcode *qr, double module, GRand *rand)
{
  guint8 *pixels = g_malloc (FRAME_WIDTH * FRAME_HEIGHT);
  double left = FRAME_WIDTH / 2.0 - qr->width * module / 2.0 + g_rand_double (rand);
  double top = FRAME_HEIGHT / 2.0 - qr->width * module / 2.0 + g_rand_double (rand);
  g_autoptr (GBytes) bytes = NULL;

  for (int y = 0; y < FRAME_HEIGHT; y++) {
    for (int x = 0; x < FRAME_WIDTH; x++) {
      int dark = 0;

      for (int s = 0; s < 16; s++) {
        int column = (int) floor ((x + (s % 4 + 0.5) / 4.0 - left) / module);
        int row = (int) floor ((y + (s / 4 + 0.5) / 4.0 - top) / module);

        if (column >= 0 && row >= 0 && column < qr->width && row < qr->width)
          dark += qr->data[row * qr->width + column] & 1;
      }
      pixels[y * FRAME_WIDTH + x] = (guint8) (225 - dark * 12 + g_rand_int_range (rand, -6, 7));
    }
  }
  bytes = g_bytes_new_take (pixels, FRAME_WIDTH * FRAME_HEIGHT);
  return foyer_frame_new (bytes, FRAME_WIDTH, FRAME_HEIGHT, FRAME_WIDTH, -1, 0);
}

static gboolean
reads (FoyerCorpusDecode decode, FoyerDecoder *decoder, FoyerFrame *frame, const char *text)
{
  g_autoptr (GPtrArray) codes = decode (decoder, frame);

  return codes->len == 1 && strcmp (((FoyerFoundCode *) g_ptr_array_index (codes, 0))->text, text) == 0;
}

/* @charset: (nullable): of the bytes in the code; @eci: said so in it. */
static QRcode *
code_of (const char *text, const char *charset, gboolean eci)
{
  gsize length = strlen (text);
  g_autofree char *bytes = charset ? g_convert (text, -1, charset, "UTF-8", NULL, &length, NULL)
                                   : g_strdup (text);
  QRinput *input = QRinput_new2 (0, QR_ECLEVEL_M);
  QRcode *qr;

  g_assert (bytes != NULL);
  if (eci)
    QRinput_appendECIheader (input, 26);
  QRinput_append (input, QR_MODE_8, (int) length, (const unsigned char *) bytes);
  qr = QRcode_encodeInput (input);
  QRinput_free (input);
  return qr;
}

static void
measure_codes (const char *label, const char *charset, gboolean eci, double module)
{
  FoyerDecoder *decoder = foyer_decoder_new ();
  GRand *rand = g_rand_new_with_seed (7);
  guint ours = 0, plain = 0;

  for (guint i = 0; i < N_CODES; i++) {
    static const char * const texts[] = { "技术日签到", "王小明的门票", "第二届开发者大会", "上午场入场券" };
    g_autofree char *text = g_strdup_printf ("%s %05u", texts[i % G_N_ELEMENTS (texts)], i * 911);
    QRcode *qr = code_of (text, charset, eci);
    g_autoptr (FoyerFrame) frame = frame_of (qr, module, rand);

    ours += reads (foyer_decoder_decode_still, decoder, frame, text);
    plain += reads (foyer_decoder_decode_plain, decoder, frame, text);
    QRcode_free (qr);
  }
  bench_line (label, 100.0 * ours / N_CODES, "%", "ZBar alone", 100.0 * plain / N_CODES);
  g_rand_free (rand);
  foyer_decoder_free (decoder);
}

static FoyerFrame *
empty_hall (char *folder)
{
  FoyerFilmScene scene = { .code = NULL };
  g_autofree char *path = g_build_filename (folder, "hall.png", NULL);
  g_autoptr (GError) error = NULL;
  FoyerFrame *frame = NULL;

  if (foyer_film_write_picture (path, &scene, 1, &error))
    frame = foyer_picture_load (path, &error);
  bench_check (error);
  return frame;
}

static void
measure_idle (void)
{
  char *folder = bench_folder_new ();
  g_autoptr (FoyerFrame) frame = empty_hall (folder);
  g_autoptr (FoyerDecoder) decoder = foyer_decoder_new ();
  g_autoptr (GArray) ours = bench_times_new (), plain = bench_times_new ();

  bench_say ("an empty hall of %d × %d", frame->width, frame->height);
  for (guint i = 0; i < N_IDLE; i++) {
    gint64 start_us = g_get_monotonic_time ();

    g_ptr_array_unref (foyer_decoder_decode (decoder, frame));
    bench_times_add (ours, start_us);
    start_us = g_get_monotonic_time ();
    g_ptr_array_unref (foyer_decoder_decode_plain (decoder, frame));
    bench_times_add (plain, start_us);
  }
  bench_lines ("an idle frame", ours, "ZBar alone", plain);
  bench_folder_remove (folder);
}

int
main (int argc, char **argv)
{
  if (argc > 1)
    measure_corpus (argv[1]);
  else
    bench_say ("no photographs here: give --corpus FOLDER or FOYER_CORPUS; the rest is measured");
  measure_codes ("Chinese text exact, UTF-8", NULL, FALSE, 4.0);
  measure_codes ("Chinese text exact, UTF-8 with ECI", NULL, TRUE, 4.0);
  measure_codes ("Chinese text exact, GB 18030", "GB18030", FALSE, 4.0);
  measure_codes ("small codes, 1.5 pixels a module", NULL, FALSE, 1.5);
  measure_idle ();
  return 0;
}
