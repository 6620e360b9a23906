/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/*
 * What is true: settings, registry, journal, feed. One step a version; step i
 * brings a file from version i to i + 1. A released step is never changed, only
 * followed by another: kiosks in the field hold every version.
 */
extern const char * const foyer_schema_steps[];
extern const int          foyer_schema_n_steps;

/*
 * What is made from that: keys and projections. Never migrated: a file whose
 * derived tables are of another version gets them made anew (upgrade.c), so a
 * change here is a change of the text and of the number.
 */
#define FOYER_SCHEMA_DERIVED 5
extern const char * const foyer_schema_derived;
/** Every table that was ever derived, those of earlier versions too. NULL-terminated. */
extern const char * const foyer_schema_derived_tables[];
