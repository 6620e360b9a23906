/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * FoyerBadgeTemplate:
 *
 * How a badge looks: a text file of millimetres, described in foyer-badge(5). Read once and never
 * changed, so any thread may use it. A group or key that is not known is an error: a misspelt key
 * never passes unseen.
 */
typedef struct _FoyerBadgeTemplate FoyerBadgeTemplate;

#define FOYER_TYPE_BADGE_TEMPLATE (foyer_badge_template_get_type ())
GType               foyer_badge_template_get_type (void);
FoyerBadgeTemplate *foyer_badge_template_ref      (FoyerBadgeTemplate *self);
void                foyer_badge_template_unref    (FoyerBadgeTemplate *self);

/**
 * foyer_badge_template_load:
 * @name_or_path: a name ("label-62x100", looked up in $FOYER_BADGES or /etc/foyer/badges, then in
 *   $FOYER_ASSETS/badges or where Foyer is installed), or anything with a slash: a path
 *
 * Returns: (transfer full): the template, or %NULL and FOYER_PRINTING_ERROR_TEMPLATE with a message
 * that names the file, the line, the group and the key
 */
FoyerBadgeTemplate *foyer_badge_template_load  (const char *name_or_path, GError **error)
  G_GNUC_WARN_UNUSED_RESULT;
/* As above for a text in memory, which has no pictures of its own; @name stands in messages. */
FoyerBadgeTemplate *foyer_badge_template_parse (const char *name, const char *text, GError **error)
  G_GNUC_WARN_UNUSED_RESULT;

const char *foyer_badge_template_get_name   (FoyerBadgeTemplate *self);
/* The paper, millimetres: of a badge that is folded, both sides. */
double      foyer_badge_template_get_width  (FoyerBadgeTemplate *self);
double      foyer_badge_template_get_height (FoyerBadgeTemplate *self);
/* 2 if the back is printed on the back of the paper. */
guint       foyer_badge_template_get_n_pages (FoyerBadgeTemplate *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerBadgeTemplate, foyer_badge_template_unref)

G_END_DECLS
