/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A badge with a back, at a printer that turns the sheet and at one that does not. */
#include "queue-fixture.h"

#include "badge-layout.h"
#include "badge-sheet.h"
#include "test-printer.h"

typedef struct {
  const char *path;
  gboolean    turns;      /* the printer */
  const char *format;     /* the only one that it takes */
  const char *back;       /* of the template */
  const char *sides;      /* what it is asked for */
} Case;

static const Case cases[] = {
  { "turns",         TRUE,  "application/pdf",  "page", "two-sided-long-edge" },
  { "raster",        TRUE,  "image/pwg-raster", "page", "two-sided-long-edge" },
  { "does-not-turn", FALSE, "application/pdf",  "page", "one-sided" },
  { "no-back",       TRUE,  "application/pdf",  "none", "one-sided" },
};

static FoyerDocument *
make_document (const char *back)
{
  g_autofree char *text = g_strdup_printf ("[badge]\nversion=1\nwidth=62\nheight=100\nback=%s\n"
                                           "[text name]\ntext={name}\nx=4\ny=4\nwidth=54\nheight=20\nsize=30\n",
                                           back);
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerBadgeTemplate) template = foyer_badge_template_parse ("sides", text, &error);
  g_autoptr (FoyerBadge) badge = foyer_badge_new ();

  g_assert_no_error (error);
  badge->name = g_strdup ("欧阳修远");
  return foyer_badge_to_document (template, badge);
}

static void
test_sides (gconstpointer data)
{
  const Case *row = data;
  TestPrinter *machine = test_printer_new ();
  g_autoptr (FoyerDocument) document = make_document (row->back);
  g_autofree char *uri = test_printer_uri (machine);
  g_autofree char *sides = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerPrinter) printer = foyer_printer_new_for_uri (uri, &error);
  FoyerPrinterJob job;

  test_printer_set_switch (machine, "turns", row->turns);
  test_printer_start (machine, row->format);
  g_assert_true (foyer_printer_accept (printer, document, &error));
  g_assert_cmpint (foyer_printer_turns (printer, document), ==, g_str_has_prefix (row->sides, "two-sided"));
  g_assert_true (foyer_printer_print (printer, document, "sides", 1, &job, &error));
  wait_until (20, (sides = sides != NULL ? sides : test_printer_get_sides (machine)) != NULL);
  g_assert_cmpstr (sides, ==, row->sides);
  test_printer_free (machine);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *path = g_strconcat ("/printing/sides/", cases[i].path, NULL);

    g_test_add_data_func (path, &cases[i], test_sides);
  }
  return g_test_run ();
}
