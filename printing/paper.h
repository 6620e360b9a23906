/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "document.h"
#include "paper-table.h"

G_BEGIN_DECLS

/**
 * FoyerPaper:
 *
 * What organizers read on A4: a heading, tables that go on over pages with their
 * headings, and bar charts that can be told apart in black and white. Built by
 * adding, then made into pages once.
 */
typedef struct _FoyerPaper FoyerPaper;

/** @subtitle: (nullable) */
FoyerPaper    *foyer_paper_new         (const char *title, const char *subtitle)
  G_GNUC_WARN_UNUSED_RESULT;
void           foyer_paper_free        (FoyerPaper *self);

/** @table: (transfer full) */
void           foyer_paper_add_table   (FoyerPaper *self, FoyerPaperTable *table);

/** @table: (transfer full): its first column names the bars, its second is how high they are */
void           foyer_paper_add_bars    (FoyerPaper *self, FoyerPaperTable *table);

/** (transfer full): the pages. Takes @self. */
FoyerDocument *foyer_paper_to_document (FoyerPaper *self) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerPaper, foyer_paper_free)

G_END_DECLS
