/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "film.h"
#include "scanner-fixture.h"
#include "scanner.h"

#include <glib/gstdio.h>
#include <unistd.h>

typedef struct {
  char         *dir;
  FoyerScanner *scanner;
  GPtrArray    *codes;
} Fixture;

static void
on_code (FoyerScanner *scanner, const char *text, const FoyerScanTimes *times, gpointer user_data)
{
  Fixture *fixture = user_data;

  g_assert_cmpint (times->seen_us, <=, times->decoded_us);
  g_assert_cmpint (times->decoded_us, <=, times->delivered_us);
  g_ptr_array_add (fixture->codes, g_strdup (text));
}

/* @name: a file in the fixture's folder, or NULL for the folder itself */
static void
open_scanner (Fixture *fixture, const char *kind, const char *name)
{
  g_autofree char *path = g_build_filename (fixture->dir, name, NULL);
  g_autofree char *source = g_strconcat (kind, path, NULL);
  g_autoptr (FoyerCamera) camera = foyer_camera_new (source);

  fixture->scanner = foyer_scanner_new (camera);
  g_signal_connect (fixture->scanner, "code", G_CALLBACK (on_code), fixture);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->dir = fixture_dir_new ();
  fixture->codes = g_ptr_array_new_with_free_func (g_free);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  foyer_scanner_stop (fixture->scanner);
  /* What was read and not told holds the scanner until its turn has come. */
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (fixture->scanner);
  foyer_camera_settle ();
  g_ptr_array_unref (fixture->codes);
  fixture_dir_remove (fixture->dir);
  g_free (fixture->dir);
}

static void
hold_up (Fixture *fixture, const char *name, const char *code)
{
  const FoyerFilmScene scene = { code, 0, "Foyer" };
  g_autofree char *path = g_build_filename (fixture->dir, name, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (foyer_film_write_picture (path, &scene, g_str_hash (code), &error));
  g_assert_no_error (error);
}

static void
take_down (Fixture *fixture, const char *name)
{
  g_autofree char *path = g_build_filename (fixture->dir, name, NULL);

  g_assert_cmpint (g_unlink (path), ==, 0);
}

typedef struct {
  Fixture *fixture;
  guint    n;
} Count;

static gboolean
has_codes (gpointer user_data)
{
  Count *count = user_data;

  return count->fixture->codes->len >= count->n;
}

static void
assert_next (Fixture *fixture, guint n, const char *code)
{
  fixture_wait (has_codes, &(Count) { fixture, n }, 20);
  g_assert_cmpuint (fixture->codes->len, ==, n);
  g_assert_cmpstr (fixture->codes->pdata[n - 1], ==, code);
}

static void
assert_quiet (Fixture *fixture, double seconds)
{
  guint n = fixture->codes->len;

  g_assert_false (fixture_wait (has_codes, &(Count) { fixture, n + 1 }, seconds));
}

/* Through file, decoder, pipeline, mailbox and thread: in order, each once. */
static void
test_film (Fixture *fixture, gconstpointer data)
{
  static const FoyerFilmScene scenes[] = {
    { NULL, 0.4, NULL },   { "FIRST-1", 2, "开源技术日" }, { NULL, 0.4, NULL },
    { "第二位 王玥", 2, NULL }, { NULL, 0.4, NULL },          { "THIRD-3", 2, "Salon" },
  };
  g_autofree char *path = g_build_filename (fixture->dir, "film.avi", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (foyer_film_write (path, scenes, G_N_ELEMENTS (scenes), 3, NULL, NULL, NULL,
                                   &error));
  g_assert_no_error (error);
  open_scanner (fixture, "film:", "film.avi");
  foyer_scanner_start (fixture->scanner);
  assert_next (fixture, 1, "FIRST-1");
  assert_next (fixture, 2, "第二位 王玥");
  assert_next (fixture, 3, "THIRD-3");
  assert_quiet (fixture, 2.5);
}

/* A code held up is told once; taken away and held up again, once more. */
static void
test_pictures (Fixture *fixture, gconstpointer data)
{
  open_scanner (fixture, "pictures:", NULL);
  foyer_scanner_start (fixture->scanner);
  assert_quiet (fixture, 0.5);
  hold_up (fixture, "a.png", "GUEST-A");
  assert_next (fixture, 1, "GUEST-A");
  assert_quiet (fixture, 2);
  hold_up (fixture, "b.png", "GUEST-B");
  assert_next (fixture, 2, "GUEST-B");
  take_down (fixture, "a.png");
  take_down (fixture, "b.png");
  assert_quiet (fixture, 1.5);
  hold_up (fixture, "a.png", "GUEST-A");
  assert_next (fixture, 3, "GUEST-A");
}

/* The main loop is busy while a code is read, and stops before it hears of it. */
static void
test_silent_after_stop (Fixture *fixture, gconstpointer data)
{
  gint64 busy_until_us;

  hold_up (fixture, "a.png", "GUEST-A");
  open_scanner (fixture, "pictures:", NULL);
  foyer_scanner_start (fixture->scanner);
  busy_until_us = g_get_monotonic_time () + G_USEC_PER_SEC;
  while (g_get_monotonic_time () < busy_until_us)
    g_thread_yield ();
  foyer_scanner_stop (fixture->scanner);
  foyer_scanner_push_text (fixture->scanner, "BY-HAND");
  assert_quiet (fixture, 0.5);
  foyer_scanner_start (fixture->scanner);
  assert_next (fixture, 1, "GUEST-A");
}

static void
stop_it (FoyerScanner *scanner, const char *text, gpointer times, gpointer user_data)
{
  foyer_scanner_stop (scanner);
}

/* The first to hear of a code may stop the scanner. */
static void
test_stop_within (Fixture *fixture, gconstpointer data)
{
  hold_up (fixture, "a.png", "GUEST-A");
  open_scanner (fixture, "pictures:", NULL);
  g_signal_connect (fixture->scanner, "code", G_CALLBACK (stop_it), NULL);
  foyer_scanner_start (fixture->scanner);
  assert_next (fixture, 1, "GUEST-A");
  g_assert_cmpint (foyer_camera_get_state (foyer_scanner_get_camera (fixture->scanner)), ==,
                   FOYER_CAMERA_STOPPED);
}

static gboolean
has_message (gpointer scanner)
{
  return *foyer_scanner_get_message (scanner) != '\0';
}

static gboolean
has_no_message (gpointer scanner)
{
  return *foyer_scanner_get_message (scanner) == '\0';
}

/* Without the program that decodes: staff hear of it, and not of its being back. */
static void
test_no_decoder (Fixture *fixture, gconstpointer data)
{
  g_autofree char *tools = fixture_dir_new ();
  g_autofree char *here = g_strdup (g_getenv ("FOYER_LIBEXEC"));
  g_autofree char *program = g_build_filename (here, "foyer-decode-worker", NULL);
  g_autofree char *link = g_build_filename (tools, "foyer-decode-worker", NULL);

  g_setenv ("FOYER_LIBEXEC", tools, TRUE);
  hold_up (fixture, "a.png", "GUEST-A");
  open_scanner (fixture, "pictures:", NULL);
  foyer_scanner_start (fixture->scanner);
  fixture_wait_for_state (foyer_scanner_get_camera (fixture->scanner), FOYER_CAMERA_RUNNING);
  g_assert_true (fixture_wait (has_message, fixture->scanner, 20));
  g_assert_cmpuint (fixture->codes->len, ==, 0);
  g_assert_cmpint (symlink (program, link), ==, 0);
  assert_next (fixture, 1, "GUEST-A");
  g_assert_true (fixture_wait (has_no_message, fixture->scanner, 20));
  g_setenv ("FOYER_LIBEXEC", here, TRUE);
  fixture_dir_remove (tools);
}

static void
test_by_hand (Fixture *fixture, gconstpointer data)
{
  fixture->scanner = foyer_scanner_new (NULL);
  g_signal_connect (fixture->scanner, "code", G_CALLBACK (on_code), fixture);
  foyer_scanner_push_text (fixture->scanner, "TOO-EARLY");
  foyer_scanner_start (fixture->scanner);
  foyer_scanner_push_text (fixture->scanner, "");
  foyer_scanner_push_text (fixture->scanner, " \r\n");
  foyer_scanner_push_text (fixture->scanner, "\xff\xfe");
  g_assert_cmpuint (fixture->codes->len, ==, 0);
  foyer_scanner_push_text (fixture->scanner, "7K3Q9\r\n");
  assert_next (fixture, 1, "7K3Q9");
}

static void
test_film_refuses (void)
{
  g_autofree char *dir = fixture_dir_new ();
  g_autofree char *path = g_build_filename (dir, "film.avi", NULL);
  g_autofree char *nowhere = g_build_filename (dir, "no-such-folder", "film.avi", NULL);
  g_autofree char *novel = g_strnfill (8000, 'x');
  FoyerFilmScene scene = { novel, 1, NULL };
  g_autoptr (GCancellable) cancelled = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_assert_false (foyer_film_write (path, &scene, 1, 1, NULL, NULL, NULL, &error));
  g_assert_error (error, FOYER_SCANNER_ERROR, FOYER_SCANNER_ERROR_UNSUITABLE);
  g_clear_error (&error);
  scene.code = "SHORT";
  g_assert_false (foyer_film_write (nowhere, &scene, 1, 1, NULL, NULL, NULL, &error));
  g_assert_error (error, FOYER_SCANNER_ERROR, FOYER_SCANNER_ERROR_MEDIA);
  g_clear_error (&error);
  g_cancellable_cancel (cancelled);
  g_assert_false (foyer_film_write (path, &scene, 1, 1, cancelled, NULL, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_false (foyer_film_write_picture (nowhere, &scene, 1, &error));
  g_assert_error (error, FOYER_SCANNER_ERROR, FOYER_SCANNER_ERROR_MEDIA);
  /* Succeeds only if nothing was left behind. */
  g_assert_cmpint (g_rmdir (dir), ==, 0);
}

static void
test_film_repeats (void)
{
  const FoyerFilmScene scene = { "SAME", 0.4, "Same" };
  g_autofree char *dir = fixture_dir_new ();
  g_autofree char *content[3] = { NULL };
  gsize length[3];

  for (guint i = 0; i < 3; i++) {
    g_autofree char *path = g_strdup_printf ("%s/%u.avi", dir, i);

    g_assert_true (foyer_film_write (path, &scene, 1, i / 2, NULL, NULL, NULL, NULL));
    g_assert_true (g_file_get_contents (path, &content[i], &length[i], NULL));
  }
  g_assert_cmpmem (content[0], length[0], content[1], length[1]);
  g_assert_true (length[0] != length[2] || memcmp (content[0], content[2], length[0]) != 0);
  for (gsize i = 0; i < G_N_ELEMENTS (content); i++)
    g_clear_pointer (&content[i], g_free);
  fixture_dir_remove (dir);
}

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/scanner/scanner/film", test_film);
  ADD ("/scanner/scanner/pictures", test_pictures);
  ADD ("/scanner/scanner/silent-after-stop", test_silent_after_stop);
  ADD ("/scanner/scanner/stop-within", test_stop_within);
  ADD ("/scanner/scanner/no-decoder", test_no_decoder);
  ADD ("/scanner/scanner/by-hand", test_by_hand);
  g_test_add_func ("/scanner/film/refuses", test_film_refuses);
  g_test_add_func ("/scanner/film/repeats", test_film_repeats);
  return g_test_run ();
}
