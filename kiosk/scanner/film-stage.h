/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>
#include <glib.h>

G_BEGIN_DECLS

#define FOYER_FILM_WIDTH 1280
#define FOYER_FILM_HEIGHT 720

/**
 * FoyerFilmPose:
 * @x: where the phone's middle is, in pixels
 * @y: where the phone's middle is, in pixels
 * @size: of one unit of the phone, which is 360 × 740, in pixels
 * @roll: turned in the picture's plane, in radians
 * @yaw: one side farther away than the other, in radians
 * @pitch: its top farther away than its foot, in radians
 */
typedef struct {
  double x;
  double y;
  double size;
  double roll;
  double yaw;
  double pitch;
} FoyerFilmPose;

/**
 * FoyerFilmPhone:
 *
 * A phone in a hand, its screen showing a code. Made once, drawn many times.
 */
typedef struct _FoyerFilmPhone FoyerFilmPhone;

/* NULL if @code fits no QR code. */
FoyerFilmPhone *foyer_film_phone_new  (const char *code, const char *caption)
  G_GNUC_WARN_UNUSED_RESULT;
void            foyer_film_phone_free (FoyerFilmPhone *self);
void            foyer_film_phone_draw (FoyerFilmPhone *self, cairo_t *cr,
                                       const FoyerFilmPose *pose);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerFilmPhone, foyer_film_phone_free)

/**
 * FoyerFilmStage:
 *
 * A dim hall and what a small sensor makes of it.
 */
typedef struct _FoyerFilmStage FoyerFilmStage;

FoyerFilmStage *foyer_film_stage_new  (guint32 seed) G_GNUC_WARN_UNUSED_RESULT;
void            foyer_film_stage_free (FoyerFilmStage *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerFilmStage, foyer_film_stage_free)

/* Draws a whole frame: the hall, @phone if there is one, and noise drawn from @rand. */
void foyer_film_stage_draw (FoyerFilmStage *self, cairo_t *cr, FoyerFilmPhone *phone,
                            const FoyerFilmPose *pose, GRand *rand);

G_END_DECLS
