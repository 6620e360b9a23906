/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "json.h"

#include <stddef.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

static void
check_registration (const json_t *json)
{
  g_autoptr (FoyerRegistration) row = foyer_registration_from_json (json, NULL);
  g_autoptr (json_t) written = row ? foyer_registration_to_json (row) : NULL;
  g_autoptr (FoyerRegistration) again = written ? foyer_registration_from_json (written, NULL) : NULL;

  g_assert_true (row == NULL || (again != NULL && foyer_registration_equal (row, again)));
}

static void
check_entry (const json_t *json)
{
  g_autoptr (FoyerEntry) entry = foyer_entry_from_json (json, NULL);
  g_autoptr (json_t) written = entry ? foyer_entry_to_json (entry) : NULL;
  g_autoptr (FoyerEntry) again = written ? foyer_entry_from_json (written, NULL) : NULL;
  g_autoptr (json_t) twice = again ? foyer_entry_to_json (again) : NULL;

  g_assert_true (entry == NULL || json_equal (written, twice));
}

static void
check_event (const json_t *json)
{
  g_autoptr (FoyerEvent) event = foyer_event_from_json (json, NULL);
  g_autoptr (json_t) written = event ? foyer_event_to_json (event, TRUE) : NULL;
  g_autoptr (FoyerEvent) again = written ? foyer_event_from_json (written, NULL) : NULL;
  g_autoptr (json_t) twice = again ? foyer_event_to_json (again, TRUE) : NULL;

  g_assert_true (event == NULL || json_equal (written, twice));
}

/* A value from anyone: refused, or it says the same when written and read again. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (json_t) json = foyer_json_parse ((const char *) data, (gssize) size, &error);

  g_assert_true ((json == NULL) == (error != NULL));
  if (json != NULL) {
    check_registration (json);
    check_entry (json);
    check_event (json);
  }
  return 0;
}
