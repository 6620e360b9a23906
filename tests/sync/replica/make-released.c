/* SPDX-License-Identifier: GPL-3.0-or-later */
/* make-released FOLDER VERSION: writes the two files of this build's schema
 * that test-released will open for ever; see tests/data/README.md. */
#include "released.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>

int
main (int argc, char **argv)
{
  g_autofree char *hub = NULL, *kiosk = NULL;

  if (argc != 3 || sodium_init () < 0) {
    fprintf (stderr, "usage: %s FOLDER VERSION\n", argv[0]);
    return 64;
  }
  hub = g_strdup_printf ("%s/hub-%s.db", argv[1], argv[2]);
  kiosk = g_strdup_printf ("%s/kiosk-%s.db", argv[1], argv[2]);
  released_make (hub, kiosk);
  return EXIT_SUCCESS;
}
