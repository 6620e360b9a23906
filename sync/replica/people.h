/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "doubt.h"
#include "import.h"
#include "json.h"

G_BEGIN_DECLS

/*
 * People kept together: which registrations are one person's, where the rule
 * does not know. Errors are #FoyerImportError where an id is unknown.
 */

/**
 * foyer_people_link:
 * @a, @b: ids of registrations
 *
 * Someone says that both are one person's: every registration of @b's person is
 * @a's person's from now on. Safe to repeat. foyer_people_unlink() of @b takes
 * it back exactly.
 */
gboolean foyer_people_link     (FoyerStore *store, const char *a, const char *b, gint64 now_us,
                                GError **error);

/**
 * foyer_people_unlink:
 *
 * Takes back the foyer_people_link() that brought the registration to its
 * person: what came with it goes back too, and the pair is in doubt again.
 * Where the rule had linked it, it becomes a person of its own, and nothing
 * calls the two one again.
 */
gboolean foyer_people_unlink   (FoyerStore *store, const char *registration, gint64 now_us,
                                GError **error);

/** Someone says that they are two people: the pair is not in doubt any more. Safe to repeat. */
gboolean foyer_people_keep_apart (FoyerStore *store, const char *a, const char *b, gint64 now_us,
                                  GError **error);

/**
 * FoyerPeopleDoubts:
 * @registrations: (element-type FoyerRegistration): id, person, channel, reference and how to reach
 * them only; to whom @doubts point
 */
typedef struct {
  GPtrArray *registrations;
  GArray    *doubts;
} FoyerPeopleDoubts;

/** Every pair of people who may be one and of whom nobody said anything. See foyer_doubts_find(). */
FoyerPeopleDoubts *foyer_people_doubts      (FoyerStore *store, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void               foyer_people_doubts_free (FoyerPeopleDoubts *self);

/**
 * foyer_people_differences:
 *
 * People whose registrations say different things, written differently left
 * aside: an array of {person, registrations, field, values}; field is a name of
 * the wire, or "answer:" and the question.
 */
json_t  *foyer_people_differences (FoyerStore *store, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * foyer_people_export:
 *
 * Everything that the store holds about one person: {person, registrations,
 * entries, decisions, imports}.
 */
json_t  *foyer_people_export   (FoyerStore *store, const char *person, GError **error)
  G_GNUC_WARN_UNUSED_RESULT;

/** (nullable): the person of an id: of a registration, or a person's own. NULL with @error. */
char    *foyer_people_find     (FoyerStore *store, const char *id, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerPeopleDoubts, foyer_people_doubts_free)

G_END_DECLS
