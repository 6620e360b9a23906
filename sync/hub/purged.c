/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "purged.h"

#include "hub.h"
#include "id.h"

#include <errno.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>

#define SUFFIX ".json"

static char *
path_of (const char *state, const char *event)
{
  g_autofree char *name = g_strconcat (event, SUFFIX, NULL);

  return g_build_filename (state, "purged", name, NULL);
}

GPtrArray *
foyer_purged_list (const char *state)
{
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *folder = g_build_filename (state, "purged", NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *id = g_str_has_suffix (name, SUFFIX) ? g_strndup (name, strlen (name) - strlen (SUFFIX))
                                                          : NULL;

    if (id != NULL && foyer_id_is_valid (id))
      g_ptr_array_add (ids, g_steal_pointer (&id));
  }
  return ids;
}

json_t *
foyer_purged_read (const char *state, const char *event)
{
  g_autofree char *path = path_of (state, event);
  g_autofree char *text = NULL;

  return g_file_get_contents (path, &text, NULL, NULL) ? foyer_json_parse (text, -1, NULL) : NULL;
}

gboolean
foyer_purged_write (const char *state, const char *event, const json_t *record, GError **error)
{
  g_autofree char *path = path_of (state, event);
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *text = foyer_json_line (record);
  g_autoptr (GError) failure = NULL;

  if (g_mkdir_with_parents (folder, 0700) != 0) {
    g_set_error (error, FOYER_HUB_ERROR, FOYER_HUB_ERROR_STATE, "%s: %s", folder, g_strerror (errno));
    return FALSE;
  }
  if (g_file_set_contents_full (path, text, -1,
                                G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600,
                                &failure))
    return TRUE;
  g_set_error (error, FOYER_HUB_ERROR, FOYER_HUB_ERROR_STATE, "%s: %s", path, failure->message);
  return FALSE;
}

gboolean
foyer_purged_is_done (const json_t *record)
{
  return json_is_true (json_object_get (record, "done"));
}

const char *
foyer_purged_order (const json_t *record)
{
  return json_string_value (json_object_get (record, "order"));
}

/* (transfer none): the kiosk's row, made where it has none: it was enrolled by
 * a hub that this one is a backup of. */
static json_t *
row_of (json_t *record, const char *kiosk, const char *name)
{
  json_t *kiosks = json_object_get (record, "kiosks");
  json_t *row;
  size_t i;

  if (!json_is_array (kiosks)) {
    kiosks = json_array ();
    json_object_set_new (record, "kiosks", kiosks);
  }
  json_array_foreach (kiosks, i, row) {
    if (g_strcmp0 (json_string_value (json_object_get (row, "id")), kiosk) == 0)
      return row;
  }
  row = json_pack ("{s:s, s:s*}", "id", kiosk, "name", name);
  json_array_append_new (kiosks, row);
  return row;
}

gboolean
foyer_purged_confirm (const char *state, const char *event, const char *kiosk, const char *name,
                      gint64 now_us, GError **error)
{
  g_autoptr (json_t) record = foyer_purged_read (state, event);
  g_autofree char *now = foyer_time_to_string (now_us);
  json_t *row;

  if (record == NULL) {
    g_set_error (error, FOYER_HUB_ERROR, FOYER_HUB_ERROR_STATE, "%s: the event was not removed here", event);
    return FALSE;
  }
  row = row_of (record, kiosk, name);
  if (json_object_get (row, "confirmed") != NULL)
    return TRUE;
  json_object_set_new (row, "confirmed", json_string (now));
  return foyer_purged_write (state, event, record, error);
}
