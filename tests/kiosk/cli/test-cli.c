/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE
#include "cli-fixture.h"

#include <glib/gstdio.h>
#include <string.h>

/* Nothing that errors say may be somebody's. */
static void
assert_discreet (CliFixture *self)
{
  static const char * const private[] = { "欧阳", "Ada", "王小明", "李雷", "1390000", "example.org",
                                          "SC-1", "SC-2", "SC-3" };

  for (gsize i = 0; i < G_N_ELEMENTS (private); i++)
    g_assert_null (strstr (self->err, private[i]));
}

static void
test_usage (CliFixture *self, gconstpointer unused)
{
  cli_fixture_expect (self, 64, NULL, "nonsense", NULL);
  cli_fixture_expect (self, 64, NULL, "event", "--nonsense", NULL);
  cli_fixture_expect (self, 64, NULL, "event", "a", "b", NULL);
  cli_fixture_expect (self, 64, NULL, "import", "people.csv", NULL);
  cli_fixture_expect (self, 64, NULL, "admit", "--store", "x", NULL);
  cli_fixture_expect (self, 64, NULL, "admit", "code", "--registration", "x", "--store", "x", NULL);
  cli_fixture_expect (self, 64, NULL, "admit", "--registration", "x", "--store", "x", NULL);
  cli_fixture_expect (self, 64, NULL, "lookup", "x", NULL);
  cli_fixture_expect (self, 64, NULL, "badge", "--name", "x", NULL);
  cli_fixture_expect (self, 64, NULL, "badge", "--name", "x", "-o", "x.gif", NULL);
  cli_fixture_expect (self, 64, NULL, "decode", NULL);
  cli_fixture_expect (self, 64, NULL, "film", NULL);
  cli_fixture_expect (self, 64, NULL, "enrol", NULL);
  cli_fixture_expect (self, 64, NULL, "ticket", "x", NULL);
}

static void
test_help (CliFixture *self, gconstpointer unused)
{
  static const char * const names[] = { "admit", "badge", "check", "decode", "enrol", "event",
                                        "film", "import", "journal", "lookup", "people", "report",
                                        "ticket" };

  cli_fixture_expect (self, 0, NULL, "--version", NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++) {
    cli_fixture_expect (self, 0, NULL, "--help", NULL);
    g_assert_nonnull (strstr (self->out, names[i]));
    cli_fixture_expect (self, 0, NULL, names[i], "--help", NULL);
    g_assert_nonnull (strstr (self->out, "--json"));
  }
}

static void
test_event_day (CliFixture *self, gconstpointer unused)
{
  g_autofree char *event = g_build_filename (g_getenv ("FOYER_ASSETS"), "sample-event",
                                             "event.json",
                                             NULL);
  GPtrArray *rows;
  const json_t *list;

  cli_fixture_expect (self, 0, NULL, "event", event, "--on", "2027-03-01", "--store", self->store,
                      "--json", NULL);
  rows = cli_fixture_rows (self);
  g_assert_cmpuint (rows->len, ==, 1);
  g_assert_cmpstr (cli_row_text (rows->pdata[0], "id"), ==, FIXTURE_EVENT);
  list = json_array_get (json_object_get (rows->pdata[0], "lists"), 1);
  g_assert_cmpstr (cli_row_text (list, "opens"), ==, "2027-03-01T05:00:00.000000Z");
  g_assert_cmpstr (cli_row_text (list, "closes"), ==, "2027-03-01T10:00:00.000000Z");
  cli_fixture_expect (self, 64, NULL, "event", event, "--on", "tomorrow", "--store", self->store,
                      NULL);
}

static char *
salon_with_pin (const char *pin)
{
  return g_strdup_printf (
    "{\"id\":\"" FIXTURE_EVENT "\",\"name\":\"Salon\",\"zone\":\"Asia/Shanghai\","
    "\"lists\":[{\"id\":\"door\",\"name\":\"Door\",\"rule\":\"once\"}],"
    "\"staff\":[{\"id\":\"0199f0c2-7c00-7001-8a11-5f0d3c9b7e01\",\"name\":\"Lin\",\"pin\":%s}]}",
    pin);
}

/* A PIN in plain text goes in and no hash comes out. */
static void
test_event_pin (CliFixture *self, gconstpointer unused)
{
  g_autofree char *good = salon_with_pin ("\"8642\"");
  g_autofree char *bad = salon_with_pin ("8642");
  g_autofree char *kept = NULL;
  gsize length;

  cli_fixture_write (self, "good.json", good);
  cli_fixture_write (self, "bad.json", bad);
  cli_fixture_expect (self, 0, NULL, "event", "good.json", "--store", self->store, "--json", NULL);
  g_assert_null (strstr (self->out, "8642"));
  g_assert_null (strstr (self->out, "argon2"));
  g_assert_true (g_file_get_contents (self->store, &kept, &length, NULL));
  g_assert_null (memmem (kept, length, "8642", 4));
  g_assert_nonnull (memmem (kept, length, "$argon2id$", 10));
  cli_fixture_expect (self, 65, NULL, "event", "bad.json", "--store", self->store, NULL);
  g_assert_null (strstr (self->err, "8642"));
}

static void
test_event_bad (CliFixture *self, gconstpointer unused)
{
  cli_fixture_write (self, "torn.json", "{\"id\":");
  cli_fixture_write (self, "empty.json", "{}");
  cli_fixture_expect (self, 65, NULL, "event", "torn.json", "--store", self->store, NULL);
  cli_fixture_expect (self, 65, NULL, "event", "empty.json", "--store", self->store, NULL);
  cli_fixture_expect (self, 66, NULL, "event", "missing.json", "--store", self->store, NULL);
  g_assert_false (g_file_test (self->store, G_FILE_TEST_EXISTS));
}

static void
test_import (CliFixture *self, gconstpointer unused)
{
  GPtrArray *rows;

  cli_fixture_fill (self);
  cli_fixture_expect (self, 0, NULL, "import", "people.csv", "--channel", "own-form", "--store",
                      self->store, "--json", NULL);
  rows = cli_fixture_rows (self);
  g_assert_cmpuint (rows->len, ==, 1);
  cli_row_has (rows->pdata[0], "new", "changed", "unchanged", "linked", "refused", "renumbered",
               "doubtful", "dry", "registrations", "people", NULL);
  g_assert_cmpint (cli_row_number (rows->pdata[0], "new"), ==, 0);
  g_assert_cmpint (cli_row_number (rows->pdata[0], "unchanged"), ==, 4);
  g_assert_cmpint (cli_row_number (rows->pdata[0], "people"), ==, 4);
}

static void
test_import_dry (CliFixture *self, gconstpointer unused)
{
  GPtrArray *rows;
  const json_t *last;

  cli_fixture_write (self, "few.csv", "姓名;手机\n欧阳修远;13900000042\n;13900000043\n");
  cli_fixture_expect (self, 0, NULL, "import", "few.csv", "--channel", "x", "--dry-run", "--json",
                      NULL);
  rows = cli_fixture_rows (self);
  g_assert_cmpuint (rows->len, ==, 4);
  g_assert_cmpstr (cli_row_text (rows->pdata[0], "remark"), ==, "no_name");
  g_assert_true (json_is_true (json_object_get (rows->pdata[0], "refused")));
  g_assert_cmpint (cli_row_number (rows->pdata[0], "row"), ==, 3);
  g_assert_cmpstr (cli_row_text (rows->pdata[2], "meaning"), ==, "phone");
  last = rows->pdata[3];
  cli_row_has (last, "encoding", "delimiter", "registrations", "refused", "warnings", NULL);
  g_assert_cmpstr (cli_row_text (last, "delimiter"), ==, ";");
  g_assert_cmpint (cli_row_number (last, "registrations"), ==, 1);
  g_assert_cmpint (cli_row_number (last, "refused"), ==, 1);
}

/* A dry run on the store says what would become of each row, and changes nothing. */
static void
test_import_dry_in_store (CliFixture *self, gconstpointer unused)
{
  static const char file[] = "姓名,手机,公司\n欧阳修远,+86 139 0000 0042,岳麓软件\n"
                             "欧阳修,13900000042,岳麓软件\n韩梅梅,13900000046,x\n,1,\n";
  GPtrArray *rows;

  cli_fixture_fill (self);
  cli_fixture_write (self, "few.csv", file);
  cli_fixture_expect (self, 0, NULL, "import", "few.csv", "--channel", "partner", "--dry-run", "--store",
                      self->store, "--json", NULL);
  rows = cli_fixture_rows (self);
  /* A remark, three columns, what was understood, three rows, a doubt, the sums. */
  g_assert_cmpuint (rows->len, ==, 10);
  g_assert_cmpint (cli_row_number (rows->pdata[5], "row"), ==, 2);
  g_assert_cmpstr (cli_row_text (rows->pdata[5], "outcome"), ==, "new");
  g_assert_cmpstr (cli_row_text (rows->pdata[5], "like_channel"), ==, "own-form");
  g_assert_cmpstr (cli_row_text (rows->pdata[6], "like_channel"), ==, "");
  g_assert_cmpstr (cli_row_text (rows->pdata[8], "doubt"), ==, "same_phone");
  g_assert_cmpint (cli_row_number (rows->pdata[8], "row"), ==, 3);
  g_assert_cmpint (cli_row_number (rows->pdata[9], "new"), ==, 3);
  g_assert_cmpint (cli_row_number (rows->pdata[9], "refused"), ==, 1);
  g_assert_cmpint (cli_row_number (rows->pdata[9], "doubtful"), ==, 1);
  cli_fixture_expect (self, 0, NULL, "people", "--store", self->store, NULL);
  g_assert_cmpstr (self->out, ==, "");
}

static void
test_import_undo (CliFixture *self, gconstpointer unused)
{
  GPtrArray *rows;
  g_autofree char *id = NULL;

  cli_fixture_fill (self);
  cli_fixture_write (self, "few.csv", "姓名,手机\n韩梅梅,13900000046\n");
  cli_fixture_expect (self, 0, NULL, "import", "few.csv", "--channel", "x", "--store", self->store, NULL);
  g_assert_nonnull (strstr (self->out, "foyer import --undo"));
  cli_fixture_expect (self, 0, NULL, "import", "--list", "--store", self->store, "--json", NULL);
  rows = cli_fixture_rows (self);
  g_assert_cmpuint (rows->len, ==, 2);
  for (guint i = 0; i < rows->len; i++) {
    if (g_str_equal (cli_row_text (rows->pdata[i], "file"), "few.csv"))
      id = g_strdup (cli_row_text (rows->pdata[i], "import"));
  }
  cli_fixture_expect (self, 0, NULL, "import", "--undo", id, "--store", self->store, NULL);
  cli_fixture_expect (self, 66, NULL, "import", "--undo", id, "--store", self->store, NULL);
  cli_fixture_expect (self, 1, NULL, "lookup", "韩梅梅", "--store", self->store, NULL);
}

/* A mapping that was said once holds for the channel's next file. */
static void
test_import_columns (CliFixture *self, gconstpointer unused)
{
  GPtrArray *rows;

  cli_fixture_fill (self);
  cli_fixture_write (self, "odd.csv", "称呼,随便\n韩梅梅,13900000046\n");
  cli_fixture_expect (self, 65, NULL, "import", "odd.csv", "--channel", "x", "--store", self->store, NULL);
  cli_fixture_expect (self, 65, NULL, "import", "odd.csv", "--channel", "x", "--store", self->store,
                      "--column", "称呼=nonsense", NULL);
  cli_fixture_expect (self, 0, NULL, "import", "odd.csv", "--channel", "x", "--store", self->store,
                      "--column", "称呼=name", "--column", "随便=phone", "--save", "--cap", "1", NULL);
  cli_fixture_write (self, "odd.csv", "称呼,随便\n韩梅梅,13900000046\n林涛,13900000047\n");
  cli_fixture_expect (self, 0, NULL, "import", "odd.csv", "--channel", "x", "--store", self->store, NULL);
  g_assert_nonnull (strstr (self->out, "more than the 1 that were agreed"));
  cli_fixture_expect (self, 0, NULL, "import", "--channels", "--channel", "x", "--store", self->store,
                      "--json", NULL);
  rows = cli_fixture_rows (self);
  g_assert_cmpuint (rows->len, ==, 1);
  g_assert_cmpint (cli_row_number (rows->pdata[0], "registrations"), ==, 2);
  g_assert_cmpint (cli_row_number (rows->pdata[0], "cap"), ==, 1);
}

static void
test_import_paste (CliFixture *self, gconstpointer unused)
{
  static const char chat[] = "1. 韩梅梅 13900000046 前端 5年\n2. 林涛 后端\n";

  cli_fixture_fill (self);
  cli_fixture_expect (self, 0, chat, "import", "--paste", "--channel", "chat", "--store", self->store, NULL);
  g_assert_nonnull (strstr (self->out, "韩梅梅\t13900000046"));
  cli_fixture_expect (self, 1, NULL, "lookup", "韩梅梅", "--store", self->store, NULL);
  cli_fixture_expect (self, 0, chat, "import", "--paste", "--yes", "--channel", "chat", "--store",
                      self->store, NULL);
  cli_fixture_expect (self, 0, NULL, "lookup", "韩梅梅", "--store", self->store, NULL);
}

static void
test_people (CliFixture *self, gconstpointer unused)
{
  GPtrArray *rows;
  const char *ada;
  const char *wang;

  cli_fixture_fill (self);
  ada = cli_fixture_find (self, "Ada Byron");
  wang = cli_fixture_find (self, "王小明");
  cli_fixture_expect (self, 64, NULL, "people", "--link", ada, "--store", self->store, NULL);
  cli_fixture_expect (self, 66, NULL, "people", "--link", ada, "nobody", "--store", self->store, NULL);
  cli_fixture_expect (self, 0, NULL, "people", "--link", ada, wang, "--store", self->store, NULL);
  cli_fixture_expect (self, 0, NULL, "people", "--store", self->store, "--json", NULL);
  rows = cli_fixture_rows (self);
  g_assert_cmpuint (rows->len, ==, 1);
  g_assert_cmpuint (json_array_size (json_object_get (rows->pdata[0], "registrations")), ==, 2);
  cli_fixture_expect (self, 0, NULL, "people", "--differences", "--store", self->store, NULL);
  g_assert_nonnull (strstr (self->out, "\tname\t"));
  cli_fixture_expect (self, 0, NULL, "people", "--unlink", wang, "--store", self->store, NULL);
  cli_fixture_expect (self, 0, NULL, "people", "--store", self->store, NULL);
  g_assert_cmpstr (self->out, ==, "");
}

/* Who was erased does not come back by the same file. */
static void
test_people_erased_for_good (CliFixture *self, gconstpointer unused)
{
  GPtrArray *rows;

  cli_fixture_fill (self);
  cli_fixture_write (self, "few.csv", "编号,姓名,手机\n1,韩梅梅,13900000046\n2,林涛,13900000047\n");
  cli_fixture_expect (self, 0, NULL, "import", "few.csv", "--channel", "x", "--store", self->store, NULL);
  cli_fixture_expect (self, 0, NULL, "people", "--erase", "x:1", "--yes", "--store", self->store, NULL);
  cli_fixture_expect (self, 0, NULL, "import", "few.csv", "--channel", "x", "--store", self->store,
                      "--json", NULL);
  rows = cli_fixture_rows (self);
  g_assert_cmpuint (rows->len, ==, 2);
  g_assert_cmpstr (cli_row_text (rows->pdata[0], "outcome"), ==, "refused");
  g_assert_cmpint (cli_row_number (rows->pdata[1], "new"), ==, 0);
  g_assert_cmpint (cli_row_number (rows->pdata[1], "unchanged"), ==, 1);
  cli_fixture_expect (self, 1, NULL, "lookup", "韩梅梅", "--store", self->store, NULL);
}

/* Everything is in the export, and nothing of it is left after erasing. */
static void
test_people_export_and_erase (CliFixture *self, gconstpointer unused)
{
  g_autofree char *content = NULL;
  const char *id;
  gsize length;

  cli_fixture_fill (self);
  id = cli_fixture_find (self, "欧阳修远");
  cli_fixture_expect (self, 0, NULL, "people", "--export", id, "--store", self->store, NULL);
  g_assert_nonnull (strstr (self->out, "ouyang@example.org"));
  cli_fixture_expect (self, 64, NULL, "people", "--erase", id, "--store", self->store, NULL);
  cli_fixture_expect (self, 0, NULL, "people", "--erase", id, "--yes", "--store", self->store, NULL);
  cli_fixture_expect (self, 0, NULL, "people", "--export", id, "--store", self->store, NULL);
  g_assert_null (strstr (self->out, "欧阳修远"));
  g_assert_null (strstr (self->out, "13900000042"));
  cli_fixture_expect (self, 1, NULL, "lookup", "欧阳修远", "--store", self->store, NULL);
  g_assert_true (g_file_get_contents (self->store, &content, &length, NULL));
  g_assert_null (memmem (content, length, "ouyang@example.org", strlen ("ouyang@example.org")));
  g_assert_null (memmem (content, length, "13900000042", strlen ("13900000042")));
}

/* --strict sends nothing: the one good row is not there afterwards. */
static void
test_import_strict (CliFixture *self, gconstpointer unused)
{
  cli_fixture_fill (self);
  cli_fixture_write (self, "few.csv", "姓名;手机\n韩梅梅;13900000046\n;13900000047\n");
  cli_fixture_run (self, NULL, "import", "few.csv", "--channel", "x", "--store", self->store,
                   "--strict", NULL);
  g_assert_cmpint (self->status, ==, 1);
  g_assert_nonnull (strstr (self->err, "row 3"));
  cli_fixture_expect (self, 1, NULL, "lookup", "韩梅梅", "--store", self->store, NULL);
  cli_fixture_expect (self, 0, NULL, "import", "few.csv", "--channel", "x", "--store", self->store,
                      NULL);
  cli_fixture_expect (self, 0, NULL, "lookup", "韩梅梅", "--store", self->store, NULL);
}

static void
test_import_bad (CliFixture *self, gconstpointer unused)
{
  static const char nobody[] = "手机,公司\n13900000042,岳麓软件\n";
  static const char torn[] = "姓名,手机\n\"欧阳修远,13900000042\n";
  static const char broken[] = "姓名,手机\n欧阳\xff\xfe\xe6,13900000042\n";

  cli_fixture_fill (self);
  cli_fixture_write (self, "nobody.csv", nobody);
  cli_fixture_write (self, "torn.csv", torn);
  cli_fixture_write (self, "broken.csv", broken);
  cli_fixture_write (self, "empty.csv", "");
  for (guint i = 0; i < 4; i++) {
    static const char * const files[] = { "nobody.csv", "torn.csv", "broken.csv", "empty.csv" };

    cli_fixture_expect (self, 65, NULL, "import", files[i], "--channel", "x", "--store",
                        self->store, NULL);
    g_assert_nonnull (strstr (self->err, files[i]));
    assert_discreet (self);
  }
  cli_fixture_expect (self, 66, NULL, "import", "missing.csv", "--channel", "x", "--store",
                      self->store, NULL);
}

static void
test_store_bad (CliFixture *self, gconstpointer unused)
{
  g_autofree char *after = NULL;

  cli_fixture_write (self, "letter.txt", "Dear guests, this is a letter and no database at all.");
  cli_fixture_expect (self, 65, NULL, "report", "--store", "letter.txt", NULL);
  cli_fixture_expect (self, 65, NULL, "admit", "SC-1", "--store", "letter.txt", NULL);
  assert_discreet (self);
  g_assert_true (g_file_get_contents (cli_fixture_path (self, "letter.txt"), &after, NULL, NULL));
  g_assert_true (g_str_has_prefix (after, "Dear guests"));
  cli_fixture_expect (self, 66, NULL, "report", "--store", "missing.db", NULL);
  cli_fixture_expect (self, 66, NULL, "admit", "SC-1", "--store", "missing.db", NULL);
  g_assert_false (g_file_test (cli_fixture_path (self, "missing.db"), G_FILE_TEST_EXISTS));
}

static void
test_store_newer (CliFixture *self, gconstpointer unused)
{
  char *content = NULL;
  gsize length;

  cli_fixture_fill (self);
  g_assert_true (g_file_get_contents (self->store, &content, &length, NULL));
  /* user_version, SQLite file format 1.3. */
  content[60] = 0x7f;
  g_assert_true (g_file_set_contents (self->store, content, (gssize) length, NULL));
  g_free (content);
  cli_fixture_expect (self, 65, NULL, "report", "--store", self->store, NULL);
  cli_fixture_expect (self, 65, NULL, "admit", "SC-1", "--store", self->store, NULL);
}

/* Another program owns the file: reading goes on, writing has to wait. */
static void
test_store_in_use (CliFixture *self, gconstpointer unused)
{
  g_autoptr (GSubprocess) owner = NULL;
  g_autofree char *lock = NULL;
  GInputStream *said;
  char letter = 0;

  cli_fixture_fill (self);
  lock = g_strconcat (self->store, ".lock", NULL);
  owner = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE, NULL,
                            "flock", lock, "sh", "-c", "echo x; cat", NULL);
  g_assert_nonnull (owner);
  said = g_subprocess_get_stdout_pipe (owner);
  g_assert_cmpint (g_input_stream_read (said, &letter, 1, NULL, NULL), ==, 1);
  cli_fixture_expect (self, 75, NULL, "admit", "SC-1", "--store", self->store, NULL);
  cli_fixture_expect (self, 75, NULL, "import", "people.csv", "--channel", "own-form", "--store",
                      self->store, NULL);
  cli_fixture_expect (self, 0, NULL, "report", "--store", self->store, NULL);
  g_assert_true (g_output_stream_close (g_subprocess_get_stdin_pipe (owner), NULL, NULL));
  g_assert_true (g_subprocess_wait (owner, NULL, NULL));
  cli_fixture_expect (self, 0, NULL, "admit", "SC-1", "--store", self->store, NULL);
}

static void
test_lookup (CliFixture *self, gconstpointer unused)
{
  GPtrArray *rows;

  cli_fixture_fill (self);
  cli_fixture_expect (self, 0, NULL, "lookup", "oyxy", "--store", self->store, "--json", NULL);
  rows = cli_fixture_rows (self);
  g_assert_cmpuint (rows->len, ==, 1);
  cli_row_has (rows->pdata[0], "registration", "person", "name", "company", "phone", "category",
               "status", "presence", NULL);
  g_assert_cmpstr (cli_row_text (rows->pdata[0], "name"), ==, "欧阳修远");
  g_assert_cmpstr (cli_row_text (rows->pdata[0], "phone"), ==, "139****0042");
  g_assert_cmpstr (cli_row_text (rows->pdata[0], "presence"), ==, "never");
  cli_fixture_expect (self, 0, NULL, "lookup", "橘洲", "雷", "--full", "--store", self->store, NULL);
  g_assert_true (g_str_has_prefix (self->out, "李雷\t橘洲云\t13900000045\tcancelled\tnever\t"));
  cli_fixture_expect (self, 1, NULL, "lookup", "nobody", "--store", self->store, NULL);
  cli_fixture_expect (self, 64, NULL, "lookup", "李", "--list", "dinner", "--store", self->store,
                      NULL);
}

static void
test_admit (CliFixture *self, gconstpointer unused)
{
  GPtrArray *rows;

  cli_fixture_fill (self);
  cli_fixture_expect (self, 0, "SC-1\n", "admit", "-", "--store", self->store, "--json", NULL);
  rows = cli_fixture_rows (self);
  cli_row_has (rows->pdata[0], "verdict", "provisional", "overridden", "list", "badge", "entry",
               "registration", "name", "company", "category", NULL);
  g_assert_cmpstr (cli_row_text (rows->pdata[0], "verdict"), ==, "admitted");
  g_assert_cmpstr (cli_row_text (rows->pdata[0], "list"), ==, "morning");
  g_assert_true (json_is_true (json_object_get (rows->pdata[0], "badge")));
  cli_fixture_expect (self, 1, NULL, "admit", "SC-1", "--store", self->store, NULL);
  g_assert_cmpstr (self->out, ==, "already_in\t欧阳修远\t08:45\n");
  cli_fixture_expect (self, 1, NULL, "admit", "SC-99", "--store", self->store, NULL);
  g_assert_cmpstr (self->out, ==, "unknown\t\t\n");
  cli_fixture_expect (self, 1, NULL, "admit", "SC-3", "--list", "afternoon", "--store", self->store,
                      NULL);
}

static void
test_admit_override (CliFixture *self, gconstpointer unused)
{
  GPtrArray *rows;
  const char *id;

  cli_fixture_fill (self);
  id = cli_fixture_find (self, "王小明");
  cli_fixture_expect (self, 1, NULL, "admit", "--registration", id, "--store", self->store, NULL);
  g_assert_true (g_str_has_prefix (self->out, "pending\t"));
  cli_fixture_expect (self, 64, NULL, "admit", "--registration", id, "--override",
                      "speaker's guest",
                      "--staff", "nobody", "--store", self->store, NULL);
  cli_fixture_expect (self, 0, NULL, "admit", "--registration", id, "--override", "speaker's guest",
                      "--staff", "0199f0c2-7c00-7001-8a11-5f0d3c9b7e01", "--store", self->store,
                      "--json", NULL);
  rows = cli_fixture_rows (self);
  g_assert_true (json_is_true (json_object_get (rows->pdata[0], "overridden")));
  cli_fixture_expect (self, 0, NULL, "journal", "--store", self->store, "--json", NULL);
  rows = cli_fixture_rows (self);
  g_assert_cmpuint (rows->len, ==, 2);
  g_assert_cmpstr (cli_row_text (rows->pdata[1], "kind"), ==, "admit");
  g_assert_cmpstr (cli_row_text (rows->pdata[1], "method"), ==, "lookup");
  g_assert_nonnull (strstr (cli_row_text (rows->pdata[1], "body"), "speaker's guest"));
}

static void
test_report (CliFixture *self, gconstpointer unused)
{
  GPtrArray *rows;

  cli_fixture_fill (self);
  cli_fixture_expect (self, 0, NULL, "admit", "SC-1", "--store", self->store, NULL);
  cli_fixture_expect (self, 0, NULL, "report", "--store", self->store, "--json", NULL);
  rows = cli_fixture_rows (self);
  g_assert_cmpuint (rows->len, ==, 4);
  cli_row_has (rows->pdata[1], "list", "expected", "came", "came_expected", "walk_ins",
               "came_others", "came_cancelled", "no_shows", "inside", "admissions", "conflicts", NULL);
  g_assert_null (json_object_get (rows->pdata[0], "list"));
  g_assert_cmpstr (cli_row_text (rows->pdata[1], "list"), ==, "morning");
  g_assert_cmpint (cli_row_number (rows->pdata[1], "expected"), ==, 2);
  g_assert_cmpint (cli_row_number (rows->pdata[1], "came"), ==, 1);
  g_assert_cmpint (cli_row_number (rows->pdata[2], "came"), ==, 0);
  g_assert_cmpint (cli_row_number (rows->pdata[3], "registrations"), ==, 4);
  g_assert_cmpint (cli_row_number (rows->pdata[3], "people"), ==, 4);
}

/* Hanzi take two columns: the figures of each row end at the same place. */
static gsize
terminal_columns (const char *line)
{
  gsize columns = 0;

  for (const char *p = line; *p != '\0'; p = g_utf8_next_char (p))
    columns += g_unichar_iswide (g_utf8_get_char (p)) ? 2 : 1;
  return columns;
}

/* A title, then rows of one width up to an empty line. */
static void
test_report_table (CliFixture *self, gconstpointer unused)
{
  g_auto (GStrv) lines = NULL;
  gsize n = 0;

  cli_fixture_fill (self);
  g_subprocess_launcher_setenv (self->launcher, "LANGUAGE", "zh_CN", TRUE);
  g_subprocess_launcher_setenv (self->launcher, "LC_ALL", "C.UTF-8", TRUE);
  cli_fixture_expect (self, 0, NULL, "report", "--store", self->store, NULL);
  lines = g_strsplit (self->out, "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), >, 6);
  g_assert_cmpstr (lines[0], ==, "");
  for (gsize i = 2; *lines[i] != '\0'; i++, n++)
    g_assert_cmpuint (terminal_columns (lines[i]), ==, terminal_columns (lines[2]));
  g_assert_cmpuint (n, ==, 4);
}

/* The same numbers as files: cells that a spreadsheet would run are harmless. */
static void
test_report_files (CliFixture *self, gconstpointer unused)
{
  static const struct { const char *name; const char *begins; } files[] = {
    { "report.csv", "\xef\xbb\xbf" }, { "report.xlsx", "PK" }, { "report.pdf", "%PDF" },
  };

  cli_fixture_fill (self);
  for (gsize i = 0; i < G_N_ELEMENTS (files); i++) {
    g_autofree char *path = g_build_filename (self->dir, files[i].name, NULL);
    g_autofree char *content = NULL;

    cli_fixture_expect (self, 0, NULL, "report", "--store", self->store, "-o", path, NULL);
    g_assert_true (g_file_get_contents (path, &content, NULL, NULL));
    g_assert_true (g_str_has_prefix (content, files[i].begins));
  }
  cli_fixture_expect (self, 64, NULL, "report", "--store", self->store, "-o", "report.odt", NULL);
  cli_fixture_expect (self, 73, NULL, "report", "--store", self->store, "-o", "/nonexistent/report.csv",
                      NULL);
}

/* Who is behind a number; a phone is masked unless it is asked for. */
static void
test_report_who (CliFixture *self, gconstpointer unused)
{
  cli_fixture_fill (self);
  cli_fixture_expect (self, 0, NULL, "admit", "SC-1", "--store", self->store, NULL);
  cli_fixture_expect (self, 0, NULL, "report", "--who", "came", "--store", self->store, "--json", NULL);
  g_assert_cmpuint (cli_fixture_rows (self)->len, ==, 1);
  g_assert_cmpint (cli_row_number (cli_fixture_rows (self)->pdata[0], "count"), ==, 1);
  cli_fixture_expect (self, 0, NULL, "report", "--who", "came", "--store", self->store, NULL);
  g_assert_nonnull (strstr (self->out, "****"));
  cli_fixture_expect (self, 0, NULL, "report", "--who", "came", "--full", "--store", self->store, NULL);
  g_assert_null (strstr (self->out, "****"));
  cli_fixture_expect (self, 0, NULL, "report", "--who", "no_shows", "--list", "morning", "--store",
                      self->store,
                      "--json", NULL);
  g_assert_cmpuint (cli_fixture_rows (self)->len, ==, 1);
  cli_fixture_expect (self, 1, NULL, "report", "--who", "came", "--list", "afternoon", "--store", self->store,
                      NULL);
  cli_fixture_expect (self, 1, NULL, "admit", "NOBODY", "--store", self->store, NULL);
  cli_fixture_expect (self, 0, NULL, "report", "--who", "refused", "--reason", "unknown", "--store",
                      self->store,
                      "--json", NULL);
  g_assert_null (json_object_get (cli_fixture_rows (self)->pdata[0], "name"));
  cli_fixture_expect (self, 65, NULL, "report", "--who", "ghosts", "--store", self->store, NULL);
}

/* Somebody who has not signed up, with a category that a spreadsheet would run. */
static void
test_walk_in (CliFixture *self, gconstpointer unused)
{
  g_autofree char *path = g_build_filename (self->dir, "report.csv", NULL);
  g_autofree char *csv = NULL;

  cli_fixture_fill (self);
  cli_fixture_expect (self, 0, "name=路过\nphone=19900009000\ncategory==1+1\n", "admit", "--walk-in", "--store",
                      self->store, "--list", "morning", "--json", NULL);
  g_assert_cmpstr (cli_row_text (cli_fixture_rows (self)->pdata[0], "verdict"), ==, "admitted");
  cli_fixture_expect (self, 0, NULL, "report", "--who", "walk_ins", "--store", self->store, "--json", NULL);
  g_assert_cmpstr (cli_row_text (cli_fixture_rows (self)->pdata[0], "name"), ==, "路过");
  cli_fixture_expect (self, 0, NULL, "report", "--store", self->store, "-o", path, NULL);
  g_assert_true (g_file_get_contents (path, &csv, NULL, NULL));
  g_assert_nonnull (strstr (csv, "'=1+1"));
  g_assert_null (strstr (csv, "\n=1+1"));
  cli_fixture_expect (self, 65, "路过\n", "admit", "--walk-in", "--store", self->store, NULL);
  cli_fixture_expect (self, 64, NULL, "admit", "SC-1", "--walk-in", "--store", self->store, NULL);
}

static void
test_journal_verify (CliFixture *self, gconstpointer unused)
{
  GPtrArray *rows;

  cli_fixture_fill (self);
  cli_fixture_expect (self, 0, NULL, "admit", "SC-1", "--store", self->store, NULL);
  cli_fixture_expect (self, 0, NULL, "journal", "--verify", "--store", self->store, "--json", NULL);
  rows = cli_fixture_rows (self);
  cli_row_has (rows->pdata[0], "same", NULL);
  g_assert_true (json_is_true (json_object_get (rows->pdata[0], "same")));
  cli_fixture_expect (self, 0, NULL, "journal", "--store", self->store, NULL);
  g_assert_nonnull (strstr (self->out, "2026-11-28 08:45:0"));
  g_assert_null (strstr (self->out, "欧阳"));
}

static void
test_badge (CliFixture *self, gconstpointer unused)
{
  GPtrArray *rows;
  const char *id;

  cli_fixture_fill (self);
  id = cli_fixture_find (self, "欧阳修远");
  cli_fixture_expect (self, 0, NULL, "badge", "--registration", id, "--store", self->store, "-o",
                      "badge.png", "--check", "--json", NULL);
  rows = cli_fixture_rows (self);
  g_assert_cmpuint (rows->len, ==, 2);
  cli_row_has (rows->pdata[0], "registration", "ok", "fits", "legible", "missing_glyphs",
               "missing_letters", "shrunk", "name_size", "name_families", "name_glyphs", "qr_module",
               "problems", NULL);
  g_assert_cmpuint (json_array_size (json_object_get (rows->pdata[0], "name_glyphs")), ==, 4);
  cli_fixture_expect (self, 0, NULL, "decode", "badge.png", "--json", NULL);
  rows = cli_fixture_rows (self);
  cli_row_has (rows->pdata[0], "file", "texts", "ms", NULL);
  g_assert_cmpstr (json_string_value (json_array_get (json_object_get (rows->pdata[0], "texts"),
                                                      0)), ==, "SC-1");
  cli_fixture_expect (self, 1, NULL, "badge", "--registration", FIXTURE_EVENT, "--store",
                      self->store, "--check", NULL);
  cli_fixture_expect (self, 73, NULL, "badge", "--name", "王", "-o", "no/folder.pdf", NULL);
  cli_fixture_expect (self, 65, NULL, "badge", "--name", "王", "-o", "x.pdf", "--template", "none",
                      NULL);
}

static void
test_badge_check_all (CliFixture *self, gconstpointer unused)
{
  GPtrArray *rows;

  cli_fixture_fill (self);
  cli_fixture_expect (self, 0, NULL, "badge", "--check", "--store", self->store, "--json", NULL);
  rows = cli_fixture_rows (self);
  g_assert_cmpint (cli_row_number (rows->pdata[0], "checked"), ==, 3);
  /* U+10FFFF is no letter in any font. */
  cli_fixture_write (self, "odd.csv", "姓名,手机\n王\xf4\x8f\xbf\xbf明,13900000048\n");
  cli_fixture_expect (self, 0, NULL, "import", "odd.csv", "--channel", "x", "--store", self->store,
                      NULL);
  cli_fixture_expect (self, 1, NULL, "badge", "--check", "--store", self->store, "-o", "odd.pdf",
                      "--json", NULL);
  rows = cli_fixture_rows (self);
  g_assert_cmpuint (rows->len, ==, 3);
  g_assert_cmpint (cli_row_number (rows->pdata[0], "missing_glyphs"), >, 0);
  g_assert_cmpstr (json_string_value (json_array_get (json_object_get (rows->pdata[0],
                                                                       "missing_letters"), 0)), ==,
                   "U+10FFFD");
  g_assert_cmpstr (cli_row_text (rows->pdata[1], "file"), ==, "odd.pdf");
  g_assert_cmpint (cli_row_number (rows->pdata[2], "failed"), ==, 1);
}

/* Everyone confirmed, once, and a code for those who have one. */
static void
test_badge_sheet (CliFixture *self, gconstpointer unused)
{
  GPtrArray *rows;

  cli_fixture_fill (self);
  cli_fixture_expect (self, 0, NULL, "badge", "--sheet", "--store", self->store, "-o", "sheet.pdf",
                      "--json", NULL);
  rows = cli_fixture_rows (self);
  g_assert_cmpuint (rows->len, ==, 2);
  cli_row_has (rows->pdata[1], "badges", "sheets", "without_code", NULL);
  g_assert_cmpint (cli_row_number (rows->pdata[1], "sheets"), ==, 1);
  g_assert_cmpint (cli_row_number (rows->pdata[1], "badges"), >, 1);
  cli_fixture_expect (self, 0, NULL, "badge", "--sheet", "--store", self->store, "-o", "sheet.png",
                      NULL);
  cli_fixture_expect (self, 1, NULL, "badge", "--sheet", "--store", self->store, "-o", "sheet.pdf",
                      "--category", "nobody", NULL);
  cli_fixture_expect (self, 64, NULL, "badge", "--sheet", "--name", "王", "-o", "sheet.pdf", NULL);
  cli_fixture_expect (self, 64, NULL, "badge", "--sheet", "--store", self->store, NULL);
}

/* Whoever comes takes theirs off the sheet; what stays lies under its letter. */
static void
test_badge_unclaimed (CliFixture *self, gconstpointer unused)
{
  gint64 before;
  GPtrArray *rows;

  cli_fixture_fill (self);
  cli_fixture_expect (self, 0, NULL, "badge", "--unclaimed", "--store", self->store, "--json", NULL);
  rows = cli_fixture_rows (self);
  cli_row_has (rows->pdata[0], "registration", "initial", "name", "company", "category", NULL);
  before = cli_row_number (rows->pdata[rows->len - 1], "unclaimed");
  g_assert_cmpint (before, ==, rows->len - 1);
  g_assert_cmpint (before, ==, cli_row_number (rows->pdata[rows->len - 1], "badges"));
  cli_fixture_expect (self, 0, NULL, "admit", "SC-1", "--store", self->store, NULL);
  cli_fixture_expect (self, 0, NULL, "badge", "--unclaimed", "--store", self->store, "--json", NULL);
  rows = cli_fixture_rows (self);
  g_assert_cmpint (cli_row_number (rows->pdata[rows->len - 1], "unclaimed"), ==, before - 1);
  g_assert_cmpint (cli_row_number (rows->pdata[rows->len - 1], "badges"), ==, before);
  cli_fixture_expect (self, 64, NULL, "badge", "--unclaimed", "--sheet", "--store", self->store, NULL);
}

static void
test_badge_print (CliFixture *self, gconstpointer unused)
{
  g_autofree char *uri = g_filename_to_uri (self->dir, NULL, NULL);
  GPtrArray *rows;
  g_autofree char *file = NULL;

  cli_fixture_expect (self, 0, NULL, "badge", "--name", "王小明", "--print", uri, "--json", NULL);
  rows = cli_fixture_rows (self);
  cli_row_has (rows->pdata[0], "job", "number", "state", NULL);
  g_assert_cmpstr (cli_row_text (rows->pdata[0], "state"), ==, "completed");
  file = g_strconcat (cli_row_text (rows->pdata[0], "job"), ".pdf", NULL);
  g_assert_true (g_file_test (cli_fixture_path (self, file), G_FILE_TEST_IS_REGULAR));
  cli_fixture_expect (self, 69, NULL, "badge", "--name", "王小明", "--print",
                      "ipp://127.0.0.1:1/ipp/print", NULL);
  assert_discreet (self);
  cli_fixture_expect (self, 64, NULL, "badge", "--name", "王小明", "--print", "paper", NULL);
}

static void
test_film (CliFixture *self, gconstpointer unused)
{
  cli_fixture_expect (self, 0, "1\tHELLO DOOR\n", "film", "--picture", "phone.png", "--caption",
                      "你好", NULL);
  cli_fixture_expect (self, 0, NULL, "decode", "phone.png", NULL);
  g_assert_cmpstr (self->out, ==, "phone.png\tHELLO DOOR\n");
  cli_fixture_expect (self, 0, "1\t\n", "film", "--picture", "hall.png", NULL);
  cli_fixture_expect (self, 1, NULL, "decode", "hall.png", NULL);
  cli_fixture_expect (self, 0, NULL, "decode", "hall.png", "phone.png", NULL);
  cli_fixture_expect (self, 1, NULL, "decode", "--strict", "hall.png", "phone.png", NULL);
  cli_fixture_expect (self, 66, NULL, "decode", "phone.png", "missing.png", NULL);
  cli_fixture_expect (self, 65, "HELLO\n", "film", "--picture", "x.png", NULL);
  cli_fixture_expect (self, 65, "", "film", "--picture", "x.png", NULL);
  cli_fixture_expect (self, 73, "1\tHELLO\n", "film", "--picture", "no/folder.png", NULL);
  cli_fixture_expect (self, 0, "0.2\tHELLO\n0.2\t\n", "film", "film.avi", "--seed", "7", NULL);
  g_assert_true (g_file_test (cli_fixture_path (self, "film.avi"), G_FILE_TEST_IS_REGULAR));
}

static void
test_corpus (CliFixture *self, gconstpointer unused)
{
  GPtrArray *rows;

  cli_fixture_expect (self, 0, "1\tONE\n", "film", "--picture", "one.png", NULL);
  cli_fixture_expect (self, 0, "1\t\n", "film", "--picture", "none.png", NULL);
  cli_fixture_write (self, "index.tsv", "one.png\tcode\tONE\ttest\nnone.png\tnegative\t\ttest\n");
  cli_fixture_expect (self, 0, NULL, "decode", "--corpus", self->dir, "--strict", NULL);
  g_assert_nonnull (strstr (self->out, "\nread 1 of 1, wrong 0, invented 0, p50 "));
  cli_fixture_expect (self, 0, NULL, "decode", "--corpus", self->dir, "--json", NULL);
  rows = cli_fixture_rows (self);
  g_assert_cmpuint (rows->len, ==, 3);
  cli_row_has (rows->pdata[0], "file", "outcome", "texts", "ms", NULL);
  cli_row_has (rows->pdata[2], "read", "total", "wrong", "invented", "p50_ms", "p95_ms", NULL);
  cli_fixture_expect (self, 66, NULL, "decode", "--corpus", "nowhere", NULL);
}

/* Of a machine that belongs to no event, what is well has to do with the machine alone. */
static void
test_check_bare (CliFixture *self, gconstpointer unused)
{
  static const char * const of_machine[] = { "camera", "power", NULL };
  gboolean sounds = FALSE;
  GPtrArray *rows;

  cli_fixture_write (self, "kiosk.conf", "[kiosk]\nstate=state\n");
  cli_fixture_run (self, NULL, "check", "--config", "kiosk.conf", "--json", NULL);
  g_assert_cmpint (self->status, ==, 1);
  rows = cli_fixture_rows (self);
  for (guint i = 0; i < rows->len; i++) {
    const char *check = cli_row_text (rows->pdata[i], "check");

    cli_row_has (rows->pdata[i], "check", "ok", "text", NULL);
    if (g_str_equal (check, "sounds"))
      sounds = json_is_true (json_object_get (rows->pdata[i], "ok"));
    else if (!g_strv_contains (of_machine, check))
      g_assert_true (json_is_false (json_object_get (rows->pdata[i], "ok")));
  }
  g_assert_true (sounds);
  cli_fixture_write (self, "bad.conf", "[kiosk]\nstaet=state\n");
  cli_fixture_expect (self, 65, NULL, "check", "--config", "bad.conf", NULL);
}

static void
test_no_hub (CliFixture *self, gconstpointer unused)
{
  cli_fixture_write (self, "token", "secret\n");
  cli_fixture_expect (self, 69, NULL, "event", "--token-file", "token", NULL);
  g_assert_null (strstr (self->err, "secret"));
  cli_fixture_expect (self, 66, NULL, "event", "--token-file", "missing", NULL);
  cli_fixture_expect (self, 64, NULL, "event", "--token-file", "token", "--hub", "http://192.0.2.1",
                      NULL);
  cli_fixture_expect (self, 64, NULL, "event", "--token-file", "token", "--hub", "hub", NULL);
}

static void
test_full_output (CliFixture *self, gconstpointer unused)
{
  g_autoptr (GSubprocess) shell = NULL;

  cli_fixture_fill (self);
  shell = g_subprocess_new (G_SUBPROCESS_FLAGS_STDERR_SILENCE, NULL, "sh", "-c",
                            "exec \"$0\" report --json --store \"$1\" >/dev/full",
                            g_getenv ("FOYER_COMMAND"), self->store, NULL);
  g_assert_true (g_subprocess_wait (shell, NULL, NULL));
  g_assert_cmpint (g_subprocess_get_exit_status (shell), ==, 73);
}

int
main (int argc, char *argv[])
{
  static const struct {
    const char *path;
    void      (*test) (CliFixture *, gconstpointer);
  } tests[] = {
    { "/kiosk/cli/usage", test_usage },
    { "/kiosk/cli/help", test_help },
    { "/kiosk/cli/event/day", test_event_day },
    { "/kiosk/cli/event/pin", test_event_pin },
    { "/kiosk/cli/event/bad", test_event_bad },
    { "/kiosk/cli/import/again", test_import },
    { "/kiosk/cli/import/dry-run", test_import_dry },
    { "/kiosk/cli/import/dry-run-in-store", test_import_dry_in_store },
    { "/kiosk/cli/import/undo", test_import_undo },
    { "/kiosk/cli/import/columns", test_import_columns },
    { "/kiosk/cli/import/paste", test_import_paste },
    { "/kiosk/cli/people", test_people },
    { "/kiosk/cli/people/erased-for-good", test_people_erased_for_good },
    { "/kiosk/cli/people/export-and-erase", test_people_export_and_erase },
    { "/kiosk/cli/import/strict", test_import_strict },
    { "/kiosk/cli/import/bad", test_import_bad },
    { "/kiosk/cli/store/bad", test_store_bad },
    { "/kiosk/cli/store/newer", test_store_newer },
    { "/kiosk/cli/store/in-use", test_store_in_use },
    { "/kiosk/cli/lookup", test_lookup },
    { "/kiosk/cli/admit/verdicts", test_admit },
    { "/kiosk/cli/admit/override", test_admit_override },
    { "/kiosk/cli/report/json", test_report },
    { "/kiosk/cli/report/table", test_report_table },
    { "/kiosk/cli/report/files", test_report_files },
    { "/kiosk/cli/report/who", test_report_who },
    { "/kiosk/cli/admit/walk-in", test_walk_in },
    { "/kiosk/cli/journal", test_journal_verify },
    { "/kiosk/cli/badge/one", test_badge },
    { "/kiosk/cli/badge/all", test_badge_check_all },
    { "/kiosk/cli/badge/sheet", test_badge_sheet },
    { "/kiosk/cli/badge/unclaimed", test_badge_unclaimed },
    { "/kiosk/cli/badge/print", test_badge_print },
    { "/kiosk/cli/film", test_film },
    { "/kiosk/cli/corpus", test_corpus },
    { "/kiosk/cli/check/bare", test_check_bare },
    { "/kiosk/cli/no-hub", test_no_hub },
    { "/kiosk/cli/full-output", test_full_output },
  };

  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, CliFixture, NULL, cli_fixture_set_up, tests[i].test,
                cli_fixture_tear_down);
  return g_test_run ();
}
