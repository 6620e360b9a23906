/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-badge-template"

#include "badge-template.h"

#include "badge-template-private.h"
#include "printing-error.h"

#include <string.h>

#define DEFAULT_FONT "Noto Sans CJK SC,Noto Sans"

G_DEFINE_BOXED_TYPE (FoyerBadgeTemplate, foyer_badge_template, foyer_badge_template_ref,
                     foyer_badge_template_unref)

/* What is being read; groups and keys to the lines on which they stand. */
typedef struct {
  const char *name;
  GKeyFile   *file;
  GHashTable *lines;
} Source;

typedef gboolean (*ReadFunc) (const char *value, gpointer field);

static gboolean
read_length (const char *value, gpointer field)
{
  char *end;
  double number = g_ascii_strtod (value, &end);

  *(double *) field = number;
  return end != value && *end == '\0' && number >= -1000 && number <= 1000;
}

static gboolean
read_string (const char *value, gpointer field)
{
  *(char **) field = g_strdup (value);
  return *value != '\0';
}

static gboolean
read_fields (const char *value)
{
  for (const char *p = strchr (value, '{'); p != NULL; p = strchr (p, '{')) {
    const char *end = strchr (p, '}');
    g_autofree char *field = end != NULL ? g_strndup (p + 1, (gsize) (end - p - 1)) : NULL;

    if (field == NULL || !foyer_badge_has_field (field))
      return FALSE;
    p = end;
  }
  return TRUE;
}

static gboolean
read_text (const char *value, gpointer field)
{
  return read_string (value, field) && read_fields (value);
}

static gboolean
read_words (const char *value, gpointer field)
{
  char **words = g_strsplit (value, ";", -1);

  *(char ***) field = words;
  for (char **word = words; *word != NULL; word++)
    g_strstrip (*word);
  return *value != '\0';
}

static gboolean
read_field_names (const char *value, gpointer field)
{
  if (!read_words (value, field))
    return FALSE;
  for (char **word = *(char ***) field; *word != NULL; word++)
    if (**word != '\0' && !foyer_badge_has_field (*word))
      return FALSE;
  return TRUE;
}

static gboolean
read_colour (const char *value, gpointer field)
{
  FoyerBadgeColour *colour = field;
  PangoColor parsed;

  colour->none = strcmp (value, "none") == 0;
  if (colour->none)
    return TRUE;
  if (!pango_color_parse (&parsed, value))
    return FALSE;
  colour->red = parsed.red / 65535.0;
  colour->green = parsed.green / 65535.0;
  colour->blue = parsed.blue / 65535.0;
  return TRUE;
}

static gboolean
read_choice (const char *value, const char *const *choices, const int *values, int *field)
{
  for (gsize i = 0; choices[i] != NULL; i++)
    if (strcmp (choices[i], value) == 0) {
      *field = values[i];
      return TRUE;
    }
  return FALSE;
}

static gboolean
read_align (const char *value, gpointer field)
{
  static const char *const names[] = { "left", "center", "right", NULL };
  static const int values[] = { PANGO_ALIGN_LEFT, PANGO_ALIGN_CENTER, PANGO_ALIGN_RIGHT };

  return read_choice (value, names, values, field);
}

static gboolean
read_valign (const char *value, gpointer field)
{
  static const char *const names[] = { "top", "middle", "bottom", NULL };
  static const int values[] = { FOYER_BADGE_VALIGN_TOP, FOYER_BADGE_VALIGN_MIDDLE,
                                FOYER_BADGE_VALIGN_BOTTOM };

  return read_choice (value, names, values, field);
}

static gboolean
read_weight (const char *value, gpointer field)
{
  static const char *const names[] = { "normal", "bold", NULL };
  static const int values[] = { PANGO_WEIGHT_NORMAL, PANGO_WEIGHT_BOLD };

  return read_choice (value, names, values, field);
}

static gboolean
read_boolean (const char *value, gpointer field)
{
  static const char *const names[] = { "true", "false", NULL };
  static const int values[] = { TRUE, FALSE };

  return read_choice (value, names, values, field);
}

static gboolean
read_lines (const char *value, gpointer field)
{
  guint64 number;

  if (!g_ascii_string_to_unsigned (value, 10, 1, 20, &number, NULL))
    return FALSE;
  *(int *) field = (int) number;
  return TRUE;
}

enum {
  TEXT = 1 << FOYER_BADGE_TEXT,
  QR   = 1 << FOYER_BADGE_QR,
  BOX  = 1 << FOYER_BADGE_BOX,
  ANY  = TEXT | QR | BOX,
};

#define FIELD(field) G_STRUCT_OFFSET (FoyerBadgeElement, field)

static const struct {
  const char *key;
  int         kinds;
  int         required;
  ReadFunc    read;
  gsize       offset;
  const char *expected;
} keys[] = {
  { "x",               ANY,       ANY,       read_length,      FIELD (x),               "millimetres" },
  { "y",               ANY,       ANY,       read_length,      FIELD (y),               "millimetres" },
  { "width",           ANY,       ANY,       read_length,      FIELD (width),           "millimetres" },
  { "height",          ANY,       ANY,       read_length,      FIELD (height),          "millimetres" },
  { "colour",          ANY,       0,         read_colour,      FIELD (colour),          "#rrggbb" },
  { "when-category",   ANY,       0,         read_words,       FIELD (when_category),   "categories" },
  { "unless-category", ANY,       0,         read_words,       FIELD (unless_category), "categories" },
  { "when-field",      ANY,       0,         read_field_names, FIELD (when_field),      "field names" },
  { "unless-field",    ANY,       0,         read_field_names, FIELD (unless_field),    "field names" },
  { "text",            TEXT | QR, TEXT | QR, read_text,        FIELD (text),            "words and known {fields}" },
  { "font",            TEXT,      0,         read_string,      FIELD (font),            "font families" },
  { "size",            TEXT,      TEXT,      read_length,      FIELD (size),            "points" },
  { "min-size",        TEXT,      0,         read_length,      FIELD (min_size),        "points" },
  { "spacing",         TEXT,      0,         read_length,      FIELD (spacing),         "points" },
  { "weight",          TEXT,      0,         read_weight,      FIELD (weight),          "normal or bold" },
  { "align",           TEXT,      0,         read_align,       FIELD (align),           "left, center or right" },
  { "valign",          TEXT,      0,         read_valign,      FIELD (valign),          "top, middle or bottom" },
  { "lines",           TEXT,      0,         read_lines,       FIELD (lines),           "a number from 1 to 20" },
  { "keep-words",      TEXT,      0,         read_boolean,     FIELD (keep_words),      "true or false" },
  { "line",            BOX,       0,         read_length,      FIELD (line),            "millimetres" },
  { "radius",          BOX,       0,         read_length,      FIELD (radius),          "millimetres" },
  { "line-colour",     BOX,       0,         read_colour,      FIELD (line_colour),     "#rrggbb" },
};

static int
line_of (Source *source, const char *group, const char *key)
{
  g_autofree char *place = g_strconcat (group, "\n", key, NULL);

  return GPOINTER_TO_INT (g_hash_table_lookup (source->lines, place));
}

static gboolean G_GNUC_PRINTF (5, 6)
complain (Source *source, const char *group, const char *key, GError **error,
          const char *format, ...)
{
  g_autofree char *reason = NULL;
  va_list args;

  va_start (args, format);
  reason = g_strdup_vprintf (format, args);
  va_end (args);
  g_set_error (error, FOYER_PRINTING_ERROR, FOYER_PRINTING_ERROR_TEMPLATE,
               "template %s, line %d, [%s]%s%s: %s", source->name, line_of (source, group, key),
               group, key != NULL ? " " : "", key != NULL ? key : "", reason);
  return FALSE;
}

/* GKeyFile keeps no lines and merges what stands twice; both are wanted here. */
static gboolean
number_lines (Source *source, const char *text, GError **error)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  g_autofree char *group = g_strdup ("");

  for (int i = 0; lines[i] != NULL; i++) {
    char *line = g_strstrip (lines[i]);
    char *equals = strchr (line, '=');
    g_autofree char *key = NULL;
    g_autofree char *place = NULL;

    if (*line == '\0' || *line == '#' || (*line != '[' && equals == NULL))
      continue;
    if (*line == '[') {
      g_free (group);
      group = g_strndup (line + 1, strcspn (line + 1, "]"));
    } else {
      key = g_strndup (line, (gsize) (equals - line));
      g_strchomp (key);
    }
    place = g_strconcat (group, "\n", key, NULL);
    if (g_hash_table_contains (source->lines, place))
      return complain (source, group, key, error, "stands again on line %d", i + 1);
    g_hash_table_insert (source->lines, g_steal_pointer (&place), GINT_TO_POINTER (i + 1));
  }
  return TRUE;
}

static void
element_free (FoyerBadgeElement *element)
{
  g_free (element->name);
  g_strfreev (element->when_category);
  g_strfreev (element->unless_category);
  g_strfreev (element->when_field);
  g_strfreev (element->unless_field);
  g_free (element->text);
  g_free (element->font);
  g_free (element);
}

static int
kind_of_group (const char *group, const char **name)
{
  static const char *const kinds[] = {
    [FOYER_BADGE_TEXT] = "text ", [FOYER_BADGE_QR] = "qr ", [FOYER_BADGE_BOX] = "box ",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_str_has_prefix (group, kinds[i])) {
      *name = group + strlen (kinds[i]);
      return (int) i;
    }
  return -1;
}

static gboolean
read_key (Source *source, const char *group, const char *key, FoyerBadgeElement *element,
          GError **error)
{
  g_autofree char *value = g_key_file_get_string (source->file, group, key, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++) {
    if (strcmp (keys[i].key, key) != 0 || (keys[i].kinds & (1 << element->kind)) == 0)
      continue;
    if (value == NULL || !keys[i].read (value, G_STRUCT_MEMBER_P (element, keys[i].offset)))
      return complain (source, group, key, error, "%s expected", keys[i].expected);
    return TRUE;
  }
  return complain (source, group, key, error, "no such key here");
}

static gboolean
check_element (Source *source, const char *group, FoyerBadgeElement *element, GError **error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    if ((keys[i].required & (1 << element->kind)) != 0
        && !g_key_file_has_key (source->file, group, keys[i].key, NULL))
      return complain (source, group, NULL, error, "key \"%s\" is missing", keys[i].key);
  if (element->width <= 0 || element->height <= 0)
    return complain (source, group, NULL, error, "width and height must be above 0");
  if (element->kind != FOYER_BADGE_TEXT)
    return TRUE;
  if (element->min_size == 0)
    element->min_size = element->size;
  if (element->min_size < 1 || element->min_size > element->size)
    return complain (source, group, "size", error, "1 <= min-size <= size expected");
  return TRUE;
}

static gboolean
read_element (Source *source, FoyerBadgeTemplate *self, const char *group, GError **error)
{
  g_auto (GStrv) names = g_key_file_get_keys (source->file, group, NULL, NULL);
  const char *name = NULL;
  int kind = kind_of_group (group, &name);
  FoyerBadgeElement *element;

  if (kind < 0)
    return complain (source, group, NULL, error,
                     "a group is \"badge\", \"text …\", \"qr …\" or \"box …\"");
  element = g_new0 (FoyerBadgeElement, 1);
  g_ptr_array_add (self->elements, element);
  element->kind = kind;
  element->name = g_strdup (name);
  element->weight = PANGO_WEIGHT_NORMAL;
  element->lines = 1;
  for (char **key = names; *key != NULL; key++)
    if (!read_key (source, group, *key, element, error))
      return FALSE;
  if (element->kind == FOYER_BADGE_TEXT && element->font == NULL)
    element->font = g_strdup (DEFAULT_FONT);
  return check_element (source, group, element, error);
}

static gboolean
read_page (Source *source, FoyerBadgeTemplate *self, GError **error)
{
  g_auto (GStrv) names = g_key_file_get_keys (source->file, "badge", NULL, NULL);
  int version = g_key_file_get_integer (source->file, "badge", "version", NULL);

  if (version != 1)
    return complain (source, "badge", "version", error, "this build reads version 1");
  for (char **key = names; *key != NULL; key++) {
    g_autofree char *value = g_key_file_get_string (source->file, "badge", *key, NULL);
    gboolean is_width = strcmp (*key, "width") == 0;

    if (strcmp (*key, "version") == 0)
      continue;
    if (!is_width && strcmp (*key, "height") != 0)
      return complain (source, "badge", *key, error, "no such key here");
    if (value == NULL || !read_length (value, is_width ? &self->width : &self->height))
      return complain (source, "badge", *key, error, "millimetres expected");
  }
  if (self->width < 10 || self->height < 10)
    return complain (source, "badge", NULL, error, "width and height of 10 mm or more expected");
  return TRUE;
}

static gboolean
read_groups (Source *source, FoyerBadgeTemplate *self, GError **error)
{
  g_auto (GStrv) groups = g_key_file_get_groups (source->file, NULL);

  if (groups[0] == NULL || strcmp (groups[0], "badge") != 0)
    return complain (source, "badge", NULL, error, "must be the first group");
  if (!read_page (source, self, error))
    return FALSE;
  for (char **group = groups + 1; *group != NULL; group++)
    if (!read_element (source, self, *group, error))
      return FALSE;
  return TRUE;
}

FoyerBadgeTemplate *
foyer_badge_template_parse (const char *name, const char *text, GError **error)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (GHashTable) lines = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (FoyerBadgeTemplate) self = g_new0 (FoyerBadgeTemplate, 1);
  g_autoptr (GError) reason = NULL;
  Source source = { name, file, lines };

  g_atomic_ref_count_init (&self->refs);
  self->name = g_strdup (name);
  self->elements = g_ptr_array_new_with_free_func ((GDestroyNotify) element_free);
  /* GKeyFile would quote the broken bytes in its message. */
  if (!g_utf8_validate (text, -1, NULL)) {
    g_set_error (error, FOYER_PRINTING_ERROR, FOYER_PRINTING_ERROR_TEMPLATE,
                 "template %s: it is not UTF-8", name);
    return NULL;
  }
  if (!g_key_file_load_from_data (file, text, strlen (text), G_KEY_FILE_NONE, &reason)) {
    g_set_error (error, FOYER_PRINTING_ERROR, FOYER_PRINTING_ERROR_TEMPLATE, "template %s: %s",
                 name, reason->message);
    return NULL;
  }
  if (!number_lines (&source, text, error) || !read_groups (&source, self, error))
    return NULL;
  return g_steal_pointer (&self);
}

static char *
find_file (const char *name_or_path)
{
  const char *assets = g_getenv ("FOYER_ASSETS");
  g_autofree char *file = NULL;

  if (strchr (name_or_path, '/') != NULL)
    return g_strdup (name_or_path);
  file = g_strconcat (name_or_path, ".badge", NULL);
  return g_build_filename (assets != NULL ? assets : FOYER_ASSETS_DIR, "badges", file, NULL);
}

FoyerBadgeTemplate *
foyer_badge_template_load (const char *name_or_path, GError **error)
{
  g_autofree char *path = find_file (name_or_path);
  g_autofree char *text = NULL;
  g_autoptr (GError) reason = NULL;

  if (g_file_get_contents (path, &text, NULL, &reason))
    return foyer_badge_template_parse (name_or_path, text, error);
  g_set_error (error, FOYER_PRINTING_ERROR, FOYER_PRINTING_ERROR_TEMPLATE, "template %s: %s",
               name_or_path, reason->message);
  return NULL;
}

FoyerBadgeTemplate *
foyer_badge_template_ref (FoyerBadgeTemplate *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

void
foyer_badge_template_unref (FoyerBadgeTemplate *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->refs))
    return;
  g_ptr_array_unref (self->elements);
  g_free (self->name);
  g_free (self);
}

const char *
foyer_badge_template_get_name (FoyerBadgeTemplate *self)
{
  return self->name;
}

double
foyer_badge_template_get_width (FoyerBadgeTemplate *self)
{
  return self->width;
}

double
foyer_badge_template_get_height (FoyerBadgeTemplate *self)
{
  return self->height;
}
