/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "entry-place.h"

#include "registry.h"

static void
add (GPtrArray *words, const char *word)
{
  if (word != NULL && *word != '\0')
    g_ptr_array_add (words, g_strdup (word));
}

/* Two may be in session: ids with a comma between. */
static void
add_staff (GPtrArray *words, const FoyerEvent *event, const char *staff)
{
  g_auto (GStrv) ids = g_strsplit (staff ? staff : "", ",", -1);

  for (gsize i = 0; ids[i] != NULL; i++) {
    const FoyerStaff *one = foyer_event_staff (event, ids[i]);

    add (words, one ? one->name : NULL);
  }
}

char *
foyer_entry_place (FoyerStore *store, const FoyerEvent *event, const FoyerEntry *entry)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (FoyerKey) key = foyer_registry_key (store, entry->kiosk, NULL);

  add (words, key ? key->name : NULL);
  add_staff (words, event, entry->staff);
  if (words->len == 0)
    return NULL;
  g_ptr_array_add (words, NULL);
  return g_strjoinv (" · ", (char **) words->pdata);
}
