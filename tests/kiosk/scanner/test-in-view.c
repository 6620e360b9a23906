/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "in-view.h"

#define FRAME_US (G_USEC_PER_SEC / 30)

/* What is held up, frame by frame, each for so many frames: a letter is a code
 * in the middle, a capital one of twice the size; what stands first in "ab" is
 * nearer to the middle. */
typedef struct {
  const char *codes;
  int         frames;
} Scene;

static GPtrArray *
codes_of (const char *letters)
{
  GPtrArray *codes = g_ptr_array_new_with_free_func ((GDestroyNotify) foyer_found_code_free);

  for (int i = 0; letters[i] != '\0'; i++) {
    FoyerFoundCode *code = g_new0 (FoyerFoundCode, 1);

    code->text = g_strdup_printf ("%c", g_ascii_tolower (letters[i]));
    code->x = 320 + i * 30;
    code->y = 240;
    code->size = g_ascii_isupper (letters[i]) ? 200 : 100;
    g_ptr_array_add (codes, code);
  }
  return codes;
}

static char *
play (const Scene *scenes)
{
  g_autoptr (FoyerInView) view = foyer_in_view_new ();
  GString *told = g_string_new (NULL);
  gint64 now_us = 1;

  for (; scenes->codes != NULL; scenes++) {
    g_autoptr (GPtrArray) codes = codes_of (scenes->codes);

    for (int i = 0; i < scenes->frames; i++, now_us += FRAME_US) {
      const FoyerFoundCode *code = foyer_in_view_take (view, codes, 640, 480, now_us);

      if (code != NULL)
        g_string_append (told, code->text);
    }
  }
  return g_string_free (told, FALSE);
}

#define END { NULL, 0 }

static void
test_table (void)
{
  static const struct {
    Scene       scenes[6];
    const char *told;
  } rows[] = {
    { { { "a", 90 }, END }, "a" },
    { { { "", 90 }, END }, "" },
    /* Away for a moment, and for longer. */
    { { { "a", 5 }, { "", 15 }, { "a", 5 }, END }, "a" },
    { { { "a", 5 }, { "", 45 }, { "a", 5 }, END }, "aa" },
    /* One guest after the other, with hardly a moment between them. */
    { { { "a", 10 }, { "", 10 }, { "b", 10 }, END }, "ab" },
    { { { "a", 10 }, { "b", 15 }, END }, "ab" },
    /* Two at once: the nearer, and it alone, also when reading flickers. */
    { { { "ab", 30 }, END }, "a" },
    { { { "ab", 10 }, { "b", 3 }, { "ab", 10 }, { "b", 3 }, END }, "a" },
    { { { "ab", 9 }, { "ba", 9 }, { "ab", 9 }, { "ba", 9 }, { "ab", 9 }, END }, "a" },
    { { { "ab", 10 }, { "b", 15 }, END }, "ab" },
    /* A poster in view keeps nobody out: who holds a phone nearer, or insists. */
    { { { "p", 300 }, { "Ap", 5 }, { "p", 60 }, { "Bp", 5 }, END }, "pab" },
    { { { "p", 300 }, { "ap", 60 }, END }, "pa" },
    { { { "p", 300 }, { "ap", 30 }, END }, "p" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *told = play (rows[i].scenes);

    if (g_strcmp0 (told, rows[i].told) != 0)
      g_test_message ("row %zu", i);
    g_assert_cmpstr (told, ==, rows[i].told);
  }
}

static void
test_forget (void)
{
  g_autoptr (FoyerInView) view = foyer_in_view_new ();
  g_autoptr (GPtrArray) codes = codes_of ("a");

  g_assert_nonnull (foyer_in_view_take (view, codes, 640, 480, 1));
  g_assert_null (foyer_in_view_take (view, codes, 640, 480, 2));
  foyer_in_view_forget (view);
  g_assert_nonnull (foyer_in_view_take (view, codes, 640, 480, 3));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/scanner/in-view/table", test_table);
  g_test_add_func ("/scanner/in-view/forget", test_forget);
  return g_test_run ();
}
