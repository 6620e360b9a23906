/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pairs.h"

#include <string.h>

#define N_FIRST  400   /* people in the first file */
#define N_BOTH   150   /* of whom are in the second too */
#define N_SECOND 100   /* who are in the second only */

/* By hand: which characters sound alike, and how the name is read, is nothing
 * that the code under test may tell. */
static const struct {
  const char *hanzi;
  const char *traditional;
  const char *pinyin;
} surnames[] = {
  { "王", "王", "wang" },  { "李", "李", "li" },    { "张", "張", "zhang" }, { "刘", "劉", "liu" },
  { "陈", "陳", "chen" },  { "杨", "楊", "yang" },  { "黄", "黃", "huang" }, { "赵", "趙", "zhao" },
  { "吴", "吳", "wu" },    { "周", "周", "zhou" },  { "孙", "孫", "sun" },   { "马", "馬", "ma" },
  { "朱", "朱", "zhu" },   { "胡", "胡", "hu" },    { "林", "林", "lin" },   { "郭", "郭", "guo" },
  { "高", "高", "gao" },   { "罗", "羅", "luo" },   { "梁", "梁", "liang" }, { "宋", "宋", "song" },
};

static const struct {
  const char *hanzi;
  const char *traditional;
  const char *homophone;
  const char *pinyin;
} given[] = {
  { "伟", "偉", "玮", "wei" },    { "芳", "芳", "方", "fang" },   { "娜", "娜", "纳", "na" },
  { "敏", "敏", "闽", "min" },    { "静", "靜", "婧", "jing" },   { "丽", "麗", "莉", "li" },
  { "强", "強", "墙", "qiang" },  { "磊", "磊", "蕾", "lei" },    { "洋", "洋", "阳", "yang" },
  { "艳", "艷", "燕", "yan" },    { "勇", "勇", "永", "yong" },   { "军", "軍", "君", "jun" },
  { "杰", "傑", "洁", "jie" },    { "娟", "娟", "鹃", "juan" },   { "涛", "濤", "韬", "tao" },
  { "明", "明", "鸣", "ming" },   { "超", "超", "钞", "chao" },   { "霞", "霞", "侠", "xia" },
  { "平", "平", "萍", "ping" },   { "刚", "剛", "钢", "gang" },   { "鑫", "鑫", "欣", "xin" },
  { "宇", "宇", "雨", "yu" },     { "浩", "浩", "皓", "hao" },    { "轩", "軒", "萱", "xuan" },
};

static const char * const companies[] = {
  "橘洲云样例科技", "岳麓虚构软件", "湘水示例智能", "月亮岛虚构机器人", "浏阳河示例实验室", "火宫虚构安全", "青竹样例网络",
  "芙蓉虚构传媒", "洞庭示例云计算", "样例理工学院", "示例大学", "天心示例金融科技", "梅溪样例工作室", "杜鹃样例开源社",
};

static const char * const way_names[BENCH_WAY_N] = {
  [BENCH_WAY_SAME]        = "formats only",
  [BENCH_WAY_TRADITIONAL] = "traditional characters",
  [BENCH_WAY_LATIN]       = "name in pinyin",
  [BENCH_WAY_HOMOPHONE]   = "name, same sound",
  [BENCH_WAY_TYPO]        = "name, one character off",
  [BENCH_WAY_SWAPPED]     = "given name first",
  [BENCH_WAY_NEW_PHONE]   = "new phone, same mail",
  [BENCH_WAY_NEW_CONTACT] = "new phone and mail",
  [BENCH_WAY_PHONE_TYPO]  = "phone, one digit off",
  [BENCH_WAY_PHONE_SHORT] = "phone, one digit lost",
  [BENCH_WAY_STRANGER]    = "nothing but the name",
};

/* So many in a hundred; the rest is BENCH_WAY_SAME. */
static const guint way_shares[BENCH_WAY_N] = {
  [BENCH_WAY_TRADITIONAL] = 6, [BENCH_WAY_LATIN] = 8,       [BENCH_WAY_HOMOPHONE] = 6,
  [BENCH_WAY_TYPO] = 5,        [BENCH_WAY_SWAPPED] = 4,     [BENCH_WAY_NEW_PHONE] = 8,
  [BENCH_WAY_NEW_CONTACT] = 5, [BENCH_WAY_PHONE_TYPO] = 5,  [BENCH_WAY_PHONE_SHORT] = 3,
  [BENCH_WAY_STRANGER] = 2,
};

typedef struct {
  guint surname;
  guint given[2];
  guint n_given;
  char  phone[12];
  guint mail;      /* 0: none */
  guint company;   /* beyond the last: none */
} Someone;

const char *
bench_way_to_string (BenchWay way)
{
  return way_names[way];
}

static guint
below (GRand *rand, guint end)
{
  return (guint) g_rand_int_range (rand, 0, (gint32) end);
}

static void
new_phone (GRand *rand, char phone[12])
{
  g_snprintf (phone, 12, "1%u%09u", 3 + below (rand, 7), below (rand, 1000000000));
}

static Someone
new_someone (GRand *rand, guint number)
{
  Someone self = { .surname = below (rand, G_N_ELEMENTS (surnames)),
                   .given = { below (rand, G_N_ELEMENTS (given)), below (rand, G_N_ELEMENTS (given)) },
                   .n_given = 1 + (below (rand, 100) < 70),
                   .mail = below (rand, 100) < 80 ? number + 1 : 0,
                   .company = below (rand, G_N_ELEMENTS (companies) + 2) };

  new_phone (rand, self.phone);
  return self;
}

/* Writing. */

typedef const char *(*Glyph) (const Someone *self, guint i);

static const char *
hanzi (const Someone *self, guint i)
{
  return i == 0 ? surnames[self->surname].hanzi : given[self->given[i - 1]].hanzi;
}

static const char *
traditional (const Someone *self, guint i)
{
  return i == 0 ? surnames[self->surname].traditional : given[self->given[i - 1]].traditional;
}

static const char *
homophone (const Someone *self, guint i)
{
  return i == self->n_given ? given[self->given[i - 1]].homophone : hanzi (self, i);
}

static char *
spell (const Someone *self, Glyph glyph)
{
  GString *name = g_string_new (NULL);

  for (guint i = 0; i <= self->n_given; i++)
    g_string_append (name, glyph (self, i));
  return g_string_free (name, FALSE);
}

static char *
latin (const Someone *self, gboolean given_first)
{
  g_autofree char *first = g_strconcat (given[self->given[0]].pinyin,
                                        self->n_given > 1 ? given[self->given[1]].pinyin : "", NULL);
  const char *last = surnames[self->surname].pinyin;

  *first = g_ascii_toupper (*first);
  return given_first ? g_strdup_printf ("%s %s", first, last) : g_strdup_printf ("%s %s", last, first);
}

static char *
given_name_first (const Someone *self)
{
  g_autofree char *all = spell (self, hanzi);
  const char *surname = surnames[self->surname].hanzi;

  return g_strconcat (all + strlen (surname), surname, NULL);
}

static char *
name_by (GRand *rand, const Someone *self, BenchWay way)
{
  Someone other = *self;

  switch (way) {
  case BENCH_WAY_TRADITIONAL:
    return spell (self, traditional);
  case BENCH_WAY_LATIN:
    return latin (self, below (rand, 2) == 0);
  case BENCH_WAY_HOMOPHONE:
    return spell (self, homophone);
  case BENCH_WAY_SWAPPED:
    return given_name_first (self);
  case BENCH_WAY_TYPO:
    other.given[other.n_given - 1] = (other.given[other.n_given - 1] + 1) % G_N_ELEMENTS (given);
    return spell (&other, hanzi);
  case BENCH_WAY_SAME:
  case BENCH_WAY_NEW_PHONE:
  case BENCH_WAY_NEW_CONTACT:
  case BENCH_WAY_PHONE_TYPO:
  case BENCH_WAY_PHONE_SHORT:
  case BENCH_WAY_STRANGER:
  case BENCH_WAY_N:
  default:
    return spell (self, hanzi);
  }
}

static char *
phone_format (GRand *rand, const char *phone)
{
  switch (below (rand, 5)) {
  case 0:
    return g_strdup_printf ("+86 %.3s %.4s %s", phone, phone + 3, phone + 7);
  case 1:
    return g_strdup_printf ("%.3s-%.4s-%s", phone, phone + 3, phone + 7);
  case 2:
    return g_strdup_printf ("0086%s", phone);
  default:
    return g_strdup (phone);
  }
}

/* Changes @self to what is written of it, but for the name. */
static void
misremember (GRand *rand, Someone *self, guint number, BenchWay way)
{
  guint at = 3 + below (rand, 8);

  if (way == BENCH_WAY_NEW_PHONE || way == BENCH_WAY_NEW_CONTACT || way == BENCH_WAY_STRANGER)
    new_phone (rand, self->phone);
  if (way == BENCH_WAY_NEW_PHONE && self->mail == 0)
    self->mail = number + 1;
  if (way == BENCH_WAY_NEW_CONTACT || way == BENCH_WAY_STRANGER)
    self->mail = 0;
  if (way == BENCH_WAY_NEW_CONTACT)
    self->company %= G_N_ELEMENTS (companies);
  if (way == BENCH_WAY_STRANGER)
    self->company = G_N_ELEMENTS (companies);
  if (way == BENCH_WAY_PHONE_TYPO || way == BENCH_WAY_PHONE_SHORT)
    self->mail = 0;
  if (way == BENCH_WAY_PHONE_TYPO)
    self->phone[at] = (char) ('0' + (self->phone[at] - '0' + 1 + (int) below (rand, 9)) % 10);
  if (way == BENCH_WAY_PHONE_SHORT)
    memmove (self->phone + at, self->phone + at + 1, strlen (self->phone + at));
}

static void
write_row (BenchPairs *self, guint file, guint number, const Someone *someone, const char *name,
           const char *phone)
{
  g_autofree char *mail = someone->mail ? g_strdup_printf ("guest%u@example.org", someone->mail)
                                        : g_strdup ("");

  g_string_append_printf (self->files[file], "%u,%s,%s,%s,%s\n", self->people[file]->len + 1, name,
                          phone, mail,
                          someone->company < G_N_ELEMENTS (companies) ? companies[someone->company] : "");
  g_array_append_val (self->people[file], number);
}

static void
write_plain (BenchPairs *self, guint file, guint number, const Someone *someone)
{
  g_autofree char *name = spell (someone, hanzi);

  write_row (self, file, number, someone, name, someone->phone);
}

static BenchWay
draw_way (GRand *rand)
{
  guint drawn = below (rand, 100);

  for (guint way = 1; way < BENCH_WAY_N; way++) {
    if (drawn < way_shares[way])
      return way;
    drawn -= way_shares[way];
  }
  return BENCH_WAY_SAME;
}

static void
write_again (BenchPairs *self, GRand *rand, guint number, Someone *someone)
{
  BenchWay way = draw_way (rand);
  g_autofree char *name = name_by (rand, someone, way);
  g_autofree char *phone = NULL;

  misremember (rand, someone, number, way);
  phone = phone_format (rand, someone->phone);
  write_row (self, 1, number, someone, name, phone);
  g_array_append_val (self->ways, way);
}

/* Who is like somebody of the first file, and is not. */
static void
write_double (BenchPairs *self, GRand *rand, guint number, const Someone *of)
{
  Someone someone = new_someone (rand, number);

  switch (below (rand, 4)) {
  case 0: /* A twin, signed up by a parent. */
    someone = *of;
    someone.given[someone.n_given - 1] = (of->given[of->n_given - 1] + 5) % G_N_ELEMENTS (given);
    break;
  case 1: /* A namesake. */
    someone.surname = of->surname;
    someone.n_given = of->n_given;
    memcpy (someone.given, of->given, sizeof of->given);
    break;
  case 2: /* A colleague with the same address. */
    someone.mail = of->mail;
    someone.company = of->company;
    break;
  default: /* A stranger with the next number. */
    memcpy (someone.phone, of->phone, sizeof of->phone);
    someone.phone[10] = (char) ('0' + (of->phone[10] - '0' + 1) % 10);
    break;
  }
  write_plain (self, 1, number, &someone);
}

BenchPairs *
bench_pairs_new (guint32 seed)
{
  BenchPairs *self = g_new0 (BenchPairs, 1);
  GRand *rand = g_rand_new_with_seed (seed);
  Someone people[N_FIRST];

  for (guint file = 0; file < 2; file++) {
    self->files[file] = g_string_new ("编号,姓名,手机,邮箱,公司\n");
    self->people[file] = g_array_new (FALSE, FALSE, sizeof (guint));
  }
  self->ways = g_array_new (FALSE, FALSE, sizeof (BenchWay));
  for (guint i = 0; i < N_FIRST; i++) {
    people[i] = new_someone (rand, i);
    write_plain (self, 0, i, &people[i]);
  }
  for (guint i = 0; i < N_BOTH; i++)
    write_again (self, rand, i, &people[i]);
  for (guint i = 0; i < N_SECOND; i++)
    write_double (self, rand, N_FIRST + i, &people[below (rand, N_FIRST)]);
  g_rand_free (rand);
  return self;
}

void
bench_pairs_free (BenchPairs *self)
{
  for (guint file = 0; file < 2; file++) {
    g_string_free (self->files[file], TRUE);
    g_array_unref (self->people[file]);
  }
  g_array_unref (self->ways);
  g_free (self);
}
