/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "live-fixture.h"

#include "clock.h"
#include "deed.h"
#include "id.h"
#include "journal.h"
#include "registry.h"

#define N_PEOPLE 392
#define N_DOORS  3
#define OPEN_US  (G_GINT64_CONSTANT (1795824000) * G_USEC_PER_SEC)   /* 08:00 in Changsha */

/* Arrivals in each ten minutes from doors on. */
static const int arrivals[] = { 9, 17, 28, 41, 26 };

static const char * const doors[N_DOORS][2] = {
  { "01930000-0000-7000-8000-0000000000d1", "Door 1" },
  { LIVE_FIXTURE_DOOR_2, "Door 2" },
  { "01930000-0000-7000-8000-0000000000d3", "Hall B" },
};

static FoyerRegistration *
person (int i)
{
  static const char * const channels[] = { "own-form", "own-form", "partner" };
  FoyerRegistration *row = foyer_registration_new ();

  row->id = foyer_id_new (OPEN_US - (gint64) (N_PEOPLE - i) * G_USEC_PER_SEC);
  row->person = g_strdup (row->id);
  row->name = g_strdup_printf ("来宾%d", i + 1);
  row->phone = g_strdup_printf ("139%08d", i);
  row->channel = g_strdup (i % 27 == 26 ? "door" : channels[i % 3]);
  row->category = g_strdup (i % 23 == 0 ? "speaker" : i % 17 == 0 ? "volunteer" : "attendee");
  row->registered_us = OPEN_US - G_TIME_SPAN_DAY;
  row->status = FOYER_STATUS_CONFIRMED;
  row->revision = 1;
  return row;
}

static gboolean
let_in (FoyerStore *store, const FoyerRegistration *row, int number, gint64 at_us, GError **error)
{
  g_autoptr (FoyerEntry) entry = foyer_entry_new (FOYER_ENTRY_ADMIT);
  FoyerAnswerKind answer;

  entry->id = foyer_id_new (at_us);
  entry->kiosk = g_strdup (doors[number % N_DOORS][0]);
  entry->boot = g_strdup (entry->kiosk);
  entry->number = number / N_DOORS + 1;
  entry->wall_us = at_us;
  entry->uptime_us = at_us - OPEN_US;
  entry->list = g_strdup ("morning");
  entry->registration = g_strdup (row->id);
  entry->verdict = FOYER_VERDICT_ADMITTED;
  return foyer_journal_keep (store, entry, &answer, error);
}

static gboolean
let_many_in (FoyerStore *store, GPtrArray *people, GError **error)
{
  int number = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (arrivals); i++) {
    for (int k = 0; k < arrivals[i]; k++, number++) {
      gint64 seconds = (gint64) i * 10 * 60 + (gint64) k * (i == 4 ? 290 : 590) / arrivals[i];
      gint64 at_us = OPEN_US + seconds * G_USEC_PER_SEC;

      if (!let_in (store, g_ptr_array_index (people, number * 2), number, at_us, error))
        return FALSE;
    }
  }
  return TRUE;
}

static gboolean
put_doors (FoyerStore *store, GError **error)
{
  for (int i = 0; i < N_DOORS; i++) {
    g_autoptr (FoyerKey) key = foyer_key_new ();

    key->id = g_strdup (doors[i][0]);
    key->name = g_strdup (doors[i][1]);
    key->public_key = g_strdup_printf ("%064d", i + 1);
    if (!foyer_registry_put_key (store, key, error))
      return FALSE;
  }
  return foyer_journal_set_kiosk (store, doors[0][0], error);
}

static gpointer
fill_job (FoyerStore *store, gpointer unused, GError **error)
{
  g_autoptr (GPtrArray) people = g_ptr_array_new_with_free_func ((GDestroyNotify) foyer_registration_free);

  for (int i = 0; i < N_PEOPLE; i++) {
    FoyerRegistration *row = person (i);

    g_ptr_array_add (people, row);
    if (!foyer_registry_put (store, row, NULL, error))
      return NULL;
  }
  return GINT_TO_POINTER (put_doors (store, error) && let_many_in (store, people, error));
}

static FoyerFleetKiosk *
fleet_kiosk (int i, gint64 seen_us, FoyerPart printer, gint64 badges)
{
  FoyerFleetKiosk *kiosk = foyer_fleet_kiosk_new ();

  kiosk->id = g_strdup (doors[i][0]);
  kiosk->name = g_strdup (doors[i][1]);
  kiosk->seen_us = seen_us;
  kiosk->status.reader = FOYER_PART_GOOD;
  kiosk->status.printer = printer;
  kiosk->status.badges = badges;
  return kiosk;
}

static void
tell_neighbours (FoyerNeighbours *neighbours)
{
  gint64 now_us = foyer_clock_now_us ();
  g_autoptr (GPtrArray) fleet = g_ptr_array_new_with_free_func ((GDestroyNotify) foyer_fleet_kiosk_free);

  g_ptr_array_add (fleet, fleet_kiosk (0, now_us, FOYER_PART_GOOD, 0));
  g_ptr_array_add (fleet, fleet_kiosk (1, now_us - 20 * G_USEC_PER_SEC, FOYER_PART_ATTENTION, 3));
  g_ptr_array_add (fleet, fleet_kiosk (2, now_us - 9 * G_TIME_SPAN_MINUTE, FOYER_PART_GOOD, 0));
  foyer_neighbours_set_own (neighbours, doors[0][0]);
  foyer_neighbours_set (neighbours, fleet, now_us);
}

void
live_fixture_fill (DoorFixture *door, FoyerNeighbours *neighbours)
{
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (foyer_replica_write (door->replica, FOYER_LANE_DOOR, fill_job, NULL, &error));
  g_assert_no_error (error);
  tell_neighbours (neighbours);
}

static gboolean
answer (FoyerStore *store, const FoyerEntry *entry, FoyerAnswerKind kind, GError **error)
{
  g_autoptr (FoyerAnswer) said = foyer_answer_new (entry->id, kind, NULL);

  return foyer_journal_answer (store, said, "fixture", error);
}

/* The first answer of a hub makes everything unsent. All but the newest two get
 * one; the last of those not as one would wish. */
static gpointer
refuse_job (FoyerStore *store, gpointer unused, GError **error)
{
  g_autoptr (GPtrArray) first = foyer_journal_unsent (store, 0, 1, error);
  g_autoptr (GPtrArray) unsent = NULL;

  if (!answer (store, g_ptr_array_index (first, 0), FOYER_ANSWER_ACCEPTED, error))
    return NULL;
  unsent = foyer_journal_unsent (store, 0, 1000, error);
  for (guint i = 0; i + 2 < unsent->len; i++) {
    gboolean last = i + 3 == unsent->len;

    if (!answer (store, g_ptr_array_index (unsent, i),
                 last ? FOYER_ANSWER_REFUSED : FOYER_ANSWER_ACCEPTED, error))
      return NULL;
  }
  return GINT_TO_POINTER (TRUE);
}

void
live_fixture_refuse (DoorFixture *door)
{
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (foyer_replica_write (door->replica, FOYER_LANE_DOOR, refuse_job, NULL, &error));
  g_assert_no_error (error);
}

static gpointer
say_job (FoyerStore *store, gpointer unused, GError **error)
{
  FoyerNotice notice = {
    .text = (char *[]) { (char *) "zh_CN", (char *) "B 厅 13:00 开放，请先到一楼休息。", (char *) "en",
                         (char *) "Hall B opens at 13:00. Please rest on the first floor until then.", NULL },
    .audience = FOYER_NOTICE_FOR_EVERYONE,
    .until_us = foyer_clock_now_us () + G_TIME_SPAN_HOUR,
  };
  FoyerDeed deed = { FOYER_DEED_NOTICE, .notice = &notice };

  return GINT_TO_POINTER (foyer_deed_do (store, &deed, FIXTURE_STAFF, foyer_clock_now_us (), error));
}

void
live_fixture_say (DoorFixture *door)
{
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (foyer_replica_write (door->replica, FOYER_LANE_DOOR, say_job, NULL, &error));
  g_assert_no_error (error);
}
