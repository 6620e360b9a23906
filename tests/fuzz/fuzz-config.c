/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE
#include "config.h"

#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

/* A file by anyone: an error with a message, or a configuration without holes. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  int fd = memfd_create ("config", MFD_CLOEXEC);
  g_autofree char *path = g_strdup_printf ("/proc/self/fd/%d", fd);
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerConfig) config = NULL;

  /* GLib 2.74 warns about its own handling of a value with two broken escapes. */
  if (memchr (data, '\\', size) != NULL) {
    close (fd);
    return 0;
  }
  g_assert_cmpint (write (fd, data, size), ==, (ssize_t) size);
  config = foyer_config_load (path, &error);
  close (fd);
  g_assert_true ((config == NULL) == (error != NULL));
  if (config != NULL)
    g_assert_true (config->state != NULL && config->camera != NULL && config->language != NULL);
  else
    g_assert_true (g_utf8_validate (error->message, -1, NULL));
  return 0;
}
