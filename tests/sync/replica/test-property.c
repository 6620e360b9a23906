/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sample.h"

/* What is folded does not depend on the order in which it was heard. */

#define EAST  "01930000-0000-7000-8000-0000000000e1"
#define WEST  "01930000-0000-7000-8000-0000000000e2"
#define GUEST "01930000-0000-7000-8000-0000000000a1"
#define OTHER "01930000-0000-7000-8000-0000000000a2"

static void
keep (FoyerStore *store, const FoyerEntry *entry)
{
  g_autoptr (GError) error = NULL;
  FoyerAnswerKind answer;

  sample_begin (store);
  g_assert_true (foyer_journal_keep (store, entry, &answer, &error));
  g_assert_no_error (error);
  sample_commit (store);
  g_assert_cmpint (answer, ==, FOYER_ANSWER_ACCEPTED);
}

/* An entry about the guest on the tour; @n makes its id. */
static FoyerEntry *
make (int n, FoyerEntryKind kind, const char *kiosk, gint64 number)
{
  FoyerEntry *entry = foyer_entry_new (kind);

  entry->id = g_strdup_printf ("01930000-0000-7000-8000-%012d", n);
  entry->kiosk = g_strdup (kiosk);
  entry->number = number;
  entry->boot = g_strdup ("boot");
  entry->list = g_strdup ("tour");
  if (kind != FOYER_ENTRY_UNDO && kind != FOYER_ENTRY_CLOCK)
    entry->registration = g_strdup (GUEST);
  return entry;
}

static void
put (FoyerStore *store, const char *id, const char *person)
{
  g_autoptr (FoyerRegistration) row = sample_person ("Anna", NULL);

  row->id = g_strdup (id);
  row->person = g_strdup (person);
  sample_begin (store);
  g_assert_true (foyer_registry_put (store, row, NULL, NULL));
  sample_commit (store);
}

static void
check_verified (FoyerStore *store)
{
  gboolean same = FALSE;

  sample_begin (store);
  g_assert_true (foyer_journal_verify (store, &same, NULL));
  sample_commit (store);
  g_assert_true (same);
}

static FoyerGuest *
guest_of (FoyerStore *store)
{
  FoyerGuest *guest = foyer_lookup_guest (store, GUEST, "tour", NULL);

  g_assert_nonnull (guest);
  check_verified (store);
  return guest;
}

/* East's clock was set back between its two entries, to before West's. */
static void
test_clock_set_back (Sample *sample, gconstpointer unused)
{
  static const int orders[6][3] = { { 0, 1, 2 }, { 0, 2, 1 }, { 1, 0, 2 },
                                    { 1, 2, 0 }, { 2, 0, 1 }, { 2, 1, 0 } };
  g_autoptr (FoyerEntry) came = make (1, FOYER_ENTRY_ADMIT, EAST, 1);
  g_autoptr (FoyerEntry) left = make (2, FOYER_ENTRY_LEAVE, EAST, 2);
  g_autoptr (FoyerEntry) seen = make (3, FOYER_ENTRY_ADMIT, WEST, 1);
  const FoyerEntry *entries[] = { came, left, seen };

  came->wall_us = 100;
  left->wall_us = 50;
  seen->wall_us = 75;
  for (gsize i = 0; i < G_N_ELEMENTS (orders); i++) {
    g_autofree char *name = g_strdup_printf ("order-%d.db", (int) i);
    g_autoptr (FoyerStore) store = sample_other (sample, name);
    g_autoptr (FoyerGuest) guest = NULL;

    put (store, GUEST, GUEST);
    for (int at = 0; at < 3; at++)
      keep (store, entries[orders[i][at]]);
    guest = guest_of (store);
    g_assert_cmpint (guest->presence, ==, FOYER_PRESENCE_LEFT);
  }
}

/* Two machines from one disk: the same kiosk, boot and number say different things. */
static void
test_cloned_clock (Sample *sample, gconstpointer unused)
{
  g_autoptr (FoyerEntry) admit = make (1, FOYER_ENTRY_ADMIT, EAST, 1);
  g_autoptr (FoyerEntry) early = make (2, FOYER_ENTRY_CLOCK, EAST, 2);
  g_autoptr (FoyerEntry) late = make (3, FOYER_ENTRY_CLOCK, EAST, 2);

  early->body = g_strdup ("{\"hub_us\":1000}");
  late->body = g_strdup ("{\"hub_us\":2000}");
  for (int i = 0; i < 2; i++) {
    g_autoptr (FoyerStore) store = sample_other (sample, i ? "clone-1.db" : "clone-0.db");
    g_autoptr (FoyerGuest) guest = NULL;

    put (store, GUEST, GUEST);
    keep (store, admit);
    keep (store, i ? late : early);
    keep (store, i ? early : late);
    guest = guest_of (store);
    g_assert_cmpint (guest->since_us, ==, 2000);
  }
}

/* Whoever knows a walk-in only by its row hears that it was taken back. */
static void
test_undo_before_register (Sample *sample, gconstpointer unused)
{
  g_autoptr (FoyerEntry) admit = make (1, FOYER_ENTRY_ADMIT, EAST, 2);
  g_autoptr (FoyerEntry) undo = make (2, FOYER_ENTRY_UNDO, EAST, 3);
  g_autoptr (FoyerGuest) guest = NULL;

  undo->target = g_strdup (GUEST);
  put (sample->store, GUEST, GUEST);
  keep (sample->store, admit);
  keep (sample->store, undo);
  guest = guest_of (sample->store);
  g_assert_cmpint (guest->presence, ==, FOYER_PRESENCE_NEVER);
}

/* Of two tickets that are equally good, every kiosk shows and prints the same one. */
static void
test_same_registration (Sample *sample, gconstpointer unused)
{
  g_autoptr (FoyerStore) east = sample_other (sample, "east.db");
  g_autoptr (FoyerStore) west = sample_other (sample, "west.db");
  g_autoptr (FoyerGuest) at_east = NULL;
  g_autoptr (FoyerGuest) at_west = NULL;

  put (east, GUEST, GUEST);
  put (east, OTHER, GUEST);
  put (west, OTHER, GUEST);
  put (west, GUEST, GUEST);
  at_east = guest_of (east);
  at_west = guest_of (west);
  g_assert_cmpstr (at_east->registration->id, ==, at_west->registration->id);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func) \
  g_test_add ("/sync/replica/property/" name, Sample, NULL, sample_set_up, func, sample_tear_down)
  ADD ("clock-set-back", test_clock_set_back);
  ADD ("cloned-clock", test_cloned_clock);
  ADD ("undo-before-register", test_undo_before_register);
  ADD ("same-registration", test_same_registration);
  return g_test_run ();
}
