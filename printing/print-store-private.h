/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "print-queue.h"

G_BEGIN_DECLS

/**
 * FoyerPrintStore:
 *
 * The queue's file. Every function is one transaction, durable when it returns; any thread.
 */
typedef struct _FoyerPrintStore FoyerPrintStore;

FoyerPrintStore *foyer_print_store_open  (const char *path, GError **error);
void             foyer_print_store_close (FoyerPrintStore *self);

/* @added is FALSE if the id was known already. */
gboolean foyer_print_store_add   (FoyerPrintStore *self, const char *id, const char *badge_json,
                                  const char *template_name, const char *printer, gboolean *added,
                                  GError **error);
/* QUEUED to SENDING. @claimed is FALSE if another printer was faster. */
gboolean foyer_print_store_claim (FoyerPrintStore *self, const char *id, const char *printer,
                                  gboolean *claimed, GError **error);
/* QUEUED frees the job for any printer that may have it; PRINTED forgets the person. */
gboolean foyer_print_store_set   (FoyerPrintStore *self, const char *id, FoyerPrintState state,
                                  int printer_job, FoyerPrinterReasons reasons,
                                  const char *message, GError **error);

/* The oldest job that @printer was busy with, then the oldest that it may take; %NULL if none. */
FoyerPrintJob *foyer_print_store_interrupted (FoyerPrintStore *self, const char *printer);
FoyerPrintJob *foyer_print_store_next        (FoyerPrintStore *self, const char *printer);
FoyerPrintJob *foyer_print_store_get         (FoyerPrintStore *self, const char *id);
/* (nullable): the stored badge */
char          *foyer_print_store_get_badge   (FoyerPrintStore *self, const char *id);
GPtrArray     *foyer_print_store_list        (FoyerPrintStore *self, gboolean unfinished_only);
guint          foyer_print_store_count       (FoyerPrintStore *self, FoyerPrintState state);

G_END_DECLS
