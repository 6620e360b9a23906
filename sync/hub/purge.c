/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-purge"

#include "purge.h"

#include "headcount.h"
#include "hub.h"
#include "id.h"
#include "journal.h"
#include "json.h"
#include "papers.h"
#include "purge-files.h"
#include "purge-order.h"
#include "purged.h"
#include "registry.h"
#include "report.h"
#include "state-folder.h"
#include "store.h"

#include <gio/gio.h>
#include <sodium.h>
#include <string.h>
#include <unistd.h>

#define DAY_US ((gint64) G_TIME_SPAN_DAY)
/* Fewer bytes are found by chance: a hanzi in a page of numbers. */
#define MIN_TEXT 5
#define MIN_DIGITS 7

/* A purge under way. */
typedef struct {
  const FoyerPurge *purge;
  char             *event;
  gint64            ended_us;
  gint64            registrations;
  gint64            people;
  gint64            entries;
  json_t           *report;
  json_t           *kiosks;
  json_t           *papers;
  GHashTable       *texts;
} Run;

static void
run_clear (Run *self)
{
  g_free (self->event);
  json_decref (self->report);
  json_decref (self->kiosks);
  json_decref (self->papers);
  g_clear_pointer (&self->texts, g_hash_table_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Run, run_clear)

static gboolean
refuse (GError **error, FoyerHubError code, const char *path, const char *why)
{
  g_set_error (error, FOYER_HUB_ERROR, code, "%s: %s", path, why);
  return FALSE;
}

/* Which event. */

static gboolean
is_hub (const char *state)
{
  g_autofree char *events = g_build_filename (state, "events", NULL);

  return g_file_test (events, G_FILE_TEST_IS_DIR);
}

static gboolean
is_listed (GPtrArray *ids, const char *id)
{
  return g_ptr_array_find_with_equal_func (ids, id, g_str_equal, NULL);
}

/* Those of which a purge was begun, and did not come to its end. */
static void
add_begun (const char *state, GPtrArray *ids)
{
  g_autoptr (GPtrArray) purged = foyer_purged_list (state);

  for (guint i = 0; i < purged->len; i++) {
    const char *id = g_ptr_array_index (purged, i);
    g_autoptr (json_t) record = foyer_purged_read (state, id);

    if (!foyer_purged_is_done (record) && !is_listed (ids, id))
      g_ptr_array_add (ids, g_strdup (id));
  }
}

/* (element-type utf8): of the stores in a kiosk's folder. */
static GPtrArray *
list_kiosk_events (const char *state)
{
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GDir) dir = g_dir_open (state, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *id = g_str_has_suffix (name, ".db") ? g_strndup (name, strlen (name) - 3) : NULL;

    if (id != NULL && foyer_id_is_valid (id))
      g_ptr_array_add (ids, g_steal_pointer (&id));
  }
  return ids;
}

static GPtrArray *
list_events (const char *state)
{
  GPtrArray *ids = is_hub (state) ? foyer_state_folder_list (state) : list_kiosk_events (state);

  add_begun (state, ids);
  return ids;
}

static char *
choose_event (const FoyerPurge *purge, GError **error)
{
  g_autoptr (GPtrArray) ids = list_events (purge->state);

  for (guint i = 0; i < ids->len; i++) {
    if (purge->event == NULL ? ids->len == 1 : g_str_equal (purge->event, g_ptr_array_index (ids, i)))
      return g_strdup (g_ptr_array_index (ids, i));
  }
  refuse (error, FOYER_HUB_ERROR_USAGE, purge->state,
          ids->len == 0 || purge->event != NULL ? "no such event is here"
                                                : "several events are here; say which one with --event");
  return NULL;
}

static char *
store_path (const Run *self)
{
  g_autofree char *name = g_strconcat (self->event, ".db", NULL);

  return is_hub (self->purge->state)
           ? g_build_filename (self->purge->state, "events", self->event, "event.db", NULL)
           : g_build_filename (self->purge->state, name, NULL);
}

/* What is known, before it goes. */

static void
add_text (Run *self, const char *text)
{
  if (text != NULL && strlen (text) >= MIN_TEXT)
    g_hash_table_add (self->texts, g_strdup (text));
}

/* A phone is kept in more than one way of writing. */
static void
add_digits (Run *self, const char *text)
{
  g_autoptr (GString) digits = g_string_new (NULL);

  for (; text != NULL && *text != '\0'; text++) {
    if (g_ascii_isdigit (*text))
      g_string_append_c (digits, *text);
  }
  if (digits->len >= MIN_DIGITS)
    add_text (self, digits->str);
}

static gboolean
take_registration (const FoyerRegistration *row, gpointer user_data)
{
  Run *self = user_data;

  add_text (self, row->id);
  add_text (self, row->name);
  add_text (self, row->phone);
  add_digits (self, row->phone);
  add_text (self, row->email);
  for (gsize i = 0; row->codes != NULL && row->codes[i] != NULL; i++)
    add_text (self, row->codes[i]);
  return TRUE;
}

static gboolean
take_entry (const FoyerEntry *entry, gpointer user_data)
{
  Run *self = user_data;

  self->entries++;
  return TRUE;
}

/* Volunteers are people too. */
static void
take_event (Run *self, const FoyerEvent *event)
{
  for (guint i = 0; i < event->lists->len; i++) {
    const FoyerList *list = g_ptr_array_index (event->lists, i);

    self->ended_us = MAX (self->ended_us, MAX (list->closes_us, list->opens_us));
  }
  for (guint i = 0; i < event->staff->len; i++)
    add_text (self, ((const FoyerStaff *) g_ptr_array_index (event->staff, i))->name);
}

/* Of the sums, those that are about nobody. */
static json_t *
sums_of (const Run *self, FoyerStore *store, GError **error)
{
  json_t *report = foyer_report_make (store, self->purge->now_us, error);

  json_object_del (report, "conflicts");
  json_object_del (report, "notices");
  json_object_del (report, "cash");
  json_object_del (report, "kiosks");
  return report;
}

/* Who has to carry the purge out as well. */
static json_t *
kiosks_of (const Run *self, FoyerStore *store, GError **error)
{
  g_autoptr (GPtrArray) keys = foyer_registry_keys (store, error);
  json_t *kiosks = keys ? json_array () : NULL;

  for (guint i = 0; keys != NULL && i < keys->len; i++) {
    const FoyerKey *key = g_ptr_array_index (keys, i);

    if (!key->revoked && !g_str_equal (key->id, self->event))
      json_array_append_new (kiosks, json_pack ("{s:s, s:s*}", "id", key->id, "name", key->name));
  }
  return kiosks;
}

static gboolean
look (Run *self, GError **error)
{
  g_autofree char *path = store_path (self);
  g_autoptr (FoyerStore) store =
    foyer_store_open (path, self->purge->dry ? FOYER_STORE_READ : FOYER_STORE_OWN, error);
  g_autoptr (FoyerEvent) event = store ? foyer_registry_event (store, error) : NULL;

  if (event == NULL)
    return store != NULL && (error == NULL || *error == NULL)
             ? refuse (error, FOYER_HUB_ERROR_USAGE, path, "it holds no event")
             : FALSE;
  take_event (self, event);
  self->registrations = foyer_headcount_registrations (store, error);
  self->people = self->registrations >= 0 ? foyer_headcount_people (store, error) : -1;
  self->report = self->people >= 0 ? sums_of (self, store, error) : NULL;
  self->kiosks = self->report ? kiosks_of (self, store, error) : NULL;
  self->papers = foyer_papers_of (path);
  return self->kiosks != NULL && foyer_registry_foreach (store, take_registration, self, error) &&
         foyer_journal_foreach (store, take_entry, self, error);
}

static gboolean
is_over (const Run *self, GError **error)
{
  g_autofree char *from = NULL;
  g_autofree char *why = NULL;

  if (self->purge->now_us >= self->ended_us + self->purge->days * DAY_US)
    return TRUE;
  from = foyer_time_to_string (self->ended_us + self->purge->days * DAY_US);
  why = g_strdup_printf ("it is not to go before %s", from);
  return refuse (error, FOYER_HUB_ERROR_USAGE, self->event, why);
}

/* What stays. */

static json_t *
proof_of (const Run *self, const GPtrArray *files)
{
  g_autofree char *ended = foyer_time_to_string (self->ended_us);
  g_autofree char *now = foyer_time_to_string (self->purge->now_us);

  return json_pack ("{s:s, s:s, s:s*, s:I, s:I, s:I, s:I, s:I, s:O, s:O}", "event", self->event,
                    "ended", ended,
                    "purged", self->purge->dry ? NULL : now, "registrations",
                    (json_int_t) self->registrations, "people", (json_int_t) self->people, "entries",
                    (json_int_t) self->entries, "files", (json_int_t) files->len, "bytes",
                    (json_int_t) foyer_purge_files_size (files), "kiosks", self->kiosks,
                    "papers", self->papers);
}

/* (nullable): for the event's kiosks, where this is the folder of their hub. */
static char *
order_of (const Run *self)
{
  g_autofree char *path = g_build_filename (self->purge->state, "hub-key", NULL);
  guint8 public_key[32], secret_key[64];
  char *order;

  if (!is_hub (self->purge->state) || !foyer_state_folder_key (path, FALSE, public_key, secret_key, NULL))
    return NULL;
  order = foyer_purge_order_make (self->event, self->purge->now_us, secret_key);
  sodium_memzero (secret_key, sizeof secret_key);
  return order;
}

/* Before anything goes: the sums can't be made again, nor the list of kiosks. */
static gboolean
begin_record (const Run *self, const json_t *proof, GError **error)
{
  g_autoptr (json_t) record = json_copy ((json_t *) proof);
  g_autofree char *order = order_of (self);

  json_object_set (record, "report", self->report);
  if (order != NULL)
    json_object_set_new (record, "order", json_string (order));
  return foyer_purged_write (self->purge->state, self->event, record, error);
}

static gboolean
prove (const Run *self, json_t *record, GError **error)
{
  g_autoptr (GPtrArray) others = foyer_purge_files_other (self->purge->state, self->event);
  gint64 left = foyer_purge_files_find (others, self->texts, error);

  json_object_set_new (record, "texts", json_integer (g_hash_table_size (self->texts)));
  json_object_set_new (record, "searched", json_integer (others->len));
  json_object_set_new (record, "searched_bytes", json_integer (foyer_purge_files_size (others)));
  json_object_set_new (record, "left", json_integer (left));
  return left >= 0 && foyer_purged_write (self->purge->state, self->event, record, error);
}

/*
 * The order in which it goes. The store is what tells which texts to look for,
 * so it goes last: a purge that is killed before that begins anew, and one that
 * is killed after it has its proof already.
 */

/* Takes the store, its WAL first, out of @files. */
static GPtrArray *
take_store (const Run *self, GPtrArray *files)
{
  static const char * const suffixes[] = { "-wal", "-shm", "" };
  g_autofree char *path = store_path (self);
  g_autofree char *whole = g_canonicalize_filename (path, NULL);
  GPtrArray *parts = g_ptr_array_new_with_free_func (g_free);

  for (gsize i = 0; i < G_N_ELEMENTS (suffixes); i++) {
    g_autofree char *part = g_strconcat (whole, suffixes[i], NULL);
    guint at;

    if (!g_ptr_array_find_with_equal_func (files, part, g_str_equal, &at))
      continue;
    g_ptr_array_remove_index (files, at);
    g_ptr_array_add (parts, g_steal_pointer (&part));
  }
  return parts;
}

static gboolean
remove_rest (const Run *self, GPtrArray *files, GError **error)
{
  G_GNUC_UNUSED g_autoptr (GPtrArray) store = take_store (self, files);
  g_autoptr (json_t) record = NULL;

  if (!foyer_purge_files_shred (files, self->event, error))
    return FALSE;
  record = foyer_purged_read (self->purge->state, self->event);
  return record != NULL && prove (self, record, error);
}

/* (nullable): what there is to tell, once the proof is made. */
static json_t *
remove_store (const Run *self, GError **error)
{
  g_autoptr (GPtrArray) files = foyer_purge_files_of (self->purge->state, self->event);
  g_autoptr (GPtrArray) store = take_store (self, files);
  g_autoptr (json_t) record = foyer_purged_read (self->purge->state, self->event);

  json_object_set_new (record, "done", json_true ());
  if (record == NULL || !foyer_purge_files_shred (files, self->event, error) ||
      !foyer_purge_files_shred (store, self->event, error) ||
      !foyer_purged_write (self->purge->state, self->event, record, error))
    return NULL;
  json_object_del (record, "report");
  json_object_del (record, "order");
  return g_steal_pointer (&record);
}

static gboolean
has_proof (const Run *self)
{
  g_autoptr (json_t) record = foyer_purged_read (self->purge->state, self->event);

  return json_object_get (record, "left") != NULL && !foyer_purged_is_done (record);
}

/* A kiosk's store has a lock of its own. */
static gboolean
lock (const FoyerPurge *purge, int *fd, GError **error)
{
  *fd = -1;
  if (purge->dry || !is_hub (purge->state))
    return TRUE;
  *fd = foyer_state_folder_lock (purge->state, error);
  return *fd >= 0;
}

/* A dry one, or the first part of a real one. */
static json_t *
look_and_begin (Run *self, GError **error)
{
  g_autoptr (GPtrArray) files = NULL;
  g_autoptr (json_t) proof = NULL;

  self->texts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  if (!look (self, error) || !is_over (self, error))
    return NULL;
  files = foyer_purge_files_of (self->purge->state, self->event);
  proof = proof_of (self, files);
  if (!self->purge->dry && (!begin_record (self, proof, error) || !remove_rest (self, files, error)))
    return NULL;
  return g_steal_pointer (&proof);
}

static json_t *
purge_locked (const FoyerPurge *purge, GError **error)
{
  g_auto (Run) self = { purge, choose_event (purge, error) };
  g_autoptr (json_t) begun = NULL;

  if (self.event == NULL)
    return NULL;
  if (!has_proof (&self)) {
    begun = look_and_begin (&self, error);
    if (begun == NULL || purge->dry)
      return g_steal_pointer (&begun);
  }
  return remove_store (&self, error);
}

json_t *
foyer_purge_run (const FoyerPurge *purge, GError **error)
{
  json_t *proof;
  int fd;

  if (!lock (purge, &fd, error))
    return NULL;
  proof = purge_locked (purge, error);
  if (fd >= 0)
    close (fd);
  return proof;
}
