/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "badge-template.h"

#include "badge.h"

#include <pango/pango.h>

G_BEGIN_DECLS

typedef enum {
  FOYER_BADGE_TEXT,
  FOYER_BADGE_QR,
  FOYER_BADGE_BOX,
} FoyerBadgeElementKind;

typedef enum {
  FOYER_BADGE_VALIGN_TOP,
  FOYER_BADGE_VALIGN_MIDDLE,
  FOYER_BADGE_VALIGN_BOTTOM,
} FoyerBadgeValign;

typedef struct {
  double red, green, blue;
  gboolean none;
} FoyerBadgeColour;

/* One group of the file. Lengths are mm, letter sizes points. */
typedef struct {
  FoyerBadgeElementKind kind;
  char            *name;
  double           x, y, width, height;
  FoyerBadgeColour colour;
  char           **when_category, **unless_category;
  char           **when_field, **unless_field;

  char            *text;
  char            *font;
  double           size, min_size, spacing;
  PangoWeight      weight;
  PangoAlignment   align;
  FoyerBadgeValign valign;
  int              lines;
  gboolean         keep_words;

  double           line, radius;
  FoyerBadgeColour line_colour;
} FoyerBadgeElement;

struct _FoyerBadgeTemplate {
  gatomicrefcount refs;
  char      *name;
  double     width, height;
  GPtrArray *elements;
};

/* Whether the conditions of @element hold and it has something to show. */
gboolean foyer_badge_element_applies (const FoyerBadgeElement *element, const FoyerBadge *badge);
/* The element's words with its fields filled in; %NULL if all of its fields are empty. */
char    *foyer_badge_element_fill    (const FoyerBadgeElement *element, const FoyerBadge *badge);
/* Whether the element shows @field. */
gboolean foyer_badge_element_shows   (const FoyerBadgeElement *element, const char *field);

G_END_DECLS
