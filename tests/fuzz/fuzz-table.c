/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "alike.h"
#include "intake.h"
#include "link.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

static void
check_remarks (const GPtrArray *remarks, gboolean refuses)
{
  for (guint i = 0; i < remarks->len; i++) {
    const FoyerRemark *remark = g_ptr_array_index (remarks, i);
    g_autofree char *text = foyer_remark_text (remark);

    g_assert_true (g_utf8_validate (text, -1, NULL));
    g_assert_cmpint (foyer_remark_kind_refuses (remark->kind), ==, refuses);
  }
}

static void
check_draft (const FoyerRegistration *draft)
{
  g_auto (GStrv) keys = foyer_link_keys (draft);
  g_autofree char *plain = foyer_alike_plain (draft->name);

  g_assert_true (draft->name != NULL && *draft->name != '\0');
  g_assert_cmpint (foyer_link_same_contact (draft, draft), ==, keys[0] != NULL);
  /* A name of nothing but dots is nobody's. */
  g_assert_true (plain == NULL || foyer_alike_names (draft->name, draft->name));
  for (gsize i = 0; i < FOYER_N_TEXT_FIELDS; i++) {
    const char *text = *foyer_registration_text (draft, i);

    g_assert_true (text == NULL || g_utf8_validate (text, -1, NULL));
  }
}

/* Whatever the bytes are: an error with a message, or drafts that hold text. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autoptr (GError) error = NULL;
  FoyerIntakeSource source = { "own", "UTC", NULL };
  g_autoptr (FoyerIntake) intake = foyer_intake_read (bytes, "f.csv", &source, &error);

  if (intake == NULL) {
    g_assert_true (g_utf8_validate (error->message, -1, NULL));
    return 0;
  }
  g_assert_cmpuint (intake->drafts->len, ==, intake->rows->len);
  for (guint i = 0; i < intake->drafts->len; i++)
    check_draft (g_ptr_array_index (intake->drafts, i));
  check_remarks (intake->refusals, TRUE);
  check_remarks (intake->warnings, FALSE);
  return 0;
}
