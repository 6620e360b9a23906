/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "postings.h"

#include "store-private.h"

#include <string.h>

#define CHUNK       FOYER_POSTINGS_CHUNK
#define CHUNK_WORDS (CHUNK / 64)
#define CHUNK_BYTES (CHUNK / 8)

/* One chunk as it is changed and written. */
typedef struct {
  guint64 words[CHUNK_WORDS];
  guint8  bytes[CHUNK_BYTES];
  gsize   size;
} Chunk;

/* What is in the file may be damaged: no place lies outside of its chunk. */
static void
decode (const guint8 *bytes, gsize size, guint64 *words, gsize n_words)
{
  if (size == CHUNK_BYTES) {
    for (gsize i = 0; i < MIN (n_words, CHUNK_WORDS); i++) {
      guint64 word;

      memcpy (&word, bytes + 8 * i, sizeof word);
      words[i] |= GUINT64_FROM_LE (word);
    }
    return;
  }
  for (gsize i = 0; i + 1 < size; i += 2) {
    guint place = bytes[i] | (guint) bytes[i + 1] << 8;

    if (place / 64 < n_words && place < CHUNK)
      words[place / 64] |= G_GUINT64_CONSTANT (1) << (place % 64);
  }
}

static void
put_place (Chunk *chunk, guint place)
{
  chunk->bytes[chunk->size++] = (guint8) (place & 0xff);
  chunk->bytes[chunk->size++] = (guint8) (place >> 8);
}

static void
encode (Chunk *chunk)
{
  FoyerBits bits = { chunk->words, CHUNK_WORDS };

  chunk->size = 0;
  if (2 * foyer_bits_count (&bits) < CHUNK_BYTES) {
    for (guint i = 0; i < CHUNK_WORDS; i++) {
      for (guint64 word = chunk->words[i]; word != 0; word &= word - 1)
        put_place (chunk, 64 * i + (guint) __builtin_ctzll (word));
    }
    return;
  }
  for (gsize i = 0; i < CHUNK_WORDS; i++) {
    guint64 word = GUINT64_TO_LE (chunk->words[i]);

    memcpy (chunk->bytes + 8 * i, &word, sizeof word);
  }
  chunk->size = CHUNK_BYTES;
}

/* One of the two tables. */
typedef struct {
  const char *select;
  const char *put;
  const char *drop;
} Table;

static const Table keys = {
  "SELECT rids FROM lookup_key WHERE key = ?1 AND chunk = ?2",
  "INSERT INTO lookup_key (key, chunk, rids) VALUES (?1, ?2, ?3) "
  "ON CONFLICT (key, chunk) DO UPDATE SET rids = ?3",
  "DELETE FROM lookup_key WHERE key = ?1 AND chunk = ?2",
};

static const Table arrivals = {
  "SELECT rids FROM lookup_arrived WHERE list = ?1 AND chunk = ?2",
  "INSERT INTO lookup_arrived (list, chunk, rids) VALUES (?1, ?2, ?3) "
  "ON CONFLICT (list, chunk) DO UPDATE SET rids = ?3",
  "DELETE FROM lookup_arrived WHERE list = ?1 AND chunk = ?2",
};

static gboolean
load (FoyerStore *store, const Table *table, const char *key, gint64 number, Chunk *chunk,
      GError **error)
{
  sqlite3_stmt *stmt = foyer_sql (store, error, table->select, "ti", key, number);
  int rc = foyer_sql_row (store, stmt, error);

  memset (chunk->words, 0, sizeof chunk->words);
  if (rc == 1) {
    decode (sqlite3_column_blob (stmt, 0), (gsize) sqlite3_column_bytes (stmt, 0), chunk->words,
            CHUNK_WORDS);
    foyer_sql_end (stmt);
  }
  return rc >= 0;
}

static gboolean
save (FoyerStore *store, const Table *table, const char *key, gint64 number, Chunk *chunk,
      GError **error)
{
  encode (chunk);
  if (chunk->size == 0)
    return foyer_sql_run (store, error, table->drop, "ti", key, number);
  return foyer_sql_run (store, error, table->put, "tib", key, number, chunk->bytes, chunk->size);
}

static gboolean
change (FoyerStore *store, const Table *table, const char *key, gint64 rid, gboolean present,
        GError **error)
{
  gsize place = (gsize) (rid % CHUNK);
  Chunk chunk;
  FoyerBits bits = { chunk.words, CHUNK_WORDS };

  if (!load (store, table, key, rid / CHUNK, &chunk, error))
    return FALSE;
  if (foyer_bits_has (&bits, place) == !!present)
    return TRUE;
  if (present)
    foyer_bits_set (&bits, place);
  else
    foyer_bits_unset (&bits, place);
  return save (store, table, key, rid / CHUNK, &chunk, error);
}

gboolean
foyer_postings_change (FoyerStore *store, const char *key, gint64 rid, gboolean present,
                       GError **error)
{
  return change (store, &keys, key, rid, present, error);
}

gboolean
foyer_postings_arrive (FoyerStore *store, const char *list, gint64 rid, gboolean arrived,
                       GError **error)
{
  return change (store, &arrivals, list, rid, arrived, error);
}

static gboolean
read_chunks (FoyerStore *store, sqlite3_stmt *stmt, FoyerBits *bits, GError **error)
{
  int rc;

  while ((rc = foyer_sql_row (store, stmt, error)) == 1) {
    gint64 number = sqlite3_column_int64 (stmt, 0);
    gsize first = (gsize) number * CHUNK_WORDS;

    if (number >= 0 && first < bits->n_words)
      decode (sqlite3_column_blob (stmt, 1), (gsize) sqlite3_column_bytes (stmt, 1),
              bits->words + first, bits->n_words - first);
  }
  return rc == 0;
}

gboolean
foyer_postings_read (FoyerStore *store, const char *key, FoyerBits *bits, GError **error)
{
  return read_chunks (store, foyer_sql (store, error, "SELECT chunk, rids FROM lookup_key "
                                        "WHERE key = ?1", "t", key), bits, error);
}

/* The end of the keys that begin with @prefix: UTF-8 has no byte above 0xf4. */
static char *
after_prefix (const char *prefix)
{
  return g_strconcat (prefix, "\xff", NULL);
}

gboolean
foyer_postings_read_all (FoyerStore *store, const char *prefix, FoyerBits *bits, GError **error)
{
  g_autofree char *end = after_prefix (prefix);

  return read_chunks (store, foyer_sql (store, error, "SELECT chunk, rids FROM lookup_key "
                                        "WHERE key >= ?1 AND key < ?2", "tt", prefix, end), bits, error);
}

gboolean
foyer_postings_read_links (FoyerStore *store, const char *prefix, FoyerBits *bits, GError **error)
{
  g_autofree char *end = after_prefix (prefix);
  sqlite3_stmt *stmt = foyer_sql (store, error, "SELECT rid FROM link_key WHERE key >= ?1 AND key < ?2",
                                  "tt", prefix, end);
  int rc;

  while ((rc = foyer_sql_row (store, stmt, error)) == 1)
    foyer_bits_set (bits, (gsize) sqlite3_column_int64 (stmt, 0));
  return rc == 0;
}

gboolean
foyer_postings_any (FoyerStore *store, const char *prefix)
{
  g_autofree char *end = after_prefix (prefix);

  return foyer_sql_int (store, NULL, 0, "SELECT 1 FROM lookup_key WHERE key >= ?1 AND key < ?2 LIMIT 1",
                        "tt", prefix, end) == 1;
}

gboolean
foyer_postings_read_arrived (FoyerStore *store, const char *list, FoyerBits *bits, GError **error)
{
  return read_chunks (store, foyer_sql (store, error, "SELECT chunk, rids FROM lookup_arrived "
                                        "WHERE list = ?1", "t", list), bits, error);
}

/* Many at once. */

/* The rows of one key, ascending. Most keys have one or two. */
typedef struct {
  guint32  n;
  guint32  room;
  guint32 *more;
  guint32  few[2];
} Rows;

struct _FoyerPostingBatch {
  GStringChunk *texts;
  GHashTable   *rows;   /* key → Rows */
};

static void
rows_free (gpointer data)
{
  Rows *rows = data;

  g_free (rows->more);
  g_free (rows);
}

FoyerPostingBatch *
foyer_posting_batch_new (void)
{
  FoyerPostingBatch *self = g_new0 (FoyerPostingBatch, 1);

  self->texts = g_string_chunk_new (65536);
  self->rows = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, rows_free);
  return self;
}

void
foyer_posting_batch_free (FoyerPostingBatch *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->rows);
  g_string_chunk_free (self->texts);
  g_free (self);
}

static guint32 *
rows_of (Rows *rows)
{
  return rows->more ? rows->more : rows->few;
}

static void
rows_add (Rows *rows, guint32 rid)
{
  if (rows->n > 0 && rows_of (rows)[rows->n - 1] == rid)
    return;
  if (rows->n == rows->room) {
    rows->room *= 2;
    rows->more = g_renew (guint32, rows->more, rows->room);
    if (rows->n == G_N_ELEMENTS (rows->few))
      memcpy (rows->more, rows->few, sizeof rows->few);
  }
  rows_of (rows)[rows->n++] = rid;
}

void
foyer_posting_batch_add (FoyerPostingBatch *self, const char *key, gint64 rid)
{
  Rows *rows = g_hash_table_lookup (self->rows, key);

  if (rows == NULL) {
    rows = g_new0 (Rows, 1);
    rows->room = G_N_ELEMENTS (rows->few);
    g_hash_table_insert (self->rows, g_string_chunk_insert (self->texts, key), rows);
  }
  rows_add (rows, (guint32) rid);
}

/* A key with its first bytes as a number, by which nearly all are told apart
 * without a look at the text. */
typedef struct {
  guint64     start;
  const char *key;
  Rows       *rows;
} Sorted;

static int
compare_sorted (gconstpointer a, gconstpointer b)
{
  const Sorted *x = a;
  const Sorted *y = b;

  if (x->start != y->start)
    return x->start < y->start ? -1 : 1;
  return strcmp (x->key, y->key);
}

static guint64
start_of (const char *key)
{
  char bytes[8] = "";
  guint64 start;

  memcpy (bytes, key, strnlen (key, sizeof bytes));
  memcpy (&start, bytes, sizeof start);
  return GUINT64_FROM_BE (start);
}

static Sorted *
sort_keys (FoyerPostingBatch *self)
{
  Sorted *sorted = g_new (Sorted, MAX (g_hash_table_size (self->rows), 1));
  GHashTableIter iter;
  gpointer key, rows;
  gsize n = 0;

  g_hash_table_iter_init (&iter, self->rows);
  while (g_hash_table_iter_next (&iter, &key, &rows))
    sorted[n++] = (Sorted) { start_of (key), key, rows };
  qsort (sorted, n, sizeof *sorted, compare_sorted);
  return sorted;
}

/* The rows of @number's chunk from @at on; returns where the next chunk begins. */
static guint32
fill_chunk (Chunk *chunk, const Rows *rows, const guint32 *rids, guint32 at, gint64 number)
{
  FoyerBits bits = { chunk->words, CHUNK_WORDS };

  for (; at < rows->n && rids[at] / CHUNK == number; at++)
    foyer_bits_set (&bits, rids[at] % CHUNK);
  return at;
}

static gboolean
write_rows (FoyerStore *store, sqlite3_stmt *insert, const char *key, Rows *rows, gint64 shared,
            GError **error)
{
  const guint32 *rids = rows_of (rows);

  for (guint32 at = 0; at < rows->n;) {
    gint64 number = rids[at] / CHUNK;
    Chunk chunk;

    if (number == shared && !load (store, &keys, key, number, &chunk, error))
      return FALSE;
    chunk.size = 0;
    /* By far the most: one row of its own. */
    if (number != shared && (at + 1 == rows->n || rids[at + 1] / CHUNK != number)) {
      put_place (&chunk, rids[at++] % CHUNK);
    }
    else {
      if (number != shared)
        memset (chunk.words, 0, sizeof chunk.words);
      at = fill_chunk (&chunk, rows, rids, at, number);
      encode (&chunk);
    }
    sqlite3_bind_text (insert, 1, key, -1, SQLITE_STATIC);
    sqlite3_bind_int64 (insert, 2, number);
    sqlite3_bind_blob (insert, 3, chunk.bytes, (int) chunk.size, SQLITE_STATIC);
    if (foyer_sql_row (store, insert, error) != 0)
      return FALSE;
  }
  return TRUE;
}

gboolean
foyer_posting_batch_write (FoyerPostingBatch *self, FoyerStore *store, gint64 first, GError **error)
{
  /* Only the first chunk can hold earlier rows. */
  gint64 shared = first % CHUNK == 0 ? -1 : first / CHUNK;
  g_autofree Sorted *sorted = sort_keys (self);
  sqlite3_stmt *insert = foyer_sql (store, error, keys.put, NULL);
  gsize n = g_hash_table_size (self->rows);
  gboolean ok = insert != NULL;

  for (gsize i = 0; ok && i < n; i++)
    ok = write_rows (store, insert, sorted[i].key, sorted[i].rows, shared, error);
  if (insert != NULL)
    sqlite3_clear_bindings (insert);
  return ok;
}
