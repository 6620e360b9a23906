/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A kiosk without a screen: foyer-test-guests STATE PER_SECOND
 *
 * Admits guests out of its replica and takes admissions back, as fast as told,
 * while the engine pushes. SIGTERM: no more guests; "all sent" on standard
 * output when the hub has answered for every entry, and the end. */

#include "admission.h"
#include "client.h"
#include "clock.h"
#include "engine.h"
#include "journal.h"
#include "registry.h"
#include "replica.h"

#include <glib-unix.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>

typedef struct {
  FoyerReplica *replica;
  FoyerEngine  *engine;
  GMainLoop    *loop;
  GPtrArray    *ids;       /* of registrations, from the first pull */
  GRand        *dice;
  gboolean      leaving;
} Guests;

static gboolean
keep_id (const FoyerRegistration *row, gpointer ids)
{
  g_ptr_array_add (ids, g_strdup (row->id));
  return TRUE;
}

static gpointer
read_ids (FoyerStore *store, gpointer data, GError **error)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);

  if (!foyer_registry_foreach (store, keep_id, ids, error))
    return NULL;
  return g_steal_pointer (&ids);
}

/* One guest in; someone who is in already is taken back, so that there is no
 * end to it. */
static gpointer
one_guest (FoyerStore *store, gpointer data, GError **error)
{
  const char *id = data;
  FoyerRequest request = { .registration = id, .list = "morning", .method = FOYER_METHOD_LOOKUP,
                           .now_us = foyer_clock_now_us () };
  g_autoptr (FoyerAdmission) admission = foyer_admission_decide (store, &request, error);
  g_autoptr (GPtrArray) recent = NULL;

  if (admission == NULL)
    return NULL;
  if (admission->decision.verdict == FOYER_VERDICT_ALREADY_IN) {
    recent = foyer_journal_recent (store, 1, error);
    if (recent == NULL ||
        (recent->len > 0 &&
         !foyer_admission_undo (store, ((FoyerEntry *) recent->pdata[0])->id, "test", NULL,
                                request.now_us, error)))
      return NULL;
  }
  return GINT_TO_POINTER (1);
}

static gboolean
on_tick (gpointer data)
{
  Guests *self = data;
  g_autoptr (GError) error = NULL;

  if (self->leaving)
    return G_SOURCE_REMOVE;
  if (self->ids == NULL || self->ids->len < 300) {
    g_clear_pointer (&self->ids, g_ptr_array_unref);
    self->ids = foyer_replica_read (self->replica, read_ids, NULL, &error);
  }
  else {
    guint i = (guint) g_rand_int_range (self->dice, 0, (int) self->ids->len);

    (void) foyer_replica_write (self->replica, FOYER_LANE_DOOR, one_guest, self->ids->pdata[i], &error);
  }
  g_assert_no_error (error);
  return G_SOURCE_CONTINUE;
}

static gboolean
on_wait (gpointer data)
{
  Guests *self = data;
  FoyerSyncFacts facts;

  foyer_engine_get_facts (self->engine, &facts);
  if (!self->leaving || facts.unsent > 0)
    return G_SOURCE_CONTINUE;
  puts ("all sent");
  fflush (stdout);
  g_main_loop_quit (self->loop);
  return G_SOURCE_REMOVE;
}

static gboolean
on_term (gpointer data)
{
  ((Guests *) data)->leaving = TRUE;
  return G_SOURCE_CONTINUE;
}

static gpointer
set_kiosk (FoyerStore *store, gpointer data, GError **error)
{
  return GINT_TO_POINTER (foyer_journal_set_kiosk (store, data, error));
}

int
main (int argc, char *argv[])
{
  Guests self = { .dice = g_rand_new_with_seed (1) };
  g_autoptr (FoyerEnrolment) enrolment = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;
  FoyerConnector *connector;

  g_assert_cmpint (argc, ==, 3);
  g_assert_cmpint (sodium_init (), >=, 0);
  enrolment = foyer_enrolment_load (argv[1], &error);
  g_assert_no_error (error);
  path = foyer_enrolment_replica_path (enrolment, argv[1]);
  self.replica = foyer_replica_open (path, &error);
  g_assert_no_error (error);
  (void) foyer_replica_write (self.replica, FOYER_LANE_DOOR, set_kiosk, enrolment->kiosk, &error);
  g_assert_no_error (error);
  connector = foyer_hub_connector_new (enrolment, &error);
  g_assert_no_error (error);
  self.engine = foyer_engine_new (self.replica, connector);
  self.loop = g_main_loop_new (NULL, FALSE);
  foyer_engine_start (self.engine);
  g_unix_signal_add (SIGTERM, on_term, &self);
  g_timeout_add (1000 / (guint) MAX (atoi (argv[2]), 1), on_tick, &self);
  g_timeout_add (20, on_wait, &self);
  g_main_loop_run (self.loop);

  foyer_engine_stop (self.engine);
  g_object_unref (self.engine);
  foyer_replica_close (self.replica);
  g_object_unref (self.replica);
  g_clear_pointer (&self.ids, g_ptr_array_unref);
  g_main_loop_unref (self.loop);
  g_rand_free (self.dice);
  return 0;
}
