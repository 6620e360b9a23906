/* SPDX-License-Identifier: GPL-3.0-or-later */
/* draw-contact-sheet FOLDER DPI: writes a contact sheet of each template into FOLDER. */
#include "contact-sheet.h"

#include <stdlib.h>

int
main (int argc, char *argv[])
{
  if (argc != 3)
    return 64;
  for (const char *const *name = contact_templates; *name != NULL; name++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (FoyerBadgeTemplate) template = foyer_badge_template_load (*name, &error);
    g_autofree char *path = g_strdup_printf ("%s/%s.png", argv[1], *name);
    cairo_surface_t *sheet;

    if (template == NULL) {
      g_printerr ("%s\n", error->message);
      return EXIT_FAILURE;
    }
    sheet = contact_sheet (template, g_ascii_strtod (argv[2], NULL), 4);
    if (cairo_surface_write_to_png (sheet, path) != CAIRO_STATUS_SUCCESS)
      return EXIT_FAILURE;
    cairo_surface_destroy (sheet);
  }
  return EXIT_SUCCESS;
}
