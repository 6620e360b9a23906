/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fleet.h"

#include "json-reader.h"
#include "names.h"

static const char * const part_names[FOYER_N_PARTS] = {
  [FOYER_PART_NONE]      = "none",
  [FOYER_PART_GOOD]      = "good",
  [FOYER_PART_ATTENTION] = "attention",
};

const char *
foyer_part_to_string (FoyerPart part)
{
  return foyer_name_of (part_names, FOYER_N_PARTS, part);
}

gboolean
foyer_part_from_string (const char *text, FoyerPart *part)
{
  int value = foyer_name_index (part_names, FOYER_N_PARTS, text);

  if (value >= 0)
    *part = (FoyerPart) value;
  return value >= 0;
}

FoyerFleetKiosk *
foyer_fleet_kiosk_new (void)
{
  return g_new0 (FoyerFleetKiosk, 1);
}

void
foyer_fleet_kiosk_free (FoyerFleetKiosk *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self->name);
  g_free (self);
}

json_t *
foyer_kiosk_status_to_json (const FoyerKioskStatus *self)
{
  return json_pack ("{s:I, s:I, s:I, s:I, s:b, s:s, s:s, s:I}", "unsent", (json_int_t) self->unsent,
                    "refused", (json_int_t) self->refused, "clock_offset_us",
                    (json_int_t) self->clock_offset_us, "cursor", (json_int_t) self->cursor, "same",
                    self->same, "reader", foyer_part_to_string (self->reader), "printer",
                    foyer_part_to_string (self->printer), "badges", (json_int_t) self->badges);
}

void
foyer_kiosk_status_from_json (const json_t *json, FoyerKioskStatus *self)
{
  FoyerJsonReader in = { json, NULL };

  *self = (FoyerKioskStatus) { .unsent = foyer_json_read_number (&in, "unsent"),
                               .refused = foyer_json_read_number (&in, "refused"),
                               .clock_offset_us = foyer_json_read_number (&in, "clock_offset_us"),
                               .cursor = foyer_json_read_number (&in, "cursor"),
                               .same = foyer_json_read_flag (&in, "same"),
                               .badges = foyer_json_read_number (&in, "badges") };
  foyer_part_from_string (json_string_value (json_object_get (json, "reader")), &self->reader);
  foyer_part_from_string (json_string_value (json_object_get (json, "printer")), &self->printer);
}

static FoyerFleetKiosk *
kiosk_from_json (const json_t *json, GError **error)
{
  FoyerJsonReader in = { json, NULL };
  g_autoptr (FoyerFleetKiosk) self = foyer_fleet_kiosk_new ();
  FoyerJsonReader status = { foyer_json_member (&in, "status", JSON_OBJECT), NULL };

  self->id = foyer_json_read_id (&in, "id", TRUE);
  self->name = foyer_json_read_text (&in, "name");
  if (status.json != NULL) {
    self->seen_us = foyer_json_read_time (&status, "seen");
    foyer_kiosk_status_from_json (status.json, &self->status);
  }
  if (!foyer_json_is_sound (&in, "a kiosk", error) || !foyer_json_is_sound (&status, "a status", error))
    return NULL;
  return g_steal_pointer (&self);
}

GPtrArray *
foyer_fleet_from_json (const json_t *json, gint64 *now_us, GError **error)
{
  g_autoptr (GPtrArray) kiosks = g_ptr_array_new_with_free_func ((GDestroyNotify) foyer_fleet_kiosk_free);
  FoyerJsonReader in = { json, NULL };
  const json_t *array = foyer_json_member (&in, "kiosks", JSON_ARRAY);
  const json_t *row;
  size_t i;

  *now_us = foyer_json_read_time (&in, "now");
  if (!foyer_json_is_sound (&in, "the kiosks", error))
    return NULL;
  json_array_foreach (array, i, row) {
    FoyerFleetKiosk *kiosk = kiosk_from_json (row, error);

    if (kiosk == NULL)
      return NULL;
    g_ptr_array_add (kiosks, kiosk);
  }
  return g_steal_pointer (&kiosks);
}
