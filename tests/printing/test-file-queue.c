/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE
#include "queue-fixture.h"

#include <sqlite3.h>
#include <string.h>

typedef struct {
  char *dir;
  char *uri;
  char *out;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  self->dir = g_dir_make_tmp ("foyer-queue-XXXXXX", NULL);
  self->out = g_build_filename (self->dir, "out", NULL);
  self->uri = g_filename_to_uri (self->out, NULL, NULL);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  remove_tree (self->dir);
  g_free (self->dir);
  g_free (self->out);
  g_free (self->uri);
}

static void
note_state (FoyerPrintQueue *queue, const char *id, guint state, gpointer user_data)
{
  g_string_append_printf (user_data, "%s ", foyer_print_state_to_string (state));
}

static void
test_states (Fixture *self, gconstpointer data)
{
  FoyerPrintQueue *queue = open_queue (self->dir);
  g_autoptr (GString) states = g_string_new (NULL);

  g_assert_cmpint (g_mkdir (self->out, 0700), ==, 0);
  g_signal_connect (queue, "job-changed", G_CALLBACK (note_state), states);
  enqueue (queue, "a");
  enqueue (queue, "a");
  g_assert_true (foyer_print_queue_has (queue, "a"));
  g_assert_false (foyer_print_queue_has (queue, "b"));
  add_printer (queue, self->uri);
  wait_until (20, g_str_has_suffix (states->str, "printed "));
  g_assert_cmpstr (states->str, ==, "queued sending printing printed ");
  g_assert_cmpuint (foyer_print_queue_count (queue, FOYER_PRINT_PRINTED), ==, 1);
  g_assert_cmpuint (count_files (self->out, "*"), ==, 1);
  close_queue (queue);
}

/* A printed job is known for good. */
static void
test_again_after_start (Fixture *self, gconstpointer data)
{
  FoyerPrintQueue *queue = open_queue (self->dir);

  g_assert_cmpint (g_mkdir (self->out, 0700), ==, 0);
  add_printer (queue, self->uri);
  enqueue (queue, "a");
  wait_until (20, state_of (queue, "a") == FOYER_PRINT_PRINTED);
  close_queue (queue);
  queue = open_queue (self->dir);
  enqueue (queue, "a");
  g_assert_cmpint (state_of (queue, "a"), ==, FOYER_PRINT_PRINTED);
  close_queue (queue);
}

static void
test_unreachable (Fixture *self, gconstpointer data)
{
  FoyerPrintQueue *queue = open_queue (self->dir);
  FoyerPrinterStatus status;

  add_printer (queue, self->uri);
  enqueue (queue, "a");
  wait_until (20, reasons_of (queue, "a") == FOYER_PRINTER_UNREACHABLE);
  g_assert_cmpint (state_of (queue, "a"), ==, FOYER_PRINT_QUEUED);
  g_assert_true (foyer_print_queue_get_printer (queue, "desk", &status));
  g_assert_cmpint (status.reasons, ==, FOYER_PRINTER_UNREACHABLE);
  g_assert_cmpint (g_mkdir (self->out, 0700), ==, 0);
  wait_until (20, state_of (queue, "a") == FOYER_PRINT_PRINTED);
  close_queue (queue);
}

static void
test_bad_template (Fixture *self, gconstpointer data)
{
  FoyerPrintQueue *queue = open_queue (self->dir);
  g_autoptr (FoyerBadge) badge = foyer_badge_new ();
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_mkdir (self->out, 0700), ==, 0);
  add_printer (queue, self->uri);
  g_assert_false (foyer_print_queue_enqueue (queue, "../a", badge, "none", NULL, &error));
  g_assert_error (error, FOYER_PRINTING_ERROR, FOYER_PRINTING_ERROR_STATE);
  g_clear_error (&error);
  g_assert_true (foyer_print_queue_enqueue (queue, "a", badge, "none", NULL, &error));
  wait_until (20, state_of (queue, "a") == FOYER_PRINT_FAILED);
  g_assert_true (foyer_print_queue_settle (queue, "a", FOYER_PRINT_SETTLE_PRINTED, &error));
  g_assert_false (foyer_print_queue_settle (queue, "a", FOYER_PRINT_SETTLE_AGAIN, &error));
  g_assert_error (error, FOYER_PRINTING_ERROR, FOYER_PRINTING_ERROR_STATE);
  close_queue (queue);
}

/* The file of the first version: what it wanted is printed, what it had printed stays printed. */
static void
test_migrates (Fixture *self, gconstpointer data)
{
  static const char first[] =
    "CREATE TABLE job (position INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE,"
    " state TEXT NOT NULL CHECK (state IN"
    "  ('queued', 'sending', 'printing', 'printed', 'failed', 'unknown')), badge TEXT,"
    " template TEXT NOT NULL, wanted TEXT, printer TEXT, printer_job INTEGER NOT NULL DEFAULT 0,"
    " reasons INTEGER NOT NULL DEFAULT 0, message TEXT, tries INTEGER NOT NULL DEFAULT 0,"
    " sent_us INTEGER NOT NULL DEFAULT 0, created_us INTEGER NOT NULL,"
    " changed_us INTEGER NOT NULL) STRICT;"
    "CREATE INDEX job_open ON job (state, position) WHERE state <> 'printed';"
    "INSERT INTO job (id, state, badge, template, created_us, changed_us) VALUES"
    " ('old', 'printed', NULL, 'label-62x100', 1, 1),"
    " ('new', 'queued', '{\"name\":\"x\"}', 'label-62x100', 2, 2);"
    "PRAGMA user_version=1;";
  g_autofree char *path = g_build_filename (self->dir, "queue.db", NULL);
  FoyerPrintQueue *queue;
  sqlite3 *db;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, first, NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (db);
  g_assert_cmpint (g_mkdir (self->out, 0700), ==, 0);
  queue = open_queue (self->dir);
  enqueue (queue, "old");
  add_printer (queue, self->uri);
  wait_until (20, state_of (queue, "new") == FOYER_PRINT_PRINTED);
  g_assert_cmpuint (count_files (self->out, "*"), ==, 1);
  close_queue (queue);
}

#define NAME "欧阳修远"

static gboolean
holds_name (const char *dir, const char *file)
{
  g_autofree char *path = g_build_filename (dir, file, NULL);
  g_autofree char *bytes = NULL;
  gsize length = 0;

  g_file_get_contents (path, &bytes, &length, NULL);
  return bytes != NULL && memmem (bytes, length, NAME, strlen (NAME)) != NULL;
}

/* While the queue is open: what is out, or wanted no more, leaves no name. */
static void
test_no_names (Fixture *self, gconstpointer data)
{
  FoyerPrintQueue *queue = open_queue (self->dir);

  enqueue (queue, "a");
  enqueue (queue, "b");
  g_assert_true (holds_name (self->dir, "queue.db-wal"));
  g_assert_true (foyer_print_queue_cancel (queue, "b", NULL));
  g_assert_cmpint (g_mkdir (self->out, 0700), ==, 0);
  add_printer (queue, self->uri);
  wait_until (20, state_of (queue, "a") == FOYER_PRINT_PRINTED);
  wait_until (20, !holds_name (self->dir, "queue.db-wal"));
  g_assert_false (holds_name (self->dir, "queue.db"));
  close_queue (queue);
  g_assert_false (holds_name (self->dir, "queue.db"));
}

/* Somebody has looked, and says so beside the kiosk. */
static void
test_answer_beside (Fixture *self, gconstpointer data)
{
  FoyerPrintQueue *queue = open_queue (self->dir);
  g_autofree char *path = g_build_filename (self->dir, "queue.db", NULL);
  g_autoptr (FoyerBadge) badge = foyer_badge_new ();
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_mkdir (self->out, 0700), ==, 0);
  add_printer (queue, self->uri);
  g_assert_true (foyer_print_queue_enqueue (queue, "a", badge, "none", NULL, &error));
  wait_until (20, state_of (queue, "a") == FOYER_PRINT_FAILED);
  g_assert_true (foyer_print_queue_answer (path, "a", FOYER_PRINT_SETTLE_PRINTED, &error));
  wait_until (20, state_of (queue, "a") == FOYER_PRINT_PRINTED);
  g_assert_false (foyer_print_queue_answer (path, "a", FOYER_PRINT_SETTLE_AGAIN, &error));
  g_assert_error (error, FOYER_PRINTING_ERROR, FOYER_PRINTING_ERROR_STATE);
  close_queue (queue);
}

static void
test_one_process (Fixture *self, gconstpointer data)
{
  FoyerPrintQueue *queue = open_queue (self->dir);
  g_autofree char *path = g_build_filename (self->dir, "queue.db", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (foyer_print_queue_open (path, &error));
  g_assert_error (error, FOYER_PRINTING_ERROR, FOYER_PRINTING_ERROR_STORE);
  close_queue (queue);
}

static void
test_reasons (void)
{
  g_assert_cmpint (foyer_printer_reason_from_keyword ("media-empty-error"), ==,
                   FOYER_PRINTER_MEDIA_EMPTY);
  g_assert_cmpint (foyer_printer_reason_from_keyword ("door-open"), ==, FOYER_PRINTER_COVER_OPEN);
  g_assert_cmpint (foyer_printer_reason_from_keyword ("none"), ==, FOYER_PRINTER_NO_REASON);
  g_assert_cmpint (foyer_printer_reason_from_keyword ("fuser-over-temp-error"), ==,
                   FOYER_PRINTER_OTHER);
  for (guint reason = 1; reason <= FOYER_PRINTER_NOT_ACCEPTING; reason <<= 1) {
    const char *keyword = foyer_printer_reason_to_keyword (reason);

    g_assert_cmpstr (foyer_printer_reason_to_text (reason), !=, "");
    g_assert_true (reason == FOYER_PRINTER_OTHER
                   || foyer_printer_reason_from_keyword (keyword) == reason);
    g_assert_cmpint (foyer_printer_reasons_first (reason), ==, reason);
  }
  g_assert_cmpint (foyer_printer_reasons_first (FOYER_PRINTER_MEDIA_LOW
                                                | FOYER_PRINTER_COVER_OPEN),
                   ==, FOYER_PRINTER_COVER_OPEN);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, test) g_test_add (path, Fixture, NULL, set_up, test, tear_down)
  ADD ("/printing/print-queue/file/states", test_states);
  ADD ("/printing/print-queue/file/again-after-start", test_again_after_start);
  ADD ("/printing/print-queue/file/unreachable", test_unreachable);
  ADD ("/printing/print-queue/file/bad-template", test_bad_template);
  ADD ("/printing/print-queue/file/one-process", test_one_process);
  ADD ("/printing/print-queue/file/answer-beside", test_answer_beside);
  ADD ("/printing/print-queue/file/migrates", test_migrates);
  ADD ("/printing/print-queue/file/no-names", test_no_names);
  g_test_add_func ("/printing/printer/reasons", test_reasons);
  return g_test_run ();
}
