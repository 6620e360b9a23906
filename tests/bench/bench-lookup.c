/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finding a guest by each kind of thing that a volunteer types, beside LIKE and
 * an FTS5 trigram index over the same people. */
#include "admission.h"
#include "bench.h"
#include "lookup.h"
#include "people.h"

#include <sqlite3.h>
#include <string.h>

#define N_QUERIES 200
#define LIMIT     20

typedef struct {
  char         *folder;
  GPtrArray    *people;
  GPtrArray    *rows;
  FoyerStore   *store;
  sqlite3      *database;
  sqlite3_stmt *like;
  sqlite3_stmt *trigram;
} Bench;

/* A kind of query: what of someone is typed. */
typedef struct {
  const char *label;
  char     *(*text) (const BenchPerson *person);
  guint       n;
} Kind;

static char *
first_char (const char *text)
{
  return g_utf8_substring (text, 0, 1);
}

static const char *
phone_tail (const BenchPerson *person)
{
  return person->phone + strlen (person->phone) - 4;
}

static char *wang (const BenchPerson *person) { return g_strdup ("王"); }
static char *w (const BenchPerson *person) { return g_strdup ("w"); }
static char *surname (const BenchPerson *person) { return g_strdup (person->surname); }
static char *given_char (const BenchPerson *person) { return first_char (person->given); }
static char *name (const BenchPerson *person) { return g_strdup (person->name); }
static char *pinyin (const BenchPerson *person) { return g_strdup (person->pinyin); }
static char *initials (const BenchPerson *person) { return g_strdup (person->initials); }
static char *tail (const BenchPerson *person) { return g_strdup (phone_tail (person)); }

static char *
initials_tail (const BenchPerson *person)
{
  return g_strconcat (person->initials, " ", phone_tail (person), NULL);
}

static char *
company_surname (const BenchPerson *person)
{
  return g_strconcat (person->company, " ", person->surname, NULL);
}

static const Kind kinds[] = {
  { "王", wang, N_QUERIES },
  { "w", w, N_QUERIES },
  { "any surname", surname, N_QUERIES },
  { "a given character (伟)", given_char, N_QUERIES },
  { "full name", name, N_QUERIES },
  { "pinyin (zhangwei)", pinyin, N_QUERIES },
  { "initials (zw)", initials, N_QUERIES },
  { "initials and phone tail (zw 8821)", initials_tail, N_QUERIES },
  { "phone tail (8821)", tail, N_QUERIES },
  { "company and surname (腾讯 李)", company_surname, N_QUERIES },
};

static void
run_sql (Bench *bench, const char *sql)
{
  if (sqlite3_exec (bench->database, sql, NULL, NULL, NULL) != SQLITE_OK)
    g_error ("the yardstick: %s", sqlite3_errmsg (bench->database));
}

static sqlite3_stmt *
prepare (Bench *bench, const char *sql)
{
  sqlite3_stmt *stmt = NULL;

  if (sqlite3_prepare_v2 (bench->database, sql, -1, &stmt, NULL) != SQLITE_OK)
    g_error ("the yardstick: %s", sqlite3_errmsg (bench->database));
  return stmt;
}

/* All that can be asked for as one text a person; who has not arrived comes first. */
static void
fill_yardsticks (Bench *bench)
{
  g_autofree char *path = g_build_filename (bench->folder, "bare.db", NULL);
  sqlite3_stmt *insert;

  if (sqlite3_open (path, &bench->database) != SQLITE_OK)
    g_error ("the yardstick can't be made");
  run_sql (bench, "PRAGMA journal_mode = WAL; BEGIN;"
           "CREATE TABLE person (row INTEGER PRIMARY KEY, keys TEXT, name TEXT, arrived INTEGER);"
           "CREATE VIRTUAL TABLE trigram USING fts5 (keys, tokenize = 'trigram')");
  insert = prepare (bench, "INSERT INTO person (keys, name, arrived) VALUES (?1, ?2, 0)");
  for (guint i = 0; i < bench->people->len; i++) {
    const BenchPerson *person = g_ptr_array_index (bench->people, i);
    g_autofree char *keys = g_strjoin (" ", person->name, person->pinyin, person->initials,
                                       person->phone, person->company, NULL);

    sqlite3_bind_text (insert, 1, keys, -1, SQLITE_TRANSIENT);
    sqlite3_bind_text (insert, 2, person->name, -1, SQLITE_TRANSIENT);
    sqlite3_step (insert);
    sqlite3_reset (insert);
  }
  sqlite3_finalize (insert);
  run_sql (bench, "INSERT INTO trigram (rowid, keys) SELECT row, keys FROM person; COMMIT");
  bench->like = prepare (bench, "SELECT row, name FROM person WHERE keys LIKE '%' || ?1 || '%' AND"
                         " keys LIKE '%' || ?2 || '%' ORDER BY arrived, name LIMIT 20");
  bench->trigram = prepare (bench, "SELECT person.row, person.name FROM trigram JOIN person"
                            " ON person.row = trigram.rowid WHERE trigram MATCH ?1"
                            " ORDER BY arrived, name LIMIT 20");
}

static guint
count_rows (sqlite3_stmt *stmt)
{
  guint n = 0;

  while (sqlite3_step (stmt) == SQLITE_ROW)
    n++;
  sqlite3_reset (stmt);
  return n;
}

static void
ask_like (Bench *bench, const char *text, GArray *times)
{
  g_auto (GStrv) terms = g_strsplit (text, " ", 2);
  gint64 start_us = g_get_monotonic_time ();

  sqlite3_bind_text (bench->like, 1, terms[0], -1, SQLITE_TRANSIENT);
  sqlite3_bind_text (bench->like, 2, terms[1] ? terms[1] : "", -1, SQLITE_TRANSIENT);
  count_rows (bench->like);
  bench_times_add (times, start_us);
}

static guint
ask_trigram (Bench *bench, const char *text, GArray *times)
{
  g_auto (GStrv) terms = g_strsplit (text, " ", 2);
  g_autofree char *match = terms[1] ? g_strdup_printf ("\"%s\" AND \"%s\"", terms[0], terms[1])
                                    : g_strdup_printf ("\"%s\"", terms[0]);
  gint64 start_us = g_get_monotonic_time ();
  guint n;

  sqlite3_bind_text (bench->trigram, 1, match, -1, SQLITE_TRANSIENT);
  n = count_rows (bench->trigram);
  bench_times_add (times, start_us);
  return n;
}

static guint
ask_foyer (Bench *bench, const char *text, GArray *times)
{
  g_autoptr (GError) error = NULL;
  gint64 start_us = g_get_monotonic_time ();
  g_autoptr (GPtrArray) guests = foyer_lookup (bench->store, text, BENCH_LIST, LIMIT, &error);

  bench_times_add (times, start_us);
  bench_check (error);
  return guests->len;
}

static void
measure (Bench *bench, const Kind *kind, const char *state)
{
  g_autoptr (GArray) foyer = bench_times_new (), like = bench_times_new ();
  g_autoptr (GArray) trigram = bench_times_new ();
  g_autofree char *label = g_strdup_printf ("%s%s", kind->label, state);
  g_autofree char *lost = NULL;
  guint n_empty = 0, n_trigram_empty = 0;

  for (guint i = 0; i < kind->n; i++) {
    guint at = (guint) (((guint64) i * 7919) % bench->people->len);
    g_autofree char *text = kind->text (g_ptr_array_index (bench->people, at));

    if (ask_foyer (bench, text, foyer) == 0 && n_empty++ == 0)
      lost = g_strdup (text);
    if (i % 10 == 0)
      ask_like (bench, text, like);
    n_trigram_empty += ask_trigram (bench, text, trigram) == 0;
  }
  bench_lines (label, foyer, "LIKE", like);
  if (n_trigram_empty == kind->n)
    bench_say ("    FTS5 trigram finds none of these");
  else
    bench_lines (label, foyer, "FTS5 trigram", trigram);
  if (n_empty > 0)
    bench_say ("    WRONG: Foyer found nobody for %u of %u, the first of them “%s”", n_empty, kind->n, lost);
}

/* Everyone but each hundredth comes in. */
static void
let_arrive (Bench *bench)
{
  g_autoptr (GError) error = NULL;
  FoyerRequest request = { .list = BENCH_LIST, .method = FOYER_METHOD_LOOKUP, .clock_trusted = TRUE,
                           .now_us = BENCH_NOW_US };

  for (guint i = 0; i < bench->rows->len && error == NULL; i++) {
    const FoyerRegistration *row = g_ptr_array_index (bench->rows, i);

    if (i % 1000 == 0 && !foyer_store_begin (bench->store, &error))
      break;
    request.registration = row->id;
    if (i % 100 != 0)
      foyer_admission_free (foyer_admission_decide (bench->store, &request, &error));
    if (error == NULL && (i % 1000 == 999 || i + 1 == bench->rows->len))
      (void) (foyer_store_commit (bench->store, &error) || error);
  }
  bench_check (error);
  run_sql (bench, "UPDATE person SET arrived = 1 WHERE row % 100 <> 1");
}

static void
run (guint n)
{
  Bench bench = { .folder = bench_folder_new (), .people = bench_people_new (n) };
  g_autofree char *path = g_build_filename (bench.folder, "event.db", NULL);
  g_autoptr (GError) error = NULL;
  guint8 public_key[FOYER_CODE_PUBLIC_BYTES], secret_key[FOYER_CODE_SECRET_BYTES];

  bench_say ("%u people, %u rows asked for", n, LIMIT);
  foyer_code_make_key (public_key, secret_key);
  bench.rows = bench_people_rows (bench.people);
  bench.store = foyer_store_open (path, FOYER_STORE_OWN, &error);
  bench_check (error);
  bench_people_fill (bench.store, bench.rows, public_key);
  fill_yardsticks (&bench);
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    measure (&bench, &kinds[i], "");
  let_arrive (&bench);
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    measure (&bench, &kinds[i], ", 99 % arrived");
  sqlite3_finalize (bench.like);
  sqlite3_finalize (bench.trigram);
  sqlite3_close (bench.database);
  foyer_store_close (bench.store);
  g_ptr_array_unref (bench.rows);
  g_ptr_array_unref (bench.people);
  bench_folder_remove (bench.folder);
}

int
main (void)
{
  run (20000);
  run (100000);
  return 0;
}
