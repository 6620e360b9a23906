/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "wedge.h"

#define CODE "FC8K2M-欧阳-77Q"

/* Types @text, a key every @pace_ms, as the window would; what reaches the
 * entry goes to @reached, what was scanned to @lines. */
typedef struct {
  FoyerWedge *wedge;
  GString    *held;
  GString    *reached;
  GString    *lines;
  guint32     now_ms;
} Desk;

static void
desk_set_up (Desk *self, gconstpointer start_ms)
{
  self->wedge = foyer_wedge_new ();
  self->held = g_string_new (NULL);
  self->reached = g_string_new (NULL);
  self->lines = g_string_new (NULL);
  self->now_ms = GPOINTER_TO_UINT (start_ms);
}

static void
desk_tear_down (Desk *self, gconstpointer start_ms)
{
  foyer_wedge_free (self->wedge);
  g_string_free (self->held, TRUE);
  g_string_free (self->reached, TRUE);
  g_string_free (self->lines, TRUE);
}

static void
obey (Desk *self, FoyerWedgeAnswer answer, const char *key)
{
  switch (answer) {
  case FOYER_WEDGE_PASS:
    g_assert_cmpuint (self->held->len, ==, 0);
    g_string_append (self->reached, key);
    break;
  case FOYER_WEDGE_HOLD:
    g_string_append (self->held, key);
    break;
  case FOYER_WEDGE_RELEASE:
    g_string_append (self->reached, self->held->str);
    g_string_append (self->reached, key);
    g_string_truncate (self->held, 0);
    break;
  case FOYER_WEDGE_LINE: {
    g_autofree char *line = foyer_wedge_take_line (self->wedge);

    g_string_append_printf (self->lines, "[%s]", line);
    g_string_truncate (self->held, 0);
    break;
  }
  case FOYER_WEDGE_SWALLOW:
  default:
    break;
  }
}

static void
type (Desk *self, const char *text, guint pace_ms)
{
  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at)) {
    g_autofree char *key = g_strndup (at, (gsize) (g_utf8_next_char (at) - at));

    self->now_ms += pace_ms;
    if (foyer_wedge_is_late (self->wedge, self->now_ms))
      obey (self, foyer_wedge_pause (self->wedge), "");
    /* ← stands for a key that types nothing. */
    obey (self, foyer_wedge_key (self->wedge, g_str_equal (key, "←") ? 0 : g_utf8_get_char (at), self->now_ms),
          key);
  }
}

static void
rest (Desk *self)
{
  self->now_ms += foyer_wedge_get_patience_ms (self->wedge) + 1;
  obey (self, foyer_wedge_pause (self->wedge), "");
}

static void
check (Desk *self, const char *reached, const char *lines)
{
  g_assert_cmpstr (self->reached->str, ==, reached);
  g_assert_cmpstr (self->lines->str, ==, lines);
  g_assert_cmpuint (self->held->len, ==, 0);
}

static void
test_endings (Desk *self, gconstpointer start_ms)
{
  static const char * const endings[] = { "\r", "\n", "\t", "\r\n", "" };

  for (gsize i = 0; i < G_N_ELEMENTS (endings); i++) {
    g_autofree char *text = g_strconcat (CODE, endings[i], NULL);

    type (self, text, 1);
    rest (self);
    check (self, "", "[" CODE "]");
    g_string_truncate (self->lines, 0);
    self->now_ms += 1000;
  }
}

static void
test_pace (Desk *self, gconstpointer start_ms)
{
  type (self, CODE "\r", 50);
  check (self, "", "[" CODE "]");
  type (self, CODE "\r", 51);
  check (self, CODE "\r", "[" CODE "]");
}

static void
test_two_scanners (Desk *self, gconstpointer start_ms)
{
  type (self, CODE "\r\n" CODE "\r\n", 3);
  check (self, "", "[" CODE "][" CODE "]");
}

static void
test_short (Desk *self, gconstpointer start_ms)
{
  type (self, "12345\r", 5);
  check (self, "12345\r", "");
  type (self, "123456\r", 5);
  check (self, "12345\r", "[123456]");
}

static void
test_person (Desk *self, gconstpointer start_ms)
{
  type (self, "zhangwei 8821\r", 90);
  check (self, "zhangwei 8821\r", "");
  /* Fingers that roll over several keys at once. */
  type (self, "zha", 20);
  rest (self);
  check (self, "zhangwei 8821\rzha", "");
}

static void
test_held_key (Desk *self, gconstpointer start_ms)
{
  type (self, "aaaaaaaaaaaaaaaaaaaaaaaa", 30);
  rest (self);
  check (self, "aaaaaaaaaaaaaaaaaaaaaaaa", "");
}

static void
test_other_keys (Desk *self, gconstpointer start_ms)
{
  type (self, "←", 200);
  type (self, "ab←\r", 10);
  check (self, "←ab←\r", "");
}

/* A person who presses Return after a scan, and later once more. */
static void
test_return_after_line (Desk *self, gconstpointer start_ms)
{
  type (self, CODE "\r", 2);
  type (self, "\r", 400);
  check (self, "\r", "[" CODE "]");
}

static void
test_endless (Desk *self, gconstpointer start_ms)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (int i = 0; i < 5000; i++)
    g_string_append_c (text, (char) ('a' + i % 26));
  type (self, text->str, 1);
  g_assert_cmpuint (self->held->len, <=, 4096);
}

/* 10 000 codes at one millisecond a letter: none lost, none altered, nothing typed. */
static void
test_many (Desk *self, gconstpointer start_ms)
{
  g_autoptr (GString) wanted = g_string_new (NULL);

  for (int i = 0; i < 10000; i++) {
    g_autofree char *code = g_strdup_printf ("FC%06dX\r", i);

    type (self, code, 1);
    g_string_append_printf (wanted, "[FC%06dX]", i);
  }
  check (self, "", wanted->str);
}

#define ADD(path, start, test)                                                        \
  g_test_add ("/kiosk/scanner/wedge/" path, Desk, GUINT_TO_POINTER (start), desk_set_up, test, desk_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("endings", 1000, test_endings);
  ADD ("pace", 1000, test_pace);
  ADD ("clock-wraps", G_MAXUINT32 - 5, test_two_scanners);
  ADD ("two-scanners", 1000, test_two_scanners);
  ADD ("short", 1000, test_short);
  ADD ("person", 1000, test_person);
  ADD ("held-key", 1000, test_held_key);
  ADD ("other-keys", 1000, test_other_keys);
  ADD ("return-after-line", 1000, test_return_after_line);
  ADD ("endless", 1000, test_endless);
  ADD ("many", 1000, test_many);
  return g_test_run ();
}
