/* SPDX-License-Identifier: GPL-3.0-or-later */
/* bench-decode [CORPUS [PART…]]: photographs, their folds, Chinese text in every encoding, codes
 * of our own drawing, a film and an empty hall, beside ZBar and zxing-cpp. */
#include "bench.h"
#include "corpus.h"
#include "decode-film.h"
#include "decode-folds.h"
#include "decode-sweep.h"
#include "film.h"
#include "peer.h"
#include "picture.h"

#include <qrencode.h>
#include <string.h>

#define N_IDLE     200
#define N_PAYLOADS 10000
/* A reader of which each payload takes long is measured on fewer. */
#define N_COMPARED 500

/* Photographs. */

static GPtrArray *
codes_of (GPtrArray *texts)
{
  GPtrArray *codes = g_ptr_array_new_with_free_func ((GDestroyNotify) foyer_found_code_free);

  for (guint i = 0; i < texts->len; i++)
    if (g_utf8_validate (texts->pdata[i], -1, NULL))
      foyer_found_codes_add (codes, g_strdup (texts->pdata[i]), 0, 0, 0);
  g_ptr_array_unref (texts);
  return codes;
}

static GPtrArray *
decode_by_zbar (FoyerDecoder *decoder, FoyerFrame *frame)
{
  return codes_of (bench_zbar_read (frame));
}

static GPtrArray *
decode_by_zxing (FoyerDecoder *decoder, FoyerFrame *frame)
{
  return codes_of (bench_zxing_read (frame));
}

static FoyerCorpusSummary
run (const char *folder, const char *prefix, FoyerCorpusDecode decode)
{
  FoyerCorpusSummary summary = { 0 };
  g_autoptr (GError) error = NULL;

  if (!foyer_corpus_run (folder, prefix, decode, NULL, NULL, &summary, &error))
    bench_check (error);
  return summary;
}

static void
compare (const FoyerCorpusSummary *ours, const FoyerCorpusSummary *peer, const char *name)
{
  bench_line ("photographs read", 100.0 * ours->read / MAX (ours->total, 1), "%", name,
              100.0 * peer->read / MAX (peer->total, 1));
  bench_line ("read wrong", ours->wrong, "", name, peer->wrong);
  bench_line ("invented where there is none", ours->invented, "", name, peer->invented);
  bench_line ("a still p50", ours->p50_ms, "ms", name, peer->p50_ms);
  bench_line ("a still p95", ours->p95_ms, "ms", name, peer->p95_ms);
}

static void
measure_part (const char *folder, const char *prefix, const char *what)
{
  FoyerCorpusSummary ours = run (folder, prefix, foyer_decoder_decode_still);
  FoyerCorpusSummary zbar = run (folder, prefix, decode_by_zbar);
  FoyerCorpusSummary zxing;

  bench_say ("%u %s", ours.total, what);
  compare (&ours, &zbar, "ZBar alone");
  if (!bench_has_zxing ())
    return;
  zxing = run (folder, prefix, decode_by_zxing);
  compare (&ours, &zxing, "zxing-cpp");
}

static void
measure_corpus (const char *folder)
{
  measure_part (folder, "!dcc/", "photographs with a code");
  measure_part (folder, "dcc/", "dense certificates");
}

/* Texts. */

static FoyerFrame *
frame_of (const QRcode *qr)
{
  enum { MODULE = 3, MARGIN = 4 };
  int side = (qr->width + 2 * MARGIN) * MODULE;
  guint8 *pixels = g_malloc ((gsize) side * (gsize) side);
  g_autoptr (GBytes) bytes = g_bytes_new_take (pixels, (gsize) side * (gsize) side);

  memset (pixels, 230, (gsize) side * (gsize) side);
  for (int y = 0; y < side; y++)
    for (int x = 0; x < side; x++) {
      int column = x / MODULE - MARGIN, row = y / MODULE - MARGIN;

      if (column >= 0 && row >= 0 && column < qr->width && row < qr->width
          && qr->data[row * qr->width + column] & 1)
        pixels[y * side + x] = 30;
    }
  return foyer_frame_new (bytes, side, side, side, -1, 0);
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

#define ANY(list, rand) list[g_rand_int_range (rand, 0, G_N_ELEMENTS (list))]

/* The shapes in which registration services put names into tickets. */
static char *
payload_new (GRand *rand)
{
  static const char * const surnames[] = { "王", "李", "张", "刘", "陈", "欧阳", "程", "朴", "覃",
                                           "缪", "司马", "乜", "句", "祭", "龚", "谭", "冼", "牟" };
  static const char * const given[] = { "诗春", "玥", "镕基", "喆", "堃", "翀", "祎", "犇", "子轩",
                                        "一诺", "婧怡", "燊", "淼", "丹", "伟", "晓雯", "梓涵" };
  static const char * const companies[] = { "腾讯", "字节跳动", "深圳市大疆创新科技有限公司",
                                            "中国科学院软件研究所", "华为", "开源社" };
  const char *surname = ANY (surnames, rand), *name = ANY (given, rand);
  int number = g_rand_int_range (rand, 0, 1000000);

  switch (g_rand_int_range (rand, 0, 5)) {
  case 0:
    return g_strdup_printf ("%s%s", surname, name);
  case 1:
    return g_strdup_printf ("%06d|%s%s|%s", number, surname, name, ANY (companies, rand));
  case 2:
    return g_strdup_printf ("姓名：%s%s；公司：%s；职位：工程师", surname, name,
                            ANY (companies, rand));
  case 3:
    return g_strdup_printf ("https://example.org/t/%d?name=%s%s", number, surname, name);
  default:
    return g_strdup_printf ("BEGIN:VCARD\nFN:%s%s\nORG:%s\nEND:VCARD", surname, name,
                            ANY (companies, rand));
  }
}

static gboolean
reads (FoyerDecoder *decoder, FoyerFrame *frame, const char *text)
{
  g_autoptr (GPtrArray) codes = foyer_decoder_decode (decoder, frame);

  return codes->len == 1
         && strcmp (((FoyerFoundCode *) g_ptr_array_index (codes, 0))->text, text) == 0;
}

static void
measure_texts (const char *label, const char *charset, gboolean eci)
{
  g_autoptr (FoyerDecoder) decoder = foyer_decoder_new ();
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);
  guint ours = 0, zbar = 0, zxing = 0;

  for (guint i = 0; i < N_PAYLOADS; i++) {
    g_autofree char *text = payload_new (rand);
    QRcode *qr = code_of (text, charset, eci);
    g_autoptr (FoyerFrame) frame = frame_of (qr);

    ours += reads (decoder, frame, text);
    if (i < N_COMPARED) {
      g_autoptr (GPtrArray) by_zbar = bench_zbar_read (frame);
      g_autoptr (GPtrArray) by_zxing = bench_zxing_read (frame);

      zbar += bench_texts_hold (by_zbar, text);
      zxing += bench_texts_hold (by_zxing, text);
    }
    QRcode_free (qr);
  }
  bench_line (label, 100.0 * ours / N_PAYLOADS, "%", "ZBar alone", 100.0 * zbar / N_COMPARED);
  if (bench_has_zxing ())
    bench_line (label, 100.0 * ours / N_PAYLOADS, "%", "zxing-cpp", 100.0 * zxing / N_COMPARED);
}

static void
measure_all_texts (void)
{
  bench_say ("%u payloads in Chinese of each encoding; the others on %u of them", N_PAYLOADS,
             N_COMPARED);
  measure_texts ("text exact, UTF-8", NULL, FALSE);
  measure_texts ("text exact, UTF-8 with ECI", NULL, TRUE);
  measure_texts ("text exact, GB 18030", "GB18030", FALSE);
}

/* An empty hall. */

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

static FoyerFrame *
enlarge (FoyerFrame *frame, int width, int height)
{
  guint8 *pixels = g_malloc ((gsize) width * (gsize) height);
  g_autoptr (GBytes) bytes = g_bytes_new_take (pixels, (gsize) width * (gsize) height);
  g_autoptr (GRand) rand = g_rand_new_with_seed (3);

  for (int i = 0; i < width * height; i++) {
    int x = i % width * frame->width / width, y = i / width * frame->height / height;
    /* A sensor is never quiet. */
    int value = frame->pixels[y * frame->stride + x] + g_rand_int_range (rand, -4, 5);

    pixels[i] = (guint8) CLAMP (value, 0, 255);
  }
  return foyer_frame_new (bytes, width, height, width, -1, 0);
}

static void
measure_idle (int width, int height)
{
  char *folder = bench_folder_new ();
  g_autoptr (FoyerFrame) hall = empty_hall (folder);
  g_autoptr (FoyerFrame) frame = enlarge (hall, width, height);
  g_autoptr (FoyerDecoder) decoder = foyer_decoder_new ();
  g_autoptr (GArray) ours = bench_times_new (), zbar = bench_times_new (),
                     zxing = bench_times_new ();

  bench_say ("an empty hall of %d × %d", width, height);
  for (guint i = 0; i < N_IDLE; i++) {
    gint64 start_us = bench_worked_us ();

    g_ptr_array_unref (foyer_decoder_decode (decoder, frame));
    bench_times_add_work (ours, start_us);
    start_us = bench_worked_us ();
    g_ptr_array_unref (bench_zbar_read (frame));
    bench_times_add_work (zbar, start_us);
    start_us = bench_worked_us ();
    g_ptr_array_unref (bench_zxing_read (frame));
    bench_times_add_work (zxing, start_us);
  }
  bench_lines ("an idle frame", ours, "ZBar alone", zbar);
  if (bench_has_zxing ())
    bench_lines ("an idle frame", ours, "zxing-cpp", zxing);
  bench_folder_remove (folder);
}

static gboolean
wanted (char **parts, const char *name)
{
  return parts[0] == NULL || g_strv_contains ((const char * const *) parts, name);
}

static void
measure_pictures (const char *folder, char **parts)
{
  g_autofree char *film = g_build_filename (folder, "qrcode-movie.mp4", NULL);

  if (wanted (parts, "photographs"))
    measure_corpus (folder);
  if (wanted (parts, "folds"))
    bench_decode_folds (folder);
  if (wanted (parts, "film") && g_file_test (film, G_FILE_TEST_EXISTS))
    bench_decode_film (film);
}

int
main (int argc, char **argv)
{
  char **parts = argc > 2 ? argv + 2 : (char *[]){ NULL };

  if (!bench_has_zxing ())
    bench_say ("zxing-cpp was not there to build with: install libzxing-dev to see it beside us");
  if (argc > 1)
    measure_pictures (argv[1], parts);
  else
    bench_say ("no photographs here: give --corpus FOLDER or FOYER_CORPUS; the rest is measured");
  if (wanted (parts, "idle")) {
    measure_idle (1280, 720);
    measure_idle (1920, 1080);
  }
  if (wanted (parts, "texts"))
    measure_all_texts ();
  if (wanted (parts, "sweep"))
    bench_decode_sweep ();
  return 0;
}
