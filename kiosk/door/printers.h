/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "config.h"
#include "print-queue.h"

G_BEGIN_DECLS

/*
 * The printers of a door, as its people know them: by the names that the
 * configuration gives them. Words are in the language of foyer_language_get().
 * Main thread.
 */

/**
 * foyer_printers_add:
 * @printers: (element-type FoyerConfigPrinter): a configuration's
 *
 * Starts them. One that cannot be used does not keep the others from it: @error
 * then has the first.
 */
gboolean foyer_printers_add   (FoyerPrintQueue *queue, GPtrArray *printers, GError **error);

/**
 * foyer_printers_trouble:
 *
 * What a volunteer is to do about printers and badges now: a printer first,
 * named where there are several, then badges that nobody knows enough of.
 *
 * Returns: (transfer full) (nullable): a sentence; %NULL when all is well
 */
char    *foyer_printers_trouble (FoyerPrintQueue *queue) G_GNUC_WARN_UNUSED_RESULT;

/**
 * foyer_printers_place:
 * @entry: the entry that wants the badge, as it is the job's id
 *
 * Where a guest gets the badge: which printer, if there are several, how many
 * come before, and that a printer is held up. Worth asking again at each `job-changed`: it may move.
 *
 * Returns: (transfer full) (nullable): a sentence for the guest; %NULL when
 *   there is nothing to tell
 */
char    *foyer_printers_place (FoyerPrintQueue *queue, const char *entry)
  G_GNUC_WARN_UNUSED_RESULT;

/**
 * foyer_printers_what_happened:
 * @job: UNKNOWN or FAILED
 *
 * What its printer said last, named where there are several.
 *
 * Returns: (transfer full): for a volunteer
 */
char    *foyer_printers_what_happened (FoyerPrintQueue *queue, const FoyerPrintJob *job)
  G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
