/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "import.h"

G_BEGIN_DECLS

/** What the record of an import says until it has ended. */
#define FOYER_IMPORT_UNFINISHED "{\"unfinished\":true}"

/**
 * FoyerImportMatch:
 *
 * Which registrations the rows of a file are, as the store was before any of
 * them was written: a renumbered file would else find its own traces.
 */
typedef struct _FoyerImportMatch FoyerImportMatch;

FoyerImportMatch *foyer_import_match_new  (FoyerStore *store, const FoyerImport *import)
  G_GNUC_WARN_UNUSED_RESULT;
void              foyer_import_match_free (FoyerImportMatch *self);

/** What a draft is. @same: (nullable): the registration; @holder: (nullable): else who has its number;
 * @erased: it is of someone who was erased. */
typedef struct {
  char    *same;
  char    *holder;
  gboolean renumbered;
  gboolean erased;
} FoyerImportPlan;

/** Drafts have to be asked for in their order: each registration is taken once. */
gboolean foyer_import_match_draft (FoyerImportMatch *self, const FoyerRegistration *draft,
                                   FoyerImportPlan *plan, GError **error);
void     foyer_import_plan_clear  (FoyerImportPlan *self);

/**
 * foyer_import_hub_row:
 *
 * The registration as the hub has it, without the corrections that doors laid
 * over it: those are no news to a file. NULL with an @error.
 */
FoyerRegistration *foyer_import_hub_row (FoyerStore *store, const char *id, GError **error)
  G_GNUC_WARN_UNUSED_RESULT;

/**
 * foyer_import_find_person:
 * @like: (out) (optional): the registration that decided it
 *
 * (nullable): the person of @row by the rule, NULL without an error for nobody
 * known. Of several people, the one who shares the phone, then the one who
 * signed up first.
 */
char    *foyer_import_find_person (FoyerStore *store, const FoyerRegistration *row, char **like,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerImportMatch, foyer_import_match_free)

G_END_DECLS
