/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pinyin.h"

static const struct {
  const char *name;
  const char *syllables;
} rows[] = {
  { "张伟", "zhang wei" },        { "单雄信", "shan xiong xin" }, { "曾国藩", "zeng guo fan" },
  { "解缙", "xie jin" },          { "仇英", "qiu ying" },        { "查良镛", "zha liang yong" },
  { "尉迟恭", "yu chi gong" },     { "欧阳修远", "ou yang xiu yuan" }, { "区大伟", "ou da wei" },
  { "盖叫天", "ge jiao tian" },    { "翟天临", "zhai tian lin" },  { "吕布", "lv bu" },
  { "万俟卨", "mo qi xie" },      { "阿依古丽·买买提", "a yi gu li mai mai ti" },
  { "Anna Kowalska", "anna kowalska" }, { "Łukasz O'Brien", "lukasz obrien" },
  { "Jürgen Müller", "jurgen muller" }, { "李Lily", "li lily" },        { "陳志豪", "chen zhi hao" },   { "", "" },
};

static void
test_readings (void)
{
  g_autoptr (FoyerPinyin) pinyin = foyer_pinyin_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    /* Twice: read, then remembered. */
    for (int again = 0; again < 2; again++) {
      g_auto (GStrv) syllables = foyer_pinyin_syllables (pinyin, rows[i].name);
      g_autofree char *text = g_strjoinv (" ", syllables);

      g_assert_cmpstr (text, ==, rows[i].syllables);
    }
  }
}

/* A name put together from remembered pieces reads as ICU reads it whole: a
 * name with a dot in it is never taken apart. */
static void
test_pieces (void)
{
  static const char * const surnames[] = { "王", "单", "曾", "解", "乐", "朴", "尉迟", "欧阳", "司马", "令狐" };
  static const char given[] = "伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超霞平刚桂单曾解仇乐盖查翟尉长重行";
  g_autoptr (FoyerPinyin) pinyin = foyer_pinyin_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (surnames); i++) {
    for (const char *at = given; *at != '\0'; at = g_utf8_next_char (at)) {
      g_autofree char *character = g_strndup (at, (gsize) (g_utf8_next_char (at) - at));
      g_autofree char *name = g_strconcat (surnames[i], character, "明", character, NULL);
      g_autofree char *dotted = g_strconcat (name, ".", NULL);
      g_auto (GStrv) pieces = foyer_pinyin_syllables (pinyin, name);
      g_auto (GStrv) whole = foyer_pinyin_syllables (pinyin, dotted);

      g_assert_true (g_strv_equal ((const char * const *) pieces, (const char * const *) whole));
    }
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sync/replica/pinyin/readings", test_readings);
  g_test_add_func ("/sync/replica/pinyin/pieces", test_pieces);
  return g_test_run ();
}
