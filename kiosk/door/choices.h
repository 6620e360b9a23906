/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "config.h"

G_BEGIN_DECLS

/**
 * FoyerChoice:
 * @FOYER_CHOICE_STEP: how far set-up has come: a name of its own; "done" at the end
 * @FOYER_CHOICE_LANGUAGE: instead of [screen] language
 * @FOYER_CHOICE_HUB: "making" while this machine's own hub is being filled, "own" once it is in use
 * @FOYER_CHOICE_LIST: instead of [kiosk] list: an id, or "auto" for by the clock
 * @FOYER_CHOICE_ROLE: instead of [kiosk] role
 * @FOYER_CHOICE_PRINTER: instead of all printers of the file: an URI, or "none"
 * @FOYER_CHOICE_PRINTER_NAME: what people call it
 * @FOYER_CHOICE_CAMERA: instead of [camera] source
 * @FOYER_CHOICE_SEATED: instead of [screen] seated
 */
typedef enum {
  FOYER_CHOICE_STEP,
  FOYER_CHOICE_LANGUAGE,
  FOYER_CHOICE_HUB,
  FOYER_CHOICE_LIST,
  FOYER_CHOICE_ROLE,
  FOYER_CHOICE_PRINTER,
  FOYER_CHOICE_PRINTER_NAME,
  FOYER_CHOICE_CAMERA,
  FOYER_CHOICE_SEATED,
  FOYER_CHOICE_N
} FoyerChoice;

/**
 * FoyerChoices:
 *
 * What was chosen at this machine's own screen. It is kept in the state folder,
 * for the configuration is the administrator's, and holds against it. Main thread.
 */
typedef struct _FoyerChoices FoyerChoices;

/** What @state holds; a file that can't be read holds nothing: people are asked again. */
FoyerChoices *foyer_choices_load  (const char *state) G_GNUC_WARN_UNUSED_RESULT;
void          foyer_choices_free  (FoyerChoices *self);

/** (nullable) (transfer none) */
const char   *foyer_choices_get   (FoyerChoices *self, FoyerChoice choice);
/** @value: (nullable): NULL forgets. After TRUE it is on the disk; after FALSE what was there is. */
gboolean      foyer_choices_set   (FoyerChoices *self, FoyerChoice choice, const char *value, GError **error);

/** Whether it is that value. */
gboolean      foyer_choices_is    (FoyerChoices *self, FoyerChoice choice, const char *value);

/** What was chosen takes the place of what the file said; what means nothing is passed over. */
void          foyer_choices_apply (FoyerChoices *self, FoyerConfig *config);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerChoices, foyer_choices_free)

G_END_DECLS
