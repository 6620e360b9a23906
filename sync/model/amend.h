/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "entry.h"

G_BEGIN_DECLS

/**
 * FoyerAmend:
 * @field: name of a text field that people at the door may correct, or "answer:" and a question's id
 * @was: (nullable): what the field held, as the one who corrected it saw it
 * @value: (nullable): what it holds from then on
 *
 * A correction made at a door. It holds as long as it is about what it saw:
 * where the field says something else by then, the one who changed it first is
 * not overruled, and both are shown (a three-way merge with @was as the common
 * ancestor). Nothing but the row and the corrections decides that, so every
 * replica sees the same, and the same file imported again takes no correction
 * back.
 */
typedef struct {
  char *field;
  char *was;
  char *value;
} FoyerAmend;

void        foyer_amend_free   (FoyerAmend *self);

/** Whether the field called @field may be corrected at a door. */
gboolean    foyer_amend_allows (const char *field);

/** (transfer full): the body of an amend entry. */
char       *foyer_amend_to_body   (const FoyerAmend *self) G_GNUC_WARN_UNUSED_RESULT;
/** (nullable): NULL for a body that is none, or erased, or of a field that may not be corrected. */
FoyerAmend *foyer_amend_from_body (const char *body) G_GNUC_WARN_UNUSED_RESULT;

/** (nullable) (transfer full): what @row says in @field. */
char       *foyer_amend_read   (const FoyerRegistration *row, const char *field) G_GNUC_WARN_UNUSED_RESULT;

/** Writes it into @row; FALSE where the row says neither @was nor @value there, and stays as it is. */
gboolean    foyer_amend_apply  (const FoyerAmend *self, FoyerRegistration *row);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerAmend, foyer_amend_free)

G_END_DECLS
