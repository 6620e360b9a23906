/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-badge-keys"

#include "badge-keys-private.h"

#include "badge-value-private.h"

#include <string.h>

#define VERSION 1
/* mm: smaller holds no name, larger is no badge but a poster. */
#define SIDE_MIN 10
#define SIDE_MAX 420

typedef struct {
  const char         *key;
  FoyerBadgeValueFunc read;
  gsize               offset;
  const char         *expected;
  int                 kinds;     /* elements only: which have it… */
  int                 required;  /* …and which must */
} Key;

enum {
  TEXT    = 1 << FOYER_BADGE_TEXT,
  QR      = 1 << FOYER_BADGE_QR,
  BOX     = 1 << FOYER_BADGE_BOX,
  ELLIPSE = 1 << FOYER_BADGE_ELLIPSE,
  POLYGON = 1 << FOYER_BADGE_POLYGON,
  IMAGE   = 1 << FOYER_BADGE_IMAGE,
  SHAPES  = BOX | ELLIPSE | POLYGON,
  AREAS   = TEXT | QR | BOX | ELLIPSE | IMAGE,
  ALL     = AREAS | POLYGON,
};

static const char *const kind_names[] = {
  [FOYER_BADGE_TEXT]    = "text ",
  [FOYER_BADGE_QR]      = "qr ",
  [FOYER_BADGE_BOX]     = "box ",
  [FOYER_BADGE_ELLIPSE] = "ellipse ",
  [FOYER_BADGE_POLYGON] = "polygon ",
  [FOYER_BADGE_IMAGE]   = "image ",
};

#define VALUE(name) foyer_badge_value_##name
#define PAGE(field) G_STRUCT_OFFSET (FoyerBadgeTemplate, field)
#define GRID(field) G_STRUCT_OFFSET (FoyerBadgeGrid, field)
#define FIELD(field) G_STRUCT_OFFSET (FoyerBadgeElement, field)

static const Key page_keys[] = {
  { "width",  VALUE (length), PAGE (width),  "millimetres" },
  { "height", VALUE (length), PAGE (height), "millimetres" },
  { "back",   VALUE (back),   PAGE (back),   "none, page, fold-top or fold-left" },
};

static const Key grid_keys[] = {
  { "width",     VALUE (length),  GRID (width),     "millimetres" },
  { "height",    VALUE (length),  GRID (height),    "millimetres" },
  { "left",      VALUE (length),  GRID (left),      "millimetres" },
  { "top",       VALUE (length),  GRID (top),       "millimetres" },
  { "gap-x",     VALUE (length),  GRID (gap_x),     "millimetres" },
  { "gap-y",     VALUE (length),  GRID (gap_y),     "millimetres" },
  { "columns",   VALUE (count),   GRID (columns),   "a number from 1 to 20" },
  { "rows",      VALUE (count),   GRID (rows),      "a number from 1 to 20" },
  { "cut-marks", VALUE (boolean), GRID (cut_marks), "true or false" },
};

static const Key element_keys[] = {
  { "x",               VALUE (length),      FIELD (x),               "millimetres", ALL, AREAS },
  { "y",               VALUE (length),      FIELD (y),               "millimetres", ALL, AREAS },
  { "width",           VALUE (length),      FIELD (width),           "millimetres", AREAS, AREAS },
  { "height",          VALUE (length),      FIELD (height),          "millimetres", AREAS, AREAS },
  { "side",            VALUE (side),        FIELD (sides),           "front, back or both", ALL },
  { "colour",          VALUE (colour),      FIELD (colour),          "#rrggbb", ALL & ~IMAGE },
  { "when-category",   VALUE (words),       FIELD (when_category),   "categories", ALL },
  { "unless-category", VALUE (words),       FIELD (unless_category), "categories", ALL },
  { "when-language",   VALUE (words),       FIELD (when_language),   "languages", ALL },
  { "unless-language", VALUE (words),       FIELD (unless_language), "languages", ALL },
  { "when-field",      VALUE (field_names), FIELD (when_field),      "field names", ALL },
  { "unless-field",    VALUE (field_names), FIELD (unless_field),    "field names", ALL },
  { "when-file",       VALUE (file_or_none), FIELD (when_file),      "a file's name", ALL },
  { "unless-file",     VALUE (file_or_none), FIELD (unless_file),    "a file's name", ALL },
  { "text",         VALUE (text),    FIELD (text),         "words and known {fields}", TEXT | QR,
    TEXT | QR },
  { "font",         VALUE (string),  FIELD (font),         "font families", TEXT },
  { "size",         VALUE (length),  FIELD (size),         "points", TEXT, TEXT },
  { "min-size",     VALUE (length),  FIELD (min_size),     "points", TEXT },
  { "legible-size", VALUE (length),  FIELD (legible_size), "points", TEXT },
  { "spacing",      VALUE (length),  FIELD (spacing),      "points", TEXT },
  { "weight",       VALUE (weight),  FIELD (weight),       "normal or bold", TEXT },
  { "align",        VALUE (align),   FIELD (align),        "left, center or right", TEXT | IMAGE },
  { "valign",       VALUE (valign),  FIELD (valign),       "top, middle or bottom", TEXT | IMAGE },
  { "lines",        VALUE (count),   FIELD (lines),        "a number from 1 to 20", TEXT },
  { "rotate",       VALUE (rotate),  FIELD (rotate),       "0, 90, 180 or 270", TEXT },
  { "keep-words",   VALUE (boolean), FIELD (keep_words),   "true or false", TEXT },
  { "capitals",     VALUE (boolean), FIELD (capitals),     "true or false", TEXT },
  { "line",         VALUE (length),  FIELD (line),         "millimetres", SHAPES },
  { "line-colour",  VALUE (colour),  FIELD (line_colour),  "#rrggbb", SHAPES },
  { "hatch",        VALUE (length),  FIELD (hatch),        "millimetres", SHAPES },
  { "radius",       VALUE (length),  FIELD (radius),       "millimetres", BOX },
  { "points",       VALUE (points),  FIELD (points),       "x,y;x,y;x,y or more", POLYGON,
    POLYGON },
  { "file",         VALUE (file),    FIELD (file),         "a file's name, without folders", IMAGE,
    IMAGE },
};

/* @kinds: 0, or what an element's key must be for. */
static gboolean
read_key (const FoyerBadgeSource *source, const char *group, const char *key, const Key *keys,
          gsize n_keys, int kinds, gpointer object, GError **error)
{
  g_autofree char *value = g_key_file_get_string (source->file, group, key, NULL);

  for (gsize i = 0; i < n_keys; i++) {
    if (strcmp (keys[i].key, key) != 0 || (keys[i].kinds & kinds) != kinds)
      continue;
    if (value == NULL || !keys[i].read (value, G_STRUCT_MEMBER_P (object, keys[i].offset)))
      return foyer_badge_source_complain (source, group, key, error, "%s expected",
                                          keys[i].expected);
    return TRUE;
  }
  return foyer_badge_source_complain (source, group, key, error, "no such key here");
}

/* @not: (nullable): a key that is looked at elsewhere. */
static gboolean
read_keys (const FoyerBadgeSource *source, const char *group, const char *not, const Key *keys,
           gsize n_keys, int kinds, gpointer object, GError **error)
{
  g_auto (GStrv) names = g_key_file_get_keys (source->file, group, NULL, NULL);

  for (char **name = names; *name != NULL; name++)
    if (g_strcmp0 (*name, not) != 0
        && !read_key (source, group, *name, keys, n_keys, kinds, object, error))
      return FALSE;
  return TRUE;
}

gboolean
foyer_badge_keys_read_page (const FoyerBadgeSource *source, FoyerBadgeTemplate *page,
                            GError **error)
{
  if (g_key_file_get_integer (source->file, "badge", "version", NULL) != VERSION)
    return foyer_badge_source_complain (source, "badge", "version", error,
                                        "this build reads version %d", VERSION);
  if (!read_keys (source, "badge", "version", page_keys, G_N_ELEMENTS (page_keys), 0, page, error))
    return FALSE;
  if (MIN (page->width, page->height) < SIDE_MIN || MAX (page->width, page->height) > SIDE_MAX)
    return foyer_badge_source_complain (source, "badge", NULL, error,
                                        "width and height of %d to %d mm expected", SIDE_MIN,
                                        SIDE_MAX);
  return TRUE;
}

gboolean
foyer_badge_keys_read_grid (const FoyerBadgeSource *source, FoyerBadgeGrid *grid, GError **error)
{
  if (!read_keys (source, "sheet", NULL, grid_keys, G_N_ELEMENTS (grid_keys), 0, grid, error))
    return FALSE;
  if (grid->columns == 0 || grid->rows == 0)
    return foyer_badge_source_complain (source, "sheet", NULL, error,
                                        "columns and rows are needed");
  if (MIN (grid->width, grid->height) < SIDE_MIN || MIN (grid->gap_x, grid->gap_y) < 0)
    return foyer_badge_source_complain (source, "sheet", NULL, error,
                                        "width and height of at least %d mm, gaps of at least 0 "
                                        "expected", SIDE_MIN);
  return TRUE;
}

int
foyer_badge_keys_kind (const char *group, const char **name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (kind_names); i++)
    if (g_str_has_prefix (group, kind_names[i])) {
      *name = group + strlen (kind_names[i]);
      return (int) i;
    }
  return -1;
}

static gboolean
is_given (const FoyerBadgeSource *source, const char *group, const char *key, const char *like)
{
  return g_key_file_has_key (source->file, group, key, NULL) || like != NULL;
}

static gboolean
check_text (const FoyerBadgeSource *source, const char *group, FoyerBadgeElement *element,
            GError **error)
{
  if (element->min_size == 0)
    element->min_size = element->size;
  if (element->min_size < 1 || element->min_size > element->size)
    return foyer_badge_source_complain (source, group, "size", error,
                                        "1 <= min-size <= size expected");
  return TRUE;
}

static gboolean
check_element (const FoyerBadgeSource *source, const char *group, FoyerBadgeElement *element,
               GError **error)
{
  int kind = 1 << element->kind;
  g_autofree char *like = g_key_file_get_string (source->file, group, "like", NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (element_keys); i++)
    if ((element_keys[i].required & kind) != 0
        && !is_given (source, group, element_keys[i].key, like))
      return foyer_badge_source_complain (source, group, NULL, error, "key \"%s\" is missing",
                                          element_keys[i].key);
  if ((kind & AREAS) != 0 && (element->width <= 0 || element->height <= 0))
    return foyer_badge_source_complain (source, group, NULL, error,
                                        "width and height must be above 0");
  if (element->line < 0 || element->hatch < 0 || (element->hatch > 0 && element->hatch < 0.2))
    return foyer_badge_source_complain (source, group, NULL, error,
                                        "a line of 0 mm or more, a hatch of 0.2 or more expected");
  return element->kind != FOYER_BADGE_TEXT || check_text (source, group, element, error);
}

gboolean
foyer_badge_keys_read_element (const FoyerBadgeSource *source, const char *group,
                               FoyerBadgeElement *element, GError **error)
{
  return read_keys (source, group, "like", element_keys, G_N_ELEMENTS (element_keys),
                    1 << element->kind, element, error)
         && check_element (source, group, element, error);
}
