/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>
#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * FoyerDrawFunc:
 * @cr: user space is millimetres
 * @page: from 0
 *
 * Draws one page. Runs on the printer's thread, possibly several times.
 */
typedef void (*FoyerDrawFunc) (cairo_t *cr, guint page, gpointer user_data);

/**
 * FoyerDocument:
 *
 * Pages of one size that draw themselves, so that each printer gets the format and the resolution
 * it likes best. Immutable; any thread.
 */
typedef struct _FoyerDocument FoyerDocument;

/* @width and @height in mm. @user_data is freed with the last reference. */
FoyerDocument *foyer_document_new   (double width, double height, guint n_pages,
                                     FoyerDrawFunc draw, gpointer user_data, GDestroyNotify free);
FoyerDocument *foyer_document_ref   (FoyerDocument *self);
void           foyer_document_unref (FoyerDocument *self);

/* Every second page is the back of the one before it. Before anyone else has a reference. */
void     foyer_document_set_two_sided (FoyerDocument *self);
gboolean foyer_document_is_two_sided  (FoyerDocument *self);

double foyer_document_get_width   (FoyerDocument *self);
double foyer_document_get_height  (FoyerDocument *self);
guint  foyer_document_get_n_pages (FoyerDocument *self);

/* (transfer full): a PDF with no personal data in its metadata */
GBytes          *foyer_document_to_pdf (FoyerDocument *self, GError **error);
/* (transfer full): one page as RGB24, white where nothing is drawn */
cairo_surface_t *foyer_document_render (FoyerDocument *self, guint page, double dpi);

/**
 * foyer_document_to_pwg:
 * @colour: srgb_8 instead of sgray_8
 * @sides: as the job asks for them, a keyword of IPP
 *
 * Returns: (transfer full): all pages as image/pwg-raster
 */
GBytes          *foyer_document_to_pwg (FoyerDocument *self, int x_dpi, int y_dpi, gboolean colour,
                                        const char *sides, GError **error);
/* (transfer full): all pages as image/urf, the raster of AirPrint */
GBytes          *foyer_document_to_urf (FoyerDocument *self, int dpi, gboolean colour,
                                        const char *sides, GError **error);
/* (transfer full): the only page as image/png; REFUSED if there are more */
GBytes          *foyer_document_to_png (FoyerDocument *self, double dpi, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerDocument, foyer_document_unref)

G_END_DECLS
