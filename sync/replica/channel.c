/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "channel.h"

#include "registry.h"
#include "store-private.h"

static json_t *
read_settings (FoyerStore *store, const char *name, GError **error)
{
  GError *failure = NULL;
  g_autofree char *text = foyer_sql_text (store, &failure, "SELECT json FROM channel WHERE name = ?1",
                                          "t", name);

  if (failure == NULL && text == NULL)
    return json_object ();
  if (failure == NULL)
    return foyer_json_parse (text, -1, error);
  g_propagate_error (error, failure);
  return NULL;
}

static gboolean
write_settings (FoyerStore *store, const char *name, const json_t *settings, GError **error)
{
  g_autofree char *text = foyer_json_line (settings);

  if (json_object_size (settings) == 0)
    return foyer_sql_run (store, error, "DELETE FROM channel WHERE name = ?1", "t", name);
  return foyer_sql_run (store, error, "INSERT INTO channel (name, json) VALUES (?1, ?2) "
                        "ON CONFLICT (name) DO UPDATE SET json = ?2", "tt", name, text);
}

static gboolean
is_sound (const json_t *settings, GError **error)
{
  const json_t *cap = json_object_get (settings, "cap");
  const json_t *columns = json_object_get (settings, "columns");
  gboolean sound = (cap == NULL || json_is_null (cap) ||
                    (json_is_integer (cap) && json_integer_value (cap) >= 0)) &&
                   (columns == NULL || json_is_null (columns) || json_is_array (columns));
  const json_t *column;
  size_t i;

  json_array_foreach (columns, i, column)
    sound = sound && json_is_string (column);
  if (!sound)
    g_set_error_literal (error, FOYER_JSON_ERROR, FOYER_JSON_ERROR_MALFORMED,
                         "\"cap\" has to be a number and \"columns\" an array of texts");
  return sound;
}

gboolean
foyer_channel_put (FoyerStore *store, const char *name, const json_t *settings, GError **error)
{
  static const char * const members[] = { "cap", "columns" };
  g_autoptr (json_t) now = is_sound (settings, error) ? read_settings (store, name, error) : NULL;

  if (now == NULL)
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (members); i++) {
    json_t *value = json_object_get (settings, members[i]);

    if (value != NULL && json_is_null (value))
      json_object_del (now, members[i]);
    else if (value != NULL)
      json_object_set (now, members[i], value);
  }
  return write_settings (store, name, now, error);
}

/* Erased rows. */

char *
foyer_channel_hash (const char *name, const char *reference)
{
  g_autofree char *text = g_strconcat (name, "\n", reference, NULL);

  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);
}

gboolean
foyer_channel_note_erased (FoyerStore *store, const char *name, const char *reference, GError **error)
{
  g_autoptr (json_t) settings = read_settings (store, name, error);
  g_autofree char *hash = foyer_channel_hash (name, reference);

  if (settings == NULL)
    return FALSE;
  if (json_object_get (settings, "erased") == NULL)
    json_object_set_new (settings, "erased", json_array ());
  json_array_append_new (json_object_get (settings, "erased"), json_string (hash));
  return write_settings (store, name, settings, error);
}

GHashTable *
foyer_channel_erased (FoyerStore *store, const char *name, GError **error)
{
  g_autoptr (json_t) settings = read_settings (store, name, error);
  GHashTable *erased;
  const json_t *hash;
  size_t i;

  if (settings == NULL)
    return NULL;
  erased = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  json_array_foreach (json_object_get (settings, "erased"), i, hash)
    g_hash_table_add (erased, g_strdup (json_string_value (hash)));
  return erased;
}

/* Pace. */

static char *
day_of (gint64 at_us, GTimeZone *zone)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (at_us / G_USEC_PER_SEC);
  g_autoptr (GDateTime) there = utc ? g_date_time_to_timezone (utc, zone) : NULL;

  return there && at_us > 0 ? g_date_time_format (there, "%Y-%m-%d") : g_strdup ("");
}

/* Counts one more in {day: number}, under "" where the time is unknown. */
static void
count_day (json_t *days, gint64 at_us, GTimeZone *zone)
{
  g_autofree char *day = day_of (at_us, zone);
  json_int_t before = json_integer_value (json_object_get (days, day));

  json_object_set_new (days, day, json_integer (before + 1));
}

static GTimeZone *
event_zone (FoyerStore *store)
{
  const FoyerEvent *event = foyer_store_event (store, NULL);
  GTimeZone *zone = event && event->zone ? g_time_zone_new_identifier (event->zone) : NULL;

  return zone ? zone : g_time_zone_new_utc ();
}

static json_t *
get_or_make (json_t *channels, const char *name)
{
  json_t *channel = json_object_get (channels, name);

  if (channel == NULL) {
    channel = json_pack ("{s:s, s:i, s:i, s:{}}", "channel", name, "registrations", 0, "confirmed", 0,
                         "days");
    json_object_set_new (channels, name, channel);
  }
  return channel;
}

static void
add_one (json_t *channel, const char *member, gboolean counts)
{
  json_object_set_new (channel, member,
                       json_integer (json_integer_value (json_object_get (channel, member)) + counts));
}

static gboolean
count_registrations (FoyerStore *store, json_t *channels, GError **error)
{
  g_autoptr (GTimeZone) zone = event_zone (store);
  sqlite3_stmt *stmt = foyer_sql (store, error, "SELECT channel, registered_us, status FROM registration "
                                  "ORDER BY channel, registered_us", NULL);
  int rc;

  while ((rc = foyer_sql_row (store, stmt, error)) == 1) {
    json_t *channel = get_or_make (channels, (const char *) sqlite3_column_text (stmt, 0));

    count_day (json_object_get (channel, "days"), sqlite3_column_int64 (stmt, 1), zone);
    add_one (channel, "registrations", TRUE);
    add_one (channel, "confirmed", sqlite3_column_int (stmt, 2) == FOYER_STATUS_CONFIRMED);
  }
  return rc == 0;
}

static gboolean
add_settings (FoyerStore *store, json_t *channels, GError **error)
{
  sqlite3_stmt *stmt = foyer_sql (store, error, "SELECT name, json FROM channel ORDER BY name", NULL);
  int rc;

  while ((rc = foyer_sql_row (store, stmt, error)) == 1) {
    g_autoptr (json_t) settings =
      foyer_json_parse ((const char *) sqlite3_column_text (stmt, 1), -1, NULL);

    json_object_del (settings, "erased");
    json_object_update (get_or_make (channels, (const char *) sqlite3_column_text (stmt, 0)), settings);
  }
  return rc == 0;
}

/* {day: number} in the order of the rows becomes an array, which has one. */
static void
list_days (json_t *channel)
{
  json_t *days = json_array ();
  const char *day;
  const json_t *number;

  json_object_foreach (json_object_get (channel, "days"), day, number) {
    json_t *one = json_pack ("{s:I}", "registrations", json_integer_value (number));

    if (*day != '\0')
      json_object_set_new (one, "day", json_string (day));
    json_array_append_new (days, one);
  }
  json_object_set_new (channel, "days", days);
}

json_t *
foyer_channel_list (FoyerStore *store, GError **error)
{
  g_autoptr (json_t) channels = json_object ();
  g_autoptr (json_t) list = json_array ();
  const char *name;
  json_t *channel;

  if (!count_registrations (store, channels, error) || !add_settings (store, channels, error))
    return NULL;
  json_object_foreach (channels, name, channel) {
    list_days (channel);
    json_array_append (list, channel);
  }
  return g_steal_pointer (&list);
}
