/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-whole-event"

#include "whole-event.h"

#include "clock.h"
#include "door-error.h"
#include "id.h"
#include "intake.h"
#include "organize.h"
#include "organizer.h"
#include "pin.h"
#include "registry.h"
#include "tree.h"

#include <glib/gi18n-lib.h>

#define REMARKS_SHOWN   10
#define MAX_EVENT_FILE  (1024 * 1024)
#define BADGE_TEMPLATE  "label-62x100"

void
foyer_whole_event_free (FoyerWholeEvent *self)
{
  if (self == NULL)
    return;
  foyer_event_free (self->event);
  g_free (self->event_file);
  g_clear_pointer (&self->tables, g_ptr_array_unref);
  g_clear_pointer (&self->files, g_ptr_array_unref);
  g_clear_pointer (&self->remarks, g_ptr_array_unref);
  g_free (self);
}

void
foyer_pass_free (FoyerPass *self)
{
  if (self == NULL)
    return;
  g_free (self->pin);
  g_free (self->code);
  g_free (self);
}

/* The event. */

static FoyerEvent *
read_event (const char *path, GError **error)
{
  g_autofree char *text = NULL;
  gsize length = 0;
  g_autoptr (json_t) json = NULL;

  if (!g_file_get_contents (path, &text, &length, error))
    return NULL;
  if (length > MAX_EVENT_FILE) {
    g_set_error_literal (error, FOYER_DOOR_ERROR, FOYER_DOOR_ERROR_EVENT, "the event file is too large");
    return NULL;
  }
  json = foyer_json_parse (text, (gssize) length, error);
  return json != NULL && foyer_pin_hash_all (json, error) ? foyer_event_from_json (json, error) : NULL;
}

/* "2026_tech-day.xlsx" is called "2026 tech day". */
static char *
name_of_file (const char *path)
{
  g_autofree char *file = g_path_get_basename (path);
  char *dot = strrchr (file, '.');
  char *name;

  if (dot != NULL && dot != file)
    *dot = '\0';
  name = g_utf8_validate (file, -1, NULL) ? g_strdup (file) : g_filename_display_name (file);
  g_strdelimit (name, "_", ' ');
  return g_strstrip (name);
}

static FoyerWords
words (const char *language, const char *text, const char *other, const char *translated)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  g_strv_builder_add_many (builder, language, text, NULL);
  if (other != NULL)
    g_strv_builder_add_many (builder, other, translated, NULL);
  return g_strv_builder_end (builder);
}

static char *
zone_here (void)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  const char *name = g_time_zone_get_identifier (zone);

  /* A machine without a zone of its own calls it by the path of a file, or nothing at all. */
  return g_strdup (name != NULL && *name != '/' && *name != '\0' ? name : "UTC");
}

/* Someone set up the evening before must not find the door closed in the
 * morning: the one list has no times. */
static FoyerEvent *
make_event (const char *table)
{
  FoyerEvent *event = foyer_event_new ();
  FoyerList *list = foyer_list_new ();
  g_autofree char *name = name_of_file (table);

  event->id = foyer_id_new (foyer_clock_now_us ());
  event->name = words ("", name, NULL, NULL);
  event->zone = zone_here ();
  event->badge_template = g_strdup (BADGE_TEMPLATE);
  event->walk_in_status = FOYER_STATUS_CONFIRMED;
  event->self_lookup = TRUE;
  list->id = g_strdup ("main");
  list->name = words ("zh_CN", "主会场", "en", "Main");
  list->badge = TRUE;
  g_ptr_array_add (event->lists, list);
  return event;
}

/* The tables. */

static gboolean
read_table (FoyerWholeEvent *self, const char *path, GError **error)
{
  char *file = g_path_get_basename (path);
  g_autofree char *channel = name_of_file (path);
  FoyerIntakeSource source = { channel, self->event->zone ? self->event->zone : "UTC", NULL };
  FoyerIntake *intake = foyer_intake_load (path, &source, error);

  if (intake == NULL) {
    g_free (file);
    return FALSE;
  }
  g_ptr_array_add (self->tables, intake);
  g_ptr_array_add (self->files, file);
  self->refused += intake->refusals->len;
  for (guint i = 0; i < intake->refusals->len && self->remarks->len < REMARKS_SHOWN; i++)
    g_ptr_array_add (self->remarks, foyer_remark_text (intake->refusals->pdata[i]));
  return TRUE;
}

/* Trying it out: in a store of its own, where it harms nobody. */

static gboolean
try_table (FoyerWholeEvent *self, FoyerStore *store, guint i, GError **error)
{
  FoyerIntake *intake = self->tables->pdata[i];
  g_autofree char *channel = name_of_file (self->files->pdata[i]);
  FoyerImport import = { .channel = channel, .drafts = intake->drafts, .rows = intake->rows,
                         .now_us = foyer_clock_now_us () };
  g_autoptr (json_t) answer = foyer_organize_import (store, &import, FALSE, error);

  if (answer == NULL)
    return FALSE;
  self->registrations = json_integer_value (json_object_get (answer, "registrations"));
  self->people = json_integer_value (json_object_get (answer, "people"));
  self->doubts += (guint) json_array_size (json_object_get (answer, "doubts"));
  self->refused += (guint) json_integer_value (json_object_get (answer, "refused"));
  return TRUE;
}

static gboolean
try_all (FoyerWholeEvent *self, FoyerStore *store, GError **error)
{
  gboolean ok = foyer_store_begin (store, error) && foyer_registry_put_event (store, self->event, error);

  for (guint i = 0; ok && i < self->tables->len; i++)
    ok = try_table (self, store, i, error);
  if (foyer_store_in_transaction (store))
    foyer_store_rollback (store);
  return ok;
}

/* In the scratch folder and not in /tmp: it is about people. */
static gboolean
try_out (FoyerWholeEvent *self, const char *scratch, GError **error)
{
  g_autofree char *folder = g_build_filename (scratch, "trial-XXXXXX", NULL);
  g_autofree char *path = NULL;
  FoyerStore *store;
  gboolean ok;

  if (g_mkdtemp (folder) == NULL) {
    g_set_error_literal (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_READ_ONLY,
                         "no trial can be made in the state folder");
    return FALSE;
  }
  path = g_build_filename (folder, "trial.db", NULL);
  store = foyer_store_open (path, FOYER_STORE_OWN, error);
  ok = store != NULL && try_all (self, store, error);
  g_clear_pointer (&store, foyer_store_close);
  foyer_tree_remove (folder);
  return ok;
}

FoyerWholeEvent *
foyer_whole_event_read (char **tables, const char *event_file, const char *scratch, GError **error)
{
  g_autoptr (FoyerWholeEvent) self = g_new0 (FoyerWholeEvent, 1);

  self->tables = g_ptr_array_new_with_free_func ((GDestroyNotify) foyer_intake_free);
  self->files = g_ptr_array_new_with_free_func (g_free);
  self->remarks = g_ptr_array_new_with_free_func (g_free);
  self->event = event_file ? read_event (event_file, error) : make_event (tables[0]);
  self->event_file = event_file ? g_path_get_basename (event_file) : NULL;
  if (self->event == NULL)
    return NULL;
  for (gsize i = 0; tables[i] != NULL; i++)
    if (!read_table (self, tables[i], error))
      return NULL;
  return try_out (self, scratch, error) ? g_steal_pointer (&self) : NULL;
}

/* Making it. */

static gboolean
send_table (const FoyerWholeEvent *self, FoyerOrganizer *organizer, guint i, GError **error)
{
  const FoyerIntake *intake = self->tables->pdata[i];
  const FoyerRowsToSend rows = { intake->drafts, intake->rows, NULL };
  const char *file = self->files->pdata[i];
  g_autofree char *channel = name_of_file (file);
  g_autofree char *import = foyer_id_new (foyer_clock_now_us ());
  g_autoptr (json_t) how = json_pack ("{s:s, s:s}", "channel", channel, "file", file);
  g_autoptr (json_t) answer = NULL;

  if (!foyer_organizer_stage_rows (organizer, self->event->id, import, channel, &rows, error))
    return FALSE;
  answer = foyer_organizer_finish (organizer, self->event->id, import, how, error);
  return answer != NULL;
}

static gboolean
send_all (const FoyerWholeEvent *self, FoyerOrganizer *organizer, GError **error)
{
  g_autoptr (json_t) event = foyer_event_to_json (self->event, TRUE);
  g_autoptr (json_t) put = foyer_organizer_put_event (organizer, event, error);
  g_autoptr (json_t) tickets = NULL;

  if (put == NULL)
    return FALSE;
  for (guint i = 0; i < self->tables->len; i++)
    if (!send_table (self, organizer, i, error))
      return FALSE;
  tickets = foyer_organizer_tickets (organizer, self->event->id, error);
  return tickets != NULL;
}

FoyerEnrolment *
foyer_whole_event_make (const FoyerWholeEvent *self, const char *address, const char *token,
                        const char *name, const char *state, GError **error)
{
  g_autoptr (FoyerOrganizer) organizer = foyer_organizer_new (address, NULL, token, error);
  g_autoptr (json_t) answer = NULL;

  if (organizer == NULL || !send_all (self, organizer, error))
    return NULL;
  answer = foyer_organizer_enrolment (organizer, self->event->id, name, error);
  return answer ? foyer_enrol_with_uri (json_string_value (json_object_get (answer, "uri")), state, error)
                : NULL;
}

/* Who may open the desk. */

FoyerPass *
foyer_whole_event_pass (const char *address, const char *token, const char *event, const char *name,
                        GError **error)
{
  g_autoptr (FoyerOrganizer) organizer = foyer_organizer_new (address, NULL, token, error);
  g_autoptr (FoyerPass) pass = g_new0 (FoyerPass, 1);
  g_autofree char *hash = NULL;
  g_autofree char *id = foyer_id_new (foyer_clock_now_us ());
  g_autoptr (json_t) change = NULL;
  g_autoptr (json_t) answer = NULL;
  g_autoptr (json_t) codes = NULL;

  pass->pin = foyer_pin_make ();
  hash = organizer ? foyer_pin_hash (pass->pin, error) : NULL;
  if (hash == NULL)
    return NULL;
  change = json_pack ("{s:{s:s, s:s, s:s}}", "add", "id", id, "name", name, "pin_hash", hash);
  answer = foyer_organizer_change_staff (organizer, event, change, error);
  codes = answer ? foyer_organizer_staff_codes (organizer, event, error) : NULL;
  if (codes == NULL)
    return NULL;
  pass->code = g_strdup (json_string_value (json_object_get (json_object_get (codes, "staff"), id)));
  return g_steal_pointer (&pass);
}
