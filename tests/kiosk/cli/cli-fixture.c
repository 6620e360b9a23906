/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli-fixture.h"

#include <glib/gstdio.h>
#include <stdarg.h>
#include <string.h>

/* The morning's doors are open then. */
#define MORNING "2026-11-28T08:45:00+08:00"

static const char people[] =
  "姓名,手机,邮箱,公司,票码,状态\n"
  "欧阳修远,13900000042,ouyang@example.org,岳麓软件,SC-1,confirmed\n"
  "Ada Byron,13900000043,ada@example.org,Engines,SC-2,confirmed\n"
  "王小明,13900000044,wang@example.org,橘洲云,SC-3,pending\n"
  "李雷,13900000045,li@example.org,橘洲云,SC-4,cancelled\n";

/* A sanitizer that lists what it left out would spoil what the tests read. */
static void
set_quiet_leaks (GSubprocessLauncher *launcher)
{
  const char *options = g_getenv ("LSAN_OPTIONS");
  g_autofree char *quiet = g_strconcat (options ? options : "", ":print_suppressions=0", NULL);

  g_subprocess_launcher_setenv (launcher, "LSAN_OPTIONS", quiet, TRUE);
}

void
cli_fixture_set_up (CliFixture *self, gconstpointer unused)
{
  self->dir = g_dir_make_tmp ("foyer-cli-XXXXXX", NULL);
  g_assert_nonnull (self->dir);
  self->store = g_build_filename (self->dir, "event.db", NULL);
  self->launcher = g_subprocess_launcher_new (
    G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE |
    G_SUBPROCESS_FLAGS_STDERR_PIPE);
  g_subprocess_launcher_set_cwd (self->launcher, self->dir);
  g_subprocess_launcher_setenv (self->launcher, "FOYER_CLOCK", MORNING, TRUE);
  g_subprocess_launcher_setenv (self->launcher, "FOYER_HUB", "http://127.0.0.1:1", TRUE);
  g_subprocess_launcher_unsetenv (self->launcher, "FOYER_HUB_TOKEN_FILE");
  set_quiet_leaks (self->launcher);
}

static void
remove_tree (const char *path)
{
  gboolean is_link = g_file_test (path, G_FILE_TEST_IS_SYMLINK);
  g_autoptr (GDir) dir = is_link ? NULL : g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *child = g_build_filename (path, name, NULL);

    remove_tree (child);
  }
  g_assert_cmpint (g_remove (path), ==, 0);
}

void
cli_fixture_tear_down (CliFixture *self, gconstpointer unused)
{
  remove_tree (self->dir);
  g_clear_object (&self->launcher);
  g_clear_pointer (&self->dir, g_free);
  g_clear_pointer (&self->store, g_free);
  g_clear_pointer (&self->out, g_free);
  g_clear_pointer (&self->err, g_free);
}

char *
cli_fixture_path (CliFixture *self, const char *name)
{
  char *path = g_build_filename (self->dir, name, NULL);

  g_test_queue_free (path);
  return path;
}

char *
cli_fixture_write (CliFixture *self, const char *name, const char *content)
{
  char *path = cli_fixture_path (self, name);

  g_assert_true (g_file_set_contents (path, content, -1, NULL));
  return path;
}

static void
run (CliFixture *self, const char *input, const char *first, va_list args)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new ();
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (words, (gpointer) g_getenv ("FOYER_COMMAND"));
  for (const char *word = first; word != NULL; word = va_arg (args, const char *))
    g_ptr_array_add (words, (gpointer) word);
  g_ptr_array_add (words, NULL);
  g_clear_pointer (&self->out, g_free);
  g_clear_pointer (&self->err, g_free);
  process = g_subprocess_launcher_spawnv (self->launcher, (const char * const *) words->pdata,
                                          &error);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, input ? input : "", NULL, &self->out, &self->err, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_if_exited (process));
  self->status = g_subprocess_get_exit_status (process);
}

void
cli_fixture_run (CliFixture *self, const char *input, const char *first, ...)
{
  va_list args;

  va_start (args, first);
  run (self, input, first, args);
  va_end (args);
}

void
cli_fixture_expect (CliFixture *self, int status, const char *input, const char *first, ...)
{
  va_list args;

  va_start (args, first);
  run (self, input, first, args);
  va_end (args);
  g_test_message ("foyer %s: %d %s", first, self->status, self->err);
  g_assert_cmpint (self->status, ==, status);
  if (status >= 64)
    g_assert_true (g_regex_match_simple ("(^|\\n)foyer: [^\\n]+: [^\\n]+\\n$", self->err, 0, 0));
}

GPtrArray *
cli_fixture_rows (CliFixture *self)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func ((GDestroyNotify) json_decref);
  g_auto (GStrv) lines = g_strsplit (self->out, "\n", -1);

  for (gsize i = 0; lines[i] != NULL; i++) {
    g_autoptr (GError) error = NULL;

    if (*lines[i] == '\0')
      continue;
    g_ptr_array_add (rows, foyer_json_parse (lines[i], -1, &error));
    g_assert_no_error (error);
  }
  g_test_queue_destroy ((GDestroyNotify) g_ptr_array_unref, rows);
  return rows;
}

const char *
cli_row_text (const json_t *row, const char *name)
{
  const char *text = json_string_value (json_object_get (row, name));

  return text ? text : "";
}

gint64
cli_row_number (const json_t *row, const char *name)
{
  g_assert_true (json_is_integer (json_object_get (row, name)));
  return json_integer_value (json_object_get (row, name));
}

void
cli_row_has (const json_t *row, ...)
{
  va_list args;
  size_t n = 0;

  va_start (args, row);
  for (const char *name = va_arg (args, const char *); name != NULL;
       name = va_arg (args, const char *), n++) {
    if (json_object_get (row, name) == NULL)
      g_error ("a row lacks \"%s\"", name);
  }
  va_end (args);
  g_assert_cmpuint (json_object_size (row), ==, n);
}

void
cli_fixture_fill (CliFixture *self)
{
  g_autofree char *event = g_build_filename (g_getenv ("FOYER_ASSETS"), "sample-event",
                                             "event.json",
                                             NULL);

  cli_fixture_write (self, "people.csv", people);
  cli_fixture_expect (self, 0, NULL, "event", event, "--store", self->store, NULL);
  cli_fixture_expect (self, 0, NULL, "import", "people.csv", "--channel", "own-form", "--store",
                      self->store, NULL);
}

char *
cli_fixture_find (CliFixture *self, const char *name)
{
  GPtrArray *rows;
  char *id;

  cli_fixture_expect (self, 0, NULL, "lookup", name, "--store", self->store, "--json", NULL);
  rows = cli_fixture_rows (self);
  g_assert_cmpuint (rows->len, ==, 1);
  id = g_strdup (cli_row_text (rows->pdata[0], "registration"));
  g_test_queue_free (id);
  return id;
}
