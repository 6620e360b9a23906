/* SPDX-License-Identifier: GPL-3.0-or-later */
/* replay FOLDER: feeds each file of a corpus to a fuzz target once, so that
 * what once crashed is tried in every build, with any compiler. */
#include <gio/gio.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

static void
replay (const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *content = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;

  if (!g_file_get_contents (path, &content, &length, &error))
    g_error ("%s", error->message);
  LLVMFuzzerTestOneInput ((const uint8_t *) content, length);
  printf ("ok - %s\n", name);
  fflush (stdout);
}

int
main (int argc, char **argv)
{
  g_autoptr (GDir) folder = argc == 2 ? g_dir_open (argv[1], 0, NULL) : NULL;
  const char *name;
  int n = 0;

  if (folder == NULL) {
    fprintf (stderr, "usage: %s FOLDER\n", argv[0]);
    return 64;
  }
  while ((name = g_dir_read_name (folder)) != NULL) {
    replay (argv[1], name);
    n++;
  }
  printf ("1..%d\n", n);
  return n > 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
