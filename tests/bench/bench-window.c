/* SPDX-License-Identifier: GPL-3.0-or-later */

/* bench-window WIDTHxHEIGHT [CAMERA]: what the kiosk is held against. A bare window, with
 * what the camera sees when one is given; "ready" when its first frame is drawn. */

#include "preview.h"

#include <glib-unix.h>
#include <gst/gst.h>
#include <stdio.h>

static void
on_painted (GdkFrameClock *clock, gpointer unused)
{
  g_signal_handlers_disconnect_by_func (clock, on_painted, unused);
  puts ("ready");
  fflush (stdout);
}

static void
on_map (GtkWidget *window)
{
  g_signal_connect (gtk_widget_get_frame_clock (window), "after-paint", G_CALLBACK (on_painted), NULL);
}

static gboolean
on_terminate (gpointer loop)
{
  g_main_loop_quit (loop);
  return G_SOURCE_CONTINUE;
}

static FoyerCamera *
show_camera (GtkWidget *window, const char *source)
{
  FoyerPreview *preview = g_object_new (FOYER_TYPE_PREVIEW, NULL);
  FoyerCamera *camera = foyer_camera_new (source);

  foyer_preview_set_camera (preview, camera);
  gtk_window_set_child (GTK_WINDOW (window), GTK_WIDGET (preview));
  foyer_camera_start (camera);
  return camera;
}

int
main (int argc, char **argv)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (FoyerCamera) camera = NULL;
  GtkWidget *window;
  int width;
  int height;

  if (argc < 2 || sscanf (argv[1], "%dx%d", &width, &height) != 2) {
    g_printerr ("usage: bench-window WIDTHxHEIGHT [CAMERA]\n");
    return 2;
  }
  gtk_init ();
  window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (window), width, height);
  gtk_window_set_decorated (GTK_WINDOW (window), FALSE);
  g_signal_connect_after (window, "map", G_CALLBACK (on_map), NULL);
  if (argc > 2) {
    gst_init (NULL, NULL);
    camera = show_camera (window, argv[2]);
  }
  gtk_window_present (GTK_WINDOW (window));
  g_unix_signal_add (SIGTERM, on_terminate, loop);
  g_main_loop_run (loop);
  if (camera != NULL)
    foyer_camera_stop (camera);
  foyer_camera_settle ();
  return 0;
}
