/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * Step n brings a version-n file to version n + 1. Append only: kiosks in the
 * field hold every version ever shipped.
 */
extern const char * const foyer_schema_steps[];
extern const int          foyer_schema_n_steps;

G_END_DECLS
