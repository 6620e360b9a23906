/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "json.h"

G_BEGIN_DECLS

/**
 * FoyerJsonReader:
 * @json: the object that is read
 * @wrong: (nullable): name of the first member that was not as it should be
 *
 * Remembers the first thing that was wrong, so that a from_json function reads
 * straight down and asks once at its end.
 */
typedef struct {
  const json_t *json;
  const char   *wrong;
} FoyerJsonReader;

/** (nullable): the member, where it is there, not null, and of that type. */
const json_t *foyer_json_member (FoyerJsonReader *in, const char *name, json_type type);

/* Text, (transfer full): NULL where there is none. A required one must not be empty. */
char *foyer_json_read_text (FoyerJsonReader *in, const char *name);
char *foyer_json_read_required (FoyerJsonReader *in, const char *name);
char *foyer_json_read_id (FoyerJsonReader *in, const char *name, gboolean required);
char **foyer_json_read_texts (FoyerJsonReader *in, const char *name);
FoyerWords foyer_json_read_words (FoyerJsonReader *in, const char *name);

/* Numbers, flags (FALSE) and times (µs, 0) where absent; counts are not negative. */
gint64 foyer_json_read_number (FoyerJsonReader *in, const char *name);
gint64 foyer_json_read_count (FoyerJsonReader *in, const char *name);
gboolean foyer_json_read_flag (FoyerJsonReader *in, const char *name);
gint64 foyer_json_read_time (FoyerJsonReader *in, const char *name);

/** A body is an object of its own inside a text, so that its exact spelling travels; what is folded
 * from it relies on its being one. */
char *foyer_json_read_body (FoyerJsonReader *in, const char *name);

/** A member that holds the name of an enum's value; @value stays as it is where it is absent. */
typedef gboolean (*FoyerFromString) (const char *text, void *value);
void foyer_json_read_name (FoyerJsonReader *in, const char *name, FoyerFromString from_string, void *value);

/** Whether nothing was wrong; else @error names what, and of @what. */
gboolean foyer_json_is_sound (const FoyerJsonReader *in, const char *what, GError **error);

/* Writing leaves out what is NULL, 0 or FALSE. */
void foyer_json_put_text (json_t *json, const char *name, const char *text);
void foyer_json_put_number (json_t *json, const char *name, gint64 number);
void foyer_json_put_flag (json_t *json, const char *name, gboolean flag);
void foyer_json_put_time (json_t *json, const char *name, gint64 at_us);
void foyer_json_put_texts (json_t *json, const char *name, char * const *texts);
void foyer_json_put_words (json_t *json, const char *name, char * const *words);

G_END_DECLS
