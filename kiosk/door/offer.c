/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-offer"

#include "offer.h"

#include "json.h"
#include "printer-finder.h"

#include <gio/gunixmounts.h>

#define LISTEN_MS      2000
#define MAX_DEPTH      2
/* A disk may hold a life's photographs: no longer than people wait. */
#define MAX_ENTRIES    5000
#define MAX_EVENT_FILE (1024 * 1024)

FoyerOffer *
foyer_offer_new (const char *id, const char *name, const char *detail)
{
  FoyerOffer *self = g_new0 (FoyerOffer, 1);

  self->id = g_strdup (id);
  self->name = g_strdup (name);
  self->detail = g_strdup (detail);
  return self;
}

void
foyer_offer_free (FoyerOffer *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self->name);
  g_free (self->detail);
  g_free (self->beside);
  g_free (self);
}

/* Tables. */

typedef struct {
  GPtrArray *found;
  char      *medium;    /* as people call it */
  guint      entries;
} Search;

static gboolean
is_table (const char *name)
{
  static const char * const endings[] = { ".csv", ".tsv", ".xlsx" };
  g_autofree char *lower = g_ascii_strdown (name, -1);

  /* "~$" is what a spreadsheet leaves while it has a file open. */
  if (*name == '.' || g_str_has_prefix (name, "~$"))
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (endings); i++)
    if (g_str_has_suffix (lower, endings[i]))
      return TRUE;
  return FALSE;
}

static gboolean
is_event (const char *path)
{
  g_autofree char *text = NULL;
  gsize length = 0;
  g_autoptr (json_t) json = NULL;
  g_autoptr (FoyerEvent) event = NULL;

  if (!g_str_has_suffix (path, ".json") || !g_file_get_contents (path, &text, &length, NULL) ||
      length > MAX_EVENT_FILE)
    return FALSE;
  json = foyer_json_parse (text, (gssize) length, NULL);
  event = json ? foyer_event_from_json (json, NULL) : NULL;
  return event != NULL;
}

/* (nullable): the only event file of a folder; of several nobody knows which is meant. */
static char *
event_in (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  g_autofree char *found = NULL;
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename (folder, name, NULL);

    if (*name == '.' || !is_event (path))
      continue;
    if (found != NULL)
      return NULL;
    found = g_steal_pointer (&path);
  }
  return g_steal_pointer (&found);
}

static void
add_table (Search *search, const char *folder, const char *name, const char *event)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *said = g_filename_display_name (name);
  FoyerOffer *offer = foyer_offer_new (path, said, search->medium);

  offer->beside = g_strdup (event);
  g_ptr_array_add (search->found, offer);
}

static void
search_folder (Search *search, const char *folder, guint depth)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  g_autofree char *event = NULL;
  gboolean looked = FALSE;
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL && search->entries++ < MAX_ENTRIES) {
    g_autofree char *path = g_build_filename (folder, name, NULL);

    if (is_table (name) && g_file_test (path, G_FILE_TEST_IS_REGULAR)) {
      if (!looked)
        event = event_in (folder);
      looked = TRUE;
      add_table (search, folder, name, event);
    }
    else if (depth < MAX_DEPTH && *name != '.' && !g_file_test (path, G_FILE_TEST_IS_SYMLINK) &&
             g_file_test (path, G_FILE_TEST_IS_DIR))
      search_folder (search, path, depth + 1);
  }
}

static void
search_medium (GPtrArray *found, const char *root)
{
  Search search = { found, g_filename_display_basename (root), 0 };

  search_folder (&search, root, 0);
  g_free (search.medium);
}

/* Where desktops, udisks and administrators mount what is plugged in. */
static gboolean
is_removable (const char *path)
{
  return g_str_has_prefix (path, "/media/") || g_str_has_prefix (path, "/run/media/") ||
         g_str_has_prefix (path, "/mnt/");
}

static void
search_mounts (GPtrArray *found)
{
  GList *mounts = g_unix_mounts_get (NULL);

  for (GList *item = mounts; item != NULL; item = item->next) {
    const char *path = g_unix_mount_get_mount_path (item->data);

    if (is_removable (path))
      search_medium (found, path);
  }
  g_list_free_full (mounts, (GDestroyNotify) g_unix_mount_free);
}

static int
by_name (gconstpointer a, gconstpointer b)
{
  const FoyerOffer *one = *(FoyerOffer * const *) a;
  const FoyerOffer *other = *(FoyerOffer * const *) b;
  int order = g_utf8_collate (one->name, other->name);

  return order != 0 ? order : g_strcmp0 (one->id, other->id);
}

GPtrArray *
foyer_offer_tables (const char *folder)
{
  GPtrArray *found = g_ptr_array_new_with_free_func ((GDestroyNotify) foyer_offer_free);

  if (folder != NULL)
    search_medium (found, folder);
  else
    search_mounts (found);
  g_ptr_array_sort (found, by_name);
  return found;
}

/* Printers. */

GPtrArray *
foyer_offer_printers (void)
{
  GPtrArray *found = g_ptr_array_new_with_free_func ((GDestroyNotify) foyer_offer_free);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) printers = foyer_printer_find_all (LISTEN_MS, &error);

  if (printers == NULL)
    g_debug ("no printer can be looked for: %s", error->message);
  for (guint i = 0; printers != NULL && i < printers->len; i++) {
    const FoyerFoundPrinter *printer = printers->pdata[i];

    g_ptr_array_add (found, foyer_offer_new (printer->uri, printer->name, printer->model));
  }
  return found;
}
