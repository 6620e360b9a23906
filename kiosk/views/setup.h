/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "kiosk.h"

G_BEGIN_DECLS

/**
 * FoyerSetupStep:
 * @FOYER_SETUP_EVENT: a hub's code is held up, or this machine is the whole event
 * @FOYER_SETUP_TABLE: of the whole event: which table
 * @FOYER_SETUP_RESULT: of the whole event: what the tables say
 * @FOYER_SETUP_DONE: what opens the desk, and then the door
 */
typedef enum {
  FOYER_SETUP_LANGUAGE,
  FOYER_SETUP_EVENT,
  FOYER_SETUP_TABLE,
  FOYER_SETUP_RESULT,
  FOYER_SETUP_LIST,
  FOYER_SETUP_ROLE,
  FOYER_SETUP_PRINTER,
  FOYER_SETUP_CAMERA,
  FOYER_SETUP_DONE,
  FOYER_SETUP_N
} FoyerSetupStep;

/** @detail: (nullable) */
typedef struct {
  char    *id;
  char    *title;
  char    *detail;
  gboolean chosen;
} FoyerSetupItem;

/**
 * FoyerSetup:
 *
 * The way from a bare machine to a door, step by step, without a word typed.
 * Each choice is on the disk before the next step shows: whoever pulls the plug
 * goes on where they were. While it lasts, nobody is let in. Main thread.
 *
 * FoyerSetup::changed: the step, or something on it
 * FoyerSetup::language: (const char *language): everyone speaks it from now on
 * FoyerSetup::finished: the door opens
 */
#define FOYER_TYPE_SETUP (foyer_setup_get_type ())
G_DECLARE_FINAL_TYPE (FoyerSetup, foyer_setup, FOYER, SETUP, GObject)

/** Begins where the machine is: also from the desk, when all is set up already. */
FoyerSetup            *foyer_setup_new         (FoyerKiosk *kiosk) G_GNUC_WARN_UNUSED_RESULT;
/** No more signals, and guests are let in again. Before the last unref. */
void                   foyer_setup_stop        (FoyerSetup *self);

FoyerKiosk            *foyer_setup_get_kiosk   (FoyerSetup *self);
FoyerSetupStep         foyer_setup_get_step    (FoyerSetup *self);
/** "2" of "6"; FALSE at the end. */
gboolean               foyer_setup_get_place   (FoyerSetup *self, guint *place, guint *of);
/** (transfer full) (nullable) (element-type FoyerSetupItem): what to choose from; NULL: nothing. */
GPtrArray             *foyer_setup_get_items   (FoyerSetup *self) G_GNUC_WARN_UNUSED_RESULT;
/** (nullable): what went wrong, or what is awaited, in words. */
const char            *foyer_setup_get_note    (FoyerSetup *self);
/** Something is under way that has to end first. */
gboolean               foyer_setup_is_busy     (FoyerSetup *self);
gboolean               foyer_setup_can_go_back (FoyerSetup *self);
/** (nullable): of the step RESULT. */
const FoyerWholeEvent *foyer_setup_get_whole   (FoyerSetup *self);
/** (nullable): of the step DONE on a machine that is the whole event. */
const FoyerPass       *foyer_setup_get_pass    (FoyerSetup *self);

void                   foyer_setup_choose      (FoyerSetup *self, const char *id);
/** The step is done as it is; on RESULT: these are the guests. */
void                   foyer_setup_forward     (FoyerSetup *self);
void                   foyer_setup_back        (FoyerSetup *self);
/** On EVENT: there is no hub anywhere; on RESULT: there is one more table. */
void                   foyer_setup_find_tables (FoyerSetup *self);

G_END_DECLS
