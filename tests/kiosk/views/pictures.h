/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>
#include <glib.h>

G_BEGIN_DECLS

/**
 * Pictures:
 *
 * What the pages of one kind (a language and a size) looked like when somebody
 * last looked at them: one sheet of small grey pictures, tests/data/screens/KIND.png.
 * They are small enough that a pixel of another font renderer is no difference,
 * and large enough that a missing button or another word is one.
 */
typedef struct Pictures Pictures;

/* @keep: what pictures_check() is given becomes the sheet. */
Pictures *pictures_new   (const char *kind, gboolean keep);

/**
 * pictures_check:
 * @name: of the page, and its text scale
 *
 * Returns: (nullable): how @picture differs from the one kept. Reference, picture
 * and difference are then side by side in $FOYER_PICTURES_OUT/KIND-NAME.png.
 */
char     *pictures_check (Pictures *self, const char *name, cairo_surface_t *picture);

/* Writes the sheet if it is to be kept. */
void      pictures_free  (Pictures *self);

G_END_DECLS
