/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * FoyerBadge:
 * @name: (nullable): as the guest wants to be called
 * @company: (nullable): where they come from
 * @title: (nullable): what they do there
 * @category: (nullable): attendee, speaker, volunteer, sponsor, staff or the event's own word
 * @code: (nullable): the text of the QR code, printed exactly as it is
 * @event: (nullable): the name of the event
 * @language: (nullable): in which the guest wants to be spoken to ("zh_CN", "en")
 * @initial: (nullable): the letter under which the badge lies on a sheet for picking up
 * @reprint: 0 for the first badge, then 2 for the second, 3 for the third…
 *
 * What a template may show of a person. A plain value: no thread, no owner but the holder.
 */
typedef struct {
  char *name;
  char *company;
  char *title;
  char *category;
  char *code;
  char *event;
  char *language;
  char *initial;
  guint reprint;
} FoyerBadge;

#define FOYER_TYPE_BADGE (foyer_badge_get_type ())
GType       foyer_badge_get_type (void);
FoyerBadge *foyer_badge_new      (void);
FoyerBadge *foyer_badge_copy     (const FoyerBadge *badge);
void        foyer_badge_free     (FoyerBadge *badge);

/**
 * foyer_badge_get_field:
 * @field: "name", "company", "title", "category", "code", "event", "language", "initial" or
 *   "reprint"
 *
 * Returns: (nullable) (transfer full): the field's text, stripped; %NULL if it is empty or
 * there is no such field
 */
char    *foyer_badge_get_field (const FoyerBadge *badge, const char *field);
/* Whether a template may write {field}. */
gboolean foyer_badge_has_field (const char *field);

/* The guest's language, else the one in which the name is written: "zh" for hanzi, "ja", "ko", else
 * "en". Belongs to @badge or to nobody. */
const char *foyer_badge_get_language (const FoyerBadge *badge);

/**
 * foyer_badge_to_json:
 *
 * Returns: (transfer full): one line of JSON that foyer_badge_from_json() reads back exactly
 */
char       *foyer_badge_to_json   (const FoyerBadge *badge);
/* %NULL and FOYER_PRINTING_ERROR_STORE if @json is no badge; unknown members are skipped. */
FoyerBadge *foyer_badge_from_json (const char *json, GError **error)
  G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerBadge, foyer_badge_free)

G_END_DECLS
