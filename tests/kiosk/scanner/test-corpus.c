/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "corpus.h"
#include "film.h"
#include "scanner-fixture.h"

static const char index_text[] =
  "#path\tkind\ttext\tsource\n"
  "read.png\tcode\tLINE\\nTWO\\\\\there\n"
  "hard/read.png\tunread\tLINE\\nTWO\\\\\\r\\n\there\n"
  "wrong.png\tcode\tOTHER\there\n"
  "hall.png\tcode\tNOT-THERE\there\n"
  "empty.png\tnegative\t\there\n"
  "invented.png\tnegative\t\there\n"
  "unknown.png\tunknown\t\there\n"
  "gone.png\tcode\tGONE\there\n";

static void
write_picture (const char *dir, const char *name, const char *code)
{
  g_autofree char *path = g_build_filename (dir, name, NULL);
  const FoyerFilmScene scene = { code, 0, NULL };

  g_assert_true (foyer_film_write_picture (path, &scene, 4, NULL));
}

static void
write_index (const char *dir, const char *text)
{
  g_autofree char *path = g_build_filename (dir, "index.tsv", NULL);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

static void
on_row (const FoyerCorpusRow *row, gpointer user_data)
{
  g_hash_table_insert (user_data, g_strdup (row->path), GINT_TO_POINTER (row->outcome));
}

static void
test_outcomes (void)
{
  static const struct {
    const char        *path;
    FoyerCorpusOutcome outcome;
  } rows[] = {
    { "read.png", FOYER_CORPUS_READ },         { "wrong.png", FOYER_CORPUS_WRONG },
    { "hall.png", FOYER_CORPUS_MISSED },       { "empty.png", FOYER_CORPUS_QUIET },
    { "invented.png", FOYER_CORPUS_INVENTED }, { "unknown.png", FOYER_CORPUS_QUIET },
    { "gone.png", FOYER_CORPUS_UNREADABLE },
  };
  g_autofree char *dir = fixture_dir_new ();
  g_autoptr (GHashTable) outcomes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  FoyerCorpusSummary summary;
  g_autoptr (GError) error = NULL;

  write_index (dir, index_text);
  write_picture (dir, "read.png", "LINE\nTWO\\");
  write_picture (dir, "wrong.png", "ANOTHER");
  write_picture (dir, "hall.png", NULL);
  write_picture (dir, "empty.png", NULL);
  write_picture (dir, "invented.png", "INVENTED");
  write_picture (dir, "unknown.png", "ANYTHING");
  g_assert_true (foyer_corpus_run (dir, "!hard/", foyer_decoder_decode_still, on_row, outcomes,
                                   &summary, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (g_hash_table_size (outcomes), ==, G_N_ELEMENTS (rows));
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    g_assert_cmpint (GPOINTER_TO_INT (g_hash_table_lookup (outcomes, rows[i].path)), ==,
                     rows[i].outcome);
  g_assert_cmpuint (summary.read, ==, 1);
  g_assert_cmpuint (summary.total, ==, 4);
  g_assert_cmpuint (summary.wrong, ==, 1);
  g_assert_cmpuint (summary.invented, ==, 1);
  g_assert_cmpfloat (summary.p50_ms, >, 0);
  g_assert_cmpfloat (summary.p95_ms, >=, summary.p50_ms);
  fixture_dir_remove (dir);
}

static void
test_bad_index (void)
{
  static const char *const indexes[] = { "a.png\n", "a.png\tcode\n", "a.png\tkode\ttext\tme\n" };
  g_autofree char *dir = fixture_dir_new ();
  FoyerCorpusSummary summary;
  g_autoptr (GError) error = NULL;

  g_assert_false (
    foyer_corpus_run (dir, NULL, foyer_decoder_decode_still, NULL, NULL, &summary, &error));
  g_assert_error (error, FOYER_SCANNER_ERROR, FOYER_SCANNER_ERROR_UNREADABLE);
  for (gsize i = 0; i < G_N_ELEMENTS (indexes); i++) {
    g_clear_error (&error);
    write_index (dir, indexes[i]);
    g_assert_false (
      foyer_corpus_run (dir, NULL, foyer_decoder_decode_still, NULL, NULL, &summary, &error));
    g_assert_error (error, FOYER_SCANNER_ERROR, FOYER_SCANNER_ERROR_UNREADABLE);
  }
  fixture_dir_remove (dir);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/scanner/corpus/outcomes", test_outcomes);
  g_test_add_func ("/scanner/corpus/bad-index", test_bad_index);
  return g_test_run ();
}
