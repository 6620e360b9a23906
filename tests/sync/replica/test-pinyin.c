/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pinyin.h"

#include <string.h>

static void
read_text (FoyerPinyin *pinyin, const char *name, FoyerSyllable *syllables, gsize *n)
{
  glong length;
  g_autofree gunichar *hanzi = g_utf8_to_ucs4_fast (name, -1, &length);

  foyer_pinyin_read (pinyin, hanzi, (gsize) length, syllables);
  *n = (gsize) length;
}

static const struct {
  const char *name;
  const char *syllables;
} rows[] = {
  { "张伟", "zhang wei" },        { "单雄信", "shan xiong xin" }, { "曾国藩", "zeng guo fan" },
  { "解缙", "xie jin" },          { "仇英", "qiu ying" },        { "查良镛", "zha liang yong" },
  { "尉迟恭", "yu chi gong" },     { "欧阳修远", "ou yang xiu yuan" }, { "区大伟", "ou da wei" },
  { "盖叫天", "ge jiao tian" },    { "翟天临", "zhai tian lin" },  { "吕布", "lv bu" },
  { "万俟卨", "mo qi xie" },      { "阿依古丽买买提", "a yi gu li mai mai ti" },
  { "陳志豪", "chen zhi hao" },
};

static void
test_readings (void)
{
  g_autoptr (FoyerPinyin) pinyin = foyer_pinyin_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    /* Twice: read, then remembered. */
    for (int again = 0; again < 2; again++) {
      FoyerSyllable syllables[16];
      g_autoptr (GString) text = g_string_new (NULL);
      gsize n;

      read_text (pinyin, rows[i].name, syllables, &n);
      for (gsize k = 0; k < n; k++)
        g_string_append_printf (text, "%s%s", k > 0 ? " " : "", syllables[k].readings[0]);
      g_assert_cmpstr (text->str, ==, rows[i].syllables);
    }
  }
}

/* Of a surname, by whoever says it. The first @n_usual are what nearly everyone says. */
static const struct {
  const char *name;
  const char *reading;
  gboolean    usual;
} surnames[] = {
  { "单雄信", "dan", TRUE },   { "曾国藩", "ceng", TRUE },  { "朴树", "pu", TRUE },
  { "朴树", "piao", FALSE },   { "覃辉", "tan", TRUE },     { "覃辉", "qin", FALSE },
  { "缪杰", "miao", FALSE },   { "万俟卨", "wan", FALSE },   { "吕布", "lu", TRUE },
  { "吕布", "lyu", TRUE },     { "單雄信", "dan", TRUE },   { "冯刚", "ping", FALSE },
};

static void
test_surnames (void)
{
  g_autoptr (FoyerPinyin) pinyin = foyer_pinyin_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (surnames); i++) {
    FoyerSyllable syllables[16];
    guint at = 0;
    gsize n;

    read_text (pinyin, surnames[i].name, syllables, &n);
    while (syllables[0].readings[at] != NULL &&
           !g_str_equal (syllables[0].readings[at], surnames[i].reading))
      at++;
    g_assert_cmpstr (syllables[0].readings[at], ==, surnames[i].reading);
    g_assert_cmpint (at < syllables[0].n_usual, ==, surnames[i].usual);
  }
}

static void
test_words (void)
{
  static const struct { const char *text, *words; } texts[] = {
    { "Anna Kowalska", "anna kowalska" }, { "Łukasz O'Brien", "lukasz obrien" },
    { "Jürgen Müller", "jurgen muller" }, { "  Dr. Ødegård-Smith ", "dr odegard smith" }, { "", "" },
  };
  g_autoptr (FoyerPinyin) pinyin = foyer_pinyin_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autofree char *words = foyer_pinyin_words (pinyin, texts[i].text);

    g_assert_cmpstr (words, ==, texts[i].words);
  }
  g_assert_cmpuint (foyer_pinyin_simplified (pinyin, 0x9673), ==, 0x9648);
  g_assert_cmpuint (foyer_pinyin_simplified (pinyin, 0x9648), ==, 0x9648);
}

static void
test_typed (void)
{
  g_assert_cmpuint (foyer_pinyin_syllable ("xiang", 0), ==, 5);
  g_assert_cmpuint (foyer_pinyin_syllable ("xiang", 5), ==, 4);
  g_assert_cmpuint (foyer_pinyin_syllable ("xiang", 4), ==, 3);
  g_assert_cmpuint (foyer_pinyin_syllable ("xyz", 0), ==, 0);
  g_assert_true (foyer_pinyin_is_pinyin ("zhangw"));
  g_assert_true (foyer_pinyin_is_pinyin ("lvbu"));
  g_assert_true (foyer_pinyin_is_pinyin ("xian"));
  g_assert_false (foyer_pinyin_is_pinyin ("zhgang"));
  g_assert_false (foyer_pinyin_is_pinyin ("kowalska"));
}

/* A name put together from remembered pieces reads as it does alone. */
static void
test_pieces (void)
{
  static const char * const heads[] = { "王", "单", "曾", "解", "乐", "朴", "尉迟", "欧阳", "司马", "令狐" };
  static const char given[] = "伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超霞平刚桂单曾解仇乐盖查翟尉长重行";
  g_autoptr (FoyerPinyin) remembering = foyer_pinyin_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (heads); i++) {
    g_autoptr (FoyerPinyin) fresh = foyer_pinyin_new ();

    for (const char *at = given; *at != '\0'; at = g_utf8_next_char (at)) {
      g_autofree char *name = g_strdup_printf ("%s%.*s明", heads[i],
                                               (int) (g_utf8_next_char (at) - at), at);
      FoyerSyllable one[8], other[8];
      gsize n;

      read_text (remembering, name, one, &n);
      read_text (fresh, name, other, &n);
      for (gsize k = 0; k < n; k++)
        g_assert_cmpstr (one[k].readings[0], ==, other[k].readings[0]);
    }
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sync/replica/pinyin/readings", test_readings);
  g_test_add_func ("/sync/replica/pinyin/surnames", test_surnames);
  g_test_add_func ("/sync/replica/pinyin/words", test_words);
  g_test_add_func ("/sync/replica/pinyin/typed", test_typed);
  g_test_add_func ("/sync/replica/pinyin/pieces", test_pieces);
  return g_test_run ();
}
