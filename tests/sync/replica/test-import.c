/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import.h"
#include "intake.h"
#include "people.h"
#include "sample.h"

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>

/* A file of one channel as text, "number,name,phone,e-mail,company". */
#define HEADERS "编号,姓名,手机,邮箱,公司\n"

static FoyerImportResult *
try_import (Sample *sample, const char *channel, const char *text, gboolean renumbered,
            FoyerImportProgress progress, GError **error)
{
  g_autofree char *all = g_strconcat (HEADERS, text, NULL);
  g_autoptr (GBytes) bytes = g_bytes_new (all, strlen (all));
  FoyerIntakeSource source = { channel, "UTC", NULL };
  g_autoptr (FoyerIntake) intake = foyer_intake_read (bytes, "f.csv", &source, error);
  FoyerImport import = { .channel = channel, .file = "f.csv", .drafts = intake->drafts,
                         .rows = intake->rows, .renumbered = renumbered, .now_us = SAMPLE_NOW,
                         .progress = progress };
  FoyerImportResult *result;

  sample_begin (sample->store);
  result = foyer_import_run (sample->store, &import, error);
  if (result != NULL)
    sample_commit (sample->store);
  else
    foyer_store_rollback (sample->store);
  return result;
}

static FoyerImportResult *
import (Sample *sample, const char *channel, const char *text)
{
  g_autoptr (GError) error = NULL;
  FoyerImportResult *result = try_import (sample, channel, text, FALSE, NULL, &error);

  g_assert_no_error (error);
  return result;
}

static void
assert_counts (const FoyerImportResult *result, gint64 n_new, gint64 changed, gint64 unchanged,
               gint64 refused, gint64 people)
{
  g_assert_cmpint (result->n[FOYER_IMPORT_NEW], ==, n_new);
  g_assert_cmpint (result->n[FOYER_IMPORT_CHANGED], ==, changed);
  g_assert_cmpint (result->n[FOYER_IMPORT_UNCHANGED], ==, unchanged);
  g_assert_cmpint (result->n[FOYER_IMPORT_REFUSED], ==, refused);
  g_assert_cmpint (result->people, ==, people);
}

static void
import_counts (Sample *sample, const char *channel, const char *text, gint64 n_new, gint64 changed,
               gint64 unchanged, gint64 refused, gint64 people)
{
  g_autoptr (FoyerImportResult) result = import (sample, channel, text);

  assert_counts (result, n_new, changed, unchanged, refused, people);
}

static void
run_sql (const char *path, const char *sql)
{
  sqlite3 *db;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (db);
}

/* The whole file as it would lie on a fresh disk, but for what lookups remember
 * of themselves: their stamps tell readers that something was there. */
static GBytes *
content (Sample *sample)
{
  g_autofree char *copy = g_build_filename (sample->dir, "copy.db", NULL);
  g_autofree char *sql = g_strdup_printf ("VACUUM INTO '%s'", copy);
  char *bytes;
  gsize length;

  run_sql (sample->path, sql);
  run_sql (copy, "DROP TABLE lookup_person; DROP TABLE lookup_state; VACUUM");
  g_assert_true (g_file_get_contents (copy, &bytes, &length, NULL));
  g_assert_cmpint (g_remove (copy), ==, 0);
  return g_bytes_new_take (bytes, length);
}

static void
undo (Sample *sample, const char *id)
{
  g_autoptr (GError) error = NULL;

  sample_begin (sample->store);
  g_assert_true (foyer_import_undo (sample->store, id, FALSE, NULL, &error));
  g_assert_no_error (error);
  sample_commit (sample->store);
}

static void
test_again (Sample *sample, gconstpointer unused)
{
  static const char file[] = "1,张伟,13800138000,zhang@example.com,橘洲云\n"
                             "2,李娜,13900139000,,\n"
                             ",王芳,13700137000,,\n"
                             ",王芳,13700137000,,岳麓\n"
                             ",欧阳修,,,\n";
  g_autoptr (GBytes) once = NULL;
  g_autoptr (GBytes) twice = NULL;

  import_counts (sample, "own", file, 5, 0, 0, 0, 4);
  once = content (sample);
  import_counts (sample, "own", file, 0, 0, 5, 0, 4);
  twice = content (sample);
  g_assert_true (g_bytes_equal (once, twice));
}

static void
test_undo (Sample *sample, gconstpointer unused)
{
  g_autoptr (FoyerImportResult) first = NULL;
  g_autoptr (FoyerImportResult) second = NULL;
  g_autoptr (GBytes) empty = content (sample);
  g_autoptr (GBytes) before = NULL;
  g_autoptr (GBytes) after = NULL;
  g_autoptr (GBytes) emptied = NULL;

  first = import (sample, "own", "1,张伟,13800138000,,\n2,李娜,13900139000,,\n");
  before = content (sample);
  second = import (sample, "own", "1,张伟,13800138001,,橘洲云\n3,王芳,13700137000,,\n");
  assert_counts (second, 1, 1, 0, 0, 3);
  undo (sample, second->id);
  after = content (sample);
  g_assert_true (g_bytes_equal (before, after));
  undo (sample, first->id);
  emptied = content (sample);
  g_assert_true (g_bytes_equal (empty, emptied));
}

static void
test_undo_twice (Sample *sample, gconstpointer unused)
{
  g_autoptr (FoyerImportResult) result = import (sample, "own", "1,张伟,13800138000,,\n");
  g_autoptr (GError) error = NULL;

  undo (sample, result->id);
  sample_begin (sample->store);
  g_assert_false (foyer_import_undo (sample->store, result->id, FALSE, NULL, &error));
  g_assert_error (error, FOYER_IMPORT_ERROR, FOYER_IMPORT_ERROR_UNKNOWN);
  sample_commit (sample->store);
}

/* What was used stands against it; tickets that were only issued don't. */
static void
test_undo_of_what_was_used (Sample *sample, gconstpointer unused)
{
  g_autoptr (FoyerImportResult) result =
    import (sample, "own", "1,张伟,13800138000,,\n2,李娜,13900139000,,\n");
  const FoyerImportRow *zhang = g_ptr_array_index (result->rows, 0);
  const FoyerImportRow *li = g_ptr_array_index (result->rows, 1);
  g_autoptr (FoyerRegistration) ticketed = foyer_registry_get (sample->store, li->registration, NULL);
  g_autoptr (FoyerAdmission) admitted = sample_pick (sample->store, zhang->registration, "morning");
  g_autoptr (GError) error = NULL;
  gint64 left = 0;

  g_assert_nonnull (admitted->entry);
  sample_begin (sample->store);
  ticketed->ticket_serial = 1;
  g_assert_true (foyer_registry_change (sample->store, ticketed, NULL, NULL));
  g_assert_false (foyer_import_undo (sample->store, result->id, FALSE, NULL, &error));
  g_assert_error (error, FOYER_IMPORT_ERROR, FOYER_IMPORT_ERROR_TOUCHED);
  g_assert_true (foyer_import_undo (sample->store, result->id, TRUE, &left, NULL));
  sample_commit (sample->store);
  g_assert_cmpint (left, ==, 1);
  g_assert_cmpint (foyer_headcount_registrations (sample->store, NULL), ==, 1);
}

static void
test_renumbered (Sample *sample, gconstpointer unused)
{
  g_autoptr (FoyerImportResult) shifted = NULL;
  g_autoptr (FoyerImportResult) taken = NULL;
  g_autoptr (FoyerImportResult) told = NULL;
  const FoyerImportRow *row;

  import_counts (sample, "own", "1,张伟,13800138000,,\n2,李娜,13900139000,,\n3,王芳,13700137000,,\n",
                 3, 0, 0, 0, 3);
  /* One dropped out, and the others moved up. */
  shifted = import (sample, "own", "1,李娜,13900139000,,\n2,王芳,13700137000,,\n");
  assert_counts (shifted, 0, 2, 0, 0, 3);
  g_assert_cmpint (shifted->renumbered, ==, 2);
  /* A stranger with the number of someone who is not in the file. */
  taken = import (sample, "own", "2,赵敏,13600136000,,\n");
  assert_counts (taken, 0, 0, 0, 1, 3);
  g_assert_null (taken->id);
  row = g_ptr_array_index (taken->rows, 0);
  g_assert_cmpint (row->row, ==, 2);
  g_assert_nonnull (row->like);
  told = try_import (sample, "own", "2,赵敏,13600136000,,\n", TRUE, NULL, NULL);
  assert_counts (told, 1, 0, 0, 0, 4);
}

/* A new guest on top of a list that counts from 1. */
static void
test_renumbered_downwards (Sample *sample, gconstpointer unused)
{
  import_counts (sample, "own", "1,张伟,13800138000,,\n2,李娜,13900139000,,\n", 2, 0, 0, 0, 2);
  import_counts (sample, "own", "1,赵敏,13600136000,,\n2,张伟,13800138000,,\n3,李娜,13900139000,,\n",
                 0, 2, 0, 1, 2);
}

/* The same person with two order numbers did sign up twice. */
static void
test_two_orders (Sample *sample, gconstpointer unused)
{
  static const char file[] = "A1,张伟,13800138000,,\nA2,张伟,13800138000,,\n";

  import_counts (sample, "own", file, 2, 0, 0, 0, 1);
  import_counts (sample, "own", file, 0, 0, 2, 0, 1);
  import_counts (sample, "own", "A3,张伟,13800138000,,\n", 1, 0, 0, 0, 1);
}

static void
test_columns_that_are_not_there (Sample *sample, gconstpointer unused)
{
  static char *fields[] = { (char *) "name", (char *) "phone", NULL };
  g_autoptr (GPtrArray) drafts =
    g_ptr_array_new_with_free_func ((GDestroyNotify) foyer_registration_free);
  g_autoptr (FoyerImportResult) result = NULL;
  g_autoptr (FoyerRegistration) row = NULL;
  FoyerRegistration *draft = foyer_registration_new ();
  FoyerImport again = { .channel = "own", .drafts = drafts, .fields = fields, .now_us = SAMPLE_NOW };

  import_counts (sample, "own", "1,张伟,13800138000,z@example.com,橘洲云\n", 1, 0, 0, 0, 1);
  draft->channel = g_strdup ("own");
  draft->name = g_strdup ("张伟");
  draft->phone = g_strdup ("138 0013 8000");
  g_ptr_array_add (drafts, draft);
  sample_begin (sample->store);
  result = foyer_import_run (sample->store, &again, NULL);
  sample_commit (sample->store);
  assert_counts (result, 0, 1, 0, 0, 1);
  row = foyer_registry_get (sample->store, draft->id, NULL);
  g_assert_cmpstr (row->company, ==, "橘洲云");
  g_assert_cmpstr (row->reference, ==, "1");
  g_assert_cmpstr (row->phone, ==, "138 0013 8000");
}

/* One row that fits two people joins the one with its phone, and the two stay two. */
static void
test_bridge (Sample *sample, gconstpointer unused)
{
  g_autoptr (FoyerPeopleDoubts) doubts = NULL;

  import_counts (sample, "own", "1,张伟,13800138000,,\n2,张伟,,zhang@example.com,\n", 2, 0, 0, 0, 2);
  import_counts (sample, "partner", "P,张伟,13800138000,zhang@example.com,\n", 1, 0, 0, 0, 2);
  doubts = foyer_people_doubts (sample->store, NULL);
  g_assert_cmpuint (doubts->doubts->len, ==, 1);
  g_assert_cmpint (g_array_index (doubts->doubts, FoyerDoubt, 0).kind, ==, FOYER_DOUBT_RULE);
}

static void
test_twins (Sample *sample, gconstpointer unused)
{
  g_autoptr (FoyerImportResult) twins =
    import (sample, "own", "1,张佳怡,13800138000,m@example.com,\n2,张佳欣,13800138000,m@example.com,\n");
  const FoyerImportRow *one = g_ptr_array_index (twins->rows, 0);
  const FoyerImportRow *other = g_ptr_array_index (twins->rows, 1);
  g_autoptr (FoyerPeopleDoubts) doubts = NULL;
  g_autoptr (FoyerPeopleDoubts) none = NULL;

  assert_counts (twins, 2, 0, 0, 0, 2);
  doubts = foyer_people_doubts (sample->store, NULL);
  g_assert_cmpuint (doubts->doubts->len, ==, 1);
  g_assert_cmpint (g_array_index (doubts->doubts, FoyerDoubt, 0).kind, ==, FOYER_DOUBT_SAME_PHONE);
  sample_begin (sample->store);
  g_assert_true (foyer_people_keep_apart (sample->store, one->registration, other->registration,
                                          SAMPLE_NOW, NULL));
  sample_commit (sample->store);
  none = foyer_people_doubts (sample->store, NULL);
  g_assert_cmpuint (none->doubts->len, ==, 0);
}

static void
test_link_and_back (Sample *sample, gconstpointer unused)
{
  g_autoptr (FoyerImportResult) result =
    import (sample, "own", "1,张伟,13800138000,,\n2,Kevin,13900139000,,\n");
  const FoyerImportRow *one = g_ptr_array_index (result->rows, 0);
  const FoyerImportRow *other = g_ptr_array_index (result->rows, 1);
  g_autoptr (GBytes) before = content (sample);
  g_autoptr (GBytes) after = NULL;

  sample_begin (sample->store);
  g_assert_true (foyer_people_link (sample->store, one->registration, other->registration, SAMPLE_NOW,
                                    NULL));
  sample_commit (sample->store);
  g_assert_cmpint (foyer_headcount_people (sample->store, NULL), ==, 1);
  sample_begin (sample->store);
  g_assert_true (foyer_people_unlink (sample->store, other->registration, SAMPLE_NOW, NULL));
  sample_commit (sample->store);
  after = content (sample);
  g_assert_true (g_bytes_equal (before, after));
}

/* What the rule linked and someone parted stays parted. */
static void
test_unlink_what_the_rule_linked (Sample *sample, gconstpointer unused)
{
  static const char partner[] = "P,张伟,13800138000,,\n";
  g_autoptr (FoyerImportResult) result = NULL;
  g_autoptr (FoyerPeopleDoubts) doubts = NULL;
  const FoyerImportRow *row;

  import_counts (sample, "own", "1,张伟,13800138000,,\n", 1, 0, 0, 0, 1);
  result = import (sample, "partner", partner);
  g_assert_cmpint (result->linked, ==, 1);
  row = g_ptr_array_index (result->rows, 0);
  sample_begin (sample->store);
  g_assert_true (foyer_people_unlink (sample->store, row->registration, SAMPLE_NOW, NULL));
  g_assert_false (foyer_people_unlink (sample->store, row->registration, SAMPLE_NOW, NULL));
  sample_commit (sample->store);
  import_counts (sample, "partner", partner, 0, 0, 1, 0, 2);
  doubts = foyer_people_doubts (sample->store, NULL);
  g_assert_cmpuint (doubts->doubts->len, ==, 0);
}

static void
test_differences (Sample *sample, gconstpointer unused)
{
  g_autoptr (json_t) all = NULL;
  const json_t *company;

  import_counts (sample, "own", "1,张伟,13800138000,,橘洲云\n", 1, 0, 0, 0, 1);
  import_counts (sample, "partner", "P,張偉,+86 138 0013 8000,,岳麓软件\n", 1, 0, 0, 0, 1);
  all = foyer_people_differences (sample->store, NULL);
  g_assert_cmpuint (json_array_size (all), ==, 1);
  company = json_array_get (all, 0);
  g_assert_cmpstr (json_string_value (json_object_get (company, "field")), ==, "company");
  g_assert_cmpuint (json_array_size (json_object_get (company, "values")), ==, 2);
}

static void
test_export (Sample *sample, gconstpointer unused)
{
  g_autoptr (FoyerImportResult) result = import (sample, "own", "1,张伟,13800138000,,\n");
  const FoyerImportRow *row = g_ptr_array_index (result->rows, 0);
  g_autofree char *person = foyer_people_find (sample->store, row->registration, NULL);
  g_autoptr (FoyerAdmission) admitted = sample_pick (sample->store, row->registration, "morning");
  g_autoptr (json_t) all = NULL;

  g_assert_nonnull (admitted->entry);
  all = foyer_people_export (sample->store, person, NULL);
  g_assert_cmpuint (json_array_size (json_object_get (all, "registrations")), ==, 1);
  g_assert_cmpuint (json_array_size (json_object_get (all, "entries")), ==, 1);
  g_assert_cmpuint (json_array_size (json_object_get (all, "imports")), ==, 1);
  g_assert_null (foyer_people_find (sample->store, "nobody", NULL));
}

static gboolean
stop_half_way (guint done, guint total, gpointer user_data)
{
  return done < total / 2;
}

static void
test_cancelled (Sample *sample, gconstpointer unused)
{
  g_autoptr (GString) file = g_string_new (NULL);
  g_autoptr (GBytes) before = content (sample);
  g_autoptr (GBytes) after = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 2000; i++)
    g_string_append_printf (file, "%u,张伟,138%08u,,\n", i, i);
  g_assert_null (try_import (sample, "own", file->str, FALSE, stop_half_way, &error));
  g_assert_error (error, FOYER_IMPORT_ERROR, FOYER_IMPORT_ERROR_CANCELLED);
  after = content (sample);
  g_assert_true (g_bytes_equal (before, after));
}

/* At a hub feed and revisions only grow; everything else is as it was. */
static void
test_undo_at_a_hub (Sample *sample, gconstpointer unused)
{
  g_autoptr (FoyerImportResult) first = NULL;
  g_autoptr (FoyerImportResult) second = NULL;
  g_autoptr (FoyerRegistration) before = NULL;
  g_autoptr (FoyerRegistration) after = NULL;
  const FoyerImportRow *row;

  sample_begin (sample->store);
  g_assert_true (foyer_feed_start (sample->store, NULL));
  sample_commit (sample->store);
  first = import (sample, "own", "1,张伟,13800138000,,\n");
  row = g_ptr_array_index (first->rows, 0);
  before = foyer_registry_get (sample->store, row->registration, NULL);
  second = import (sample, "own", "1,张伟,13800138001,,\n2,李娜,13900139000,,\n");
  undo (sample, second->id);
  after = foyer_registry_get (sample->store, row->registration, NULL);
  g_assert_true (foyer_registration_equal (before, after));
  g_assert_cmpint (after->revision, ==, before->revision + 2);
  g_assert_cmpint (foyer_headcount_registrations (sample->store, NULL), ==, 1);
}

/* In slices, with a door in between; then one that ends, and one that does not. */

static GPtrArray *
some_drafts (const char *name)
{
  static const char * const phones[] = { "13900000001", "13900000002", "13900000003", "13900000004" };
  GPtrArray *drafts = g_ptr_array_new_with_free_func ((GDestroyNotify) foyer_registration_free);

  for (gsize i = 0; i < G_N_ELEMENTS (phones); i++)
    g_ptr_array_add (drafts, sample_person (name, phones[i]));
  return drafts;
}

static void
write_one (Sample *sample, FoyerImportJob *job)
{
  GError *error = NULL;

  sample_begin (sample->store);
  g_assert_true (foyer_import_job_write (job, sample->store, 1, &error));
  g_assert_no_error (error);
  sample_commit (sample->store);
}

static void
count_import (const char *id, gint64 at_us, const char *channel, const char *file, const char *json,
              gpointer count)
{
  ++*(guint *) count;
}

static void
assert_imports (Sample *sample, guint n)
{
  guint found = 0;

  g_assert_true (foyer_import_foreach (sample->store, count_import, &found, NULL));
  g_assert_cmpuint (found, ==, n);
}

static void
test_in_slices (Sample *sample, gconstpointer unused)
{
  g_autoptr (GPtrArray) drafts = some_drafts ("张伟");
  FoyerImport import = { .channel = "own", .drafts = drafts, .now_us = SAMPLE_NOW };
  g_autoptr (FoyerImportJob) job = foyer_import_job_new (sample->store, &import, NULL);
  g_autoptr (FoyerImportResult) result = NULL;
  g_autofree char *other = NULL;

  write_one (sample, job);
  write_one (sample, job);
  /* By an import of its own: the very person that the next slice brings. */
  other = sample_register (sample->store, "张伟", "13900000003", "A1");
  while (!foyer_import_job_is_written (job))
    write_one (sample, job);
  assert_imports (sample, 1);
  sample_begin (sample->store);
  result = foyer_import_job_end (job, sample->store, NULL);
  sample_commit (sample->store);
  assert_counts (result, 4, 0, 0, 0, 4);
  g_assert_cmpint (result->linked, ==, 1);
  assert_imports (sample, 2);
  undo (sample, result->id);
  g_assert_cmpint (foyer_headcount_registrations (sample->store, NULL), ==, 1);
}

static void
test_broken_off (Sample *sample, gconstpointer unused)
{
  g_autoptr (FoyerImportResult) before = import (sample, "own", "1,李娜,13900000001,,\n");
  g_autoptr (GPtrArray) drafts = some_drafts ("李娜");
  FoyerImport next = { .channel = "own", .drafts = drafts, .now_us = SAMPLE_NOW };
  g_autoptr (FoyerImportJob) job = foyer_import_job_new (sample->store, &next, NULL);

  for (guint i = 0; i < 3; i++)
    write_one (sample, job);
  g_assert_cmpint (foyer_headcount_registrations (sample->store, NULL), ==, 3);
  for (guint i = 0; i < 2; i++) {
    sample_begin (sample->store);
    g_assert_true (foyer_import_take_back (sample->store, NULL, NULL));
    sample_commit (sample->store);
    g_assert_cmpint (foyer_headcount_registrations (sample->store, NULL), ==, 1);
    assert_imports (sample, 1);
  }
  g_assert_nonnull (before->id);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func) \
  g_test_add ("/sync/replica/import/" name, Sample, NULL, sample_set_up, func, sample_tear_down)
  ADD ("again", test_again);
  ADD ("undo", test_undo);
  ADD ("undo-twice", test_undo_twice);
  ADD ("undo-used", test_undo_of_what_was_used);
  ADD ("undo-at-a-hub", test_undo_at_a_hub);
  ADD ("renumbered", test_renumbered);
  ADD ("renumbered-downwards", test_renumbered_downwards);
  ADD ("two-orders", test_two_orders);
  ADD ("missing-columns", test_columns_that_are_not_there);
  ADD ("bridge", test_bridge);
  ADD ("twins", test_twins);
  ADD ("link", test_link_and_back);
  ADD ("unlink", test_unlink_what_the_rule_linked);
  ADD ("differences", test_differences);
  ADD ("export", test_export);
  ADD ("cancelled", test_cancelled);
  ADD ("in-slices", test_in_slices);
  ADD ("broken-off", test_broken_off);
  return g_test_run ();
}
