/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake.h"
#include "workbook-sample.h"

#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

static void
read_bytes (GBytes *bytes)
{
  g_autoptr (GError) error = NULL;
  FoyerIntakeSource source = { "own", "UTC", NULL };
  g_autoptr (FoyerIntake) intake = foyer_intake_read (bytes, "f.xlsx", &source, &error);

  g_assert_true ((intake == NULL) == (error != NULL));
  g_assert_true (error == NULL || g_utf8_validate (error->message, -1, NULL));
  for (guint i = 0; intake != NULL && i < intake->drafts->len; i++) {
    const FoyerRegistration *draft = g_ptr_array_index (intake->drafts, i);

    g_assert_true (draft->name != NULL && g_utf8_validate (draft->name, -1, NULL));
  }
}

/* The archive's own sums would stop nearly every change, so what is within is
 * fuzzed apart: sheet, strings, styles and workbook, a line that is a dot between. */
static void
read_parts (const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, "\n.\n", 4);
  guint n = g_strv_length (parts);
  WorkbookSample sample = { .raw_sheet = n > 0 ? parts[0] : "", .strings = n > 1 ? parts[1] : NULL,
                            .styles = n > 2 ? parts[2] : NULL, .workbook = n > 3 ? parts[3] : NULL };
  g_autoptr (GBytes) bytes = workbook_sample_new (&sample);

  read_bytes (bytes);
}

/* Whatever the bytes are: an error with a message, or drafts that hold text. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autofree char *text = NULL;

  if (size >= 2 && memcmp (data, "PK", 2) == 0) {
    read_bytes (bytes);
    return 0;
  }
  text = g_strndup ((const char *) data, size);
  read_parts (text);
  return 0;
}
