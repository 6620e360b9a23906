/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lookup-people.h"

#include "postings.h"
#include "store-private.h"

#include <sodium.h>
#include <string.h>

#define CHUNK     512
#define ROW_BYTES 20

G_STATIC_ASSERT (FOYER_POSTINGS_CHUNK % CHUNK == 0);

void
foyer_people_clear (FoyerPeople *self)
{
  g_clear_pointer (&self->heads, g_free);
  g_clear_pointer (&self->places, g_free);
  g_clear_pointer (&self->starts, g_free);
  g_clear_pointer (&self->versions, g_array_unref);
  foyer_bits_clear (&self->joined);
}

static void
unpack (const guint8 *bytes, guint32 *head, FoyerPlace *place)
{
  memcpy (head, bytes, 4);
  memcpy (place, bytes + 4, 16);
  *head = GUINT32_FROM_LE (*head);
  place->high = GUINT64_FROM_BE (place->high);
  place->low = GUINT64_FROM_BE (place->low);
}

static void
pack (guint8 *bytes, const FoyerPeopleRow *row)
{
  guint32 head = GUINT32_TO_LE ((guint32) row->head);
  FoyerPlace place = { GUINT64_TO_BE (row->place.high), GUINT64_TO_BE (row->place.low) };

  memcpy (bytes, &head, 4);
  memcpy (bytes + 4, &place, 16);
}

/* Reading. */

static void
make_room (FoyerPeople *self, gsize n)
{
  gsize words = n / 64;

  if (n <= self->n)
    return;
  self->heads = g_renew (guint32, self->heads, n);
  self->places = g_renew (FoyerPlace, self->places, n);
  self->starts = g_renew (guint32, self->starts, n);
  self->joined.words = g_renew (guint64, self->joined.words, words);
  memset (self->heads + self->n, 0, (n - self->n) * sizeof *self->heads);
  memset (self->joined.words + self->joined.n_words, 0,
          (words - self->joined.n_words) * sizeof (guint64));
  self->joined.n_words = words;
  g_array_set_size (self->versions, (guint) (n / CHUNK));
  self->n = n;
}

static void
take_row (FoyerPeople *self, gsize rid, const guint8 *bytes)
{
  gboolean was_joined = foyer_bits_has (&self->joined, rid);
  gboolean joined;

  unpack (bytes, &self->heads[rid], &self->places[rid]);
  self->starts[rid] = (guint32) (self->places[rid].high >> 32);
  /* A damaged file must not lead outside of the table. */
  if (self->heads[rid] >= self->n)
    self->heads[rid] = 0;
  joined = self->heads[rid] != 0 && self->heads[rid] != rid;
  if (joined && !was_joined)
    foyer_bits_set (&self->joined, rid);
  else if (!joined && was_joined)
    foyer_bits_unset (&self->joined, rid);
  self->n_joined += (gsize) joined - (gsize) was_joined;
}

static void
take_chunk (FoyerPeople *self, gint64 number, sqlite3_stmt *stmt)
{
  gint64 version = sqlite3_column_int64 (stmt, 1);
  gsize first = (gsize) number * CHUNK;
  const guint8 *bytes;

  if (g_array_index (self->versions, gint64, number) == version)
    return;
  bytes = sqlite3_column_blob (stmt, 2);
  if (sqlite3_column_bytes (stmt, 2) != CHUNK * ROW_BYTES)
    return;
  for (gsize i = 0; i < CHUNK; i++)
    take_row (self, first + i, bytes + i * ROW_BYTES);
  g_array_index (self->versions, gint64, number) = version;
}

static gint64
round_up (gint64 rid)
{
  return (rid / FOYER_POSTINGS_CHUNK + 1) * FOYER_POSTINGS_CHUNK;
}

gboolean
foyer_people_read (FoyerPeople *self, FoyerStore *store, GError **error)
{
  gint64 version = foyer_sql_int (store, error, -1, "SELECT version FROM lookup_state", NULL);
  gint64 last;
  sqlite3_stmt *stmt;
  int rc;

  if (version < 0 || (version == self->version && self->versions != NULL))
    return version >= 0;
  last = foyer_sql_int (store, error, 0, "SELECT max (chunk) FROM lookup_person", NULL);
  if (last < 0)
    return FALSE;
  if (last > G_MAXUINT32 / CHUNK) {
    g_set_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_BROKEN, "%s is damaged", store->path);
    return FALSE;
  }
  if (self->versions == NULL)
    self->versions = g_array_new (FALSE, TRUE, sizeof (gint64));
  make_room (self, (gsize) round_up (last * CHUNK + CHUNK - 1));
  stmt = foyer_sql (store, error, "SELECT chunk, version, people FROM lookup_person", NULL);
  while ((rc = foyer_sql_row (store, stmt, error)) == 1)
    take_chunk (self, sqlite3_column_int64 (stmt, 0), stmt);
  if (rc == 0)
    self->version = version;
  return rc == 0;
}

void
foyer_people_join (const FoyerPeople *self, FoyerBits *bits)
{
  if (self->n_joined == 0)
    return;
  for (gsize i = 0; i < MIN (bits->n_words, self->joined.n_words); i++) {
    for (guint64 word = bits->words[i] & self->joined.words[i]; word != 0; word &= word - 1) {
      gsize rid = 64 * i + (gsize) __builtin_ctzll (word);

      foyer_bits_unset (bits, rid);
      foyer_bits_set (bits, self->heads[rid]);
    }
  }
}

/* Writing. */

static gint64
new_version (void)
{
  gint64 version;

  randombytes_buf (&version, sizeof version);
  return version & G_MAXINT64;
}

static gboolean
load_chunk (FoyerStore *store, gint64 number, guint8 *bytes, GError **error)
{
  sqlite3_stmt *stmt = foyer_sql (store, error, "SELECT people FROM lookup_person WHERE chunk = ?1",
                                  "i", number);
  int rc = foyer_sql_row (store, stmt, error);

  memset (bytes, 0, CHUNK * ROW_BYTES);
  if (rc == 1) {
    if (sqlite3_column_bytes (stmt, 0) == CHUNK * ROW_BYTES)
      memcpy (bytes, sqlite3_column_blob (stmt, 0), CHUNK * ROW_BYTES);
    foyer_sql_end (stmt);
  }
  return rc >= 0;
}

/* The rows of one chunk, from @at on; *@at is then the next chunk's first. */
static gboolean
write_chunk (FoyerStore *store, GArray *rows, guint *at, GError **error)
{
  gint64 number = g_array_index (rows, FoyerPeopleRow, *at).rid / CHUNK;
  guint8 bytes[CHUNK * ROW_BYTES];

  if (!load_chunk (store, number, bytes, error))
    return FALSE;
  for (; *at < rows->len; (*at)++) {
    const FoyerPeopleRow *row = &g_array_index (rows, FoyerPeopleRow, *at);

    if (row->rid / CHUNK != number)
      break;
    pack (bytes + (row->rid % CHUNK) * ROW_BYTES, row);
  }
  return foyer_sql_run (store, error,
                        "INSERT INTO lookup_person (chunk, version, people) VALUES (?1, ?2, ?3) "
                        "ON CONFLICT (chunk) DO UPDATE SET version = ?2, people = ?3", "iib", number,
                        new_version (), bytes, sizeof bytes);
}

gboolean
foyer_people_write (FoyerStore *store, GArray *rows, GError **error)
{
  for (guint at = 0; at < rows->len;) {
    if (!write_chunk (store, rows, &at, error))
      return FALSE;
  }
  return foyer_sql_run (store, error, "UPDATE lookup_state SET version = ?1", "i", new_version ());
}
