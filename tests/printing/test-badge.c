/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "badge-layout.h"
#include "badge-report.h"
#include "printing-error.h"
#include "zbar-alone.h"

#include <string.h>

#define TEMPLATE "label-62x100"
/* 155 letters, as long as a signed code gets. */
#define LONG_CODE \
  "0123456789ABCDEFGHJKMNPQRSTVWXYZ0123456789ABCDEFGHJKMNPQRSTVWXYZ0123456789ABCDEFGHJKMNPQRS" \
  "TVWXYZ0123456789ABCDEFGHJKMNPQRSTVWXYZ0123456789ABCDEFGHJKMNPQRST"

static FoyerBadgeTemplate *
load (void)
{
  g_autoptr (GError) error = NULL;
  FoyerBadgeTemplate *template = foyer_badge_template_load (TEMPLATE, &error);

  g_assert_no_error (error);
  return template;
}

static FoyerBadge *
make (const char *name, const char *category)
{
  FoyerBadge *badge = foyer_badge_new ();

  badge->name = g_strdup (name);
  badge->company = g_strdup ("腾讯云计算（北京）有限责任公司");
  badge->title = g_strdup ("高级软件工程师");
  badge->category = g_strdup (category);
  badge->event = g_strdup ("开发者技术日 2026");
  badge->code = g_strdup (LONG_CODE);
  return badge;
}

static void
test_names (void)
{
  static const struct {
    const char *name;
    guint       glyphs;       /* 0: not counted */
    double      least;        /* points */
    guint       missing;
    gboolean    fits;
  } rows[] = {
    { "张伟", 2, 60, 0, TRUE },
    { "李", 1, 60, 0, TRUE },
    { "欧阳修远", 4, 38, 0, TRUE },
    { "阿依古丽·买买提", 8, 30, 0, TRUE },
    { "Alexander Hamilton", 0, 30, 0, TRUE },
    { "Hubertblainewolfeschlegelsteinhausenberg", 40, 19, 0, TRUE },
    { "𠮷田太郎", 4, 38, 0, TRUE },
    { "Nguyễn Thị Minh Khai", 0, 20, 0, TRUE },
    { "  王小明\n", 3, 45, 0, TRUE },
    /* Unassigned, and of a private plane: no font has them. */
    { "王\xcd\xb8明", 3, 20, 1, TRUE },
    { "\xf4\x8f\xbf\xb0", 1, 20, 1, TRUE },
    { "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十"
      "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十", 0, 8, 0, FALSE },
    { "WWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWW"
      "WWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWW",
      0, 8, 0, FALSE },
    /* A filler: a letter, and nothing to be seen. */
    { "\xe3\x85\xa4", 1, 20, 0, TRUE },
  };
  g_autoptr (FoyerBadgeTemplate) template = load ();

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (FoyerBadge) badge = make (rows[i].name, "attendee");
    g_autoptr (FoyerBadgeReport) report = foyer_badge_check (template, badge);

    g_test_message ("%s: %g pt, %u missing", rows[i].name, report->name_size,
                    report->missing_glyphs);
    g_assert_cmpint (report->fits, ==, rows[i].fits);
    g_assert_cmpuint (report->missing_glyphs, ==, rows[i].missing);
    g_assert_cmpfloat (report->name_size, >=, rows[i].least);
    g_assert_cmpint (report->shrunk, ==, report->name_size < 72);
    if (rows[i].glyphs > 0)
      g_assert_cmpuint (report->name_glyphs->len, ==, rows[i].glyphs);
    g_assert_cmpuint (report->problems->len > 0, ==,
                      rows[i].missing > 0 || !rows[i].fits || !report->legible);
    g_assert_cmpint (report->legible, ==,
                     report->name_size >= FOYER_BADGE_LEGIBLE_SIZE && i + 1 < G_N_ELEMENTS (rows));
  }
}

/* Two letters that look different have different pictures, and of the font that we ship. */
static void
test_real_glyphs (void)
{
  g_autoptr (FoyerBadgeTemplate) template = load ();
  g_autoptr (FoyerBadge) badge = make ("张伟", NULL);
  g_autoptr (FoyerBadgeReport) report = foyer_badge_check (template, badge);

  g_assert_cmpuint (report->name_families->len, ==, 1);
  g_assert_cmpstr (report->name_families->pdata[0], ==, "Noto Sans CJK SC");
  g_assert_cmpuint (g_array_index (report->name_glyphs, guint32, 0), !=, 0);
  g_assert_cmpuint (g_array_index (report->name_glyphs, guint32, 0), !=,
                    g_array_index (report->name_glyphs, guint32, 1));
}

static void
test_qr (void)
{
  static const char *const codes[] = { "K7", "FOYER1-0123456789ABCDEFGHJKMNPQRSTVWXYZ", LONG_CODE,
                                       "https://example.org/t/张伟?x=1" };
  static const double resolutions[] = { 203, 300 };
  g_autoptr (FoyerBadgeTemplate) template = load ();

  for (gsize i = 0; i < G_N_ELEMENTS (codes); i++)
    for (gsize j = 0; j < G_N_ELEMENTS (resolutions); j++) {
      g_autoptr (FoyerBadge) badge = make ("欧阳修远", "speaker");
      g_autofree char *text = NULL;
      cairo_surface_t *surface;

      g_free (badge->code);
      badge->code = g_strdup (codes[i]);
      surface = foyer_badge_render (template, badge, resolutions[j]);
      text = zbar_alone (surface);
      cairo_surface_destroy (surface);
      g_assert_cmpstr (g_strchomp (text), ==, codes[i]);
    }
}

static void
test_qr_module (void)
{
  g_autoptr (FoyerBadgeTemplate) template = load ();
  g_autoptr (FoyerBadge) badge = make ("张伟", NULL);
  g_autoptr (FoyerBadgeReport) long_code = foyer_badge_check (template, badge);
  g_autoptr (FoyerBadgeReport) too_long = NULL;

  g_assert_cmpfloat (long_code->qr_module, >=, FOYER_BADGE_QR_MODULE_MIN);
  g_free (badge->code);
  badge->code = g_strnfill (600, 'A');
  too_long = foyer_badge_check (template, badge);
  g_assert_false (too_long->fits);
  g_assert_cmpuint (too_long->problems->len, ==, 1);
}

static guint
count_dark (FoyerBadgeTemplate *template, const char *category, double top, double bottom)
{
  g_autoptr (FoyerBadge) badge = make ("张伟", category);
  cairo_surface_t *surface = foyer_badge_render (template, badge, 254);
  gsize stride = (gsize) cairo_image_surface_get_stride (surface);
  const unsigned char *pixels = cairo_image_surface_get_data (surface);
  guint dark = 0;

  for (guint y = (guint) (top * 10); y < (guint) (bottom * 10); y++)
    for (int x = 0; x < cairo_image_surface_get_width (surface); x++)
      dark += pixels[y * stride + 4 * (gsize) x] < 128;
  cairo_surface_destroy (surface);
  return dark;
}

static void
test_conditions (void)
{
  g_autoptr (FoyerBadgeTemplate) template = load ();
  guint whole = 620 * 130;

  g_assert_cmpuint (count_dark (template, NULL, 87, 100), ==, 0);
  g_assert_cmpuint (count_dark (template, "attendee", 87, 100), <, whole / 4);
  g_assert_cmpuint (count_dark (template, "attendee", 87, 100), >, 0);
  g_assert_cmpuint (count_dark (template, "Speaker", 87, 100), >, whole / 2);
  g_assert_cmpuint (count_dark (template, "speaker", 87, 100), <, whole);
  g_assert_cmpuint (count_dark (template, "嘉宾", 87, 100), <, whole);
  /* The rule below the event's name. */
  g_assert_cmpuint (count_dark (template, NULL, 14, 16), >, 520);
}

static void
test_formats (void)
{
  g_autoptr (FoyerBadgeTemplate) template = load ();
  g_autoptr (FoyerBadge) badge = make ("张伟", "speaker");
  g_autoptr (FoyerDocument) document = foyer_badge_to_document (template, badge);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) pdf = foyer_document_to_pdf (document, &error);
  g_autoptr (GBytes) grey = foyer_document_to_pwg (document, 203, 203, FALSE, "one-sided", &error);
  g_autoptr (GBytes) odd = NULL;
  g_autoptr (GBytes) colour = foyer_document_to_pwg (document, 300, 300, TRUE, "one-sided", &error);

  g_assert_no_error (error);
  g_assert_cmpint (memcmp (g_bytes_get_data (pdf, NULL), "%PDF-", 5), ==, 0);
  g_assert_cmpint (memcmp (g_bytes_get_data (grey, NULL), "RaS2PwgRaster", 14), ==, 0);
  /* No name keeps a badge from being made: a noncharacter, a lone joiner and an emoji. */
  g_free (badge->name);
  badge->name = g_strdup ("王\xf4\x8f\xbf\xbf\xe2\x80\x8d🦄");
  odd = foyer_badge_to_pdf (template, badge, &error);
  g_assert_no_error (error);
  g_assert_nonnull (odd);
  g_assert_cmpint (memcmp (g_bytes_get_data (colour, NULL), "RaS2PwgRaster", 14), ==, 0);
}

static void
test_json (void)
{
  g_autoptr (FoyerBadge) badge = make ("阿依古丽·买买提 \"𠮷\"", NULL);
  g_autofree char *json = NULL;
  g_autoptr (FoyerBadge) again = NULL;
  g_autoptr (GError) error = NULL;

  badge->reprint = 2;
  json = foyer_badge_to_json (badge);
  again = foyer_badge_from_json (json, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (again->name, ==, badge->name);
  g_assert_cmpstr (again->code, ==, badge->code);
  g_assert_null (again->category);
  g_assert_cmpuint (again->reprint, ==, 2);
  g_assert_null (foyer_badge_from_json ("[1]", &error));
  g_assert_error (error, FOYER_PRINTING_ERROR, FOYER_PRINTING_ERROR_STORE);
}

static void
test_template_errors (void)
{
#define PAGE "[badge]\nversion=1\nwidth=62\nheight=100\n"
#define PLACE "x=1\ny=1\nwidth=9\nheight=9\n"
  static const struct {
    const char *text;
    const char *message;
  } rows[] = {
    { "", "*[badge]*first group*" },
    { "[badge]\nversion=2\n", "*line 2, [badge] version*version 1*" },
    { "[badge]\nversion=1\nwidth=wide\n", "*line 3, [badge] width*millimetres*" },
    { "[badge]\nversion=1\nwidht=62\n", "*line 3, [badge] widht*no such key*" },
    { PAGE "[picture a]\n", "*line 5, [picture a]*" },
    { PAGE "[text a]\n" PLACE "size=9\ntext={nmae}\n", "*line 11, [text a] text*fields*" },
    { PAGE "[text a]\n" PLACE "size=9\n", "*line 5, [text a]*\"text\" is missing*" },
    { PAGE "[text a]\n" PLACE "text=a\nsize=9\nmin-size=10\n", "*[text a] size*" },
    { PAGE "[text a]\n" PLACE "text=a\nsize=9\ncolor=#000\n", "*line 12, [text a] color*" },
    { PAGE "[text a]\n" PLACE "text=a\nsize=9\nsize=10\n", "*stands again on line 12*" },
    { PAGE "[box a]\n" PLACE "lines=2\n", "*line 10, [box a] lines*no such key*" },
    { PAGE "[box a]\n" PLACE "colour=blackish\n", "*line 10, [box a] colour*" },
    { PAGE "[box a]\nx=1\ny=1\nwidth=0\nheight=3\n", "*line 5, [box a]*above 0*" },
    { PAGE "[box a]\n" PLACE "when-field=phone\n", "*line 10, [box a] when-field*" },
    { "nonsense\n", "template t, line 1:*key=value*" },
    { PAGE "# so far\n[text a\n", "template t, line 6:*[group]*" },
    { PAGE "[text a]\n" PLACE "text=a\nsize=9\n[text b]\nlike=c\n", "*line 13, [text b] like*above*" },
    { PAGE "[text a]\nx=50\ny=1\nwidth=20\nheight=9\ntext=a\nsize=9\n", "*line 5*not inside*" },
    { PAGE "[text a]\n" PLACE "text=a\nsize=9\nside=back\n", "*line 12, [text a] side*" },
    { PAGE "[text a]\n" PLACE "text=a\nsize=9\nrotate=45\n", "*line 12, [text a] rotate*90*" },
    { PAGE "[polygon a]\npoints=1,1;2,2\n", "*line 6, [polygon a] points*" },
    { PAGE "[image a]\n" PLACE "file=../a.png\n", "*line 10, [image a] file*without folders*" },
    { PAGE "[image a]\n" PLACE "file=a.png\n", "*line 10, [image a] file*no file a.png*" },
    { PAGE "[sheet]\ncolumns=3\n", "*line 5, [sheet]*rows*" },
    { "[badge]\nversion=1\nwidth=62\nheight=900\n", "*line 1, [badge]*420*" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (FoyerBadgeTemplate) template =
      foyer_badge_template_parse ("t", rows[i].text, &error);

    g_assert_null (template);
    g_assert_error (error, FOYER_PRINTING_ERROR, FOYER_PRINTING_ERROR_TEMPLATE);
    if (!g_pattern_match_simple (rows[i].message, error->message))
      g_error ("\"%s\" is not like \"%s\"", error->message, rows[i].message);
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/printing/badge/names", test_names);
  g_test_add_func ("/printing/badge/real-glyphs", test_real_glyphs);
  g_test_add_func ("/printing/badge/qr", test_qr);
  g_test_add_func ("/printing/badge/qr-module", test_qr_module);
  g_test_add_func ("/printing/badge/conditions", test_conditions);
  g_test_add_func ("/printing/badge/formats", test_formats);
  g_test_add_func ("/printing/badge/json", test_json);
  g_test_add_func ("/printing/badge/template-errors", test_template_errors);
  return g_test_run ();
}
