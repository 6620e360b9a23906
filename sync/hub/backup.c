/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-backup"

#include "backup.h"

#include "backup-files.h"
#include "clock.h"
#include "json.h"
#include "state-folder.h"
#include "store.h"

#include <errno.h>
#include <gio/gio.h>
#include <glib/gstdio.h>

/* The backup's list of files. */

static gboolean
list_file (const char *folder, const char *name, json_t *files, GError **error)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *sum = foyer_backup_checksum (path, error);

  if (sum == NULL)
    return FALSE;
  json_object_set_new (files, name, json_string (sum));
  return TRUE;
}

static gboolean
write_manifest (const char *folder, json_t *files, GError **error)
{
  g_autofree char *path = g_build_filename (folder, FOYER_BACKUP_MANIFEST, NULL);
  g_autofree char *made = foyer_time_to_string (foyer_clock_now_us ());
  g_autoptr (json_t) json =
    json_pack ("{s:i, s:s, s:O}", "foyer_backup", FOYER_BACKUP_FORMAT, "made", made ? made : "", "files",
               files);
  g_autofree char *text = foyer_json_line (json);
  g_autoptr (GError) failure = NULL;

  return g_file_set_contents_full (path, text, -1, G_FILE_SET_CONTENTS_DURABLE, 0600, &failure) ||
         foyer_backup_fail (error, FOYER_HUB_ERROR_STATE, path, failure->message);
}

/* Making one. */

static gboolean
add_file (const char *state, const char *to, const char *name, gboolean required, json_t *files,
          GError **error)
{
  g_autofree char *path = g_build_filename (state, name, NULL);

  if (!required && !g_file_test (path, G_FILE_TEST_EXISTS))
    return TRUE;
  return foyer_backup_copy_file (state, to, name, error) && list_file (to, name, files, error);
}

static gboolean
add_store (const char *state, const char *to, const char *name, json_t *files, GError **error)
{
  g_autofree char *source = g_build_filename (state, name, NULL);
  g_autofree char *target = g_build_filename (to, name, NULL);
  g_autoptr (FoyerStore) store = foyer_store_open (source, FOYER_STORE_READ, error);

  if (store == NULL || !foyer_store_copy (store, target, error))
    return FALSE;
  if (g_chmod (target, 0600) != 0 || !foyer_backup_sync_file (target))
    return foyer_backup_fail (error, FOYER_HUB_ERROR_STATE, target, g_strerror (errno));
  return list_file (to, name, files, error);
}

static gboolean
add_parcels (const char *state, const char *to, const char *event, json_t *files, GError **error)
{
  g_autofree char *place = g_build_filename ("events", event, "parcels", NULL);
  g_autofree char *folder = g_build_filename (state, place, NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename (place, name, NULL);

    if (!add_file (state, to, path, FALSE, files, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
add_event (const char *state, const char *to, const char *event, json_t *files, GError **error)
{
  g_autofree char *key = g_build_filename ("events", event, "key", NULL);
  g_autofree char *store = g_build_filename ("events", event, "event.db", NULL);

  return add_file (state, to, key, TRUE, files, error) &&
         add_store (state, to, store, files, error) &&
         add_parcels (state, to, event, files, error);
}

static gboolean
fill (const char *state, const char *to, GError **error)
{
  static const struct { const char *name; gboolean required; } own[] = {
    { "hub-key", TRUE }, { "organizer-token", TRUE }, { "tls-key.pem", FALSE },
    { "tls-cert.pem", FALSE }, { "tls-pin", FALSE },
  };
  g_autoptr (GPtrArray) events = foyer_state_folder_list (state);
  g_autoptr (json_t) files = json_object ();

  for (gsize i = 0; i < G_N_ELEMENTS (own); i++) {
    if (!add_file (state, to, own[i].name, own[i].required, files, error))
      return FALSE;
  }
  for (guint i = 0; i < events->len; i++) {
    if (!add_event (state, to, g_ptr_array_index (events, i), files, error))
      return FALSE;
  }
  return write_manifest (to, files, error);
}

gboolean
foyer_backup_make (const char *state, const char *to, GError **error)
{
  g_autofree char *part = g_strconcat (to, ".part", NULL);
  g_autofree char *parent = g_path_get_dirname (to);

  if (g_file_test (to, G_FILE_TEST_EXISTS))
    return foyer_backup_fail (error, FOYER_HUB_ERROR_STATE, to, "it exists already; name another folder");
  if (g_file_test (part, G_FILE_TEST_EXISTS))
    return foyer_backup_fail (error, FOYER_HUB_ERROR_STATE, part,
                              "a backup was broken off here; remove it first");
  if (!foyer_backup_make_folder (part, error) || !fill (state, part, error) ||
      !foyer_backup_sync_folder (part, error))
    return FALSE;
  if (g_rename (part, to) != 0)
    return foyer_backup_fail (error, FOYER_HUB_ERROR_STATE, to, g_strerror (errno));
  return foyer_backup_sync_folder (parent, error);
}
