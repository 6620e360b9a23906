/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "restore-fixture.h"

#include "backup.h"

void
back_up (HubFixture *f, const char *name)
{
  g_autofree char *folder = g_build_filename (f->dir, name, NULL);
  GError *error = NULL;

  foyer_backup_make (f->state, folder, &error);
  g_assert_no_error (error);
}

json_t *
rows_at_hub (HubFixture *f)
{
  GError *error = NULL;
  g_autoptr (json_t) listing = foyer_organizer_registrations (f->organizer, FIXTURE_EVENT, &error);
  json_t *rows = json_object ();
  json_t *row;
  size_t i;

  g_assert_no_error (error);
  json_array_foreach (json_object_get (listing, "registrations"), i, row)
    json_object_set (rows, json_string_value (json_object_get (row, "id")), row);
  return rows;
}

void
wait_for_rows (HubFixture *f, gsize n)
{
  gint64 until_us = g_get_monotonic_time () + DEADLINE_US;
  gsize now = n + 1;

  while (now != n) {
    g_autoptr (json_t) rows = rows_at_hub (f);

    now = json_object_size (rows);
    g_assert_cmpint (g_get_monotonic_time (), <, until_us);
    g_main_context_iteration (NULL, FALSE);
  }
}

void
assert_same_rows (json_t *before, json_t *after)
{
  const char *id;
  json_t *row;

  g_assert_cmpuint (json_object_size (after), ==, json_object_size (before));
  json_object_foreach (before, id, row) {
    json_t *now = json_object_get (after, id);

    g_assert_nonnull (now);
    json_object_del (row, "revision");
    json_object_del (now, "revision");
    g_assert_true (json_equal (row, now));
  }
}

void
check_restore (HubFixture *f, void (*restore) (HubFixture *, const char *))
{
  G_GNUC_UNUSED g_autoptr (json_t) first = hub_fixture_import (f, 0, 50);
  g_autoptr (Kiosk) here = kiosk_new (f);
  g_autoptr (Kiosk) gone = kiosk_new (f);
  FoyerEngine *engine = start_engine (here);
  FoyerEngine *engine_gone = start_engine (gone);
  g_autoptr (json_t) before = NULL;
  g_autoptr (json_t) after = NULL;
  g_autoptr (json_t) tickets = NULL;
  gsize n_clocks;

  kiosk_record (here, 3);
  wait_for_kind (f, "note", 3);
  back_up (f, "yesterday");
  json_decref (hub_fixture_import (f, 50, 90));
  tickets = foyer_organizer_tickets (f->organizer, FIXTURE_EVENT, NULL);
  kiosk_record (here, 4);
  kiosk_record (gone, 5);
  wait_for_kind (f, "note", 12);
  wait_until (engine, is_same, 0);
  end_engine (engine_gone);
  before = rows_at_hub (f);
  n_clocks = count_kind (f, "clock");
  g_assert_cmpuint (json_object_size (before), ==, 90);

  restore (f, "yesterday");
  foyer_engine_kick (engine);
  wait_for_kind (f, "note", 12);
  wait_for_kind (f, "clock", n_clocks);
  wait_until (engine, is_same, 0);
  wait_for_rows (f, 90);
  wait_until (engine, is_same, 0);
  after = rows_at_hub (f);
  assert_same_rows (before, after);
  g_assert_cmpuint (count_kind (f, "note"), ==, 12);
  g_assert_cmpuint (count_kind (f, "clock"), ==, n_clocks);
  end_engine (engine);
}
