/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-guest-badge"

#include "guest-badge.h"

/* "zh" finds "zh_CN". */
static const char *
words_for (FoyerWords words, const char *language)
{
  for (gsize i = 0; words != NULL && words[i] != NULL; i += 2)
    if (g_str_has_prefix (words[i], language))
      return words[i + 1];
  return foyer_words_in (words, language);
}

FoyerBadge *
foyer_guest_badge_new (const FoyerEvent *event, const FoyerRegistration *row, const char *code,
                       guint number)
{
  FoyerBadge *badge = foyer_badge_new ();

  badge->name = g_strdup (row->name);
  badge->company = g_strdup (row->company);
  badge->title = g_strdup (row->title);
  badge->category = g_strdup (row->category ? row->category : "attendee");
  badge->event = g_strdup (words_for (event->name, foyer_badge_get_language (badge)));
  badge->code = g_strdup (code);
  badge->reprint = number > 1 ? number : 0;
  return badge;
}
