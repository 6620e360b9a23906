/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-badge-value"

#include "badge-value-private.h"

#include "badge-template-private.h"

#include <math.h>
#include <string.h>

/* mm or points: a metre is more than any badge, and keeps sums small. */
#define LENGTH_MAX 1000
#define POINTS_MAX 64

gboolean
foyer_badge_value_length (const char *text, gpointer field)
{
  char *end;
  double number = g_ascii_strtod (text, &end);

  *(double *) field = number;
  return end != text && *end == '\0' && isfinite (number) && fabs (number) <= LENGTH_MAX;
}

gboolean
foyer_badge_value_count (const char *text, gpointer field)
{
  guint64 number;

  if (!g_ascii_string_to_unsigned (text, 10, 1, 20, &number, NULL))
    return FALSE;
  *(int *) field = (int) number;
  return TRUE;
}

gboolean
foyer_badge_value_string (const char *text, gpointer field)
{
  g_free (*(char **) field);
  *(char **) field = g_strdup (text);
  return *text != '\0';
}

static gboolean
has_known_fields (const char *text)
{
  for (const char *p = strchr (text, '{'); p != NULL; p = strchr (p, '{')) {
    const char *end = strchr (p, '}');
    g_autofree char *field = end != NULL ? g_strndup (p + 1, (gsize) (end - p - 1)) : NULL;

    if (field == NULL || !foyer_badge_has_field (field))
      return FALSE;
    p = end;
  }
  return TRUE;
}

gboolean
foyer_badge_value_text (const char *text, gpointer field)
{
  return foyer_badge_value_string (text, field) && has_known_fields (text);
}

/* A template from somewhere else must not reach out of its folder. */
gboolean
foyer_badge_value_file (const char *text, gpointer field)
{
  return foyer_badge_value_string (text, field) && strchr (text, '/') == NULL && *text != '.';
}

gboolean
foyer_badge_value_file_or_none (const char *text, gpointer field)
{
  if (*text != '\0')
    return foyer_badge_value_file (text, field);
  g_clear_pointer ((char **) field, g_free);
  return TRUE;
}

/* None at all is no condition: so a copy takes back one of its model. */
gboolean
foyer_badge_value_words (const char *text, gpointer field)
{
  char **words = *text != '\0' ? g_strsplit (text, ";", -1) : NULL;

  g_strfreev (*(char ***) field);
  *(char ***) field = words;
  for (char **word = words; word != NULL && *word != NULL; word++)
    g_strstrip (*word);
  return TRUE;
}

gboolean
foyer_badge_value_field_names (const char *text, gpointer field)
{
  foyer_badge_value_words (text, field);
  for (char **word = *(char ***) field; word != NULL && *word != NULL; word++)
    if (**word != '\0' && !foyer_badge_has_field (*word))
      return FALSE;
  return TRUE;
}

static gboolean
add_point (const char *text, GArray *points)
{
  g_auto (GStrv) parts = g_strsplit (text, ",", -1);
  double point[2];

  if (g_strv_length (parts) != 2 || !foyer_badge_value_length (g_strstrip (parts[0]), &point[0])
      || !foyer_badge_value_length (g_strstrip (parts[1]), &point[1]))
    return FALSE;
  g_array_append_vals (points, point, 2);
  return TRUE;
}

gboolean
foyer_badge_value_points (const char *text, gpointer field)
{
  g_auto (GStrv) parts = g_strsplit (text, ";", POINTS_MAX + 1);
  g_autoptr (GArray) points = g_array_new (FALSE, FALSE, sizeof (double));
  guint n_parts = g_strv_length (parts);

  for (guint i = 0; i < n_parts; i++)
    if (!add_point (parts[i], points))
      return FALSE;
  g_clear_pointer ((GArray **) field, g_array_unref);
  *(GArray **) field = g_steal_pointer (&points);
  return n_parts >= 3;
}

gboolean
foyer_badge_value_colour (const char *text, gpointer field)
{
  FoyerBadgeColour *colour = field;
  PangoColor parsed;

  colour->none = strcmp (text, "none") == 0;
  if (colour->none)
    return TRUE;
  if (!pango_color_parse (&parsed, text))
    return FALSE;
  colour->red = parsed.red / 65535.0;
  colour->green = parsed.green / 65535.0;
  colour->blue = parsed.blue / 65535.0;
  return TRUE;
}

static gboolean
choose (const char *text, const char *const *choices, const int *values, int *field)
{
  for (gsize i = 0; choices[i] != NULL; i++)
    if (strcmp (choices[i], text) == 0) {
      *field = values[i];
      return TRUE;
    }
  return FALSE;
}

gboolean
foyer_badge_value_boolean (const char *text, gpointer field)
{
  static const char *const names[] = { "true", "false", NULL };
  static const int values[] = { TRUE, FALSE };

  return choose (text, names, values, field);
}

gboolean
foyer_badge_value_align (const char *text, gpointer field)
{
  static const char *const names[] = { "left", "center", "right", NULL };
  static const int values[] = { PANGO_ALIGN_LEFT, PANGO_ALIGN_CENTER, PANGO_ALIGN_RIGHT };

  return choose (text, names, values, field);
}

gboolean
foyer_badge_value_valign (const char *text, gpointer field)
{
  static const char *const names[] = { "top", "middle", "bottom", NULL };
  static const int values[] = { FOYER_BADGE_VALIGN_TOP, FOYER_BADGE_VALIGN_MIDDLE,
                                FOYER_BADGE_VALIGN_BOTTOM };

  return choose (text, names, values, field);
}

gboolean
foyer_badge_value_weight (const char *text, gpointer field)
{
  static const char *const names[] = { "normal", "bold", NULL };
  static const int values[] = { PANGO_WEIGHT_NORMAL, PANGO_WEIGHT_BOLD };

  return choose (text, names, values, field);
}

gboolean
foyer_badge_value_rotate (const char *text, gpointer field)
{
  static const char *const names[] = { "0", "90", "180", "270", NULL };
  static const int values[] = { 0, 90, 180, 270 };

  return choose (text, names, values, field);
}

gboolean
foyer_badge_value_side (const char *text, gpointer field)
{
  static const char *const names[] = { "front", "back", "both", NULL };
  static const int values[] = { FOYER_BADGE_FRONT, FOYER_BADGE_BACK,
                                FOYER_BADGE_FRONT | FOYER_BADGE_BACK };

  return choose (text, names, values, field);
}

gboolean
foyer_badge_value_back (const char *text, gpointer field)
{
  static const char *const names[] = { "none", "page", "fold-top", "fold-left", NULL };
  static const int values[] = { FOYER_BADGE_NO_BACK, FOYER_BADGE_BACK_PAGE,
                                FOYER_BADGE_BACK_FOLD_TOP, FOYER_BADGE_BACK_FOLD_LEFT };

  return choose (text, names, values, field);
}
