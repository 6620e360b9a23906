/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "choices.h"
#include "offer.h"
#include "tree.h"

#include <string.h>

typedef struct {
  char *dir;
} Fixture;

static void
set_up (Fixture *self, gconstpointer unused)
{
  self->dir = g_dir_make_tmp ("foyer-choices-XXXXXX", NULL);
  g_assert_nonnull (self->dir);
}

static void
tear_down (Fixture *self, gconstpointer unused)
{
  foyer_tree_remove (self->dir);
  g_assert_false (g_file_test (self->dir, G_FILE_TEST_EXISTS));
  g_free (self->dir);
}

static void
put (Fixture *self, const char *name, const char *text)
{
  g_autofree char *path = g_build_filename (self->dir, name, NULL);
  g_autofree char *folder = g_path_get_dirname (path);

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

static FoyerConfig *
config_of (Fixture *self, const char *text)
{
  g_autofree char *path = g_build_filename (self->dir, "kiosk.conf", NULL);
  g_autoptr (GError) error = NULL;
  FoyerConfig *config;

  put (self, "kiosk.conf", text);
  config = foyer_config_load (path, &error);
  g_assert_no_error (error);
  return config;
}

static void
test_kept (Fixture *self, gconstpointer unused)
{
  g_autoptr (FoyerChoices) first = foyer_choices_load (self->dir);
  g_autoptr (FoyerChoices) second = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (foyer_choices_get (first, FOYER_CHOICE_STEP));
  g_assert_true (foyer_choices_set (first, FOYER_CHOICE_STEP, "printer", &error));
  g_assert_true (foyer_choices_set (first, FOYER_CHOICE_PRINTER_NAME, "签到台 = left; #1", &error));
  g_assert_true (foyer_choices_set (first, FOYER_CHOICE_LIST, "morning", &error));
  g_assert_true (foyer_choices_set (first, FOYER_CHOICE_LIST, NULL, &error));
  g_assert_no_error (error);
  second = foyer_choices_load (self->dir);
  g_assert_cmpstr (foyer_choices_get (second, FOYER_CHOICE_STEP), ==, "printer");
  g_assert_cmpstr (foyer_choices_get (second, FOYER_CHOICE_PRINTER_NAME), ==, "签到台 = left; #1");
  g_assert_null (foyer_choices_get (second, FOYER_CHOICE_LIST));
}

/* What can't be written is not said to be there. */
static void
test_not_kept (Fixture *self, gconstpointer unused)
{
  g_autofree char *nowhere = g_build_filename (self->dir, "gone", NULL);
  g_autoptr (FoyerChoices) choices = foyer_choices_load (nowhere);
  g_autoptr (GError) error = NULL;

  g_assert_false (foyer_choices_set (choices, FOYER_CHOICE_LIST, "morning", &error));
  g_assert_nonnull (error);
  g_assert_null (foyer_choices_get (choices, FOYER_CHOICE_LIST));
}

static void
test_apply (Fixture *self, gconstpointer unused)
{
  g_autoptr (FoyerConfig) config = config_of (self, "[kiosk]\nlist=morning\nrole=guests\n[printer a]\nuri=ipp://a/\n"
                                                    "[printer b]\nuri=ipp://b/\n[screen]\nlanguage=en\n");
  g_autoptr (FoyerChoices) choices = NULL;
  const FoyerConfigPrinter *printer;

  g_assert_true (config->setup);
  put (self, "choices", "[chosen]\nlanguage=fr\nlist=auto\nrole=desk\nprinter=ipp://c/\nprinter-name=C\ncamera=name:USB\n");
  choices = foyer_choices_load (self->dir);
  foyer_choices_apply (choices, config);
  g_assert_cmpstr (config->language, ==, "en");
  g_assert_null (config->list);
  g_assert_cmpint (config->role, ==, FOYER_ROLE_DESK);
  g_assert_cmpstr (config->camera, ==, "name:USB");
  g_assert_cmpuint (config->printers->len, ==, 1);
  printer = config->printers->pdata[0];
  g_assert_cmpstr (printer->name, ==, "C");
  g_assert_cmpstr (printer->uri, ==, "ipp://c/");
}

static void
test_broken (Fixture *self, gconstpointer unused)
{
  g_autoptr (FoyerChoices) choices = NULL;

  put (self, "choices", "\xff\xfe this is no key file");
  g_test_expect_message ("foyer-choices", G_LOG_LEVEL_WARNING, "*cannot be read*");
  choices = foyer_choices_load (self->dir);
  g_test_assert_expected_messages ();
  for (int i = 0; i < FOYER_CHOICE_N; i++)
    g_assert_null (foyer_choices_get (choices, (FoyerChoice) i));
}

static void
test_tables (Fixture *self, gconstpointer unused)
{
  g_autoptr (GPtrArray) found = NULL;
  const FoyerOffer *offer;

  put (self, "b.csv", "姓名\n张伟\n");
  put (self, "a.XLSX", "");
  put (self, ".hidden.csv", "");
  put (self, "~$a.xlsx", "");
  put (self, "notes.txt", "");
  put (self, "event.json", "{\"id\": \"0199f0c2-7c00-7000-8f00-3b6f1d2e4a00\", \"name\": {\"en\": \"X\"}, \"zone\": "
                           "\"UTC\", \"lists\": [{\"id\": \"main\", \"name\": {\"en\": \"Main\"}}]}");
  put (self, "one/c.tsv", "");
  put (self, "one/package.json", "{}");
  put (self, "one/two/d.csv", "");
  put (self, "one/two/three/e.csv", "");
  found = foyer_offer_tables (self->dir);
  g_assert_cmpuint (found->len, ==, 4);
  offer = found->pdata[0];
  g_assert_cmpstr (offer->name, ==, "a.XLSX");
  g_assert_true (g_str_has_suffix (offer->beside, "event.json"));
  offer = found->pdata[2];
  g_assert_cmpstr (offer->name, ==, "c.tsv");
  g_assert_null (offer->beside);
  offer = found->pdata[3];
  g_assert_cmpstr (offer->name, ==, "d.csv");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/kiosk/door/choices/kept", Fixture, NULL, set_up, test_kept, tear_down);
  g_test_add ("/kiosk/door/choices/not-kept", Fixture, NULL, set_up, test_not_kept, tear_down);
  g_test_add ("/kiosk/door/choices/apply", Fixture, NULL, set_up, test_apply, tear_down);
  g_test_add ("/kiosk/door/choices/broken", Fixture, NULL, set_up, test_broken, tear_down);
  g_test_add ("/kiosk/door/offer/tables", Fixture, NULL, set_up, test_tables, tear_down);
  return g_test_run ();
}
