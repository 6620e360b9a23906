/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-pinyin"

#include "pinyin.h"

#include <unicode/ustring.h>
#include <unicode/utrans.h>

struct _FoyerPinyin {
  UTransliterator *transliterator;
};

FoyerPinyin *
foyer_pinyin_new (void)
{
  FoyerPinyin *self = g_new0 (FoyerPinyin, 1);
  UErrorCode status = U_ZERO_ERROR;
  UChar id[64];
  int32_t length;

  u_uastrcpy (id, "Han-Latin/Names; Any-Latin; NFC; Lower");
  length = u_strlen (id);
  self->transliterator = utrans_openU (id, length, UTRANS_FORWARD, NULL, 0, NULL, &status);
  if (U_FAILURE (status)) {
    g_warning ("ICU has no Han-Latin/Names: names are found by their characters only");
    self->transliterator = NULL;
  }
  return self;
}

void
foyer_pinyin_free (FoyerPinyin *self)
{
  if (self == NULL)
    return;
  if (self->transliterator != NULL)
    utrans_close (self->transliterator);
  g_free (self);
}

/* (nullable): @name in Latin letters with tone marks and spaces between syllables. */
static char *
romanize (FoyerPinyin *self, const char *name)
{
  UChar text[1024];
  int32_t length = 0;
  int32_t limit;
  UErrorCode status = U_ZERO_ERROR;
  char latin[3072];

  if (self->transliterator == NULL)
    return NULL;
  u_strFromUTF8 (text, G_N_ELEMENTS (text) / 4, &length, name, -1, &status);
  if (U_FAILURE (status))
    return NULL;
  limit = length;
  utrans_transUChars (self->transliterator, text, &length, G_N_ELEMENTS (text), 0, &limit, &status);
  u_strToUTF8 (latin, sizeof latin, NULL, text, length, &status);
  return U_SUCCESS (status) ? g_strdup (latin) : NULL;
}

/* Without tone marks and accents, but ü stays told apart from u. */
static char *
without_marks (const char *text)
{
  g_autofree char *decomposed = g_utf8_normalize (text, -1, G_NORMALIZE_NFD);
  GString *plain = g_string_new (NULL);

  for (const char *at = decomposed ? decomposed : ""; *at != '\0'; at = g_utf8_next_char (at)) {
    gunichar c = g_utf8_get_char (at);

    if (c == 0x308 && plain->len > 0 && plain->str[plain->len - 1] == 'u')
      plain->str[plain->len - 1] = 'v';
    else if (g_ascii_isalnum ((char) MIN (c, 127)) && c < 128)
      g_string_append_c (plain, g_ascii_tolower ((char) c));
    else if (!g_unichar_ismark (c) && c != '\'' && c != 0x2019)
      g_string_append_c (plain, ' ');
  }
  return g_string_free (plain, FALSE);
}

char **
foyer_pinyin_syllables (FoyerPinyin *self, const char *name)
{
  g_autofree char *latin = romanize (self, name);
  g_autofree char *plain = without_marks (latin ? latin : name);
  g_auto (GStrv) words = g_strsplit (plain, " ", -1);
  g_autoptr (GStrvBuilder) syllables = g_strv_builder_new ();

  for (gsize i = 0; words[i] != NULL; i++) {
    if (*words[i] != '\0')
      g_strv_builder_add (syllables, words[i]);
  }
  return g_strv_builder_end (syllables);
}
