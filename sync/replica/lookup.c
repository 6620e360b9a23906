/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lookup-private.h"

#include "lookup-index.h"
#include "lookup-term.h"
#include "postings.h"
#include "projection.h"
#include "registry.h"
#include "store-private.h"

/*
 * A lookup is work on sets of row numbers. For each rank, best first: the rows
 * that each term matches so well or better are put together, then those that
 * all terms match are taken. Nothing is left out before that; only of what
 * remains the first few are picked.
 */

#define ENOUGH_ROWS 3

void
foyer_guest_free (FoyerGuest *self)
{
  if (self == NULL)
    return;
  foyer_registration_free (self->registration);
  g_free (self->admit_entry);
  g_free (self);
}

/* A term and who matches it, at any rank so far. */
typedef struct {
  FoyerTerm *term;
  FoyerBits  hits;
} Asked;

typedef struct {
  FoyerStore        *store;
  const FoyerPeople *people;
  GArray            *asked;     /* Asked: all of them must match … */
  Asked             *joined;    /* (nullable): … or they as one */
  FoyerBits          arrived;
  FoyerBits          found;     /* at any rank so far */
  GArray            *order;     /* guint32: rows, in the order of the answer */
  guint              limit;
} Search;

static void
clear_asked (gpointer data)
{
  Asked *asked = data;

  foyer_bits_clear (&asked->hits);
}

static gsize
n_words (const FoyerPeople *people)
{
  return people->n / 64;
}

static gboolean
match (Search *search, Asked *asked, FoyerRank rank, GError **error)
{
  if (!foyer_term_collect (asked->term, search->store, rank, &asked->hits, error))
    return FALSE;
  foyer_people_join (search->people, &asked->hits);
  return TRUE;
}

/* Who matches at @rank but at no better one. */
static void
intersect (Search *search, FoyerBits *fresh)
{
  for (gsize i = 0; i < fresh->n_words; i++) {
    guint64 all = search->asked->len > 0 ? G_MAXUINT64 : 0;

    for (guint k = 0; k < search->asked->len; k++)
      all &= g_array_index (search->asked, Asked, k).hits.words[i];
    if (search->joined != NULL)
      all |= search->joined->hits.words[i];
    fresh->words[i] = all & ~search->found.words[i];
    search->found.words[i] |= all;
  }
}

/* Puts @rid among the rows of the answer from @from on, if it belongs there. */
static void
place (Search *search, guint from, guint32 rid)
{
  const guint32 *starts = search->people->starts;
  GArray *order = search->order;
  guint at = order->len;

  /* Nearly everyone comes behind those that are there. */
  if (at == search->limit && starts[rid] > starts[g_array_index (order, guint32, at - 1)])
    return;
  while (at > from &&
         foyer_people_before (search->people, rid, g_array_index (order, guint32, at - 1)))
    at--;
  if (at == search->limit)
    return;
  g_array_insert_val (order, at, rid);
  g_array_set_size (order, MIN (order->len, search->limit));
}

static void
pick (Search *search, const FoyerBits *fresh, gboolean arrived)
{
  guint from = search->order->len;

  for (gsize i = 0; from < search->limit && i < fresh->n_words; i++) {
    guint64 word = fresh->words[i] & (arrived ? search->arrived.words[i] : ~search->arrived.words[i]);

    for (; word != 0; word &= word - 1)
      place (search, from, (guint32) (64 * i + (gsize) __builtin_ctzll (word)));
  }
}

static gboolean
take_rank (Search *search, FoyerRank rank, FoyerBits *fresh, GError **error)
{
  for (guint i = 0; i < search->asked->len; i++) {
    if (!match (search, &g_array_index (search->asked, Asked, i), rank, error))
      return FALSE;
  }
  if (search->joined != NULL && !match (search, search->joined, rank, error))
    return FALSE;
  intersect (search, fresh);
  pick (search, fresh, FALSE);
  pick (search, fresh, TRUE);
  return TRUE;
}

/* Who typed somebody's whole name made no mistake, nor did who typed a few letters that
 * are in one. Where several have it already, nobody looks further down. */
static gboolean
may_be_typo (Search *search, gboolean any_exact)
{
  if (any_exact || search->order->len == 0)
    return !any_exact;
  if (search->order->len >= ENOUGH_ROWS)
    return FALSE;
  for (guint i = 0; i < search->asked->len; i++) {
    if (foyer_term_is_long (g_array_index (search->asked, Asked, i).term))
      return TRUE;
  }
  return search->joined != NULL && foyer_term_is_long (search->joined->term);
}

static gboolean
search_ranks (Search *search, const char *list, GError **error)
{
  g_auto (FoyerBits) fresh = foyer_bits_new (n_words (search->people));
  gboolean any_exact = FALSE;
  guint n_plain = 0;

  if (list != NULL &&
      !foyer_postings_read_arrived (search->store, list, &search->arrived, error))
    return FALSE;
  for (FoyerRank rank = 0; rank < FOYER_RANK_N && search->order->len < search->limit; rank++) {
    if (rank == FOYER_RANK_FUZZY)
      n_plain = search->order->len;
    if (rank >= FOYER_RANK_FUZZY && (!may_be_typo (search, any_exact) || search->order->len > n_plain))
      break;
    if (!take_rank (search, rank, &fresh, error))
      return FALSE;
    any_exact |= rank == FOYER_RANK_EXACT && search->order->len > 0;
  }
  return TRUE;
}

/* (transfer full): rows of people, first the one to be shown first. */
static GArray *
search_terms (FoyerStore *store, GPtrArray *terms, const char *list, guint limit, GError **error)
{
  FoyerLookup *lookup = foyer_lookup_of_store (store);
  g_autoptr (FoyerTerm) whole = foyer_terms_joined (terms);
  g_autoptr (GArray) asked = g_array_new (FALSE, FALSE, sizeof (Asked));
  g_autoptr (GArray) order = g_array_new (FALSE, FALSE, sizeof (guint32));
  gsize n = foyer_people_read (&lookup->people, store, error) ? n_words (&lookup->people) : 0;
  g_auto (FoyerBits) arrived = foyer_bits_new (n);
  g_auto (FoyerBits) found = foyer_bits_new (n);
  g_auto (FoyerBits) joined_hits = foyer_bits_new (n);
  Asked joined = { whole, joined_hits };
  Search search = { store, &lookup->people, asked, whole ? &joined : NULL, arrived, found, order,
                    limit };

  if (n == 0)
    return NULL;
  g_array_set_clear_func (asked, clear_asked);
  for (guint i = 0; i < terms->len; i++) {
    Asked one = { g_ptr_array_index (terms, i), foyer_bits_new (n) };

    g_array_append_val (asked, one);
  }
  return search_ranks (&search, list, error) ? g_steal_pointer (&order) : NULL;
}

/* "139 9000 8822" is one number; "8821 2291" may be two, of a phone and of a ticket. */
static GArray *
search_rows (FoyerStore *store, const char *text, const char *list, guint limit, GError **error)
{
  FoyerPinyin *pinyin = foyer_key_maker_pinyin (foyer_lookup_of_store (store)->maker);
  gboolean joining = TRUE;
  g_autoptr (GPtrArray) terms = foyer_terms_parse (pinyin, text, &joining);
  GArray *rows = search_terms (store, terms, list, limit, error);

  if (rows == NULL || rows->len > 0 || !joining)
    return rows;
  g_array_unref (rows);
  g_ptr_array_unref (terms);
  joining = FALSE;
  terms = foyer_terms_parse (pinyin, text, &joining);
  return search_terms (store, terms, list, limit, error);
}

/* Guests. */

static FoyerGuest *
guest_of_person (FoyerStore *store, const char *person, const char *list, GError **error)
{
  g_autoptr (GPtrArray) rows = foyer_registry_of_person (store, person, error);
  g_auto (FoyerStanding) standing = { FOYER_PRESENCE_NEVER };
  FoyerRegistration *best = NULL;
  FoyerGuest *guest;

  if (rows == NULL || rows->len == 0)
    return NULL;
  for (guint i = 0; i < rows->len; i++) {
    FoyerRegistration *row = g_ptr_array_index (rows, i);

    if (best == NULL || foyer_status_better (best->status, row->status) != best->status)
      best = row;
  }
  if (list != NULL && !foyer_projection_standing (store, person, list, &standing, error))
    return NULL;
  guest = g_new0 (FoyerGuest, 1);
  g_ptr_array_set_free_func (rows, NULL);
  for (guint i = 0; i < rows->len; i++) {
    if (g_ptr_array_index (rows, i) != best)
      foyer_registration_free (g_ptr_array_index (rows, i));
  }
  guest->registration = best;
  guest->still_due = foyer_registry_still_due (store, best);
  guest->presence = standing.presence;
  guest->since_us = standing.presence == FOYER_PRESENCE_NEVER ? 0 : standing.since_us;
  guest->admit_entry = g_steal_pointer (&standing.last_admit);
  return guest;
}

FoyerGuest *
foyer_lookup_guest (FoyerStore *store, const char *registration, const char *list, GError **error)
{
  g_autofree char *person = foyer_projection_person (store, registration, error);

  return person ? guest_of_person (store, person, list, error) : NULL;
}

/* FALSE only with an @error: a row that is gone by now is no guest. */
static gboolean
add_guest (FoyerStore *store, guint32 rid, const char *list, GPtrArray *guests, GError **error)
{
  GError *failure = NULL;
  g_autofree char *person = foyer_sql_text (store, &failure,
                                            "SELECT person FROM registration WHERE rid = ?1", "i",
                                            (gint64) rid);
  FoyerGuest *guest = person ? guest_of_person (store, person, list, &failure) : NULL;

  if (guest != NULL)
    g_ptr_array_add (guests, guest);
  if (failure != NULL)
    g_propagate_error (error, failure);
  return failure == NULL;
}

static GPtrArray *
find_guests (FoyerStore *store, const char *text, const char *list, guint limit, GError **error)
{
  g_autoptr (GPtrArray) guests = g_ptr_array_new_with_free_func ((GDestroyNotify) foyer_guest_free);
  g_autoptr (GArray) rows = search_rows (store, text, list, limit, error);

  for (guint i = 0; rows != NULL && i < rows->len; i++) {
    if (!add_guest (store, g_array_index (rows, guint32, i), list, guests, error))
      return NULL;
  }
  return rows ? g_steal_pointer (&guests) : NULL;
}

GPtrArray *
foyer_lookup (FoyerStore *store, const char *text, const char *list, guint limit, GError **error)
{
  GPtrArray *guests;

  /* Inside of a transaction new rows have no keys yet. */
  if (foyer_store_in_transaction (store)) {
    if (store->lock_fd >= 0 && !foyer_lookup_index_catch_up (store, error))
      return NULL;
    return find_guests (store, text, list, limit, error);
  }
  /* All that is read fits together then; and SQLite locks the file once. */
  if (!foyer_store_begin_read (store, error))
    return NULL;
  guests = find_guests (store, text, list, limit, error);
  foyer_store_end_read (store);
  return guests;
}
