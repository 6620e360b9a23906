/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A badge from a person to a picture and to a PDF, beside the same size of
 * paper with nothing on it. */
#include "badge-layout.h"
#include "bench.h"

#define N_BADGES 200
#define DPI      300.0

static const char * const names[] = { "王小明", "欧阳娜娜", "张伟", "Alexandra Wolkenstein", "李", "古丽娜尔·买买提" };

static FoyerBadge *
badge_of (guint i)
{
  FoyerBadge *badge = foyer_badge_new ();

  badge->name = g_strdup (names[i % G_N_ELEMENTS (names)]);
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

int
main (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerBadgeTemplate) template = foyer_badge_template_load ("label-62x100", &error);
  g_autoptr (GArray) pictures = bench_times_new (), pdfs = bench_times_new ();
  g_autoptr (GArray) blank_pictures = bench_times_new (), blank_pdfs = bench_times_new ();
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
  }
  bench_lines ("badge to a 300 dpi picture", pictures, "blank paper", blank_pictures);
  bench_lines ("badge to PDF", pdfs, "blank paper", blank_pdfs);
  bench_line ("size of a badge's PDF", (double) bytes / N_BADGES, "B", "blank paper",
              (double) blank_bytes / N_BADGES);
  return 0;
}
