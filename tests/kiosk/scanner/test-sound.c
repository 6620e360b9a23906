/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scanner-fixture.h"
#include "sound.h"

typedef struct {
  GArray *kinds;   /* int, as they started */
  guint   n;
} Heard;

static void
on_started (FoyerSound *sound, int kind, gint64 when_us, gpointer user_data)
{
  Heard *heard = user_data;

  g_assert_cmpint (when_us, <=, g_get_monotonic_time ());
  g_array_append_val (heard->kinds, kind);
}

static gboolean
has_heard (gpointer user_data)
{
  Heard *heard = user_data;

  return heard->kinds->len >= heard->n;
}

static void
test_each (void)
{
  FoyerSound *sound = foyer_sound_new ("fakesink sync=true");
  g_autoptr (GArray) kinds = g_array_new (FALSE, FALSE, sizeof (int));
  Heard heard = { kinds, 0 };

  g_signal_connect (sound, "started", G_CALLBACK (on_started), &heard);
  for (int kind = FOYER_SOUND_ADMITTED; kind <= FOYER_SOUND_HELP; kind++) {
    foyer_sound_play (sound, (FoyerSoundKind) kind);
    heard.n++;
    g_assert_true (fixture_wait (has_heard, &heard, 10));
    g_assert_cmpuint (kinds->len, ==, heard.n);
    g_assert_cmpint (g_array_index (kinds, int, kind), ==, kind);
  }
  g_assert_finalize_object (sound);
}

/* No device, a sink that does not exist, sounds turned off: the door goes on. */
static void
test_silent (void)
{
  static const char *const sinks[] = { "none", "no-such-sink", "filesink" };

  for (gsize i = 0; i < G_N_ELEMENTS (sinks); i++) {
    FoyerSound *sound = foyer_sound_new (sinks[i]);
    g_autoptr (GArray) kinds = g_array_new (FALSE, FALSE, sizeof (int));
    Heard heard = { kinds, 1 };

    g_signal_connect (sound, "started", G_CALLBACK (on_started), &heard);
    foyer_sound_play (sound, FOYER_SOUND_ADMITTED);
    foyer_sound_play (sound, FOYER_SOUND_HELP);
    g_assert_false (fixture_wait (has_heard, &heard, 0.3));
    g_assert_finalize_object (sound);
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/scanner/sound/each", test_each);
  g_test_add_func ("/scanner/sound/silent", test_silent);
  return g_test_run ();
}
