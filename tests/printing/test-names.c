/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-names NAMES.tsv: 2 000 names on every template. What takes long is done for one name in 25,
 * and for all of them with -m slow. */
#include "badge-layout.h"
#include "badge-report.h"
#include "contact-sheet.h"
#include "zbar-alone.h"

#include <fontconfig/fontconfig.h>
#include <string.h>

#define EVERY 25
/* Dots an inch, and the edge of the box that test_overflow() draws into, in mm. */
#define DPI 101.6
#define EDGE 10

static GPtrArray *names;
static guint every = EVERY;

static void
read_names (const char *path)
{
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  lines = g_strsplit (text, "\n", -1);
  names = g_ptr_array_new_with_free_func (g_free);
  for (char **line = lines; **line != '\0'; line++)
    g_ptr_array_add (names, g_strdup (strchr (*line, '\t') + 1));
  g_assert_cmpuint (names->len, ==, 2000);
}

static FoyerBadgeTemplate *
load (guint i)
{
  guint n_templates = g_strv_length ((char **) contact_templates);
  g_autoptr (GError) error = NULL;
  FoyerBadgeTemplate *template =
    foyer_badge_template_load (contact_templates[i % n_templates], &error);

  g_assert_no_error (error);
  return template;
}

/* A code as long as a signed one, and as random. */
static char *
make_code (guint i)
{
  static const char digits[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  g_autoptr (GRand) dice = g_rand_new_with_seed (i);
  char *code = g_strnfill (150, 'B');

  code[0] = 'F';
  for (guint j = 2; j < 150; j++)
    code[j] = digits[g_rand_int_range (dice, 0, 32)];
  return code;
}

static FoyerBadge *
make_badge (guint i)
{
  static const char *const categories[] = { "attendee", "speaker", "volunteer", "sponsor", "staff",
                                            "媒体" };
  FoyerBadge *badge = foyer_badge_new ();

  badge->name = g_strdup (names->pdata[i]);
  badge->category = g_strdup (categories[i % G_N_ELEMENTS (categories)]);
  badge->company = i % 3 != 0 ? g_strdup ("橘洲云样例科技") : NULL;
  badge->title = i % 4 != 0 ? g_strdup ("Site Reliability Engineer") : NULL;
  badge->event = g_strdup ("长沙开源技术开放日 2026");
  badge->code = make_code (i);
  return badge;
}

/* Missing letters. */

static FcCharSet *
letters_of_all_fonts (void)
{
  FcObjectSet *what = FcObjectSetBuild (FC_CHARSET, NULL);
  FcPattern *any = FcPatternCreate ();
  FcFontSet *fonts = FcFontList (NULL, any, what);
  FcCharSet *letters = FcCharSetCreate ();

  for (int i = 0; i < fonts->nfont; i++) {
    FcCharSet *some;

    if (FcPatternGetCharSet (fonts->fonts[i], FC_CHARSET, 0, &some) == FcResultMatch)
      FcCharSetMerge (letters, some, NULL);
  }
  FcFontSetDestroy (fonts);
  FcPatternDestroy (any);
  FcObjectSetDestroy (what);
  return letters;
}

/* What is never drawn, whatever the fonts: selectors, joiners, marks of direction. */
static gboolean
is_drawn (gunichar c)
{
  return g_unichar_isgraph (c) && g_unichar_type (c) != G_UNICODE_FORMAT && c != 0x115f
         && c != 0x3164 && !(c >= 0xfe00 && c <= 0xfe0f) && !(c >= 0xe0000 && c <= 0xe0fff)
         && !(c >= 0x180b && c <= 0x180f);
}

static gboolean
lacks_letters (const char *name, FcCharSet *letters)
{
  for (const char *p = name; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);

    /* GLib calls what Unicode has not assigned no graph; it prints as a box all the same. */
    gboolean box = g_unichar_type (c) == G_UNICODE_UNASSIGNED
                   || g_unichar_type (c) == G_UNICODE_PRIVATE_USE;

    if ((box || is_drawn (c)) && !(c >= 0xe0000 && c <= 0xe0fff) && !FcCharSetHasChar (letters, c))
      return TRUE;
  }
  return FALSE;
}

/* fontconfig's list of letters knows nothing of layout: two ways to the same answer. */
static void
test_missing (void)
{
  FcCharSet *letters = letters_of_all_fonts ();
  g_autoptr (FoyerBadgeTemplate) template = load (0);
  guint missing = 0;

  for (guint i = 0; i < names->len; i++) {
    g_autoptr (FoyerBadge) badge = make_badge (i);
    g_autoptr (FoyerBadgeReport) report = foyer_badge_check (template, badge);
    gboolean expected = lacks_letters (badge->name, letters);

    if ((report->missing_glyphs > 0) != expected)
      g_error ("name %u: %u missing, by fontconfig %d", i, report->missing_glyphs, expected);
    g_assert_cmpint (report->missing_letters->len > 0, ==, expected);
    g_assert_cmpuint (report->problems->len, >=, expected);
    missing += expected;
  }
  g_test_message ("%u of %u names have letters that no font draws", missing, names->len);
  g_assert_cmpuint (missing, >, 5);
  g_assert_cmpuint (missing, <, names->len / 10);
  FcCharSetDestroy (letters);
}

/* Every font of the templates reports what it cannot hold, and nothing else. */
static void
test_reports (void)
{
  g_autofree guint *sizes = g_new0 (guint, 8);

  for (guint i = 0; i < names->len; i++) {
    g_autoptr (FoyerBadgeTemplate) template = load (i);
    g_autoptr (FoyerBadge) badge = make_badge (i);
    g_autoptr (FoyerBadgeReport) report = foyer_badge_check (template, badge);
    gboolean good = report->fits && report->legible && report->missing_glyphs == 0;

    g_assert_cmpint (good, ==, report->problems->len == 0);
    g_assert_cmpfloat (report->qr_module, >=, FOYER_BADGE_QR_MODULE_MIN);
    sizes[0] += !report->fits;
    sizes[1] += !report->legible;
    sizes[2] += report->shrunk;
  }
  g_test_message ("%u do not fit, %u cannot be read, %u are smaller than the largest", sizes[0],
                  sizes[1], sizes[2]);
}

/* Overflow. */

static const char just_a_name[] =
  "[badge]\nversion=1\nwidth=74\nheight=44\n"
  "[text name]\ntext={name}\nx=10\ny=10\nwidth=54\nheight=24\nsize=60\nmin-size=13\nlines=3\n"
  "keep-words=true\nweight=bold\nalign=center\nvalign=middle\n";

static guint
count_outside (cairo_surface_t *surface)
{
  int width = cairo_image_surface_get_width (surface);
  int height = cairo_image_surface_get_height (surface);
  gsize stride = (gsize) cairo_image_surface_get_stride (surface);
  const unsigned char *pixels = cairo_image_surface_get_data (surface);
  /* Antialiasing colours the dot that the edge cuts. */
  int edge = (int) (EDGE * DPI / 25.4) - 1;
  guint dark = 0;

  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++)
      if (x < edge || y < edge || x >= width - edge || y >= height - edge)
        dark += pixels[(gsize) y * stride + 4 * (gsize) x + 1] < 250;
  return dark;
}

static void
test_overflow (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerBadgeTemplate) template = foyer_badge_template_parse ("t", just_a_name, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < names->len; i++) {
    g_autoptr (FoyerBadge) badge = make_badge (i);
    cairo_surface_t *surface = foyer_badge_render (template, badge, DPI);
    guint outside = count_outside (surface);

    if (outside > 0)
      g_error ("name %u: %u dots outside of its box", i, outside);
    cairo_surface_destroy (surface);
  }
}

/* Codes. */

static void
check_code (FoyerBadgeTemplate *template, guint i, double dpi)
{
  g_autoptr (FoyerBadge) badge = make_badge (i);
  cairo_surface_t *surface = foyer_badge_render (template, badge, dpi);
  g_autofree char *codes = zbar_alone (surface);
  g_autofree char *expected = g_strconcat (badge->code, "\n", NULL);

  if (strcmp (codes, expected) != 0)
    g_error ("name %u on %s at %g dpi: the code reads \"%s\"", i,
             foyer_badge_template_get_name (template), dpi, codes);
  cairo_surface_destroy (surface);
}

/* Whatever the name, there is a PDF of it. */
static void
test_pdf (void)
{
  for (guint i = 0; i < names->len; i += MAX (every / 5, 1)) {
    g_autoptr (FoyerBadgeTemplate) template = load (i);
    g_autoptr (FoyerBadge) badge = make_badge (i);
    g_autoptr (GError) error = NULL;
    g_autoptr (GBytes) pdf = foyer_badge_to_pdf (template, badge, &error);

    g_assert_no_error (error);
    g_assert_cmpuint (g_bytes_get_size (pdf), >, 1000);
  }
}

static void
test_codes (void)
{
  for (guint i = 0; i < names->len; i += every) {
    g_autoptr (FoyerBadgeTemplate) template = load (i / every);

    check_code (template, i, 203);
    check_code (template, i, 300);
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  read_names (argv[1]);
  every = g_test_slow () ? 1 : EVERY;
  g_test_add_func ("/printing/names/missing", test_missing);
  g_test_add_func ("/printing/names/reports", test_reports);
  g_test_add_func ("/printing/names/overflow", test_overflow);
  g_test_add_func ("/printing/names/pdf", test_pdf);
  g_test_add_func ("/printing/names/codes", test_codes);
  return g_test_run ();
}
