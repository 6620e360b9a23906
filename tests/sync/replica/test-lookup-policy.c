/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lookup-policy.h"
#include "sample.h"

static void
test_public (void)
{
  static const struct { const char *text; gboolean desk, in_public; } rows[] = {
    { "", FALSE, FALSE },   { " ", FALSE, FALSE },  { "w", FALSE, FALSE },  { "王", TRUE, FALSE },
    { "zw", TRUE, TRUE },   { "王伟", TRUE, TRUE }, { "8", FALSE, FALSE },  { "8821", TRUE, TRUE },
    { "w ", FALSE, FALSE }, { "·", FALSE, FALSE },  { "王 ·", TRUE, FALSE },
  };
  g_autofree char *hidden = foyer_lookup_phone (FOYER_LOOKUP_IN_PUBLIC, "139 9000 8821");
  g_autofree char *whole = foyer_lookup_phone (FOYER_LOOKUP_AT_DESK, "139 9000 8821");

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_assert_cmpint (foyer_lookup_may_ask (FOYER_LOOKUP_AT_DESK, rows[i].text), ==, rows[i].desk);
    g_assert_cmpint (foyer_lookup_may_ask (FOYER_LOOKUP_IN_PUBLIC, rows[i].text), ==,
                     rows[i].in_public);
  }
  g_assert_cmpuint (foyer_lookup_rows (FOYER_LOOKUP_IN_PUBLIC, 20), ==, 8);
  g_assert_cmpuint (foyer_lookup_rows (FOYER_LOOKUP_IN_PUBLIC, 3), ==, 3);
  g_assert_cmpuint (foyer_lookup_rows (FOYER_LOOKUP_AT_DESK, 20), ==, 20);
  g_assert_cmpstr (hidden, ==, "139****8821");
  g_assert_cmpstr (whole, ==, "139 9000 8821");
}

#define SECOND_US G_TIME_SPAN_SECOND

static void
test_minute (void)
{
  FoyerSelfLookups lookups = { 0 };
  gint64 now_us = 1000 * SECOND_US;

  for (int i = 0; i < FOYER_SELF_LOOKUPS_A_MINUTE; i++)
    g_assert_cmpint (foyer_self_lookups_ask (&lookups, now_us + i * SECOND_US), ==, 0);
  g_assert_cmpint (foyer_self_lookups_ask (&lookups, now_us + 10 * SECOND_US), ==, 50 * SECOND_US);
  /* Being told to wait does not make the wait longer. */
  g_assert_cmpint (foyer_self_lookups_ask (&lookups, now_us + 59 * SECOND_US), ==, SECOND_US);
  g_assert_cmpint (foyer_self_lookups_ask (&lookups, now_us + 60 * SECOND_US), ==, 0);
}

static void
test_hour (void)
{
  FoyerSelfLookups lookups = { 0 };
  gint64 now_us = SECOND_US;
  guint n = 0;

  /* As fast as is allowed, for an hour. */
  for (int i = 0; i < 3599; i++)
    n += foyer_self_lookups_ask (&lookups, now_us + i * SECOND_US) == 0;
  g_assert_cmpuint (n, ==, FOYER_SELF_LOOKUPS_AN_HOUR);
  g_assert_cmpint (foyer_self_lookups_ask (&lookups, now_us + 3600 * SECOND_US), ==, 0);
}

static const struct {
  const char *phone;
  const char *surname;
  const char *found;   /* NULL: nobody */
} asks[] = {
  { "13990008821", "张", "张伟" },           { "139 9000 8821", "zhang", "张伟" },
  { "+86 139-9000-8821", "Zhang", "张伟" },  { "１３９９０００８８２１", "張", "张伟" },
  { "13990008821", "王", NULL },            { "8821", "张", NULL },
  { "13990008821", "", NULL },              { "13990008821", "张伟", NULL },
  { "1399000882", "张", NULL },             { "13990008829", "张", NULL },
  { "13990000042", "欧阳", "欧阳修远" },       { "13990000042", "歐陽", "欧阳修远" },
  { "13990000042", "ouyang", "欧阳修远" },    { "13990000042", "欧", "欧阳修远" },
  { "13990000042", "ouyangxiu", NULL },     { "13990000043", "piao", "朴树" },
  { "13990000043", "pu", "朴树" },           { "13990000046", "kowalska", "Anna Kowalska" },
  { "13990000046", "Anna", "Anna Kowalska" }, { "13990000046", "kow", NULL },
  { "13990000046", "%", NULL },             { "", "", NULL },
};

static void
test_self (Sample *sample, gconstpointer unused)
{
  g_free (sample_register (sample->store, "张伟", "13990008821", NULL));
  g_free (sample_register (sample->store, "欧阳修远", "13990000042", NULL));
  g_free (sample_register (sample->store, "朴树", "13990000043", NULL));
  g_free (sample_register (sample->store, "Anna Kowalska", "13990000046", NULL));
  for (gsize i = 0; i < G_N_ELEMENTS (asks); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (FoyerGuest) guest =
      foyer_lookup_self (sample->store, asks[i].phone, asks[i].surname, "morning", &error);

    g_assert_no_error (error);
    g_assert_cmpstr (guest ? guest->registration->name : NULL, ==, asks[i].found);
  }
}

static FoyerRegistration *
twin (const char *id, const char *name)
{
  FoyerRegistration *row = sample_person (name, "13990001111");

  row->id = g_strdup (id);
  row->person = g_strdup (id);
  row->revision = 1;
  return row;
}

/* Two who share a number and a surname: neither is told about the other. */
static void
test_twins (Sample *sample, gconstpointer unused)
{
  g_autoptr (FoyerRegistration) one = twin ("01930000-0000-7000-8000-0000000000a1", "李一");
  g_autoptr (FoyerRegistration) two = twin ("01930000-0000-7000-8000-0000000000a2", "李二");
  g_autoptr (FoyerGuest) guest = NULL;

  sample_begin (sample->store);
  g_assert_true (foyer_registry_put (sample->store, one, NULL, NULL));
  g_assert_true (foyer_registry_put (sample->store, two, NULL, NULL));
  sample_commit (sample->store);
  guest = foyer_lookup_self (sample->store, "13990001111", "李", "morning", NULL);
  g_assert_null (guest);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sync/replica/lookup-policy/public", test_public);
  g_test_add_func ("/sync/replica/lookup-policy/minute", test_minute);
  g_test_add_func ("/sync/replica/lookup-policy/hour", test_hour);
  g_test_add ("/sync/replica/lookup-policy/self", Sample, NULL, sample_set_up, test_self,
              sample_tear_down);
  g_test_add ("/sync/replica/lookup-policy/twins", Sample, NULL, sample_set_up, test_twins,
              sample_tear_down);
  return g_test_run ();
}
