/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-corpus"

#include "corpus.h"

#include "picture.h"

#include <gio/gio.h>
#include <math.h>
#include <string.h>

typedef struct {
  char           *path;
  FoyerCorpusKind kind;
  char           *text;
} Entry;

typedef struct {
  FoyerDecoder       *decoder;
  FoyerCorpusDecode   decode;
  const char         *dir;
  GArray             *times_ms;   /* double */
  FoyerCorpusSummary *summary;
} Run;

static void
entry_free (Entry *entry)
{
  g_free (entry->path);
  g_free (entry->text);
  g_free (entry);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Entry, entry_free)

/* Nothing but \n, \r, \t and \\; any other backslash stands for itself. */
static char *
unescape (const char *text)
{
  static const char letters[] = "nrt\\";
  GString *plain = g_string_new (NULL);

  for (; *text != '\0'; text++) {
    const char *known = text[0] == '\\' && text[1] != '\0' ? strchr (letters, text[1]) : NULL;

    if (known == NULL) {
      g_string_append_c (plain, *text);
      continue;
    }
    g_string_append_c (plain, "\n\r\t\\"[known - letters]);
    text++;
  }
  return g_string_free (plain, FALSE);
}

static gboolean
parse_kind (const char *word, FoyerCorpusKind *kind)
{
  static const char *const words[] = {
    [FOYER_CORPUS_CODE] = "code",
    [FOYER_CORPUS_UNREAD] = "unread",
    [FOYER_CORPUS_NEGATIVE] = "negative",
    [FOYER_CORPUS_UNKNOWN] = "unknown",
  };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_strcmp0 (word, words[i]) == 0) {
      *kind = (FoyerCorpusKind) i;
      return TRUE;
    }
  return FALSE;
}

static Entry *
parse_line (const char *line, guint number, GError **error)
{
  g_auto (GStrv) columns = g_strsplit (line, "\t", 4);
  FoyerCorpusKind kind;
  Entry *entry;

  if (g_strv_length (columns) < 3 || !parse_kind (columns[1], &kind)) {
    g_set_error (error, FOYER_SCANNER_ERROR, FOYER_SCANNER_ERROR_UNREADABLE,
                 "line %u of index.tsv is not path, kind, text, source", number);
    return NULL;
  }
  entry = g_new0 (Entry, 1);
  entry->path = g_strdup (columns[0]);
  entry->kind = kind;
  if (kind == FOYER_CORPUS_CODE || kind == FOYER_CORPUS_UNREAD)
    entry->text = unescape (columns[2]);
  return entry;
}

static GPtrArray *
read_index (const char *dir, GError **error)
{
  g_autofree char *path = g_build_filename (dir, "index.tsv", NULL);
  g_autofree char *content = NULL;
  g_autoptr (GError) local = NULL;
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func ((GDestroyNotify) entry_free);
  g_auto (GStrv) lines = NULL;

  if (!g_file_get_contents (path, &content, NULL, &local)) {
    g_set_error_literal (error, FOYER_SCANNER_ERROR, FOYER_SCANNER_ERROR_UNREADABLE,
                         local->message);
    return NULL;
  }
  lines = g_strsplit (content, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++) {
    g_autoptr (Entry) entry = NULL;

    g_strchomp (lines[i]);
    if (lines[i][0] == '\0' || lines[i][0] == '#')
      continue;
    entry = parse_line (lines[i], i + 1, error);
    if (entry == NULL)
      return NULL;
    g_ptr_array_add (entries, g_steal_pointer (&entry));
  }
  return g_steal_pointer (&entries);
}

static gboolean
wanted (const char *path, const char *prefix)
{
  if (prefix == NULL)
    return TRUE;
  if (prefix[0] == '!')
    return !g_str_has_prefix (path, prefix + 1);
  return g_str_has_prefix (path, prefix);
}

/* As an index may write a control character that no table holds. */
static void
append_shown (GString *shown, gunichar character)
{
  static const char *const names[] = {
    "NUL", "SOH", "STX", "ETX", "EOT", "ENQ", "ACK", "BEL", "BS",  "HT",  "LF",
    "VT",  "FF",  "CR",  "SO",  "SI",  "DLE", "DC1", "DC2", "DC3", "DC4", "NAK",
    "SYN", "ETB", "CAN", "EM",  "SUB", "ESC", "FS",  "GS",  "RS",  "US",
  };

  if (character < G_N_ELEMENTS (names))
    g_string_append_printf (shown, "<%s>", names[character]);
  else if (character == 0x7F)
    g_string_append (shown, "<DEL>");
  else if (character >= 0x80 && character <= 0xA0)
    g_string_append_printf (shown, "<U+%02X>", character);
  else if (character == 0x2400)
    g_string_append (shown, "<NUL>");
  else
    g_string_append_unichar (shown, character);
}

static char *
shown (const char *text)
{
  g_autofree char *chomped = g_strchomp (g_strdup (text));
  GString *all = g_string_new (NULL);

  for (const char *at = chomped; *at != '\0'; at = g_utf8_next_char (at))
    append_shown (all, g_utf8_get_char (at));
  return g_string_free (all, FALSE);
}

static gboolean
matches (GPtrArray *codes, const char *text)
{
  g_autofree char *right = shown (text);

  for (guint i = 0; i < codes->len; i++) {
    const FoyerFoundCode *code = codes->pdata[i];
    g_autofree char *read = shown (code->text);

    if (strcmp (read, right) == 0)
      return TRUE;
  }
  return FALSE;
}

static FoyerCorpusOutcome
compare (const Entry *entry, GPtrArray *codes)
{
  switch (entry->kind) {
  case FOYER_CORPUS_CODE:
  case FOYER_CORPUS_UNREAD:
    if (codes->len == 0)
      return FOYER_CORPUS_MISSED;
    return matches (codes, entry->text) ? FOYER_CORPUS_READ : FOYER_CORPUS_WRONG;
  case FOYER_CORPUS_NEGATIVE:
    return codes->len > 0 ? FOYER_CORPUS_INVENTED : FOYER_CORPUS_QUIET;
  case FOYER_CORPUS_UNKNOWN:
  default:
    return FOYER_CORPUS_QUIET;
  }
}

static void
count (FoyerCorpusSummary *summary, const FoyerCorpusRow *row)
{
  summary->total += row->text != NULL;
  summary->read += row->outcome == FOYER_CORPUS_READ;
  summary->wrong += row->outcome == FOYER_CORPUS_WRONG;
  summary->invented += row->outcome == FOYER_CORPUS_INVENTED;
}

static void
run_entry (Run *run, const Entry *entry, FoyerCorpusFunc func, gpointer user_data)
{
  g_autofree char *path = g_build_filename (run->dir, entry->path, NULL);
  g_autoptr (FoyerFrame) frame = foyer_picture_load (path, NULL);
  g_autoptr (GPtrArray) codes = NULL;
  FoyerCorpusRow row = { .path = entry->path, .kind = entry->kind, .text = entry->text };
  gint64 start_us = g_get_monotonic_time ();

  codes = frame != NULL ? run->decode (run->decoder, frame) : g_ptr_array_new ();
  row.ms = (double) (g_get_monotonic_time () - start_us) / 1000;
  row.codes = codes;
  row.outcome = frame != NULL ? compare (entry, codes) : FOYER_CORPUS_UNREADABLE;
  if (frame != NULL)
    g_array_append_val (run->times_ms, row.ms);
  count (run->summary, &row);
  if (func != NULL)
    func (&row, user_data);
}

static int
by_value (gconstpointer a, gconstpointer b)
{
  double difference = *(const double *) a - *(const double *) b;

  return (difference > 0) - (difference < 0);
}

static double
percentile (GArray *sorted, double share)
{
  if (sorted->len == 0)
    return 0;
  return g_array_index (sorted, double, (guint) lround (share * (sorted->len - 1)));
}

gboolean
foyer_corpus_run (const char *dir, const char *prefix, FoyerCorpusDecode decode,
                  FoyerCorpusFunc func, gpointer user_data, FoyerCorpusSummary *summary,
                  GError **error)
{
  g_autoptr (FoyerDecoder) decoder = foyer_decoder_new ();
  g_autoptr (GArray) times_ms = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GPtrArray) entries = read_index (dir, error);
  Run run = { decoder, decode, dir, times_ms, summary };

  memset (summary, 0, sizeof *summary);
  if (entries == NULL)
    return FALSE;
  for (guint i = 0; i < entries->len; i++) {
    const Entry *entry = entries->pdata[i];

    if (wanted (entry->path, prefix))
      run_entry (&run, entry, func, user_data);
  }
  g_array_sort (times_ms, by_value);
  summary->p50_ms = percentile (times_ms, 0.5);
  summary->p95_ms = percentile (times_ms, 0.95);
  return TRUE;
}
