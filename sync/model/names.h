/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * Values that have a name on the wire and in files are enums indexed into a
 * table of names. These two read such a table in both directions.
 */

/** The name of @value; never NULL for a value of the enum. */
const char *foyer_name_of    (const char * const *names, guint n_names, guint value);

/** The value called @name, or -1. NULL has none. */
int         foyer_name_index (const char * const *names, guint n_names, const char *name);

G_END_DECLS
