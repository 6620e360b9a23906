/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "house.h"
#include "released.h"
#include "schema.h"

#include <sodium.h>

/*
 * Files that every released version of the schema wrote: today's build opens a
 * copy, and all that was in them is there. tests/data/README.md says where they
 * come from.
 */

/* Instead of a version: what this build itself writes. */
#define TODAY 0

static char *
kept_path (const char *kind, int version)
{
  g_autofree char *name = g_strdup_printf ("%s-%d.db", kind, version);

  return g_test_build_filename (G_TEST_DIST, "replica", name, NULL);
}

static void
copy_file (const char *kind, int version, const char *to)
{
  g_autofree char *from = kept_path (kind, version);
  g_autofree char *content = NULL;
  gsize size;

  g_assert_true (g_file_get_contents (from, &content, &size, NULL));
  g_assert_cmpuint (size, <, 200 * 1024);
  g_assert_true (g_file_set_contents (to, content, (gssize) size, NULL));
}

/* The kiosk's file at house->path, the hub's at house->after_path. */
static void
get_files (House *house, int version)
{
  if (version == TODAY) {
    released_make (house->after_path, house->path);
    return;
  }
  copy_file ("kiosk", version, house->path);
  copy_file ("hub", version, house->after_path);
}

static FoyerStore *
migrated (const char *path)
{
  g_autoptr (GError) error = NULL;
  FoyerStore *store = foyer_store_open (path, FOYER_STORE_OWN, &error);

  g_assert_no_error (error);
  return store;
}

static const FoyerHeadcount *
sums_of (GPtrArray *sums, const char *list)
{
  for (guint i = 0; i < sums->len; i++) {
    const FoyerHeadcount *one = sums->pdata[i];

    if (g_strcmp0 (one->list, list) == 0)
      return one;
  }
  g_assert_not_reached ();
}

static void
check_headcounts (FoyerStore *store)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) sums = foyer_headcount (store, &error);
  const FoyerHeadcount *morning, *tour;

  g_assert_no_error (error);
  morning = sums_of (sums, "morning");
  tour = sums_of (sums, "tour");
  g_assert_cmpint (morning->came, ==, 6);
  g_assert_cmpint (morning->came_expected, ==, 4);
  g_assert_cmpint (morning->walk_ins, ==, 1);
  g_assert_cmpint (morning->came_others, ==, 1);
  g_assert_cmpint (morning->expected, ==, 23);
  g_assert_cmpint (morning->inside, ==, 6);
  g_assert_cmpint (morning->conflicts, ==, 1);
  g_assert_cmpint (tour->came, ==, 1);
  g_assert_cmpint (tour->inside, ==, 0);
  g_assert_cmpint (foyer_headcount_registrations (store, &error), ==, RELEASED_ROWS + 2);
  g_assert_cmpint (foyer_headcount_people (store, &error), ==, RELEASED_ROWS + 1);
  g_assert_no_error (error);
}

static void
check_presence (FoyerStore *store)
{
  static const guint inside[] = { 1, 2, 3, 8, 25 };
  static const guint outside[] = { 5, 6, 7, 9, 26 };

  for (gsize i = 0; i < G_N_ELEMENTS (inside); i++) {
    g_autofree char *in = released_row (inside[i]);
    g_autofree char *out = released_row (outside[i]);
    g_autoptr (FoyerGuest) came = foyer_lookup_guest (store, in, "morning", NULL);
    g_autoptr (FoyerGuest) did_not = foyer_lookup_guest (store, out, "morning", NULL);

    g_assert_nonnull (came);
    g_assert_nonnull (did_not);
    g_assert_cmpint (came->presence, ==, FOYER_PRESENCE_INSIDE);
    g_assert_cmpint (did_not->presence, ==, FOYER_PRESENCE_NEVER);
  }
}

static void
check_rows (FoyerStore *store)
{
  g_autofree char *sixth = released_row (6), *fourth = released_row (4), *third = released_row (3);
  g_autofree char *ninth = released_row (9);
  g_autoptr (FoyerRegistration) answered = foyer_registry_get (store, sixth, NULL);
  g_autoptr (FoyerRegistration) second = foyer_registry_get (store, fourth, NULL);
  g_autoptr (FoyerRegistration) noted = foyer_registry_get (store, ninth, NULL);
  g_autoptr (GPtrArray) found = foyer_lookup (store, "oyx", "morning", 20, NULL);
  g_autoptr (GPtrArray) by_hanzi = foyer_lookup (store, "路过", "morning", 20, NULL);

  g_assert_nonnull (answered);
  g_assert_cmpstr (answered->answers, ==, "{\"T-shirt\":\"M\"}");
  g_assert_cmpstr (answered->phone, ==, "13900000006");
  g_assert_cmpstr (answered->codes[0], ==, "CODE-6");
  g_assert_cmpint (answered->revision, ==, 1);
  g_assert_cmpstr (second->person, ==, third);
  g_assert_cmpstr (noted->note, ==, "vegetarian");
  /* 欧阳修, by initials: numbers 2, 9, 16, 23. */
  g_assert_cmpuint (found->len, ==, 4);
  g_assert_cmpuint (by_hanzi->len, ==, 1);
}

static void
check_code (FoyerStore *store, const char *code, FoyerVerdict verdict)
{
  FoyerRequest request = { .code = code, .list = "morning", .clock_trusted = TRUE, .now_us = SAMPLE_NOW };
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerAdmission) admission = NULL;

  sample_begin (store);
  admission = foyer_admission_decide (store, &request, &error);
  foyer_store_rollback (store);
  g_assert_no_error (error);
  g_assert_cmpstr (foyer_verdict_to_string (admission->decision.verdict), ==,
                   foyer_verdict_to_string (verdict));
}

static void
check_codes (FoyerStore *store)
{
  g_autofree char *ticket_in = released_ticket (8), *ticket_out = released_ticket (12);
  g_autofree char *forged = released_ticket (13);

  forged[strlen (forged) - 10] = forged[strlen (forged) - 10] == '0' ? '1' : '0';
  check_code (store, "CODE-1", FOYER_VERDICT_ALREADY_IN);
  check_code (store, "CODE-4", FOYER_VERDICT_ALREADY_IN);
  check_code (store, "CODE-6", FOYER_VERDICT_ADMITTED);
  check_code (store, "CODE-11", FOYER_VERDICT_PAYMENT_DUE);
  check_code (store, "CODE-26", FOYER_VERDICT_CANCELLED);
  check_code (store, "CODE-27", FOYER_VERDICT_WAITLISTED);
  check_code (store, "NOBODYS-CODE", FOYER_VERDICT_UNKNOWN);
  check_code (store, ticket_in, FOYER_VERDICT_ALREADY_IN);
  check_code (store, ticket_out, FOYER_VERDICT_ADMITTED);
  check_code (store, forged, FOYER_VERDICT_TICKET_FORGED);
}

/* All that is folded is what today's fold makes of the entries. */
static void
check_fold (FoyerStore *store)
{
  g_autoptr (GError) error = NULL;
  gboolean same = FALSE;

  sample_begin (store);
  g_assert_true (foyer_journal_verify (store, &same, &error));
  foyer_store_rollback (store);
  g_assert_no_error (error);
  g_assert_true (same);
}

static void
check_journal (FoyerStore *store)
{
  g_autofree char *first = released_row (1);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) unsent = foyer_journal_unsent (store, 0, 100, &error);
  g_autofree char *kiosk = foyer_store_get_setting (store, "kiosk", &error);

  g_assert_no_error (error);
  g_assert_cmpstr (kiosk, ==, RELEASED_KIOSK);
  g_assert_cmpuint (unsent->len, ==, RELEASED_OWN - RELEASED_SENT);
  for (guint i = 0; i < unsent->len; i++) {
    const FoyerEntry *entry = unsent->pdata[i];

    g_assert_cmpstr (entry->kiosk, ==, RELEASED_KIOSK);
    g_assert_cmpint (entry->number, ==, RELEASED_SENT + 1 + i);
    g_assert_cmpint (entry->wall_us, ==, SAMPLE_NOW);
  }
  g_assert_cmpint (foyer_journal_count_refused (store, &error), ==, 0);
  g_assert_cmpint (foyer_journal_badge_number (store, first, &error), ==, 2);
  g_assert_no_error (error);
}

static void
check_cursor (FoyerStore *kiosk, FoyerStore *hub)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *known = NULL;
  g_autofree char *epoch = foyer_feed_epoch (hub, &error);
  gint64 cursor = 0;

  g_assert_true (foyer_feed_cursor (kiosk, &cursor, &known, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (known, ==, epoch);
  g_assert_cmpint (cursor, >, RELEASED_ROWS);
  g_assert_cmpint (cursor, <=, foyer_feed_head (hub, &error));
}

static void
test_kiosk (House *house, gconstpointer version)
{
  g_autoptr (FoyerStore) store = NULL;

  get_files (house, GPOINTER_TO_INT (version));
  store = migrated (house->path);
  check_headcounts (store);
  check_presence (store);
  check_rows (store);
  check_codes (store);
  check_fold (store);
  check_journal (store);
}

/* Both sides go on where they were: what is unsent arrives, once. */
static void
test_hub (House *house, gconstpointer version)
{
  g_autoptr (FoyerStore) kiosk = NULL, hub = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) unsent = NULL;
  g_autoptr (FoyerPage) page = NULL;

  get_files (house, GPOINTER_TO_INT (version));
  kiosk = migrated (house->path);
  hub = migrated (house->after_path);
  check_fold (hub);
  check_cursor (kiosk, hub);
  unsent = foyer_journal_unsent (kiosk, 0, 100, &error);
  sample_begin (hub);
  for (guint i = 0; i < 2 * unsent->len; i++) {
    FoyerAnswerKind answer = FOYER_ANSWER_NOT_KEPT;

    g_assert_true (foyer_journal_keep (hub, unsent->pdata[i % unsent->len], &answer, &error));
    g_assert_no_error (error);
    g_assert_cmpint (answer, ==, i < unsent->len ? FOYER_ANSWER_ACCEPTED : FOYER_ANSWER_DUPLICATE);
  }
  sample_commit (hub);
  check_headcounts (hub);
  check_codes (hub);
  page = foyer_feed_page (hub, 0, 1000, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (page->changes->len, >=, 1 + 3 + RELEASED_ROWS + RELEASED_OWN + 1);
}

/* A reader can't bring a file up to date, and says so. */
static void
test_reader (House *house, gconstpointer version)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerStore) reader = NULL;

  get_files (house, GPOINTER_TO_INT (version));
  reader = foyer_store_open (house->path, FOYER_STORE_READ, &error);
  if (GPOINTER_TO_INT (version) == TODAY || GPOINTER_TO_INT (version) == foyer_schema_n_steps)
    check_headcounts (reader);
  else
    g_assert_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_MISSING);
}

static void
add_tests (const char *name, int version)
{
  g_autofree char *kiosk = g_strdup_printf ("/sync/replica/released/%s/kiosk", name);
  g_autofree char *hub = g_strdup_printf ("/sync/replica/released/%s/hub", name);
  g_autofree char *reader = g_strdup_printf ("/sync/replica/released/%s/reader", name);

  g_test_add (kiosk, House, GINT_TO_POINTER (version), house_set_up, test_kiosk, house_tear_down);
  g_test_add (hub, House, GINT_TO_POINTER (version), house_set_up, test_hub, house_tear_down);
  g_test_add (reader, House, GINT_TO_POINTER (version), house_set_up, test_reader, house_tear_down);
}

int
main (int argc, char *argv[])
{
  int n_kept = 0;

  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (sodium_init (), >=, 0);
  add_tests ("today", TODAY);
  /* A step that was never released by itself has no file. */
  for (int version = 1; version <= foyer_schema_n_steps; version++) {
    g_autofree char *path = kept_path ("kiosk", version);
    g_autofree char *name = g_strdup_printf ("%d", version);

    if (g_file_test (path, G_FILE_TEST_EXISTS)) {
      add_tests (name, version);
      n_kept++;
    }
  }
  g_assert_cmpint (n_kept, >, 0);
  return g_test_run ();
}
