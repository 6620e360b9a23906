/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "print-queue.h"

G_BEGIN_DECLS

/**
 * FoyerPrintStore:
 *
 * The queue's file. Every writing function is one transaction, durable when it returns. Any
 * thread: readers do not wait for a write.
 */
typedef struct _FoyerPrintStore FoyerPrintStore;

/* One process at a time may write; any number may read beside it. */
FoyerPrintStore *foyer_print_store_open         (const char *path, GError **error);
FoyerPrintStore *foyer_print_store_open_to_read (const char *path, GError **error);
void             foyer_print_store_close        (FoyerPrintStore *self);

/* @added is FALSE if the id was known already. */
gboolean foyer_print_store_add     (FoyerPrintStore *self, const char *id, const char *badge_json,
                                    const char *template_name, const char *printer,
                                    gboolean *added, GError **error);
/* QUEUED to SENDING. @claimed is FALSE if another printer was faster. */
gboolean foyer_print_store_claim   (FoyerPrintStore *self, const char *id, const char *printer,
                                    gboolean *claimed, GError **error);
/**
 * foyer_print_store_set:
 * @from: the state that the caller saw; the job is left alone if it is in another by now
 * @state: (inout): what it is to be, then what it is: CANCELLED instead of QUEUED if a person took
 *   it back meanwhile, FOYER_PRINT_N_STATES if it was left alone
 *
 * QUEUED frees the job for any printer that may have it; PRINTED and CANCELLED forget the person.
 */
gboolean foyer_print_store_set     (FoyerPrintStore *self, const char *id, FoyerPrintState from,
                                    FoyerPrintState *state, int printer_job,
                                    FoyerPrinterReasons reasons, const char *message,
                                    GError **error);
/* Remembers where it was, and lets any printer have it. Goes before setting it to QUEUED. */
gboolean foyer_print_store_move    (FoyerPrintStore *self, const char *id, GError **error);
/* For people: what else became of it. */
gboolean foyer_print_store_note    (FoyerPrintStore *self, const char *id, const char *message,
                                    GError **error);
gboolean foyer_print_store_wish    (FoyerPrintStore *self, const char *id, FoyerPrintWish wish,
                                    GError **error);
/* UNKNOWN, because its printer does not answer: the fence asks it when it is back. */
gboolean foyer_print_store_doubt   (FoyerPrintStore *self, const char *id, const char *message,
                                    GError **error);
/* UNKNOWN or FAILED to QUEUED, and a fence around what the last printer may still have. */
gboolean foyer_print_store_again   (FoyerPrintStore *self, const char *id, GError **error);
/* What a person said in another process. The id of a job that is another now, %NULL if there is
 * none. */
char    *foyer_print_store_take_answer  (FoyerPrintStore *self, GError **error);
gboolean foyer_print_store_leave_answer (const char *path, const char *id, gboolean again,
                                         GError **error);
/* To CANCELLED; while a printer has it, the wish that it be. @state: (out): what it is now */
gboolean foyer_print_store_cancel  (FoyerPrintStore *self, const char *id, FoyerPrintState *state,
                                    GError **error);
/* (transfer full): the ids of those that waited for @printer and now wait for any */
GPtrArray *foyer_print_store_release (FoyerPrintStore *self, const char *printer, GError **error);
/* (transfer full): likewise of all whose printer is not there at all; what one of these had is
 * UNKNOWN */
GPtrArray *foyer_print_store_adopt   (FoyerPrintStore *self, GError **error);

/**
 * FoyerPrintFence:
 * @name: the job's name at the printer
 * @job: its id here
 *
 * A printer that does not answer may hold a job that has gone elsewhere since: before it gets
 * anything else, it is asked, and made to drop it.
 */
typedef struct {
  char  *name;
  char  *job;
  gint64 sent_us;
} FoyerPrintFence;

void foyer_print_fence_free (FoyerPrintFence *fence);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerPrintFence, foyer_print_fence_free)

/* (nullable): the printer's oldest */
FoyerPrintFence *foyer_print_store_next_fence (FoyerPrintStore *self, const char *printer);
gboolean         foyer_print_store_open_fence (FoyerPrintStore *self, const char *name,
                                               GError **error);

/* What others may read of a printer that this process feeds. */
gboolean foyer_print_store_set_printer   (FoyerPrintStore *self, const char *name,
                                          FoyerPrinterStatus status, GError **error);
gboolean foyer_print_store_get_printer   (FoyerPrintStore *self, const char *name,
                                          FoyerPrinterStatus *status);
char   **foyer_print_store_list_printers (FoyerPrintStore *self);

/* The oldest job that @printer was busy with, then the oldest that it may take; %NULL if none. */
FoyerPrintJob *foyer_print_store_interrupted (FoyerPrintStore *self, const char *printer);
FoyerPrintJob *foyer_print_store_next        (FoyerPrintStore *self, const char *printer);
FoyerPrintJob *foyer_print_store_get         (FoyerPrintStore *self, const char *id);
/* (nullable): the stored badge */
char          *foyer_print_store_get_badge   (FoyerPrintStore *self, const char *id);
GPtrArray     *foyer_print_store_list        (FoyerPrintStore *self, gboolean unfinished_only);
guint          foyer_print_store_count       (FoyerPrintStore *self, FoyerPrintState state);
guint          foyer_print_store_ahead       (FoyerPrintStore *self, const char *id);

G_END_DECLS
