/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-backup"

#include "backup.h"

#include "clock.h"
#include "feed.h"
#include "hub.h"
#include "json.h"
#include "state-folder.h"
#include "store.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#define MANIFEST "manifest.json"
#define FORMAT   1

static gboolean
fail (GError **error, FoyerHubError code, const char *path, const char *why)
{
  g_set_error (error, FOYER_HUB_ERROR, code, "%s: %s", path, why);
  return FALSE;
}

static gboolean
make_folder (const char *path, GError **error)
{
  return g_mkdir_with_parents (path, 0700) == 0 ||
         fail (error, FOYER_HUB_ERROR_STATE, path, g_strerror (errno));
}

static gboolean
sync_folder (const char *path, GError **error)
{
  int fd = g_open (path, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);
  gboolean synced = fd >= 0 && fsync (fd) == 0;

  if (fd >= 0)
    close (fd);
  return synced || fail (error, FOYER_HUB_ERROR_STATE, path, g_strerror (errno));
}

static gboolean
sync_file (const char *path)
{
  int fd = g_open (path, O_RDONLY | O_CLOEXEC, 0);
  gboolean synced = fd >= 0 && fsync (fd) == 0;

  if (fd >= 0)
    close (fd);
  return synced;
}

/* One file of @from to the same place under @to. */
static gboolean
copy_file (const char *from, const char *to, const char *name, GError **error)
{
  g_autofree char *path = g_build_filename (to, name, NULL);
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *source_path = g_build_filename (from, name, NULL);
  g_autoptr (GFile) source = g_file_new_for_path (source_path);
  g_autoptr (GFile) target = g_file_new_for_path (path);
  g_autoptr (GError) failure = NULL;

  if (!make_folder (folder, error))
    return FALSE;
  if (!g_file_copy (source, target, G_FILE_COPY_NOFOLLOW_SYMLINKS, NULL, NULL, NULL, &failure))
    return fail (error, FOYER_HUB_ERROR_STATE, name, failure->message);
  return (g_chmod (path, 0600) == 0 && sync_file (path)) ||
         fail (error, FOYER_HUB_ERROR_STATE, path, g_strerror (errno));
}

/* The backup's list of files. */

static char *
checksum (const char *path, GError **error)
{
  g_autoptr (GMappedFile) file = g_mapped_file_new (path, FALSE, NULL);

  if (file == NULL) {
    fail (error, FOYER_HUB_ERROR_STATE, path, "it can't be read");
    return NULL;
  }
  return g_compute_checksum_for_data (G_CHECKSUM_SHA256,
                                      (const guint8 *) g_mapped_file_get_contents (file),
                                      g_mapped_file_get_length (file));
}

static gboolean
list_file (const char *folder, const char *name, json_t *files, GError **error)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *sum = checksum (path, error);

  if (sum == NULL)
    return FALSE;
  json_object_set_new (files, name, json_string (sum));
  return TRUE;
}

static gboolean
write_manifest (const char *folder, json_t *files, GError **error)
{
  g_autofree char *path = g_build_filename (folder, MANIFEST, NULL);
  g_autofree char *made = foyer_time_to_string (foyer_clock_now_us ());
  g_autoptr (json_t) json =
    json_pack ("{s:i, s:s, s:O}", "foyer_backup", FORMAT, "made", made ? made : "", "files", files);
  g_autofree char *text = foyer_json_line (json);
  g_autoptr (GError) failure = NULL;

  return g_file_set_contents_full (path, text, -1, G_FILE_SET_CONTENTS_DURABLE, 0600, &failure) ||
         fail (error, FOYER_HUB_ERROR_STATE, path, failure->message);
}

/* Making one. */

static gboolean
add_file (const char *state, const char *to, const char *name, gboolean required, json_t *files,
          GError **error)
{
  g_autofree char *path = g_build_filename (state, name, NULL);

  if (!required && !g_file_test (path, G_FILE_TEST_EXISTS))
    return TRUE;
  return copy_file (state, to, name, error) && list_file (to, name, files, error);
}

static gboolean
add_store (const char *state, const char *to, const char *name, json_t *files, GError **error)
{
  g_autofree char *source = g_build_filename (state, name, NULL);
  g_autofree char *target = g_build_filename (to, name, NULL);
  g_autoptr (FoyerStore) store = foyer_store_open (source, FOYER_STORE_READ, error);

  if (store == NULL || !foyer_store_copy (store, target, error))
    return FALSE;
  if (g_chmod (target, 0600) != 0 || !sync_file (target))
    return fail (error, FOYER_HUB_ERROR_STATE, target, g_strerror (errno));
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
    return fail (error, FOYER_HUB_ERROR_STATE, to, "it exists already; name another folder");
  if (g_file_test (part, G_FILE_TEST_EXISTS))
    return fail (error, FOYER_HUB_ERROR_STATE, part, "a backup was broken off here; remove it first");
  if (!make_folder (part, error) || !fill (state, part, error) || !sync_folder (part, error))
    return FALSE;
  if (g_rename (part, to) != 0)
    return fail (error, FOYER_HUB_ERROR_STATE, to, g_strerror (errno));
  return sync_folder (parent, error);
}

/* Putting one back. */

static json_t *
read_manifest (const char *from, GError **error)
{
  g_autofree char *path = g_build_filename (from, MANIFEST, NULL);
  g_autofree char *text = NULL;
  gsize length = 0;
  g_autoptr (json_t) json = NULL;

  if (g_file_get_contents (path, &text, &length, NULL))
    json = foyer_json_parse (text, (gssize) length, NULL);
  if (json_integer_value (json_object_get (json, "foyer_backup")) == FORMAT &&
      json_is_object (json_object_get (json, "files")))
    return g_steal_pointer (&json);
  fail (error, FOYER_HUB_ERROR_KEY, from, "this is no whole backup of a hub");
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
  g_autofree char *sum = is_inside (name) ? checksum (path, error) : NULL;

  if (sum == NULL && is_inside (name))
    return FALSE;
  return g_strcmp0 (sum, json_string_value (expected)) == 0 ||
         fail (error, FOYER_HUB_ERROR_KEY, path, "it is not what was backed up; use another backup");
}

/* Everything that the manifest lists, checked first: half a hub is none. */
static gboolean
copy_all (const char *from, const char *to, json_t *files, GError **error)
{
  const char *name;
  json_t *expected;

  json_object_foreach (files, name, expected) {
    if (!check_file (from, name, expected, error))
      return FALSE;
  }
  json_object_foreach (files, name, expected) {
    if (!copy_file (from, to, name, error))
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

static gboolean
move (const char *from, const char *to, const char *name, GError **error)
{
  g_autofree char *source = g_build_filename (from, name, NULL);
  g_autofree char *target = g_build_filename (to, name, NULL);

  return !g_file_test (source, G_FILE_TEST_EXISTS) || g_rename (source, target) == 0 ||
         fail (error, FOYER_HUB_ERROR_STATE, source, g_strerror (errno));
}

static gboolean
move_all (const char *from, const char *to, GError **error)
{
  static const char * const parts[] = {
    "events", "hub-key", "organizer-token", "tls-key.pem", "tls-cert.pem", "tls-pin",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++) {
    if (!move (from, to, parts[i], error))
      return FALSE;
  }
  return TRUE;
}

static char *
stamped (const char *state, const char *what)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *stamp = g_date_time_format (now, "%Y%m%dT%H%M%S%f");
  g_autofree char *name = g_strconcat (what, "-", stamp, NULL);

  return g_build_filename (state, name, NULL);
}

/* The new hub is made whole beside the old one, and then they change places. */
static gboolean
replace (const char *from, const char *state, json_t *files, char **aside, GError **error)
{
  g_autofree char *fresh = stamped (state, "restoring");
  g_autofree char *old = stamped (state, "replaced");

  if (!make_folder (fresh, error) || !copy_all (from, fresh, files, error) ||
      !begin_new_lives (fresh, error) || !make_folder (old, error) ||
      !move_all (state, old, error) || !move_all (fresh, state, error) ||
      !sync_folder (state, error))
    return FALSE;
  g_rmdir (fresh);
  if (g_rmdir (old) != 0)
    *aside = g_steal_pointer (&old);
  return TRUE;
}

gboolean
foyer_backup_restore (const char *from, const char *state, char **aside, GError **error)
{
  g_autoptr (json_t) manifest = read_manifest (from, error);
  gboolean replaced;
  int lock;

  *aside = NULL;
  if (manifest == NULL || !make_folder (state, error))
    return FALSE;
  lock = foyer_state_folder_lock (state, error);
  if (lock < 0)
    return FALSE;
  replaced = replace (from, state, json_object_get (manifest, "files"), aside, error);
  close (lock);
  return replaced;
}
