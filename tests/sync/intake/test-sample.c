/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake.h"
#include "json.h"
#include "link.h"

#include <sodium.h>
#include <string.h>

static char *
sample_path (const char *file)
{
  return g_build_filename (g_getenv ("FOYER_ASSETS"), "sample-event", file, NULL);
}

static char *
sample_text (const char *file)
{
  g_autofree char *path = sample_path (file);
  g_autoptr (GError) error = NULL;
  char *text = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  return text;
}

static FoyerIntake *
load (const char *file, const char *channel)
{
  g_autofree char *path = sample_path (file);
  g_autoptr (GError) error = NULL;
  FoyerIntakeSource source = { channel, "Asia/Shanghai", NULL };
  FoyerIntake *intake = foyer_intake_load (path, &source, &error);

  g_assert_no_error (error);
  return intake;
}

static gint64
row_of (const FoyerIntake *intake, guint i)
{
  return g_array_index (intake->rows, gint64, i);
}

/* Whose name it is; the only one. */
static const FoyerRegistration *
find (const FoyerIntake *intake, const char *name)
{
  for (guint i = 0; i < intake->drafts->len; i++) {
    const FoyerRegistration *draft = g_ptr_array_index (intake->drafts, i);

    if (g_str_equal (draft->name, name))
      return draft;
  }
  return NULL;
}

static guint
count (const FoyerIntake *intake, FoyerStatus status, const char *category)
{
  guint n = 0;

  for (guint i = 0; i < intake->drafts->len; i++) {
    const FoyerRegistration *draft = g_ptr_array_index (intake->drafts, i);

    n += draft->status == status && (category == NULL || g_str_equal (draft->category, category));
  }
  return n;
}

static void
test_own_form (void)
{
  g_autoptr (FoyerIntake) intake = load ("own-form.csv", "own-form");

  g_assert_cmpuint (intake->drafts->len, ==, 245);
  g_assert_cmpuint (intake->refusals->len, ==, 0);
  g_assert_cmpuint (intake->warnings->len, ==, 0);
  g_assert_cmpint (intake->encoding, ==, FOYER_ENCODING_UTF_8);
  g_assert_cmpint (intake->delimiter, ==, ',');
  g_assert_cmpuint (count (intake, FOYER_STATUS_CONFIRMED, NULL), ==, 245);
  g_assert_cmpuint (count (intake, FOYER_STATUS_CONFIRMED, "speaker"), ==, 6);
  g_assert_cmpuint (count (intake, FOYER_STATUS_CONFIRMED, "volunteer"), ==, 4);
  g_assert_cmpuint (count (intake, FOYER_STATUS_CONFIRMED, "sponsor"), ==, 2);
  g_assert_nonnull (find (intake, "王𠮷"));
  g_assert_nonnull (find (intake, "陳志豪"));
  g_assert_nonnull (find (intake, "阿依古丽·买买提"));
}

static void
test_partner (void)
{
  g_autoptr (FoyerIntake) intake = load ("partner.csv", "partner");
  const FoyerRemark *warning;

  g_assert_cmpuint (intake->drafts->len, ==, 155);
  g_assert_cmpuint (intake->refusals->len, ==, 0);
  g_assert_cmpint (intake->encoding, ==, FOYER_ENCODING_GB_18030);
  g_assert_cmpint (intake->delimiter, ==, ';');
  g_assert_cmpuint (count (intake, FOYER_STATUS_CONFIRMED, NULL), ==, 143);
  g_assert_cmpuint (count (intake, FOYER_STATUS_PENDING, NULL), ==, 7);
  g_assert_cmpuint (count (intake, FOYER_STATUS_CANCELLED, NULL), ==, 5);
  g_assert_nonnull (find (intake, "王𠮷"));
  g_assert_cmpuint (strlen (find (intake, "王𠮷")->codes[0]), ==, 12);

  g_assert_cmpuint (intake->warnings->len, ==, 1);
  warning = g_ptr_array_index (intake->warnings, 0);
  g_assert_cmpint (warning->kind, ==, FOYER_REMARK_PHONE_DIGITS);
  g_assert_cmpint (warning->row, ==, 59);
  g_assert_cmpstr (warning->column, ==, "联系电话");
}

/* "12\t34" for each pair of rows that truth.tsv says are one person's. */
static GHashTable *
read_truth (void)
{
  GHashTable *truth = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *text = sample_text ("truth.tsv");
  g_auto (GStrv) text_lines = g_strsplit (text, "\n", -1);

  for (gsize i = 1; text_lines[i] != NULL && *text_lines[i] != '\0'; i++)
    g_hash_table_add (truth, g_strdup (text_lines[i]));
  return truth;
}

static void
test_linking_against_truth (void)
{
  g_autoptr (FoyerIntake) own = load ("own-form.csv", "own-form");
  g_autoptr (FoyerIntake) partner = load ("partner.csv", "partner");
  g_autoptr (GHashTable) truth = read_truth ();
  guint n_linked = 0;
  guint n_right = 0;

  g_assert_cmpuint (g_hash_table_size (truth), ==, 30);
  for (guint i = 0; i < own->drafts->len; i++) {
    for (guint j = 0; j < partner->drafts->len; j++) {
      g_autofree char *pair = NULL;

      if (!foyer_link_same_person (g_ptr_array_index (own->drafts, i),
                                   g_ptr_array_index (partner->drafts, j)))
        continue;
      pair = g_strdup_printf ("%" G_GINT64_FORMAT "\t%" G_GINT64_FORMAT, row_of (own, i),
                              row_of (partner, j));
      n_linked++;
      n_right += g_hash_table_contains (truth, pair);
    }
  }
  g_test_message ("precision %.3f, recall %.3f", n_right / (double) n_linked,
                  n_right / (double) g_hash_table_size (truth));
  g_assert_cmpuint (n_linked, ==, 30);
  g_assert_cmpuint (n_right, ==, 30);
}

static void
test_event (void)
{
  g_autofree char *text = sample_text ("event.json");
  g_autoptr (GError) error = NULL;
  g_autoptr (json_t) json = foyer_json_parse (text, -1, &error);
  g_autoptr (FoyerEvent) event = json ? foyer_event_from_json (json, &error) : NULL;
  const FoyerList *morning;
  const FoyerStaff *chen;
  const FoyerStaff *lin;

  g_assert_no_error (error);
  morning = foyer_event_list (event, "morning");
  g_assert_cmpstr (foyer_words_in (event->name, "en"), ==, "Changsha Open Tech Day 2026");
  g_assert_cmpstr (foyer_words_in (morning->place, "zh_CN"), ==, "一号厅");
  g_assert_cmpint (morning->capacity, ==, 800);
  g_assert_cmpint (morning->rule, ==, FOYER_LIST_ONCE);
  g_assert_cmpint (morning->opens_us, ==, G_GINT64_CONSTANT (1795824000) * G_USEC_PER_SEC);
  g_assert_nonnull (foyer_event_list (event, "afternoon"));
  g_assert_cmpint (event->walk_in_status, ==, FOYER_STATUS_CONFIRMED);

  g_assert_cmpint (sodium_init (), >=, 0);
  g_assert_cmpuint (event->staff->len, ==, 2);
  chen = g_ptr_array_index (event->staff, 0);
  lin = g_ptr_array_index (event->staff, 1);
  g_assert_cmpint (crypto_pwhash_str_verify (chen->pin_hash, "2468", 4), ==, 0);
  g_assert_cmpint (crypto_pwhash_str_verify (lin->pin_hash, "1357", 4), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sync/intake/sample/own-form", test_own_form);
  g_test_add_func ("/sync/intake/sample/partner", test_partner);
  g_test_add_func ("/sync/intake/sample/linking", test_linking_against_truth);
  g_test_add_func ("/sync/intake/sample/event", test_event);
  return g_test_run ();
}
