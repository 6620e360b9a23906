/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "badge-list.h"

#include "badge-paper.h"
#include "code.h"
#include "journal.h"
#include "pinyin.h"

#include <string.h>

/* Where a name has no letters. */
#define NO_INITIAL "#"

typedef struct {
  FoyerRegistration *row;
  char              *key;
} Line;

typedef struct {
  const char  *category;
  FoyerPinyin *pinyin;
  GHashTable  *people;   /* whose line there is */
  GPtrArray   *lines;
} Collection;

static void
line_free (gpointer data)
{
  Line *line = data;

  foyer_registration_free (line->row);
  g_free (line->key);
  g_free (line);
}

/* The hanzi at the beginning of @text; the rest is returned. */
static const char *
add_sounds (FoyerPinyin *pinyin, const char *text, GString *key)
{
  g_autoptr (GArray) hanzi = g_array_new (FALSE, FALSE, sizeof (gunichar));
  g_autofree FoyerSyllable *syllables = NULL;
  const char *rest = text;

  for (; foyer_pinyin_is_hanzi (g_utf8_get_char (rest)); rest = g_utf8_next_char (rest)) {
    gunichar character = foyer_pinyin_simplified (pinyin, g_utf8_get_char (rest));

    g_array_append_val (hanzi, character);
  }
  syllables = g_new0 (FoyerSyllable, hanzi->len);
  foyer_pinyin_read (pinyin, (const gunichar *) (const void *) hanzi->data, hanzi->len, syllables);
  for (guint i = 0; i < hanzi->len; i++)
    if (syllables[i].readings[0] != NULL)
      g_string_append_printf (key, "%s ", syllables[i].readings[0]);
  return rest;
}

static const char *
add_words (FoyerPinyin *pinyin, const char *text, GString *key)
{
  const char *rest = text;
  g_autofree char *run = NULL;
  g_autofree char *words = NULL;

  while (*rest != '\0' && !foyer_pinyin_is_hanzi (g_utf8_get_char (rest)))
    rest = g_utf8_next_char (rest);
  run = g_strndup (text, (gsize) (rest - text));
  words = foyer_pinyin_words (pinyin, run);
  g_string_append_printf (key, "%s%s", words, *words != '\0' ? " " : "");
  return rest;
}

/* "wang xiao ming ": syllable by syllable, as name lists are. */
static char *
make_key (FoyerPinyin *pinyin, const char *name)
{
  g_autoptr (GString) key = g_string_new (NULL);

  while (*name != '\0')
    name = foyer_pinyin_is_hanzi (g_utf8_get_char (name)) ? add_sounds (pinyin, name, key)
                                                          : add_words (pinyin, name, key);
  return g_strdup (key->str);
}

static gboolean
add_row (const FoyerRegistration *row, gpointer user_data)
{
  Collection *self = user_data;
  const char *category = row->category != NULL ? row->category : "attendee";
  Line *line;

  if (row->status != FOYER_STATUS_CONFIRMED
      || (self->category != NULL && strcmp (self->category, category) != 0)
      || !g_hash_table_add (self->people, g_strdup (row->person)))
    return TRUE;
  line = g_new0 (Line, 1);
  line->row = foyer_registration_copy (row);
  line->key = make_key (self->pinyin, row->name);
  g_ptr_array_add (self->lines, line);
  return TRUE;
}

static int
compare_lines (gconstpointer a, gconstpointer b)
{
  const Line *left = *(const Line *const *) a, *right = *(const Line *const *) b;
  int order = (*left->key == '\0') - (*right->key == '\0');

  if (order == 0)
    order = strcmp (left->key, right->key);
  /* 张 before 章, each together. */
  return order != 0 ? order : strcmp (left->row->name, right->row->name);
}

static char *
make_code (FoyerStore *store, const FoyerEvent *event, const FoyerRegistration *row,
           const guint8 *secret_key, gint64 *number, GError **error)
{
  GError *failure = NULL;

  *number = foyer_journal_badge_number (store, row->id, &failure);
  if (failure != NULL) {
    g_propagate_error (error, failure);
    return NULL;
  }
  if (secret_key == NULL)
    return g_strdup (row->codes && row->codes[0] ? row->codes[0] : "");
  return foyer_code_make (FOYER_CODE_BADGE, event->id, row->id, (guint16) MAX (*number, 1), 0,
                          secret_key);
}

static FoyerBadge *
make_badge (FoyerStore *store, const FoyerEvent *event, const Line *line, const guint8 *secret_key,
            GError **error)
{
  gint64 number = 0;
  g_autofree char *code = make_code (store, event, line->row, secret_key, &number, error);
  FoyerBadge *badge;

  if (code == NULL)
    return NULL;
  badge = foyer_badge_paper_of (event, line->row, code, (guint) number);
  badge->initial = g_ascii_strup (*line->key != '\0' ? line->key : NO_INITIAL, 1);
  return badge;
}

GPtrArray *
foyer_badge_list_collect (FoyerStore *store, const FoyerEvent *event, const char *category,
                          const guint8 *secret_key, GError **error)
{
  g_autoptr (FoyerPinyin) pinyin = foyer_pinyin_new ();
  g_autoptr (GHashTable) people = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (line_free);
  g_autoptr (GPtrArray) badges =
    g_ptr_array_new_with_free_func ((GDestroyNotify) foyer_badge_free);
  Collection collection = { category, pinyin, people, lines };

  if (!foyer_registry_foreach (store, add_row, &collection, error))
    return NULL;
  g_ptr_array_sort (lines, compare_lines);
  for (guint i = 0; i < lines->len; i++) {
    FoyerBadge *badge = make_badge (store, event, lines->pdata[i], secret_key, error);

    if (badge == NULL)
      return NULL;
    g_ptr_array_add (badges, badge);
  }
  return g_steal_pointer (&badges);
}
