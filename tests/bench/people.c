/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "people.h"

#include "bench.h"
#include "id.h"
#include "json.h"
#include "registry.h"

#include <sodium.h>

/* Per mille of the population; the rest shares the rare ones evenly. */
static const struct { const char *hanzi, *pinyin; guint per_mille; } surnames[] = {
  { "王", "wang", 72 }, { "李", "li", 71 }, { "张", "zhang", 67 }, { "刘", "liu", 53 },
  { "陈", "chen", 46 }, { "杨", "yang", 31 }, { "黄", "huang", 23 }, { "赵", "zhao", 22 },
  { "吴", "wu", 20 }, { "周", "zhou", 20 }, { "徐", "xu", 15 }, { "孙", "sun", 15 },
  { "马", "ma", 14 }, { "朱", "zhu", 13 }, { "胡", "hu", 13 }, { "郭", "guo", 12 },
  { "何", "he", 11 }, { "林", "lin", 11 }, { "高", "gao", 10 }, { "罗", "luo", 10 },
  { "郑", "zheng", 9 }, { "梁", "liang", 8 }, { "谢", "xie", 8 }, { "宋", "song", 7 },
  { "唐", "tang", 7 }, { "许", "xu", 6 }, { "邓", "deng", 6 }, { "韩", "han", 6 },
  { "冯", "feng", 5 }, { "曹", "cao", 5 },
};
static const struct { const char *hanzi, *pinyin; } rare_surnames[] = {
  { "彭", "peng" }, { "程", "cheng" }, { "袁", "yuan" }, { "潘", "pan" }, { "蒋", "jiang" },
  { "蔡", "cai" }, { "余", "yu" }, { "杜", "du" }, { "叶", "ye" }, { "魏", "wei" }, { "苏", "su" },
  { "吕", "lv" }, { "丁", "ding" }, { "沈", "shen" }, { "姚", "yao" }, { "卢", "lu" },
  { "傅", "fu" }, { "钟", "zhong" }, { "崔", "cui" }, { "谭", "tan" }, { "廖", "liao" },
  { "范", "fan" }, { "汪", "wang" }, { "陆", "lu" }, { "金", "jin" }, { "石", "shi" },
  { "戴", "dai" }, { "韦", "wei" }, { "邱", "qiu" }, { "欧阳", "ouyang" },
};
static const struct { const char *hanzi, *pinyin; } given_chars[] = {
  { "伟", "wei" }, { "芳", "fang" }, { "娜", "na" }, { "敏", "min" }, { "静", "jing" },
  { "丽", "li" }, { "强", "qiang" }, { "磊", "lei" }, { "军", "jun" }, { "洋", "yang" },
  { "勇", "yong" }, { "艳", "yan" }, { "杰", "jie" }, { "娟", "juan" }, { "涛", "tao" },
  { "明", "ming" }, { "超", "chao" }, { "秀", "xiu" }, { "霞", "xia" }, { "平", "ping" },
  { "刚", "gang" }, { "桂", "gui" }, { "英", "ying" }, { "华", "hua" }, { "玉", "yu" },
  { "兰", "lan" }, { "红", "hong" }, { "飞", "fei" }, { "鹏", "peng" }, { "晨", "chen" },
  { "宇", "yu" }, { "浩", "hao" }, { "然", "ran" }, { "子", "zi" }, { "轩", "xuan" },
  { "涵", "han" }, { "梓", "zi" }, { "欣", "xin" }, { "怡", "yi" }, { "佳", "jia" },
  { "琪", "qi" }, { "雪", "xue" }, { "梅", "mei" }, { "建", "jian" }, { "国", "guo" },
  { "文", "wen" }, { "斌", "bin" }, { "波", "bo" }, { "辉", "hui" }, { "凯", "kai" },
  { "婷", "ting" }, { "雅", "ya" }, { "思", "si" }, { "博", "bo" }, { "俊", "jun" },
  { "峰", "feng" }, { "志", "zhi" }, { "海", "hai" }, { "云", "yun" }, { "龙", "long" },
};
static const char * const companies[] = {
  "腾讯", "华为", "阿里巴巴", "字节跳动", "百度", "美团", "京东", "小米", "网易", "中兴通讯",
  "上海交通大学", "清华大学", "浙江大学", "自由职业",
};

/* One of so many is no Chinese. */
#define LATIN_ONE_OF 24
static const char * const first_names[] = {
  "Anna", "Peter", "Linus", "Grace", "Ada", "Alan", "Margaret", "Dennis", "Barbara", "Satoshi", "Yuki",
  "Rajesh", "Priya", "Olga", "Dmitri", "Ahmed", "Carlos", "Maria", "Jan", "Sofie", "Lars", "Emma",
};
static const char * const last_names[] = {
  "Kowalska", "Svensson", "Smith", "Hopper", "Lovelace", "Turner", "Hamilton", "Richards", "Fischer",
  "Tanaka", "Nakamura", "Kumar", "Sharma", "Ivanova", "Volkov", "Hassan", "Fernandez", "Garcia",
  "Novak", "Jensen", "Larsen", "Moreau", "Rossi", "Silva", "Schmidt", "Weber", "Wagner", "Brown",
};

static void
bench_person_free (BenchPerson *self)
{
  g_free (self->name);
  g_free (self->phone);
  g_free (self->company);
  g_free (self->surname);
  g_free (self->given);
  g_free (self->pinyin);
  g_free (self->initials);
  g_free (self);
}

static void
pick_surname (GRand *rand, const char **hanzi, const char **pinyin)
{
  int at = g_rand_int_range (rand, 0, 1000);

  for (gsize i = 0; i < G_N_ELEMENTS (surnames); i++) {
    at -= (int) surnames[i].per_mille;
    *hanzi = surnames[i].hanzi;
    *pinyin = surnames[i].pinyin;
    if (at < 0)
      return;
  }
  at = g_rand_int_range (rand, 0, G_N_ELEMENTS (rare_surnames));
  *hanzi = rare_surnames[at].hanzi;
  *pinyin = rare_surnames[at].pinyin;
}

static void
name_latin (GRand *rand, BenchPerson *self)
{
  const char *first = first_names[g_rand_int_range (rand, 0, G_N_ELEMENTS (first_names))];
  const char *last = last_names[g_rand_int_range (rand, 0, G_N_ELEMENTS (last_names))];
  g_autofree char *joined = g_strconcat (first, last, NULL);

  self->name = g_strconcat (first, " ", last, NULL);
  self->surname = g_strdup (last);
  self->given = g_strdup (first);
  self->pinyin = g_ascii_strdown (joined, -1);
  self->initials = g_strdup_printf ("%c%c", self->pinyin[0], g_ascii_tolower (last[0]));
}

static BenchPerson *
make_person (GRand *rand, guint i)
{
  BenchPerson *self = g_new0 (BenchPerson, 1);
  int n_given = g_rand_int_range (rand, 0, 100) < 20 ? 1 : 2;
  g_autoptr (GString) given = g_string_new (NULL), pinyin = g_string_new (NULL);
  g_autoptr (GString) initials = g_string_new (NULL);
  const char *hanzi, *sound;

  self->phone = g_strdup_printf ("13%d%08u", i % 10, (guint) (i * 2654435761u) % 100000000u);
  self->company = g_strdup (companies[g_rand_int_range (rand, 0, G_N_ELEMENTS (companies))]);
  if (i % LATIN_ONE_OF == LATIN_ONE_OF - 1) {
    name_latin (rand, self);
    return self;
  }
  pick_surname (rand, &hanzi, &sound);
  self->surname = g_strdup (hanzi);
  g_string_append (pinyin, sound);
  g_string_append (initials, g_str_equal (sound, "ouyang") ? "oy" : (char[]) { sound[0], '\0' });
  for (int k = 0; k < n_given; k++) {
    int at = g_rand_int_range (rand, 0, G_N_ELEMENTS (given_chars));

    g_string_append (given, given_chars[at].hanzi);
    g_string_append (pinyin, given_chars[at].pinyin);
    g_string_append_c (initials, given_chars[at].pinyin[0]);
  }
  self->given = g_strdup (given->str);
  self->name = g_strconcat (hanzi, given->str, NULL);
  self->pinyin = g_strdup (pinyin->str);
  self->initials = g_strdup (initials->str);
  return self;
}

GPtrArray *
bench_people_new (guint n)
{
  GPtrArray *people = g_ptr_array_new_full (n, (GDestroyNotify) bench_person_free);
  GRand *rand = g_rand_new_with_seed (20261128);

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (people, make_person (rand, i));
  g_rand_free (rand);
  return people;
}

GPtrArray *
bench_people_rows (GPtrArray *people)
{
  GPtrArray *rows = g_ptr_array_new_full (people->len, (GDestroyNotify) foyer_registration_free);

  for (guint i = 0; i < people->len; i++) {
    const BenchPerson *person = g_ptr_array_index (people, i);
    FoyerRegistration *row = foyer_registration_new ();

    row->id = foyer_id_new (BENCH_NOW_US + (gint64) i * 1000);
    row->person = g_strdup (row->id);
    row->status = FOYER_STATUS_CONFIRMED;
    row->registered_us = BENCH_NOW_US;
    row->ticket_serial = 1;
    row->revision = 1;
    row->channel = g_strdup ("own-form");
    row->reference = g_strdup_printf ("A%06u", i);
    row->name = g_strdup (person->name);
    row->phone = g_strdup (person->phone);
    row->email = g_strdup_printf ("%s%u@example.org", person->pinyin, i);
    row->company = g_strdup (person->company);
    row->title = g_strdup ("工程师");
    row->category = g_strdup ("attendee");
    g_ptr_array_add (rows, row);
  }
  return rows;
}

static const char event_json[] =
  "{\"id\":\"" BENCH_EVENT "\",\"name\":{\"zh_CN\":\"技术日\",\"en\":\"Tech day\"},"
  "\"zone\":\"Asia/Shanghai\",\"badge_template\":\"label-62x100\",\"lists\":["
  "{\"id\":\"" BENCH_LIST "\",\"name\":{\"zh_CN\":\"上午场\",\"en\":\"Morning\"},\"rule\":\"once\","
  "\"badge\":true}]}";

static void
put_event (FoyerStore *store, const guint8 *public_key)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (json_t) json = foyer_json_parse (event_json, -1, &error);
  g_autoptr (FoyerEvent) event = foyer_event_from_json (json, &error);
  g_autoptr (FoyerKey) key = foyer_key_new ();
  char hex[2 * FOYER_CODE_PUBLIC_BYTES + 1];

  bench_check (error);
  sodium_bin2hex (hex, sizeof hex, public_key, FOYER_CODE_PUBLIC_BYTES);
  key->id = g_strdup (BENCH_EVENT);
  key->public_key = g_strdup (hex);
  if (foyer_registry_put_event (store, event, &error))
    foyer_registry_put_key (store, key, &error);
  bench_check (error);
}

void
bench_people_fill (FoyerStore *store, GPtrArray *rows,
                   const guint8 public_key[FOYER_CODE_PUBLIC_BYTES])
{
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < rows->len && error == NULL;) {
    if (!foyer_store_begin (store, &error))
      break;
    if (i == 0)
      put_event (store, public_key);
    for (guint end = MIN (i + 5000, rows->len); i < end && error == NULL; i++)
      foyer_registry_put (store, g_ptr_array_index (rows, i), NULL, &error);
    if (error == NULL && !foyer_store_commit (store, &error))
      break;
  }
  bench_check (error);
}

char *
bench_ticket (const FoyerRegistration *row, const guint8 secret_key[FOYER_CODE_SECRET_BYTES])
{
  return foyer_code_make (FOYER_CODE_TICKET, BENCH_EVENT, row->id, 1, 0, secret_key);
}
