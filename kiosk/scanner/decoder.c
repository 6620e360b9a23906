/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-decoder"

#include "decoder.h"

#include "charset.h"
#include "grey.h"

#include <math.h>
#include <string.h>
#include <zbar.h>

/* ZBar never gives back the symbols of the QR codes it read, about 250 bytes
 * each time, until its scanner goes. */
#define READS_PER_SCANNER 1000

/* Larger pictures are made smaller before anything else: no treatment may take
 * more than a moment, and no code that is held up is that fine. */
#define LARGEST_SIDE 2400
/* What most frames of a film are made smaller to. */
#define QUICK_SIDE 640

struct _FoyerDecoder {
  zbar_image_scanner_t *scanner;
  guint                 reads;   /* by this scanner */
  guint                 turn;    /* which of the costlier treatments is next */
};

typedef FoyerGrey *(*Treatment) (const FoyerGrey *grey);

void
foyer_found_code_free (FoyerFoundCode *self)
{
  g_free (self->text);
  g_free (self);
}

static FoyerGrey *
treat_wide (const FoyerGrey *grey)
{
  return foyer_grey_threshold (grey, 81, 2);
}

static FoyerGrey *
treat_narrow (const FoyerGrey *grey)
{
  return foyer_grey_threshold (grey, 25, 7);
}

static FoyerGrey *
treat_inverted (const FoyerGrey *grey)
{
  g_autoptr (FoyerGrey) inverted = foyer_grey_copy (grey);

  foyer_grey_invert (inverted);
  return foyer_grey_threshold (inverted, 25, 7);
}

static FoyerGrey *
fit (const FoyerGrey *grey, double side)
{
  return foyer_grey_scale (grey, side / MAX (grey->width, grey->height));
}

static FoyerGrey *
treat_small (const FoyerGrey *grey)
{
  g_autoptr (FoyerGrey) small = fit (grey, 480);

  return foyer_grey_threshold (small, 25, 7);
}

static FoyerGrey *
treat_blurred (const FoyerGrey *grey)
{
  return foyer_grey_blur (grey, 2);
}

static FoyerGrey *
treat_turned (const FoyerGrey *grey)
{
  return foyer_grey_turn (grey, 60);
}

static FoyerGrey *
treat_double (const FoyerGrey *grey)
{
  g_autoptr (FoyerGrey) large =
    foyer_grey_scale (grey, MIN (2, 2.0 * LARGEST_SIDE / MAX (grey->width, grey->height)));

  return foyer_grey_unsharp (large, 2);
}

static FoyerGrey *
treat_smallest (const FoyerGrey *grey)
{
  return fit (grey, 320);
}

/* In the order of what each adds to those before it, measured on photographs. */
static const Treatment ladder[] = {
  foyer_grey_copy, treat_wide,   treat_narrow, treat_inverted, treat_small,
  treat_blurred,   treat_turned, treat_double, treat_smallest,
};

/* A phone that is held up is large in the picture: what costs least reads most. */
static FoyerGrey *
treat_half (const FoyerGrey *grey)
{
  g_autoptr (FoyerGrey) half = fit (grey, MIN (MAX (grey->width, grey->height), QUICK_SIDE));

  return foyer_grey_threshold (half, 25, 7);
}

static FoyerGrey *
treat_half_inverted (const FoyerGrey *grey)
{
  g_autoptr (FoyerGrey) half = treat_half (grey);

  foyer_grey_invert (half);
  return g_steal_pointer (&half);
}

/* Small codes are read where they are meant to be held. */
static FoyerGrey *
treat_middle (const FoyerGrey *grey)
{
  g_autoptr (FoyerGrey) middle =
    foyer_grey_crop (grey, grey->width / 3, grey->height / 3, MAX (1, grey->width / 3),
                     MAX (1, grey->height / 3));
  g_autoptr (FoyerGrey) large = foyer_grey_scale (middle, 2);

  return foyer_grey_threshold (large, 41, 5);
}

/* What the frames of a film get in turn; every fourth, one of the costlier ones. */
static const Treatment quick[] = { treat_half, treat_half_inverted, treat_half };
static const Treatment thorough[] = { treat_narrow, foyer_grey_copy, treat_middle, treat_inverted,
                                      treat_blurred };

static void
renew_scanner (FoyerDecoder *self)
{
  g_clear_pointer (&self->scanner, zbar_image_scanner_destroy);
  self->scanner = zbar_image_scanner_create ();
  self->reads = 0;
  /* Every other symbology is time lost, false reads and a door for crafted pictures. */
  zbar_image_scanner_set_config (self->scanner, ZBAR_NONE, ZBAR_CFG_ENABLE, 0);
  zbar_image_scanner_set_config (self->scanner, ZBAR_QRCODE, ZBAR_CFG_ENABLE, 1);
  zbar_image_scanner_set_config (self->scanner, ZBAR_QRCODE, ZBAR_CFG_BINARY, 1);
  zbar_image_scanner_set_config (self->scanner, ZBAR_NONE, ZBAR_CFG_X_DENSITY, 1);
  zbar_image_scanner_set_config (self->scanner, ZBAR_NONE, ZBAR_CFG_Y_DENSITY, 1);
}

FoyerDecoder *
foyer_decoder_new (void)
{
  FoyerDecoder *self = g_new0 (FoyerDecoder, 1);

  renew_scanner (self);
  return self;
}

void
foyer_decoder_free (FoyerDecoder *self)
{
  zbar_image_scanner_destroy (self->scanner);
  g_free (self);
}

static void
place (FoyerFoundCode *code, const zbar_symbol_t *symbol, const FoyerGrey *grey)
{
  guint n = zbar_symbol_get_loc_size (symbol);
  double left = G_MAXDOUBLE, top = G_MAXDOUBLE, right = -G_MAXDOUBLE, bottom = -G_MAXDOUBLE;

  for (guint i = 0; i < n; i++) {
    double x = zbar_symbol_get_loc_x (symbol, i);
    double y = zbar_symbol_get_loc_y (symbol, i);

    foyer_grey_locate (grey, &x, &y);
    left = MIN (left, x);
    top = MIN (top, y);
    right = MAX (right, x);
    bottom = MAX (bottom, y);
  }
  if (n == 0)
    return;
  code->x = (left + right) / 2;
  code->y = (top + bottom) / 2;
  code->size = MAX (right - left, bottom - top);
}

static gboolean
holds (GPtrArray *codes, const char *text)
{
  for (guint i = 0; i < codes->len; i++)
    if (strcmp (((FoyerFoundCode *) codes->pdata[i])->text, text) == 0)
      return TRUE;
  return FALSE;
}

/* ZBar has already applied an ECI of ISO 8859, Shift_JIS or UTF-8, so that such
 * text arrives as UTF-8; it passes the bytes of any other ECI, and of none, as
 * they are. Both are what the charset step takes. */
static void
collect (GPtrArray *codes, const zbar_symbol_t *symbol, const FoyerGrey *grey)
{
  g_autofree char *text = NULL;
  FoyerFoundCode *code;

  /* Anything else is one part of a text spread over several codes. */
  if (zbar_symbol_get_type (symbol) != ZBAR_QRCODE)
    return;
  text = foyer_charset_to_utf8 ((const guint8 *) zbar_symbol_get_data (symbol),
                                zbar_symbol_get_data_length (symbol));
  if (text == NULL || holds (codes, text))
    return;
  code = g_new0 (FoyerFoundCode, 1);
  code->text = g_steal_pointer (&text);
  place (code, symbol, grey);
  g_ptr_array_add (codes, code);
}

static void
scan (FoyerDecoder *self, const FoyerGrey *grey, GPtrArray *codes)
{
  zbar_image_t *image = zbar_image_create ();

  if (self->reads >= READS_PER_SCANNER)
    renew_scanner (self);
  /* ZBar knows no stride: to it the padding is picture, outside of what it scans. */
  zbar_image_set_format (image, zbar_fourcc ('Y', '8', '0', '0'));
  zbar_image_set_size (image, (guint) grey->stride, (guint) grey->height);
  zbar_image_set_crop (image, 0, 0, (guint) grey->width, (guint) grey->height);
  zbar_image_set_data (image, grey->pixels, (gulong) grey->stride * (gulong) grey->height, NULL);
  if (zbar_scan_image (self->scanner, image) > 0)
    self->reads++;
  for (const zbar_symbol_t *symbol = zbar_image_first_symbol (image); symbol != NULL;
       symbol = zbar_symbol_next (symbol))
    collect (codes, symbol, grey);
  zbar_image_destroy (image);
}

static void
scan_treated (FoyerDecoder *self, const FoyerGrey *grey, Treatment treatment, GPtrArray *codes)
{
  g_autoptr (FoyerGrey) treated = treatment (grey);

  scan (self, treated, codes);
}

static FoyerGrey *
open_frame (FoyerFrame *frame)
{
  g_autoptr (FoyerGrey) grey = foyer_grey_new_from_frame (frame);

  if (MAX (grey->width, grey->height) > LARGEST_SIDE)
    return fit (grey, LARGEST_SIDE);
  return g_steal_pointer (&grey);
}

static GPtrArray *
codes_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) foyer_found_code_free);
}

GPtrArray *
foyer_decoder_decode (FoyerDecoder *self, FoyerFrame *frame)
{
  g_autoptr (FoyerGrey) grey = open_frame (frame);
  GPtrArray *codes = codes_new ();
  guint turn = self->turn++;
  guint step = turn % (G_N_ELEMENTS (quick) + 1);

  if (step < G_N_ELEMENTS (quick))
    scan_treated (self, grey, quick[step], codes);
  else
    scan_treated (self, grey, thorough[turn / (G_N_ELEMENTS (quick) + 1) % G_N_ELEMENTS (thorough)],
                  codes);
  return codes;
}

GPtrArray *
foyer_decoder_decode_still (FoyerDecoder *self, FoyerFrame *frame)
{
  g_autoptr (FoyerGrey) grey = open_frame (frame);
  GPtrArray *codes = codes_new ();

  for (guint i = 0; i < G_N_ELEMENTS (ladder) && codes->len == 0; i++)
    scan_treated (self, grey, ladder[i], codes);
  return codes;
}

GPtrArray *
foyer_decoder_decode_plain (FoyerDecoder *self, FoyerFrame *frame)
{
  g_autoptr (FoyerGrey) grey = foyer_grey_new_from_frame (frame);
  GPtrArray *codes = codes_new ();

  scan (self, grey, codes);
  return codes;
}

const FoyerFoundCode *
foyer_found_codes_pick (GPtrArray *codes, int width, int height)
{
  const FoyerFoundCode *best = NULL;
  double best_worth = -1;

  for (guint i = 0; i < codes->len; i++) {
    const FoyerFoundCode *code = codes->pdata[i];
    double away = hypot (code->x - width / 2.0, code->y - height / 2.0) / hypot (width, height);
    /* At a corner a code counts half of what it would in the middle. */
    double worth = code->size * (1 - away);

    if (worth > best_worth) {
      best = code;
      best_worth = worth;
    }
  }
  return best;
}
