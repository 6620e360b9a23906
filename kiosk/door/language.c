/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-language"

#include "language.h"

#include "event.h"

#include <libintl.h>
#include <locale.h>

static const char * const known[] = { "zh_CN", "en", NULL };

/* Main thread. */
static char current[16] = "en";

/* How libintl is told that LANGUAGE is another one: gettext manual, "Being a
 * gettext grok", 11.5 "Changing the language at runtime". */
extern int _nl_msg_cat_cntr;

gboolean
foyer_language_is_known (const char *language)
{
  return language != NULL && g_strv_contains (known, language);
}

void
foyer_language_set (const char *language)
{
  g_return_if_fail (foyer_language_is_known (language));

  g_strlcpy (current, language, sizeof current);
  g_setenv ("LANGUAGE", current, TRUE);
  _nl_msg_cat_cntr++;
}

void
foyer_language_init (const char *language)
{
  const char *directory = g_getenv ("FOYER_LOCALE");
  const char *messages;

  setlocale (LC_ALL, "");
  messages = setlocale (LC_MESSAGES, NULL);
  /* In the C locale gettext doesn't look at LANGUAGE at all. */
  if (g_strcmp0 (messages, "C") == 0 || g_strcmp0 (messages, "POSIX") == 0)
    setlocale (LC_ALL, "C.UTF-8");
  bindtextdomain (GETTEXT_PACKAGE, directory ? directory : FOYER_LOCALE_DIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  /* GLib decides at its first message, for good, whether this program has
   * translations at all: let it look while there are some. */
  foyer_language_set ("zh_CN");
  g_dgettext (GETTEXT_PACKAGE, "Welcome!");
  foyer_language_set (language);
}

const char *
foyer_language_get (void)
{
  return current;
}

const char *
foyer_language_words (char * const *words)
{
  const char *text = foyer_words_in (words, current);

  return text ? text : "";
}
