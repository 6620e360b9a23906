/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-papers"

#include "papers.h"

#include <gio/gio.h>

static char *
note_path (const char *store)
{
  return g_strconcat (store, ".papers", NULL);
}

static GStrv
read_note (const char *store)
{
  g_autofree char *path = note_path (store);
  g_autofree char *text = NULL;

  return g_strsplit (g_file_get_contents (path, &text, NULL, NULL) ? text : "", "\n", -1);
}

void
foyer_papers_note (const char *store, const char *path)
{
  g_auto (GStrv) known = read_note (store);
  g_autofree char *note = note_path (store);
  g_autofree char *whole = g_canonicalize_filename (path, NULL);
  g_autofree char *before = g_strjoinv ("\n", known);
  g_autofree char *text = g_strconcat (before, whole, "\n", NULL);
  g_autoptr (GError) failure = NULL;

  if (!g_strv_contains ((const char * const *) known, whole) &&
      !g_file_set_contents_full (note, text, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0600, &failure))
    g_debug ("%s", failure->message);
}

json_t *
foyer_papers_of (const char *store)
{
  g_auto (GStrv) paths = read_note (store);
  json_t *papers = json_array ();

  for (gsize i = 0; paths[i] != NULL; i++) {
    if (*paths[i] != '\0' && g_file_test (paths[i], G_FILE_TEST_EXISTS))
      json_array_append_new (papers, json_string (paths[i]));
  }
  return papers;
}
