/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "decoder.h"
#include "scanner-error.h"

G_BEGIN_DECLS

/**
 * FoyerCorpusKind:
 * @FOYER_CORPUS_CODE: holds a code with this text
 * @FOYER_CORPUS_UNREAD: holds a code with this text that nobody is known to read
 * @FOYER_CORPUS_NEGATIVE: holds no code
 * @FOYER_CORPUS_UNKNOWN: nobody knows; measured, never judged
 */
typedef enum {
  FOYER_CORPUS_CODE,
  FOYER_CORPUS_UNREAD,
  FOYER_CORPUS_NEGATIVE,
  FOYER_CORPUS_UNKNOWN,
} FoyerCorpusKind;

/**
 * FoyerCorpusOutcome:
 * @FOYER_CORPUS_READ: the text is right
 * @FOYER_CORPUS_MISSED: a code is there, and nothing was read
 * @FOYER_CORPUS_WRONG: a code was read, none with the right text
 * @FOYER_CORPUS_INVENTED: a code was read where there is none
 * @FOYER_CORPUS_QUIET: nothing was read where there is none, or nobody knows
 * @FOYER_CORPUS_UNREADABLE: the file could not be opened as a picture
 */
typedef enum {
  FOYER_CORPUS_READ,
  FOYER_CORPUS_MISSED,
  FOYER_CORPUS_WRONG,
  FOYER_CORPUS_INVENTED,
  FOYER_CORPUS_QUIET,
  FOYER_CORPUS_UNREADABLE,
} FoyerCorpusOutcome;

/**
 * FoyerCorpusRow:
 * @path: as index.tsv has it, relative to the corpus
 * @kind: what index.tsv says
 * @text: (nullable): the right text
 * @codes: (element-type FoyerFoundCode): what was read
 * @outcome: how it compares, trailing white space aside; a control character of the code may
 *   also be written <NUL>, <ESC> or <U+85>
 * @ms: time spent decoding, loading not counted
 *
 * Valid during the call.
 */
typedef struct {
  const char        *path;
  FoyerCorpusKind    kind;
  const char        *text;
  GPtrArray         *codes;
  FoyerCorpusOutcome outcome;
  double             ms;
} FoyerCorpusRow;

/**
 * FoyerCorpusSummary:
 * @read: rows with a code whose text is right
 * @total: rows with a code, unreadable files included
 * @wrong: rows with a code of which only another text was read
 * @invented: negative rows in which something was read
 * @p50_ms: median decode time over all rows that could be opened
 * @p95_ms: 95th percentile of the same
 */
typedef struct {
  guint  read;
  guint  total;
  guint  wrong;
  guint  invented;
  double p50_ms;
  double p95_ms;
} FoyerCorpusSummary;

typedef GPtrArray *(*FoyerCorpusDecode) (FoyerDecoder *decoder, FoyerFrame *frame);
typedef void (*FoyerCorpusFunc) (const FoyerCorpusRow *row, gpointer user_data);

/**
 * foyer_corpus_run:
 * @dir: holds index.tsv, rows of path, kind (code, unread, negative, unknown), text with
 *   \n, \r, \t and \\ escaped, source; rows that start with # are remarks
 * @prefix: (nullable): only paths that start with it; with a leading `!`, only those that do not
 * @decode: foyer_decoder_decode_still() or foyer_decoder_decode_plain()
 * @func: (nullable): called for each row in turn
 *
 * Decodes every picture of a corpus and compares. Blocks.
 *
 * Fails with %FOYER_SCANNER_ERROR_UNREADABLE if the index cannot be read or has
 * a row that means nothing; pictures that cannot be opened are counted, not fatal.
 */
gboolean foyer_corpus_run (const char *dir, const char *prefix, FoyerCorpusDecode decode,
                           FoyerCorpusFunc func, gpointer user_data, FoyerCorpusSummary *summary,
                           GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
