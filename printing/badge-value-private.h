/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* One kind of value each: reads @text into @field, in place of what was there.
 * Returns: %FALSE if it is no such value */
typedef gboolean (*FoyerBadgeValueFunc) (const char *text, gpointer field);

gboolean foyer_badge_value_length      (const char *text, gpointer field);   /* double */
gboolean foyer_badge_value_count       (const char *text, gpointer field);   /* int, 1 to 20 */
gboolean foyer_badge_value_boolean     (const char *text, gpointer field);   /* gboolean */
gboolean foyer_badge_value_text        (const char *text, gpointer field);   /* char *, known fields */
gboolean foyer_badge_value_string      (const char *text, gpointer field);   /* char * */
gboolean foyer_badge_value_file        (const char *text, gpointer field);   /* char *, no folder */
gboolean foyer_badge_value_file_or_none (const char *text, gpointer field);
gboolean foyer_badge_value_words       (const char *text, gpointer field);   /* char ** */
gboolean foyer_badge_value_field_names (const char *text, gpointer field);   /* char ** */
gboolean foyer_badge_value_points      (const char *text, gpointer field);   /* GArray of double */
gboolean foyer_badge_value_colour      (const char *text, gpointer field);   /* FoyerBadgeColour */
gboolean foyer_badge_value_align       (const char *text, gpointer field);   /* PangoAlignment */
gboolean foyer_badge_value_valign      (const char *text, gpointer field);   /* FoyerBadgeValign */
gboolean foyer_badge_value_weight      (const char *text, gpointer field);   /* PangoWeight */
gboolean foyer_badge_value_rotate      (const char *text, gpointer field);   /* int */
gboolean foyer_badge_value_side        (const char *text, gpointer field);   /* int */
gboolean foyer_badge_value_back        (const char *text, gpointer field);   /* FoyerBadgeBack */

G_END_DECLS
