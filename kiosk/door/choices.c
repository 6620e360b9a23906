/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-choices"

#include "choices.h"

#include "language.h"

#define GROUP "chosen"

struct _FoyerChoices {
  char *path;
  char *values[FOYER_CHOICE_N];
};

static const char * const names[FOYER_CHOICE_N] = {
  [FOYER_CHOICE_STEP]         = "step",
  [FOYER_CHOICE_LANGUAGE]     = "language",
  [FOYER_CHOICE_HUB]          = "hub",
  [FOYER_CHOICE_LIST]         = "list",
  [FOYER_CHOICE_ROLE]         = "role",
  [FOYER_CHOICE_PRINTER]      = "printer",
  [FOYER_CHOICE_PRINTER_NAME] = "printer-name",
  [FOYER_CHOICE_CAMERA]       = "camera",
  [FOYER_CHOICE_SEATED]       = "seated",
};

FoyerChoices *
foyer_choices_load (const char *state)
{
  FoyerChoices *self = g_new0 (FoyerChoices, 1);
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (GError) error = NULL;

  self->path = g_build_filename (state, "choices", NULL);
  if (!g_key_file_load_from_file (file, self->path, G_KEY_FILE_NONE, &error)) {
    if (!g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_NOENT))
      g_warning ("%s: what was chosen cannot be read", self->path);
    return self;
  }
  for (int i = 0; i < FOYER_CHOICE_N; i++)
    self->values[i] = g_key_file_get_string (file, GROUP, names[i], NULL);
  return self;
}

void
foyer_choices_free (FoyerChoices *self)
{
  if (self == NULL)
    return;
  for (int i = 0; i < FOYER_CHOICE_N; i++)
    g_free (self->values[i]);
  g_free (self->path);
  g_free (self);
}

const char *
foyer_choices_get (FoyerChoices *self, FoyerChoice choice)
{
  return self->values[choice];
}

gboolean
foyer_choices_is (FoyerChoices *self, FoyerChoice choice, const char *value)
{
  return g_strcmp0 (self->values[choice], value) == 0;
}

static gboolean
write_down (FoyerChoices *self, GError **error)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autofree char *text = NULL;
  gsize length;

  for (int i = 0; i < FOYER_CHOICE_N; i++)
    if (self->values[i] != NULL)
      g_key_file_set_string (file, GROUP, names[i], self->values[i]);
  text = g_key_file_to_data (file, &length, NULL);
  return g_file_set_contents_full (self->path, text, (gssize) length,
                                   G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600, error);
}

gboolean
foyer_choices_set (FoyerChoices *self, FoyerChoice choice, const char *value, GError **error)
{
  g_autofree char *before = self->values[choice];

  if (g_strcmp0 (before, value) == 0) {
    g_steal_pointer (&before);
    return TRUE;
  }
  self->values[choice] = g_strdup (value);
  if (write_down (self, error))
    return TRUE;
  g_free (self->values[choice]);
  self->values[choice] = g_steal_pointer (&before);
  return FALSE;
}

static void
replace (char **member, const char *value)
{
  if (value == NULL)
    return;
  g_free (*member);
  *member = g_strdup (value);
}

static void
apply_printer (FoyerChoices *self, FoyerConfig *config)
{
  const char *uri = self->values[FOYER_CHOICE_PRINTER];
  const char *name = self->values[FOYER_CHOICE_PRINTER_NAME];

  if (uri != NULL)
    foyer_config_set_printer (config, name ? name : "printer", uri);
}

void
foyer_choices_apply (FoyerChoices *self, FoyerConfig *config)
{
  const char *list = self->values[FOYER_CHOICE_LIST];
  const char *role = self->values[FOYER_CHOICE_ROLE];

  if (foyer_language_is_known (self->values[FOYER_CHOICE_LANGUAGE]))
    replace (&config->language, self->values[FOYER_CHOICE_LANGUAGE]);
  if (g_strcmp0 (list, "auto") == 0)
    g_clear_pointer (&config->list, g_free);
  else
    replace (&config->list, list);
  if (role != NULL)
    foyer_role_from_string (role, &config->role);
  replace (&config->camera, self->values[FOYER_CHOICE_CAMERA]);
  if (self->values[FOYER_CHOICE_SEATED] != NULL)
    config->seated = foyer_choices_is (self, FOYER_CHOICE_SEATED, "true");
  apply_printer (self, config);
}
