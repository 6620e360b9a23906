/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "purge-order.h"

#include "signed.h"

#define PREFIX "p1"
#define DOMAIN "foyer-purge-1"

char *
foyer_purge_order_make (const char *event, gint64 now_us, const guint8 *secret_key)
{
  g_autoptr (json_t) json = json_pack ("{s:s, s:I}", "event", event, "issued_us", (json_int_t) now_us);

  return foyer_signed_make (PREFIX, DOMAIN, json, secret_key);
}

gboolean
foyer_purge_order_check (const char *text, const char *event, const guint8 *public_key)
{
  g_autoptr (json_t) json = foyer_signed_open (text, PREFIX, DOMAIN, public_key);

  return json != NULL && g_strcmp0 (json_string_value (json_object_get (json, "event")), event) == 0;
}
