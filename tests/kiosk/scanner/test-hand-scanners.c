/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE
#include "hand-scanners.h"

#include "key-text.h"
#include "line-reader.h"
#include "scanner-fixture.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <linux/input.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <termios.h>
#include <unistd.h>

/* Choices. */

static gboolean
matches (const char *text, const char *path, const char *name, guint16 vendor, guint16 product)
{
  g_autoptr (FoyerDeviceChoice) choice = foyer_device_choice_new (text);
  const FoyerDeviceIdentity device = { (char *) path, (char *) name, vendor, product };

  g_assert_nonnull (choice);
  return foyer_device_choice_matches (choice, &device);
}

static void
test_choice (void)
{
  g_assert_true (matches ("auto", "/dev/x", "Honeywell Imaging", 0x0c2e, 0x0b61));
  g_assert_true (matches ("auto", "/dev/x", "USB Barcode Reader", 0x1234, 1));
  g_assert_true (matches ("auto", "/dev/x", "SCANNER Keyboard", 0x1234, 1));
  g_assert_false (matches ("auto", "/dev/x", "Logitech Keyboard", 0x046d, 0xc31c));
  g_assert_false (matches ("auto", "/dev/x", "", 0, 0));
  g_assert_false (matches ("none", "/dev/x", "USB Barcode Reader", 0x0c2e, 1));
  g_assert_true (matches ("046d:C31C", "/dev/x", "Logitech Keyboard", 0x046d, 0xc31c));
  g_assert_false (matches ("046d:c31c", "/dev/x", "Logitech Keyboard", 0x046d, 0xc31d));
  g_assert_true (matches ("auto ; hidkey", "/dev/x", "TMC HIDKeyBoard", 0x1234, 1));
  g_assert_true (matches ("/dev/null", "/dev/../dev/null", "", 0, 0));
  g_assert_false (matches ("/dev/null", "/dev/zero", "", 0, 0));
  g_assert_null (foyer_device_choice_new (""));
  g_assert_null (foyer_device_choice_new (" ; "));
}

static void
test_choice_certain (void)
{
  static const struct {
    const char *text;
    gboolean    certain;
    gboolean    none;
  } rows[] = {
    { "none", FALSE, TRUE },      { "auto", FALSE, FALSE },       { "auto;1eab:0003", TRUE, FALSE },
    { "/dev/ttyACM0", TRUE, FALSE }, { "newland", TRUE, FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (FoyerDeviceChoice) choice = foyer_device_choice_new (rows[i].text);

    g_assert_cmpint (foyer_device_choice_is_certain (choice), ==, rows[i].certain);
    g_assert_cmpint (foyer_device_choice_is_none (choice), ==, rows[i].none);
  }
}

/* Lines. */

static char *
read_lines (const char *bytes, gsize length)
{
  g_autoptr (FoyerLineReader) reader = foyer_line_reader_new ();
  GString *all = g_string_new (NULL);

  for (gsize i = 0; i < length; i++) {
    /* | stands for a pause, ! for something lost. */
    g_autofree char *line = bytes[i] == '|' ? foyer_line_reader_pause (reader)
                            : bytes[i] != '!' ? foyer_line_reader_take (reader, (guint8) bytes[i]) : NULL;

    if (bytes[i] == '!')
      foyer_line_reader_damage (reader);
    if (line != NULL)
      g_string_append_printf (all, "[%s]", line);
  }
  return g_string_free (all, FALSE);
}

static void
test_lines (void)
{
  static const struct {
    const char *bytes;
    const char *lines;
  } rows[] = {
    { "ABC123\r", "[ABC123]" },
    { "ABC123\n", "[ABC123]" },
    { "ABC123\t", "[ABC123]" },
    { "ABC123\r\n", "[ABC123]" },
    { "ABC123|", "[ABC123]" },
    { "ABC123\rXYZ\r\n", "[ABC123][XYZ]" },
    { "\r\n\r\n\t", "" },
    { "   \r", "" },
    { "x|", "" },
    { "x\r", "[x]" },
    { "\x02" "ABC\x03\r", "[ABC]" },
    { "01\x1d" "21\r", "[01\x1d" "21]" },
    { "AB!C\rDEF\r", "[DEF]" },
    { "ABCDEF!|GHI\r", "[GHI]" },
    { "欧阳\r", "[欧阳]" },
    { "\xc5\xb7\xd1\xf4\xce\xc4\xbb\xaa\r", "[欧阳文华]" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *lines = read_lines (rows[i].bytes, strlen (rows[i].bytes));

    g_assert_cmpstr (lines, ==, rows[i].lines);
  }
}

static void
test_endless_line (void)
{
  g_autofree char *flood = g_strnfill (100 * 1000, 'x');
  g_autofree char *bytes = g_strconcat (flood, "\rABC\r", NULL);
  g_autofree char *lines = read_lines (bytes, strlen (bytes));

  g_assert_cmpstr (lines, ==, "[ABC]");
}

/* Keys. */

typedef struct {
  guint16 code;
  gboolean shift;
} Key;

static Key
key_of (char letter)
{
  static const char plain[] = "1234567890-=qwertyuiop[]asdfghjkl;'`zxcvbnm,./ \r\t\n";
  static const char shifted[] = "!@#$%^&*()_+QWERTYUIOP{}ASDFGHJKL:\"~ZXCVBNM<>?";
  static const guint16 codes[] = {
    KEY_1, KEY_2, KEY_3, KEY_4, KEY_5, KEY_6, KEY_7, KEY_8, KEY_9, KEY_0, KEY_MINUS, KEY_EQUAL,
    KEY_Q, KEY_W, KEY_E, KEY_R, KEY_T, KEY_Y, KEY_U, KEY_I, KEY_O, KEY_P, KEY_LEFTBRACE,
    KEY_RIGHTBRACE, KEY_A, KEY_S, KEY_D, KEY_F, KEY_G, KEY_H, KEY_J, KEY_K, KEY_L, KEY_SEMICOLON,
    KEY_APOSTROPHE, KEY_GRAVE, KEY_Z, KEY_X, KEY_C, KEY_V, KEY_B, KEY_N, KEY_M, KEY_COMMA, KEY_DOT,
    KEY_SLASH, KEY_SPACE, KEY_ENTER, KEY_TAB, KEY_LINEFEED,
  };
  const char *at = strchr (plain, letter);

  if (at != NULL)
    return (Key) { codes[at - plain], FALSE };
  at = strchr (shifted, letter);
  g_assert_nonnull (at);
  return (Key) { codes[at - shifted], TRUE };
}

static char *
typed (FoyerKeyText *keys, const char *letters)
{
  GString *text = g_string_new (NULL);

  for (const char *at = letters; *at != '\0'; at++) {
    Key key = key_of (*at);

    if (key.shift)
      g_assert_cmpuint (foyer_key_text_press (keys, KEY_LEFTSHIFT, TRUE), ==, 0);
    g_string_append_unichar (text, foyer_key_text_press (keys, key.code, TRUE));
    g_assert_cmpuint (foyer_key_text_press (keys, key.code, FALSE), ==, 0);
    if (key.shift)
      g_assert_cmpuint (foyer_key_text_press (keys, KEY_LEFTSHIFT, FALSE), ==, 0);
  }
  return g_string_free (text, FALSE);
}

static const char all_letters[] = "1234567890-=qwertyuiop[]asdfghjkl;'`zxcvbnm,./ \r\t\n"
                                  "!@#$%^&*()_+QWERTYUIOP{}ASDFGHJKL:\"~ZXCVBNM<>?";

static void
test_keys (void)
{
  g_autoptr (FoyerKeyText) keys = foyer_key_text_new ("us");
  g_autofree char *text = typed (keys, all_letters);

  g_assert_cmpstr (text, ==, all_letters);
  g_assert_null (foyer_key_text_new ("no-such-layout"));
}

static void
tap (FoyerKeyText *keys, guint16 code)
{
  foyer_key_text_press (keys, code, TRUE);
  foyer_key_text_press (keys, code, FALSE);
}

/* Its own Caps Lock counts, as it would anywhere; a lost key-up does not last. */
static void
test_keys_caps (void)
{
  g_autoptr (FoyerKeyText) keys = foyer_key_text_new ("us");
  g_autofree char *locked = NULL;
  g_autofree char *after = NULL;

  tap (keys, KEY_CAPSLOCK);
  locked = typed (keys, "aB1");
  g_assert_cmpstr (locked, ==, "Ab1");
  foyer_key_text_press (keys, KEY_LEFTSHIFT, TRUE);
  foyer_key_text_reset (keys);
  after = typed (keys, "aB1");
  g_assert_cmpstr (after, ==, "aB1");
}

static void
test_keys_alt (void)
{
  g_autoptr (FoyerKeyText) keys = foyer_key_text_new ("de");

  g_assert_cmpuint (foyer_key_text_press (keys, KEY_LEFTALT, TRUE), ==, 0);
  tap (keys, KEY_KP0);
  tap (keys, KEY_KP6);
  tap (keys, KEY_KP5);
  g_assert_cmpuint (foyer_key_text_press (keys, KEY_LEFTALT, FALSE), ==, 'A');
  tap (keys, KEY_LEFTALT);
  g_assert_cmpuint (foyer_key_text_press (keys, KEY_Y, TRUE), ==, 'z');
}

/* Devices: keyboards are pipes that hold the kernel's events, named by their
 * files; serial ports are real terminals. */

static gboolean
identify_pipe (int fd, FoyerDeviceIdentity *identity)
{
  identity->name = g_path_get_basename (identity->path);
  return TRUE;
}

static int n_grabbed;    /* atomic, as is: */
static int grab_fails;

static gboolean
grab_pipe (int fd)
{
  if (g_atomic_int_get (&grab_fails))
    return FALSE;
  g_atomic_int_inc (&n_grabbed);
  return TRUE;
}

typedef struct {
  char              *dir;
  FoyerHandSystem    system;
  FoyerHandScanners *scanners;
  GPtrArray         *lines;
} Desk;

static void
on_line (FoyerHandScanners *scanners, const char *text, gpointer user_data)
{
  Desk *self = user_data;

  g_ptr_array_add (self->lines, g_strdup (text));
}

static void
desk_set_up (Desk *self, gconstpointer unused)
{
  self->dir = fixture_dir_new ();
  self->system = (FoyerHandSystem) { self->dir, self->dir, identify_pipe, grab_pipe };
  self->lines = g_ptr_array_new_with_free_func (g_free);
  g_atomic_int_set (&n_grabbed, 0);
  g_atomic_int_set (&grab_fails, FALSE);
}

static void
desk_open (Desk *self, const char *choice)
{
  self->scanners = foyer_hand_scanners_new (choice, "us", &self->system);
  g_signal_connect (self->scanners, "line", G_CALLBACK (on_line), self);
  foyer_hand_scanners_start (self->scanners);
  foyer_hand_scanners_start (self->scanners);
}

static void
desk_tear_down (Desk *self, gconstpointer unused)
{
  foyer_hand_scanners_stop (self->scanners);
  foyer_hand_scanners_stop (self->scanners);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (self->scanners);
  g_ptr_array_unref (self->lines);
  fixture_dir_remove (self->dir);
  g_free (self->dir);
}

/* A keyboard: its end of the pipe. */
static int
plug_in (Desk *self, const char *name)
{
  g_autofree char *path = g_build_filename (self->dir, name, NULL);
  int fd;

  g_assert_cmpint (mkfifo (path, 0600), ==, 0);
  fd = open (path, O_RDWR | O_CLOEXEC);
  g_assert_cmpint (fd, >=, 0);
  return fd;
}

static void
pull_out (Desk *self, const char *name, int fd)
{
  g_autofree char *path = g_build_filename (self->dir, name, NULL);

  g_assert_cmpint (g_unlink (path), ==, 0);
  g_assert_cmpint (close (fd), ==, 0);
}

static void
send (int fd, guint16 type, guint16 code, int value)
{
  const struct input_event event = { .type = type, .code = code, .value = value };

  g_assert_cmpint (write (fd, &event, sizeof event), ==, sizeof event);
}

static void
send_key (int fd, guint16 code, int value)
{
  send (fd, EV_MSC, MSC_SCAN, code);
  send (fd, EV_KEY, code, value);
  send (fd, EV_SYN, SYN_REPORT, 0);
}

static void
type (int fd, const char *letters)
{
  for (const char *at = letters; *at != '\0'; at++) {
    Key key = key_of (*at);

    if (key.shift)
      send_key (fd, KEY_LEFTSHIFT, 1);
    send_key (fd, key.code, 1);
    send_key (fd, key.code, 0);
    if (key.shift)
      send_key (fd, KEY_LEFTSHIFT, 0);
  }
}

typedef struct {
  Desk *desk;
  guint n;
} Count;

static gboolean
has_lines (gpointer user_data)
{
  Count *count = user_data;

  return count->desk->lines->len >= count->n;
}

static void
assert_next (Desk *self, const char *line)
{
  guint n = self->lines->len + 1;

  fixture_wait (has_lines, &(Count) { self, n }, 20);
  g_assert_cmpuint (self->lines->len, ==, n);
  g_assert_cmpstr (self->lines->pdata[n - 1], ==, line);
}

static gboolean
has_message (gpointer user_data)
{
  return *foyer_hand_scanners_get_message (user_data) != '\0';
}

static gboolean
has_no_message (gpointer user_data)
{
  return *foyer_hand_scanners_get_message (user_data) == '\0';
}

static gboolean
is_grabbed (gpointer user_data)
{
  return g_atomic_int_get (&n_grabbed) >= GPOINTER_TO_INT (user_data);
}

/* With every ending, shifted or not, in order; an empty line is nothing. */
static void
test_keyboard (Desk *self, gconstpointer unused)
{
  int fd;

  desk_open (self, "event7");
  g_assert_true (fixture_wait (has_message, self->scanners, 20));
  fd = plug_in (self, "event7");
  g_assert_true (fixture_wait (has_no_message, self->scanners, 20));
  g_assert_cmpint (g_atomic_int_get (&n_grabbed), ==, 1);
  type (fd, "FYR-7k3q9_X\r");
  assert_next (self, "FYR-7k3q9_X");
  type (fd, "\r\r\n\t   \r");
  type (fd, "TABBED/2\t");
  assert_next (self, "TABBED/2");
  type (fd, "FEED=3\r\n");
  assert_next (self, "FEED=3");
  type (fd, "no-ending-4");
  assert_next (self, "no-ending-4");
  pull_out (self, "event7", fd);
  g_assert_true (fixture_wait (has_message, self->scanners, 20));
}

/* Shortcuts are nothing, auto-repeat is nothing, and what was lost spoils its line only. */
static void
test_keyboard_escapes (Desk *self, gconstpointer unused)
{
  int fd = plug_in (self, "event0");

  desk_open (self, "event0");
  g_assert_true (fixture_wait (is_grabbed, GINT_TO_POINTER (1), 20));
  send_key (fd, KEY_LEFTCTRL, 1);
  send_key (fd, KEY_LEFTALT, 1);
  send_key (fd, KEY_F1, 1);
  send_key (fd, KEY_F1, 0);
  send_key (fd, KEY_LEFTALT, 0);
  send_key (fd, KEY_LEFTCTRL, 0);
  send_key (fd, KEY_POWER, 1);
  send_key (fd, KEY_POWER, 0);
  send_key (fd, KEY_A, 1);
  for (int i = 0; i < 50; i++)
    send_key (fd, KEY_A, 2);
  send_key (fd, KEY_A, 0);
  type (fd, "b\r");
  assert_next (self, "ab");
  type (fd, "lo");
  send_key (fd, KEY_LEFTSHIFT, 1);
  send (fd, EV_SYN, SYN_DROPPED, 0);
  type (fd, "st\rwhole\r");
  assert_next (self, "whole");
  pull_out (self, "event0", fd);
}

/* Two scanners at once, letter by letter in turn: two whole lines. */
static void
test_two_at_once (Desk *self, gconstpointer unused)
{
  static const char one[] = "AAAA-1111\r", two[] = "bbbb=2222\r";
  int first = plug_in (self, "event1");
  int second = plug_in (self, "event2");

  desk_open (self, "event1;event2");
  g_assert_true (fixture_wait (is_grabbed, GINT_TO_POINTER (2), 20));
  for (gsize i = 0; i < sizeof one - 1; i++) {
    type (first, (char[]) { one[i], '\0' });
    type (second, (char[]) { two[i], '\0' });
  }
  fixture_wait (has_lines, &(Count) { self, 2 }, 20);
  g_assert_cmpuint (self->lines->len, ==, 2);
  g_assert_true (g_ptr_array_find_with_equal_func (self->lines, "AAAA-1111", g_str_equal, NULL));
  g_assert_true (g_ptr_array_find_with_equal_func (self->lines, "bbbb=2222", g_str_equal, NULL));
  pull_out (self, "event1", first);
  pull_out (self, "event2", second);
}

/* The trigger pulled twice, also while another guest is at the other scanner. */
static void
test_same_scan (Desk *self, gconstpointer unused)
{
  int first = plug_in (self, "event1");
  int second = plug_in (self, "event2");

  desk_open (self, "event1;event2");
  g_assert_true (fixture_wait (is_grabbed, GINT_TO_POINTER (2), 20));
  type (first, "GUEST-A\r");
  assert_next (self, "GUEST-A");
  type (second, "GUEST-B\r");
  assert_next (self, "GUEST-B");
  type (first, "GUEST-A\r\n");
  type (second, "GUEST-B\r");
  type (first, "GUEST-C\r");
  assert_next (self, "GUEST-C");
  type (first, "GUEST-A\r");
  assert_next (self, "GUEST-A");
  pull_out (self, "event1", first);
  pull_out (self, "event2", second);
}

/* The keyboard of a person is left to the person. */
static void
test_not_chosen (Desk *self, gconstpointer unused)
{
  int person = plug_in (self, "event3");
  int scanner = plug_in (self, "event4-scanner");

  desk_open (self, "auto");
  g_assert_true (fixture_wait (is_grabbed, GINT_TO_POINTER (1), 20));
  type (person, "SECRET\r");
  type (scanner, "TICKET\r");
  assert_next (self, "TICKET");
  g_assert_cmpint (g_atomic_int_get (&n_grabbed), ==, 1);
  pull_out (self, "event3", person);
  pull_out (self, "event4-scanner", scanner);
}

static void
test_denied (Desk *self, gconstpointer unused)
{
  int fd = plug_in (self, "event5");

  g_atomic_int_set (&grab_fails, TRUE);
  desk_open (self, "event5");
  g_assert_true (fixture_wait (has_message, self->scanners, 20));
  type (fd, "NOT OURS\r");
  g_atomic_int_set (&grab_fails, FALSE);
  g_assert_true (fixture_wait (has_no_message, self->scanners, 20));
  pull_out (self, "event5", fd);
}

static void
test_replugged (Desk *self, gconstpointer unused)
{
  guint times = g_test_slow () ? 200 : 3;

  desk_open (self, "event6");
  for (guint i = 0; i < times; i++) {
    g_autofree char *line = g_strdup_printf ("ROUND-%u", i);
    g_autofree char *letters = g_strconcat (line, "\r", NULL);
    int fd = plug_in (self, "event6");
    gint64 plugged_us = g_get_monotonic_time ();

    type (fd, letters);
    assert_next (self, line);
    g_assert_cmpint (g_get_monotonic_time () - plugged_us, <, (g_test_slow () ? 2 : 10) * G_USEC_PER_SEC);
    pull_out (self, "event6", fd);
    g_assert_true (fixture_wait (has_message, self->scanners, 20));
  }
}

/* A terminal's two ends: the scanner's, and a link to the kiosk's. */
static int
plug_in_port (Desk *self, const char *name)
{
  g_autofree char *link_path = g_build_filename (self->dir, name, NULL);
  int fd = posix_openpt (O_RDWR | O_NOCTTY | O_CLOEXEC);

  g_assert_cmpint (fd, >=, 0);
  g_assert_cmpint (grantpt (fd), ==, 0);
  g_assert_cmpint (unlockpt (fd), ==, 0);
  g_assert_cmpint (symlink (ptsname (fd), link_path), ==, 0);
  return fd;
}

static gboolean
is_raw (gpointer user_data)
{
  struct termios settings;

  return tcgetattr (GPOINTER_TO_INT (user_data), &settings) == 0 && (settings.c_lflag & ICANON) == 0;
}

static void
send_bytes (int fd, const char *bytes)
{
  g_assert_cmpint (write (fd, bytes, strlen (bytes)), ==, strlen (bytes));
}

/* Bytes as they are: no layout, no echo, any encoding. */
static void
test_serial (Desk *self, gconstpointer unused)
{
  g_autofree char *path = g_build_filename (self->dir, "ttyACM0", NULL);
  char echo[16];
  int fd = plug_in_port (self, "ttyACM0");

  desk_open (self, path);
  g_assert_true (fixture_wait (is_raw, GINT_TO_POINTER (fd), 20));
  send_bytes (fd, "SERIAL-1\r\n");
  assert_next (self, "SERIAL-1");
  send_bytes (fd, "\r\n\r\n欧阳 王玥\n");
  assert_next (self, "欧阳 王玥");
  send_bytes (fd, "\xc5\xb7\xd1\xf4\xce\xc4\xbb\xaa\t");
  assert_next (self, "欧阳文华");
  send_bytes (fd, "no-ending");
  assert_next (self, "no-ending");
  send_bytes (fd, "\x03\x1a\x11\x13 \r");
  send_bytes (fd, "SPLIT");
  send_bytes (fd, "-IN-TWO\r");
  assert_next (self, "SPLIT-IN-TWO");
  g_assert_cmpint (fcntl (fd, F_SETFL, O_NONBLOCK), ==, 0);
  g_assert_cmpint (read (fd, echo, sizeof echo), ==, -1);
  g_assert_cmpint (errno, ==, EAGAIN);

  g_assert_cmpint (g_unlink (path), ==, 0);
  g_assert_cmpint (close (fd), ==, 0);
  g_assert_true (fixture_wait (has_message, self->scanners, 20));
  fd = plug_in_port (self, "ttyACM0");
  g_assert_true (fixture_wait (has_no_message, self->scanners, 20));
  g_assert_true (fixture_wait (is_raw, GINT_TO_POINTER (fd), 20));
  send_bytes (fd, "BACK\r");
  assert_next (self, "BACK");
  g_assert_cmpint (close (fd), ==, 0);
}

/* Many codes at the pace of a fast scanner: none lost, none altered, in order. */
static void
test_many (Desk *self, gconstpointer unused)
{
  guint n = g_test_slow () ? 10000 : 500;
  int fd = plug_in (self, "event8");

  desk_open (self, "event8");
  g_assert_true (fixture_wait (is_grabbed, GINT_TO_POINTER (1), 20));
  for (guint i = 0; i < n; i++) {
    g_autofree char *letters = g_strdup_printf ("FYR-%08X-%u-xyz\r", i * 2654435761u, i);

    type (fd, letters);
    while (self->lines->len + 20 < i)
      g_main_context_iteration (NULL, TRUE);
  }
  fixture_wait (has_lines, &(Count) { self, n }, 20);
  g_assert_cmpuint (self->lines->len, ==, n);
  for (guint i = 0; i < n; i++) {
    g_autofree char *line = g_strdup_printf ("FYR-%08X-%u-xyz", i * 2654435761u, i);

    g_assert_cmpstr (self->lines->pdata[i], ==, line);
  }
  pull_out (self, "event8", fd);
}

static void
stop_it (FoyerHandScanners *scanners, const char *text, gpointer user_data)
{
  foyer_hand_scanners_stop (scanners);
}

/* The first to hear of a line may stop the scanners, and nothing follows. */
static void
test_stop_within (Desk *self, gconstpointer unused)
{
  int fd = plug_in (self, "event9");

  desk_open (self, "event9");
  g_signal_connect (self->scanners, "line", G_CALLBACK (stop_it), NULL);
  type (fd, "FIRST\rSECOND\rTHIRD\r");
  assert_next (self, "FIRST");
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpuint (self->lines->len, ==, 1);
  pull_out (self, "event9", fd);
}

static void
test_none (Desk *self, gconstpointer unused)
{
  int fd = plug_in (self, "event1-scanner");

  desk_open (self, "none");
  g_assert_cmpstr (foyer_hand_scanners_get_message (self->scanners), ==, "");
  g_assert_cmpint (g_atomic_int_get (&n_grabbed), ==, 0);
  pull_out (self, "event1-scanner", fd);
}

/* Said at once, and nothing is taken from anybody. */
static void
test_nonsense (void)
{
  static const char *const settings[][2] = { { ";", "us" }, { "", "us" }, { "auto", "klingon" } };

  for (gsize i = 0; i < G_N_ELEMENTS (settings); i++) {
    FoyerHandScanners *scanners = foyer_hand_scanners_new (settings[i][0], settings[i][1], NULL);

    foyer_hand_scanners_start (scanners);
    g_assert_cmpstr (foyer_hand_scanners_get_message (scanners), !=, "");
    foyer_hand_scanners_stop (scanners);
    g_assert_finalize_object (scanners);
  }
}

#define ADD(path, function) g_test_add (path, Desk, NULL, desk_set_up, function, desk_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/scanner/device-choice/table", test_choice);
  g_test_add_func ("/scanner/device-choice/certain", test_choice_certain);
  g_test_add_func ("/scanner/line-reader/table", test_lines);
  g_test_add_func ("/scanner/line-reader/endless", test_endless_line);
  g_test_add_func ("/scanner/key-text/letters", test_keys);
  g_test_add_func ("/scanner/key-text/caps-lock", test_keys_caps);
  g_test_add_func ("/scanner/key-text/alt", test_keys_alt);
  ADD ("/scanner/hand-scanners/keyboard", test_keyboard);
  ADD ("/scanner/hand-scanners/keyboard-escapes", test_keyboard_escapes);
  ADD ("/scanner/hand-scanners/two-at-once", test_two_at_once);
  ADD ("/scanner/hand-scanners/same-scan", test_same_scan);
  ADD ("/scanner/hand-scanners/not-chosen", test_not_chosen);
  ADD ("/scanner/hand-scanners/denied", test_denied);
  ADD ("/scanner/hand-scanners/replugged", test_replugged);
  ADD ("/scanner/hand-scanners/serial", test_serial);
  ADD ("/scanner/hand-scanners/many", test_many);
  ADD ("/scanner/hand-scanners/stop-within", test_stop_within);
  ADD ("/scanner/hand-scanners/none", test_none);
  g_test_add_func ("/scanner/hand-scanners/nonsense", test_nonsense);
  return g_test_run ();
}
