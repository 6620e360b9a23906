/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mailbox.h"

static FoyerFrame *
frame_new (gint64 arrived_us)
{
  static const guint8 pixel[4];
  g_autoptr (GBytes) bytes = g_bytes_new_static (pixel, sizeof pixel);

  return foyer_frame_new (bytes, 1, 1, 4, -1, arrived_us);
}

static void
test_newest (void)
{
  g_autoptr (FoyerMailbox) mailbox = foyer_mailbox_new ();
  g_autoptr (FoyerFrame) frame = NULL;

  for (int i = 1; i <= 3; i++)
    foyer_mailbox_post (mailbox, frame_new (i));
  frame = foyer_mailbox_take (mailbox);
  g_assert_cmpint (frame->arrived_us, ==, 3);
}

static gpointer
take_thread (gpointer mailbox)
{
  return foyer_mailbox_take (mailbox);
}

static void
test_waits (void)
{
  g_autoptr (FoyerMailbox) mailbox = foyer_mailbox_new ();
  GThread *thread = g_thread_new ("take", take_thread, mailbox);
  g_autoptr (FoyerFrame) frame = NULL;

  foyer_mailbox_post (mailbox, frame_new (7));
  frame = g_thread_join (thread);
  g_assert_nonnull (frame);
  g_assert_cmpint (frame->arrived_us, ==, 7);
}

static void
test_close (void)
{
  g_autoptr (FoyerMailbox) mailbox = foyer_mailbox_new ();
  GThread *thread = g_thread_new ("take", take_thread, mailbox);

  foyer_mailbox_close (mailbox);
  foyer_mailbox_close (mailbox);
  g_assert_null (g_thread_join (thread));
  foyer_mailbox_post (mailbox, frame_new (1));
  g_assert_null (foyer_mailbox_take (mailbox));
}

/* A frame that claims more than its bytes hold would be read past its end. */
static void
test_frame_bounds (void)
{
  static const guint8 pixels[12];
  static const struct {
    int      width, height, stride;
    gboolean fits;
  } rows[] = {
    { 4, 3, 4, TRUE },   { 3, 3, 4, TRUE },  { 4, 4, 4, FALSE }, { 5, 2, 4, FALSE },
    { 0, 3, 4, FALSE },  { 4, 0, 4, FALSE }, { -1, 3, 4, FALSE }, { 4, 3, -4, FALSE },
    { 1, 12, 1, TRUE },  { 1, 13, 1, FALSE }, { 1, 20000, 0, FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (GBytes) bytes = g_bytes_new_static (pixels, sizeof pixels);
    FoyerFrame *frame =
      foyer_frame_new (bytes, rows[i].width, rows[i].height, rows[i].stride, -1, 0);

    g_assert_cmpint (frame != NULL, ==, rows[i].fits);
    g_clear_pointer (&frame, foyer_frame_unref);
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/scanner/mailbox/newest", test_newest);
  g_test_add_func ("/scanner/mailbox/waits", test_waits);
  g_test_add_func ("/scanner/mailbox/close", test_close);
  g_test_add_func ("/scanner/frame/bounds", test_frame_bounds);
  return g_test_run ();
}
