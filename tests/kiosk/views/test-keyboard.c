/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A hand scanner that types, at a keyboard of the X server, while somebody
 * composes 中 in the entry that has the focus. */
#include "keyboard.h"

#include <X11/XKBlib.h>
#include <X11/extensions/XTest.h>
#include <X11/keysym.h>
#include <gdk/x11/gdkx.h>
#include <string.h>

#define PERSON_US (120 * 1000)
#define SCANNER_US 1000
/* Codes typed one after the other before anyone looks. */
#define TOGETHER 25

/* An input method of our own: letters are composed, a space ends it. */

typedef struct {
  GtkIMContext parent_instance;
  GString     *composed;
} FakeMethod;
typedef GtkIMContextClass FakeMethodClass;

GType fake_method_get_type (void);
G_DEFINE_TYPE (FakeMethod, fake_method, GTK_TYPE_IM_CONTEXT)

static void
compose (FakeMethod *self, const char *composed)
{
  g_string_assign (self->composed, composed);
  g_signal_emit_by_name (self, "preedit-changed");
}

static gboolean
fake_method_filter_keypress (GtkIMContext *context, GdkEvent *event)
{
  FakeMethod *self = (FakeMethod *) context;
  guint keyval = gdk_event_get_event_type (event) == GDK_KEY_PRESS ? gdk_key_event_get_keyval (event) : 0;
  g_autofree char *more = NULL;

  if (keyval == GDK_KEY_space && self->composed->len > 0) {
    compose (self, "");
    g_signal_emit_by_name (self, "preedit-end");
    g_signal_emit_by_name (self, "commit", "中");
    return TRUE;
  }
  if (keyval < GDK_KEY_a || keyval > GDK_KEY_z)
    return FALSE;
  if (self->composed->len == 0)
    g_signal_emit_by_name (self, "preedit-start");
  more = g_strdup_printf ("%s%c", self->composed->str, (char) keyval);
  compose (self, more);
  return TRUE;
}

static void
fake_method_get_preedit_string (GtkIMContext *context, char **text, PangoAttrList **attributes,
                                int *cursor)
{
  FakeMethod *self = (FakeMethod *) context;

  *text = g_strdup (self->composed->str);
  if (attributes != NULL)
    *attributes = pango_attr_list_new ();
  if (cursor != NULL)
    *cursor = (int) self->composed->len;
}

static FakeMethod *last_method;   /* the entry's */

static void
fake_method_finalize (GObject *object)
{
  FakeMethod *self = (FakeMethod *) object;

  if (last_method == self)
    last_method = NULL;
  g_string_free (self->composed, TRUE);
  G_OBJECT_CLASS (fake_method_parent_class)->finalize (object);
}

static void
fake_method_class_init (FakeMethodClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fake_method_finalize;
  klass->filter_keypress = fake_method_filter_keypress;
  klass->get_preedit_string = fake_method_get_preedit_string;
}

static void
fake_method_init (FakeMethod *self)
{
  self->composed = g_string_new (NULL);
  last_method = self;
}

/* The keyboard's other end. */

static Display *keyboard_display;

static void
send_key (KeySym symbol, gboolean down)
{
  XTestFakeKeyEvent (keyboard_display, XKeysymToKeycode (keyboard_display, symbol), down, 0);
  XSync (keyboard_display, FALSE);
}

static void
press (KeySym symbol)
{
  KeyCode code = XKeysymToKeycode (keyboard_display, symbol);
  gboolean shifted = XkbKeycodeToKeysym (keyboard_display, code, 0, 0) != symbol;

  g_assert_cmpuint (code, !=, 0);
  if (shifted)
    send_key (XK_Shift_L, TRUE);
  send_key (symbol, TRUE);
  send_key (symbol, FALSE);
  if (shifted)
    send_key (XK_Shift_L, FALSE);
}

static void
type (const char *letters, gulong pace_us)
{
  for (const char *at = letters; *at != '\0'; at++) {
    press (*at == '\r' ? XK_Return : *at == '\n' ? XK_Linefeed : *at == '\t' ? XK_Tab : (KeySym) *at);
    g_usleep (pace_us);
  }
}

/* The desk. */

typedef struct {
  GtkWidget     *window;
  GtkWidget     *entry;
  GtkWidget     *button;
  FoyerKeyboard *keyboard;
  GPtrArray     *lines;
  guint          clicks;
  char         **codes;      /* for the thread that types */
  const char    *ending;
  int            typed;      /* atomic: the thread is through */
  gint64         slowest_us; /* what it took from one key to the next at most, within a code */
} Desk;

static void
on_line (FoyerKeyboard *keyboard, const char *text, gpointer user_data)
{
  g_ptr_array_add (((Desk *) user_data)->lines, g_strdup (text));
}

static void
on_clicked (GtkWidget *button, gpointer user_data)
{
  ((Desk *) user_data)->clicks++;
}

typedef gboolean (*Fact) (gpointer user_data);

static gboolean
on_tick (gpointer user_data)
{
  return G_SOURCE_CONTINUE;
}

static void
wait_for (Fact fact, gpointer user_data)
{
  gint64 deadline_us = g_get_monotonic_time () + 30 * G_USEC_PER_SEC;
  guint tick = g_timeout_add (10, on_tick, NULL);

  while (!fact (user_data) && g_get_monotonic_time () < deadline_us)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (tick);
  g_assert_true (fact (user_data));
}

static gboolean
is_focused (gpointer user_data)
{
  Desk *self = user_data;

  return gtk_window_is_active (GTK_WINDOW (self->window));
}

static void
set_up (Desk *self, gconstpointer unused)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->lines = g_ptr_array_new_with_free_func (g_free);
  self->window = gtk_window_new ();
  self->entry = gtk_entry_new ();
  self->button = gtk_button_new_with_label ("Admit everybody");
  g_signal_connect (self->button, "clicked", G_CALLBACK (on_clicked), self);
  gtk_box_append (GTK_BOX (box), self->entry);
  gtk_box_append (GTK_BOX (box), self->button);
  gtk_window_set_child (GTK_WINDOW (self->window), box);
  self->keyboard = foyer_keyboard_new (self->window);
  g_signal_connect (self->keyboard, "line", G_CALLBACK (on_line), self);
  gtk_window_present (GTK_WINDOW (self->window));
  while (!gtk_widget_get_mapped (self->window))
    g_main_context_iteration (NULL, TRUE);
  /* There is no window manager here to do it. */
  XSetInputFocus (keyboard_display,
                  gdk_x11_surface_get_xid (gtk_native_get_surface (GTK_NATIVE (self->window))),
                  RevertToParent, CurrentTime);
  XFlush (keyboard_display);
  wait_for (is_focused, self);
  gtk_widget_grab_focus (self->entry);
}

static void
tear_down (Desk *self, gconstpointer unused)
{
  g_assert_finalize_object (self->keyboard);
  gtk_window_destroy (GTK_WINDOW (self->window));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_ptr_array_unref (self->lines);
}

static gpointer
scan_thread (gpointer user_data)
{
  Desk *self = user_data;

  for (char **code = self->codes; *code != NULL; code++) {
    g_autofree char *keys = g_strconcat (*code, self->ending, NULL);

    for (const char *key = keys; *key != '\0'; key++) {
      gint64 start_us = g_get_monotonic_time ();

      type ((char[]) { *key, '\0' }, SCANNER_US);
      self->slowest_us = MAX (self->slowest_us, g_get_monotonic_time () - start_us);
    }
    /* A scanner without an ending makes a pause. */
    if (*self->ending == '\0')
      g_usleep (150 * 1000);
  }
  g_atomic_int_set (&self->typed, TRUE);
  return NULL;
}

static gboolean
has_all (gpointer user_data)
{
  Desk *self = user_data;

  return self->lines->len >= g_strv_length (self->codes);
}

static gboolean
has_each (Desk *self)
{
  guint n = g_strv_length (self->codes);

  for (guint i = 0; i < MIN (n, self->lines->len); i++)
    if (!g_str_equal (self->lines->pdata[i], self->codes[i])) {
      g_test_message ("“%s” came as “%s”", self->codes[i], (char *) self->lines->pdata[i]);
      return FALSE;
    }
  if (self->lines->len != n)
    g_test_message ("%u codes came as %u lines", n, self->lines->len);
  return self->lines->len == n;
}

/* What is still on its way gets two seconds. */
static void
run (Desk *self)
{
  gint64 deadline_us = G_MAXINT64;
  guint tick = g_timeout_add (10, on_tick, NULL);
  GThread *thread;

  g_ptr_array_set_size (self->lines, 0);
  self->slowest_us = 0;
  g_atomic_int_set (&self->typed, FALSE);
  thread = g_thread_new ("scan", scan_thread, self);
  while ((!g_atomic_int_get (&self->typed) || !has_all (self)) && g_get_monotonic_time () < deadline_us) {
    g_main_context_iteration (NULL, TRUE);
    if (deadline_us == G_MAXINT64 && g_atomic_int_get (&self->typed))
      deadline_us = g_get_monotonic_time () + 2 * G_USEC_PER_SEC;
  }
  g_thread_join (thread);
  g_source_remove (tick);
}

static gboolean
is_late (gpointer until_us)
{
  return g_get_monotonic_time () > *(gint64 *) until_us;
}

/* Whatever a run that does not count has left behind. */
static void
clean_up (Desk *self, const char *composed)
{
  gint64 until_us = g_get_monotonic_time () + G_USEC_PER_SEC / 2;

  wait_for (is_late, &until_us);
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  compose (last_method, composed);
  self->clicks = 0;
}

static void
assert_untouched (Desk *self, const char *composed)
{
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (self->entry)), ==, "");
  g_assert_cmpstr (last_method->composed->str, ==, composed);
  g_assert_cmpuint (self->clicks, ==, 0);
}

/* A machine that is busy with other things may hold the scanner's thread up for
 * longer than any scanner waits; that run does not count, the next one does. */
static void
scan_some (Desk *self)
{
  g_autofree char *composed = g_strdup (last_method->composed->str);

  for (int attempt = 0; attempt < 20; attempt++) {
    run (self);
    if (self->slowest_us < 20 * 1000) {
      g_assert_true (has_each (self));
      assert_untouched (self, composed);
      return;
    }
    clean_up (self, composed);
  }
  g_assert_not_reached ();
}

static void
scan (Desk *self, guint n, const char *ending)
{
  for (guint first = 0; first < n; first += TOGETHER) {
    g_autoptr (GPtrArray) codes = g_ptr_array_new_with_free_func (g_free);

    for (guint i = first; i < MIN (first + TOGETHER, n); i++)
      g_ptr_array_add (codes, g_strdup_printf ("FYR-%08X.%u/aB zhong", i * 2654435761u, i));
    g_ptr_array_add (codes, NULL);
    self->codes = (char **) codes->pdata;
    self->ending = ending;
    scan_some (self);
  }
}

static gboolean
composes_zhong (gpointer user_data)
{
  return last_method != NULL && strcmp (last_method->composed->str, "zhong") == 0;
}

static gboolean
has_zhong (gpointer user_data)
{
  return strcmp (gtk_editable_get_text (GTK_EDITABLE (user_data)), "中") == 0;
}

static gpointer
person_thread (gpointer letters)
{
  type (letters, PERSON_US);
  return NULL;
}

static void
person_types (const char *letters, Fact until, gpointer user_data)
{
  GThread *thread = g_thread_new ("person", person_thread, (gpointer) letters);

  wait_for (until, user_data);
  g_thread_join (thread);
}

/* None lost, none altered, in order, and no letter of them in the entry or in
 * what is being composed. */
static void
test_composing (Desk *self, gconstpointer unused)
{
  guint n = g_test_slow () ? 10000 : 100;

  person_types ("zhong", composes_zhong, NULL);
  scan (self, n, "\r");
  scan (self, n / 10, "\t");
  scan (self, n / 10, "\r\n");
  scan (self, 5, "");
  g_assert_true (gtk_widget_is_focus (gtk_widget_get_first_child (self->entry)));
  person_types (" ", has_zhong, self->entry);
}

/* Return and Tab of a scanner press nothing and go nowhere. */
static void
test_button (Desk *self, gconstpointer unused)
{
  gtk_widget_grab_focus (self->button);
  scan (self, 20, "\r");
  scan (self, 20, "\t");
  scan (self, 20, "\r\n");
  g_assert_true (gtk_widget_is_focus (self->button));
}

static void
test_caps_lock (Desk *self, gconstpointer unused)
{
  press (XK_Caps_Lock);
  scan (self, 20, "\r");
  press (XK_Caps_Lock);
  scan (self, 20, "\r");
}

#define ADD(path, function) g_test_add (path, Desk, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  int status;

  g_setenv ("GDK_BACKEND", "x11", TRUE);
  g_setenv ("GTK_IM_MODULE", "foyertest", TRUE);
  gtk_test_init (&argc, &argv, NULL);
  g_io_extension_point_implement ("gtk-im-module", fake_method_get_type (), "foyertest", 100);
  keyboard_display = XOpenDisplay (NULL);
  g_assert_nonnull (keyboard_display);
  ADD ("/kiosk/views/keyboard/composing", test_composing);
  ADD ("/kiosk/views/keyboard/button", test_button);
  ADD ("/kiosk/views/keyboard/caps-lock", test_caps_lock);
  status = g_test_run ();
  XCloseDisplay (keyboard_display);
  return status;
}
