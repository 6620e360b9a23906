/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hostile-file.h"

#include "released.h"

#include <glib/gstdio.h>
#include <sodium.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

/* A file as it was written, and the same with a schema that takes anything. */
typedef struct {
  GBytes    *bytes;
  GBytes    *loose;
  GPtrArray *schema;   /* name, SQL, name, SQL…: as it was */
} Base;

typedef struct {
  const guint8 *at;
  const guint8 *end;
} Script;

static char *folder;
static char *path;
static Base bases[2];
static sqlite3_vfs *memdb;
static sqlite3_file *file;   /* keeps the memory while nobody has it open */

/* A disk is not what is tried here, and it would be slow. */
int fsync (int fd);

int
fsync (int fd)
{
  return 0;
}

/* SQLite's own memory is not what is tried either: it is not instrumented, and
 * the sanitizer's allocator costs four fifths of a run. */
void *__libc_realloc (void *memory, size_t size);
void  __libc_free (void *memory);

/* What SQLite got begins behind its size. */
#define HEADER 16

static void *
plain_realloc (void *memory, int size)
{
  char *start = __libc_realloc (memory ? (char *) memory - HEADER : NULL, (size_t) size + HEADER);

  if (start == NULL)
    return NULL;
  *(int *) start = size;
  return start + HEADER;
}

static void *
plain_malloc (int size)
{
  return plain_realloc (NULL, size);
}

static void
plain_free (void *memory)
{
  __libc_free ((char *) memory - HEADER);
}

static int
plain_size (void *memory)
{
  return *(int *) ((char *) memory - HEADER);
}

static int
plain_roundup (int size)
{
  return (size + 7) & ~7;
}

static int
plain_init (void *unused)
{
  return SQLITE_OK;
}

static void
plain_shutdown (void *unused)
{
}

static void
configure_sqlite (void)
{
  static const sqlite3_mem_methods methods = { plain_malloc, plain_free, plain_realloc, plain_size,
                                               plain_roundup, plain_init, plain_shutdown, NULL };

  g_assert_cmpint (sqlite3_config (SQLITE_CONFIG_MALLOC, &methods), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_config (SQLITE_CONFIG_MEMSTATUS, 0), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_config (SQLITE_CONFIG_SINGLETHREAD), ==, SQLITE_OK);
}

static void
sql (sqlite3 *db, const char *text)
{
  (void) sqlite3_exec (db, text, NULL, NULL, NULL);
}

/* Making the good files, once. */

static void
empty_folder (void)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *old = g_build_filename (folder, name, NULL);

    g_unlink (old);
  }
}

static void
remove_folder (void)
{
  empty_folder ();
  g_rmdir (folder);
}

static GPtrArray *
read_schema (sqlite3 *db)
{
  GPtrArray *schema = g_ptr_array_new ();
  sqlite3_stmt *stmt = NULL;

  sqlite3_prepare_v2 (db, "SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL", -1, &stmt, NULL);
  while (sqlite3_step (stmt) == SQLITE_ROW) {
    g_ptr_array_add (schema, g_strdup ((const char *) sqlite3_column_text (stmt, 0)));
    g_ptr_array_add (schema, g_strdup ((const char *) sqlite3_column_text (stmt, 1)));
  }
  sqlite3_finalize (stmt);
  g_assert_cmpuint (schema->len, >, 0);
  return schema;
}

static GBytes *
read_bytes (const char *from)
{
  char *content;
  gsize size;

  g_assert_true (g_file_get_contents (from, &content, &size, NULL));
  return g_bytes_new_take (content, size);
}

static void
read_base (Base *base, const char *from)
{
  sqlite3 *db = NULL;

  g_assert_cmpint (sqlite3_open (from, &db), ==, SQLITE_OK);
  /* Memory has no WAL beside it. */
  sql (db, "PRAGMA journal_mode = DELETE");
  base->schema = read_schema (db);
  base->bytes = read_bytes (from);
  sql (db, "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = "
           "replace (replace (replace (replace (sql, 'STRICT, WITHOUT', 'WITHOUT'), ') STRICT', ')'), "
           "' NOT NULL', ''), ' CHECK (one = 1)', '')");
  sqlite3_close (db);
  base->loose = read_bytes (from);
}

static void
set_up (void)
{
  g_autofree char *hub = NULL, *kiosk = NULL;

  configure_sqlite ();
  g_assert_cmpint (sodium_init (), >=, 0);
  folder = g_dir_make_tmp ("foyer-hostile-XXXXXX", NULL);
  path = g_build_filename (folder, "event.db", NULL);
  hub = g_build_filename (folder, "hub.db", NULL);
  kiosk = g_build_filename (folder, "kiosk.db", NULL);
  released_make (hub, kiosk);
  read_base (&bases[0], kiosk);
  read_base (&bases[1], hub);
  memdb = sqlite3_vfs_find ("memdb");
  g_assert_nonnull (memdb);
  sqlite3_vfs_register (memdb, 1);
  atexit (remove_folder);
}

/* Reading the script; past its end there are zeros. */

static guint
take (Script *script, int n_bytes)
{
  guint value = 0;

  for (int i = 0; i < n_bytes; i++)
    value = value << 8 | (script->at < script->end ? *script->at++ : 0);
  return value;
}

static void
put (gint64 offset, const void *bytes, int size)
{
  file->pMethods->xWrite (file, bytes, size, offset);
}

static gint64
length (void)
{
  sqlite3_int64 size = 0;

  file->pMethods->xFileSize (file, &size);
  return size;
}

static void
overwrite (Script *script)
{
  gint64 offset = length () > 0 ? take (script, 3) % length () : 0;
  guint8 bytes[16];
  int size = 1 + (int) take (script, 1) % (int) sizeof bytes;

  for (int i = 0; i < size; i++)
    bytes[i] = (guint8) take (script, 1);
  put (offset, bytes, size);
}

static void
copy_page (Script *script)
{
  guint n_pages = (guint) (length () / 4096);
  guint from = take (script, 1), to = take (script, 1);
  guint8 page[4096];

  if (n_pages == 0)
    return;
  file->pMethods->xRead (file, page, sizeof page, from % n_pages * 4096);
  put (to % n_pages * 4096, page, sizeof page);
}

static void
fill_page (Script *script)
{
  guint n_pages = (guint) (length () / 4096);
  guint page = take (script, 1), from = take (script, 2) % 4096;
  guint8 bytes[4096];

  if (n_pages == 0)
    return;
  memset (bytes, (int) take (script, 1), sizeof bytes);
  put (page % n_pages * 4096 + from, bytes, (int) (sizeof bytes - from));
}

static void
do_bytes (Script *script)
{
  for (int i = 0; i < 16 && script->at < script->end; i++) {
    switch (take (script, 1) % 8) {
    case 0:
      file->pMethods->xTruncate (file, take (script, 3) % (length () + 1));
      break;
    case 1:
      copy_page (script);
      break;
    case 2:
      fill_page (script);
      break;
    default:
      overwrite (script);
      break;
    }
  }
}

/* The same through SQL: what no page's checksum would tell. */

static void
bind_absurd (sqlite3_stmt *stmt, Script *script)
{
  static const gint64 integers[] = { 0, 1, -1, 2, 77, 99, 65536, G_MAXINT32, G_MININT32, G_MAXINT64,
                                     G_MININT64, SAMPLE_NOW };
  static const char * const texts[] = {
    "", "{", "{}", "[]", "null", "1e999", "\xff\xfe", "{\"id\":1}", "{\"again\":1}", "{\"number\":-1}",
    "{\"number\":1e300}", "{\"hub_us\":9223372036854775807}", "{\"amount\":9223372036854775807}",
    "{\"status\":\"confirmed\"}", "0193b000-0000-7000-8000-000000000001", "morning", "CODE-1",
    "{\"field\":\"status\",\"value\":\"confirmed\",\"revision\":1}", "{\"serial\":70000}",
  };
  guint pick = take (script, 1);

  switch (take (script, 1) % 8) {
  case 0:
    sqlite3_bind_null (stmt, 1);
    break;
  case 1:
    sqlite3_bind_double (stmt, 1, pick == 0 ? G_MAXDOUBLE : pick / 3.0);
    break;
  case 2:
    sqlite3_bind_zeroblob (stmt, 1, (int) pick);
    break;
  case 3: {
    g_autofree char *deep = g_strnfill (pick * 40, pick & 1 ? '[' : 'x');

    sqlite3_bind_text (stmt, 1, deep, -1, SQLITE_TRANSIENT);
    break;
  }
  case 4:
  case 5:
    sqlite3_bind_int64 (stmt, 1, integers[pick % G_N_ELEMENTS (integers)]);
    break;
  default:
    sqlite3_bind_text (stmt, 1, texts[pick % G_N_ELEMENTS (texts)], -1, SQLITE_STATIC);
    break;
  }
}

/* The name of a thing by its number, round and round. */
static char *
nth_name (sqlite3 *db, const char *query, const char *of, guint n)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  sqlite3_stmt *stmt = NULL;

  sqlite3_prepare_v2 (db, query, -1, &stmt, NULL);
  sqlite3_bind_text (stmt, 1, of, -1, SQLITE_STATIC);
  while (sqlite3_step (stmt) == SQLITE_ROW)
    g_ptr_array_add (names, g_strdup ((const char *) sqlite3_column_text (stmt, 0)));
  sqlite3_finalize (stmt);
  return names->len > 0 ? g_strdup (names->pdata[n % names->len]) : NULL;
}

static void
set_cell (sqlite3 *db, Script *script)
{
  g_autofree char *table = nth_name (db, "SELECT name FROM sqlite_schema WHERE type = 'table'", NULL,
                                     take (script, 1));
  g_autofree char *column = table ? nth_name (db, "SELECT name FROM pragma_table_info (?1)", table,
                                              take (script, 1)) : NULL;
  guint row = take (script, 1);
  g_autofree char *text = NULL;
  sqlite3_stmt *stmt = NULL;

  if (column == NULL)
    return;
  text = row == 255 ? g_strdup_printf ("UPDATE OR REPLACE \"%s\" SET \"%s\" = ?1", table, column)
                    : g_strdup_printf ("UPDATE OR REPLACE \"%s\" SET \"%s\" = ?1 WHERE \"%s\" = "
                                       "(SELECT \"%s\" FROM \"%s\" LIMIT 1 OFFSET %u)", table, column,
                                       column, column, table, row % 32);
  sqlite3_prepare_v2 (db, text, -1, &stmt, NULL);
  if (stmt != NULL) {
    bind_absurd (stmt, script);
    sqlite3_step (stmt);
  }
  sqlite3_finalize (stmt);
}

static void
change_schema (sqlite3 *db, guint which)
{
  static const char * const changes[] = {
    "CREATE TRIGGER t AFTER INSERT ON entry BEGIN DELETE FROM entry; END",
    "CREATE TRIGGER t BEFORE INSERT ON entry BEGIN SELECT raise (IGNORE); END",
    "CREATE TRIGGER t AFTER INSERT ON presence BEGIN UPDATE presence SET state = 1; END",
    "DROP TABLE presence; CREATE VIEW presence AS SELECT * FROM registration",
    "DROP TABLE entry", "DROP TABLE setting", "DROP TABLE registration", "DROP TABLE event",
    "DROP INDEX entry_registration", "DROP INDEX entry_own",
    "DELETE FROM event", "DELETE FROM registration", "DELETE FROM key",
    "DELETE FROM sqlite_sequence", "UPDATE sqlite_sequence SET seq = 9223372036854775807",
    "PRAGMA user_version = 0", "PRAGMA user_version = 1", "PRAGMA user_version = -1",
    "PRAGMA user_version = 1000", "PRAGMA encoding = 'UTF-16'",
    ("INSERT INTO entry SELECT row + 1000, id || 'x', kind, kiosk, number, wall_us, boot, uptime_us, "
     "staff, list, registration, person, verdict, flags, method, badge, target, body, own, answer, "
     "reason FROM entry"),
    "UPDATE entry SET target = id", "UPDATE registration SET person = 'one'",
    "UPDATE sqlite_schema SET rootpage = 2 WHERE type = 'index'",
    "UPDATE sqlite_schema SET sql = replace (sql, 'TEXT', 'INTEGER')",
    "DELETE FROM sqlite_schema WHERE type = 'index'",
  };

  sql (db, changes[which % G_N_ELEMENTS (changes)]);
}

static void
restore_schema (sqlite3 *db, const GPtrArray *schema)
{
  sqlite3_stmt *stmt = NULL;

  sqlite3_prepare_v2 (db, "UPDATE sqlite_schema SET sql = ?2 WHERE name = ?1", -1, &stmt, NULL);
  for (guint i = 0; stmt != NULL && i + 1 < schema->len; i += 2) {
    sqlite3_bind_text (stmt, 1, schema->pdata[i], -1, SQLITE_STATIC);
    sqlite3_bind_text (stmt, 2, schema->pdata[i + 1], -1, SQLITE_STATIC);
    sqlite3_step (stmt);
    sqlite3_reset (stmt);
  }
  sqlite3_finalize (stmt);
}

static void
do_sql (Script *script, const Base *base)
{
  gboolean restore = take (script, 1) & 1;
  sqlite3 *db = NULL;

  if (sqlite3_open (path, &db) == SQLITE_OK) {
    sql (db, "PRAGMA writable_schema = ON; BEGIN");
    for (int i = 0; i < 8 && script->at < script->end; i++) {
      guint what = take (script, 1);

      if (what & 3)
        set_cell (db, script);
      else
        change_schema (db, what >> 2);
    }
    if (restore)
      restore_schema (db, base->schema);
    sql (db, "COMMIT");
  }
  sqlite3_close (db);
}

const char *
hostile_file_open (gboolean hub, const guint8 *bytes, gsize size)
{
  Script script = { bytes, bytes + size };
  gboolean by_sql;
  GBytes *start;
  int given = 0;

  if (memdb == NULL)
    set_up ();
  by_sql = take (&script, 1) & 1;
  start = by_sql ? bases[hub].loose : bases[hub].bytes;
  file = g_malloc0 ((gsize) memdb->szOsFile);
  g_assert_cmpint (memdb->xOpen (memdb, path, file, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE |
                                  SQLITE_OPEN_MAIN_DB, &given), ==, SQLITE_OK);
  put (0, g_bytes_get_data (start, NULL), (int) g_bytes_get_size (start));
  if (by_sql)
    do_sql (&script, &bases[hub]);
  else
    do_bytes (&script);
  /* A reader asks whether there is a file at all. */
  g_assert_true (g_file_set_contents_full (path, "", 0, G_FILE_SET_CONTENTS_NONE, 0600, NULL));
  return path;
}

void
hostile_file_close (void)
{
  file->pMethods->xClose (file);
  g_clear_pointer (&file, g_free);
  empty_folder ();
}
