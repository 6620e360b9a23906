/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "admission.h"

#include "amend.h"
#include "arrival.h"
#include "id.h"
#include "journal.h"
#include "json.h"
#include "projection.h"
#include "registry.h"
#include "store-private.h"

#include <sodium.h>
#include <string.h>

void
foyer_admission_free (FoyerAdmission *self)
{
  if (self == NULL)
    return;
  g_free (self->list);
  g_free (self->entry);
  foyer_registration_free (self->registration);
  g_free (self->first_kiosk);
  g_free (self->staff);
  g_free (self->other_list);
  g_clear_pointer (&self->questions, g_ptr_array_unref);
  g_free (self);
}

/* Opened before its time, by a volunteer at this kiosk. */
gboolean
foyer_admission_is_opened (FoyerStore *store, const FoyerList *list)
{
  return foyer_sql_int (store, NULL, 0,
                        "SELECT 1 FROM entry e WHERE kind = 13 AND list = ?1 "
                        "AND kiosk = (SELECT value FROM setting WHERE name = 'kiosk') AND NOT EXISTS "
                        "(SELECT 1 FROM entry u WHERE u.kind = 5 AND u.target = e.id)", "t", list->id) == 1;
}

G_STATIC_ASSERT (FOYER_ENTRY_OPEN == 13);

static const char *
given_answer (const FoyerRequest *request, const char *question)
{
  const char *answer = NULL;

  for (gsize i = 0; request->answers != NULL && request->answers[i] != NULL; i += 2) {
    if (g_str_equal (request->answers[i], question))
      answer = request->answers[i + 1];
  }
  return answer;
}

/* What has to be asked before someone is let in. */
static void
ask (const FoyerEvent *event, const FoyerList *list, const FoyerRequest *request, const FoyerArrival *guest,
     const FoyerStanding *standing, FoyerAdmission *admission)
{
  const FoyerRegistration *row = guest->registration;
  gint64 gone = list->rule == FOYER_LIST_REENTRY ? standing->here : standing->came;

  if (row == NULL)
    return;
  for (guint i = 0; i < event->questions->len; i++) {
    const FoyerQuestion *question = g_ptr_array_index (event->questions, i);
    g_autofree char *field = g_strconcat ("answer:", question->id, NULL);
    g_autofree char *known = foyer_amend_read (row, field);

    if (known == NULL && foyer_question_is_for (question, list->id) &&
        given_answer (request, question->id) == NULL)
      g_ptr_array_add (admission->questions, g_strdup (question->id));
  }
  admission->party = row->party;
  admission->party_left = MAX (row->party - gone, 0);
}

static void
gather (FoyerStore *store, const FoyerRequest *request, const FoyerList *list, const FoyerArrival *guest,
        const FoyerStanding *standing, const FoyerAdmission *admission, FoyerFacts *facts)
{
  const FoyerRegistration *row = guest->registration;

  facts->proof = guest->proof;
  facts->known = row != NULL;
  facts->status = row ? row->status : FOYER_STATUS_CONFIRMED;
  facts->category = row ? row->category : NULL;
  facts->payment_due = row ? foyer_registry_still_due (store, row) : 0;
  facts->presence = standing->presence;
  facts->party = row ? row->party : 1;
  facts->came = standing->came;
  facts->here = standing->here;
  facts->taken = list->capacity > 0 ? foyer_projection_taken (store, list, NULL) : 0;
  facts->walk_in = row != NULL && g_strcmp0 (row->channel, "door") == 0;
  facts->leaving = request->leaving;
  facts->confirmed = request->confirmed;
  facts->unanswered = admission->questions->len > 0 || (admission->party_left > 1 && request->heads == 0);
  facts->opened = list->opens_us > request->now_us && foyer_admission_is_opened (store, list);
  facts->clock_trusted = request->clock_trusted;
  facts->now_us = request->now_us;
  facts->list = list;
}

/* One badge a person: the first admission to a list that gives badges. */
static gboolean
wants_badge (FoyerStore *store, const FoyerList *list, const char *person)
{
  return list->badge &&
         foyer_sql_int (store, NULL, 0,
                        "SELECT 1 FROM entry e WHERE e.kind = 2 AND e.badge = 1 "
                        "AND e.registration IN (SELECT id FROM registration WHERE person = ?1 UNION SELECT ?1) "
                        "AND " FOYER_STANDS_SQL, "t", person) != 1;
}

/* A code of nobody is kept as a keyed hash: enough to see that the same one
 * came again, useless to whoever finds the file. */
static char *
code_hash (FoyerStore *store, const char *code, GError **error)
{
  GError *failure = NULL;
  g_autofree char *key = foyer_store_get_setting (store, "hash_key", &failure);
  guint8 hash[16];
  char hex[33];

  if (failure != NULL) {
    g_propagate_error (error, failure);
    return NULL;
  }
  if (key == NULL) {
    guint8 random[16];
    char random_hex[33];

    randombytes_buf (random, sizeof random);
    key = g_strdup (sodium_bin2hex (random_hex, sizeof random_hex, random, sizeof random));
    if (!foyer_store_set_setting (store, "hash_key", key, error))
      return NULL;
  }
  crypto_generichash (hash, sizeof hash, (const guint8 *) code, strlen (code), (const guint8 *) key,
                      strlen (key));
  return g_strdup (sodium_bin2hex (hex, sizeof hex, hash, sizeof hash));
}

/* The walk-in was taken back, and the guest walks all the same. */
static gboolean
comes_again (FoyerStore *store, const FoyerEntry *entry)
{
  return entry->kind != FOYER_ENTRY_REFUSE && entry->registration != NULL &&
         foyer_sql_int (store, NULL, 0, "SELECT 1 FROM entry WHERE target = ?1 AND kind = 5", "t",
                        entry->registration) == 1;
}

static char *
body_of (FoyerStore *store, const FoyerRequest *request, const FoyerArrival *guest, FoyerVerdict ruled,
         const FoyerEntry *entry, GError **error)
{
  g_autoptr (json_t) body = json_object ();

  if (comes_again (store, entry))
    json_object_set_new (body, "again", json_true ());
  if (request->heads > 1 && entry->kind != FOYER_ENTRY_REFUSE)
    json_object_set_new (body, "heads", json_integer (request->heads));
  if (entry->flags & FOYER_VERDICT_OVERRIDDEN)
    json_object_set_new (body, "overridden", json_string (foyer_verdict_to_string (ruled)));
  if (request->reason != NULL)
    json_object_set_new (body, "reason", json_string (request->reason));
  if (request->code != NULL && guest->subject == NULL) {
    g_autofree char *hash = code_hash (store, request->code, error);

    json_object_set_new (body, "code", json_string (hash ? hash : ""));
  }
  return json_object_size (body) > 0 ? foyer_json_line (body) : NULL;
}

/* What was answered at the door is a correction of the row that lacked it. */
static gboolean
record_answers (FoyerStore *store, const FoyerEvent *event, const FoyerRequest *request,
                const FoyerArrival *guest, GError **error)
{
  for (guint i = 0; guest->registration != NULL && i < event->questions->len; i++) {
    const FoyerQuestion *question = g_ptr_array_index (event->questions, i);
    const char *answer = given_answer (request, question->id);
    g_autofree char *field = g_strconcat ("answer:", question->id, NULL);

    if (answer != NULL &&
        !foyer_admission_amend (store, guest->registration->id, field, answer, request->staff,
                                request->now_us, error))
      return FALSE;
  }
  return TRUE;
}

static FoyerEntryKind
kind_of (FoyerVerdict verdict)
{
  if (foyer_verdict_is_welcome (verdict))
    return FOYER_ENTRY_ADMIT;
  return verdict == FOYER_VERDICT_LEFT ? FOYER_ENTRY_LEAVE : FOYER_ENTRY_REFUSE;
}

static gboolean
record (FoyerStore *store, const FoyerRequest *request, const FoyerArrival *guest, FoyerVerdict ruled,
        FoyerAdmission *admission, GError **error)
{
  g_autoptr (FoyerEntry) entry = foyer_entry_new (kind_of (admission->decision.verdict));
  GError *failure = NULL;

  /* A question is not an answer yet: nothing has happened. */
  if (admission->decision.verdict == FOYER_VERDICT_CONFIRM_FIRST ||
      admission->decision.verdict == FOYER_VERDICT_ASK_FIRST)
    return TRUE;
  entry->staff = g_strdup (request->staff);
  entry->list = g_strdup (admission->list);
  entry->registration = g_strdup (guest->subject);
  entry->verdict = admission->decision.verdict;
  entry->flags = admission->decision.flags;
  entry->method = request->method;
  entry->badge = admission->badge;
  entry->body = body_of (store, request, guest, ruled, entry, &failure);
  if (failure != NULL) {
    g_propagate_error (error, failure);
    return FALSE;
  }
  if (!foyer_journal_record (store, entry, request->now_us, error))
    return FALSE;
  admission->entry = g_strdup (entry->id);
  return TRUE;
}

/* The list that is on now and would take the guest, for who stands at the
 * wrong one. */
static void
tell_other (const FoyerEvent *event, const FoyerRegistration *row, gint64 now_us, FoyerAdmission *admission)
{
  for (guint i = 0; row != NULL && i < event->lists->len; i++) {
    const FoyerList *list = g_ptr_array_index (event->lists, i);

    if (foyer_list_takes (list, row->category) && !g_str_equal (list->id, admission->list) &&
        (list->closes_us == 0 || now_us < list->closes_us)) {
      admission->other_list = g_strdup (list->id);
      return;
    }
  }
}

/* When and where the person came in, for "you came in at 8:52 at Door 2". */
static void
tell_first (FoyerStore *store, const FoyerStanding *standing, FoyerAdmission *admission)
{
  g_autofree char *mine = foyer_store_get_setting (store, "kiosk", NULL);
  g_autoptr (FoyerKey) key = NULL;

  if (standing->first_kiosk == NULL)
    return;
  admission->first_us = standing->first_us;
  key = foyer_registry_key (store, standing->first_kiosk, NULL);
  if (g_strcmp0 (mine, standing->first_kiosk) == 0)
    admission->first_kiosk = g_strdup ("");
  else if (key != NULL)
    admission->first_kiosk = g_strdup (key->name);
}

static void
overrule (const FoyerRequest *request, const FoyerArrival *guest, FoyerDecision *decision)
{
  if (!request->override || guest->subject == NULL || foyer_verdict_is_welcome (decision->verdict))
    return;
  decision->verdict = FOYER_VERDICT_ADMITTED;
  decision->flags |= FOYER_VERDICT_OVERRIDDEN;
}

static const FoyerList *
served_list (FoyerStore *store, const char *id, const FoyerEvent **event, GError **error)
{
  GError *failure = NULL;
  const FoyerList *list;

  *event = foyer_store_event (store, &failure);
  list = *event ? foyer_event_list (*event, id) : NULL;
  if (failure != NULL)
    g_propagate_error (error, failure);
  else if (list == NULL)
    g_set_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_MISSING, "%s: %s", store->path,
                 *event ? "the event has no such list" : "there is no event yet");
  return list;
}

FoyerAdmission *
foyer_admission_decide (FoyerStore *store, const FoyerRequest *request, GError **error)
{
  g_autoptr (FoyerAdmission) admission = g_new0 (FoyerAdmission, 1);
  g_auto (FoyerStanding) standing = { FOYER_PRESENCE_NEVER };
  g_auto (FoyerArrival) guest = { FOYER_PROOF_NONE };
  const FoyerEvent *event = NULL;
  const FoyerList *list = served_list (store, request->list, &event, error);
  FoyerFacts facts = { FOYER_PROOF_NONE };
  FoyerVerdict ruled;

  g_return_val_if_fail (request->code != NULL || request->registration != NULL, NULL);

  if (list == NULL || !foyer_arrival_identify (store, event, request, &guest, error))
    return NULL;
  admission->list = g_strdup (list->id);
  admission->questions = g_ptr_array_new_with_free_func (g_free);
  admission->staff = g_steal_pointer (&guest.staff);
  if (admission->staff != NULL)
    return g_steal_pointer (&admission);
  if (!foyer_arrival_take_best (store, list, &guest, error) ||
      (guest.person != NULL &&
       !foyer_projection_standing (store, guest.person, list->id, &standing, error)))
    return NULL;

  ask (event, list, request, &guest, &standing, admission);
  gather (store, request, list, &guest, &standing, admission, &facts);
  admission->decision = foyer_verdict_decide (&facts);
  ruled = admission->decision.verdict;
  overrule (request, &guest, &admission->decision);
  admission->late = list->starts_us != 0 && request->clock_trusted && request->now_us > list->starts_us;
  admission->badge = foyer_verdict_is_welcome (admission->decision.verdict) &&
                     wants_badge (store, list, guest.person);
  admission->still_due = facts.payment_due;
  if (admission->decision.verdict == FOYER_VERDICT_OTHER_LIST)
    tell_other (event, guest.registration, request->now_us, admission);
  if (foyer_verdict_is_welcome (admission->decision.verdict) &&
      !record_answers (store, event, request, &guest, error))
    return NULL;
  if (!record (store, request, &guest, ruled, admission, error))
    return NULL;
  tell_first (store, &standing, admission);
  if (guest.registration != NULL) {
    admission->registration = g_steal_pointer (&guest.registration);
  }
  else if (guest.subject != NULL) {
    admission->registration = foyer_registration_new ();
    admission->registration->id = g_strdup (guest.subject);
  }
  return g_steal_pointer (&admission);
}

/* Walk-ins. */

static FoyerRegistration *
complete_walk_in (FoyerStore *store, const FoyerEvent *event, const FoyerRegistration *draft,
                  gint64 now_us, GError **error)
{
  FoyerRegistration *row = foyer_registration_copy (draft);

  g_free (row->id);
  g_free (row->person);
  g_free (row->channel);
  row->id = foyer_id_new (now_us);
  row->party = 1;
  row->channel = g_strdup ("door");
  row->person = foyer_registry_linked_person (store, row, error);
  if (row->person == NULL)
    row->person = g_strdup (row->id);
  row->status = (FoyerStatus) event->walk_in_status;
  row->registered_us = now_us;
  row->payment_due = foyer_event_price_for (event, row->category);
  row->ticket_serial = 1;
  row->revision = 0;
  return row;
}

static gboolean
record_walk_in (FoyerStore *store, const FoyerRegistration *row, const FoyerRequest *request,
                GError **error)
{
  g_autoptr (FoyerEntry) entry = foyer_entry_new (FOYER_ENTRY_REGISTER);
  g_autoptr (json_t) body = foyer_registration_to_json (row);

  entry->id = g_strdup (row->id);
  entry->registration = g_strdup (row->id);
  entry->list = g_strdup (request->list);
  entry->staff = g_strdup (request->staff);
  entry->method = FOYER_METHOD_WALK_IN;
  entry->body = foyer_json_line (body);
  return foyer_journal_record (store, entry, request->now_us, error);
}

FoyerAdmission *
foyer_admission_walk_in (FoyerStore *store, const FoyerRegistration *draft,
                         const FoyerRequest *request, GError **error)
{
  const FoyerEvent *event = NULL;
  const FoyerList *list = served_list (store, request->list, &event, error);
  g_autoptr (FoyerRegistration) row =
    list ? complete_walk_in (store, event, draft, request->now_us, error) : NULL;
  FoyerRequest admit = *request;

  if (row != NULL && foyer_event_missing (event, row) != NULL) {
    g_set_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_INCOMPLETE, "a walk-in has to give: %s",
                 foyer_event_missing (event, row));
    return NULL;
  }
  if (row == NULL || !record_walk_in (store, row, request, error))
    return NULL;
  admit.code = NULL;
  admit.registration = row->id;
  admit.method = FOYER_METHOD_WALK_IN;
  return foyer_admission_decide (store, &admit, error);
}
