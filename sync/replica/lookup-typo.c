/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lookup-typo.h"

#include <string.h>

static void
add (GPtrArray *edits, char *edit, const char *letters)
{
  if (g_str_equal (edit, letters))
    g_free (edit);
  else
    g_ptr_array_add (edits, edit);
}

static void
add_missing_and_exchanged (GPtrArray *edits, const char *letters, gsize at)
{
  gsize length = strlen (letters);

  /* Of a doubled letter it does not matter which one goes. */
  if (at == 0 || letters[at] != letters[at - 1])
    add (edits, g_strdup_printf ("%.*s%s", (int) at, letters, letters + at + 1), letters);
  if (at + 1 < length)
    add (edits, g_strdup_printf ("%.*s%c%c%s", (int) at, letters, letters[at + 1], letters[at],
                                 letters + at + 2), letters);
}

GPtrArray *
foyer_typo_edits (const char *letters)
{
  GPtrArray *edits = g_ptr_array_new_with_free_func (g_free);
  gsize length = strlen (letters);

  for (gsize at = 0; at <= length; at++) {
    if (at < length)
      add_missing_and_exchanged (edits, letters, at);
    for (char c = 'a'; c <= 'z'; c++) {
      /* Before an equal letter it is the same as behind it. */
      if (c != letters[at])
        add (edits, g_strdup_printf ("%.*s%c%s", (int) at, letters, c, letters + at), letters);
      if (at < length)
        add (edits, g_strdup_printf ("%.*s%c%s", (int) at, letters, c, letters + at + 1), letters);
    }
  }
  return edits;
}
