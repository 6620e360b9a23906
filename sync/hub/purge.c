/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-purge"

#include "purge.h"

#include "headcount.h"
#include "hub.h"
#include "id.h"
#include "journal.h"
#include "json.h"
#include "purge-files.h"
#include "registry.h"
#include "report.h"
#include "state-folder.h"
#include "store.h"

#include <errno.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
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
  GHashTable       *texts;
} Run;

static void
run_clear (Run *self)
{
  g_free (self->event);
  json_decref (self->report);
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

/* (element-type utf8): a hub's, or the stores in a kiosk's folder. */
static GPtrArray *
list_events (const char *state)
{
  GPtrArray *ids;
  g_autoptr (GDir) dir = NULL;
  const char *name;

  if (is_hub (state))
    return foyer_state_folder_list (state);
  ids = g_ptr_array_new_with_free_func (g_free);
  dir = g_dir_open (state, 0, NULL);
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *id = g_str_has_suffix (name, ".db") ? g_strndup (name, strlen (name) - 3) : NULL;

    if (id != NULL && foyer_id_is_valid (id))
      g_ptr_array_add (ids, g_steal_pointer (&id));
  }
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
  return self->report != NULL && foyer_registry_foreach (store, take_registration, self, error) &&
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

  return json_pack ("{s:s, s:s, s:s*, s:I, s:I, s:I, s:I, s:I}", "event", self->event, "ended", ended,
                    "purged", self->purge->dry ? NULL : now, "registrations",
                    (json_int_t) self->registrations, "people", (json_int_t) self->people, "entries",
                    (json_int_t) self->entries, "files", (json_int_t) files->len, "bytes",
                    (json_int_t) foyer_purge_files_size (files));
}

/* Before anything goes: the sums can't be made again. */
static gboolean
keep_sums (const Run *self, const json_t *proof, GError **error)
{
  g_autofree char *folder = g_build_filename (self->purge->state, "purged", NULL);
  g_autofree char *name = g_strconcat (self->event, ".json", NULL);
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (json_t) all = json_copy ((json_t *) proof);
  g_autofree char *text = NULL;
  g_autoptr (GError) failure = NULL;

  json_object_set (all, "report", self->report);
  text = foyer_json_line (all);
  if (g_mkdir_with_parents (folder, 0700) != 0)
    return refuse (error, FOYER_HUB_ERROR_STATE, folder, g_strerror (errno));
  return g_file_set_contents_full (path, text, -1,
                                   G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600,
                                   &failure) ||
         refuse (error, FOYER_HUB_ERROR_STATE, path, failure->message);
}

static gboolean
prove (const Run *self, json_t *proof, GError **error)
{
  g_autoptr (GPtrArray) others = foyer_purge_files_other (self->purge->state, self->event);
  gint64 left = foyer_purge_files_find (others, self->texts, error);

  json_object_set_new (proof, "texts", json_integer (g_hash_table_size (self->texts)));
  json_object_set_new (proof, "searched", json_integer (others->len));
  json_object_set_new (proof, "searched_bytes", json_integer (foyer_purge_files_size (others)));
  json_object_set_new (proof, "left", json_integer (left));
  return left >= 0;
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

static json_t *
purge_locked (const FoyerPurge *purge, GError **error)
{
  g_auto (Run) self = { purge, choose_event (purge, error), 0, 0, 0, 0, NULL, NULL };
  g_autoptr (GPtrArray) files = NULL;
  g_autoptr (json_t) proof = NULL;

  if (self.event == NULL)
    return NULL;
  self.texts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  if (!look (&self, error) || !is_over (&self, error))
    return NULL;
  files = foyer_purge_files_of (purge->state, self.event);
  proof = proof_of (&self, files);
  if (!purge->dry &&
      (!keep_sums (&self, proof, error) ||
       !foyer_purge_files_shred (files, self.event, error) || !prove (&self, proof, error)))
    return NULL;
  return g_steal_pointer (&proof);
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
