/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sample.h"

#include "amend.h"
#include "json.h"

#include <string.h>

/*
 * Random mornings of every kind of entry and of changes at the hub, heard by
 * three replicas in three orders, with repeats: what is folded has to be the
 * same everywhere, byte for byte, and to be what the entries say. GLib prints
 * the seed; --seed repeats a morning.
 */

#define N_ROUNDS   12
#define N_GUESTS   7
#define N_WALK_INS 3
#define N_ROWS     (N_GUESTS + N_WALK_INS)
#define N_ENTRIES  72
#define N_DELTAS   24
#define N_REPLICAS 3

static const char * const list_ids[] = { "morning", "tour", "speakers" };

typedef struct {
  char      *ids[N_ROWS];
  GPtrArray *versions[N_ROWS];  /* of each row, as the feed brings them */
  gboolean   removed[N_ROWS];   /* and in the end it takes the row away */
  gboolean   parties;
  GPtrArray *entries;
  char      *kiosks[N_REPLICAS];
  char      *boots[2 * N_REPLICAS];
  gint64     numbers[N_REPLICAS];
} Morning;

static int
roll (int n)
{
  return g_test_rand_int_range (0, n);
}

static char *
random_id (void)
{
  return g_strdup_printf ("%08x-%04x-7%03x-8%03x-%08x%04x", (guint32) g_test_rand_int (),
                          (guint) roll (0x10000), (guint) roll (0x1000), (guint) roll (0x1000),
                          (guint32) g_test_rand_int (), (guint) roll (0x10000));
}

static FoyerRegistration *
next_version (Morning *morning, int row)
{
  GPtrArray *versions = morning->versions[row];
  g_autofree char *name = g_strdup_printf ("Guest %d", row);
  FoyerRegistration *version = sample_person (name, NULL);

  if (row >= N_GUESTS) {
    g_free (version->channel);
    version->channel = g_strdup ("door");
  }
  if (roll (4) == 0)
    version->category = g_strdup ("speaker");
  version->id = g_strdup (morning->ids[row]);
  /* Merged with anyone, and taken apart again. */
  version->person = g_strdup (morning->ids[roll (2) ? row : roll (N_ROWS)]);
  version->party = morning->parties ? 1 + roll (3) : 1;
  version->ticket_serial = roll (4);
  version->phone = g_strdup_printf ("1390000%04d", row);
  version->status = (FoyerStatus) (roll (2) ? (int) FOYER_STATUS_CONFIRMED : roll (FOYER_STATUS_N));
  version->revision = versions->len + 1;
  g_ptr_array_add (versions, version);
  return version;
}

/* Anyone's entry, at any door, by a clock that may be wrong; now and then a
 * number is given twice, as by a cloned disk. */
static FoyerEntry *
add_entry (Morning *morning, FoyerEntryKind kind)
{
  FoyerEntry *entry = foyer_entry_new (kind);
  int kiosk = roll (N_REPLICAS);

  entry->id = random_id ();
  entry->kiosk = g_strdup (morning->kiosks[kiosk]);
  morning->numbers[kiosk] += roll (12) > 0;
  entry->number = morning->numbers[kiosk];
  entry->wall_us = SAMPLE_NOW + roll (40) * G_USEC_PER_SEC;
  entry->boot = g_strdup (morning->boots[2 * kiosk + roll (2)]);
  entry->uptime_us = roll (40) * G_USEC_PER_SEC;
  g_ptr_array_add (morning->entries, entry);
  return entry;
}

static void
set_body (FoyerEntry *entry, json_t *body)
{
  entry->body = foyer_json_line (body);
  json_decref (body);
}

static void
add_walk_in (Morning *morning, int row)
{
  FoyerEntry *entry = add_entry (morning, FOYER_ENTRY_REGISTER);

  g_free (entry->id);
  entry->id = g_strdup (morning->ids[row]);
  entry->registration = g_strdup (morning->ids[row]);
  set_body (entry, foyer_registration_to_json (g_ptr_array_index (morning->versions[row], 0)));
}

static void
add_visit (Morning *morning)
{
  static const FoyerEntryKind kinds[] = { FOYER_ENTRY_ADMIT, FOYER_ENTRY_ADMIT, FOYER_ENTRY_LEAVE,
                                          FOYER_ENTRY_REFUSE };
  FoyerEntry *entry = add_entry (morning, kinds[roll (G_N_ELEMENTS (kinds))]);

  entry->list = g_strdup (list_ids[roll (G_N_ELEMENTS (list_ids))]);
  entry->registration = g_strdup (morning->ids[roll (N_ROWS)]);
  entry->badge = entry->kind == FOYER_ENTRY_ADMIT && roll (2);
  entry->flags = roll (4) ? 0 : FOYER_VERDICT_OVERRIDDEN;
  if (roll (6) == 0)
    set_body (entry, json_pack ("{s:b}", "again", 1));
  else if (morning->parties && roll (3) == 0)
    set_body (entry, json_pack ("{s:i}", "heads", roll (4)));
}

/* Corrections chain up, cross each other, and come too late. */
static void
add_amend (Morning *morning)
{
  static const char * const fields[] = { "name", "company", "category", "answer:meal" };
  FoyerEntry *entry = add_entry (morning, FOYER_ENTRY_AMEND);
  int row = roll (N_ROWS);
  const char *field = fields[roll (G_N_ELEMENTS (fields))];
  g_autofree char *name = g_strdup_printf ("Guest %d", row);
  const char *was[] = { NULL, "Acme", "speaker", name };
  const char *value[] = { "Acme", "speaker", "attendee", name };
  const FoyerAmend amend = { (char *) field, (char *) was[roll (G_N_ELEMENTS (was))],
                             (char *) value[roll (G_N_ELEMENTS (value))] };

  entry->registration = g_strdup (morning->ids[row]);
  entry->body = foyer_amend_to_body (&amend);
}

/* What a volunteer writes down about someone. */
static void
add_about (Morning *morning)
{
  static const FoyerEntryKind kinds[] = { FOYER_ENTRY_TICKET, FOYER_ENTRY_PAYMENT, FOYER_ENTRY_NOTE,
                                          FOYER_ENTRY_ERASE };
  FoyerEntry *entry = add_entry (morning, kinds[roll (8) ? roll (3) : 3]);

  entry->registration = g_strdup (morning->ids[roll (N_ROWS)]);
  set_body (entry, json_pack ("{s:i, s:i, s:s}", "serial", roll (6), "amount", roll (100) - 20, "text",
                              "Guest of honour"));
}

/* And about a list. */
static void
add_of_list (Morning *morning)
{
  FoyerEntry *entry = add_entry (morning, roll (2) ? FOYER_ENTRY_COUNT : FOYER_ENTRY_OPEN);

  entry->list = g_strdup (list_ids[roll (G_N_ELEMENTS (list_ids))]);
  set_body (entry, json_pack ("{s:i}", "count", roll (100)));
}

/* Of an entry, of a walk-in, or of something that never arrives. */
static void
add_undo (Morning *morning, FoyerEntryKind kind)
{
  const FoyerEntry *undone = g_ptr_array_index (morning->entries, roll ((int) morning->entries->len));
  FoyerEntry *entry = add_entry (morning, kind);

  entry->target = roll (8) ? g_strdup (undone->id) : random_id ();
  if (roll (2))
    entry->registration = g_strdup (undone->registration);
}

static void
add_any (Morning *morning)
{
  FoyerEntry *entry;

  switch (roll (16)) {
  case 10:
  case 11:
    add_amend (morning);
    break;
  case 12:
  case 13:
    add_about (morning);
    break;
  case 14:
    add_of_list (morning);
    break;
  case 0:
    add_undo (morning, FOYER_ENTRY_UNDO);
    break;
  case 1:
    add_undo (morning, FOYER_ENTRY_RESOLVE);
    break;
  case 2:
    entry = add_entry (morning, FOYER_ENTRY_BADGE);
    entry->registration = g_strdup (morning->ids[roll (N_ROWS)]);
    set_body (entry, json_pack ("{s:i}", "number", roll (5)));
    break;
  case 3:
    entry = add_entry (morning, FOYER_ENTRY_CLOCK);
    set_body (entry, json_pack ("{s:I}", "hub_us",
                                (json_int_t) (SAMPLE_NOW + roll (40) * G_USEC_PER_SEC)));
    break;
  default:
    add_visit (morning);
    break;
  }
}

static gboolean
is_undone (const Morning *morning, const char *id, GHashTable *heard)
{
  for (guint i = 0; id != NULL && i < morning->entries->len; i++) {
    const FoyerEntry *entry = g_ptr_array_index (morning->entries, i);

    if (entry->kind == FOYER_ENTRY_UNDO && g_strcmp0 (entry->target, id) == 0 &&
        (heard == NULL || g_hash_table_contains (heard, entry->id)))
      return TRUE;
  }
  return FALSE;
}

static gboolean
is_again (const FoyerEntry *entry)
{
  return entry->body != NULL && strstr (entry->body, "again") != NULL;
}

static gboolean
lets_in (const Morning *morning, const FoyerEntry *entry, const char *list, GHashTable *heard)
{
  return entry->kind == FOYER_ENTRY_ADMIT && (list == NULL || g_str_equal (entry->list, list)) &&
         !is_undone (morning, entry->id, heard) &&
         (is_again (entry) || !is_undone (morning, entry->registration, heard));
}

static Morning *
morning_new (void)
{
  Morning *morning = g_new0 (Morning, 1);

  morning->parties = roll (2);
  for (int i = 0; i < N_REPLICAS; i++)
    morning->kiosks[i] = random_id ();
  for (int i = 0; i < 2 * N_REPLICAS; i++)
    morning->boots[i] = random_id ();
  morning->entries = g_ptr_array_new_with_free_func ((GDestroyNotify) foyer_entry_free);
  for (int row = 0; row < N_ROWS; row++) {
    morning->ids[row] = random_id ();
    morning->versions[row] =
      g_ptr_array_new_with_free_func ((GDestroyNotify) foyer_registration_free);
  }
  for (int row = 0; row < N_ROWS; row++)
    (void) next_version (morning, row);
  for (int i = 0; i < N_DELTAS; i++)
    (void) next_version (morning, roll (N_ROWS));
  for (int row = N_GUESTS; row < N_ROWS; row++)
    add_walk_in (morning, row);
  while (morning->entries->len < N_ENTRIES)
    add_any (morning);
  for (int row = 0; row < N_ROWS; row++)
    morning->removed[row] = roll (8) == 0;
  return morning;
}

static void
morning_free (Morning *morning)
{
  for (int row = 0; row < N_ROWS; row++) {
    g_free (morning->ids[row]);
    g_ptr_array_unref (morning->versions[row]);
  }
  for (int i = 0; i < N_REPLICAS; i++)
    g_free (morning->kiosks[i]);
  for (int i = 0; i < 2 * N_REPLICAS; i++)
    g_free (morning->boots[i]);
  g_ptr_array_unref (morning->entries);
  g_free (morning);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Morning, morning_free)

/* Whoever was let in and not taken back is not new to the door, whatever was
 * decided about the registration since. */
static void
check_used_stay_used (const Morning *morning, FoyerStore *store, GHashTable *heard)
{
  for (guint i = 0; i < morning->entries->len; i++) {
    const FoyerEntry *entry = g_ptr_array_index (morning->entries, i);
    g_autoptr (FoyerGuest) guest = NULL;

    if (!g_hash_table_contains (heard, entry->id) || !lets_in (morning, entry, NULL, heard))
      continue;
    guest = foyer_lookup_guest (store, entry->registration, entry->list, NULL);
    g_assert_true (guest == NULL || guest->presence != FOYER_PRESENCE_NEVER);
  }
}

/* What is brought: entries by their index, then rows' next versions. */
static GArray *
shuffled (const Morning *morning)
{
  GArray *order = g_array_new (FALSE, FALSE, sizeof (int));

  for (int i = 0; i < N_ENTRIES; i++) {
    for (int times = 1 + roll (2); times > 0; times--)
      g_array_append_val (order, i);
  }
  for (int row = 0; row < N_ROWS; row++) {
    int token = N_ENTRIES + row;

    for (guint n = morning->versions[row]->len; n > 0; n--)
      g_array_append_val (order, token);
  }
  for (guint i = order->len - 1; i > 0; i--) {
    guint other = (guint) roll ((int) i + 1);
    int kept = g_array_index (order, int, i);

    g_array_index (order, int, i) = g_array_index (order, int, other);
    g_array_index (order, int, other) = kept;
  }
  return order;
}

static void
bring_entry (const Morning *morning, FoyerStore *store, int i, GHashTable *heard)
{
  const FoyerEntry *entry = g_ptr_array_index (morning->entries, i);
  gboolean again = g_hash_table_contains (heard, entry->id);
  g_autoptr (GError) error = NULL;
  FoyerAnswerKind answer;

  g_assert_true (foyer_journal_keep (store, entry, &answer, &error));
  g_assert_no_error (error);
  g_assert_cmpint (answer, ==, again ? FOYER_ANSWER_DUPLICATE : FOYER_ANSWER_ACCEPTED);
  g_hash_table_add (heard, entry->id);
}

static void
bring_version (const Morning *morning, FoyerStore *store, int row, guint version)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (foyer_registry_put (store, g_ptr_array_index (morning->versions[row], version), NULL,
                                     &error));
  g_assert_no_error (error);
}

static void
bring_all (const Morning *morning, FoyerStore *store)
{
  g_autoptr (GArray) order = shuffled (morning);
  g_autoptr (GHashTable) heard = g_hash_table_new (g_str_hash, g_str_equal);
  guint next[N_ROWS] = { 0 };

  sample_begin (store);
  for (guint i = 0; i < order->len; i++) {
    int token = g_array_index (order, int, i);

    if (token < N_ENTRIES) {
      bring_entry (morning, store, token, heard);
      continue;
    }
    bring_version (morning, store, token - N_ENTRIES, next[token - N_ENTRIES]++);
    check_used_stay_used (morning, store, heard);
  }
  /* All stand at the same place of the feed. */
  for (int row = 0; row < N_ROWS; row++) {
    if (morning->removed[row])
      g_assert_true (foyer_registry_remove (store, morning->ids[row], NULL));
    else
      bring_version (morning, store, row, next[row] - 1);
  }
  /* What is gone stays gone, whoever still speaks of it. */
  for (int i = 0; i < N_ENTRIES; i++)
    bring_entry (morning, store, i, heard);
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

static const char *
last_person (const Morning *morning, const char *id)
{
  for (int row = 0; row < N_ROWS; row++) {
    GPtrArray *versions = morning->versions[row];

    if (g_str_equal (morning->ids[row], id) && !morning->removed[row])
      return ((const FoyerRegistration *) g_ptr_array_index (versions, versions->len - 1))->person;
  }
  return id;
}

/* Counted from the entries by the simplest means there are. */
static guint
people_let_in (const Morning *morning, const char *list)
{
  g_autoptr (GHashTable) people = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < morning->entries->len; i++) {
    const FoyerEntry *entry = g_ptr_array_index (morning->entries, i);

    if (lets_in (morning, entry, list, NULL))
      g_hash_table_add (people, (char *) last_person (morning, entry->registration));
  }
  return g_hash_table_size (people);
}

static void
check_parts (FoyerStore *store, const FoyerHeadcount *whole)
{
  for (int by = FOYER_HEADCOUNT_BY_CATEGORY; by <= FOYER_HEADCOUNT_BY_CHANNEL; by++) {
    g_autoptr (GPtrArray) parts = foyer_headcount_by (store, (FoyerHeadcountBy) by, whole->list, NULL);
    g_autoptr (GPtrArray) arrivals = foyer_headcount_arrivals (store, whole->list, 10 * G_USEC_PER_SEC, NULL);
    gint64 expected = 0, came = 0, no_shows = 0, arrived = 0;

    for (guint i = 0; i < parts->len; i++) {
      const FoyerHeadcount *part = g_ptr_array_index (parts, i);

      expected += part->expected;
      came += part->came;
      no_shows += part->no_shows;
    }
    for (guint i = 0; i < arrivals->len; i++)
      arrived += ((const FoyerArrivals *) g_ptr_array_index (arrivals, i))->people;
    g_assert_cmpint (expected, ==, whole->expected);
    g_assert_cmpint (came, ==, whole->came);
    g_assert_cmpint (no_shows, ==, whole->no_shows);
    g_assert_cmpint (arrived, ==, whole->came);
  }
}

static void
check_sums (const Morning *morning, FoyerStore *store)
{
  g_autoptr (GPtrArray) all = foyer_headcount (store, NULL);
  const FoyerHeadcount *whole = g_ptr_array_index (all, 0);
  gint64 admissions = 0;

  for (guint i = 0; i < all->len; i++) {
    const FoyerHeadcount *sums = g_ptr_array_index (all, i);

    if (!morning->parties)
      g_assert_cmpint (sums->came, ==, people_let_in (morning, sums->list));
    g_assert_cmpint (sums->came, >=, people_let_in (morning, sums->list));
    g_assert_cmpint (sums->came, ==, sums->came_expected + sums->walk_ins + sums->came_others);
    g_assert_cmpint (sums->expected, ==, sums->came_expected + sums->no_shows);
    g_assert_cmpint (MIN (MIN (sums->came_others, sums->no_shows), sums->walk_ins), >=, 0);
    g_assert_cmpint (sums->inside, <=, sums->came);
    if (!morning->parties)
      g_assert_cmpint (sums->came, <=, sums->admissions);
    g_assert_cmpint (sums->conflicts, <=, sums->came);
    check_parts (store, sums);
    g_assert_cmpint (sums->came, <=, whole->came);
    admissions += i > 0 ? sums->admissions : 0;
  }
  g_assert_cmpint (whole->admissions, ==, admissions);
}

static char *
describe_guest (FoyerStore *store, const char *id, const char *list)
{
  g_autoptr (FoyerGuest) guest = foyer_lookup_guest (store, id, list, NULL);

  g_assert_nonnull (guest);
  return g_strdup_printf ("%s %s: %s, status %d, presence %d since %" G_GINT64_FORMAT " by %s, badge %"
                          G_GINT64_FORMAT, list, id, guest->registration->id,
                          (int) guest->registration->status, (int) guest->presence, guest->since_us,
                          guest->admit_entry ? guest->admit_entry : "-",
                          foyer_journal_badge_number (store, id, NULL));
}

static void
take_line (GStrvBuilder *lines, char *line)
{
  g_strv_builder_add (lines, line);
  g_free (line);
}

/* A line a list, and one for each guest on each list. */
static char **
describe (const Morning *morning, FoyerStore *store)
{
  g_autoptr (GPtrArray) all = foyer_headcount (store, NULL);
  g_autoptr (GStrvBuilder) lines = g_strv_builder_new ();

  for (guint i = 0; i < all->len; i++) {
    const FoyerHeadcount *sums = g_ptr_array_index (all, i);

    take_line (lines, g_strdup_printf ("%s: expected %d, came %d, walk-ins %d, others %d, inside %d, "
                                       "admissions %d, conflicts %d", sums->list ? sums->list : "all",
                                       (int) sums->expected, (int) sums->came, (int) sums->walk_ins,
                                       (int) sums->came_others, (int) sums->inside,
                                       (int) sums->admissions, (int) sums->conflicts));
  }
  take_line (lines, foyer_journal_digest (store, NULL));
  for (int row = 0; row < N_ROWS; row++) {
    for (gsize i = 0; !morning->removed[row] && i < G_N_ELEMENTS (list_ids); i++)
      take_line (lines, describe_guest (store, morning->ids[row], list_ids[i]));
  }
  return g_strv_builder_end (lines);
}

static int
count_removed (const Morning *morning)
{
  int n = 0;

  for (int row = 0; row < N_ROWS; row++)
    n += morning->removed[row];
  return n;
}

/* No order of merging, undoing and erasing loses a sign-up, and of who was erased no text is left. */
static void
check_registrations (const Morning *morning, FoyerStore *store)
{
  g_assert_cmpint (foyer_headcount_registrations (store, NULL), ==, N_ROWS - count_removed (morning));
  for (guint i = 0; i < morning->entries->len; i++) {
    const FoyerEntry *erase = g_ptr_array_index (morning->entries, i);
    g_autoptr (GPtrArray) about = NULL;
    g_autoptr (FoyerRegistration) row = NULL;

    if (erase->kind != FOYER_ENTRY_ERASE)
      continue;
    row = foyer_registry_get (store, erase->registration, NULL);
    g_assert_true (row == NULL || g_str_equal (row->name, FOYER_ERASED_NAME));
    /* A category tells nobody. */
    about = foyer_journal_of_registration (store, erase->registration, NULL);
    for (guint j = 0; j < about->len; j++) {
      const FoyerEntry *entry = g_ptr_array_index (about, j);

      if (entry->kind == FOYER_ENTRY_REGISTER || entry->kind == FOYER_ENTRY_PAYMENT ||
          entry->kind == FOYER_ENTRY_NOTE ||
          (entry->kind == FOYER_ENTRY_AMEND && strstr (entry->body, "category") == NULL))
        g_assert_null (strstr (entry->body, "Guest"));
    }
  }
}

/* Nobody who was let in once is let in again, but the rest of a party. */
static void
check_door (const Morning *morning, FoyerStore *store)
{
  for (guint i = 0; i < morning->entries->len; i++) {
    const FoyerEntry *entry = g_ptr_array_index (morning->entries, i);
    g_autoptr (FoyerAdmission) admission = NULL;

    if (morning->parties || !lets_in (morning, entry, "morning", NULL))
      continue;
    admission = sample_pick (store, entry->registration, "morning");
    g_assert_false (foyer_verdict_is_welcome (admission->decision.verdict));
  }
}

static void
run_morning (Sample *sample, int round)
{
  g_autoptr (Morning) morning = morning_new ();
  g_auto (GStrv) first = NULL;

  for (int i = 0; i < N_REPLICAS; i++) {
    g_autofree char *name = g_strdup_printf ("kiosk-%d-%d.db", round, i);
    g_autoptr (FoyerStore) store = sample_other (sample, name);
    g_auto (GStrv) state = NULL;

    bring_all (morning, store);
    check_verified (store);
    check_sums (morning, store);
    check_registrations (morning, store);
    state = describe (morning, store);
    for (gsize line = 0; first != NULL && state[line] != NULL; line++)
      g_assert_cmpstr (state[line], ==, first[line]);
    if (first == NULL)
      first = g_steal_pointer (&state);
    check_door (morning, store);
  }
}

static void
test_same_everywhere (Sample *sample, gconstpointer unused)
{
  for (int round = 0; round < N_ROUNDS; round++)
    run_morning (sample, round);
}

/* The same, of one hand: what chance finds rarely. */

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

/* jansson reads 2048 levels and SQLite 2000: what lies between is an entry like
 * any other that says nothing, and must not stop what is folded after it. */
static void
test_deep_body (Sample *sample, gconstpointer unused)
{
  g_autofree char *open = g_strnfill (2020, '[');
  g_autofree char *close = g_strnfill (2020, ']');
  g_autoptr (FoyerEvent) event = sample_event ();
  g_autoptr (FoyerGuest) guest = NULL;
  g_autoptr (GError) error = NULL;
  static const FoyerEntryKind kinds[] = { FOYER_ENTRY_BADGE, FOYER_ENTRY_CLOCK, FOYER_ENTRY_PAYMENT };

  put (sample->store, GUEST, GUEST);
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++) {
    g_autoptr (FoyerEntry) entry = make ((int) i, kinds[i], EAST, (int) i);

    entry->body = g_strdup_printf ("{\"deep\":%s%s}", open, close);
    keep (sample->store, entry);
  }
  event->mask_names = TRUE;
  sample_begin (sample->store);
  g_assert_true (foyer_registry_put_event (sample->store, event, &error));
  g_assert_no_error (error);
  sample_commit (sample->store);
  guest = guest_of (sample->store);
  g_assert_cmpint (guest->presence, ==, FOYER_PRESENCE_NEVER);
}

/* A badge's number has two bytes in its code. */
static void
test_nonsense_badge_number (Sample *sample, gconstpointer unused)
{
  g_autoptr (FoyerEntry) entry = make (1, FOYER_ENTRY_BADGE, EAST, 1);
  g_autofree char *reprint = NULL;

  entry->body = g_strdup ("{\"number\":9223372036854775807}");
  put (sample->store, GUEST, GUEST);
  keep (sample->store, entry);
  g_assert_cmpint (foyer_journal_badge_number (sample->store, GUEST, NULL), ==, 0);
  sample_begin (sample->store);
  reprint = foyer_admission_reprint (sample->store, GUEST, "torn", NULL, SAMPLE_NOW, NULL);
  sample_commit (sample->store);
  g_assert_nonnull (reprint);
  g_assert_cmpint (foyer_journal_badge_number (sample->store, GUEST, NULL), ==, 1);
  check_verified (sample->store);
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
  ADD ("deep-body", test_deep_body);
  ADD ("nonsense-badge-number", test_nonsense_badge_number);
  ADD ("same-registration", test_same_registration);
  ADD ("same-everywhere", test_same_everywhere);
  return g_test_run ();
}
