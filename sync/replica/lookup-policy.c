/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lookup-policy.h"

#include "fold.h"
#include "lookup-private.h"
#include "registry.h"
#include "store-private.h"

#include <string.h>

#define MINUTE_US G_TIME_SPAN_MINUTE
#define HOUR_US   G_TIME_SPAN_HOUR
/* So many digits make a number that is nobody else's. */
#define MIN_WHOLE_PHONE 7

gboolean
foyer_lookup_may_ask (FoyerLookupPlace where, const char *text)
{
  g_autofree char *folded = foyer_fold_name (text);
  glong n = folded ? g_utf8_strlen (folded, -1) : 0;

  if (n != 1)
    return n > 1;
  return where == FOYER_LOOKUP_AT_DESK && foyer_pinyin_is_hanzi (g_utf8_get_char (folded));
}

guint
foyer_lookup_rows (FoyerLookupPlace where, guint wanted)
{
  return where == FOYER_LOOKUP_IN_PUBLIC ? MIN (wanted, FOYER_LOOKUP_PUBLIC_ROWS) : wanted;
}

char *
foyer_lookup_phone (FoyerLookupPlace where, const char *phone)
{
  return where == FOYER_LOOKUP_IN_PUBLIC ? foyer_mask_phone (phone) : g_strdup (phone);
}

/* The rate. */

/* When the @n-th ask before this one was; 0 when there was none. */
static gint64
asked_before (const FoyerSelfLookups *self, guint n)
{
  guint at = (self->next + FOYER_SELF_LOOKUPS_AN_HOUR - n) % FOYER_SELF_LOOKUPS_AN_HOUR;

  return self->asked_us[at];
}

static gint64
wait_for (gint64 asked_us, gint64 span_us, gint64 now_us)
{
  return asked_us == 0 ? 0 : MAX (asked_us + span_us - now_us, 0);
}

gint64
foyer_self_lookups_ask (FoyerSelfLookups *self, gint64 now_us)
{
  gint64 minute = asked_before (self, FOYER_SELF_LOOKUPS_A_MINUTE);
  gint64 hour = asked_before (self, FOYER_SELF_LOOKUPS_AN_HOUR);
  gint64 wait_us = MAX (wait_for (minute, MINUTE_US, now_us), wait_for (hour, HOUR_US, now_us));

  if (wait_us > 0)
    return wait_us;
  self->asked_us[self->next] = now_us;
  self->next = (self->next + 1) % FOYER_SELF_LOOKUPS_AN_HOUR;
  return 0;
}

/* Who it is. */

static GString *
simplified (FoyerPinyin *pinyin, const char *text, glong n_most)
{
  GString *simple = g_string_new (NULL);

  for (glong n = 0; *text != '\0' && n < n_most; n++, text = g_utf8_next_char (text))
    g_string_append_unichar (simple, foyer_pinyin_simplified (pinyin, g_utf8_get_char (text)));
  return simple;
}

/* 欧, 欧阳 and 歐陽 are surnames of 欧阳修远; his whole name is not one. */
static gboolean
is_hanzi_surname (FoyerPinyin *pinyin, const char *name, const char *surname)
{
  g_autoptr (GString) simple = simplified (pinyin, surname, G_MAXLONG);
  glong n = g_utf8_strlen (simple->str, -1);
  g_autoptr (GString) start = simplified (pinyin, name, n);

  return n <= 2 && g_utf8_strlen (name, -1) > n && g_string_equal (simple, start);
}

static gboolean
is_read_surname (FoyerPinyin *pinyin, const char *name, const char *surname)
{
  FoyerSyllable syllables[2];
  gunichar hanzi[2] = { 0 };
  gsize n = 0;

  for (const char *at = name; *at != '\0' && n < 2; at = g_utf8_next_char (at))
    hanzi[n++] = g_utf8_get_char (at);
  foyer_pinyin_read (pinyin, hanzi, n, syllables);
  for (gsize i = 0; syllables[0].readings[i] != NULL; i++) {
    const char *rest = surname + strlen (syllables[0].readings[i]);

    if (!g_str_has_prefix (surname, syllables[0].readings[i]))
      continue;
    for (gsize k = 0; n > 1 && *rest != '\0' && syllables[1].readings[k] != NULL; k++) {
      if (g_str_equal (rest, syllables[1].readings[k]))
        return g_utf8_strlen (name, -1) > 2;
    }
    if (*rest == '\0')
      return TRUE;
  }
  return FALSE;
}

static gboolean
is_word_surname (FoyerPinyin *pinyin, const char *name, const char *surname)
{
  g_autofree char *plain = foyer_pinyin_words (pinyin, name);
  g_auto (GStrv) words = g_strsplit (plain, " ", -1);
  guint n = g_strv_length (words);

  return n > 0 && (g_str_equal (words[0], surname) || g_str_equal (words[n - 1], surname));
}

static gboolean
has_surname (FoyerPinyin *pinyin, const char *name, const char *typed)
{
  g_autofree char *folded = foyer_fold_name (name);
  g_autofree char *surname = foyer_fold_name (typed);
  g_autofree char *letters = foyer_pinyin_words (pinyin, typed);

  if (folded == NULL || surname == NULL || *folded == '\0' || *surname == '\0')
    return FALSE;
  if (foyer_pinyin_is_hanzi (g_utf8_get_char (surname)))
    return is_hanzi_surname (pinyin, folded, surname);
  if (foyer_pinyin_is_hanzi (g_utf8_get_char (folded)))
    return is_read_surname (pinyin, folded, letters);
  return is_word_surname (pinyin, name, letters);
}

/* (transfer full) (element-type FoyerRegistration): those with this very number. */
static GPtrArray *
rows_with_phone (FoyerStore *store, const char *phone, GError **error)
{
  g_autofree char *folded = foyer_fold_phone (phone);
  g_autofree char *key = g_strconcat ("phone:", folded ? folded : "", NULL);
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) rows =
    g_ptr_array_new_with_free_func ((GDestroyNotify) foyer_registration_free);
  sqlite3_stmt *stmt;
  int rc;

  if (folded == NULL || strlen (folded) < MIN_WHOLE_PHONE)
    return g_steal_pointer (&rows);
  stmt = foyer_sql (store, error, "SELECT id FROM link_key JOIN registration USING (rid) WHERE key = ?1",
                    "t", key);
  while ((rc = foyer_sql_row (store, stmt, error)) == 1)
    g_ptr_array_add (ids, foyer_sql_dup (stmt, 0));
  for (guint i = 0; rc == 0 && i < ids->len; i++) {
    FoyerRegistration *row = foyer_registry_get (store, g_ptr_array_index (ids, i), error);

    if (row != NULL)
      g_ptr_array_add (rows, row);
  }
  return rc == 0 ? g_steal_pointer (&rows) : NULL;
}

FoyerGuest *
foyer_lookup_self (FoyerStore *store, const char *phone, const char *surname, const char *list,
                   GError **error)
{
  FoyerPinyin *pinyin = foyer_key_maker_pinyin (foyer_lookup_of_store (store)->maker);
  g_autoptr (GPtrArray) rows = rows_with_phone (store, phone, error);
  const FoyerRegistration *found = NULL;

  for (guint i = 0; rows != NULL && i < rows->len; i++) {
    const FoyerRegistration *row = g_ptr_array_index (rows, i);

    if (!has_surname (pinyin, row->name, surname))
      continue;
    if (found != NULL && !g_str_equal (found->person, row->person))
      return NULL;
    found = row;
  }
  return found ? foyer_lookup_guest (store, found->id, list, error) : NULL;
}
