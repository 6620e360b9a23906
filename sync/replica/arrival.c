/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "arrival.h"

#include "code.h"
#include "id.h"
#include "journal.h"
#include "projection.h"
#include "registry.h"
#include "store-private.h"

#include <sodium.h>
#include <string.h>

void
foyer_arrival_clear (FoyerArrival *self)
{
  g_clear_pointer (&self->subject, g_free);
  g_clear_pointer (&self->registration, foyer_registration_free);
  g_clear_pointer (&self->person, g_free);
  g_clear_pointer (&self->staff, g_free);
}

gboolean
foyer_arrival_find (FoyerStore *store, FoyerArrival *guest, GError **error)
{
  GError *failure = NULL;

  guest->registration = foyer_registry_get (store, guest->subject, &failure);
  if (failure == NULL)
    guest->person = foyer_projection_person (store, guest->subject, &failure);
  if (failure != NULL)
    g_propagate_error (error, failure);
  return failure == NULL;
}

static gboolean
signed_by (const FoyerCode *code, const FoyerKey *key)
{
  guint8 public_key[FOYER_CODE_PUBLIC_BYTES];
  gsize length = 0;

  return key != NULL && !key->revoked &&
         sodium_hex2bin (public_key, sizeof public_key, key->public_key, strlen (key->public_key), NULL,
                         &length, NULL) == 0 &&
         length == sizeof public_key && foyer_code_verify (code, public_key);
}

/* Higher numbers void lower ones: a ticket by its registration, a badge by the
 * badges printed. */
static FoyerProof
serial_proof (FoyerStore *store, const FoyerCode *code, const FoyerRegistration *registration)
{
  gint64 valid = code->kind == FOYER_CODE_BADGE
                   ? foyer_journal_badge_number (store, registration->id, NULL)
                   : registration->ticket_serial;

  return code->serial < valid ? FOYER_PROOF_VOID : FOYER_PROOF_GOOD;
}

static gboolean
read_own_code (FoyerStore *store, const FoyerCode *code, const FoyerEvent *event,
               const FoyerRequest *request, FoyerArrival *guest, GError **error)
{
  g_autoptr (FoyerKey) key = NULL;
  g_autofree char *subject = foyer_id_from_bytes (code->subject);
  guint8 tag[4];

  foyer_code_event_tag (event->id, tag);
  if (memcmp (tag, code->event_tag, sizeof tag) != 0) {
    guest->proof = FOYER_PROOF_OTHER_EVENT;
    return TRUE;
  }
  key = foyer_registry_key_by_tag (store, code->key_id, error);
  if (!signed_by (code, key)) {
    guest->proof = FOYER_PROOF_FORGED;
    return error == NULL || *error == NULL;
  }
  if (request->clock_trusted && foyer_code_expired (code, request->now_us)) {
    guest->proof = FOYER_PROOF_EXPIRED;
    return TRUE;
  }
  if (code->kind == FOYER_CODE_STAFF) {
    /* Only the hub's event key makes volunteers. */
    if (g_str_equal (key->id, event->id) && foyer_event_staff (event, subject) != NULL)
      guest->staff = g_steal_pointer (&subject);
    guest->proof = guest->staff ? FOYER_PROOF_GOOD : FOYER_PROOF_FORGED;
    return TRUE;
  }
  guest->subject = g_steal_pointer (&subject);
  if (!foyer_arrival_find (store, guest, error))
    return FALSE;
  if (guest->registration != NULL)
    guest->proof = serial_proof (store, code, guest->registration);
  else
    guest->proof = foyer_registry_is_removed (store, guest->subject) ? FOYER_PROOF_VOID
                                                                     : FOYER_PROOF_GOOD;
  return TRUE;
}

static gboolean
read_foreign_code (FoyerStore *store, const char *text, FoyerArrival *guest, GError **error)
{
  g_autoptr (GPtrArray) rows = foyer_registry_by_code (store, text, error);
  const FoyerRegistration *first;

  if (rows == NULL)
    return FALSE;
  if (rows->len == 0) {
    guest->proof = foyer_code_looks_foreign (text) ? FOYER_PROOF_UNKNOWN : FOYER_PROOF_NOT_A_TICKET;
    return TRUE;
  }
  first = g_ptr_array_index (rows, 0);
  guest->proof = FOYER_PROOF_GOOD;
  for (guint i = 1; i < rows->len; i++) {
    const FoyerRegistration *row = g_ptr_array_index (rows, i);

    if (g_strcmp0 (row->person, first->person) != 0)
      guest->proof = FOYER_PROOF_AMBIGUOUS;
  }
  if (guest->proof == FOYER_PROOF_AMBIGUOUS)
    return TRUE;
  guest->subject = g_strdup (first->id);
  return foyer_arrival_find (store, guest, error);
}

gboolean
foyer_arrival_identify (FoyerStore *store, const FoyerEvent *event, const FoyerRequest *request,
                        FoyerArrival *guest, GError **error)
{
  g_autofree char *text = NULL;
  FoyerCode code;

  if (request->code == NULL) {
    guest->proof = FOYER_PROOF_NONE;
    guest->subject = g_strdup (request->registration);
    if (!foyer_arrival_find (store, guest, error))
      return FALSE;
    if (guest->registration == NULL)
      guest->proof = FOYER_PROOF_UNKNOWN;
    return TRUE;
  }
  text = g_strstrip (g_strdup (request->code));
  if (foyer_code_parse (text, &code))
    return read_own_code (store, &code, event, request, guest, error);
  return read_foreign_code (store, text, guest, error);
}

static gboolean
may_come (const FoyerList *list, const FoyerRegistration *row)
{
  return list == NULL || foyer_list_takes (list, row->category);
}

/* Of two registrations of a person, whether @row gives the better standing on
 * the list: one that may come there, then the better status, then nothing owed,
 * then the bigger party. */
static gboolean
is_better (FoyerStore *store, const FoyerList *list, const FoyerRegistration *row,
           const FoyerRegistration *than)
{
  gboolean fits = may_come (list, row);

  if (fits != may_come (list, than))
    return fits;
  if (row->status != than->status)
    return foyer_status_better (than->status, row->status) == row->status;
  if (row->payment_due != than->payment_due)
    return foyer_registry_still_due (store, row) < foyer_registry_still_due (store, than);
  return row->party > than->party;
}

gboolean
foyer_arrival_take_best (FoyerStore *store, const FoyerList *list, FoyerArrival *guest, GError **error)
{
  g_autoptr (GPtrArray) rows = NULL;

  if (guest->registration == NULL)
    return TRUE;
  rows = foyer_registry_of_person (store, guest->person, error);
  for (guint i = 0; rows != NULL && i < rows->len; i++) {
    const FoyerRegistration *row = g_ptr_array_index (rows, i);

    if (is_better (store, list, row, guest->registration)) {
      foyer_registration_free (guest->registration);
      guest->registration = foyer_registration_copy (row);
    }
  }
  return rows != NULL;
}
