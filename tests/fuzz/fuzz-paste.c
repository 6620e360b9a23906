/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "paste.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

/* Whatever people write: drafts that have a name, rows that count lines, and
 * the same from the same text. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *bytes = g_strndup ((const char *) data, size);
  g_autofree char *text = g_utf8_make_valid (bytes, -1);
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerIntake) intake = foyer_paste_read (text, "chat", "chat", "UTC", &error);
  gint64 before = 0;

  g_assert_no_error (error);
  for (guint i = 0; i < intake->drafts->len; i++) {
    const FoyerRegistration *draft = g_ptr_array_index (intake->drafts, i);
    gint64 row = g_array_index (intake->rows, gint64, i);

    g_assert_true (draft->name != NULL && *draft->name != '\0');
    g_assert_cmpint (row, >=, before);
    before = row;
    for (gsize field = 0; field < FOYER_N_TEXT_FIELDS; field++) {
      const char *value = *foyer_registration_text (draft, field);

      g_assert_true (value == NULL || g_utf8_validate (value, -1, NULL));
    }
  }
  return 0;
}
