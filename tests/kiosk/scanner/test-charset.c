/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "charset.h"
#include "scanner-fixture.h"

#include <string.h>

#define PAYLOADS 1000
#define ECI_UTF8 26

static const char *const surnames[] = { "王", "李", "张", "刘", "陈", "欧阳", "程", "朴", "覃", "缪",
                                        "司马", "乜", "句", "祭", "龚", "谭" };
static const char *const given[] = { "诗春", "玥", "镕基", "喆", "堃", "翀", "祎", "犇", "子轩",
                                     "一诺", "婧怡", "燊", "淼", "丹", "龘", "㛃", "伟", "晓雯" };
static const char *const companies[] = { "腾讯", "字节跳动", "深圳市大疆创新科技有限公司",
                                         "中国科学院软件研究所", "华为", "开源社" };
static const char *const titles[] = { "工程师", "架构师", "社区运营", "学生", "产品经理" };

#define ANY(list, rand) list[g_rand_int_range (rand, 0, G_N_ELEMENTS (list))]

/* The shapes in which registration services put names into tickets. */
static char *
payload_new (GRand *rand)
{
  const char *surname = ANY (surnames, rand);
  const char *name = ANY (given, rand);
  const char *company = ANY (companies, rand);
  int number = g_rand_int_range (rand, 0, 1000000);

  switch (g_rand_int_range (rand, 0, 5)) {
  case 0:
    return g_strdup_printf ("%s%s", surname, name);
  case 1:
    return g_strdup_printf ("%06d|%s%s|%s", number, surname, name, company);
  case 2:
    return g_strdup_printf ("姓名：%s%s；公司：%s；职位：%s", surname, name, company,
                            ANY (titles, rand));
  case 3:
    return g_strdup_printf ("https://example.org/t/%d?name=%s%s", number, surname, name);
  default:
    return g_strdup_printf ("BEGIN:VCARD\nFN:%s%s\nORG:%s\nEND:VCARD", surname, name, company);
  }
}

static void
check_payloads (const char *encoding, int eci)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (20261121);
  g_autoptr (FoyerDecoder) decoder = foyer_decoder_new ();

  for (int i = 0; i < PAYLOADS; i++) {
    g_autofree char *text = payload_new (rand);
    gsize length = 0;
    g_autofree char *bytes = g_convert (text, -1, encoding, "UTF-8", NULL, &length, NULL);
    g_autoptr (FoyerFrame) frame = fixture_frame_new (bytes, length, eci, 4);
    g_autoptr (GPtrArray) codes = foyer_decoder_decode_still (decoder, frame);

    g_assert_cmpuint (codes->len, ==, 1);
    g_assert_cmpstr (((FoyerFoundCode *) codes->pdata[0])->text, ==, text);
  }
}

static void
test_utf8 (void)
{
  check_payloads ("UTF-8", -1);
}

static void
test_utf8_eci (void)
{
  check_payloads ("UTF-8", ECI_UTF8);
}

static void
test_gb18030 (void)
{
  check_payloads ("GB18030", -1);
}

/* What others write, and how they write it. */
static void
test_foreign (void)
{
  static const struct {
    const char *encoding;
    const char *text;
  } rows[] = {
    { "SHIFT_JIS", "東京オープンソースカンファレンスへようこそ" },
    { "SHIFT_JIS", "Google モバイル\r\nhttp://google.jp" },
    { "SHIFT_JIS", "ﾃﾞｻﾞｲﾝQR" },
    { "BIG5", "臺灣開源社群年會的報到處，請出示您的票券" },
    { "ISO-8859-1", "Jürgen Müller, Café Zoë" },
    { "ISO-8859-1", "Großstraße 5" },
    { "GB18030", "王玥" },
    { "GB18030", "李玥" },
    { "GB18030", "龘" },
    { "GB18030", "乜伟" },
    { "UTF-8", "Привет, гость" },
    { "UTF-8", "Καλημέρα" },
    { "UTF-8", "Zoë Müller, £5" },
    { "UTF-8", "👋 Grüße, 世界" },
    { "UTF-8", "\001plain\r\n\tASCII" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    gsize length = 0;
    g_autofree char *bytes =
      g_convert (rows[i].text, -1, rows[i].encoding, "UTF-8", NULL, &length, NULL);
    g_autofree char *text = NULL;

    g_assert_nonnull (bytes);
    text = foyer_charset_to_utf8 ((const guint8 *) bytes, length);
    g_assert_cmpstr (text, ==, rows[i].text);
  }
}

static void
test_mark (void)
{
  g_autofree char *text = foyer_charset_to_utf8 ((const guint8 *) "\xEF\xBB\xBF票", 6);

  g_assert_cmpstr (text, ==, "票");
}

static void
test_no_text (void)
{
  g_autofree char *cut = NULL;

  g_assert_null (foyer_charset_to_utf8 ((const guint8 *) "", 0));
  /* A text that ended there could be somebody's ticket. */
  cut = foyer_charset_to_utf8 ((const guint8 *) "ab\0cd", 5);
  g_assert_cmpstr (cut, ==, "ab\u2400cd");
}

/* Whatever the bytes are, what comes out is UTF-8. */
static void
test_any_bytes (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (5);

  for (int i = 0; i < 20000; i++) {
    guint8 bytes[24];
    gsize length = (gsize) g_rand_int_range (rand, 1, sizeof bytes);
    g_autofree char *text = NULL;

    for (gsize k = 0; k < length; k++)
      bytes[k] = (guint8) g_rand_int_range (rand, 1, 256);
    text = foyer_charset_to_utf8 (bytes, length);
    g_assert_nonnull (text);
    g_assert_true (g_utf8_validate (text, -1, NULL));
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/scanner/charset/utf-8", test_utf8);
  g_test_add_func ("/scanner/charset/utf-8-eci", test_utf8_eci);
  g_test_add_func ("/scanner/charset/gb18030", test_gb18030);
  g_test_add_func ("/scanner/charset/foreign", test_foreign);
  g_test_add_func ("/scanner/charset/mark", test_mark);
  g_test_add_func ("/scanner/charset/no-text", test_no_text);
  g_test_add_func ("/scanner/charset/any-bytes", test_any_bytes);
  return g_test_run ();
}
