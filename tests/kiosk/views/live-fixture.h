/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "door-fixture.h"
#include "neighbours.h"

G_BEGIN_DECLS

#define LIVE_FIXTURE_DOOR_2 "01930000-0000-7000-8000-0000000000d2"

/* A morning in full swing behind a door: hundreds registered, many in by three
 * doors, one of which is silent and one out of paper. */
void live_fixture_fill  (DoorFixture *door, FoyerNeighbours *neighbours);

/* The hub has refused what was corrected here, and something is still unsent. */
void live_fixture_refuse (DoorFixture *door);

/* Something is said on all kiosks. */
void live_fixture_say   (DoorFixture *door);

G_END_DECLS
