/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "admission.h"

#include "amend.h"
#include "journal.h"
#include "json.h"
#include "overlay.h"
#include "registry.h"
#include "store-private.h"

#include <string.h>

/* Taking back, and printing again. */

static char *
reason_body (const char *reason, gint64 number)
{
  g_autoptr (json_t) body = json_object ();

  if (number > 0)
    json_object_set_new (body, "number", json_integer (number));
  if (reason != NULL)
    json_object_set_new (body, "reason", json_string (reason));
  return foyer_json_line (body);
}

gboolean
foyer_admission_undo (FoyerStore *store, const char *target, const char *reason, const char *staff,
                      gint64 now_us, GError **error)
{
  g_autoptr (FoyerEntry) undone = foyer_journal_get (store, target, error);
  g_autoptr (FoyerEntry) entry = foyer_entry_new (FOYER_ENTRY_UNDO);

  if (undone == NULL) {
    if (error != NULL && *error == NULL)
      g_set_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_MISSING, "there is no such entry");
    return FALSE;
  }
  if (foyer_sql_int (store, error, 0, "SELECT 1 FROM entry WHERE target = ?1 AND kind = 5", "t",
                     target) == 1)
    return TRUE;
  entry->target = g_strdup (target);
  entry->staff = g_strdup (staff);
  entry->list = g_strdup (undone->list);
  entry->registration = g_strdup (undone->registration);
  entry->body = reason_body (reason, 0);
  return foyer_journal_record (store, entry, now_us, error);
}

char *
foyer_admission_reprint (FoyerStore *store, const char *registration, const char *reason,
                         const char *staff, gint64 now_us, GError **error)
{
  g_autoptr (FoyerEntry) entry = foyer_entry_new (FOYER_ENTRY_BADGE);
  g_autofree char *why = g_strstrip (g_strdup (reason ? reason : ""));
  gint64 number;

  if (*why == '\0') {
    g_set_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_INCOMPLETE,
                 "another badge needs a reason");
    return NULL;
  }
  number = foyer_journal_badge_number (store, registration, error);
  if (number < 0)
    return NULL;
  entry->registration = g_strdup (registration);
  entry->staff = g_strdup (staff);
  entry->badge = TRUE;
  entry->body = reason_body (why, number + 1);
  if (!foyer_journal_record (store, entry, now_us, error))
    return NULL;
  return g_strdup (entry->id);
}

/* What volunteers write down. */

static gboolean
write_down (FoyerStore *store, FoyerEntryKind kind, const char *registration, const char *list,
            json_t *body, const char *staff, gint64 now_us, GError **error)
{
  g_autoptr (FoyerEntry) entry = foyer_entry_new (kind);

  entry->registration = g_strdup (registration);
  entry->list = g_strdup (list);
  entry->staff = g_strdup (staff);
  entry->body = foyer_json_line (body);
  return foyer_journal_record (store, entry, now_us, error);
}

gboolean
foyer_admission_amend (FoyerStore *store, const char *registration, const char *field, const char *value,
                       const char *staff, gint64 now_us, GError **error)
{
  g_autoptr (FoyerRegistration) row = foyer_registry_get (store, registration, error);
  g_autofree char *was = row ? foyer_amend_read (row, field) : NULL;
  const char *next = value != NULL && *value != '\0' ? value : NULL;
  const FoyerAmend amend = { (char *) field, was, (char *) next };
  g_autoptr (FoyerEntry) entry = foyer_entry_new (FOYER_ENTRY_AMEND);

  g_return_val_if_fail (foyer_amend_allows (field), FALSE);

  if (row == NULL || (next == NULL && g_str_equal (field, "name"))) {
    if (error != NULL && *error == NULL)
      g_set_error (error, FOYER_STORE_ERROR,
                   row ? FOYER_STORE_ERROR_INCOMPLETE : FOYER_STORE_ERROR_MISSING,
                   row ? "nobody is without a name" : "there is no such registration");
    return FALSE;
  }
  if (g_strcmp0 (was, next) == 0)
    return TRUE;
  entry->registration = g_strdup (registration);
  entry->staff = g_strdup (staff);
  entry->body = foyer_amend_to_body (&amend);
  return foyer_journal_record (store, entry, now_us, error);
}

gboolean
foyer_admission_pay (FoyerStore *store, const char *registration, gint64 amount, const char *note,
                     const char *staff, gint64 now_us, GError **error)
{
  g_autoptr (json_t) body = json_pack ("{s:I, s:s*}", "amount", (json_int_t) amount, "note", note);

  return write_down (store, FOYER_ENTRY_PAYMENT, registration, NULL, body, staff, now_us, error);
}

gboolean
foyer_admission_note (FoyerStore *store, const char *registration, const char *text, const char *staff,
                      gint64 now_us, GError **error)
{
  g_autoptr (json_t) body = json_pack ("{s:s}", "text", text);

  return write_down (store, FOYER_ENTRY_NOTE, registration, NULL, body, staff, now_us, error);
}

gboolean
foyer_admission_count (FoyerStore *store, const char *list, gint64 people, const char *staff,
                       gint64 now_us, GError **error)
{
  g_autoptr (json_t) body = json_pack ("{s:I}", "count", (json_int_t) MAX (people, 0));

  return write_down (store, FOYER_ENTRY_COUNT, NULL, list, body, staff, now_us, error);
}

gboolean
foyer_admission_open_list (FoyerStore *store, const char *list, const char *reason, const char *staff,
                           gint64 now_us, GError **error)
{
  g_autoptr (json_t) body = json_pack ("{s:s*}", "reason", reason);

  return write_down (store, FOYER_ENTRY_OPEN, NULL, list, body, staff, now_us, error);
}

gint64
foyer_admission_reissue (FoyerStore *store, const char *registration, const char *reason, const char *staff,
                         gint64 now_us, GError **error)
{
  g_autoptr (FoyerRegistration) row = foyer_registry_get (store, registration, error);
  gint64 serial = row ? row->ticket_serial + 1 : 0;
  g_autoptr (json_t) body = json_pack ("{s:I, s:s*}", "serial", (json_int_t) serial, "reason", reason);

  if (row == NULL) {
    if (error != NULL && *error == NULL)
      g_set_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_MISSING, "there is no such registration");
    return -1;
  }
  return write_down (store, FOYER_ENTRY_TICKET, registration, NULL, body, staff, now_us, error) ? serial
                                                                                                : -1;
}

gboolean
foyer_admission_resolve (FoyerStore *store, const char *target, const char *reason, const char *staff,
                         gint64 now_us, GError **error)
{
  g_autoptr (FoyerEntry) about = foyer_journal_get (store, target, error);
  g_autoptr (FoyerEntry) entry = foyer_entry_new (FOYER_ENTRY_RESOLVE);

  if (about == NULL) {
    if (error != NULL && *error == NULL)
      g_set_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_MISSING, "there is no such entry");
    return FALSE;
  }
  if (foyer_sql_int (store, error, 0, "SELECT 1 FROM entry WHERE target = ?1 AND kind = 10", "t", target) == 1)
    return TRUE;
  entry->target = g_strdup (target);
  entry->registration = g_strdup (about->registration);
  entry->list = g_strdup (about->list);
  entry->staff = g_strdup (staff);
  entry->body = reason_body (reason, 0);
  return foyer_journal_record (store, entry, now_us, error);
}

gboolean
foyer_admission_erase (FoyerStore *store, const char *person, const char *staff, gint64 now_us,
                       GError **error)
{
  g_autoptr (GPtrArray) rows = foyer_registry_of_person (store, person, error);

  for (guint i = 0; rows != NULL && i < rows->len; i++) {
    const FoyerRegistration *row = g_ptr_array_index (rows, i);
    g_autoptr (json_t) body = json_object ();

    if (!foyer_overlay_is_erased (store, row->id) &&
        !write_down (store, FOYER_ENTRY_ERASE, row->id, NULL, body, staff, now_us, error))
      return FALSE;
  }
  return rows != NULL;
}
