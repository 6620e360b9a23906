/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE /* renameat2() */
#define G_LOG_DOMAIN "foyer-restore"

#include "restore.h"

#include "backup-files.h"
#include "feed.h"
#include "json.h"
#include "state-folder.h"
#include "store.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

static json_t *
read_manifest (const char *from, GError **error)
{
  g_autofree char *path = g_build_filename (from, FOYER_BACKUP_MANIFEST, NULL);
  g_autofree char *text = NULL;
  gsize length = 0;
  g_autoptr (json_t) json = NULL;

  if (g_file_get_contents (path, &text, &length, NULL))
    json = foyer_json_parse (text, (gssize) length, NULL);
  if (json_integer_value (json_object_get (json, "foyer_backup")) == FOYER_BACKUP_FORMAT &&
      json_is_object (json_object_get (json, "files")))
    return g_steal_pointer (&json);
  foyer_backup_fail (error, FOYER_HUB_ERROR_KEY, from, "this is no whole backup of a hub");
  return NULL;
}

static gboolean
is_inside (const char *name)
{
  return !g_path_is_absolute (name) && strstr (name, "..") == NULL;
}

static gboolean
check_file (const char *from, const char *name, const json_t *expected, GError **error)
{
  g_autofree char *path = g_build_filename (from, name, NULL);
  g_autofree char *sum = is_inside (name) ? foyer_backup_checksum (path, error) : NULL;

  if (sum == NULL && is_inside (name))
    return FALSE;
  return g_strcmp0 (sum, json_string_value (expected)) == 0 ||
         foyer_backup_fail (error, FOYER_HUB_ERROR_KEY, path,
                            "it is not what was backed up; use another backup");
}

/* Whether a file of the manifest is wanted: each that is no event's, and those of
 * @event, of all where it is NULL. */
static gboolean
is_wanted (const char *name, const char *event)
{
  g_autofree char *place = event ? g_strconcat ("events/", event, "/", NULL) : NULL;

  return place == NULL || !g_str_has_prefix (name, "events/") || g_str_has_prefix (name, place);
}

/* What the manifest lists, all of it checked first: half a hub is none. */
static gboolean
copy_all (const char *from, const char *to, json_t *files, const char *event, GError **error)
{
  const char *name;
  json_t *expected;

  json_object_foreach (files, name, expected) {
    if (!check_file (from, name, expected, error))
      return FALSE;
  }
  json_object_foreach (files, name, expected) {
    if (is_wanted (name, event) && !foyer_backup_copy_file (from, to, name, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
begin_new_life (const char *path, GError **error)
{
  g_autoptr (FoyerStore) store = foyer_store_open (path, FOYER_STORE_OWN, error);

  return store != NULL && foyer_store_begin (store, error) && foyer_feed_new_life (store, error) &&
         foyer_store_commit (store, error);
}

static gboolean
begin_new_lives (const char *state, GError **error)
{
  g_autoptr (GPtrArray) events = foyer_state_folder_list (state);

  for (guint i = 0; i < events->len; i++) {
    g_autofree char *path =
      g_build_filename (state, "events", g_ptr_array_index (events, i), "event.db", NULL);

    if (!begin_new_life (path, error))
      return FALSE;
  }
  return TRUE;
}

GPtrArray *
foyer_restore_list (const char *from, GError **error)
{
  g_autoptr (json_t) manifest = read_manifest (from, error);

  return manifest ? foyer_state_folder_list (from) : NULL;
}

/* A backup is often put back by root, for a hub that is another user. */
static gboolean
give_to (const char *path, uid_t user, gid_t group)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;
  gboolean given = lchown (path, user, group) == 0;

  while (given && dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *child = g_build_filename (path, name, NULL);

    given = give_to (child, user, group);
  }
  return given;
}

static gboolean
give_to_owner_of (const char *state, const char *fresh, GError **error)
{
  GStatBuf info;

  if (geteuid () != 0 || (g_stat (state, &info) == 0 && give_to (fresh, info.st_uid, info.st_gid)))
    return TRUE;
  return foyer_backup_fail (error, FOYER_HUB_ERROR_STATE, fresh, g_strerror (errno));
}

static gboolean
sync_folders (const char *fresh, GError **error)
{
  g_autofree char *events = g_build_filename (fresh, "events", NULL);
  g_autoptr (GPtrArray) ids = foyer_state_folder_list (fresh);

  for (guint i = 0; i < ids->len; i++) {
    g_autofree char *event = g_build_filename (events, g_ptr_array_index (ids, i), NULL);

    if (!foyer_backup_sync_folder (event, error))
      return FALSE;
  }
  return foyer_backup_make_folder (events, error) && foyer_backup_sync_folder (events, error) &&
         foyer_backup_sync_folder (fresh, error);
}

char *
foyer_restore_prepare (const char *from, const char *state, const char *event, GError **error)
{
  g_autoptr (json_t) manifest = read_manifest (from, error);
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *name = g_date_time_format (now, FOYER_RESTORE_PREPARED "%Y%m%dT%H%M%S%f");
  g_autofree char *fresh = g_build_filename (state, name, NULL);

  if (manifest == NULL || !foyer_backup_make_folder (fresh, error) ||
      !copy_all (from, fresh, json_object_get (manifest, "files"), event, error) ||
      !begin_new_lives (fresh, error) || !give_to_owner_of (state, fresh, error) ||
      !sync_folders (fresh, error))
    return NULL;
  return g_steal_pointer (&name);
}

char *
foyer_restore_put_aside (const char *state, const char *prepared, GError **error)
{
  g_autofree char *from = g_build_filename (state, prepared, NULL);
  char *name = NULL;
  g_autofree char *to = NULL;

  g_return_val_if_fail (g_str_has_prefix (prepared, FOYER_RESTORE_PREPARED), NULL);

  name = g_strconcat (FOYER_RESTORE_REPLACED, prepared + strlen (FOYER_RESTORE_PREPARED), NULL);
  to = g_build_filename (state, name, NULL);
  if (g_rename (from, to) == 0 && foyer_backup_sync_folder (state, error))
    return name;
  if (error != NULL && *error == NULL)
    foyer_backup_fail (error, FOYER_HUB_ERROR_STATE, from, g_strerror (errno));
  g_free (name);
  return NULL;
}

/* Changing places. */

/* Both are there, or one of them: it goes where the other would be. */
static gboolean
exchange (const char *a, const char *b, GError **error)
{
  gboolean a_exists = g_file_test (a, G_FILE_TEST_EXISTS);
  gboolean b_exists = g_file_test (b, G_FILE_TEST_EXISTS);
  guint flags = a_exists && b_exists ? RENAME_EXCHANGE : RENAME_NOREPLACE;

  if (!a_exists && !b_exists)
    return TRUE;
  if (renameat2 (AT_FDCWD, a_exists ? a : b, AT_FDCWD, a_exists ? b : a, flags) == 0)
    return TRUE;
  return foyer_backup_fail (error, FOYER_HUB_ERROR_STATE, a, g_strerror (errno));
}

static gboolean
exchange_part (const char *state, const char *aside, const char *name, GError **error)
{
  g_autofree char *here = g_build_filename (state, name, NULL);
  g_autofree char *there = g_build_filename (aside, name, NULL);

  return exchange (there, here, error);
}

/* A parcel may be all that is left of a kiosk. One that was opened is to be
 * opened again: what was in it is not in the backup. */
static gboolean
carry_parcel (const char *from, const char *to, const char *name, GError **error)
{
  g_autofree char *id = g_strndup (name, strcspn (name, "."));
  g_autofree char *path = g_build_filename (to, id, NULL);
  g_autofree char *opened = g_strconcat (path, FOYER_PARCEL_OPENED, NULL);
  g_autofree char *copied = g_build_filename (to, name, NULL);

  if (g_file_test (path, G_FILE_TEST_EXISTS) || g_file_test (opened, G_FILE_TEST_EXISTS))
    return TRUE;
  if (!foyer_backup_copy_file (from, to, name, error))
    return FALSE;
  return g_rename (copied, path) == 0 ||
         foyer_backup_fail (error, FOYER_HUB_ERROR_STATE, copied, g_strerror (errno));
}

static gboolean
carry_parcels (const char *state, const char *aside, const char *event, GError **error)
{
  g_autofree char *from = g_build_filename (state, "events", event, "parcels", NULL);
  g_autofree char *to = g_build_filename (aside, "events", event, "parcels", NULL);
  g_autoptr (GDir) dir = g_dir_open (from, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    if (!carry_parcel (from, to, name, error))
      return FALSE;
  }
  return TRUE;
}

gboolean
foyer_restore_event (const char *state, const char *aside, const char *event, GError **error)
{
  g_autofree char *folder = g_build_filename (state, aside, NULL);
  g_autofree char *place = g_build_filename ("events", event, NULL);
  g_autofree char *events = g_build_filename (state, "events", NULL);
  g_autofree char *events_aside = g_build_filename (folder, "events", NULL);

  return carry_parcels (state, folder, event, error) && exchange_part (state, folder, place, error) &&
         foyer_backup_sync_folder (events, error) && foyer_backup_sync_folder (events_aside, error);
}

/* A hub that does not run. */

/* Each part changes places at one moment, and events last: what a broken off
 * restore leaves is a hub. */
static gboolean
replace (const char *state, const char *aside, GError **error)
{
  static const char * const parts[] = {
    "hub-key", "organizer-token", "tls-key.pem", "tls-cert.pem", "tls-pin", "events",
  };
  g_autofree char *folder = g_build_filename (state, aside, NULL);
  g_autoptr (GPtrArray) events = foyer_state_folder_list (folder);

  for (guint i = 0; i < events->len; i++) {
    if (!carry_parcels (state, folder, g_ptr_array_index (events, i), error))
      return FALSE;
  }
  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++) {
    if (!exchange_part (state, folder, parts[i], error))
      return FALSE;
  }
  return foyer_backup_sync_folder (state, error) && foyer_backup_sync_folder (folder, error);
}

/* Empty where there was no hub. */
static char *
path_if_any (const char *state, const char *aside)
{
  char *path = g_build_filename (state, aside, NULL);

  if (g_rmdir (path) == 0)
    g_clear_pointer (&path, g_free);
  return path;
}

gboolean
foyer_restore_all (const char *from, const char *state, char **aside, GError **error)
{
  g_autofree char *prepared = NULL;
  g_autofree char *name = NULL;
  gboolean replaced;
  int lock;

  *aside = NULL;
  if (!foyer_backup_make_folder (state, error))
    return FALSE;
  lock = foyer_state_folder_lock (state, error);
  if (lock < 0)
    return FALSE;
  prepared = foyer_restore_prepare (from, state, NULL, error);
  name = prepared ? foyer_restore_put_aside (state, prepared, error) : NULL;
  replaced = name != NULL && replace (state, name, error);
  if (replaced)
    *aside = path_if_any (state, name);
  close (lock);
  return replaced;
}
