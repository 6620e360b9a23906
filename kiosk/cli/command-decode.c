/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "commands.h"

#include "corpus.h"
#include "output.h"
#include "picture.h"

#include <glib/gi18n.h>
#include <string.h>

typedef struct {
  FoyerCli         *cli;
  FoyerCorpusDecode decode;
  gboolean          strict;
  guint             unread;      /* pictures in which nothing was found */
  guint             unopened;
} Decoding;

static json_t *
texts_of (GPtrArray *codes)
{
  json_t *texts = json_array ();

  for (guint i = 0; i < codes->len; i++) {
    const FoyerFoundCode *code = g_ptr_array_index (codes, i);

    json_array_append_new (texts, json_string (code->text));
  }
  return texts;
}

/* Files. */

static void
print_file (const FoyerCli *cli, const char *path, GPtrArray *codes, double ms)
{
  g_autofree char *name = g_filename_display_name (path);

  if (cli->json) {
    foyer_output_json (json_pack ("{s:s, s:o, s:f}", "file", name, "texts", texts_of (codes), "ms",
                                  ms));
    return;
  }
  for (guint i = 0; i < codes->len; i++)
    foyer_output_row (name, ((const FoyerFoundCode *) g_ptr_array_index (codes, i))->text, NULL);
}

static void
decode_file (Decoding *self, FoyerDecoder *decoder, const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerFrame) frame = foyer_picture_load (path, &error);
  g_autoptr (GPtrArray) codes = NULL;
  gint64 start_us = g_get_monotonic_time ();

  if (frame == NULL) {
    foyer_cli_fail (error);
    self->unopened++;
    return;
  }
  codes = self->decode (decoder, frame);
  print_file (self->cli, path, codes, (double) (g_get_monotonic_time () - start_us) / 1000);
  self->unread += codes->len == 0;
}

static FoyerExit
decode_files (Decoding *self, char **paths, guint n_paths)
{
  g_autoptr (FoyerDecoder) decoder = foyer_decoder_new ();

  for (guint i = 0; i < n_paths; i++)
    decode_file (self, decoder, paths[i]);
  if (self->unopened > 0)
    return FOYER_EXIT_NO_INPUT;
  return self->unread == n_paths || (self->strict && self->unread > 0) ? FOYER_EXIT_NO
                                                                      : FOYER_EXIT_DONE;
}

/* A corpus. */

static const char *
outcome_name (FoyerCorpusOutcome outcome)
{
  static const char * const names[] = {
    [FOYER_CORPUS_READ]       = "read",
    [FOYER_CORPUS_MISSED]     = "missed",
    [FOYER_CORPUS_WRONG]      = "wrong",
    [FOYER_CORPUS_INVENTED]   = "invented",
    [FOYER_CORPUS_QUIET]      = "quiet",
    [FOYER_CORPUS_UNREADABLE] = "unreadable",
  };

  return names[outcome];
}

static void
on_corpus_row (const FoyerCorpusRow *row, gpointer user_data)
{
  Decoding *self = user_data;
  g_autofree char *ms = g_strdup_printf ("%.1f", row->ms);

  if (self->cli->json)
    foyer_output_json (json_pack ("{s:s, s:s, s:o, s:f}", "file", row->path, "outcome",
                                  outcome_name (row->outcome), "texts", texts_of (row->codes), "ms",
                                  row->ms));
  else
    foyer_output_row (outcome_name (row->outcome), ms, row->path, NULL);
}

static void
print_summary (const FoyerCli *cli, const FoyerCorpusSummary *sum)
{
  if (cli->json)
    foyer_output_json (json_pack ("{s:i, s:i, s:i, s:i, s:f, s:f}", "read", (int) sum->read,
                                  "total", (int) sum->total, "wrong", (int) sum->wrong, "invented",
                                  (int) sum->invented, "p50_ms", sum->p50_ms, "p95_ms",
                                  sum->p95_ms));
  else
    g_print ("read %u of %u, wrong %u, invented %u, p50 %.1f ms, p95 %.1f ms\n", sum->read,
             sum->total, sum->wrong, sum->invented, sum->p50_ms, sum->p95_ms);
}

static FoyerExit
decode_corpus (Decoding *self, const char *dir, const char *prefix, GError **error)
{
  FoyerCorpusSummary sum = { 0 };

  if (!foyer_corpus_run (dir, prefix, self->decode, on_corpus_row, self, &sum, error))
    return FOYER_EXIT_NO_INPUT;
  print_summary (self->cli, &sum);
  if (sum.read == 0 && sum.total > 0)
    return FOYER_EXIT_NO;
  return self->strict && (sum.read < sum.total || sum.wrong + sum.invented > 0) ? FOYER_EXIT_NO
                                                                               : FOYER_EXIT_DONE;
}

FoyerExit
foyer_command_decode (FoyerCli *cli, int argc, char *argv[], GError **error)
{
  g_autofree char *corpus = NULL;
  g_autofree char *only = NULL;
  gboolean plain = FALSE;
  Decoding self = { .cli = cli };
  const GOptionEntry entries[] = {
    { "corpus", 0, 0, G_OPTION_ARG_FILENAME, &corpus,
      N_("Read all pictures that DIR/index.tsv lists, and compare"), "DIR" },
    { "only", 0, 0, G_OPTION_ARG_FILENAME, &only,
      N_("Of a corpus, only paths that begin so; with ! before it, all others"), "PREFIX" },
    { "plain", 0, 0, G_OPTION_ARG_NONE, &plain, N_("ZBar alone, to compare with"), NULL },
    { "strict", 0, 0, G_OPTION_ARG_NONE, &self.strict,
      N_("End with 1 if any picture is not read right"), NULL },
    G_OPTION_ENTRY_NULL
  };

  if (!foyer_cli_parse (cli, entries, 0, N_("FILE…"),
                        N_("Reads QR codes from pictures, and prints their texts."), &argc, &argv,
                        error))
    return FOYER_EXIT_USAGE;
  if ((argc > 1) == (corpus != NULL) || (only != NULL && corpus == NULL))
    return foyer_cli_refuse (FOYER_EXIT_USAGE, error,
                             _("nothing to read, or too much: name pictures, or a folder with "
                               "--corpus"));
  self.decode = plain ? foyer_decoder_decode_plain : foyer_decoder_decode_still;
  return corpus ? decode_corpus (&self, corpus, only, error)
                : decode_files (&self, argv + 1, (guint) argc - 1);
}
