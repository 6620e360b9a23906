/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "badge-output.h"

#include "output.h"
#include "papers.h"

#include <glib/gi18n.h>

static gboolean
write_png (FoyerDocument *document, const char *path, double dpi, GError **error)
{
  cairo_surface_t *surface = foyer_document_render (document, 0, dpi);
  cairo_status_t status = cairo_surface_write_to_png (surface, path);

  cairo_surface_destroy (surface);
  if (status != CAIRO_STATUS_SUCCESS)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "file %s: %s", path,
                 cairo_status_to_string (status));
  return status == CAIRO_STATUS_SUCCESS;
}

static gboolean
write_pdf (FoyerDocument *document, const char *path, GError **error)
{
  g_autoptr (GBytes) pdf = foyer_document_to_pdf (document, error);

  return pdf != NULL && g_file_set_contents (path, g_bytes_get_data (pdf, NULL),
                                             (gssize) g_bytes_get_size (pdf), error);
}

FoyerExit
foyer_badge_output_write (const FoyerCli *cli, FoyerDocument *document, const char *path,
                          double dpi, GError **error)
{
  g_autoptr (GError) failure = NULL;
  gboolean written;
  gboolean png = g_str_has_suffix (path, ".png");

  if (!png && !g_str_has_suffix (path, ".pdf"))
    return foyer_cli_refuse (FOYER_EXIT_USAGE, error,
                             _("neither .pdf nor .png: name the output so"));
  if (png && foyer_document_get_n_pages (document) > 1)
    return foyer_cli_refuse (FOYER_EXIT_USAGE, error,
                             _("several pages: only a .pdf holds them, name the output so"));
  written = png ? write_png (document, path, dpi, &failure) : write_pdf (document, path, &failure);
  if (!written)
    return foyer_cli_refuse (FOYER_EXIT_NO_OUTPUT, error,
                             _("%s: name a place that can be written"), failure->message);
  if (cli->store != NULL)
    foyer_papers_note (cli->store, path);
  if (cli->json)
    foyer_output_file (path);
  return FOYER_EXIT_DONE;
}
