/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * FoyerImportStaging:
 *
 * Rows of a file that come in several requests, until all are here and become
 * one import. Kept in memory alone: whoever stops half-way leaves no trace. One
 * file at a time, for it is one organizer who imports. Any thread.
 */
typedef struct _FoyerImportStaging FoyerImportStaging;

FoyerImportStaging *foyer_import_staging_new  (void) G_GNUC_WARN_UNUSED_RESULT;
void                foyer_import_staging_free (FoyerImportStaging *self);

/**
 * foyer_import_staging_add:
 * @id: chosen by who sends
 * @from: how many rows of it came before
 * @drafts: (element-type FoyerRegistration): taken over
 * @rows: (element-type gint64): the row of each
 *
 * Safe to repeat: rows that came already are not taken again. FALSE with a
 * %FOYER_HUB_ANSWER where rows are missing before these, there are too many, or
 * another file is on its way.
 */
gboolean            foyer_import_staging_add  (FoyerImportStaging *self, const char *id, guint from,
                                               GPtrArray *drafts, const GArray *rows, GError **error);

/** Takes the rows of @id out; NULL where there are none. */
GPtrArray          *foyer_import_staging_take (FoyerImportStaging *self, const char *id, GArray **rows)
  G_GNUC_WARN_UNUSED_RESULT;

/** Forgets the rows of @id. Safe to repeat. */
void                foyer_import_staging_drop (FoyerImportStaging *self, const char *id);

G_END_DECLS
