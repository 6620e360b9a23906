/* SPDX-License-Identifier: GPL-3.0-or-later */

/* foyer-shots DIR [PAGE…]: every page as a picture, in both languages, tall and
 * wide, at usual and doubled text, with the clock standing at one moment. */

#include "views-fixture.h"

#include "camera.h"
#include "film.h"
#include "language.h"

#include <glib/gstdio.h>
#include <gst/gst.h>
#include <stdlib.h>

static const struct { const char *name; int width; int height; } sizes[] = {
  { "tall", 1080, 1920 },
  { "wide", 1280, 800 },
};
static const struct { const char *name; double scale; } scales[] = { { "", 1 }, { "-200", 2 } };
static const char * const languages[] = { "zh_CN", "en" };

static void
save (GtkWidget *window, const char *path)
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (window);
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  g_autoptr (GskRenderNode) node = NULL;
  g_autoptr (GdkTexture) texture = NULL;

  gdk_paintable_snapshot (paintable, snapshot, gtk_widget_get_width (window), gtk_widget_get_height (window));
  node = gtk_snapshot_free_to_node (snapshot);
  texture = gsk_renderer_render_texture (gtk_native_get_renderer (GTK_NATIVE (window)), node,
                                         &GRAPHENE_RECT_INIT (0, 0, gtk_widget_get_width (window),
                                                              gtk_widget_get_height (window)));
  if (!gdk_texture_save_to_png (texture, path))
    g_printerr ("%s: cannot be written\n", path);
}

static gboolean
is_wanted (const char *name, char **wanted)
{
  return wanted[0] == NULL || g_strv_contains ((const char * const *) wanted, name);
}

static void
on_preview (gboolean *seen)
{
  *seen = TRUE;
}

static gboolean
is_true (gpointer flag)
{
  return *(gboolean *) flag;
}

/* One picture, in a world of its own: what a page does leads to no other's. */
static void
shoot (const ViewsPage *page, const char *pictures, int width, int height, const char *path)
{
  DoorFixture door;
  Views views;
  GtkWidget *window;
  gboolean seen = FALSE;
  g_autofree char *source = g_strconcat ("pictures:", pictures, NULL);
  g_autoptr (FoyerCamera) camera = foyer_camera_new (source);

  door_fixture_set_up (&door, NULL);
  views_set_up (&views, &door);
  views.camera = camera;
  window = views_show (&views, page, width, height);
  g_signal_connect_swapped (camera, "preview", G_CALLBACK (on_preview), &seen);
  foyer_camera_start (camera);
  door_fixture_wait (is_true, &seen);
  views_settle (&views);
  save (window, path);
  views_hide (window);
  foyer_camera_stop (camera);
  views_tear_down (&views);
  door_fixture_tear_down (&door, NULL);
}

static void
shoot_all (const char *dir, const char *pictures, char **wanted)
{
  for (gsize s = 0; s < G_N_ELEMENTS (scales); s++) {
    views_style (scales[s].scale);
    for (gsize l = 0; l < G_N_ELEMENTS (languages); l++) {
      foyer_language_set (languages[l]);
      for (gsize z = 0; z < G_N_ELEMENTS (sizes); z++) {
        for (gsize p = 0; p < views_n_pages; p++) {
          g_autofree char *path = g_strdup_printf ("%s/%s-%s-%s%s.png", dir, views_pages[p].name,
                                                   sizes[z].name, languages[l], scales[s].name);

          if (is_wanted (views_pages[p].name, wanted))
            shoot (&views_pages[p], pictures, sizes[z].width, sizes[z].height, path);
        }
      }
    }
  }
}

int
main (int argc, char **argv)
{
  FoyerFilmScene scene = { "HELLO-FOYER-2026", 1, "Open Tech Day" };
  g_autoptr (GError) error = NULL;
  g_autofree char *pictures = NULL;
  g_autofree char *picture = NULL;

  if (argc < 2) {
    g_printerr ("usage: foyer-shots DIR [PAGE…]\n");
    return 2;
  }
  door_fixture_freeze ();
  foyer_language_init ("en");
  gst_init (NULL, NULL);
  gtk_init ();
  g_mkdir_with_parents (argv[1], 0755);
  pictures = g_dir_make_tmp ("foyer-shots-XXXXXX", &error);
  picture = g_build_filename (pictures, "phone.png", NULL);
  if (!foyer_film_write_picture (picture, &scene, 7, &error)) {
    g_printerr ("%s\n", error->message);
    return EXIT_FAILURE;
  }
  shoot_all (argv[1], pictures, argv + 2);
  foyer_camera_settle ();
  door_fixture_remove (pictures);
  return EXIT_SUCCESS;
}
