/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "badge-layout.h"
#include "badge-report.h"
#include "badge-sheet.h"

#include <stddef.h>
#include <stdint.h>

/* Dots an inch: enough for every path, few enough for many inputs a second. */
#define DPI 8

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

static void
lay_out (FoyerBadgeTemplate *template, const FoyerBadge *badge)
{
  g_autoptr (FoyerBadgeReport) report = foyer_badge_check (template, badge);
  g_autoptr (FoyerDocument) document = foyer_badge_to_document (template, badge);

  g_assert_nonnull (report);
  for (guint page = 0; page < foyer_document_get_n_pages (document); page++) {
    cairo_surface_t *surface = foyer_document_render (document, page, DPI);

    g_assert_cmpint (cairo_surface_status (surface), ==, CAIRO_STATUS_SUCCESS);
    cairo_surface_destroy (surface);
  }
}

/* A sheet, or an error that says why there is none. */
static void
put_on_sheet (FoyerBadgeTemplate *template, const FoyerBadge *badge)
{
  g_autoptr (GPtrArray) badges =
    g_ptr_array_new_with_free_func ((GDestroyNotify) foyer_badge_free);
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerDocument) sheets = NULL;

  g_ptr_array_add (badges, foyer_badge_copy (badge));
  sheets = foyer_badge_sheet_to_document (template, badges, &error);
  g_assert_true ((sheets == NULL) == (error != NULL));
}

/* A template by anyone: an error that names what is wrong, or a badge. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerBadgeTemplate) template = foyer_badge_template_parse ("fuzz", text, &error);
  g_autoptr (FoyerBadge) badge = foyer_badge_new ();

  g_assert_true ((template == NULL) == (error != NULL));
  if (template == NULL) {
    g_assert_true (g_utf8_validate (error->message, -1, NULL));
    return 0;
  }
  badge->name = g_strdup ("王小明");
  badge->company = g_strdup ("Example");
  badge->code = g_strdup ("FB01");
  lay_out (template, badge);
  put_on_sheet (template, badge);
  return 0;
}
