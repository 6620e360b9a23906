/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "badge-template.h"

#include "badge.h"

#include <cairo.h>
#include <pango/pango.h>

G_BEGIN_DECLS

typedef enum {
  FOYER_BADGE_TEXT,
  FOYER_BADGE_QR,
  FOYER_BADGE_BOX,
  FOYER_BADGE_ELLIPSE,
  FOYER_BADGE_POLYGON,
  FOYER_BADGE_IMAGE,
  FOYER_BADGE_N_KINDS
} FoyerBadgeElementKind;

typedef enum {
  FOYER_BADGE_VALIGN_TOP,
  FOYER_BADGE_VALIGN_MIDDLE,
  FOYER_BADGE_VALIGN_BOTTOM,
} FoyerBadgeValign;

typedef enum {
  FOYER_BADGE_FRONT = 1 << 0,
  FOYER_BADGE_BACK  = 1 << 1,
} FoyerBadgeSide;

/* Where the back is. */
typedef enum {
  FOYER_BADGE_NO_BACK,
  FOYER_BADGE_BACK_PAGE,       /* a page of its own */
  FOYER_BADGE_BACK_FOLD_TOP,   /* above the front, head down */
  FOYER_BADGE_BACK_FOLD_LEFT,  /* left of the front */
} FoyerBadgeBack;

typedef struct {
  double red, green, blue;
  gboolean none;
} FoyerBadgeColour;

/* One group of the file. Lengths are mm, letter sizes points. */
typedef struct {
  FoyerBadgeElementKind kind;
  char            *name;
  double           x, y, width, height;
  int              sides;                 /* of FoyerBadgeSide */
  FoyerBadgeColour colour;
  char           **when_category, **unless_category;
  char           **when_language, **unless_language;
  char           **when_field, **unless_field;
  char            *when_file, *unless_file;

  char            *text;
  char            *font;                  /* (nullable): the fonts for the letters at hand */
  double           size, min_size, legible_size, spacing;
  PangoWeight      weight;
  PangoAlignment   align;
  FoyerBadgeValign valign;
  int              lines;
  int              rotate;                /* degrees clockwise */
  gboolean         keep_words, capitals;

  double           line, radius, hatch;
  FoyerBadgeColour line_colour;
  GArray          *points;                /* (element-type double): x, y, x, y… */

  char            *file;
  cairo_surface_t *image;
} FoyerBadgeElement;

/* Stickers on a sheet. */
typedef struct {
  double   width, height;
  double   left, top;
  double   gap_x, gap_y;
  int      columns, rows;
  gboolean cut_marks;
} FoyerBadgeGrid;

struct _FoyerBadgeTemplate {
  gatomicrefcount refs;
  char          *name;
  double         width, height;           /* of one side */
  FoyerBadgeBack back;
  FoyerBadgeGrid grid;                    /* columns 0: the template says nothing */
  GPtrArray     *elements;
};

FoyerBadgeElement *foyer_badge_element_new  (FoyerBadgeElementKind kind, const char *name);
/* Everything but the name. */
FoyerBadgeElement *foyer_badge_element_copy (const FoyerBadgeElement *element, const char *name);
void               foyer_badge_element_free (FoyerBadgeElement *element);

/* Whether the conditions of @element hold on one of @sides, and it has something to show. */
gboolean foyer_badge_element_applies (const FoyerBadgeElement *element, int sides,
                                      const FoyerBadge *badge);
/* The element's words with its fields filled in; %NULL if all of its fields are empty. */
char    *foyer_badge_element_fill    (const FoyerBadgeElement *element, const FoyerBadge *badge);
/* The size below which people cannot read the element's words, 0 if it does not matter. */
double   foyer_badge_element_legible_size (const FoyerBadgeElement *element);
/* Whether the element shows @field. */
gboolean foyer_badge_element_shows   (const FoyerBadgeElement *element, const char *field);

G_END_DECLS
