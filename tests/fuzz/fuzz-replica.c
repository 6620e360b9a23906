/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hostile-file.h"
#include "json.h"
#include "released.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

/* What is done with the file, by one bit each of the input's first byte. */
enum { DO_HUB = 1 << 0, DO_READ_ONLY = 1 << 1, DO_WALK_IN = 1 << 2, DO_FOLD = 1 << 3 };

static gboolean
look_at_entry (const FoyerEntry *entry, gpointer unused)
{
  g_autoptr (json_t) json = foyer_entry_to_json (entry);

  return json != NULL || entry->id == NULL;
}

static gboolean
look_at_row (const FoyerRegistration *row, gpointer unused)
{
  g_autoptr (json_t) json = foyer_registration_to_json (row);

  return json != NULL;
}

/* Nobody is let in whom the registry, as it is, does not let in; and whoever
 * is let in has an entry that says so. */
static void
judge (FoyerStore *store, const FoyerAdmission *admission)
{
  g_autoptr (FoyerEntry) entry = NULL;

  g_assert_cmpint (admission->decision.verdict, >=, 0);
  g_assert_cmpint (admission->decision.verdict, <, FOYER_VERDICT_N);
  if (admission->staff != NULL || !foyer_verdict_is_welcome (admission->decision.verdict))
    return;
  entry = foyer_journal_get (store, admission->entry, NULL);
  g_assert_nonnull (entry);
  g_assert_cmpint (entry->kind, ==, FOYER_ENTRY_ADMIT);
  if ((admission->decision.flags & FOYER_VERDICT_PROVISIONAL) == 0)
    g_assert_cmpint (admission->registration->status, ==, FOYER_STATUS_CONFIRMED);
}

static void
ask (FoyerStore *store, const char *code, const char *registration, gboolean leaving, gboolean never)
{
  FoyerRequest request = { .code = code, .registration = registration, .list = leaving ? "tour" : "morning",
                           .leaving = leaving, .clock_trusted = TRUE, .now_us = SAMPLE_NOW };
  g_autoptr (FoyerAdmission) admission = foyer_admission_decide (store, &request, NULL);

  if (admission == NULL)
    return;
  judge (store, admission);
  g_assert_false (never && foyer_verdict_is_welcome (admission->decision.verdict));
}

static void
walk_in (FoyerStore *store)
{
  FoyerRequest request = { .list = "morning", .clock_trusted = TRUE, .now_us = SAMPLE_NOW };
  g_autoptr (FoyerRegistration) draft = sample_person ("路过", "13900000001");
  g_autoptr (FoyerAdmission) admission = foyer_admission_walk_in (store, draft, &request, NULL);

  if (admission != NULL)
    judge (store, admission);
}

static void
go_to_the_door (FoyerStore *store, guint8 what)
{
  g_autofree char *ticket = released_ticket (12), *forged = released_ticket (13);
  g_autofree char *first = released_row (1), *seventh = released_row (7);
  gboolean same;

  if (!foyer_store_begin (store, NULL))
    return;
  forged[strlen (forged) - 10] = forged[strlen (forged) - 10] == '0' ? '1' : '0';
  if (what & DO_FOLD)
    (void) foyer_journal_verify (store, &same, NULL);
  ask (store, "CODE-1", NULL, FALSE, FALSE);
  ask (store, "CODE-12", NULL, FALSE, FALSE);
  ask (store, "CODE-26", NULL, FALSE, FALSE);
  ask (store, ticket, NULL, FALSE, FALSE);
  ask (store, forged, NULL, FALSE, TRUE);
  ask (store, NULL, seventh, TRUE, FALSE);
  if (what & DO_WALK_IN)
    walk_in (store);
  (void) foyer_admission_undo (store, first, "by mistake", NULL, SAMPLE_NOW, NULL);
  g_free (foyer_admission_reprint (store, first, "torn", NULL, SAMPLE_NOW, NULL));
  if (!foyer_store_in_transaction (store) || !foyer_store_commit (store, NULL))
    foyer_store_rollback (store);
}

static void
forget (GPtrArray *rows)
{
  g_clear_pointer (&rows, g_ptr_array_unref);
}

static void
look_around (FoyerStore *store)
{
  g_autofree char *first = released_row (1);
  g_autofree char *epoch = NULL;
  gint64 cursor;

  forget (foyer_headcount (store, NULL));
  forget (foyer_lookup (store, "王", "morning", 20, NULL));
  forget (foyer_lookup (store, "0001", "tour", 20, NULL));
  forget (foyer_journal_unsent (store, 0, 50, NULL));
  forget (foyer_journal_recent (store, 20, NULL));
  forget (foyer_journal_badges_wanted (store, -1, NULL));
  foyer_guest_free (foyer_lookup_guest (store, first, "morning", NULL));
  foyer_page_free (foyer_feed_page (store, 0, 100, NULL));
  (void) foyer_journal_foreach (store, look_at_entry, NULL, NULL);
  (void) foyer_registry_foreach (store, look_at_row, NULL, NULL);
  (void) foyer_headcount_people (store, NULL);
  (void) foyer_journal_badge_number (store, first, NULL);
  (void) foyer_feed_cursor (store, &cursor, &epoch, NULL);
}

static void
use (const char *path, FoyerStoreMode mode, guint8 what)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerStore) store = foyer_store_open (path, mode, &error);

  if (store == NULL) {
    g_assert_cmpint (error->domain, ==, FOYER_STORE_ERROR);
    return;
  }
  if (mode == FOYER_STORE_OWN)
    go_to_the_door (store, what);
  look_around (store);
}

/* A replica file from anyone: a kiosk's disk that went bad, or an attacker's. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  guint8 what = size > 0 ? data[0] : 0;
  const char *path = hostile_file_open (what & DO_HUB, data + MIN (size, 1), size - MIN (size, 1));

  use (path, what & DO_READ_ONLY ? FOYER_STORE_READ : FOYER_STORE_OWN, what);
  hostile_file_close ();
  return 0;
}
