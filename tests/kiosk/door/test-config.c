/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "door-error.h"

#include <glib/gstdio.h>

static FoyerConfig *
load (const char *text, GError **error)
{
  g_autofree char *path = NULL;
  FoyerConfig *config;
  int fd = g_file_open_tmp ("foyer-config-XXXXXX", &path, NULL);

  g_assert_cmpint (fd, >=, 0);
  g_assert_true (g_close (fd, NULL));
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  config = foyer_config_load (path, error);
  g_assert_cmpint (g_unlink (path), ==, 0);
  return config;
}

static void
test_defaults (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerConfig) config = load ("", &error);

  g_assert_no_error (error);
  g_assert_cmpstr (config->camera, ==, "auto");
  g_assert_cmpstr (config->scanners, ==, "auto");
  g_assert_cmpstr (config->scanner_layout, ==, "us");
  g_assert_cmpstr (config->language, ==, "zh_CN");
  g_assert_cmpuint (config->printers->len, ==, 0);
  g_assert_cmpuint (config->patience_s, ==, 20);
  g_assert_true (config->fullscreen);
}

static void
assert_printer (const FoyerConfig *config, guint i, const char *name, const char *uri)
{
  const FoyerConfigPrinter *printer = config->printers->pdata[i];

  g_assert_cmpstr (printer->name, ==, name);
  g_assert_cmpstr (printer->uri, ==, uri);
}

static void
test_all_keys (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerConfig) config =
    load ("[kiosk]\nstate=/tmp/x\nname=Door 2\nlist=morning\n[camera]\nsource=film:a.avi\n"
          "[scanner]\ndevices=1eab:0003\nlayout=de\n"
          "[printer]\nuri=ipp://localhost/ipp/print\ntemplate=small\npatience=45\n"
          "[printer 签到台 left]\nuri=file:///tmp/badges\n[printer right]\nuri=none\n[sound]\nsink=none\n"
          "[screen]\nlanguage=en\nfullscreen=false\n", &error);

  g_assert_no_error (error);
  g_assert_cmpstr (config->state, ==, "/tmp/x");
  g_assert_cmpstr (config->name, ==, "Door 2");
  g_assert_cmpstr (config->list, ==, "morning");
  g_assert_cmpstr (config->camera, ==, "film:a.avi");
  g_assert_cmpstr (config->scanners, ==, "1eab:0003");
  g_assert_cmpstr (config->scanner_layout, ==, "de");
  g_assert_cmpuint (config->printers->len, ==, 2);
  assert_printer (config, 0, "printer", "ipp://localhost/ipp/print");
  assert_printer (config, 1, "签到台 left", "file:///tmp/badges");
  g_assert_cmpstr (config->badge_template, ==, "small");
  g_assert_cmpuint (config->patience_s, ==, 45);
  g_assert_cmpstr (config->sound, ==, "none");
  g_assert_cmpstr (config->language, ==, "en");
  g_assert_false (config->fullscreen);
}

/* Each row: a file, and what its message has to name. */
static const struct {
  const char *text;
  const char *group;
  const char *key;
} mistakes[] = {
  { "[camera]\nsorce=auto\n", "[camera]", "sorce" },
  { "[printer]\npatience=0\n", "[printer]", "patience" },
  { "[printer]\npatience=20s\n", "[printer]", "patience" },
  { "[kamera]\nsource=auto\n", "[kamera]", "group" },
  { "[screen]\nlanguage=fr\n", "[screen]", "language" },
  { "[screen]\nfullscreen=perhaps\n", "[screen]", "fullscreen" },
  { "[scanner]\ndevices=\n", "[scanner]", "devices" },
  { "[kiosk]\nstate=\n", "[kiosk]", "state" },
};

static void
test_mistakes (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (mistakes); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_null (load (mistakes[i].text, &error));
    g_assert_error (error, FOYER_DOOR_ERROR, FOYER_DOOR_ERROR_CONFIG);
    g_assert_nonnull (strstr (error->message, "foyer-config-"));
    g_assert_nonnull (strstr (error->message, mistakes[i].group));
    g_assert_nonnull (strstr (error->message, mistakes[i].key));
  }
}

static void
test_missing_file (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (foyer_config_load ("/nonexistent/kiosk.conf", &error));
  g_assert_error (error, FOYER_DOOR_ERROR, FOYER_DOOR_ERROR_CONFIG);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/kiosk/door/config/defaults", test_defaults);
  g_test_add_func ("/kiosk/door/config/all-keys", test_all_keys);
  g_test_add_func ("/kiosk/door/config/mistakes", test_mistakes);
  g_test_add_func ("/kiosk/door/config/missing-file", test_missing_file);
  return g_test_run ();
}
