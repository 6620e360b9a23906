/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine-fixture.h"

FoyerEngine *
start_engine (Kiosk *kiosk)
{
  FoyerEngine *engine = foyer_engine_new (kiosk->replica, g_steal_pointer (&kiosk->connector));

  foyer_engine_start (engine);
  return engine;
}

void
end_engine (FoyerEngine *engine)
{
  gint64 until_us = g_get_monotonic_time () + DEADLINE_US;
  gpointer alive = engine;

  foyer_engine_stop (engine);
  g_object_add_weak_pointer (G_OBJECT (engine), &alive);
  g_object_unref (engine);
  /* A count may still be on its way. */
  while (alive != NULL && g_get_monotonic_time () < until_us)
    g_main_context_iteration (NULL, FALSE);
  g_assert_null (alive);
}

static gboolean
on_beat (gpointer unused)
{
  return G_SOURCE_CONTINUE;
}

void
wait_until (FoyerEngine *engine, Holds holds, gint64 value)
{
  gint64 until_us = g_get_monotonic_time () + DEADLINE_US;
  guint beat = g_timeout_add (20, on_beat, NULL);
  FoyerSyncFacts facts;

  foyer_engine_get_facts (engine, &facts);
  while (!holds (&facts, value)) {
    if (g_get_monotonic_time () > until_us)
      g_error ("state %d, unsent %" G_GINT64_FORMAT ", refused %" G_GINT64_FORMAT ": %s",
               facts.state, facts.unsent, facts.refused, facts.message);
    g_main_context_iteration (NULL, TRUE);
    foyer_engine_get_facts (engine, &facts);
  }
  g_source_remove (beat);
}

gboolean
is_online (const FoyerSyncFacts *facts, gint64 unsent)
{
  return facts->state == FOYER_SYNC_ONLINE && facts->unsent == unsent;
}

gboolean
is_alone (const FoyerSyncFacts *facts, gint64 unsent)
{
  return facts->state == FOYER_SYNC_ALONE && facts->unsent == unsent;
}

gboolean
has_newer_data (const FoyerSyncFacts *facts, gint64 than_us)
{
  return facts->data_us > than_us;
}

gboolean
is_not_enrolled (const FoyerSyncFacts *facts, gint64 unused)
{
  return facts->state == FOYER_SYNC_NOT_ENROLLED;
}

gsize
count_kind (HubFixture *f, const char *kind)
{
  g_autoptr (json_t) entries = hub_fixture_entries (f);
  gsize n = 0;
  const json_t *entry;
  size_t i;

  json_array_foreach (entries, i, entry)
    n += g_strcmp0 (json_string_value (json_object_get (entry, "kind")), kind) == 0;
  return n;
}

gboolean
is_wiped (const FoyerSyncFacts *facts, gint64 unused)
{
  return facts->state == FOYER_SYNC_REVOKED && facts->wiped;
}

gboolean
is_same (const FoyerSyncFacts *facts, gint64 unused)
{
  return is_online (facts, 0) && facts->lost == 0 && facts->proof == FOYER_FEED_SAME;
}

gboolean
has_trouble (const FoyerSyncFacts *facts, gint64 trouble)
{
  return facts->state == FOYER_SYNC_ALONE && facts->trouble == trouble;
}

void
wait_for_kind (HubFixture *f, const char *kind, gsize n)
{
  gint64 until_us = g_get_monotonic_time () + DEADLINE_US;

  while (count_kind (f, kind) < n) {
    g_assert_cmpint (g_get_monotonic_time (), <, until_us);
    g_main_context_iteration (NULL, FALSE);
  }
}
