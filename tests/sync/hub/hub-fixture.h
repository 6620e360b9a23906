/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "client.h"
#include "hub.h"
#include "organizer.h"
#include "replica.h"

G_BEGIN_DECLS

#define FIXTURE_EVENT "0199f0c2-7c00-7000-8f00-3b6f1d2e4a00"

/* A real hub in this process, on a folder of its own, with one event. */
typedef struct {
  char           *dir;
  char           *state;
  gboolean        tls;
  FoyerHub       *hub;
  guint16         port;
  FoyerOrganizer *organizer;
  guint           n_kiosks;
} HubFixture;

void        hub_fixture_set_up    (HubFixture *self, gconstpointer unused);
void        hub_fixture_tear_down (HubFixture *self, gconstpointer unused);
/* A test with a fixture of its own. */
void        hub_fixture_add (const char *path, void (*test) (HubFixture *, gconstpointer));

void        hub_fixture_stop      (HubFixture *self);
/* On the same state and port. */
void        hub_fixture_start     (HubFixture *self);

/* Rows @from … @to - 1 of one channel; each has its own name and phone. */
json_t     *hub_fixture_import    (HubFixture *self, guint from, guint to);
char       *hub_fixture_new_uri   (HubFixture *self);
/* The journal's entries at the hub. */
json_t     *hub_fixture_entries   (HubFixture *self);

/* An enrolled kiosk with its own store. */
typedef struct {
  char           *dir;
  char           *path;
  FoyerEnrolment *enrolment;
  FoyerConnector *connector;
  FoyerReplica   *replica;
} Kiosk;

Kiosk      *kiosk_new             (HubFixture *fixture);
void        kiosk_free            (Kiosk *self);
/* Writes @n notes into the journal, as a door does. */
void        kiosk_record          (Kiosk *self, guint n);
GPtrArray  *kiosk_unsent          (Kiosk *self, guint limit);
gint64      kiosk_count_unsent    (Kiosk *self);
void        kiosk_answer          (Kiosk *self, GPtrArray *answers, const char *epoch);
/* Pulls until there is no more. */
void        kiosk_pull            (Kiosk *self);

/* The hub's store, while the hub is stopped. */
char       *hub_fixture_store     (HubFixture *self);
void        copy_store            (const char *from, const char *to);
void        remove_tree           (const char *path);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Kiosk, kiosk_free)

G_END_DECLS
