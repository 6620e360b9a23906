/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "years.h"

#include <string.h>

static const char * const labels[] = { "年限", "经验", "經驗", "years", "experience", NULL };
static const char * const graduates[] = { "应届", "應屆", "在校", "学生", "學生", "student", NULL };
static const char * const numerals[] = { "零", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十" };

static gboolean
has_one_of (const char *text, const char * const *words)
{
  g_autofree char *folded = g_utf8_casefold (text, -1);

  for (gsize i = 0; words[i] != NULL; i++) {
    if (strstr (folded, words[i]) != NULL)
      return TRUE;
  }
  return FALSE;
}

gint64
foyer_years_in (const char *text)
{
  const char *digits = text + strcspn (text, "0123456789");
  const char *two = strstr (text, "两");

  /* "应届 2026" is a year, not years. */
  if (has_one_of (text, graduates))
    return 0;
  if (*digits != '\0')
    return MIN (g_ascii_strtoll (digits, NULL, 10), 100);
  /* 十 last: it also ends 二十 and begins 十五, where the smaller is not meant. */
  for (gsize i = G_N_ELEMENTS (numerals); i-- > 0;) {
    if (strstr (text, numerals[i]) != NULL)
      return (gint64) i;
  }
  return two ? 2 : -1;
}

gint64
foyer_years_of (const json_t *registration)
{
  const char *text = json_string_value (json_object_get (registration, "answers"));
  json_t *answers = text ? json_loads (text, 0, NULL) : NULL;
  gint64 years = -1;
  const char *question;
  json_t *answer;

  json_object_foreach (answers, question, answer) {
    if (years < 0 && json_is_string (answer) && has_one_of (question, labels))
      years = foyer_years_in (json_string_value (answer));
  }
  json_decref (answers);
  return years;
}
