/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "registry.h"

#include "code.h"
#include "store-private.h"

#include <sodium.h>
#include <string.h>

static gboolean
key_tag (const FoyerKey *key, guint8 tag[4])
{
  guint8 bytes[FOYER_CODE_PUBLIC_BYTES];
  gsize length = 0;

  if (key->public_key == NULL ||
      sodium_hex2bin (bytes, sizeof bytes, key->public_key, strlen (key->public_key), NULL, &length,
                      NULL) != 0 || length != sizeof bytes)
    return FALSE;
  foyer_code_key_id (bytes, tag);
  return TRUE;
}

gboolean
foyer_registry_put_key (FoyerStore *store, const FoyerKey *key, GError **error)
{
  guint8 tag[4];

  if (!key_tag (key, tag)) {
    g_set_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_FAILED,
                 "the public key of %s is not 32 bytes of hexadecimal", key->id);
    return FALSE;
  }
  return foyer_sql_run (store, error,
                        "INSERT INTO key (id, tag, public_key, name, revoked, revocation) "
                        "VALUES (?1,?2,?3,?4,?5,?6) ON CONFLICT (id) DO UPDATE SET "
                        "tag=?2, public_key=?3, name=?4, revoked=?5, revocation=?6",
                        "tbttit", key->id, tag, sizeof tag, key->public_key, key->name,
                        (gint64) key->revoked, key->revocation) &&
         foyer_feed_note (store, FOYER_CHANGE_KEY, key->id, error);
}

#define KEY_COLUMNS "id, public_key, name, revoked, revocation"

static FoyerKey *
key_of_row (sqlite3_stmt *stmt)
{
  FoyerKey *key = foyer_key_new ();

  key->id = foyer_sql_dup (stmt, 0);
  key->public_key = foyer_sql_dup (stmt, 1);
  key->name = foyer_sql_dup (stmt, 2);
  key->revoked = sqlite3_column_int (stmt, 3) != 0;
  key->revocation = foyer_sql_dup (stmt, 4);
  return key;
}

static FoyerKey *
read_key (FoyerStore *store, sqlite3_stmt *stmt, GError **error)
{
  FoyerKey *key;

  if (foyer_sql_row (store, stmt, error) != 1)
    return NULL;
  key = key_of_row (stmt);
  foyer_sql_end (stmt);
  return key;
}

GPtrArray *
foyer_registry_keys (FoyerStore *store, GError **error)
{
  g_autoptr (GPtrArray) keys = g_ptr_array_new_with_free_func ((GDestroyNotify) foyer_key_free);
  sqlite3_stmt *stmt = foyer_sql (store, error, "SELECT " KEY_COLUMNS " FROM key ORDER BY id", NULL);
  int rc;

  while ((rc = foyer_sql_row (store, stmt, error)) == 1)
    g_ptr_array_add (keys, key_of_row (stmt));
  return rc == 0 ? g_steal_pointer (&keys) : NULL;
}

FoyerKey *
foyer_registry_key (FoyerStore *store, const char *id, GError **error)
{
  return read_key (store, foyer_sql (store, error, "SELECT " KEY_COLUMNS " FROM key "
                                     "WHERE id = ?1", "t", id), error);
}

FoyerKey *
foyer_registry_key_by_tag (FoyerStore *store, const guint8 tag[4], GError **error)
{
  return read_key (store, foyer_sql (store, error, "SELECT " KEY_COLUMNS " FROM key "
                                     "WHERE tag = ?1 ORDER BY id", "b", tag, (gsize) 4), error);
}
