/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-decoder"

#include "decoder.h"

#include "grey.h"
#include "ladder.h"
#include "reader.h"
#include "straighten.h"

#include <math.h>
#include <string.h>

/* Larger pictures are made smaller before anything else: no treatment may take
 * more than a moment, and no code that is held up is that fine. */
#define LARGEST_SIDE 2400

/* For a frame of a film; what is under way then still comes to its end. */
#define BUDGET_US 5000

/* In an empty hall, most frames cost no more than a glance. */
#define FRAMES_PER_TURN 4

/* A still with a code in it may hold others: so many steps are always tried. */
#define STEPS_FOR_ALL 3

struct _FoyerDecoder {
  FoyerReader *reader;
  guint        n_frames;
  guint        turn;        /* which of the costlier looks is next */
};

void
foyer_found_code_free (FoyerFoundCode *self)
{
  g_free (self->text);
  g_free (self);
}

void
foyer_found_codes_add (GPtrArray *codes, char *text, double x, double y, double size)
{
  FoyerFoundCode *code;

  for (guint i = 0; i < codes->len; i++)
    if (strcmp (((FoyerFoundCode *) codes->pdata[i])->text, text) == 0) {
      g_free (text);
      return;
    }
  code = g_new0 (FoyerFoundCode, 1);
  *code = (FoyerFoundCode){ text, x, y, size };
  g_ptr_array_add (codes, code);
}

FoyerDecoder *
foyer_decoder_new (void)
{
  FoyerDecoder *self = g_new0 (FoyerDecoder, 1);

  self->reader = foyer_reader_new ();
  return self;
}

void
foyer_decoder_free (FoyerDecoder *self)
{
  foyer_reader_free (self->reader);
  g_free (self);
}

static FoyerGrey *
open_frame (FoyerFrame *frame)
{
  g_autoptr (FoyerGrey) grey = foyer_grey_new_from_frame (frame);
  int side = MAX (grey->width, grey->height);

  if (side > LARGEST_SIDE)
    return foyer_grey_scale (grey, (double) LARGEST_SIDE / side);
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
  g_autoptr (FoyerGrey) grey = foyer_grey_new_from_frame (frame);
  GPtrArray *codes = codes_new ();
  gint64 until_us = foyer_straighten_clock () + BUDGET_US;
  gboolean unread = foyer_ladder_glance (grey, until_us, codes);

  self->n_frames++;
  if (codes->len == 0 && (unread || self->n_frames % FRAMES_PER_TURN == 0))
    foyer_ladder_turn (self->turn++, self->reader, grey, until_us, codes);
  return codes;
}

GPtrArray *
foyer_decoder_decode_still (FoyerDecoder *self, FoyerFrame *frame)
{
  g_autoptr (FoyerGrey) grey = open_frame (frame);
  GPtrArray *codes = codes_new ();

  for (int i = 0; i < foyer_ladder_length () && (codes->len == 0 || i < STEPS_FOR_ALL); i++)
    foyer_ladder_climb (i, self->reader, grey, codes);
  return codes;
}

GPtrArray *
foyer_decoder_decode_step (FoyerDecoder *self, FoyerFrame *frame, int step)
{
  g_autoptr (FoyerGrey) grey = open_frame (frame);
  GPtrArray *codes = codes_new ();

  foyer_ladder_climb (step, self->reader, grey, codes);
  return codes;
}

GPtrArray *
foyer_decoder_decode_plain (FoyerDecoder *self, FoyerFrame *frame)
{
  g_autoptr (FoyerGrey) grey = foyer_grey_new_from_frame (frame);
  GPtrArray *codes = codes_new ();

  foyer_reader_scan (self->reader, grey, codes);
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
