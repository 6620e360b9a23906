/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * FoyerBadgeTemplate:
 *
 * How a badge looks: a text file of millimetres, read once and never changed, so any thread may
 * use it. A key file, UTF-8, drawn in the order in which its groups stand:
 *
 * |[
 * [badge]                        every file has this group, first
 * version=1
 * width=62                       the paper, mm
 * height=100
 *
 * [text name]                    "text", "qr" or "box", then a name of your own
 * text={name}                    words and fields: {name} {company} {title} {category} {code}
 *                                {event} {reprint}; nothing is drawn if all of its fields are empty
 * x=4   y=14                     one key a line; mm from the top left corner
 * width=54   height=25
 * font=Noto Sans CJK SC,Noto Sans    families, tried in order for each letter (this is the default)
 * size=64   min-size=14          points; the largest that fits is taken
 * weight=bold                    normal or bold
 * align=center                   left, center, right
 * valign=middle                  top, middle, bottom
 * colour=#000000
 * lines=2                        at most so many, of balanced length
 * keep-words=true                break lines at spaces, hyphens and · before breaking elsewhere
 * spacing=0                      extra points between letters
 *
 * [qr code]                      x, y, width, height (the quiet zone of 4 modules is inside), colour
 * text={code}
 *
 * [box band]                     a filled rectangle
 * x=0   y=87   width=62   height=13
 * colour=#000000                 the filling; none leaves it open
 * line=0.3                       mm, a frame; its colour is line-colour
 * radius=1.5
 *
 * when-category=speaker;staff    any element: only for these, or (unless-category) for all others
 * when-field=company;title       only if one of these is not empty (unless-field: if all are empty)
 * ]|
 *
 * A group or key that is not listed here is an error: a misspelt key never passes unseen.
 */
typedef struct _FoyerBadgeTemplate FoyerBadgeTemplate;

#define FOYER_TYPE_BADGE_TEMPLATE (foyer_badge_template_get_type ())
GType               foyer_badge_template_get_type (void);
FoyerBadgeTemplate *foyer_badge_template_ref      (FoyerBadgeTemplate *self);
void                foyer_badge_template_unref    (FoyerBadgeTemplate *self);

/**
 * foyer_badge_template_load:
 * @name_or_path: a name ("attendee-62x100", looked up in $FOYER_ASSETS/badges, otherwise where
 *   Foyer is installed), or anything with a slash: a path
 *
 * Returns: (transfer full): the template, or %NULL and FOYER_PRINTING_ERROR_TEMPLATE with a message
 * that names the file, the line, the group and the key
 */
FoyerBadgeTemplate *foyer_badge_template_load  (const char *name_or_path, GError **error)
  G_GNUC_WARN_UNUSED_RESULT;
/* As above for a text in memory; @name stands in messages. */
FoyerBadgeTemplate *foyer_badge_template_parse (const char *name, const char *text, GError **error)
  G_GNUC_WARN_UNUSED_RESULT;

const char *foyer_badge_template_get_name   (FoyerBadgeTemplate *self);
/* Millimetres. */
double      foyer_badge_template_get_width  (FoyerBadgeTemplate *self);
double      foyer_badge_template_get_height (FoyerBadgeTemplate *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerBadgeTemplate, foyer_badge_template_unref)

G_END_DECLS
