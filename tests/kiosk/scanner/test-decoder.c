/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decoder.h"
#include "film.h"
#include "grey.h"
#include "picture.h"
#include "scanner-fixture.h"

#include <malloc.h>

#define TICKET "FOYER-7K3Q9-D2M4X-HALL-A"
#define READS 20000
#define MOST_GROWTH (512 * 1024)
/* Every treatment of a film has had its turn after so many frames. */
#define FULL_ROUND 24

static FoyerFrame *
phone_new (guint32 seed)
{
  const FoyerFilmScene scene = { TICKET, 0, "开源技术日" };
  g_autofree char *dir = fixture_dir_new ();
  g_autofree char *path = g_build_filename (dir, "phone.png", NULL);
  g_autoptr (GError) error = NULL;
  FoyerFrame *frame;

  g_assert_true (foyer_film_write_picture (path, &scene, seed, &error));
  g_assert_no_error (error);
  frame = foyer_picture_load (path, &error);
  g_assert_no_error (error);
  fixture_dir_remove (dir);
  return frame;
}

static FoyerFrame *
frame_of (const FoyerGrey *grey)
{
  g_autoptr (GBytes) bytes =
    g_bytes_new (grey->pixels, (gsize) grey->stride * (gsize) grey->height);

  return foyer_frame_new (bytes, grey->width, grey->height, grey->stride, -1, 0);
}

static void
assert_reads (GPtrArray *codes)
{
  g_assert_cmpuint (codes->len, ==, 1);
  g_assert_cmpstr (((FoyerFoundCode *) codes->pdata[0])->text, ==, TICKET);
}

static void
test_phones (void)
{
  g_autoptr (FoyerDecoder) decoder = foyer_decoder_new ();

  for (guint32 seed = 0; seed < 20; seed++) {
    g_autoptr (FoyerFrame) frame = phone_new (seed);
    g_autoptr (GPtrArray) codes = foyer_decoder_decode_still (decoder, frame);

    assert_reads (codes);
  }
}

/* Where a code was seen decides whose turn it is: also after a treatment that
 * scales or turns the picture. */
static void
test_turned (void)
{
  g_autoptr (FoyerDecoder) decoder = foyer_decoder_new ();
  g_autoptr (FoyerFrame) flat = fixture_frame_new (TICKET, strlen (TICKET), -1, 5);
  g_autoptr (FoyerGrey) grey = foyer_grey_new_from_frame (flat);

  for (int degrees = 0; degrees < 360; degrees += 15) {
    g_autoptr (FoyerGrey) turned = foyer_grey_turn (grey, degrees);
    g_autoptr (FoyerFrame) frame = frame_of (turned);
    g_autoptr (GPtrArray) codes = foyer_decoder_decode_still (decoder, frame);
    const FoyerFoundCode *code;

    assert_reads (codes);
    code = codes->pdata[0];
    g_assert_cmpfloat_with_epsilon (code->x, frame->width / 2.0, 12);
    g_assert_cmpfloat_with_epsilon (code->y, frame->height / 2.0, 12);
  }
}

static void
test_located (void)
{
  g_autoptr (FoyerFrame) flat = fixture_frame_new (TICKET, strlen (TICKET), -1, 5);
  g_autoptr (FoyerGrey) grey = foyer_grey_new_from_frame (flat);
  g_autoptr (FoyerGrey) turned = foyer_grey_turn (grey, 60);
  g_autoptr (FoyerGrey) large = foyer_grey_scale (turned, 2);
  double x = large->width / 2.0;
  double y = large->height / 2.0;

  foyer_grey_locate (large, &x, &y);
  g_assert_cmpfloat_with_epsilon (x, grey->width / 2.0, 1.5);
  g_assert_cmpfloat_with_epsilon (y, grey->height / 2.0, 1.5);
}

static void
test_inverted (void)
{
  g_autoptr (FoyerDecoder) decoder = foyer_decoder_new ();
  g_autoptr (FoyerFrame) flat = fixture_frame_new (TICKET, strlen (TICKET), -1, 5);
  g_autoptr (FoyerGrey) shown = foyer_grey_new_from_frame (flat);
  g_autoptr (FoyerGrey) grey = foyer_grey_copy (shown);
  g_autoptr (FoyerFrame) frame = NULL;
  g_autoptr (GPtrArray) still = NULL;
  guint read = 0;

  foyer_grey_invert (grey);
  frame = frame_of (grey);
  still = foyer_decoder_decode_still (decoder, frame);
  assert_reads (still);
  for (int i = 0; i < FULL_ROUND; i++) {
    g_autoptr (GPtrArray) codes = foyer_decoder_decode (decoder, frame);

    read += codes->len;
  }
  g_assert_cmpuint (read, >=, 1);
}

/* Beside one another, as two phones are held up: both are read at once, each where it is. */
static void
test_several (void)
{
  g_autoptr (FoyerDecoder) decoder = foyer_decoder_new ();
  g_autoptr (FoyerFrame) left = fixture_frame_new (TICKET, strlen (TICKET), -1, 5);
  g_autoptr (FoyerFrame) right = fixture_frame_new ("OTHER", 5, -1, 5);
  int width = left->width + right->width;
  g_autoptr (FoyerGrey) both = foyer_grey_new (width, MAX (left->height, right->height));
  g_autoptr (FoyerFrame) frame = NULL;
  g_autoptr (GPtrArray) codes = NULL;

  memset (both->pixels, 255, (gsize) both->stride * (gsize) both->height);
  for (int y = 0; y < left->height; y++)
    memcpy (both->pixels + y * both->stride, left->pixels + y * left->stride, (gsize) left->width);
  for (int y = 0; y < right->height; y++)
    memcpy (both->pixels + y * both->stride + left->width, right->pixels + y * right->stride,
            (gsize) right->width);
  frame = frame_of (both);
  codes = foyer_decoder_decode (decoder, frame);
  g_assert_cmpuint (codes->len, ==, 2);
  for (guint i = 0; i < 2; i++) {
    const FoyerFoundCode *code = codes->pdata[i];

    g_assert_cmpint (code->x > left->width, ==, g_str_equal (code->text, "OTHER"));
  }
}

/* Behind glass, or through a camera that mirrors. */
static void
test_mirrored (void)
{
  g_autoptr (FoyerDecoder) decoder = foyer_decoder_new ();
  g_autoptr (FoyerFrame) plain = fixture_frame_new (TICKET, strlen (TICKET), -1, 4);
  g_autoptr (FoyerGrey) mirrored = foyer_grey_new (plain->width, plain->height);
  g_autoptr (FoyerFrame) frame = NULL;
  g_autoptr (GPtrArray) codes = NULL;

  for (int y = 0; y < plain->height; y++)
    for (int x = 0; x < plain->width; x++)
      mirrored->pixels[y * mirrored->stride + x] =
        plain->pixels[y * plain->stride + plain->width - 1 - x];
  frame = frame_of (mirrored);
  codes = foyer_decoder_decode (decoder, frame);
  assert_reads (codes);
}

static void
test_nothing (void)
{
  const FoyerFilmScene hall = { NULL, 0, NULL };
  g_autoptr (FoyerDecoder) decoder = foyer_decoder_new ();
  g_autofree char *dir = fixture_dir_new ();
  g_autofree char *path = g_build_filename (dir, "hall.png", NULL);
  g_autoptr (FoyerFrame) frame = NULL;
  g_autoptr (GPtrArray) codes = NULL;

  g_assert_true (foyer_film_write_picture (path, &hall, 3, NULL));
  frame = foyer_picture_load (path, NULL);
  codes = foyer_decoder_decode_still (decoder, frame);
  g_assert_cmpuint (codes->len, ==, 0);
  fixture_dir_remove (dir);
}

static void
test_pick (void)
{
  FoyerFoundCode far = { (char *) "far", 60, 60, 200 };
  FoyerFoundCode middle = { (char *) "middle", 620, 380, 190 };
  FoyerFoundCode small = { (char *) "small", 640, 360, 60 };
  g_autoptr (GPtrArray) codes = g_ptr_array_new ();

  g_assert_null (foyer_found_codes_pick (codes, 1280, 720));
  g_ptr_array_add (codes, &far);
  g_assert_true (foyer_found_codes_pick (codes, 1280, 720) == &far);
  g_ptr_array_add (codes, &small);
  g_ptr_array_add (codes, &middle);
  g_assert_true (foyer_found_codes_pick (codes, 1280, 720) == &middle);
}

/* A week at a door. ZBar alone would have kept five megabytes by now. */
static void
test_memory (void)
{
  g_autoptr (FoyerDecoder) decoder = foyer_decoder_new ();
  g_autoptr (FoyerFrame) frame = fixture_frame_new (TICKET, strlen (TICKET), -1, 3);
  gsize before = 0;
  gsize after;

  for (int i = 0; i < READS; i++) {
    g_autoptr (GPtrArray) codes = foyer_decoder_decode_plain (decoder, frame);

    assert_reads (codes);
    if (i == READS / 20)
      before = mallinfo2 ().uordblks;
  }
  after = mallinfo2 ().uordblks;
  g_test_message ("%zu bytes in use, %zu earlier", after, before);
  if (before == 0) {
    g_test_skip ("this allocator does not count");
    return;
  }
  g_assert_cmpuint (after, <, before + MOST_GROWTH);
}

static void
test_unreadable (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *dir = fixture_dir_new ();
  g_autofree char *path = g_build_filename (dir, "no-picture.png", NULL);

  g_assert_null (foyer_picture_load (path, &error));
  g_assert_error (error, FOYER_SCANNER_ERROR, FOYER_SCANNER_ERROR_UNREADABLE);
  g_clear_error (&error);
  g_assert_true (g_file_set_contents (path, "\x89PNG\r\n\x1a\nbroken", -1, NULL));
  g_assert_null (foyer_picture_load (path, &error));
  g_assert_error (error, FOYER_SCANNER_ERROR, FOYER_SCANNER_ERROR_UNREADABLE);
  fixture_dir_remove (dir);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/scanner/decoder/phones", test_phones);
  g_test_add_func ("/scanner/decoder/turned", test_turned);
  g_test_add_func ("/scanner/decoder/located", test_located);
  g_test_add_func ("/scanner/decoder/inverted", test_inverted);
  g_test_add_func ("/scanner/decoder/several", test_several);
  g_test_add_func ("/scanner/decoder/mirrored", test_mirrored);
  g_test_add_func ("/scanner/decoder/nothing", test_nothing);
  g_test_add_func ("/scanner/decoder/pick", test_pick);
  g_test_add_func ("/scanner/decoder/memory", test_memory);
  g_test_add_func ("/scanner/picture/unreadable", test_unreadable);
  return g_test_run ();
}
