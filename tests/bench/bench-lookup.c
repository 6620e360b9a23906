/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finding a guest by each kind of thing that a volunteer types, beside LIKE and
 * an FTS5 trigram index over the same people. */
#include "admission.h"
#include "bench.h"
#include "lookup.h"
#include "lookup-keys.h"
#include "people.h"

#include <sqlite3.h>
#include <string.h>
#include <time.h>

#define N_QUERIES  300
#define N_LIKE     15     /* of them: LIKE takes its time */
#define LIMIT      8      /* what the desk shows */
#define N_AGAIN    3      /* the best of them is a query's own time */
#define A_PAGE     1000
#define GOAL_MS    0.2
#define LATE_MS    5.0    /* when nearly everyone has arrived */
#define TYPO_MS    2.0
#define LOAD_S     4.0

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
  double      goal_ms;
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

static char *wei (const BenchPerson *person) { return g_strdup ("伟"); }
static char *tencent_li (const BenchPerson *person) { return g_strdup ("腾讯 李"); }
static char *zw (const BenchPerson *person) { return g_strconcat ("zw ", phone_tail (person), NULL); }
static char *phone_start (const BenchPerson *person) { return g_strndup (person->phone, 6); }
static char *company (const BenchPerson *person) { return g_strdup (person->company); }

/* As far as one has typed. */
static char *
pinyin_start (const BenchPerson *person)
{
  return g_strndup (person->pinyin, 1 + g_str_hash (person->phone) % strlen (person->pinyin));
}

/* Two letters exchanged. */
static char *
typo (const BenchPerson *person)
{
  char *text = g_strdup (person->pinyin);
  gsize at = strlen (text) / 2;
  char letter = text[at];

  text[at] = text[at - 1];
  text[at - 1] = letter;
  return text;
}

static const Kind kinds[] = {
  { "王", wang, GOAL_MS },
  { "w", w, GOAL_MS },
  { "伟", wei, GOAL_MS },
  { "腾讯 李", tencent_li, GOAL_MS },
  { "zw and anyone's phone tail", zw, GOAL_MS },
  { "a surname (李)", surname, GOAL_MS },
  { "a given character (伟)", given_char, GOAL_MS },
  { "full name (张伟)", name, GOAL_MS },
  { "pinyin (zhangwei)", pinyin, GOAL_MS },
  { "some of the pinyin (zhangw), perhaps a slip", pinyin_start, TYPO_MS },
  { "initials (zw)", initials, GOAL_MS },
  { "initials and phone tail (zw 8821)", initials_tail, GOAL_MS },
  { "phone tail (8821)", tail, GOAL_MS },
  { "a phone's beginning (139000)", phone_start, GOAL_MS },
  { "company (腾讯)", company, GOAL_MS },
  { "company and surname (腾讯 李)", company_surname, GOAL_MS },
  { "pinyin with a slip (zhagnwei)", typo, TYPO_MS },
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

/* Of this program alone: what else the machine does meanwhile is no part of it. */
static double
cpu_ms (void)
{
  struct timespec now;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &now);
  return (double) now.tv_sec * 1e3 + (double) now.tv_nsec / 1e6;
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
ask_foyer (Bench *bench, const char *text, GArray *times, GArray *own)
{
  g_autoptr (GError) error = NULL;
  double own_ms = G_MAXDOUBLE;
  guint n = 0;

  for (int i = 0; i < N_AGAIN; i++) {
    gint64 start_us = g_get_monotonic_time ();
    double before_ms = cpu_ms ();
    g_autoptr (GPtrArray) guests = foyer_lookup (bench->store, text, BENCH_LIST, LIMIT, &error);

    own_ms = MIN (own_ms, cpu_ms () - before_ms);
    bench_times_add (times, start_us);
    bench_check (error);
    n = guests->len;
  }
  g_array_append_val (own, own_ms);
  return n;
}

static void
measure (Bench *bench, const Kind *kind, gboolean late)
{
  g_autoptr (GArray) foyer = bench_times_new (), like = bench_times_new ();
  g_autoptr (GArray) trigram = bench_times_new (), own = bench_times_new ();
  g_autofree char *label = g_strconcat (kind->label, late ? ", 99 % arrived" : "", NULL);
  g_autofree char *own_label = g_strconcat (label, " p99, its own time", NULL);
  g_autofree char *lost = NULL;
  guint n_empty = 0, n_trigram_empty = 0;

  for (guint i = 0; i < N_QUERIES; i++) {
    guint at = (guint) (((guint64) i * 7919) % bench->people->len);
    g_autofree char *text = kind->text (g_ptr_array_index (bench->people, at));

    if (ask_foyer (bench, text, foyer, own) == 0 && n_empty++ == 0)
      lost = g_strdup (text);
    if (i % (N_QUERIES / N_LIKE) == 0)
      ask_like (bench, text, like);
    n_trigram_empty += ask_trigram (bench, text, trigram) == 0;
  }
  bench_lines (label, foyer, "LIKE", like);
  if (n_trigram_empty == N_QUERIES)
    bench_say ("    FTS5 trigram finds none of these");
  else
    bench_lines (label, foyer, "FTS5 trigram", trigram);
  bench_line (own_label, bench_times_at (own, 99), "ms", "goal", late ? LATE_MS : kind->goal_ms);
  /* Whoever has no such tail is not found by it; else somebody always is. */
  if (n_empty > 0 && kind->text != zw)
    bench_say ("    WRONG: Foyer found nobody for %u of %u, the first of them “%s”", n_empty, N_QUERIES,
               lost);
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

/* The same rows in one table, as many a commit. */
static double
load_bare (Bench *bench)
{
  g_autofree char *path = g_build_filename (bench->folder, "load.db", NULL);
  gint64 start_us = g_get_monotonic_time ();
  sqlite3 *database = NULL;
  sqlite3_stmt *insert = NULL;

  if (sqlite3_open (path, &database) != SQLITE_OK ||
      sqlite3_exec (database, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
                    "CREATE TABLE registration (row INTEGER PRIMARY KEY, id TEXT UNIQUE, name TEXT,"
                    " phone TEXT, email TEXT, company TEXT, reference TEXT)", NULL, NULL, NULL) != SQLITE_OK ||
      sqlite3_prepare_v2 (database, "INSERT INTO registration (id, name, phone, email, company, reference)"
                          " VALUES (?1, ?2, ?3, ?4, ?5, ?6)", -1, &insert, NULL) != SQLITE_OK)
    g_error ("the bare load: %s", sqlite3_errmsg (database));
  for (guint i = 0; i < bench->rows->len; i++) {
    const FoyerRegistration *row = g_ptr_array_index (bench->rows, i);
    const char *texts[] = { row->id, row->name, row->phone, row->email, row->company, row->reference };

    if (i % A_PAGE == 0)
      sqlite3_exec (database, i == 0 ? "BEGIN" : "COMMIT; BEGIN", NULL, NULL, NULL);
    for (gsize k = 0; k < G_N_ELEMENTS (texts); k++)
      sqlite3_bind_text (insert, (int) k + 1, texts[k], -1, SQLITE_STATIC);
    sqlite3_step (insert);
    sqlite3_reset (insert);
  }
  sqlite3_exec (database, "COMMIT", NULL, NULL, NULL);
  sqlite3_finalize (insert);
  sqlite3_close (database);
  return (double) (g_get_monotonic_time () - start_us) / 1e6;
}

/* Making the keys of everyone, without writing them. */
static double
make_keys (Bench *bench)
{
  g_autoptr (FoyerKeyMaker) maker = foyer_key_maker_new ();
  gint64 start_us = g_get_monotonic_time ();
  gsize bytes = 0;

  for (guint i = 0; i < bench->rows->len; i++)
    bytes += foyer_key_maker_make (maker, g_ptr_array_index (bench->rows, i))->len;
  g_assert (bytes > 0);
  return (double) (g_get_monotonic_time () - start_us) / 1e6;
}

static void
set_filling (FoyerStore *store, gboolean filling)
{
  g_autoptr (GError) error = NULL;

  if (!foyer_store_begin (store, &error) ||
      !foyer_store_set_setting (store, "filling", filling ? "1" : NULL, &error) ||
      !foyer_store_commit (store, &error))
    bench_check (error);
}

/* As a first pull does: a page a commit, and the keys behind the last of them. */
static void
load (Bench *bench, const guint8 public_key[FOYER_CODE_PUBLIC_BYTES])
{
  double bare_s = load_bare (bench), making_s = make_keys (bench), rows_s, keys_s, own_s;
  double before_ms = cpu_ms ();
  gint64 start_us = g_get_monotonic_time ();

  set_filling (bench->store, TRUE);
  bench_people_fill (bench->store, bench->rows, public_key);
  rows_s = (double) (g_get_monotonic_time () - start_us) / 1e6;
  start_us = g_get_monotonic_time ();
  set_filling (bench->store, FALSE);
  keys_s = (double) (g_get_monotonic_time () - start_us) / 1e6;
  own_s = (cpu_ms () - before_ms) / 1e3;
  bench_line ("load: rows, links and what folds from them", rows_s, "s", "bare load", bare_s);
  bench_figure ("load: making the keys, by itself", making_s, "s");
  bench_line ("load: making, sorting and writing the keys", keys_s, "s", "bare load", bare_s);
  bench_line ("load: all", rows_s + keys_s, "s", "goal", LOAD_S);
  bench_line ("load: all, its own time", own_s, "s", "goal", LOAD_S);
}

static void
run (guint n)
{
  Bench bench = { .folder = bench_folder_new (), .people = bench_people_new (n) };
  g_autofree char *path = g_build_filename (bench.folder, "event.db", NULL);
  g_autoptr (GError) error = NULL;
  guint8 public_key[FOYER_CODE_PUBLIC_BYTES], secret_key[FOYER_CODE_SECRET_BYTES];

  bench_say ("%u people, %u rows asked for; own time: of the processor, the best of %d askings", n, LIMIT,
             N_AGAIN);
  foyer_code_make_key (public_key, secret_key);
  bench.rows = bench_people_rows (bench.people);
  bench.store = foyer_store_open (path, FOYER_STORE_OWN, &error);
  bench_check (error);
  load (&bench, public_key);
  fill_yardsticks (&bench);
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    measure (&bench, &kinds[i], FALSE);
  let_arrive (&bench);
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    measure (&bench, &kinds[i], TRUE);
  sqlite3_finalize (bench.like);
  sqlite3_finalize (bench.trigram);
  sqlite3_close (bench.database);
  foyer_store_close (bench.store);
  g_ptr_array_unref (bench.rows);
  g_ptr_array_unref (bench.people);
  bench_folder_remove (bench.folder);
}

/* bench-lookup [PEOPLE…] */
int
main (int argc, char *argv[])
{
  for (int i = 1; i < argc; i++)
    run ((guint) atoi (argv[i]));
  if (argc == 1) {
    run (20000);
    run (100000);
  }
  return 0;
}
