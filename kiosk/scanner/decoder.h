/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "frame.h"

G_BEGIN_DECLS

/**
 * FoyerFoundCode:
 * @text: what the code says, UTF-8, not trusted
 * @x: its middle, in pixels of the frame
 * @y: its middle, in pixels of the frame
 * @size: its longer side, in pixels of the frame
 */
typedef struct {
  char  *text;
  double x;
  double y;
  double size;
} FoyerFoundCode;

void foyer_found_code_free (FoyerFoundCode *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerFoundCode, foyer_found_code_free)

/**
 * foyer_found_codes_add:
 * @codes: (element-type FoyerFoundCode)
 * @text: (transfer full)
 *
 * Adds a code unless there is one with this text.
 */
void foyer_found_codes_add (GPtrArray *codes, char *text, double x, double y, double size);

/**
 * FoyerDecoder:
 *
 * Reads QR codes. Belongs to one thread at a time.
 */
typedef struct _FoyerDecoder FoyerDecoder;

FoyerDecoder *foyer_decoder_new  (void) G_GNUC_WARN_UNUSED_RESULT;
void          foyer_decoder_free (FoyerDecoder *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerDecoder, foyer_decoder_free)

/**
 * foyer_decoder_decode:
 * @frame: the newest of a film
 *
 * Looks at one frame of many: a glance on each, a costlier look in turn where
 * it leaves something unread, so that a code that needs one is read a few frames
 * later and no frame takes long.
 *
 * Returns: (transfer full) (element-type FoyerFoundCode): every code found, each
 * text once; empty if there is none
 */
GPtrArray *foyer_decoder_decode (FoyerDecoder *self, FoyerFrame *frame) G_GNUC_WARN_UNUSED_RESULT;

/**
 * foyer_decoder_decode_still:
 * @frame: the only picture there is
 *
 * Tries every treatment until one reads something. May take a second.
 *
 * Returns: (transfer full) (element-type FoyerFoundCode): as foyer_decoder_decode()
 */
GPtrArray *foyer_decoder_decode_still (FoyerDecoder *self, FoyerFrame *frame)
  G_GNUC_WARN_UNUSED_RESULT;

/**
 * foyer_decoder_decode_step:
 * @step: below foyer_ladder_length()
 *
 * One way to look at a picture, and no other: for the benchmark that puts them in order.
 *
 * Returns: (transfer full) (element-type FoyerFoundCode): as foyer_decoder_decode()
 */
GPtrArray *foyer_decoder_decode_step (FoyerDecoder *self, FoyerFrame *frame, int step)
  G_GNUC_WARN_UNUSED_RESULT;

/**
 * foyer_decoder_decode_plain:
 *
 * ZBar on the picture as it is, with none of our own finders and treatments.
 *
 * Returns: (transfer full) (element-type FoyerFoundCode): as foyer_decoder_decode()
 */
GPtrArray *foyer_decoder_decode_plain (FoyerDecoder *self, FoyerFrame *frame)
  G_GNUC_WARN_UNUSED_RESULT;

/**
 * foyer_found_codes_pick:
 * @codes: (element-type FoyerFoundCode): what one frame of @width × @height held
 *
 * Whose turn it is when several phones are in view: the largest code near the
 * middle.
 *
 * Returns: (transfer none) (nullable): one of @codes, NULL if there are none
 */
const FoyerFoundCode *foyer_found_codes_pick (GPtrArray *codes, int width, int height);

G_END_DECLS
