/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine.h"
#include "kiosk.h"
#include "paper.h"
#include "senses.h"

G_BEGIN_DECLS

struct _FoyerKiosk {
  GObject          parent_instance;

  char            *state;
  char            *list;
  char            *tables;
  FoyerRole        role;
  gboolean         held;      /* nobody is let in */
  gboolean         asks;      /* set-up is done at the screen */
  gboolean         seated;
  FoyerChoices    *choices;
  GPtrArray       *printers;  /* of FoyerConfigPrinter */
  char            *badge_template;
  guint            patience_s;
  char            *name;

  FoyerKioskPhase  phase;
  GError          *trouble;
  gboolean         enrolling;
  char            *enrol_note;

  FoyerSenses     *senses;
  FoyerSession    *session;
  FoyerHealth     *health;
  FoyerNeighbours *neighbours;
  FoyerOwnHub     *own_hub;

  /* Only in the phase OPEN. */
  FoyerEnrolment  *enrolment;
  FoyerReplica    *replica;
  FoyerEngine     *engine;
  FoyerDoor       *door;
  FoyerPaper      *paper;
  FoyerRehearsal  *rehearsal; /* (nullable) */
  gboolean         preparing; /* one */
  gboolean         surveying; /* names are being laid out */
  guint            battery_timer;
  GPtrArray       *counts;    /* (nullable): of FoyerKioskCount, when someone last looked */
};

/** Opens the door that @enrolment (transfer full) is for. */
void foyer_kiosk_open         (FoyerKiosk *self, FoyerEnrolment *enrolment);
void foyer_kiosk_tell_changed (FoyerKiosk *self);
/** @sound: a #FoyerDoorSound */
void foyer_kiosk_play         (FoyerKiosk *self, guint sound);
/** Looks at more, from now on, while someone wants to know whether all is ready. */
void foyer_kiosk_follow_looks (FoyerKiosk *self);
void foyer_kiosk_stop_looking (FoyerKiosk *self);
/** Removes what a rehearsal left that was never ended. */
void foyer_kiosk_clean_rehearsal (FoyerKiosk *self);

/** The other kiosks (kiosk-fleet.c): they hear how this one is, and it asks about them while somebody looks. */
void foyer_kiosk_join_fleet    (FoyerKiosk *self);
void foyer_kiosk_look_at_fleet (FoyerKiosk *self);

G_END_DECLS
