/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "name-order.h"

#include "pinyin.h"

#include <string.h>

struct _FoyerNameOrder {
  FoyerPinyin *pinyin;
};

FoyerNameOrder *
foyer_name_order_new (void)
{
  FoyerNameOrder *self = g_new0 (FoyerNameOrder, 1);

  self->pinyin = foyer_pinyin_new ();
  return self;
}

void
foyer_name_order_free (FoyerNameOrder *self)
{
  if (self == NULL)
    return;
  foyer_pinyin_free (self->pinyin);
  g_free (self);
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

char *
foyer_name_order_key (FoyerNameOrder *self, const char *name)
{
  g_autoptr (GString) key = g_string_new (NULL);

  while (*name != '\0')
    name = foyer_pinyin_is_hanzi (g_utf8_get_char (name)) ? add_sounds (self->pinyin, name, key)
                                                          : add_words (self->pinyin, name, key);
  return g_strdup (key->str);
}

int
foyer_name_order_compare (const char *a, const char *b)
{
  int order = (*a == '\0') - (*b == '\0');

  return order != 0 ? order : strcmp (a, b);
}
