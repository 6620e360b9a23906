/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-config"

#include "config.h"

#include "door-error.h"
#include "language.h"

#include <string.h>

static const char * const role_names[] = { [FOYER_ROLE_GUESTS] = "guests", [FOYER_ROLE_DESK] = "desk" };

const char *
foyer_role_to_string (FoyerRole role)
{
  return role_names[role];
}

gboolean
foyer_role_from_string (const char *text, FoyerRole *role)
{
  for (gsize i = 0; i < G_N_ELEMENTS (role_names); i++) {
    if (g_str_equal (role_names[i], text)) {
      *role = (FoyerRole) i;
      return TRUE;
    }
  }
  return FALSE;
}

/* A file being read: each key is taken out; what stays is an error. */
typedef struct {
  GKeyFile   *file;
  const char *path;
} Reader;

static gboolean
fail (const Reader *reader, const char *group, const char *key, const char *why, GError **error)
{
  g_set_error (error, FOYER_DOOR_ERROR, FOYER_DOOR_ERROR_CONFIG, "%s: [%s] %s: %s", reader->path,
               group, key, why);
  return FALSE;
}

/* (transfer full): the value, which must not be empty; @fallback where the key is missing. */
static gboolean
take (Reader *reader, const char *group, const char *key, const char *fallback, char **value,
      GError **error)
{
  *value = g_strdup (fallback);
  if (!g_key_file_has_key (reader->file, group, key, NULL))
    return TRUE;
  g_free (*value);
  *value = g_key_file_get_string (reader->file, group, key, NULL);
  if (*value == NULL || **value == '\0')
    return fail (reader, group, key, "is empty or no UTF-8", error);
  g_key_file_remove_key (reader->file, group, key, NULL);
  return TRUE;
}

static gboolean
take_switch (Reader *reader, const char *group, const char *key, gboolean fallback, gboolean *value,
             GError **error)
{
  g_autofree char *text = NULL;

  if (!take (reader, group, key, fallback ? "true" : "false", &text, error))
    return FALSE;
  *value = g_str_equal (text, "true");
  if (!*value && !g_str_equal (text, "false"))
    return fail (reader, group, key, "is neither true nor false", error);
  return TRUE;
}

static gboolean
take_seconds (Reader *reader, const char *group, const char *key, const char *fallback, guint least,
              guint most, guint *value, GError **error)
{
  g_autofree char *text = NULL;
  g_autofree char *why = g_strdup_printf ("is no number of seconds from %u to %u", least, most);
  guint64 seconds;

  if (!take (reader, group, key, fallback, &text, error))
    return FALSE;
  if (!g_ascii_string_to_unsigned (text, 10, least, most, &seconds, NULL))
    return fail (reader, group, key, why, error);
  *value = (guint) seconds;
  return TRUE;
}

static gboolean
take_role (Reader *reader, FoyerRole *role, GError **error)
{
  g_autofree char *text = NULL;

  if (!take (reader, "kiosk", "role", "guests", &text, error))
    return FALSE;
  return foyer_role_from_string (text, role) ||
         fail (reader, "kiosk", "role", "is neither guests nor desk", error);
}

static gboolean
take_setup (Reader *reader, gboolean *setup, GError **error)
{
  g_autofree char *text = NULL;

  if (!take (reader, "kiosk", "setup", "ask", &text, error))
    return FALSE;
  *setup = g_str_equal (text, "ask");
  return *setup || g_str_equal (text, "enrol") ||
         fail (reader, "kiosk", "setup", "is neither ask nor enrol", error);
}

#define PRINTER_PREFIX "printer "
/* What a queue of guests bears, and what it takes to put in a new roll. */
#define PATIENCE_S     "20"
#define PATIENCE_LEAST 1
#define PATIENCE_MOST  600

static void
printer_free (gpointer data)
{
  FoyerConfigPrinter *printer = data;

  g_free (printer->name);
  g_free (printer->uri);
  g_free (printer);
}

static void
add_printer (GPtrArray *printers, const char *name, const char *uri)
{
  FoyerConfigPrinter *printer;

  if (g_str_equal (uri, "none"))
    return;
  printer = g_new0 (FoyerConfigPrinter, 1);
  printer->name = g_strdup (name);
  printer->uri = g_strdup (uri);
  g_ptr_array_add (printers, printer);
}

static gboolean
take_printer (Reader *reader, FoyerConfig *self, const char *group, GError **error)
{
  const char *name = g_str_equal (group, "printer") ? group : group + strlen (PRINTER_PREFIX);
  g_autofree char *uri = NULL;

  if (!take (reader, group, "uri", "none", &uri, error))
    return FALSE;
  add_printer (self->printers, name, uri);
  return TRUE;
}

GPtrArray *
foyer_config_printers (const char *name, const char *uri)
{
  GPtrArray *printers = g_ptr_array_new_with_free_func (printer_free);

  add_printer (printers, name, uri);
  return printers;
}

void
foyer_config_set_printer (FoyerConfig *self, const char *name, const char *uri)
{
  g_ptr_array_unref (self->printers);
  self->printers = foyer_config_printers (name, uri);
}

static gboolean
take_printers (Reader *reader, FoyerConfig *self, GError **error)
{
  g_auto (GStrv) groups = g_key_file_get_groups (reader->file, NULL);

  self->printers = g_ptr_array_new_with_free_func (printer_free);
  for (gsize i = 0; groups[i] != NULL; i++)
    if ((g_str_equal (groups[i], "printer") || g_str_has_prefix (groups[i], PRINTER_PREFIX)) &&
        !take_printer (reader, self, groups[i], error))
      return FALSE;
  return TRUE;
}

static gboolean
nothing_left (Reader *reader, GError **error)
{
  static const char * const known[] = { "kiosk", "camera", "scanner", "printer", "sound", "screen", NULL };
  g_auto (GStrv) groups = g_key_file_get_groups (reader->file, NULL);

  for (gsize i = 0; groups[i] != NULL; i++) {
    g_auto (GStrv) keys = g_key_file_get_keys (reader->file, groups[i], NULL, NULL);

    if (!g_strv_contains (known, groups[i]) && !g_str_has_prefix (groups[i], PRINTER_PREFIX)) {
      g_set_error (error, FOYER_DOOR_ERROR, FOYER_DOOR_ERROR_CONFIG, "%s: [%s]: there is no such group",
                   reader->path, groups[i]);
      return FALSE;
    }
    if (keys != NULL && keys[0] != NULL)
      return fail (reader, groups[i], keys[0], "there is no such key", error);
  }
  return TRUE;
}

static gboolean
read_all (Reader *reader, FoyerConfig *self, GError **error)
{
  if (!take (reader, "kiosk", "state", "/var/lib/foyer/kiosk", &self->state, error) ||
      !take (reader, "kiosk", "name", NULL, &self->name, error) ||
      !take (reader, "kiosk", "list", NULL, &self->list, error) ||
      !take_role (reader, &self->role, error) ||
      !take_setup (reader, &self->setup, error) ||
      !take (reader, "kiosk", "tables", NULL, &self->tables, error) ||
      !take (reader, "camera", "source", "auto", &self->camera, error) ||
      !take (reader, "scanner", "devices", "auto", &self->scanners, error) ||
      !take (reader, "scanner", "layout", "us", &self->scanner_layout, error) ||
      !take_printers (reader, self, error) ||
      !take (reader, "printer", "template", NULL, &self->badge_template, error) ||
      !take_seconds (reader, "printer", "patience", PATIENCE_S, PATIENCE_LEAST, PATIENCE_MOST,
                     &self->patience_s, error) ||
      !take (reader, "sound", "sink", "auto", &self->sound, error) ||
      !take (reader, "screen", "language", "zh_CN", &self->language, error) ||
      !take_switch (reader, "screen", "fullscreen", TRUE, &self->fullscreen, error) ||
      !take_switch (reader, "screen", "seated", FALSE, &self->seated, error))
    return FALSE;
  if (!foyer_language_is_known (self->language))
    return fail (reader, "screen", "language", "is neither zh_CN nor en", error);
  return nothing_left (reader, error);
}

/* GKeyFile would quote broken bytes in its messages: hence UTF-8 comes first. */
static gboolean
read_file (const Reader *reader, GError **error)
{
  g_autofree char *text = NULL;
  gsize length;

  if (!g_file_get_contents (reader->path, &text, &length, error))
    return FALSE;
  if (!g_utf8_validate_len (text, length, NULL)) {
    g_set_error (error, G_KEY_FILE_ERROR, G_KEY_FILE_ERROR_UNKNOWN_ENCODING, "it is not UTF-8");
    return FALSE;
  }
  return g_key_file_load_from_data (reader->file, text, length, G_KEY_FILE_NONE, error);
}

FoyerConfig *
foyer_config_load (const char *path, GError **error)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (FoyerConfig) self = g_new0 (FoyerConfig, 1);
  g_autoptr (GError) failure = NULL;
  Reader reader = { file, path ? path : FOYER_CONFIG_PATH };

  if (!read_file (&reader, &failure) &&
      (path != NULL || !g_error_matches (failure, G_FILE_ERROR, G_FILE_ERROR_NOENT))) {
    g_set_error (error, FOYER_DOOR_ERROR, FOYER_DOOR_ERROR_CONFIG, "%s: %s", reader.path,
                 failure->message);
    return NULL;
  }
  return read_all (&reader, self, error) ? g_steal_pointer (&self) : NULL;
}

void
foyer_config_free (FoyerConfig *self)
{
  if (self == NULL)
    return;
  g_free (self->state);
  g_free (self->name);
  g_free (self->list);
  g_free (self->tables);
  g_free (self->camera);
  g_free (self->scanners);
  g_free (self->scanner_layout);
  g_clear_pointer (&self->printers, g_ptr_array_unref);
  g_free (self->badge_template);
  g_free (self->sound);
  g_free (self->language);
  g_free (self);
}
