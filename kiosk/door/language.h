/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * foyer_language_init:
 * @language: "zh_CN" or "en"
 *
 * Sets the program up for translated texts. Once, at the start of main() and
 * before any thread: from then on, changing the language allocates no new
 * variable in the environment, so that other threads may read it meanwhile.
 * Translations come from $FOYER_LOCALE, else from where Foyer is installed.
 */
void        foyer_language_init (const char *language);

/** From now on gettext answers in @language. Main thread; what is shown already stays as it is. */
void        foyer_language_set  (const char *language);
const char *foyer_language_get  (void);

/** Whether Foyer's screens exist in @language. */
gboolean    foyer_language_is_known (const char *language);

/** (transfer none): of @words what people reading the present language understand; "" for nothing. */
const char *foyer_language_words (char * const *words);

G_END_DECLS
