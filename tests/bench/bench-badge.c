/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A badge from a person to a picture, a PDF and a raster, beside the same size of
 * paper with nothing on it. */
#include "badge-layout.h"
#include "badge-report.h"
#include "bench.h"

#define N_BADGES 400
#define DPI      300

/* No name twice: a door has no use for a badge that is fast the second time. */
static const char surnames[] = "王李张刘陈杨黄赵周吴徐孙朱马胡郭林何高梁";
static const char given[] = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰红波辉鹏";
static const char * const others[] = { "古丽娜尔·买买提", "Wolkenstein", "Nguyễn Thị Minh", "欧阳娜娜" };

static void
append_nth (GString *name, const char *letters, guint i)
{
  guint n = (guint) g_utf8_strlen (letters, -1);

  g_string_append_unichar (name, g_utf8_get_char (g_utf8_offset_to_pointer (letters, i % n)));
}

static char *
name_of (guint i)
{
  GString *name = g_string_new (NULL);

  if (i % 5 == 0)
    g_string_append_printf (name, "%s ", others[i / 5 % G_N_ELEMENTS (others)]);
  append_nth (name, surnames, i);
  append_nth (name, given, i / 7);
  if (i % 4 != 0)
    append_nth (name, given, i * 13);
  return g_string_free (name, FALSE);
}

static FoyerBadge *
badge_of (guint i)
{
  FoyerBadge *badge = foyer_badge_new ();

  badge->name = name_of (i);
  badge->company = g_strdup_printf ("开源社区 %u", i);
  badge->title = g_strdup ("工程师");
  badge->category = g_strdup (i % 10 ? "attendee" : "speaker");
  badge->code = g_strdup_printf ("FB%0*u", 148, i);
  badge->event = g_strdup ("技术日 2026");
  return badge;
}

static void
draw_nothing (cairo_t *cr, guint page, gpointer user_data)
{
}

static FoyerDocument *
blank (FoyerBadgeTemplate *template)
{
  return foyer_document_new (foyer_badge_template_get_width (template),
                             foyer_badge_template_get_height (template), 1, draw_nothing, NULL, NULL);
}

static gsize
measure_pdf (FoyerDocument *document, GArray *times)
{
  g_autoptr (GError) error = NULL;
  gint64 start_us = g_get_monotonic_time ();
  g_autoptr (GBytes) bytes = foyer_document_to_pdf (document, &error);

  bench_times_add (times, start_us);
  bench_check (error);
  return g_bytes_get_size (bytes);
}

static void
measure_picture (FoyerDocument *document, GArray *times)
{
  gint64 start_us = g_get_monotonic_time ();
  cairo_surface_t *surface = foyer_document_render (document, 0, DPI);

  bench_times_add (times, start_us);
  cairo_surface_destroy (surface);
}

static void
measure_raster (FoyerDocument *document, GArray *times)
{
  g_autoptr (GError) error = NULL;
  gint64 start_us = g_get_monotonic_time ();

  g_bytes_unref (foyer_document_to_pwg (document, DPI, DPI, FALSE, "one-sided", &error));
  bench_times_add (times, start_us);
  bench_check (error);
}

static void
measure_check (FoyerBadgeTemplate *template, const FoyerBadge *badge, GArray *times)
{
  gint64 start_us = g_get_monotonic_time ();

  foyer_badge_report_free (foyer_badge_check (template, badge));
  bench_times_add (times, start_us);
}

int
main (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerBadgeTemplate) template = foyer_badge_template_load ("label-62x100", &error);
  g_autoptr (GArray) pictures = bench_times_new (), pdfs = bench_times_new ();
  g_autoptr (GArray) rasters = bench_times_new (), checks = bench_times_new ();
  g_autoptr (GArray) blank_pictures = bench_times_new (), blank_pdfs = bench_times_new ();
  g_autoptr (GArray) blank_rasters = bench_times_new ();
  g_autoptr (FoyerDocument) nothing = NULL;
  gsize bytes = 0, blank_bytes = 0;

  bench_check (error);
  nothing = blank (template);
  for (guint i = 0; i < N_BADGES; i++) {
    g_autoptr (FoyerBadge) badge = badge_of (i);
    g_autoptr (FoyerDocument) document = foyer_badge_to_document (template, badge);

    bytes += measure_pdf (document, pdfs);
    blank_bytes += measure_pdf (nothing, blank_pdfs);
    measure_picture (document, pictures);
    measure_picture (nothing, blank_pictures);
    measure_raster (document, rasters);
    measure_raster (nothing, blank_rasters);
    measure_check (template, badge, checks);
  }
  bench_lines ("badge to a 300 dpi picture", pictures, "blank paper", blank_pictures);
  bench_lines ("badge to PDF", pdfs, "blank paper", blank_pdfs);
  bench_lines ("badge to PWG raster, 300 dpi", rasters, "blank paper", blank_rasters);
  bench_figure ("is a badge good? p50", bench_times_at (checks, 50), "ms");
  bench_line ("size of a badge's PDF", (double) bytes / N_BADGES, "B", "blank paper",
              (double) blank_bytes / N_BADGES);
  return 0;
}
