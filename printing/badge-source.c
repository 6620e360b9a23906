/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-badge-source"

#include "badge-source-private.h"

#include "printing-error.h"

#include <string.h>

static gboolean G_GNUC_PRINTF (4, 5)
complain_at (const FoyerBadgeSource *self, int line, GError **error, const char *format, ...)
{
  g_autofree char *reason = NULL;
  va_list args;

  va_start (args, format);
  reason = g_strdup_vprintf (format, args);
  va_end (args);
  g_set_error (error, FOYER_PRINTING_ERROR, FOYER_PRINTING_ERROR_TEMPLATE,
               "template %s, line %d%s", self->name, line, reason);
  return FALSE;
}

gboolean
foyer_badge_source_complain (const FoyerBadgeSource *self, const char *group, const char *key,
                             GError **error, const char *format, ...)
{
  g_autofree char *place = g_strconcat (group, "\n", key, NULL);
  g_autofree char *reason = NULL;
  va_list args;
  int line;

  va_start (args, format);
  reason = g_strdup_vprintf (format, args);
  va_end (args);
  line = GPOINTER_TO_INT (g_hash_table_lookup (self->lines, place));
  /* What is missing altogether is missing from the first line on. */
  return complain_at (self, MAX (line, 1), error, ", [%s]%s%s: %s", group,
                      key != NULL ? " " : "", key != NULL ? key : "", reason);
}

/* GKeyFile keeps no lines and merges what stands twice; both are wanted here. */
static gboolean
number_lines (FoyerBadgeSource *self, char **lines, GError **error)
{
  g_autofree char *group = g_strdup ("");

  for (int i = 0; lines[i] != NULL; i++) {
    const char *line = lines[i] + strspn (lines[i], " \t\r");
    g_autofree char *key = NULL;
    g_autofree char *place = NULL;

    if (*line == '\0' || *line == '#')
      continue;
    if (*line == '[') {
      g_free (group);
      group = g_strndup (line + 1, strcspn (line + 1, "]"));
    } else {
      key = g_strchomp (g_strndup (line, strcspn (line, "=")));
    }
    place = g_strconcat (group, "\n", key, NULL);
    if (g_hash_table_contains (self->lines, place))
      return foyer_badge_source_complain (self, group, key, error, "stands again on line %d",
                                          i + 1);
    g_hash_table_insert (self->lines, g_steal_pointer (&place), GINT_TO_POINTER (i + 1));
  }
  return TRUE;
}

static gboolean
loads (char **lines, guint n_lines)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < n_lines; i++)
    g_string_append_printf (text, "%s\n", lines[i]);
  return g_key_file_load_from_data (file, text->str, text->len, G_KEY_FILE_NONE, NULL);
}

/* GKeyFile says what is wrong but not where. It reads line by line, so whatever follows the
 * first wrong one changes nothing. */
static int
first_wrong_line (char **lines)
{
  guint good = 0;
  guint bad = g_strv_length (lines);

  while (bad - good > 1) {
    guint middle = (good + bad) / 2;

    if (loads (lines, middle))
      good = middle;
    else
      bad = middle;
  }
  return (int) bad;
}

gboolean
foyer_badge_source_open (FoyerBadgeSource *self, const char *name, const char *folder,
                         const char *text, GError **error)
{
  g_auto (GStrv) lines = NULL;

  self->name = name;
  self->folder = folder;
  self->file = g_key_file_new ();
  self->lines = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  /* GKeyFile would quote the broken bytes in its message. */
  if (!g_utf8_validate (text, -1, NULL)) {
    g_set_error (error, FOYER_PRINTING_ERROR, FOYER_PRINTING_ERROR_TEMPLATE,
                 "template %s: it is not UTF-8", name);
    return FALSE;
  }
  lines = g_strsplit (text, "\n", -1);
  if (!g_key_file_load_from_data (self->file, text, strlen (text), G_KEY_FILE_NONE, NULL))
    return complain_at (self, first_wrong_line (lines), error,
                        ": neither [group], key=value nor # comment");
  return number_lines (self, lines, error);
}

void
foyer_badge_source_clear (FoyerBadgeSource *self)
{
  g_clear_pointer (&self->file, g_key_file_free);
  g_clear_pointer (&self->lines, g_hash_table_unref);
}
