/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "badge-layout.h"
#include "badge-report.h"

#include <stddef.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

static void
lay_out (FoyerBadgeTemplate *template)
{
  g_autoptr (FoyerBadge) badge = foyer_badge_new ();
  g_autoptr (FoyerBadgeReport) report = NULL;

  badge->name = g_strdup ("王小明");
  badge->company = g_strdup ("Example");
  badge->code = g_strdup ("FB01");
  report = foyer_badge_check (template, badge);
  g_assert_nonnull (report);
}

/* A template by anyone: an error that names what is wrong, or a badge. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerBadgeTemplate) template = foyer_badge_template_parse ("fuzz", text, &error);

  g_assert_true ((template == NULL) == (error != NULL));
  if (template == NULL)
    g_assert_true (g_utf8_validate (error->message, -1, NULL));
  else
    lay_out (template);
  return 0;
}
