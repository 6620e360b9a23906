/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "credential.h"
#include "enrolment.h"
#include "json.h"
#include "parcel.h"
#include "revocation.h"
#include "wire.h"

#include <stddef.h>
#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

static void
read_rows (const json_t *array)
{
  const json_t *value;
  size_t i;

  json_array_foreach (array, i, value) {
    g_autoptr (FoyerEntry) entry = foyer_entry_from_json (value, NULL);
    g_autoptr (FoyerRegistration) registration = foyer_registration_from_json (value, NULL);
    g_autoptr (json_t) written = entry ? foyer_entry_to_json (entry) : NULL;
    g_autoptr (FoyerEntry) again = written ? foyer_entry_from_json (written, NULL) : NULL;

    g_assert_true ((entry == NULL) == (again == NULL));
    g_assert_true (registration == NULL || registration->id != NULL);
  }
}

/* What a kiosk brings, by a request or on a stick. */
static void
read_gifts (const json_t *json)
{
  static const guint8 public_key[32] = { 1 };
  static const guint8 secret_key[64] = { 1 };
  g_autoptr (GPtrArray) offers = foyer_wire_offers_from_json (json, NULL);
  g_autoptr (FoyerCredential) maker = foyer_parcel_check (json, public_key);
  g_autoptr (json_t) content = foyer_parcel_open (json, public_key, secret_key);

  g_assert_true (offers == NULL || offers->len <= FOYER_WIRE_MAX_ENTRIES);
  g_assert_null (maker);
  g_assert_null (content);
}

/* What the hub reads of a stranger: a header, a code, a body. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  static const guint8 key[32] = { 1 };
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_autoptr (FoyerCredential) credential = foyer_credential_check (text, key);
  g_autoptr (FoyerEnrolmentUri) uri = foyer_enrolment_uri_parse (text);
  g_autoptr (json_t) json = foyer_json_parse ((const char *) data, (gssize) size, NULL);
  g_autoptr (FoyerEvent) event = json ? foyer_event_from_json (json, NULL) : NULL;

  g_assert_null (credential);
  g_assert_true (uri == NULL || uri->address != NULL);
  g_assert_true (event == NULL || event->id != NULL);
  g_assert_false (foyer_revocation_check (text, "0199f0c2-7c00-7000-8f00-3b6f1d2e4a01",
                                          "0199f0c2-7c00-7000-8f00-3b6f1d2e4a00", key));
  read_gifts (json);
  read_rows (json_object_get (json, "entries"));
  read_rows (json_object_get (json, "registrations"));
  return 0;
}
