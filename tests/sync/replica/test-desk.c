/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "json.h"
#include "overlay.h"
#include "projection.h"
#include "sample.h"

#include <string.h>

/* What volunteers write down, and what becomes of it here and elsewhere. */

#define DOORS_US (SAMPLE_NOW - 12 * G_TIME_SPAN_HOUR)

static void
assert_verdict (const FoyerAdmission *admission, FoyerVerdict verdict)
{
  g_assert_nonnull (admission);
  g_assert_cmpstr (foyer_verdict_to_string (admission->decision.verdict), ==,
                   foyer_verdict_to_string (verdict));
}

static FoyerAdmission *
decide (FoyerStore *store, const FoyerRequest *request)
{
  g_autoptr (GError) error = NULL;
  FoyerAdmission *admission;

  sample_begin (store);
  admission = foyer_admission_decide (store, request, &error);
  g_assert_no_error (error);
  sample_commit (store);
  return admission;
}

static FoyerRequest
request_of (const char *registration, const char *list)
{
  return (FoyerRequest) { .registration = registration, .list = list, .clock_trusted = TRUE,
                          .now_us = SAMPLE_NOW };
}

/* Everything of the one store that the other lacks, as the hub would carry it. */
static gboolean
carry_entry (const FoyerEntry *entry, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  FoyerAnswerKind answer;

  g_assert_true (foyer_journal_keep (user_data, entry, &answer, &error));
  g_assert_no_error (error);
  g_assert_cmpint (answer, !=, FOYER_ANSWER_REFUSED);
  return TRUE;
}

static gboolean
carry_row (const FoyerRegistration *row, gpointer user_data)
{
  return row->revision == 0 || foyer_registry_put (user_data, row, NULL, NULL);
}

static void
carry (FoyerStore *from, FoyerStore *to)
{
  sample_begin (to);
  g_assert_true (foyer_registry_foreach (from, carry_row, to, NULL));
  g_assert_true (foyer_journal_foreach (from, carry_entry, to, NULL));
  sample_commit (to);
}

static void
assert_same (FoyerStore *a, FoyerStore *b)
{
  g_autofree char *digest_a = foyer_journal_digest (a, NULL);
  g_autofree char *digest_b = foyer_journal_digest (b, NULL);

  g_assert_nonnull (digest_a);
  g_assert_cmpstr (digest_a, ==, digest_b);
}

static void
amend (FoyerStore *store, const char *id, const char *field, const char *value)
{
  g_autoptr (GError) error = NULL;

  sample_begin (store);
  g_assert_true (foyer_admission_amend (store, id, field, value, SAMPLE_STAFF, SAMPLE_NOW, &error));
  g_assert_no_error (error);
  sample_commit (store);
}

static char *
name_of (FoyerStore *store, const char *id)
{
  g_autoptr (FoyerRegistration) row = foyer_registry_get (store, id, NULL);

  g_assert_nonnull (row);
  return g_strdup (row->name);
}

/* The desk mends a name; the same file again takes nothing back; the organizer's own change does. */
static void
test_correction (Sample *sample, gconstpointer unused)
{
  g_autofree char *id = sample_register (sample->store, "张卫", "13990000001", "A1");
  g_autoptr (FoyerAdmission) admission = NULL;
  g_autoptr (GPtrArray) idle = NULL;
  g_autofree char *mended = NULL;
  g_autofree char *again = NULL;
  g_autofree char *later = NULL;

  amend (sample->store, id, "name", "张伟");
  mended = name_of (sample->store, id);
  g_assert_cmpstr (mended, ==, "张伟");
  admission = sample_scan (sample->store, "A1", "morning");
  g_assert_cmpstr (admission->registration->name, ==, "张伟");

  g_free (sample_register (sample->store, "张卫", "13990000001", "A1"));
  again = name_of (sample->store, id);
  g_assert_cmpstr (again, ==, "张伟");

  g_free (sample_register (sample->store, "章伟", "13990000001", "A1"));
  later = name_of (sample->store, id);
  g_assert_cmpstr (later, ==, "章伟");
  idle = foyer_overlay_idle (sample->store, id, NULL);
  g_assert_cmpint (idle->len, ==, 1);
}

/* Two desks that could not hear each other correct the same field: one holds, on both. */
static void
test_crossing_corrections (Sample *sample, gconstpointer unused)
{
  g_autofree char *id = sample_register (sample->store, "Ana", "13990000001", "A1");
  g_autoptr (FoyerStore) other = sample_other (sample, "other.db");
  g_autofree char *here = NULL;
  g_autofree char *there = NULL;
  g_autoptr (GPtrArray) idle = NULL;

  carry (sample->store, other);
  amend (sample->store, id, "name", "Anna");
  amend (other, id, "name", "Anne");
  carry (sample->store, other);
  carry (other, sample->store);
  here = name_of (sample->store, id);
  there = name_of (other, id);
  g_assert_cmpstr (here, ==, there);
  g_assert_true (g_str_equal (here, "Anna") || g_str_equal (here, "Anne"));
  idle = foyer_overlay_idle (other, id, NULL);
  g_assert_cmpint (idle->len, ==, 1);
  assert_same (sample->store, other);
}

static void
test_reissue (Sample *sample, gconstpointer unused)
{
  g_autofree char *id = sample_register (sample->store, "Anna", "13990000001", NULL);
  g_autofree char *first = foyer_code_make (FOYER_CODE_TICKET, SAMPLE_EVENT, id, 1, 0, sample->event_secret);
  g_autofree char *second = foyer_code_make (FOYER_CODE_TICKET, SAMPLE_EVENT, id, 2, 0, sample->event_secret);
  g_autoptr (FoyerAdmission) voided = NULL;
  g_autoptr (FoyerAdmission) good = NULL;
  FoyerRegistration *row;
  gint64 serial;

  row = foyer_registry_get (sample->store, id, NULL);
  row->ticket_serial = 1;
  sample_begin (sample->store);
  g_assert_true (foyer_registry_change (sample->store, row, NULL, NULL));
  serial = foyer_admission_reissue (sample->store, id, "lost phone", SAMPLE_STAFF, SAMPLE_NOW, NULL);
  g_assert_cmpint (serial, ==, 2);
  /* Nothing that the organizer does makes the first one good again. */
  row->company = g_strdup ("Acme");
  g_assert_true (foyer_registry_change (sample->store, row, NULL, NULL));
  sample_commit (sample->store);
  foyer_registration_free (row);
  voided = sample_scan (sample->store, first, "morning");
  assert_verdict (voided, FOYER_VERDICT_TICKET_VOID);
  good = sample_scan (sample->store, second, "morning");
  assert_verdict (good, FOYER_VERDICT_ADMITTED);
}

static void
test_payment (Sample *sample, gconstpointer unused)
{
  g_autofree char *id = sample_register (sample->store, "Anna", "13990000001", "A1");
  FoyerRegistration *row = foyer_registry_get (sample->store, id, NULL);
  g_autoptr (FoyerAdmission) owing = NULL;
  g_autoptr (FoyerAdmission) paid = NULL;
  g_autoptr (GPtrArray) cash = NULL;
  const FoyerCash *session;

  row->payment_due = 5000;
  sample_begin (sample->store);
  g_assert_true (foyer_registry_change (sample->store, row, NULL, NULL));
  g_assert_true (foyer_admission_pay (sample->store, id, 2000, "cash", SAMPLE_STAFF, SAMPLE_NOW, NULL));
  sample_commit (sample->store);
  foyer_registration_free (row);
  owing = sample_scan (sample->store, "A1", "morning");
  assert_verdict (owing, FOYER_VERDICT_PAYMENT_DUE);
  g_assert_cmpint (owing->still_due, ==, 3000);
  sample_begin (sample->store);
  g_assert_true (foyer_admission_pay (sample->store, id, 3000, NULL, SAMPLE_STAFF, SAMPLE_NOW, NULL));
  sample_commit (sample->store);
  paid = sample_scan (sample->store, "A1", "morning");
  assert_verdict (paid, FOYER_VERDICT_ADMITTED);
  cash = foyer_headcount_cash (sample->store, NULL);
  g_assert_cmpint (cash->len, ==, 1);
  session = g_ptr_array_index (cash, 0);
  g_assert_cmpstr (session->staff, ==, SAMPLE_STAFF);
  g_assert_cmpint (session->payments, ==, 2);
  g_assert_cmpint (session->amount, ==, 5000);
}

static void
test_open_early (Sample *sample, gconstpointer unused)
{
  g_autofree char *id = sample_register (sample->store, "Anna", "13990000001", "A1");
  FoyerRequest request = request_of (id, "morning");
  g_autoptr (FoyerAdmission) early = NULL;
  g_autoptr (FoyerAdmission) opened = NULL;

  request.now_us = DOORS_US - G_TIME_SPAN_DAY;
  early = decide (sample->store, &request);
  assert_verdict (early, FOYER_VERDICT_TOO_EARLY);
  sample_begin (sample->store);
  g_assert_true (foyer_admission_open_list (sample->store, "morning", "queue outside", SAMPLE_STAFF,
                                            request.now_us, NULL));
  sample_commit (sample->store);
  opened = decide (sample->store, &request);
  assert_verdict (opened, FOYER_VERDICT_ADMITTED);
}

/* Opened at another kiosk, it is not open here. */
static void
test_open_elsewhere (Sample *sample, gconstpointer unused)
{
  g_autofree char *id = sample_register (sample->store, "Anna", "13990000001", "A1");
  g_autoptr (FoyerStore) other = sample_other (sample, "other.db");
  FoyerRequest request = request_of (id, "morning");
  g_autoptr (FoyerAdmission) early = NULL;

  request.now_us = DOORS_US - G_TIME_SPAN_DAY;
  sample_begin (other);
  g_assert_true (foyer_admission_open_list (other, "morning", NULL, NULL, request.now_us, NULL));
  sample_commit (other);
  carry (other, sample->store);
  early = decide (sample->store, &request);
  assert_verdict (early, FOYER_VERDICT_TOO_EARLY);
}

static void
put_question (FoyerStore *store)
{
  static const char question[] =
    "{\"id\":\"meal\",\"text\":\"Which lunch?\",\"lists\":[\"morning\"],\"options\":["
    "{\"id\":\"meat\",\"text\":\"With meat\"},{\"id\":\"veg\",\"text\":\"Without\"}]}";
  g_autoptr (FoyerEvent) event = sample_event ();
  g_autoptr (json_t) json = foyer_event_to_json (event, TRUE);
  g_autoptr (FoyerEvent) asking = NULL;

  json_object_set_new (json, "questions", json_array ());
  json_array_append_new (json_object_get (json, "questions"), foyer_json_parse (question, -1, NULL));
  asking = foyer_event_from_json (json, NULL);
  g_assert_nonnull (asking);
  sample_begin (store);
  g_assert_true (foyer_registry_put_event (store, asking, NULL));
  sample_commit (store);
}

static void
test_question (Sample *sample, gconstpointer unused)
{
  static const char * const answers[] = { "meal", "veg", NULL };
  g_autofree char *id = sample_register (sample->store, "Anna", "13990000001", "A1");
  FoyerRequest request = request_of (id, "morning");
  g_autoptr (FoyerAdmission) asked = NULL;
  g_autoptr (FoyerAdmission) answered = NULL;
  g_autoptr (FoyerRegistration) row = NULL;

  put_question (sample->store);
  asked = decide (sample->store, &request);
  assert_verdict (asked, FOYER_VERDICT_ASK_FIRST);
  g_assert_null (asked->entry);
  g_assert_cmpint (asked->questions->len, ==, 1);
  g_assert_cmpstr (g_ptr_array_index (asked->questions, 0), ==, "meal");
  request.answers = answers;
  answered = decide (sample->store, &request);
  assert_verdict (answered, FOYER_VERDICT_ADMITTED);
  row = foyer_registry_get (sample->store, id, NULL);
  g_assert_cmpstr (row->answers, ==, "{\"meal\":\"veg\"}");
}

static char *
register_party (FoyerStore *store, gint64 party)
{
  char *id = sample_register (store, "Anna", "13990000001", "A1");
  g_autoptr (FoyerRegistration) row = foyer_registry_get (store, id, NULL);

  row->party = party;
  sample_begin (store);
  g_assert_true (foyer_registry_change (store, row, NULL, NULL));
  sample_commit (store);
  return id;
}

static gint64
came_to (FoyerStore *store, guint list)
{
  g_autoptr (GPtrArray) all = foyer_headcount (store, NULL);

  return ((const FoyerHeadcount *) g_ptr_array_index (all, list))->came;
}

static void
test_party (Sample *sample, gconstpointer unused)
{
  g_autofree char *id = register_party (sample->store, 4);
  FoyerRequest request = request_of (id, "morning");
  g_autoptr (FoyerAdmission) asked = decide (sample->store, &request);
  g_autoptr (FoyerAdmission) three = NULL;
  g_autoptr (FoyerAdmission) one = NULL;
  g_autoptr (FoyerAdmission) none = NULL;
  g_autoptr (GPtrArray) all = NULL;

  assert_verdict (asked, FOYER_VERDICT_ASK_FIRST);
  g_assert_cmpint (asked->party_left, ==, 4);
  request.heads = 3;
  three = decide (sample->store, &request);
  assert_verdict (three, FOYER_VERDICT_ADMITTED);
  g_assert_cmpint (came_to (sample->store, 1), ==, 3);
  all = foyer_headcount (sample->store, NULL);
  g_assert_cmpint (((const FoyerHeadcount *) g_ptr_array_index (all, 1))->expected, ==, 4);
  g_assert_cmpint (((const FoyerHeadcount *) g_ptr_array_index (all, 1))->no_shows, ==, 1);
  request.heads = 0;
  one = decide (sample->store, &request);
  assert_verdict (one, FOYER_VERDICT_ADMITTED);
  g_assert_cmpint (came_to (sample->store, 1), ==, 4);
  none = decide (sample->store, &request);
  assert_verdict (none, FOYER_VERDICT_ALREADY_IN);
}

/* Both doors are told of, until someone has looked at it. */
static void
test_conflict (Sample *sample, gconstpointer unused)
{
  g_autoptr (FoyerStore) other = sample_other (sample, "other.db");
  g_autoptr (FoyerAdmission) here = NULL;
  g_autoptr (FoyerAdmission) there = NULL;
  g_autoptr (GPtrArray) open = NULL;
  g_autoptr (GPtrArray) settled = NULL;
  const FoyerConflict *conflict;

  g_free (sample_register (sample->store, "Anna", "13990000001", "A1"));
  carry (sample->store, other);
  here = sample_scan (sample->store, "A1", "morning");
  there = sample_scan (other, "A1", "morning");
  assert_verdict (there, FOYER_VERDICT_ADMITTED);
  carry (other, sample->store);
  open = foyer_projection_conflicts (sample->store, NULL);
  g_assert_cmpint (open->len, ==, 1);
  conflict = g_ptr_array_index (open, 0);
  g_assert_true (g_str_equal (conflict->first, here->entry) || g_str_equal (conflict->first, there->entry));
  g_assert_cmpstr (conflict->first, !=, conflict->second);
  g_assert_false (conflict->settled);
  g_assert_cmpint (came_to (sample->store, 1), ==, 1);
  sample_begin (sample->store);
  g_assert_true (foyer_admission_resolve (sample->store, conflict->second, "twins", NULL, SAMPLE_NOW, NULL));
  g_assert_true (foyer_admission_resolve (sample->store, conflict->second, "twins", NULL, SAMPLE_NOW, NULL));
  sample_commit (sample->store);
  settled = foyer_projection_conflicts (sample->store, NULL);
  g_assert_true (((const FoyerConflict *) g_ptr_array_index (settled, 0))->settled);
}

/* Out by one door and in by another, on a list that is entered once. */
static void
test_conflict_after_leaving (Sample *sample, gconstpointer unused)
{
  g_autofree char *id = sample_register (sample->store, "Anna", "13990000001", "A1");
  g_autoptr (FoyerStore) other = sample_other (sample, "other.db");
  FoyerRequest leave = request_of (id, "morning");
  g_autoptr (GPtrArray) conflicts = NULL;

  carry (sample->store, other);
  foyer_admission_free (sample_scan (sample->store, "A1", "morning"));
  leave.leaving = TRUE;
  foyer_admission_free (decide (sample->store, &leave));
  foyer_admission_free (sample_scan (other, "A1", "morning"));
  carry (other, sample->store);
  conflicts = foyer_projection_conflicts (sample->store, NULL);
  g_assert_cmpint (conflicts->len, ==, 1);
}

static void
test_erase (Sample *sample, gconstpointer unused)
{
  g_autofree char *id = sample_register (sample->store, "Anna Ash", "13990000001", "A1");
  g_autoptr (FoyerStore) other = sample_other (sample, "other.db");
  g_autoptr (FoyerRegistration) row = NULL;
  g_autoptr (GPtrArray) about = NULL;

  carry (sample->store, other);
  foyer_admission_free (sample_scan (sample->store, "A1", "morning"));
  amend (other, id, "company", "Ash Works");
  row = foyer_registry_get (sample->store, id, NULL);
  sample_begin (sample->store);
  g_assert_true (foyer_admission_erase (sample->store, row->person, SAMPLE_STAFF, SAMPLE_NOW, NULL));
  g_assert_true (foyer_admission_erase (sample->store, row->person, SAMPLE_STAFF, SAMPLE_NOW, NULL));
  sample_commit (sample->store);
  /* What arrives later goes too, and is known again. */
  carry (other, sample->store);
  carry (other, sample->store);
  carry (sample->store, other);
  assert_same (sample->store, other);
  g_clear_pointer (&row, foyer_registration_free);
  row = foyer_registry_get (other, id, NULL);
  g_assert_cmpstr (row->name, ==, FOYER_ERASED_NAME);
  g_assert_null (row->phone);
  g_assert_null (row->company);
  g_assert_null (row->codes);
  g_assert_cmpint (came_to (other, 1), ==, 1);
  about = foyer_journal_of_registration (other, id, NULL);
  for (guint i = 0; i < about->len; i++) {
    const FoyerEntry *entry = g_ptr_array_index (about, i);

    g_assert_true (entry->body == NULL || strstr (entry->body, "Ash") == NULL);
  }
}

static void
test_incomplete_walk_in (Sample *sample, gconstpointer unused)
{
  g_autoptr (FoyerRegistration) draft = sample_person ("Anna", NULL);
  FoyerRequest request = request_of (NULL, "morning");
  g_autoptr (GError) error = NULL;

  sample_begin (sample->store);
  g_assert_null (foyer_admission_walk_in (sample->store, draft, &request, &error));
  foyer_store_rollback (sample->store);
  g_assert_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_INCOMPLETE);
  g_assert_nonnull (strstr (error->message, "phone"));
  g_assert_cmpint (foyer_headcount_registrations (sample->store, NULL), ==, 0);
}

/* The hub knows whom a kiosk that was apart could not know. */
static void
test_hub_links_walk_in (Sample *sample, gconstpointer unused)
{
  g_autoptr (FoyerStore) kiosk = sample_other (sample, "kiosk.db");
  g_autofree char *id = NULL;
  g_autoptr (FoyerRegistration) draft = sample_person ("Anna", "139 9000 0001");
  g_autoptr (FoyerRegistration) known = NULL;
  g_autoptr (FoyerAdmission) admission = NULL;
  g_autoptr (FoyerRegistration) row = NULL;
  FoyerRequest request = request_of (NULL, "morning");

  sample_begin (sample->store);
  g_assert_true (foyer_feed_start (sample->store, NULL));
  sample_commit (sample->store);
  id = sample_register (sample->store, "Anna", "13990000001", "A1");
  known = foyer_registry_get (sample->store, id, NULL);
  sample_begin (kiosk);
  admission = foyer_admission_walk_in (kiosk, draft, &request, NULL);
  sample_commit (kiosk);
  assert_verdict (admission, FOYER_VERDICT_ADMITTED);
  carry (kiosk, sample->store);
  row = foyer_registry_get (sample->store, admission->registration->id, NULL);
  g_assert_cmpstr (row->person, ==, known->person);
  g_assert_cmpint (foyer_headcount_people (sample->store, NULL), ==, 1);
  carry (sample->store, kiosk);
  assert_same (sample->store, kiosk);
}

/* A signed ticket of a row that was taken away is void, not provisional. */
static void
test_removed (Sample *sample, gconstpointer unused)
{
  g_autofree char *id = sample_register (sample->store, "Anna", "13990000001", NULL);
  g_autofree char *code = foyer_code_make (FOYER_CODE_TICKET, SAMPLE_EVENT, id, 1, 0, sample->event_secret);
  g_autoptr (FoyerAdmission) gone = NULL;

  sample_begin (sample->store);
  g_assert_true (foyer_registry_remove (sample->store, id, NULL));
  g_assert_true (foyer_registry_remove (sample->store, id, NULL));
  sample_commit (sample->store);
  gone = sample_scan (sample->store, code, "morning");
  assert_verdict (gone, FOYER_VERDICT_TICKET_VOID);
}

static void
test_counted (Sample *sample, gconstpointer unused)
{
  g_autoptr (GPtrArray) all = NULL;
  const FoyerHeadcount *morning;

  sample_begin (sample->store);
  g_assert_true (foyer_admission_count (sample->store, "morning", 41, SAMPLE_STAFF, SAMPLE_NOW, NULL));
  g_assert_true (foyer_admission_count (sample->store, "morning", 38, SAMPLE_STAFF, SAMPLE_NOW + 1, NULL));
  sample_commit (sample->store);
  all = foyer_headcount (sample->store, NULL);
  morning = g_ptr_array_index (all, 1);
  g_assert_cmpint (morning->counted, ==, 38);
  g_assert_cmpint (morning->came, ==, 0);
}

/* What was decided after doors does not change who was expected. */
static void
test_expected_before_doors (Sample *sample, gconstpointer unused)
{
  g_autofree char *id = sample_register (sample->store, "Anna", "13990000001", "A1");
  g_autoptr (FoyerRegistration) row = foyer_registry_get (sample->store, id, NULL);
  g_autoptr (GPtrArray) all = NULL;

  row->status = FOYER_STATUS_CANCELLED;
  row->status_us = SAMPLE_NOW;
  row->status_before = FOYER_STATUS_CONFIRMED;
  row->revision++;
  sample_begin (sample->store);
  g_assert_true (foyer_registry_put (sample->store, row, NULL, NULL));
  sample_commit (sample->store);
  all = foyer_headcount (sample->store, NULL);
  g_assert_cmpint (((const FoyerHeadcount *) g_ptr_array_index (all, 1))->expected, ==, 1);
  g_assert_cmpint (((const FoyerHeadcount *) g_ptr_array_index (all, 1))->no_shows, ==, 1);
}

#define TEST(name, func) \
  g_test_add ("/sync/replica/desk/" name, Sample, NULL, sample_set_up, func, sample_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  TEST ("correction", test_correction);
  TEST ("crossing-corrections", test_crossing_corrections);
  TEST ("reissue", test_reissue);
  TEST ("payment", test_payment);
  TEST ("open-early", test_open_early);
  TEST ("open-elsewhere", test_open_elsewhere);
  TEST ("question", test_question);
  TEST ("party", test_party);
  TEST ("conflict", test_conflict);
  TEST ("conflict-after-leaving", test_conflict_after_leaving);
  TEST ("erase", test_erase);
  TEST ("incomplete-walk-in", test_incomplete_walk_in);
  TEST ("hub-links-walk-in", test_hub_links_walk_in);
  TEST ("removed", test_removed);
  TEST ("counted", test_counted);
  TEST ("expected-before-doors", test_expected_before_doors);
  return g_test_run ();
}
