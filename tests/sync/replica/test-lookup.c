/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lookup-private.h"
#include "lookup-keys.h"
#include "sample.h"

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
  FoyerImportSummary summary;

  for (gsize i = 0; i < G_N_ELEMENTS (people); i++) {
    FoyerRegistration *row = sample_person (people[i].name, people[i].phone);

    row->company = g_strdup (people[i].company);
    g_ptr_array_add (drafts, row);
  }
  sample_begin (store);
  g_assert_true (foyer_registry_import (store, drafts, SAMPLE_NOW, &summary, NULL));
  sample_commit (store);
  g_assert_cmpint (summary.people, ==, G_N_ELEMENTS (people));
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
  return g_test_run ();
}
