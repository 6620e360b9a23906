/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What the kiosk and its decoding program say to each other over one socket. */

/* A message is never larger; what does not fit is not told. */
#define FOYER_DECODE_WIRE_MAX (64 * 1024)

/**
 * FoyerDecodeRequest:
 * @width: pixels in a row
 * @height: rows
 * @stride: bytes from one row to the next
 * @capacity: bytes of the shared memory in which the frame begins
 * @arrived_us: of the frame
 *
 * Asks for the codes of one frame. The descriptor of the memory travels with
 * the first request that uses it.
 */
typedef struct {
  guint32 width;
  guint32 height;
  guint32 stride;
  guint32 capacity;
  gint64  arrived_us;
} FoyerDecodeRequest;

/**
 * foyer_decode_wire_pack:
 * @codes: (element-type FoyerFoundCode)
 *
 * Returns: (transfer full): the answer to a request
 */
GBytes    *foyer_decode_wire_pack   (GPtrArray *codes) G_GNUC_WARN_UNUSED_RESULT;

/**
 * foyer_decode_wire_unpack:
 * @answer: from a program that is not trusted any more: a picture may have taken it over
 *
 * Returns: (transfer full) (nullable) (element-type FoyerFoundCode): NULL unless
 * @answer is one that foyer_decode_wire_pack() could have made
 */
GPtrArray *foyer_decode_wire_unpack (GBytes *answer) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
