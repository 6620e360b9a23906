/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lookup-private.h"

#include "fold.h"
#include "pinyin.h"
#include "projection.h"
#include "registry.h"
#include "store-private.h"

#include <string.h>

/*
 * Every registration has a handful of keys in one b-tree; a term of the query
 * is a prefix of a key. For 欧阳修远, 139 9000 0042, 岳麓软件:
 *
 *   欧阳修远 阳修远 修远 远         the name from each character on
 *   ouyangxiuyuan oyxy            its pinyin, and the initials
 *   ou yang xiu yuan              each syllable or Latin word, and from there on
 *   13990000042 0042              the phone, and its tail
 *   岳麓软件 yuelu…               the company, both ways
 *   e-mail
 *
 * Characters and letters are compared folded (foyer_fold_name).
 */

#define MAX_TERMS 6
#define MAX_HITS_A_TERM 20000
/* Keys are made from each character on, so that they grow with the square of a
 * text: a torn table that lands in one cell would fill the disk. */
#define MAX_NAME_CHARS 64

static void
add_key (GStrvBuilder *keys, const char *key)
{
  if (key != NULL && *key != '\0')
    g_strv_builder_add (keys, key);
}

/* 欧阳修 → 欧阳修, 阳修, 修: so that any run of characters is a prefix of one. */
static void
add_suffixes (GStrvBuilder *keys, const char *folded)
{
  for (const char *at = folded ? folded : ""; *at != '\0'; at = g_utf8_next_char (at)) {
    if (at == folded || g_unichar_get_script (g_utf8_get_char (at)) == G_UNICODE_SCRIPT_HAN)
      add_key (keys, at);
  }
}

/* (nullable): as much of a name or company as anyone types. */
static char *
head_of (const char *text)
{
  if (text == NULL || !g_utf8_validate (text, -1, NULL))
    return NULL;
  return g_utf8_substring (text, 0, MIN (g_utf8_strlen (text, -1), MAX_NAME_CHARS));
}

static void
add_readings (GStrvBuilder *keys, FoyerPinyin *pinyin, const char *name)
{
  g_auto (GStrv) syllables = foyer_pinyin_syllables (pinyin, name);
  g_autoptr (GString) initials = g_string_new (NULL);

  for (gsize i = 0; syllables[i] != NULL; i++) {
    g_autofree char *rest = g_strjoinv ("", syllables + i);

    g_string_append_c (initials, syllables[i][0]);
    add_key (keys, rest);
  }
  if (initials->len > 1)
    add_key (keys, initials->str);
}

static void
add_phone (GStrvBuilder *keys, const char *phone)
{
  g_autofree char *digits = foyer_fold_phone (phone);
  gsize length = digits ? strlen (digits) : 0;

  add_key (keys, digits);
  if (length > 4)
    add_key (keys, digits + length - 4);
}

char **
foyer_lookup_keys (FoyerStore *store, const FoyerRegistration *row)
{
  g_autoptr (GStrvBuilder) keys = g_strv_builder_new ();
  g_autofree char *name_head = head_of (row->name);
  g_autofree char *company_head = head_of (row->company);
  g_autofree char *name = foyer_fold_name (name_head);
  g_autofree char *company = foyer_fold_name (company_head);
  g_autofree char *email = foyer_fold_email (row->email);

  if (store->pinyin == NULL)
    store->pinyin = foyer_pinyin_new ();
  add_suffixes (keys, name);
  if (name_head != NULL)
    add_readings (keys, store->pinyin, name_head);
  add_phone (keys, row->phone);
  add_key (keys, company);
  if (company_head != NULL)
    add_readings (keys, store->pinyin, company_head);
  add_key (keys, email);
  return g_strv_builder_end (keys);
}

void
foyer_guest_free (FoyerGuest *self)
{
  if (self == NULL)
    return;
  foyer_registration_free (self->registration);
  g_free (self->admit_entry);
  g_free (self);
}

/* The end of the keys that begin with @prefix: UTF-8 has no byte above 0xf4. */
static char *
after_prefix (const char *prefix)
{
  return g_strconcat (prefix, "\xff", NULL);
}

/* rid → whether a key matched exactly, for one term. */
static GHashTable *
hits_of (FoyerStore *store, const char *term, GError **error)
{
  g_autoptr (GHashTable) hits = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_autofree char *end = after_prefix (term);
  sqlite3_stmt *stmt = foyer_sql (store, error,
                                  "SELECT rid, key = ?1 FROM lookup_key WHERE key >= ?1 AND key < ?2 "
                                  "LIMIT ?3", "tti", term, end, (gint64) MAX_HITS_A_TERM);
  int rc;

  while ((rc = foyer_sql_row (store, stmt, error)) == 1) {
    gint64 rid = sqlite3_column_int64 (stmt, 0);
    gboolean exact = sqlite3_column_int (stmt, 1) != 0;

    if (exact || !g_hash_table_contains (hits, &rid))
      g_hash_table_insert (hits, g_memdup2 (&rid, sizeof rid), GINT_TO_POINTER (exact ? 2 : 1));
  }
  return rc == 0 ? g_steal_pointer (&hits) : NULL;
}

/* Keeps of @all what @more has too; the better match of the two counts. */
static void
intersect (GHashTable *all, GHashTable *more)
{
  GHashTableIter iter;
  gpointer rid;
  gpointer exact;

  g_hash_table_iter_init (&iter, all);
  while (g_hash_table_iter_next (&iter, &rid, &exact)) {
    gpointer other = g_hash_table_lookup (more, rid);

    if (other == NULL)
      g_hash_table_iter_remove (&iter);
    else if (GPOINTER_TO_INT (other) > GPOINTER_TO_INT (exact))
      g_hash_table_iter_replace (&iter, other);
  }
}

static char *
fold_term (const char *term)
{
  g_autofree char *digits = foyer_fold_phone (term);

  /* "139 9000" and "１３９" are phones; "A380" is not. */
  if (digits != NULL && strspn (term, "+0123456789-()") == strlen (term))
    return g_steal_pointer (&digits);
  return strchr (term, '@') ? foyer_fold_email (term) : foyer_fold_name (term);
}

/* What was typed as terms; a comma of either width separates like a space. */
static char **
split_terms (const char *text)
{
  g_autofree char *composed = g_utf8_normalize (text, -1, G_NORMALIZE_ALL_COMPOSE);
  g_autoptr (GString) spaced = g_string_new (NULL);

  for (const char *at = composed ? composed : ""; *at != '\0'; at = g_utf8_next_char (at)) {
    gunichar c = g_utf8_get_char (at);

    if (g_unichar_isspace (c) || c == ',' || c == 0x3001)
      g_string_append_c (spaced, ' ');
    else
      g_string_append_unichar (spaced, c);
  }
  return g_strsplit (spaced->str, " ", -1);
}

static GHashTable *
find_all (FoyerStore *store, const char *text, GError **error)
{
  g_auto (GStrv) terms = split_terms (text);
  g_autoptr (GHashTable) all = NULL;
  guint n_terms = 0;

  for (gsize i = 0; terms[i] != NULL && n_terms < MAX_TERMS; i++) {
    g_autofree char *term = fold_term (terms[i]);
    g_autoptr (GHashTable) hits = NULL;

    if (term == NULL || *term == '\0')
      continue;
    n_terms++;
    hits = hits_of (store, term, error);
    if (hits == NULL)
      return NULL;
    if (all == NULL)
      all = g_steal_pointer (&hits);
    else
      intersect (all, hits);
  }
  return all ? g_steal_pointer (&all) : g_hash_table_new (g_int64_hash, g_int64_equal);
}

typedef struct {
  char    *person;
  char    *name;
  gboolean exact;
  gboolean arrived;
} Candidate;

static void
candidate_free (gpointer data)
{
  Candidate *candidate = data;

  g_free (candidate->person);
  g_free (candidate->name);
  g_free (candidate);
}

static int
compare_candidates (gconstpointer a, gconstpointer b)
{
  const Candidate *x = *(const Candidate * const *) a;
  const Candidate *y = *(const Candidate * const *) b;

  if (x->arrived != y->arrived)
    return x->arrived ? 1 : -1;
  if (x->exact != y->exact)
    return x->exact ? -1 : 1;
  return g_strcmp0 (x->name, y->name);
}

static GPtrArray *
rank (FoyerStore *store, GHashTable *hits, const char *list, GError **error)
{
  g_autoptr (GPtrArray) candidates = g_ptr_array_new_with_free_func (candidate_free);
  g_autoptr (GHashTable) people = g_hash_table_new (g_str_hash, g_str_equal);
  GHashTableIter iter;
  gpointer rid;
  gpointer exact;

  g_hash_table_iter_init (&iter, hits);
  while (g_hash_table_iter_next (&iter, &rid, &exact)) {
    sqlite3_stmt *stmt = foyer_sql (store, error,
                                    "SELECT r.person, r.name, p.person IS NOT NULL FROM registration r "
                                    "LEFT JOIN presence p ON p.person = r.person AND p.list = ?2 "
                                    "WHERE rid = ?1", "it", *(gint64 *) rid, list);
    Candidate *candidate;
    int rc = foyer_sql_row (store, stmt, error);

    if (rc < 0)
      return NULL;
    if (rc == 0)
      continue;
    candidate = g_hash_table_lookup (people, sqlite3_column_text (stmt, 0));
    if (candidate == NULL) {
      candidate = g_new0 (Candidate, 1);
      candidate->person = foyer_sql_dup (stmt, 0);
      candidate->name = foyer_sql_dup (stmt, 1);
      candidate->arrived = sqlite3_column_int (stmt, 2) != 0;
      g_hash_table_insert (people, candidate->person, candidate);
      g_ptr_array_add (candidates, candidate);
    }
    candidate->exact |= GPOINTER_TO_INT (exact) == 2;
    foyer_sql_end (stmt);
  }
  g_ptr_array_sort (candidates, compare_candidates);
  return g_steal_pointer (&candidates);
}

static FoyerGuest *
guest_of_person (FoyerStore *store, const char *person, const char *list, GError **error)
{
  g_autoptr (GPtrArray) rows = foyer_registry_of_person (store, person, error);
  g_auto (FoyerStanding) standing = { FOYER_PRESENCE_NEVER };
  const FoyerRegistration *best = NULL;
  FoyerGuest *guest;

  if (rows == NULL || rows->len == 0)
    return NULL;
  for (guint i = 0; i < rows->len; i++) {
    const FoyerRegistration *row = g_ptr_array_index (rows, i);

    if (best == NULL || foyer_status_better (best->status, row->status) != best->status)
      best = row;
  }
  if (list != NULL && !foyer_projection_standing (store, person, list, &standing, error))
    return NULL;
  guest = g_new0 (FoyerGuest, 1);
  guest->registration = foyer_registration_copy (best);
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

GPtrArray *
foyer_lookup (FoyerStore *store, const char *text, const char *list, guint limit, GError **error)
{
  g_autoptr (GPtrArray) guests = g_ptr_array_new_with_free_func ((GDestroyNotify) foyer_guest_free);
  g_autoptr (GHashTable) hits = find_all (store, text, error);
  g_autoptr (GPtrArray) candidates = hits ? rank (store, hits, list, error) : NULL;

  if (candidates == NULL)
    return NULL;
  for (guint i = 0; i < candidates->len && guests->len < limit; i++) {
    const Candidate *candidate = g_ptr_array_index (candidates, i);
    g_autoptr (GError) failure = NULL;
    FoyerGuest *guest = guest_of_person (store, candidate->person, list, &failure);

    if (failure != NULL) {
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }
    if (guest != NULL)
      g_ptr_array_add (guests, guest);
  }
  return g_steal_pointer (&guests);
}
