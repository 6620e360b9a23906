/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "code.h"
#include "door.h"

G_BEGIN_DECLS

/* An event with people in a replica of its own, and a door in front of it. The
 * clock stands at FIXTURE_CLOCK: see door_fixture_freeze(). */

#define FIXTURE_EVENT "01930000-0000-7000-8000-000000000001"
#define FIXTURE_STAFF "01930000-0000-7000-8000-000000000051"
#define FIXTURE_PIN   "246810"
#define FIXTURE_CLOCK "2026-11-28T08:45:00+08:00"

/* What the guests of the fixture hold up. */
#define FIXTURE_ZHANG     "TICKET-ZHANG-WEI"
#define FIXTURE_OUYANG    "TICKET-OUYANG"
#define FIXTURE_CANCELLED "TICKET-CANCELLED"
#define FIXTURE_UNPAID    "TICKET-UNPAID"
#define FIXTURE_FAMILY    "TICKET-FAMILY"   /* a party of four */

typedef struct {
  char         *dir;
  FoyerReplica *replica;
  FoyerSession *session;
  FoyerDoor    *door;
  char         *staff_code;   /* of FIXTURE_STAFF */
} DoorFixture;

typedef gboolean (*DoorFact) (gpointer user_data);

/* Before anything asks for the time. */
void     door_fixture_freeze    (void);

void     door_fixture_set_up    (DoorFixture *self, gconstpointer unused);
/* Asserts that the door is gone with its last reference, and removes the files. */
void     door_fixture_tear_down (DoorFixture *self, gconstpointer unused);
/* A test with a fixture of its own. */
void     door_fixture_add (const char *path, void (*test) (DoorFixture *, gconstpointer));

/* Iterates the main context until @fact holds; fails after ten seconds. */
void     door_fixture_wait      (DoorFact fact, gpointer user_data);
void     door_fixture_wait_for  (DoorFixture *self, FoyerDoorState state);

/* Iterates the main context until the caller's reference is the only one. */
void     door_fixture_wait_alone (gpointer object);

/* An outcome made by hand: @verdict for a guest of the fixture's event. */
FoyerOutcome *door_fixture_outcome (DoorFixture *self, FoyerVerdict verdict, FoyerVerdictFlags flags);

/* Removes a folder and what is in it. */
void     door_fixture_remove    (const char *dir);

G_END_DECLS
