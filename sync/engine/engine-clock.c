/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine-private.h"

#include "clock.h"
#include "journal.h"
#include "json.h"

#define CLOCK_MOVED_US   G_USEC_PER_SEC

typedef struct {
  gint64 hub_ahead_us;
  gint64 offset_us;
  gint64 now_us;
} ClockReading;

/* "BOOT OFFSET" of the last clock entry. */
static gboolean
is_news (FoyerStore *store, const ClockReading *reading)
{
  g_autofree char *kept = foyer_store_get_setting (store, "clock", NULL);
  g_auto (GStrv) parts = g_strsplit (kept ? kept : "", " ", 2);

  if (g_strv_length (parts) != 2 || !g_str_equal (parts[0], foyer_clock_boot_id ()))
    return TRUE;
  return ABS (g_ascii_strtoll (parts[1], NULL, 10) - reading->offset_us) > CLOCK_MOVED_US;
}

static gpointer
record_clock (FoyerStore *store, gpointer data, GError **error)
{
  const ClockReading *reading = data;
  g_autoptr (FoyerEntry) entry = foyer_entry_new (FOYER_ENTRY_CLOCK);
  json_int_t hub_us = reading->hub_ahead_us + foyer_clock_uptime_us ();
  g_autoptr (json_t) body = json_pack ("{s:I}", "hub_us", hub_us);
  g_autofree char *setting = g_strdup_printf ("%s %" G_GINT64_FORMAT, foyer_clock_boot_id (),
                                              reading->offset_us);

  if (!is_news (store, reading))
    return data;
  entry->body = foyer_json_line (body);
  return foyer_journal_record (store, entry, reading->now_us, error) &&
         foyer_store_set_setting (store, "clock", setting, error) ? data : NULL;
}

gboolean
foyer_engine_read_clock (FoyerEngine *self, GError **error)
{
  ClockReading reading;
  gint64 hub_us, round_trip_us;

  if (!self->connector->hub_time (self->connector, &hub_us, &round_trip_us, error))
    return FALSE;
  /* The hub looked at its clock somewhere on the way: half is the best guess. */
  hub_us += round_trip_us / 2;
  reading.hub_ahead_us = hub_us - foyer_clock_uptime_us ();
  reading.now_us = foyer_engine_now_us (self);
  reading.offset_us = hub_us - reading.now_us;
  g_mutex_lock (&self->lock);
  self->facts.clock_offset_us = reading.offset_us;
  self->facts.clock_trusted = ABS (reading.offset_us) <= FOYER_CLOCK_AGREES_US;
  g_mutex_unlock (&self->lock);
  foyer_engine_note_contact (self, FALSE);
  return foyer_replica_write (self->replica, FOYER_LANE_SYNC, record_clock, &reading, error) != NULL;
}
