/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lookup-private.h"
#include "lookup-keys.h"
#include "sample.h"
#include "store-private.h"

static const struct {
  const char *name;
  const char *phone;
  const char *company;
} people[] = {
  { "张伟", "13990008821", "腾讯" },
  { "张伟", "13990008822", "岳麓软件" },
  { "欧阳修远", "13990000042", NULL },
  { "尉迟恭", "13990000043", NULL },
  { "单雄信", "13990000044", NULL },
  { "阿依古丽·买买提", "13990000045", NULL },
  { "Anna Kowalska", "13990000046", "Example GmbH" },
  { "王𠮷", "13990000047", NULL },
  { "吕布", "13990000048", NULL },
};

static const struct {
  const char *text;
  const char *first;   /* NULL: nobody */
  guint       n;
} queries[] = {
  { "张伟", "张伟", 2 },         { "伟", "张伟", 2 },          { "zw", "张伟", 2 },
  { "zhangwei", "张伟", 2 },     { "ZHANG WEI", "张伟", 2 },   { "zw 8821", "张伟", 1 },
  { "8822", "张伟", 1 },         { "13990008822", "张伟", 1 }, { "139 9000 8822", "张伟", 1 },
  { "腾讯 张", "张伟", 1 },       { "tengxun", "张伟", 1 },     { "欧阳", "欧阳修远", 1 },
  { "修远", "欧阳修远", 1 },      { "oyxy", "欧阳修远", 1 },    { "yuchi", "尉迟恭", 1 },
  { "shan", "单雄信", 1 },       { "sxx", "单雄信", 1 },       { "买买提", "阿依古丽·买买提", 1 },
  { "阿依古丽⋅买买提", "阿依古丽·买买提", 1 }, { "阿依古丽买买提", "阿依古丽·买买提", 1 },
  { "阿依古丽 买买提", "阿依古丽·买买提", 1 }, { "張偉", "张伟", 2 }, { "张wei", "张伟", 2 },
  { "wei zhang", "张伟", 2 }, { "z w", "张伟", 2 }, { "piao", NULL, 0 }, { "weichi", "尉迟恭", 1 },
  { "dan", "单雄信", 1 }, { "lubu", "吕布", 1 }, { "lübu", "吕布", 1 }, { "ouyangxy", "欧阳修远", 1 },
  { "xiuyuan", "欧阳修远", 1 },
  { "anna", "Anna Kowalska", 1 }, { "kowal", "Anna Kowalska", 1 }, { "kowalska anna", "Anna Kowalska", 1 },
  { "example", "Anna Kowalska", 1 }, { "王", "王𠮷", 1 },      { "𠮷", "王𠮷", 1 },
  { "lv", "吕布", 1 },           { "吕", "吕布", 1 },          { "诸葛", NULL, 0 },
  { "", NULL, 0 },              { "   ", NULL, 0 },           { "%", NULL, 0 },
  { "'; DROP TABLE entry; --", NULL, 0 },
};

static void
fill (FoyerStore *store)
{
  g_autoptr (GPtrArray) drafts =
    g_ptr_array_new_with_free_func ((GDestroyNotify) foyer_registration_free);
  g_autoptr (FoyerImportResult) result = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (people); i++) {
    FoyerRegistration *row = sample_person (people[i].name, people[i].phone);

    row->company = g_strdup (people[i].company);
    g_ptr_array_add (drafts, row);
  }
  result = sample_import (store, drafts);
  g_assert_cmpint (result->people, ==, G_N_ELEMENTS (people));
}

static void
test_queries (Sample *sample, gconstpointer unused)
{
  fill (sample->store);
  for (gsize i = 0; i < G_N_ELEMENTS (queries); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (GPtrArray) guests = foyer_lookup (sample->store, queries[i].text, "morning", 8, &error);

    g_assert_no_error (error);
    if (guests->len != queries[i].n)
      g_test_message ("query %s finds %u", queries[i].text, guests->len);
    g_assert_cmpuint (guests->len, ==, queries[i].n);
    if (queries[i].first != NULL)
      g_assert_cmpstr (((FoyerGuest *) guests->pdata[0])->registration->name, ==, queries[i].first);
  }
}

static void
test_arrived_come_last (Sample *sample, gconstpointer unused)
{
  g_autoptr (GPtrArray) before = NULL;
  g_autoptr (GPtrArray) after = NULL;
  g_autoptr (FoyerAdmission) admission = NULL;
  const char *first;

  fill (sample->store);
  before = foyer_lookup (sample->store, "zw", "morning", 8, NULL);
  first = ((FoyerGuest *) before->pdata[0])->registration->id;
  admission = sample_pick (sample->store, first, "morning");
  after = foyer_lookup (sample->store, "zw", "morning", 8, NULL);
  g_assert_cmpstr (((FoyerGuest *) after->pdata[1])->registration->id, ==, first);
  g_assert_cmpint (((FoyerGuest *) after->pdata[1])->presence, ==, FOYER_PRESENCE_INSIDE);
  g_assert_cmpstr (((FoyerGuest *) after->pdata[1])->admit_entry, ==, admission->entry);
}

static void
test_new_name_new_keys (Sample *sample, gconstpointer unused)
{
  g_autofree char *id = sample_register (sample->store, "张伟", "13990000001", "A1");
  g_autoptr (FoyerRegistration) row = foyer_registry_get (sample->store, id, NULL);
  g_autoptr (GPtrArray) old_name = NULL;
  g_autoptr (GPtrArray) new_name = NULL;

  g_free (row->name);
  row->name = g_strdup ("章炜");
  sample_begin (sample->store);
  g_assert_true (foyer_registry_change (sample->store, row, NULL, NULL));
  sample_commit (sample->store);
  old_name = foyer_lookup (sample->store, "张", NULL, 8, NULL);
  new_name = foyer_lookup (sample->store, "章炜", NULL, 8, NULL);
  g_assert_cmpuint (old_name->len, ==, 0);
  g_assert_cmpuint (new_name->len, ==, 1);
}

/* Half a table in one cell. */
static void
test_endless_name (Sample *sample, gconstpointer unused)
{
  g_autoptr (GString) cell = g_string_new ("Wang Fang");
  g_autoptr (FoyerRegistration) row = NULL;
  g_autofree char *id = NULL;
  g_autoptr (FoyerKeyMaker) maker = foyer_key_maker_new ();
  g_autoptr (GPtrArray) found = NULL;

  for (int i = 0; i < 2000; i++)
    g_string_append (cell, ",x 王");
  row = sample_person (cell->str, NULL);
  row->company = g_strdup (cell->str);
  g_assert_cmpuint (foyer_key_maker_make (maker, row)->len, <, 16384);
  id = sample_register (sample->store, cell->str, "13990000001", NULL);
  found = foyer_lookup (sample->store, "fang", NULL, 5, NULL);
  g_assert_cmpuint (found->len, ==, 1);
}

/* Rows that come, change, move to another person, go, and people who come in: what
 * was kept in step is what is made from nothing. */

static char *
dump (FoyerStore *store)
{
  static const char * const questions[] = {
    "SELECT key, chunk, rids FROM lookup_key ORDER BY key, chunk",
    "SELECT list, chunk, rids FROM lookup_arrived ORDER BY list, chunk",
    "SELECT 'people', chunk, people FROM lookup_person ORDER BY chunk",
  };
  GString *text = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (questions); i++) {
    sqlite3_stmt *stmt = foyer_sql (store, NULL, questions[i], NULL);

    while (foyer_sql_row (store, stmt, NULL) == 1) {
      g_autofree char *bytes = g_base64_encode (sqlite3_column_blob (stmt, 2),
                                                (gsize) sqlite3_column_bytes (stmt, 2));

      g_string_append_printf (text, "%s %d %s\n", sqlite3_column_text (stmt, 0),
                              sqlite3_column_int (stmt, 1), bytes);
    }
  }
  return g_string_free (text, FALSE);
}

static void
make_anew (FoyerStore *store)
{
  sample_begin (store);
  g_assert_true (foyer_sql_script (store, "DELETE FROM lookup_key; DELETE FROM lookup_arrived;"
                                   "DELETE FROM lookup_person; UPDATE lookup_state SET keyed_to = 0",
                                   NULL));
  sample_commit (store);
}

static void
assert_same_lines (const char *a, const char *b)
{
  gboolean same = g_str_equal (a, b);
  g_auto (GStrv) x = same ? NULL : g_strsplit (a, "\n", -1);
  g_auto (GStrv) y = same ? NULL : g_strsplit (b, "\n", -1);

  if (same)
    return;
  for (gsize i = 0; x[i] != NULL && y[i] != NULL; i++)
    g_assert_cmpstr (x[i], ==, y[i]);
  g_assert_cmpuint (g_strv_length (x), ==, g_strv_length (y));
}

static char *
some_id (guint i)
{
  return g_strdup_printf ("01930000-0000-7000-8000-%012u", i);
}

static FoyerRegistration *
some_row (GRand *rand, guint i, gint64 revision)
{
  FoyerRegistration *row = sample_person (people[g_rand_int_range (rand, 0, G_N_ELEMENTS (people))].name,
                                          people[g_rand_int_range (rand, 0, G_N_ELEMENTS (people))].phone);

  row->id = some_id (i);
  row->person = some_id ((guint) g_rand_int_range (rand, 0, 12));
  row->status = g_rand_int_range (rand, 0, 2) ? FOYER_STATUS_CONFIRMED : FOYER_STATUS_CANCELLED;
  row->revision = revision;
  return row;
}

static void
do_something (FoyerStore *store, GRand *rand, gint64 revision)
{
  guint i = (guint) g_rand_int_range (rand, 0, 20);
  g_autofree char *id = some_id (i);
  g_autoptr (FoyerRegistration) row = some_row (rand, i, revision);
  FoyerRequest request = { .registration = id, .list = g_rand_int_range (rand, 0, 2) ? "morning" : "tour",
                           .method = FOYER_METHOD_LOOKUP, .clock_trusted = TRUE, .now_us = SAMPLE_NOW };

  switch (g_rand_int_range (rand, 0, 5)) {
  case 0:
    g_assert_true (foyer_registry_remove (store, id, NULL));
    break;
  case 1:
    foyer_admission_free (foyer_admission_decide (store, &request, NULL));
    break;
  default:
    g_assert_true (foyer_registry_put (store, row, NULL, NULL));
  }
}

static void
test_in_step (Sample *sample, gconstpointer unused)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);

  for (gint64 round = 1; round <= 150; round++) {
    g_autofree char *kept = NULL;
    g_autofree char *anew = NULL;

    sample_begin (sample->store);
    for (int i = 0; i < 6; i++) {
      g_assert_true (foyer_store_savepoint (sample->store, NULL));
      do_something (sample->store, rand, round);
      if (g_rand_int_range (rand, 0, 4) == 0)
        foyer_store_take_back (sample->store);
      else
        g_assert_true (foyer_store_release (sample->store, NULL));
      /* Asking in between makes keys in the middle of the transaction. */
      if (g_rand_int_range (rand, 0, 4) == 0)
        g_ptr_array_unref (foyer_lookup (sample->store, "zw", "morning", 8, NULL));
    }
    sample_commit (sample->store);
    kept = dump (sample->store);
    make_anew (sample->store);
    anew = dump (sample->store);
    assert_same_lines (kept, anew);
  }
}

/* A first pull, whose rows get their keys in batches while it goes on. */

#define N_FILLING 33500   /* more than a batch */
#define A_SLICE   3350

static void
fill_some (FoyerStore *store, GRand *rand, guint from)
{
  for (guint i = from; i < from + A_SLICE; i++) {
    g_autoptr (FoyerRegistration) row = some_row (rand, i, 1);

    g_free (row->person);
    row->person = some_id ((guint) g_rand_int_range (rand, 0, N_FILLING));
    g_assert_true (foyer_registry_put (store, row, NULL, NULL));
  }
  for (gint64 revision = 2; revision < 8; revision++)
    do_something (store, rand, revision);
}

static void
test_filling (Sample *sample, gconstpointer unused)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (11);
  g_autofree char *kept = NULL;
  g_autofree char *anew = NULL;

  for (guint from = 0; from < N_FILLING; from += A_SLICE) {
    sample_begin (sample->store);
    g_assert_true (foyer_store_set_setting (sample->store, "filling", "1", NULL));
    fill_some (sample->store, rand, from);
    sample_commit (sample->store);
    g_assert_cmpint (foyer_sql_int (sample->store, NULL, -1, "SELECT keyed_to FROM lookup_state", NULL) > 0,
                     ==, from + A_SLICE == N_FILLING);
  }
  sample_begin (sample->store);
  g_assert_true (foyer_store_set_setting (sample->store, "filling", NULL, NULL));
  sample_commit (sample->store);
  kept = dump (sample->store);
  make_anew (sample->store);
  anew = dump (sample->store);
  assert_same_lines (kept, anew);
}

/* Another connection's answers follow what is committed, and nothing else. */
static void
test_reader (Sample *sample, gconstpointer unused)
{
  FoyerStore *reader;
  g_autofree char *id = sample_register (sample->store, "张伟", "13990000001", NULL);
  g_autoptr (GPtrArray) one = NULL;
  g_autoptr (GPtrArray) still_one = NULL;
  g_autoptr (GPtrArray) two = NULL;

  reader = foyer_store_open (sample->path, FOYER_STORE_READ, NULL);
  one = foyer_lookup (reader, "zw", "morning", 8, NULL);
  g_assert_cmpuint (one->len, ==, 1);
  sample_begin (sample->store);
  foyer_admission_free (foyer_admission_decide (sample->store,
    &(FoyerRequest) { .registration = id, .list = "morning", .method = FOYER_METHOD_LOOKUP,
                      .clock_trusted = TRUE, .now_us = SAMPLE_NOW }, NULL));
  foyer_store_rollback (sample->store);
  still_one = foyer_lookup (reader, "zw", "morning", 8, NULL);
  g_assert_cmpint (((FoyerGuest *) still_one->pdata[0])->presence, ==, FOYER_PRESENCE_NEVER);
  g_free (sample_register (sample->store, "章炜", "13990000002", NULL));
  foyer_admission_free (sample_pick (sample->store, id, "morning"));
  two = foyer_lookup (reader, "zw", "morning", 8, NULL);
  g_assert_cmpuint (two->len, ==, 2);
  g_assert_cmpstr (((FoyerGuest *) two->pdata[0])->registration->name, ==, "章炜");
  foyer_store_close (reader);
}

/* What people do to a keyboard; "" is nobody. */
static const struct { const char *text; const char *first; } slips[] = {
  { "zhagnwei", "张伟" },  { "zhnagwei", "张伟" },   { "zhangewi", "张伟" },  { "ouyangxiyuan", "欧阳修远" },
  { "kowaslka", "Anna Kowalska" }, { "kowlska", "Anna Kowalska" }, { "anna kowalsja", "Anna Kowalska" },
  { "kowxyska", NULL },   { "annna", "Anna Kowalska" }, { "xyzw", NULL },
};

static void
test_slips (Sample *sample, gconstpointer unused)
{
  fill (sample->store);
  for (gsize i = 0; i < G_N_ELEMENTS (slips); i++) {
    g_autoptr (GPtrArray) guests = foyer_lookup (sample->store, slips[i].text, NULL, 8, NULL);

    g_assert_cmpstr (guests->len > 0 ? ((FoyerGuest *) guests->pdata[0])->registration->name : NULL,
                     ==, slips[i].first);
  }
}

/* Two registrations of one person are one row, found by what either says. */
static void
test_one_row (Sample *sample, gconstpointer unused)
{
  static const char * const texts[] = { "zw", "kowalska", "zw 0002", "anna 0001", "0001 0002" };
  g_autoptr (FoyerRegistration) one = sample_person ("张伟", "13990000001");
  g_autoptr (FoyerRegistration) two = sample_person ("Anna Kowalska", "13990000002");

  one->id = some_id (1);
  two->id = some_id (2);
  one->person = some_id (1);
  two->person = some_id (1);
  sample_begin (sample->store);
  g_assert_true (foyer_registry_put (sample->store, one, NULL, NULL));
  g_assert_true (foyer_registry_put (sample->store, two, NULL, NULL));
  sample_commit (sample->store);
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autoptr (GPtrArray) guests = foyer_lookup (sample->store, texts[i], NULL, 8, NULL);

    g_assert_cmpuint (guests->len, ==, 1);
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/sync/replica/lookup/queries", Sample, NULL, sample_set_up, test_queries,
              sample_tear_down);
  g_test_add ("/sync/replica/lookup/arrived-last", Sample, NULL, sample_set_up,
              test_arrived_come_last, sample_tear_down);
  g_test_add ("/sync/replica/lookup/new-name", Sample, NULL, sample_set_up, test_new_name_new_keys,
              sample_tear_down);
  g_test_add ("/sync/replica/lookup/endless-name", Sample, NULL, sample_set_up, test_endless_name,
              sample_tear_down);
  g_test_add ("/sync/replica/lookup/in-step", Sample, NULL, sample_set_up, test_in_step,
              sample_tear_down);
  g_test_add ("/sync/replica/lookup/filling", Sample, NULL, sample_set_up, test_filling,
              sample_tear_down);
  g_test_add ("/sync/replica/lookup/reader", Sample, NULL, sample_set_up, test_reader,
              sample_tear_down);
  g_test_add ("/sync/replica/lookup/slips", Sample, NULL, sample_set_up, test_slips,
              sample_tear_down);
  g_test_add ("/sync/replica/lookup/one-row", Sample, NULL, sample_set_up, test_one_row,
              sample_tear_down);
  return g_test_run ();
}
