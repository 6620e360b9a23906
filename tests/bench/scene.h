/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "frame.h"

G_BEGIN_DECLS

/**
 * BenchScene:
 * @text: of the code, of level M
 * @module: pixels of a module
 * @blur: sigma, in pixels
 * @motion: pixels that the code moves while the shutter is open
 * @tilt: degrees away from the camera
 * @contrast: grey levels between light and dark
 * @noise: sigma, in grey levels
 * @curl: the share of a cylinder's girth that the code takes: 0 flat, 0.4 nearly half around
 * @glare: 0 to 1, how much of the code a lamp's reflection washes out
 * @moire: grey levels of the stripes that a screen and a camera make together
 * @cracks: lines across the glass
 * @gradient: 0 to 1, how much darker one side is
 * @dark: light modules on dark ground
 *
 * A code as a camera sees it. Where a field is 0, that trouble is absent; contrast 0 means 175.
 */
typedef struct {
  const char *text;
  double      module;
  double      blur;
  double      motion;
  double      tilt;
  double      contrast;
  double      noise;
  double      curl;
  double      glare;
  double      moire;
  int         cracks;
  double      gradient;
  gboolean    dark;
} BenchScene;

/**
 * bench_scene_draw:
 * @rand: turns the code, and moves it by parts of a pixel
 *
 * Returns: (transfer full): 640 × 480
 */
FoyerFrame *bench_scene_draw (const BenchScene *scene, GRand *rand) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
