/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "json.h"

#include "json-reader.h"

#include <string.h>

G_DEFINE_QUARK (foyer-json-error-quark, foyer_json_error)

/* Times. */

char *
foyer_time_to_string (gint64 at_us)
{
  g_autoptr (GDateTime) seconds = g_date_time_new_from_unix_utc (at_us / G_USEC_PER_SEC);
  g_autoptr (GDateTime) time = seconds ? g_date_time_add (seconds, at_us % G_USEC_PER_SEC) : NULL;

  return time ? g_date_time_format (time, "%Y-%m-%dT%H:%M:%S.%fZ") : NULL;
}

gboolean
foyer_time_from_string (const char *text, gint64 *at_us)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_iso8601 (text, NULL);

  /* Years of three digits can't be written so that they are read again. */
  if (time == NULL || g_date_time_to_unix (time) < 0)
    return FALSE;
  *at_us = g_date_time_to_unix (time) * G_USEC_PER_SEC + g_date_time_get_microsecond (time);
  return TRUE;
}

/* Registration. */

json_t *
foyer_registration_to_json (const FoyerRegistration *self)
{
  json_t *json = json_object ();

  foyer_json_put_text (json, "id", self->id);
  foyer_json_put_text (json, "person", self->person);
  foyer_json_put_text (json, "status", foyer_status_to_string (self->status));
  foyer_json_put_time (json, "registered", self->registered_us);
  foyer_json_put_number (json, "payment_due", self->payment_due);
  foyer_json_put_number (json, "ticket_serial", self->ticket_serial);
  foyer_json_put_number (json, "revision", self->revision);
  foyer_json_put_number (json, "party", self->party != 1 ? self->party : 0);
  foyer_json_put_time (json, "status_at", self->status_us);
  if (self->status_us != 0)
    foyer_json_put_text (json, "status_before", foyer_status_to_string (self->status_before));
  foyer_json_put_texts (json, "codes", self->codes);
  for (gsize i = 0; i < FOYER_N_TEXT_FIELDS; i++)
    foyer_json_put_text (json, foyer_registration_fields[i].name, *foyer_registration_text (self, i));
  return json;
}

FoyerRegistration *
foyer_registration_from_json (const json_t *json, GError **error)
{
  g_autoptr (FoyerRegistration) self = foyer_registration_new ();
  FoyerJsonReader in = { json, json_is_object (json) ? NULL : "registration" };

  self->id = foyer_json_read_id (&in, "id", TRUE);
  self->person = foyer_json_read_id (&in, "person", TRUE);
  foyer_json_read_name (&in, "status", (FoyerFromString) foyer_status_from_string, &self->status);
  self->registered_us = foyer_json_read_time (&in, "registered");
  self->payment_due = foyer_json_read_count (&in, "payment_due");
  self->ticket_serial = foyer_json_read_count (&in, "ticket_serial");
  self->revision = foyer_json_read_count (&in, "revision");
  self->party = MAX (foyer_json_read_count (&in, "party"), 1);
  self->status_us = foyer_json_read_time (&in, "status_at");
  foyer_json_read_name (&in, "status_before", (FoyerFromString) foyer_status_from_string,
                        &self->status_before);
  self->codes = foyer_json_read_texts (&in, "codes");
  for (gsize i = 0; i < FOYER_N_TEXT_FIELDS; i++)
    *foyer_registration_text (self, i) = foyer_json_read_text (&in, foyer_registration_fields[i].name);
  if (in.wrong == NULL && (self->name == NULL || *self->name == '\0'))
    in.wrong = "name";
  if (in.wrong == NULL && (self->channel == NULL || *self->channel == '\0'))
    in.wrong = "channel";
  return foyer_json_is_sound (&in, "registration", error) ? g_steal_pointer (&self) : NULL;
}

/* Entry. */

json_t *
foyer_entry_to_json (const FoyerEntry *self)
{
  json_t *json = json_object ();

  foyer_json_put_text (json, "id", self->id);
  foyer_json_put_text (json, "kind", foyer_entry_kind_to_string (self->kind));
  foyer_json_put_text (json, "kiosk", self->kiosk);
  foyer_json_put_number (json, "number", self->number);
  foyer_json_put_time (json, "wall", self->wall_us);
  foyer_json_put_text (json, "boot", self->boot);
  foyer_json_put_number (json, "uptime_us", self->uptime_us);
  foyer_json_put_text (json, "staff", self->staff);
  foyer_json_put_text (json, "list", self->list);
  foyer_json_put_text (json, "registration", self->registration);
  foyer_json_put_text (json, "person", self->person);
  if (self->kind == FOYER_ENTRY_ADMIT || self->kind == FOYER_ENTRY_LEAVE ||
      self->kind == FOYER_ENTRY_REFUSE)
    foyer_json_put_text (json, "verdict", foyer_verdict_to_string (self->verdict));
  foyer_json_put_flag (json, "provisional", (self->flags & FOYER_VERDICT_PROVISIONAL) != 0);
  foyer_json_put_flag (json, "overridden", (self->flags & FOYER_VERDICT_OVERRIDDEN) != 0);
  foyer_json_put_text (json, "method", foyer_method_to_string (self->method));
  foyer_json_put_flag (json, "badge", self->badge);
  foyer_json_put_text (json, "target", self->target);
  foyer_json_put_text (json, "body", self->body);
  return json;
}

FoyerEntry *
foyer_entry_from_json (const json_t *json, GError **error)
{
  g_autoptr (FoyerEntry) self = foyer_entry_new (FOYER_ENTRY_N);
  FoyerJsonReader in = { json, json_is_object (json) ? NULL : "entry" };

  self->id = foyer_json_read_id (&in, "id", TRUE);
  foyer_json_read_name (&in, "kind", (FoyerFromString) foyer_entry_kind_from_string, &self->kind);
  if (self->kind == FOYER_ENTRY_N && in.wrong == NULL)
    in.wrong = "kind";
  self->kiosk = foyer_json_read_id (&in, "kiosk", TRUE);
  self->number = foyer_json_read_count (&in, "number");
  self->wall_us = foyer_json_read_time (&in, "wall");
  self->boot = foyer_json_read_text (&in, "boot");
  self->uptime_us = foyer_json_read_count (&in, "uptime_us");
  self->staff = foyer_json_read_text (&in, "staff");
  self->list = foyer_json_read_text (&in, "list");
  self->registration = foyer_json_read_id (&in, "registration", FALSE);
  self->person = foyer_json_read_id (&in, "person", FALSE);
  foyer_json_read_name (&in, "verdict", (FoyerFromString) foyer_verdict_from_string, &self->verdict);
  self->flags = (foyer_json_read_flag (&in, "provisional") ? FOYER_VERDICT_PROVISIONAL : 0) |
                (foyer_json_read_flag (&in, "overridden") ? FOYER_VERDICT_OVERRIDDEN : 0);
  foyer_json_read_name (&in, "method", (FoyerFromString) foyer_method_from_string, &self->method);
  self->badge = foyer_json_read_flag (&in, "badge");
  self->target = foyer_json_read_id (&in, "target", FALSE);
  self->body = foyer_json_read_body (&in, "body");
  return foyer_json_is_sound (&in, "entry", error) ? g_steal_pointer (&self) : NULL;
}

/* Text. */

char *
foyer_json_line (const json_t *json)
{
  char *dumped = json_dumps (json, JSON_COMPACT | JSON_ENCODE_ANY);
  char *line = g_strdup (dumped);

  free (dumped);
  return line;
}

json_t *
foyer_json_parse (const char *text, gssize length, GError **error)
{
  json_error_t wrong;
  json_t *json = json_loadb (text, length < 0 ? strlen (text) : (gsize) length,
                             JSON_REJECT_DUPLICATES, &wrong);

  if (json == NULL)
    g_set_error (error, FOYER_JSON_ERROR, FOYER_JSON_ERROR_MALFORMED,
                 "not JSON at line %d, column %d", wrong.line, wrong.column);
  return json;
}
