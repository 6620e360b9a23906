/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sample.h"

static void
make_hub (FoyerStore *store)
{
  sample_begin (store);
  g_assert_true (foyer_feed_start (store, NULL));
  sample_commit (store);
}

static void
pull (FoyerStore *hub, FoyerStore *kiosk, guint limit)
{
  gboolean more = TRUE;

  while (more) {
    g_autoptr (FoyerPage) page = NULL;
    g_autofree char *epoch = NULL;
    gint64 cursor;

    g_assert_true (foyer_feed_cursor (kiosk, &cursor, &epoch, NULL));
    page = foyer_feed_page (hub, cursor, limit, NULL);
    g_assert_nonnull (page);
    more = page->more;
    sample_begin (kiosk);
    g_assert_true (foyer_feed_apply (kiosk, page, NULL));
    sample_commit (kiosk);
  }
}

static void
push (FoyerStore *kiosk, FoyerStore *hub)
{
  g_autoptr (GPtrArray) unsent = foyer_journal_unsent (kiosk, 0, 500, NULL);
  g_autofree char *epoch = foyer_feed_epoch (hub, NULL);

  for (guint i = 0; i < unsent->len; i++) {
    const FoyerEntry *entry = g_ptr_array_index (unsent, i);
    g_autoptr (FoyerAnswer) answer = foyer_answer_new (entry->id, FOYER_ANSWER_NOT_KEPT, NULL);

    sample_begin (hub);
    g_assert_true (foyer_journal_keep (hub, entry, &answer->kind, NULL));
    sample_commit (hub);
    sample_begin (kiosk);
    g_assert_true (foyer_journal_answer (kiosk, answer, epoch, NULL));
    sample_commit (kiosk);
  }
}

static gint64
came (FoyerStore *store)
{
  g_autoptr (GPtrArray) all = foyer_headcount (store, NULL);

  return ((const FoyerHeadcount *) g_ptr_array_index (all, 0))->came;
}

static gint64
conflicts (FoyerStore *store)
{
  g_autoptr (GPtrArray) all = foyer_headcount (store, NULL);

  return ((const FoyerHeadcount *) g_ptr_array_index (all, 0))->conflicts;
}

static void
test_pull (Sample *sample, gconstpointer unused)
{
  g_autoptr (FoyerStore) kiosk = sample_other (sample, "kiosk.db");

  for (int i = 0; i < 25; i++) {
    g_autofree char *phone = g_strdup_printf ("139900002%02d", i);
    g_autofree char *id = sample_register (sample->store, "张伟", phone, NULL);

    g_assert_nonnull (id);
    if (i == 12)
      make_hub (sample->store);
  }
  pull (sample->store, kiosk, 7);
  g_assert_cmpint (foyer_headcount_registrations (kiosk, NULL), ==, 25);
  g_assert_cmpint (foyer_headcount_people (kiosk, NULL), ==, 25);
  pull (sample->store, kiosk, 7);
  g_assert_cmpint (foyer_headcount_registrations (kiosk, NULL), ==, 25);
}

/* A door opens when the first pull is whole, and never closes for a later one. */
static void
test_filling (Sample *sample, gconstpointer unused)
{
  g_autofree char *path = g_build_filename (sample->dir, "empty.db", NULL);
  g_autoptr (FoyerStore) kiosk = foyer_store_open (path, FOYER_STORE_OWN, NULL);
  g_autofree char *one = sample_register (sample->store, "张伟", "13990000001", "A1");
  g_autofree char *two = NULL;
  g_autoptr (FoyerPage) later = NULL;
  gint64 cursor = 0;

  make_hub (sample->store);
  for (gboolean more = TRUE; more;) {
    g_autoptr (FoyerPage) page = foyer_feed_page (sample->store, cursor, 1, NULL);

    sample_begin (kiosk);
    g_assert_true (foyer_feed_apply (kiosk, page, NULL));
    sample_commit (kiosk);
    cursor = page->next;
    more = page->more;
    g_assert_cmpint (foyer_feed_is_filling (kiosk), ==, more);
  }
  g_assert_nonnull (one);
  two = sample_register (sample->store, "王芳", "13990000002", "B1");
  g_assert_nonnull (two);
  sample_begin (kiosk);
  later = foyer_feed_page (sample->store, cursor, 1, NULL);
  g_assert_true (later->more);
  g_assert_true (foyer_feed_apply (kiosk, later, NULL));
  sample_commit (kiosk);
  g_assert_false (foyer_feed_is_filling (kiosk));
}

static void
test_change_and_removal_travel (Sample *sample, gconstpointer unused)
{
  g_autoptr (FoyerStore) kiosk = sample_other (sample, "kiosk.db");
  g_autofree char *one = sample_register (sample->store, "张伟", "13990000001", "A1");
  g_autofree char *two = sample_register (sample->store, "王芳", "13990000002", "B1");
  g_autoptr (FoyerRegistration) row = NULL;
  g_autoptr (FoyerAdmission) refused = NULL;
  g_autoptr (FoyerAdmission) unknown = NULL;

  make_hub (sample->store);
  pull (sample->store, kiosk, 100);
  row = foyer_registry_get (sample->store, one, NULL);
  row->status = FOYER_STATUS_CANCELLED;
  sample_begin (sample->store);
  g_assert_true (foyer_registry_change (sample->store, row, NULL, NULL));
  g_assert_true (foyer_registry_remove (sample->store, two, NULL));
  sample_commit (sample->store);
  pull (sample->store, kiosk, 100);
  refused = sample_scan (kiosk, "A1", "morning");
  unknown = sample_scan (kiosk, "B1", "morning");
  g_assert_cmpint (refused->decision.verdict, ==, FOYER_VERDICT_CANCELLED);
  g_assert_cmpint (unknown->decision.verdict, ==, FOYER_VERDICT_UNKNOWN);
}

static void
test_push_arrives_once (Sample *sample, gconstpointer unused)
{
  g_autoptr (FoyerStore) kiosk = sample_other (sample, "kiosk.db");
  g_autofree char *id = sample_register (sample->store, "张伟", "13990000001", "A1");
  g_autoptr (FoyerAdmission) admission = NULL;
  g_autoptr (FoyerEntry) entry = NULL;
  FoyerAnswerKind answer;

  g_assert_nonnull (id);
  make_hub (sample->store);
  pull (sample->store, kiosk, 100);
  admission = sample_scan (kiosk, "A1", "morning");
  g_assert_cmpint (foyer_journal_count_unsent (kiosk, NULL), ==, 1);
  push (kiosk, sample->store);
  g_assert_cmpint (foyer_journal_count_unsent (kiosk, NULL), ==, 0);
  g_assert_cmpint (came (sample->store), ==, 1);

  entry = foyer_journal_get (kiosk, admission->entry, NULL);
  sample_begin (sample->store);
  g_assert_true (foyer_journal_keep (sample->store, entry, &answer, NULL));
  g_assert_cmpint (answer, ==, FOYER_ANSWER_DUPLICATE);
  entry->wall_us++;
  g_assert_true (foyer_journal_keep (sample->store, entry, &answer, NULL));
  g_assert_cmpint (answer, ==, FOYER_ANSWER_REFUSED);
  sample_commit (sample->store);
  g_assert_cmpint (came (sample->store), ==, 1);

  /* The feed brings it home: nothing doubles. */
  pull (sample->store, kiosk, 100);
  g_assert_cmpint (came (kiosk), ==, 1);
}

/* Two doors that could not hear each other. */
static void
test_conflict (Sample *sample, gconstpointer unused)
{
  g_autoptr (FoyerStore) east = sample_other (sample, "east.db");
  g_autoptr (FoyerStore) west = sample_other (sample, "west.db");
  g_autofree char *id = sample_register (sample->store, "张伟", "13990000001", "A1");
  g_autoptr (FoyerAdmission) at_east = NULL;
  g_autoptr (FoyerAdmission) at_west = NULL;
  g_autoptr (FoyerAdmission) later = NULL;

  g_assert_nonnull (id);
  make_hub (sample->store);
  pull (sample->store, east, 100);
  pull (sample->store, west, 100);
  at_east = sample_scan (east, "A1", "morning");
  at_west = sample_scan (west, "A1", "morning");
  g_assert_cmpint (at_east->decision.verdict, ==, FOYER_VERDICT_ADMITTED);
  g_assert_cmpint (at_west->decision.verdict, ==, FOYER_VERDICT_ADMITTED);
  push (west, sample->store);
  push (east, sample->store);
  pull (sample->store, east, 1);
  pull (sample->store, west, 100);
  g_assert_cmpint (came (sample->store), ==, 1);
  g_assert_cmpint (came (east), ==, 1);
  g_assert_cmpint (came (west), ==, 1);
  g_assert_cmpint (conflicts (sample->store), ==, 1);
  g_assert_cmpint (conflicts (east), ==, 1);
  g_assert_cmpint (conflicts (west), ==, 1);
  later = sample_scan (east, "A1", "morning");
  g_assert_cmpint (later->decision.verdict, ==, FOYER_VERDICT_ALREADY_IN);
}

static void
test_walk_in_travels (Sample *sample, gconstpointer unused)
{
  g_autoptr (FoyerStore) east = sample_other (sample, "east.db");
  g_autoptr (FoyerStore) west = sample_other (sample, "west.db");
  g_autoptr (FoyerRegistration) draft = sample_person ("Anna", "13990000009");
  FoyerRequest request = { .list = "morning", .now_us = SAMPLE_NOW };
  g_autoptr (FoyerAdmission) admission = NULL;
  g_autoptr (FoyerAdmission) again = NULL;

  make_hub (sample->store);
  sample_begin (east);
  admission = foyer_admission_walk_in (east, draft, &request, NULL);
  sample_commit (east);
  push (east, sample->store);
  pull (sample->store, west, 100);
  again = sample_pick (west, admission->registration->id, "morning");
  g_assert_cmpint (again->decision.verdict, ==, FOYER_VERDICT_ALREADY_IN);
  g_assert_cmpint (foyer_headcount_registrations (sample->store, NULL), ==, 1);
}

/* The same set of entries in any order gives the same state. */
static void
test_any_order (Sample *sample, gconstpointer unused)
{
  g_autoptr (FoyerStore) kiosk = sample_other (sample, "kiosk.db");
  g_autofree char *id = sample_register (kiosk, "张伟", "13990000001", "A1");
  g_autoptr (FoyerAdmission) first = sample_scan (kiosk, "A1", "morning");
  g_autoptr (FoyerAdmission) second = NULL;
  g_autoptr (FoyerAdmission) tour = NULL;
  g_autoptr (GPtrArray) entries = NULL;
  g_autoptr (FoyerRegistration) row = foyer_registry_get (kiosk, id, NULL);

  sample_begin (kiosk);
  g_assert_true (foyer_admission_undo (kiosk, first->entry, "x", NULL, SAMPLE_NOW, NULL));
  sample_commit (kiosk);
  second = sample_scan (kiosk, "A1", "morning");
  tour = sample_scan (kiosk, "A1", "tour");
  entries = foyer_journal_unsent (kiosk, 0, 100, NULL);
  g_assert_cmpuint (entries->len, ==, 4);

  for (guint seed = 0; seed < 24; seed++) {
    g_autofree char *name = g_strdup_printf ("other-%u.db", seed);
    g_autoptr (FoyerStore) other = sample_other (sample, name);
    g_autoptr (GRand) dice = g_rand_new_with_seed (seed);
    g_autoptr (GPtrArray) shuffled = g_ptr_array_new ();
    g_autoptr (FoyerGuest) guest = NULL;
    FoyerAnswerKind answer;
    gboolean same = FALSE;

    for (guint i = 0; i < entries->len; i++)
      g_ptr_array_insert (shuffled, g_rand_int_range (dice, 0, (int) i + 1), entries->pdata[i]);
    sample_begin (other);
    for (guint i = 0; i <= shuffled->len; i++) {
      if (i == seed % (shuffled->len + 1))
        g_assert_true (foyer_registry_put (other, row, NULL, NULL));
      if (i < shuffled->len)
        g_assert_true (foyer_journal_keep (other, shuffled->pdata[i], &answer, NULL));
    }
    g_assert_true (foyer_journal_verify (other, &same, NULL));
    sample_commit (other);
    g_assert_true (same);
    guest = foyer_lookup_guest (other, id, "morning", NULL);
    g_assert_cmpint (guest->presence, ==, FOYER_PRESENCE_INSIDE);
    g_assert_cmpstr (guest->admit_entry, ==, second->entry);
  }
}

/* Pushed before the first pull, and then the hub was put back to where it had
 * none of it. */
static void
test_answer_of_lost_hub (Sample *sample, gconstpointer unused)
{
  g_autoptr (FoyerStore) kiosk = sample_other (sample, "kiosk.db");
  g_autoptr (FoyerStore) restored = sample_other (sample, "restored.db");
  g_autofree char *id = sample_register (kiosk, "张伟", "13990000001", "A1");
  g_autoptr (FoyerAdmission) admission = sample_scan (kiosk, "A1", "morning");

  g_assert_nonnull (id);
  g_assert_nonnull (admission);
  make_hub (sample->store);
  make_hub (restored);
  push (kiosk, sample->store);
  g_assert_cmpint (foyer_journal_count_unsent (kiosk, NULL), ==, 0);
  pull (restored, kiosk, 100);
  g_assert_cmpint (foyer_journal_count_unsent (kiosk, NULL), ==, 1);
  push (kiosk, restored);
  g_assert_cmpint (foyer_journal_count_unsent (kiosk, NULL), ==, 0);
  g_assert_cmpint (foyer_feed_head (restored, NULL), >, 0);
}

/* The answer of the hub that is gone was still on its way. */
static void
test_late_answer (Sample *sample, gconstpointer unused)
{
  g_autoptr (FoyerStore) kiosk = sample_other (sample, "kiosk.db");
  g_autoptr (FoyerStore) restored = sample_other (sample, "restored.db");
  g_autofree char *id = sample_register (kiosk, "张伟", "13990000001", "A1");
  g_autoptr (FoyerAdmission) admission = sample_scan (kiosk, "A1", "morning");
  g_autoptr (FoyerAnswer) late = foyer_answer_new (admission->entry, FOYER_ANSWER_ACCEPTED, NULL);
  g_autofree char *lost_epoch = NULL;
  g_autofree char *epoch = NULL;
  g_autofree char *new_epoch = NULL;
  gint64 cursor;

  g_assert_nonnull (id);
  make_hub (sample->store);
  make_hub (restored);
  lost_epoch = foyer_feed_epoch (sample->store, NULL);
  new_epoch = foyer_feed_epoch (restored, NULL);
  pull (restored, kiosk, 100);
  sample_begin (kiosk);
  g_assert_true (foyer_journal_answer (kiosk, late, lost_epoch, NULL));
  sample_commit (kiosk);
  g_assert_true (foyer_feed_cursor (kiosk, &cursor, &epoch, NULL));
  g_assert_cmpint (cursor, ==, 0);
  pull (restored, kiosk, 100);
  g_assert_cmpint (foyer_journal_count_unsent (kiosk, NULL), ==, 1);
  g_clear_pointer (&epoch, g_free);
  g_assert_true (foyer_feed_cursor (kiosk, &cursor, &epoch, NULL));
  g_assert_cmpstr (epoch, ==, new_epoch);
}

/* A disk that was full at the first start, say. */
static void
test_start_taken_back (Sample *sample, gconstpointer unused)
{
  g_autoptr (FoyerStore) kiosk = sample_other (sample, "kiosk.db");
  g_autofree char *id = NULL;
  g_autofree char *epoch = NULL;

  sample_begin (sample->store);
  g_assert_true (foyer_feed_start (sample->store, NULL));
  foyer_store_rollback (sample->store);
  id = sample_register (sample->store, "张伟", "13990000001", "A1");
  g_assert_cmpint (foyer_feed_head (sample->store, NULL), ==, 0);
  sample_begin (sample->store);
  g_assert_true (foyer_store_savepoint (sample->store, NULL));
  g_assert_true (foyer_feed_start (sample->store, NULL));
  foyer_store_take_back (sample->store);
  g_assert_true (foyer_feed_start (sample->store, NULL));
  sample_commit (sample->store);
  epoch = foyer_feed_epoch (sample->store, NULL);
  g_assert_nonnull (epoch);
  pull (sample->store, kiosk, 100);
  g_assert_cmpint (foyer_headcount_registrations (kiosk, NULL), ==, 1);
}

static void
test_new_life (Sample *sample, gconstpointer unused)
{
  g_autoptr (FoyerStore) kiosk = sample_other (sample, "kiosk.db");
  g_autofree char *id = sample_register (sample->store, "张伟", "13990000001", "A1");
  g_autoptr (FoyerAdmission) admission = NULL;
  g_autoptr (FoyerPage) page = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (id);
  make_hub (sample->store);
  pull (sample->store, kiosk, 100);
  admission = sample_scan (kiosk, "A1", "morning");
  push (kiosk, sample->store);
  g_assert_cmpint (foyer_journal_count_unsent (kiosk, NULL), ==, 0);
  sample_begin (sample->store);
  g_assert_true (foyer_feed_new_life (sample->store, NULL));
  sample_commit (sample->store);
  page = foyer_feed_page (sample->store, 0, 1, NULL);
  sample_begin (kiosk);
  g_assert_true (foyer_feed_apply (kiosk, page, NULL));
  sample_commit (kiosk);
  g_assert_cmpint (foyer_journal_count_unsent (kiosk, NULL), ==, 1);
  sample_begin (kiosk);
  g_assert_false (foyer_feed_new_life (kiosk, &error));
  g_assert_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_MISSING);
  foyer_store_rollback (kiosk);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func) \
  g_test_add ("/sync/replica/feed/" name, Sample, NULL, sample_set_up, func, sample_tear_down)
  ADD ("pull", test_pull);
  ADD ("filling", test_filling);
  ADD ("change-and-removal", test_change_and_removal_travel);
  ADD ("push-arrives-once", test_push_arrives_once);
  ADD ("conflict", test_conflict);
  ADD ("walk-in-travels", test_walk_in_travels);
  ADD ("any-order", test_any_order);
  ADD ("answer-of-lost-hub", test_answer_of_lost_hub);
  ADD ("late-answer", test_late_answer);
  ADD ("start-taken-back", test_start_taken_back);
  ADD ("new-life", test_new_life);
  return g_test_run ();
}
