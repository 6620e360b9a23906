/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sample.h"

static void
assert_verdict (const FoyerAdmission *admission, FoyerVerdict verdict)
{
  g_assert_cmpstr (foyer_verdict_to_string (admission->decision.verdict), ==,
                   foyer_verdict_to_string (verdict));
}

static const FoyerHeadcount *
sums_of (GPtrArray *all, const char *list)
{
  for (guint i = 0; i < all->len; i++) {
    const FoyerHeadcount *sums = g_ptr_array_index (all, i);

    if (g_strcmp0 (sums->list, list) == 0)
      return sums;
  }
  g_assert_not_reached ();
}

static void
test_second_scan (Sample *sample, gconstpointer unused)
{
  g_autofree char *id = sample_register (sample->store, "张伟", "13990000001", "A1");
  g_autoptr (FoyerAdmission) first = sample_scan (sample->store, "A1", "morning");
  g_autoptr (FoyerAdmission) again = sample_scan (sample->store, " A1\n", "morning");

  assert_verdict (first, FOYER_VERDICT_ADMITTED);
  g_assert_cmpstr (first->registration->name, ==, "张伟");
  g_assert_cmpstr (first->registration->id, ==, id);
  g_assert_true (first->badge);
  assert_verdict (again, FOYER_VERDICT_ALREADY_IN);
  g_assert_cmpint (again->first_us, ==, SAMPLE_NOW);
  g_assert_cmpstr (again->first_kiosk, ==, "");
  g_assert_false (again->badge);
}

/* Both codes of someone registered twice admit once, with one badge. */
static void
test_other_ticket_of_same_person (Sample *sample, gconstpointer unused)
{
  g_autofree char *one = sample_register (sample->store, "张伟", "139 9000 0001", "A1");
  g_autofree char *two = sample_register (sample->store, "张 伟", "+86 13990000001", "B1");
  g_autoptr (FoyerAdmission) first = sample_scan (sample->store, "A1", "morning");
  g_autoptr (FoyerAdmission) other = sample_scan (sample->store, "B1", "morning");
  g_autoptr (FoyerAdmission) tour = sample_scan (sample->store, "B1", "tour");
  g_autoptr (GPtrArray) all = NULL;

  g_assert_cmpstr (one, !=, two);
  assert_verdict (first, FOYER_VERDICT_ADMITTED);
  assert_verdict (other, FOYER_VERDICT_ALREADY_IN);
  assert_verdict (tour, FOYER_VERDICT_ADMITTED);
  g_assert_false (tour->badge);
  all = foyer_headcount (sample->store, NULL);
  g_assert_cmpint (sums_of (all, NULL)->came, ==, 1);
  g_assert_cmpint (sums_of (all, NULL)->admissions, ==, 2);
  g_assert_cmpint (foyer_headcount_people (sample->store, NULL), ==, 1);
  g_assert_cmpint (foyer_headcount_registrations (sample->store, NULL), ==, 2);
}

static void
test_codes_of_nobody (Sample *sample, gconstpointer unused)
{
  guint8 public_key[FOYER_CODE_PUBLIC_BYTES];
  guint8 forger[FOYER_CODE_SECRET_BYTES];
  g_autofree char *id = sample_register (sample->store, "张伟", "13990000001", NULL);
  g_autofree char *forged = NULL;
  g_autofree char *elsewhere = NULL;
  g_autoptr (FoyerAdmission) unknown = sample_scan (sample->store, "NOBODY-1", "morning");
  g_autoptr (FoyerAdmission) web = sample_scan (sample->store, "https://example.com", "morning");
  g_autoptr (FoyerAdmission) bad = NULL;
  g_autoptr (FoyerAdmission) other = NULL;
  g_autoptr (FoyerEntry) entry = foyer_journal_get (sample->store, unknown->entry, NULL);

  foyer_code_make_key (public_key, forger);
  forged = foyer_code_make (FOYER_CODE_TICKET, SAMPLE_EVENT, id, 1, 0, forger);
  elsewhere = foyer_code_make (FOYER_CODE_TICKET, SAMPLE_STAFF, id, 1, 0, sample->event_secret);
  bad = sample_scan (sample->store, forged, "morning");
  other = sample_scan (sample->store, elsewhere, "morning");
  assert_verdict (unknown, FOYER_VERDICT_UNKNOWN);
  assert_verdict (web, FOYER_VERDICT_NOT_A_TICKET);
  assert_verdict (bad, FOYER_VERDICT_TICKET_FORGED);
  assert_verdict (other, FOYER_VERDICT_OTHER_EVENT);
  g_assert_cmpint (entry->kind, ==, FOYER_ENTRY_REFUSE);
  g_assert_null (strstr (entry->body, "NOBODY"));
}

static void
test_signed_ticket (Sample *sample, gconstpointer unused)
{
  g_autofree char *id = sample_register (sample->store, "欧阳修", "13990000002", NULL);
  g_autoptr (FoyerRegistration) row = foyer_registry_get (sample->store, id, NULL);
  g_autofree char *first = foyer_code_make (FOYER_CODE_TICKET, SAMPLE_EVENT, id, 1, 0,
                                            sample->event_secret);
  g_autofree char *second = foyer_code_make (FOYER_CODE_TICKET, SAMPLE_EVENT, id, 2, 0,
                                             sample->event_secret);
  g_autofree char *badge = foyer_code_make (FOYER_CODE_BADGE, SAMPLE_EVENT, id, 1, 0,
                                            sample->event_secret);
  g_autofree char *staff = foyer_code_make (FOYER_CODE_STAFF, SAMPLE_EVENT, SAMPLE_STAFF, 1, 0,
                                            sample->event_secret);
  g_autoptr (FoyerAdmission) void_one = NULL;
  g_autoptr (FoyerAdmission) good = NULL;
  g_autoptr (FoyerAdmission) by_badge = NULL;
  g_autoptr (FoyerAdmission) volunteer = NULL;
  g_autoptr (FoyerAdmission) old_badge = NULL;
  g_autofree char *reprint = NULL;
  g_autoptr (GError) error = NULL;

  row->ticket_serial = 2;
  sample_begin (sample->store);
  g_assert_true (foyer_registry_change (sample->store, row, NULL, NULL));
  sample_commit (sample->store);
  void_one = sample_scan (sample->store, first, "morning");
  good = sample_scan (sample->store, second, "morning");
  by_badge = sample_scan (sample->store, badge, "tour");
  volunteer = sample_scan (sample->store, staff, "morning");
  assert_verdict (void_one, FOYER_VERDICT_TICKET_VOID);
  assert_verdict (good, FOYER_VERDICT_ADMITTED);
  assert_verdict (by_badge, FOYER_VERDICT_ADMITTED);
  g_assert_cmpstr (volunteer->staff, ==, SAMPLE_STAFF);
  g_assert_null (volunteer->entry);

  sample_begin (sample->store);
  g_assert_null (foyer_admission_reprint (sample->store, id, " ", NULL, SAMPLE_NOW, &error));
  g_assert_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_INCOMPLETE);
  reprint = foyer_admission_reprint (sample->store, id, "smudged", NULL, SAMPLE_NOW, NULL);
  sample_commit (sample->store);
  g_assert_nonnull (reprint);
  g_assert_cmpint (foyer_journal_badge_number (sample->store, id, NULL), ==, 2);
  old_badge = sample_scan (sample->store, badge, "tour");
  assert_verdict (old_badge, FOYER_VERDICT_TICKET_VOID);
}

/* A walk-in that was taken back by mistake, and is let in by a volunteer. */
static void
test_let_in_after_undo (Sample *sample, gconstpointer unused)
{
  g_autoptr (FoyerRegistration) draft = sample_person ("Anna", "13990000009");
  FoyerRequest request = { .list = "tour", .now_us = SAMPLE_NOW };
  g_autoptr (FoyerAdmission) walk_in = NULL;
  g_autoptr (FoyerAdmission) override = NULL;
  g_autoptr (FoyerAdmission) left = NULL;
  g_autoptr (FoyerGuest) guest = NULL;
  g_autoptr (FoyerGuest) gone = NULL;
  gboolean same = FALSE;

  sample_begin (sample->store);
  walk_in = foyer_admission_walk_in (sample->store, draft, &request, NULL);
  request.registration = walk_in->registration->id;
  g_assert_true (foyer_admission_undo (sample->store, request.registration, "x", NULL, SAMPLE_NOW,
                                       NULL));
  request.override = TRUE;
  override = foyer_admission_decide (sample->store, &request, NULL);
  assert_verdict (override, FOYER_VERDICT_ADMITTED);
  guest = foyer_lookup_guest (sample->store, request.registration, "tour", NULL);
  g_assert_cmpint (guest->presence, ==, FOYER_PRESENCE_INSIDE);
  g_assert_cmpstr (guest->admit_entry, ==, override->entry);

  request.override = FALSE;
  request.leaving = TRUE;
  left = foyer_admission_decide (sample->store, &request, NULL);
  assert_verdict (left, FOYER_VERDICT_LEFT);
  gone = foyer_lookup_guest (sample->store, request.registration, "tour", NULL);
  g_assert_cmpint (gone->presence, ==, FOYER_PRESENCE_LEFT);
  g_assert_true (foyer_journal_verify (sample->store, &same, NULL));
  g_assert_true (same);
  sample_commit (sample->store);
}

/* A genuine ticket of someone who signed up after the last pull. */
static void
test_provisional (Sample *sample, gconstpointer unused)
{
  const char *id = "01930000-0000-7000-8000-0000000000ff";
  g_autofree char *code = foyer_code_make (FOYER_CODE_TICKET, SAMPLE_EVENT, id, 1, 0,
                                           sample->event_secret);
  g_autoptr (FoyerAdmission) first = sample_scan (sample->store, code, "morning");
  g_autoptr (FoyerAdmission) again = sample_scan (sample->store, code, "morning");
  g_autoptr (FoyerRegistration) row = sample_person ("尉迟恭", "13990000003");
  g_autoptr (FoyerAdmission) known = NULL;
  g_autoptr (GPtrArray) all = NULL;
  gboolean same = FALSE;

  assert_verdict (first, FOYER_VERDICT_ADMITTED);
  g_assert_cmpint (first->decision.flags, ==, FOYER_VERDICT_PROVISIONAL);
  assert_verdict (again, FOYER_VERDICT_ALREADY_IN);

  row->id = g_strdup (id);
  row->person = g_strdup ("01930000-0000-7000-8000-0000000000fe");
  sample_begin (sample->store);
  g_assert_true (foyer_registry_put (sample->store, row, NULL, NULL));
  g_assert_true (foyer_journal_verify (sample->store, &same, NULL));
  sample_commit (sample->store);
  g_assert_true (same);
  known = sample_scan (sample->store, code, "morning");
  assert_verdict (known, FOYER_VERDICT_ALREADY_IN);
  all = foyer_headcount (sample->store, NULL);
  g_assert_cmpint (sums_of (all, "morning")->came, ==, 1);
  g_assert_cmpint (sums_of (all, "morning")->came_expected, ==, 1);
}

static void
test_undo (Sample *sample, gconstpointer unused)
{
  g_autofree char *id = sample_register (sample->store, "张伟", "13990000001", "A1");
  g_autoptr (FoyerAdmission) first = sample_scan (sample->store, "A1", "morning");
  g_autoptr (FoyerAdmission) again = NULL;
  g_autoptr (GPtrArray) recent = NULL;
  g_autoptr (GPtrArray) wanted = NULL;

  g_assert_nonnull (id);
  for (int i = 0; i < 2; i++) {
    sample_begin (sample->store);
    g_assert_true (foyer_admission_undo (sample->store, first->entry, "wrong person", SAMPLE_STAFF,
                                         SAMPLE_NOW, NULL));
    sample_commit (sample->store);
  }
  recent = foyer_journal_recent (sample->store, 10, NULL);
  wanted = foyer_journal_badges_wanted (sample->store, -1, NULL);
  g_assert_cmpuint (recent->len, ==, 0);
  g_assert_cmpuint (wanted->len, ==, 0);
  g_assert_cmpint (foyer_journal_count_unsent (sample->store, NULL), ==, 2);
  again = sample_scan (sample->store, "A1", "morning");
  assert_verdict (again, FOYER_VERDICT_ADMITTED);
  g_assert_true (again->badge);
}

static void
test_leave_and_return (Sample *sample, gconstpointer unused)
{
  g_autofree char *id = sample_register (sample->store, "张伟", "13990000001", "A1");
  FoyerRequest leave = { .code = "A1", .list = "tour", .leaving = TRUE, .now_us = SAMPLE_NOW };
  g_autoptr (FoyerAdmission) came = sample_scan (sample->store, "A1", "tour");
  g_autoptr (FoyerAdmission) left = NULL;
  g_autoptr (FoyerAdmission) back = NULL;

  g_assert_nonnull (id);
  sample_begin (sample->store);
  left = foyer_admission_decide (sample->store, &leave, NULL);
  sample_commit (sample->store);
  back = sample_scan (sample->store, "A1", "tour");
  assert_verdict (came, FOYER_VERDICT_ADMITTED);
  assert_verdict (left, FOYER_VERDICT_LEFT);
  assert_verdict (back, FOYER_VERDICT_READMITTED);
}

static void
test_walk_in (Sample *sample, gconstpointer unused)
{
  g_autoptr (FoyerRegistration) draft = sample_person ("Anna Kowalska", "13990000009");
  FoyerRequest request = { .list = "morning", .staff = SAMPLE_STAFF, .now_us = SAMPLE_NOW };
  g_autoptr (FoyerAdmission) admission = NULL;
  g_autoptr (FoyerRegistration) row = NULL;
  g_autoptr (GPtrArray) all = NULL;
  g_autoptr (FoyerAdmission) undone = NULL;

  sample_begin (sample->store);
  admission = foyer_admission_walk_in (sample->store, draft, &request, NULL);
  sample_commit (sample->store);
  assert_verdict (admission, FOYER_VERDICT_ADMITTED);
  g_assert_true (admission->badge);
  row = foyer_registry_get (sample->store, admission->registration->id, NULL);
  g_assert_cmpstr (row->channel, ==, "door");
  g_assert_cmpint (row->ticket_serial, ==, 1);
  all = foyer_headcount (sample->store, NULL);
  g_assert_cmpint (sums_of (all, "morning")->walk_ins, ==, 1);
  g_assert_cmpint (sums_of (all, "morning")->expected, ==, 0);

  sample_begin (sample->store);
  g_assert_true (foyer_admission_undo (sample->store, row->id, "typed twice", NULL, SAMPLE_NOW, NULL));
  sample_commit (sample->store);
  g_clear_pointer (&all, g_ptr_array_unref);
  all = foyer_headcount (sample->store, NULL);
  g_assert_cmpint (sums_of (all, "morning")->came, ==, 0);
  undone = sample_pick (sample->store, row->id, "morning");
  assert_verdict (undone, FOYER_VERDICT_CANCELLED);
}

static void
test_override (Sample *sample, gconstpointer unused)
{
  g_autofree char *id = sample_register (sample->store, "张伟", "13990000001", "A1");
  g_autoptr (FoyerRegistration) row = foyer_registry_get (sample->store, id, NULL);
  FoyerRequest request = { .registration = id, .list = "morning", .override = TRUE,
                           .reason = "organizer agreed", .staff = SAMPLE_STAFF, .now_us = SAMPLE_NOW };
  g_autoptr (FoyerAdmission) refused = NULL;
  g_autoptr (FoyerAdmission) admitted = NULL;
  g_autoptr (FoyerEntry) entry = NULL;
  g_autoptr (GPtrArray) all = NULL;

  row->status = FOYER_STATUS_WAITLISTED;
  sample_begin (sample->store);
  g_assert_true (foyer_registry_change (sample->store, row, NULL, NULL));
  sample_commit (sample->store);
  refused = sample_scan (sample->store, "A1", "morning");
  assert_verdict (refused, FOYER_VERDICT_WAITLISTED);
  sample_begin (sample->store);
  admitted = foyer_admission_decide (sample->store, &request, NULL);
  sample_commit (sample->store);
  assert_verdict (admitted, FOYER_VERDICT_ADMITTED);
  entry = foyer_journal_get (sample->store, admitted->entry, NULL);
  g_assert_nonnull (strstr (entry->body, "waitlisted"));
  g_assert_nonnull (strstr (entry->body, "organizer agreed"));
  all = foyer_headcount (sample->store, NULL);
  g_assert_cmpint (sums_of (all, "morning")->came_others, ==, 1);
}

static void
import_row (FoyerStore *store, const char *reference, const char *name, const char *phone,
            FoyerImportOutcome outcome)
{
  g_autoptr (GPtrArray) drafts =
    g_ptr_array_new_with_free_func ((GDestroyNotify) foyer_registration_free);
  FoyerRegistration *row = sample_person (name, phone);
  g_autoptr (FoyerImportResult) result = NULL;

  row->reference = g_strdup (reference);
  g_ptr_array_add (drafts, row);
  result = sample_import (store, drafts);
  g_assert_cmpint (result->n[outcome], ==, 1);
}

static void
test_import_again (Sample *sample, gconstpointer unused)
{
  import_row (sample->store, "1", "张伟", "13990000001", FOYER_IMPORT_NEW);
  import_row (sample->store, "1", "张伟", "13990000001", FOYER_IMPORT_UNCHANGED);
  import_row (sample->store, "1", "张伟", "13990000002", FOYER_IMPORT_CHANGED);
  import_row (sample->store, "1", "张韦", "13990000002", FOYER_IMPORT_CHANGED);
  /* Numbered anew: somebody else now stands on line 1. */
  import_row (sample->store, "1", "王芳", "13990000003", FOYER_IMPORT_REFUSED);
  import_row (sample->store, "2", "王芳", "13990000003", FOYER_IMPORT_NEW);
  import_row (sample->store, NULL, "李娜", "13990000004", FOYER_IMPORT_NEW);
  import_row (sample->store, NULL, "李娜", "139 9000 0004", FOYER_IMPORT_CHANGED);
  g_assert_cmpint (foyer_headcount_people (sample->store, NULL), ==, 3);
}

/* Sums close, whatever happened. */
static void
test_sums (Sample *sample, gconstpointer unused)
{
  static const char * const names[] = { "张伟", "王芳", "单雄信", "Tony 张", "李娜" };
  g_autoptr (GPtrArray) all = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autofree char *phone = g_strdup_printf ("1399000010%d", (int) i);
    g_autofree char *code = g_strdup_printf ("C%d", (int) i);
    g_autofree char *id = sample_register (sample->store, names[i], phone, code);

    g_assert_nonnull (id);
    if (i < 3)
      foyer_admission_free (sample_scan (sample->store, code, "morning"));
  }
  all = foyer_headcount (sample->store, NULL);
  for (guint i = 0; i < all->len; i++) {
    const FoyerHeadcount *sums = g_ptr_array_index (all, i);

    g_assert_cmpint (sums->came, ==, sums->came_expected + sums->walk_ins + sums->came_others);
    g_assert_cmpint (sums->no_shows, ==, sums->expected - sums->came_expected);
  }
  g_assert_cmpint (sums_of (all, "morning")->expected, ==, 5);
  g_assert_cmpint (sums_of (all, "morning")->came, ==, 3);
  g_assert_cmpint (sums_of (all, "morning")->no_shows, ==, 2);
  g_assert_cmpint (sums_of (all, "speakers")->expected, ==, 0);
  g_assert_cmpint (sums_of (all, NULL)->came, ==, 3);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func) \
  g_test_add ("/sync/replica/admission/" name, Sample, NULL, sample_set_up, func, sample_tear_down)
  ADD ("second-scan", test_second_scan);
  ADD ("other-ticket", test_other_ticket_of_same_person);
  ADD ("codes-of-nobody", test_codes_of_nobody);
  ADD ("signed-ticket", test_signed_ticket);
  ADD ("let-in-after-undo", test_let_in_after_undo);
  ADD ("provisional", test_provisional);
  ADD ("undo", test_undo);
  ADD ("leave-and-return", test_leave_and_return);
  ADD ("walk-in", test_walk_in);
  ADD ("override", test_override);
  ADD ("import-again", test_import_again);
  ADD ("sums", test_sums);
  return g_test_run ();
}
