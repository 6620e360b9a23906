/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "door-fixture.h"
#include "language.h"
#include "sentence.h"

typedef char *(*Sentence) (const FoyerOutcome *outcome);

static const Sentence kinds[] = { foyer_sentence_headline, foyer_sentence_next_step,
                                  foyer_sentence_for_staff };

static gboolean
has_hanzi (const char *text)
{
  for (; *text != '\0'; text = g_utf8_next_char (text)) {
    if (g_unichar_get_script (g_utf8_get_char (text)) == G_UNICODE_SCRIPT_HAN)
      return TRUE;
  }
  return FALSE;
}

/* Every verdict has words of its own language, and no place is left open in them. */
static void
check_language (DoorFixture *self, const char *language, gboolean chinese)
{
  foyer_language_set (language);
  for (int verdict = 0; verdict < FOYER_VERDICT_N; verdict++) {
    g_autoptr (FoyerOutcome) outcome = door_fixture_outcome (self, (FoyerVerdict) verdict, 0);

    for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++) {
      g_autofree char *text = kinds[i] (outcome);

      g_test_message ("%s, %s: %s", language, foyer_verdict_to_string ((FoyerVerdict) verdict), text);
      g_assert_cmpstr (text, !=, "");
      g_assert_null (strchr (text, '%'));
      g_assert_cmpint (has_hanzi (text), ==, chinese);
    }
  }
  foyer_language_set ("en");
}

static void
test_english (DoorFixture *self, gconstpointer unused)
{
  check_language (self, "en", FALSE);
}

static void
test_chinese (DoorFixture *self, gconstpointer unused)
{
  check_language (self, "zh_CN", TRUE);
}

static void
test_already_in (DoorFixture *self, gconstpointer unused)
{
  g_autoptr (FoyerOutcome) outcome = door_fixture_outcome (self, FOYER_VERDICT_ALREADY_IN, 0);
  g_autofree char *text = foyer_sentence_next_step (outcome);

  g_assert_nonnull (strstr (text, "You came in at 08:25 at Door 2."));
}

static void
test_flags (DoorFixture *self, gconstpointer unused)
{
  g_autoptr (FoyerOutcome) overridden = door_fixture_outcome (self, FOYER_VERDICT_ADMITTED,
                                                              FOYER_VERDICT_OVERRIDDEN);
  g_autoptr (FoyerOutcome) provisional = door_fixture_outcome (self, FOYER_VERDICT_ADMITTED,
                                                               FOYER_VERDICT_PROVISIONAL);
  g_autofree char *first = foyer_sentence_for_staff (overridden);
  g_autofree char *second = foyer_sentence_for_staff (provisional);

  g_assert_nonnull (strstr (first, "the reason is noted"));
  g_assert_nonnull (strstr (second, "The ticket is genuine"));
}

/* Whatever the store says, a person reads what to do. */
static void
test_trouble (DoorFixture *self, gconstpointer unused)
{
  for (int code = FOYER_STORE_ERROR_NEWER; code <= FOYER_STORE_ERROR_FAILED; code++) {
    g_autoptr (GError) error = g_error_new_literal (FOYER_STORE_ERROR, code, "event.db: SQLite says so");
    g_autofree char *text = foyer_sentence_trouble (error);

    g_assert_cmpstr (text, !=, "");
    g_assert_null (strstr (text, "SQLite"));
  }
}

#define ADD(name, func) \
  g_test_add ("/kiosk/door/sentence/" name, DoorFixture, NULL, door_fixture_set_up, func, \
              door_fixture_tear_down)

int
main (int argc, char **argv)
{
  door_fixture_freeze ();
  foyer_language_init ("en");
  g_test_init (&argc, &argv, NULL);
  ADD ("english", test_english);
  ADD ("chinese", test_chinese);
  ADD ("already-in", test_already_in);
  ADD ("flags", test_flags);
  ADD ("trouble", test_trouble);
  return g_test_run ();
}
