/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli-fixture.h"

#include <signal.h>
#include <string.h>

/* The program against the real service, each a process of its own. */
typedef struct {
  CliFixture   cli;
  GSubprocess *hub;
  char        *address;
} HubFixture;

static void
set_up (HubFixture *self, gconstpointer unused)
{
  static const char listening[] = "foyer-hub: listening on ";
  g_autoptr (GDataInputStream) said = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *state = NULL;
  g_autofree char *token = NULL;
  g_autofree char *line = NULL;

  cli_fixture_set_up (&self->cli, NULL);
  state = g_build_filename (self->cli.dir, "hub", NULL);
  token = g_build_filename (state, "organizer-token", NULL);
  self->hub = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_SILENCE,
                                &error, g_getenv ("FOYER_HUB_COMMAND"), "--state", state,
                                "--listen", "127.0.0.1:0", NULL);
  g_assert_no_error (error);
  said = g_data_input_stream_new (g_subprocess_get_stdout_pipe (self->hub));
  line = g_data_input_stream_read_line (said, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (line);
  g_assert_true (g_str_has_prefix (line, listening));
  self->address = g_strdup (line + strlen (listening));
  g_subprocess_launcher_setenv (self->cli.launcher, "FOYER_HUB", self->address, TRUE);
  g_subprocess_launcher_setenv (self->cli.launcher, "FOYER_HUB_TOKEN_FILE", token, TRUE);
}

static void
end_hub (HubFixture *self)
{
  if (self->hub == NULL)
    return;
  g_subprocess_send_signal (self->hub, SIGTERM);
  g_assert_true (g_subprocess_wait_check (self->hub, NULL, NULL));
  g_clear_object (&self->hub);
}

static void
tear_down (HubFixture *self, gconstpointer unused)
{
  end_hub (self);
  cli_fixture_tear_down (&self->cli, NULL);
  g_clear_pointer (&self->address, g_free);
}

static char *
sample (const char *name)
{
  char *path = g_build_filename (g_getenv ("FOYER_ASSETS"), "sample-event", name, NULL);

  g_test_queue_free (path);
  return path;
}

static void
fill (HubFixture *self)
{
  cli_fixture_expect (&self->cli, 0, NULL, "event", sample ("event.json"), NULL);
  cli_fixture_expect (&self->cli, 0, NULL, "import", sample ("own-form.csv"), "--channel",
                      "own-form",
                      NULL);
}

static void
test_events (HubFixture *self, gconstpointer unused)
{
  GPtrArray *rows;

  cli_fixture_expect (&self->cli, 1, NULL, "event", "--json", NULL);
  g_assert_cmpstr (self->cli.out, ==, "");
  cli_fixture_expect (&self->cli, 66, NULL, "report", NULL);
  cli_fixture_expect (&self->cli, 0, NULL, "event", sample ("event.json"), NULL);
  cli_fixture_expect (&self->cli, 0, NULL, "event", "--json", NULL);
  rows = cli_fixture_rows (&self->cli);
  g_assert_cmpuint (rows->len, ==, 1);
  g_assert_cmpstr (cli_row_text (rows->pdata[0], "id"), ==, FIXTURE_EVENT);
  g_assert_null (strstr (self->cli.out, "argon2"));
  cli_fixture_expect (&self->cli, 66, NULL, "report", "--event",
                      "0199f0c2-7c00-7000-8f00-000000000000", NULL);
}

/* The id of one that the hub lists with that status. */
static char *
find_registration (HubFixture *self, const char *status, guint n)
{
  GPtrArray *rows;

  cli_fixture_expect (&self->cli, 0, NULL, "registration", "--json", "--status", status, NULL);
  rows = cli_fixture_rows (&self->cli);
  g_assert_cmpuint (rows->len, >, n);
  return g_strdup (cli_row_text (rows->pdata[n], "id"));
}

static json_int_t
count_expected (HubFixture *self)
{
  cli_fixture_expect (&self->cli, 0, NULL, "report", "--json", NULL);
  return json_integer_value (json_object_get (cli_fixture_rows (&self->cli)->pdata[0], "expected"));
}

/* What organizers decide, and what they write down as a desk would. */
static void
test_decisions (HubFixture *self, gconstpointer unused)
{
  g_autofree char *id = NULL;
  g_autofree char *other = NULL;
  json_int_t expected;
  GPtrArray *rows;

  fill (self);
  expected = count_expected (self);
  id = find_registration (self, "confirmed", 0);
  other = find_registration (self, "confirmed", 1);
  cli_fixture_expect (&self->cli, 0, NULL, "registration", "cancel", id, other, NULL);
  g_assert_cmpint (count_expected (self), ==, expected - 2);
  cli_fixture_expect (&self->cli, 0, NULL, "registration", "confirm", id, NULL);
  g_assert_cmpint (count_expected (self), ==, expected - 1);

  cli_fixture_expect (&self->cli, 0, NULL, "registration", "amend", id, "name", "王小明", NULL);
  cli_fixture_expect (&self->cli, 0, NULL, "registration", "note", id, "brings a guide dog", NULL);
  cli_fixture_expect (&self->cli, 0, NULL, "registration", "pay", id, "5000", NULL);
  cli_fixture_expect (&self->cli, 0, NULL, "registration", "reissue", id, "lost phone", NULL);
  cli_fixture_expect (&self->cli, 0, NULL, "journal", "--json", NULL);
  rows = cli_fixture_rows (&self->cli);
  g_assert_cmpuint (rows->len, ==, 4);
  g_assert_cmpstr (cli_row_text (rows->pdata[0], "kind"), ==, "amend");
  g_assert_cmpstr (cli_row_text (rows->pdata[3], "kind"), ==, "ticket");

  cli_fixture_expect (&self->cli, 64, NULL, "registration", "amend", id, "person", "x", NULL);
  cli_fixture_expect (&self->cli, 64, NULL, "registration", "confirm", NULL);
  cli_fixture_expect (&self->cli, 65, NULL, "registration", "confirm",
                      "0199f0c2-7c00-7000-8f00-000000000000", NULL);
}

static void
test_several_events (HubFixture *self, gconstpointer unused)
{
  static const char other[] = "0199f0c2-7c00-7000-8f00-3b6f1d2e4a01";
  g_autofree char *text = NULL;
  char *at;

  cli_fixture_expect (&self->cli, 0, NULL, "event", sample ("event.json"), NULL);
  g_assert_true (g_file_get_contents (sample ("event.json"), &text, NULL, NULL));
  at = strstr (text, FIXTURE_EVENT);
  g_assert_nonnull (at);
  memcpy (at, other, strlen (other));
  cli_fixture_write (&self->cli, "other.json", text);
  cli_fixture_expect (&self->cli, 0, NULL, "event", "other.json", NULL);
  cli_fixture_expect (&self->cli, 64, NULL, "report", NULL);
  cli_fixture_expect (&self->cli, 0, NULL, "report", "--event", other, NULL);
}

static void
test_import (HubFixture *self, gconstpointer unused)
{
  GPtrArray *rows;
  const json_t *last;

  fill (self);
  cli_fixture_expect (&self->cli, 0, NULL, "import", sample ("partner.csv"), "--channel", "partner",
                      "--json", NULL);
  rows = cli_fixture_rows (&self->cli);
  /* A remark, thirty who are known, the sums. */
  g_assert_cmpuint (rows->len, ==, 32);
  cli_row_has (rows->pdata[0], "remark", "row", "refused", "column", NULL);
  cli_row_has (rows->pdata[1], "row", "outcome", "registration", "like", "like_channel", "like_reference",
               NULL);
  last = rows->pdata[31];
  g_assert_cmpint (cli_row_number (last, "new"), ==, 155);
  g_assert_cmpint (cli_row_number (last, "linked"), ==, 30);
  g_assert_cmpint (cli_row_number (last, "registrations"), ==, 400);
  g_assert_cmpint (cli_row_number (last, "people"), ==, 370);
  cli_fixture_expect (&self->cli, 0, NULL, "report", "--json", NULL);
  rows = cli_fixture_rows (&self->cli);
  g_assert_cmpuint (rows->len, ==, 4);
  g_assert_cmpint (cli_row_number (rows->pdata[3], "people"), ==, 370);
}

static char *
import_id (HubFixture *self)
{
  GPtrArray *rows;

  cli_fixture_expect (&self->cli, 0, NULL, "import", "--list", "--json", NULL);
  rows = cli_fixture_rows (&self->cli);
  return g_strdup (cli_row_text (rows->pdata[rows->len - 1], "import"));
}

/* Dry, for real, undone: the hub's people are as before. */
static void
test_import_undo (HubFixture *self, gconstpointer unused)
{
  g_autofree char *before = NULL;
  g_autofree char *id = NULL;

  fill (self);
  cli_fixture_expect (&self->cli, 0, NULL, "report", "--json", NULL);
  before = g_strdup (self->cli.out);
  cli_fixture_expect (&self->cli, 0, NULL, "import", sample ("partner.csv"), "--channel", "partner",
                      "--dry-run", NULL);
  g_assert_nonnull (strstr (self->cli.out, "linked to the person of registration"));
  cli_fixture_expect (&self->cli, 0, NULL, "report", "--json", NULL);
  g_assert_cmpstr (self->cli.out, ==, before);
  cli_fixture_expect (&self->cli, 0, NULL, "import", sample ("partner.csv"), "--channel", "partner", NULL);
  id = import_id (self);
  cli_fixture_expect (&self->cli, 0, NULL, "import", "--undo", id, NULL);
  cli_fixture_expect (&self->cli, 0, NULL, "report", "--json", NULL);
  g_assert_cmpstr (self->cli.out, ==, before);
  cli_fixture_expect (&self->cli, 65, NULL, "import", "--undo", id, NULL);
}

static void
test_people (HubFixture *self, gconstpointer unused)
{
  GPtrArray *rows;

  fill (self);
  cli_fixture_expect (&self->cli, 0, NULL, "people", "--link", "own-form:1", "own-form:2", NULL);
  cli_fixture_expect (&self->cli, 0, NULL, "people", "own-form:2", "--json", NULL);
  rows = cli_fixture_rows (&self->cli);
  g_assert_cmpuint (json_array_size (json_object_get (rows->pdata[0], "registrations")), ==, 2);
  cli_fixture_expect (&self->cli, 0, NULL, "people", "--unlink", "own-form:2", NULL);
  cli_fixture_expect (&self->cli, 0, NULL, "people", "--erase", "own-form:3", "--yes", NULL);
  cli_fixture_expect (&self->cli, 65, NULL, "people", "own-form:3", NULL);
}

static void
test_tickets (HubFixture *self, gconstpointer unused)
{
  GPtrArray *rows;
  g_autofree char *first = NULL;

  fill (self);
  cli_fixture_expect (&self->cli, 0, NULL, "ticket", "--json", NULL);
  first = g_strdup (self->cli.out);
  rows = cli_fixture_rows (&self->cli);
  g_assert_cmpuint (rows->len, >, 200);
  cli_row_has (rows->pdata[0], "registration", "person", "name", "phone", "channel", "status", "code",
               NULL);
  g_assert_true (g_str_has_prefix (cli_row_text (rows->pdata[0], "code"), "FT"));
  cli_fixture_expect (&self->cli, 0, NULL, "ticket", "--json", NULL);
  g_assert_cmpstr (self->cli.out, ==, first);
  cli_fixture_expect (&self->cli, 0, NULL, "ticket", "--staff", "--json", NULL);
  rows = cli_fixture_rows (&self->cli);
  g_assert_cmpuint (rows->len, ==, 2);
  cli_row_has (rows->pdata[0], "staff", "name", "code", NULL);
  g_assert_true (g_str_has_prefix (cli_row_text (rows->pdata[0], "code"), "FS"));
}

/* The hub's own file, after it ended: its tickets open the door there. */
static void
test_ticket_admits (HubFixture *self, gconstpointer unused)
{
  g_autofree char *store = g_build_filename (self->cli.dir, "hub", "events", FIXTURE_EVENT,
                                             "event.db", NULL);
  GPtrArray *rows;
  const char *code;

  fill (self);
  cli_fixture_expect (&self->cli, 0, NULL, "ticket", "--json", NULL);
  rows = cli_fixture_rows (&self->cli);
  code = cli_row_text (rows->pdata[0], "code");
  cli_fixture_expect (&self->cli, 75, code, "admit", "-", "--store", store, NULL);
  cli_fixture_expect (&self->cli, 0, NULL, "lookup", cli_row_text (rows->pdata[0], "name"),
                      "--store", store, NULL);
  end_hub (self);
  cli_fixture_expect (&self->cli, 0, code, "admit", "-", "--store", store, NULL);
  g_assert_true (g_str_has_prefix (self->cli.out, "admitted\t"));
  cli_fixture_expect (&self->cli, 69, NULL, "report", NULL);
}

static void
test_enrol (HubFixture *self, gconstpointer unused)
{
  GPtrArray *rows;
  g_autofree char *uri = NULL;

  fill (self);
  cli_fixture_expect (&self->cli, 0, NULL, "enrol", "--name", "Door 1", "--qr", "enrol.png",
                      "--json",
                      NULL);
  rows = cli_fixture_rows (&self->cli);
  cli_row_has (rows->pdata[0], "uri", "expires", NULL);
  uri = g_strdup (cli_row_text (rows->pdata[0], "uri"));
  cli_fixture_expect (&self->cli, 0, NULL, "decode", "enrol.png", NULL);
  g_assert_nonnull (strstr (self->cli.out, uri));
  cli_fixture_expect (&self->cli, 0, uri, "enrol", "--state", "kiosk", "--with", "-", "--json",
                      NULL);
  rows = cli_fixture_rows (&self->cli);
  cli_row_has (rows->pdata[0], "kiosk", "name", "event", "address", NULL);
  g_assert_cmpstr (cli_row_text (rows->pdata[0], "name"), ==, "Door 1");
  cli_fixture_expect (&self->cli, 77, uri, "enrol", "--state", "other", "--with", "-", NULL);
  g_assert_null (strstr (self->cli.err, uri));
  cli_fixture_expect (&self->cli, 65, "hello", "enrol", "--state", "other", "--with", "-", NULL);
}

static gboolean
passed (GPtrArray *rows, const char *check)
{
  for (guint i = 0; i < rows->len; i++) {
    if (g_str_equal (cli_row_text (rows->pdata[i], "check"), check))
      return json_is_true (json_object_get (rows->pdata[i], "ok"));
  }
  g_error ("nothing was said about %s", check);
}

/* With the hub's own file as the kiosk's: everything is there but the feed's
 * position, which only a kiosk keeps. */
static void
test_check (HubFixture *self, gconstpointer unused)
{
  g_autofree char *store = g_build_filename (self->cli.dir, "hub", "events", FIXTURE_EVENT,
                                             "event.db", NULL);
  g_autofree char *printer = g_filename_to_uri (self->cli.dir, NULL, NULL);
  g_autofree char *uri = NULL;
  GPtrArray *rows;

  fill (self);
  cli_fixture_expect (&self->cli, 0, NULL, "enrol", "--name", "Door 1", NULL);
  uri = g_strdup (self->cli.out);
  cli_fixture_expect (&self->cli, 0, uri, "enrol", "--state", "kiosk", "--with", "-", NULL);
  cli_fixture_expect (&self->cli, 1, NULL, "check", "--state", "kiosk", "--store", store,
                      "--printer", printer, "--json", NULL);
  rows = cli_fixture_rows (&self->cli);
  g_assert_true (passed (rows, "event"));
  g_assert_true (passed (rows, "unsent"));
  g_assert_true (passed (rows, "enrolment"));
  g_assert_true (passed (rows, "hub"));
  g_assert_false (passed (rows, "data"));
  g_assert_true (passed (rows, "template"));
  g_assert_true (passed (rows, "badges"));
  g_assert_true (passed (rows, "printer"));
  g_assert_true (passed (rows, "sounds"));
  end_hub (self);
  cli_fixture_expect (&self->cli, 1, NULL, "check", "--state", "kiosk", "--store", store, "--json",
                      NULL);
  g_assert_false (passed (cli_fixture_rows (&self->cli), "hub"));
}

static void
test_not_allowed (HubFixture *self, gconstpointer unused)
{
  cli_fixture_write (&self->cli, "wrong", "00000000\n");
  cli_fixture_expect (&self->cli, 77, NULL, "event", "--token-file", "wrong", NULL);
}

static void
test_journal (HubFixture *self, gconstpointer unused)
{
  fill (self);
  cli_fixture_expect (&self->cli, 0, NULL, "journal", "--json", NULL);
  g_assert_cmpstr (self->cli.out, ==, "");
  cli_fixture_expect (&self->cli, 64, NULL, "journal", "--verify", NULL);
}

/* Said, seen in the watch, and taken back. */
static void
test_notice (HubFixture *self, gconstpointer unused)
{
  g_autofree char *id = NULL;
  g_autofree char *endless = g_strnfill (121, 'a');

  fill (self);
  cli_fixture_expect (&self->cli, 1, NULL, "notice", NULL);
  cli_fixture_expect (&self->cli, 0, NULL, "notice", "send", "--zh", "B 厅 13:00 开门", "--en",
                      "Hall B opens at 13:00", "--for", "everyone", "--until", "13:00", NULL);
  cli_fixture_expect (&self->cli, 0, NULL, "notice", "--json", NULL);
  cli_row_has (cli_fixture_rows (&self->cli)->pdata[0], "id", "text", "for", "until", "at", "kiosk", NULL);
  id = g_strdup (cli_row_text (cli_fixture_rows (&self->cli)->pdata[0], "id"));
  cli_fixture_expect (&self->cli, 0, NULL, "watch", "--once", NULL);
  g_assert_nonnull (strstr (self->cli.out, "Hall B opens at 13:00"));
  g_assert_nonnull (strstr (self->cli.out, "until 13:00"));
  cli_fixture_expect (&self->cli, 0, NULL, "notice", "withdraw", id, NULL);
  cli_fixture_expect (&self->cli, 1, NULL, "notice", NULL);

  cli_fixture_expect (&self->cli, 64, NULL, "notice", "send", NULL);
  cli_fixture_expect (&self->cli, 64, NULL, "notice", "send", endless, NULL);
  cli_fixture_expect (&self->cli, 64, NULL, "notice", "send", "x", "--until", "25:00", NULL);
  cli_fixture_expect (&self->cli, 64, NULL, "notice", "send", "x", "--for", "nobody", NULL);
  cli_fixture_expect (&self->cli, 65, NULL, "notice", "withdraw", id + 1, NULL);
}

/* Events to start from. */

static const char * const salon = "0199f0c2-7c00-7000-8f00-3b6f1d2e4b01";
static const char * const evening = "0199f0c2-7c00-7000-8f00-3b6f1d2e4b02";

static guint
count_status (HubFixture *self, const char *event, const char *status)
{
  cli_fixture_run (&self->cli, NULL, "registration", "--json", "--event", event, "--status", status, NULL);
  return cli_fixture_rows (&self->cli)->len;
}

/* Who signs up waits for a yes, and their years are shown. */
static void
test_approval (HubFixture *self, gconstpointer unused)
{
  cli_fixture_expect (&self->cli, 0, NULL, "event", sample ("salon.json"), NULL);
  cli_fixture_expect (&self->cli, 0, NULL, "import", sample ("own-form.csv"), "--channel", "form", NULL);
  g_assert_cmpuint (count_status (self, salon, "confirmed"), ==, 0);
  g_assert_cmpuint (count_status (self, salon, "pending"), ==, 245);
  g_assert_cmpint (cli_row_number (cli_fixture_rows (&self->cli)->pdata[0], "years"), ==, 10);
  cli_fixture_expect (&self->cli, 0, NULL, "registration", "--status", "pending", NULL);
  g_assert_nonnull (strstr (self->cli.out, "too few years: 1"));
  g_assert_nonnull (strstr (self->cli.out, "years: 10"));

  /* What the service says itself counts. */
  cli_fixture_expect (&self->cli, 0, NULL, "import", sample ("partner.csv"), "--channel", "partner", NULL);
  g_assert_cmpuint (count_status (self, salon, "confirmed"), ==, 40);
  g_assert_cmpuint (count_status (self, salon, "waitlisted"), >, 90);
}

/* Sixty places; the same file again gives nobody another. */
static void
test_cap (HubFixture *self, gconstpointer unused)
{
  g_autofree char *first = NULL;

  cli_fixture_expect (&self->cli, 0, NULL, "event", sample ("paid-salon.json"), NULL);
  cli_fixture_expect (&self->cli, 0, NULL, "import", sample ("partner.csv"), "--channel", "partner", NULL);
  g_assert_cmpuint (count_status (self, evening, "confirmed"), ==, 60);
  g_assert_cmpuint (count_status (self, evening, "cancelled"), ==, 5);
  cli_fixture_expect (&self->cli, 0, NULL, "import", sample ("partner.csv"), "--channel", "partner", NULL);
  g_assert_cmpuint (count_status (self, evening, "confirmed"), ==, 60);
  g_assert_cmpuint (count_status (self, evening, "waitlisted"), ==, 83);

  first = find_registration (self, "confirmed", 0);
  cli_fixture_expect (&self->cli, 0, NULL, "registration", "cancel", first, NULL);
  g_assert_cmpuint (count_status (self, evening, "confirmed"), ==, 60);
  g_assert_cmpuint (count_status (self, evening, "waitlisted"), ==, 82);
}

static void
test_training (HubFixture *self, gconstpointer unused)
{
  cli_fixture_expect (&self->cli, 0, NULL, "event", sample ("training.json"), NULL);
  g_assert_nonnull (strstr (self->cli.out, "day-2"));
  cli_fixture_expect (&self->cli, 0, NULL, "event", "--json", NULL);
  g_assert_cmpuint (json_array_size (json_object_get (cli_fixture_rows (&self->cli)->pdata[0],
                                                      "questions")), ==, 1);
}

/* Volunteers come and go; a code of who went is no code any more. */
static void
test_staff (HubFixture *self, gconstpointer unused)
{
  g_autofree char *id = NULL;
  GPtrArray *rows;

  fill (self);
  cli_fixture_expect (&self->cli, 0, NULL, "staff", "add", "王芳 / 李雷", "--json", NULL);
  rows = cli_fixture_rows (&self->cli);
  id = g_strdup (cli_row_text (rows->pdata[0], "staff"));
  g_assert_cmpuint (strlen (cli_row_text (rows->pdata[0], "pin")), ==, 6);
  g_assert_true (g_str_has_prefix (cli_row_text (rows->pdata[0], "code"), "FS"));
  cli_fixture_expect (&self->cli, 65, "12\n", "staff", "add", "x", "--pin", NULL);
  cli_fixture_expect (&self->cli, 0, "13579\n", "staff", "add", "孙悦", "--pin", "--json", NULL);
  g_assert_null (strstr (self->cli.out, "13579"));
  cli_fixture_expect (&self->cli, 0, NULL, "staff", "--json", NULL);
  g_assert_cmpuint (cli_fixture_rows (&self->cli)->len, ==, 4);

  cli_fixture_expect (&self->cli, 0, NULL, "staff", "remove", id, NULL);
  cli_fixture_run (&self->cli, NULL, "staff", "remove", id, NULL);
  g_assert_cmpint (self->cli.status, !=, 0);
  cli_fixture_expect (&self->cli, 0, NULL, "ticket", "--staff", "--json", NULL);
  g_assert_cmpuint (cli_fixture_rows (&self->cli)->len, ==, 3);
  g_assert_null (strstr (self->cli.out, id));
  cli_fixture_expect (&self->cli, 64, NULL, "staff", "add", NULL);
}

/* A hub that runs, an event that is not over long enough: nothing goes. */
static void
test_purge (HubFixture *self, gconstpointer unused)
{
  g_autofree char *state = g_build_filename (self->cli.dir, "hub", NULL);

  g_autofree char *before = g_build_filename (state, "replaced-1", "events", FIXTURE_EVENT, NULL);

  fill (self);
  g_assert_cmpint (g_mkdir_with_parents (before, 0700), ==, 0);
  cli_fixture_write (&self->cli, "hub/replaced-1/events/" FIXTURE_EVENT "/event.db", "19900001216");
  g_subprocess_launcher_setenv (self->cli.launcher, "FOYER_CLOCK", "2026-12-27T00:00:00Z", TRUE);
  cli_fixture_expect (&self->cli, 75, NULL, "purge", "--state", state, "--yes", NULL);
  end_hub (self);
  cli_fixture_expect (&self->cli, 64, NULL, "purge", "--state", state, "--yes", NULL);
  cli_fixture_expect (&self->cli, 0, NULL, "purge", "--state", state, "--days", "10", "--json", NULL);
  g_assert_false (json_object_get (cli_fixture_rows (&self->cli)->pdata[0], "purged") != NULL);

  cli_fixture_expect (&self->cli, 0, NULL, "purge", "--state", state, "--days", "10", "--yes", "--json",
                      NULL);
  g_assert_cmpint (cli_row_number (cli_fixture_rows (&self->cli)->pdata[0], "registrations"), ==, 245);
  g_assert_cmpint (cli_row_number (cli_fixture_rows (&self->cli)->pdata[0], "left"), ==, 0);
  g_assert_cmpint (cli_row_number (cli_fixture_rows (&self->cli)->pdata[0], "texts"), >, 700);
  g_assert_false (g_file_test (before, G_FILE_TEST_EXISTS));
  cli_fixture_expect (&self->cli, 64, NULL, "purge", "--state", state, "--days", "10", "--yes", NULL);
}

/* Left beside the event, in a file of no name that Foyer gives: it is found. */
static void
test_purge_finds (HubFixture *self, gconstpointer unused)
{
  g_autofree char *state = g_build_filename (self->cli.dir, "hub", NULL);

  fill (self);
  end_hub (self);
  cli_fixture_write (&self->cli, "hub/forgotten", "\001\00219900001216\003");
  g_subprocess_launcher_setenv (self->cli.launcher, "FOYER_CLOCK", "2027-01-27T00:00:00Z", TRUE);
  cli_fixture_run (&self->cli, NULL, "purge", "--state", state, "--yes", "--json", NULL);
  g_assert_cmpint (self->cli.status, ==, 1);
  g_assert_cmpint (cli_row_number (cli_fixture_rows (&self->cli)->pdata[0], "left"), ==, 1);
}

int
main (int argc, char *argv[])
{
  static const struct {
    const char *path;
    void      (*test) (HubFixture *, gconstpointer);
  } tests[] = {
    { "/kiosk/cli/hub/events", test_events },
    { "/kiosk/cli/hub/decisions", test_decisions },
    { "/kiosk/cli/hub/several-events", test_several_events },
    { "/kiosk/cli/hub/import", test_import },
    { "/kiosk/cli/hub/import/undo", test_import_undo },
    { "/kiosk/cli/hub/people", test_people },
    { "/kiosk/cli/hub/tickets", test_tickets },
    { "/kiosk/cli/hub/ticket-admits", test_ticket_admits },
    { "/kiosk/cli/hub/enrol", test_enrol },
    { "/kiosk/cli/hub/check", test_check },
    { "/kiosk/cli/hub/not-allowed", test_not_allowed },
    { "/kiosk/cli/hub/journal", test_journal },
    { "/kiosk/cli/hub/notice", test_notice },
    { "/kiosk/cli/hub/approval", test_approval },
    { "/kiosk/cli/hub/cap", test_cap },
    { "/kiosk/cli/hub/training", test_training },
    { "/kiosk/cli/hub/staff", test_staff },
    { "/kiosk/cli/hub/purge", test_purge },
    { "/kiosk/cli/hub/purge/finds", test_purge_finds },
  };

  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, HubFixture, NULL, set_up, tests[i].test, tear_down);
  return g_test_run ();
}
