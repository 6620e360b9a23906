/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "camera.h"
#include "fake-camera.h"
#include "film.h"
#include "scanner-fixture.h"

#include <glib/gstdio.h>
#include <gst/gst.h>

static void
on_preview (FoyerCamera *camera, GBytes *pixels, int width, int height, int stride,
            gpointer user_data)
{
  guint *previews = user_data;

  g_assert_cmpint (width, <=, 640);
  g_assert_cmpint (height, <=, 640);
  g_assert_cmpuint (g_bytes_get_size (pixels), >=, (gsize) stride * (gsize) (height - 1) + (gsize) width * 4);
  g_assert_cmpuint (((const guint8 *) g_bytes_get_data (pixels, NULL))[3], ==, 255);
  (*previews)++;
}

static gboolean
reached_one (gpointer count)
{
  return *(guint *) count >= 1;
}

static gboolean
reached_three (gpointer count)
{
  return *(guint *) count >= 3;
}

static gboolean
never (gpointer user_data)
{
  return FALSE;
}

/* Takes the last reference; afterwards nothing of the camera runs. */
static void
end (FoyerCamera *camera)
{
  foyer_camera_stop (camera);
  g_assert_cmpint (foyer_camera_get_state (camera), ==, FOYER_CAMERA_STOPPED);
  g_assert_finalize_object (camera);
  foyer_camera_settle ();
}

static void
assert_trouble (FoyerCamera *camera, FoyerCameraState state)
{
  fixture_wait_for_state (camera, state);
  g_assert_cmpstr (foyer_camera_get_message (camera), !=, "");
}

static void
test_nonsense (void)
{
  static const char *const sources[] = { "", "webcam", "film:", "v4l2:", "pictures", "auto:1" };

  for (gsize i = 0; i < G_N_ELEMENTS (sources); i++) {
    FoyerCamera *camera = foyer_camera_new (sources[i]);

    g_assert_cmpstr (foyer_camera_get_message (camera), ==, "");
    foyer_camera_start (camera);
    assert_trouble (camera, FOYER_CAMERA_FAILED);
    end (camera);
  }
}

static void
write_film (const char *path, const char *code)
{
  const FoyerFilmScene scene = { code, 1.2, NULL };
  g_autoptr (GError) error = NULL;

  g_assert_true (foyer_film_write (path, &scene, 1, 1, NULL, NULL, NULL, &error));
  g_assert_no_error (error);
}

/* Missing, then broken, then whole: each is seen, and the last heals it. */
static void
test_film_heals (void)
{
  g_autofree char *dir = fixture_dir_new ();
  g_autofree char *path = g_build_filename (dir, "film.avi", NULL);
  g_autofree char *source = g_strconcat ("film:", path, NULL);
  FoyerCamera *camera = foyer_camera_new (source);
  guint previews = 0;

  g_signal_connect (camera, "preview", G_CALLBACK (on_preview), &previews);
  foyer_camera_start (camera);
  assert_trouble (camera, FOYER_CAMERA_MISSING);
  g_assert_true (g_file_set_contents (path, "this is no film", -1, NULL));
  assert_trouble (camera, FOYER_CAMERA_FAILED);
  write_film (path, "HEALED");
  fixture_wait_for_state (camera, FOYER_CAMERA_RUNNING);
  g_assert_cmpstr (foyer_camera_get_message (camera), ==, "");
  g_assert_true (fixture_wait (reached_one, &previews, 20));
  end (camera);
  fixture_dir_remove (dir);
}

/* What is played once ends in darkness, not in trouble. */
static void
test_film_ends (void)
{
  g_autofree char *dir = fixture_dir_new ();
  g_autofree char *path = g_build_filename (dir, "film.avi", NULL);
  g_autofree char *source = g_strconcat ("film:", path, NULL);
  FoyerCamera *camera;

  write_film (path, "ENDS");
  camera = foyer_camera_new (source);
  foyer_camera_start (camera);
  fixture_wait_for_state (camera, FOYER_CAMERA_RUNNING);
  g_assert_false (fixture_wait (never, NULL, 3));
  g_assert_cmpint (foyer_camera_get_state (camera), ==, FOYER_CAMERA_RUNNING);
  end (camera);
  fixture_dir_remove (dir);
}

static void
count_frames (FoyerFrame *frame, gpointer user_data)
{
  g_atomic_int_inc ((int *) user_data);
}

static gboolean
reached_sixty (gpointer count)
{
  return g_atomic_int_get ((int *) count) >= 60;
}

/* The film has 30 frames. */
static void
test_film_loops (void)
{
  g_autofree char *dir = fixture_dir_new ();
  g_autofree char *path = g_build_filename (dir, "film.avi", NULL);
  g_autofree char *source = g_strconcat ("film-loop:", path, NULL);
  FoyerCamera *camera;
  int frames = 0;

  write_film (path, "LOOPS");
  camera = foyer_camera_new (source);
  foyer_camera_set_frame_func (camera, count_frames, &frames);
  foyer_camera_start (camera);
  g_assert_true (fixture_wait (reached_sixty, &frames, 20));
  g_assert_cmpint (foyer_camera_get_state (camera), ==, FOYER_CAMERA_RUNNING);
  end (camera);
  fixture_dir_remove (dir);
}

/* An empty folder is darkness, a missing one is trouble until it is back. */
static void
test_pictures_heal (void)
{
  g_autofree char *dir = fixture_dir_new ();
  g_autofree char *source = g_strconcat ("pictures:", dir, NULL);
  FoyerCamera *camera = foyer_camera_new (source);
  guint previews = 0;

  g_signal_connect (camera, "preview", G_CALLBACK (on_preview), &previews);
  foyer_camera_start (camera);
  fixture_wait_for_state (camera, FOYER_CAMERA_RUNNING);
  g_assert_true (fixture_wait (reached_three, &previews, 10));
  fixture_dir_remove (dir);
  assert_trouble (camera, FOYER_CAMERA_MISSING);
  g_assert_cmpint (g_mkdir (dir, 0700), ==, 0);
  fixture_wait_for_state (camera, FOYER_CAMERA_RUNNING);
  end (camera);
  fixture_dir_remove (dir);
}

static void
test_v4l2_missing (void)
{
  FoyerCamera *camera = foyer_camera_new ("v4l2:/dev/no-such-camera");

  foyer_camera_start (camera);
  assert_trouble (camera, FOYER_CAMERA_MISSING);
  end (camera);
}

/* The fake camera's wall is brighter on its left: a mirror has that on the right. */
static void
on_mirror (FoyerCamera *camera, GBytes *pixels, int width, int height, int stride, gpointer user_data)
{
  const guint8 *left = g_bytes_get_data (pixels, NULL);
  const guint8 *right = left + (width - 1) * 4;
  guint *previews = user_data;

  g_assert_cmpuint (left[0], <, 180);
  g_assert_cmpuint (right[0], >, 200);
  (*previews)++;
}

static void
test_mirrored (void)
{
  GstDevice *device = fake_camera_plug_in ("Fake camera", FAKE_CAMERA_GOOD);
  FoyerCamera *camera = foyer_camera_new ("auto");
  guint previews = 0;

  g_signal_connect (camera, "preview", G_CALLBACK (on_mirror), &previews);
  foyer_camera_start (camera);
  g_assert_true (fixture_wait (reached_three, &previews, 10));
  end (camera);
  fake_camera_unplug (device);
}

static void
count_preview (FoyerCamera *camera, GBytes *pixels, int width, int height, int stride,
               gpointer user_data)
{
  guint *previews = user_data;

  g_assert_cmpint (width, ==, 640);
  g_assert_cmpint (height, ==, 360);
  (*previews)++;
}

static gboolean
reached_ninety (gpointer count)
{
  return g_atomic_int_get ((int *) count) >= 90;
}

/* Thirty frames of 1280 × 720 a second are half as many of half the size. */
static void
test_preview_pace (void)
{
  GstDevice *device = fake_camera_plug_in ("Fake camera", FAKE_CAMERA_GOOD);
  FoyerCamera *camera = foyer_camera_new ("auto");
  guint previews = 0;
  int frames = 0;
  gint64 start_us;
  double seconds;

  g_signal_connect (camera, "preview", G_CALLBACK (count_preview), &previews);
  foyer_camera_set_frame_func (camera, count_frames, &frames);
  foyer_camera_start (camera);
  fixture_wait_for_state (camera, FOYER_CAMERA_RUNNING);
  start_us = g_get_monotonic_time ();
  g_assert_true (fixture_wait (reached_ninety, &frames, 30));
  seconds = (double) (g_get_monotonic_time () - start_us) / G_USEC_PER_SEC;
  g_assert_cmpuint (previews, >, 3);
  g_assert_cmpfloat (previews, <=, seconds * 15 + 2);
  end (camera);
  fake_camera_unplug (device);
}

/* A main loop that is away for a while neither stops the frames nor finds a
 * heap of pictures when it is back. */
static void
test_busy_main_loop (void)
{
  GstDevice *device = fake_camera_plug_in ("Fake camera", FAKE_CAMERA_GOOD);
  FoyerCamera *camera = foyer_camera_new ("auto");
  guint previews = 0;
  int frames = 0;
  gint64 deadline_us = g_get_monotonic_time () + 30 * G_USEC_PER_SEC;

  g_signal_connect (camera, "preview", G_CALLBACK (count_preview), &previews);
  foyer_camera_set_frame_func (camera, count_frames, &frames);
  foyer_camera_start (camera);
  while (g_atomic_int_get (&frames) < 60 && g_get_monotonic_time () < deadline_us)
    g_thread_yield ();
  g_assert_cmpint (g_atomic_int_get (&frames), >=, 60);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpuint (previews, <=, 2);
  end (camera);
  fake_camera_unplug (device);
}

/* Stopping and starting at once, also before anything has happened. */
static void
test_restarts (void)
{
  g_autofree char *dir = fixture_dir_new ();
  g_autofree char *source = g_strconcat ("pictures:", dir, NULL);
  FoyerCamera *camera = foyer_camera_new (source);

  for (int i = 0; i < 20; i++) {
    foyer_camera_start (camera);
    foyer_camera_start (camera);
    foyer_camera_stop (camera);
    foyer_camera_stop (camera);
  }
  foyer_camera_start (camera);
  fixture_wait_for_state (camera, FOYER_CAMERA_RUNNING);
  end (camera);
  fixture_dir_remove (dir);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  gst_init (NULL, NULL);
  fake_cameras_register ();
  g_test_add_func ("/scanner/camera/nonsense", test_nonsense);
  g_test_add_func ("/scanner/camera/film-heals", test_film_heals);
  g_test_add_func ("/scanner/camera/film-ends", test_film_ends);
  g_test_add_func ("/scanner/camera/film-loops", test_film_loops);
  g_test_add_func ("/scanner/camera/pictures-heal", test_pictures_heal);
  g_test_add_func ("/scanner/camera/v4l2-missing", test_v4l2_missing);
  g_test_add_func ("/scanner/camera/mirrored", test_mirrored);
  g_test_add_func ("/scanner/camera/preview-pace", test_preview_pace);
  g_test_add_func ("/scanner/camera/busy-main-loop", test_busy_main_loop);
  g_test_add_func ("/scanner/camera/restarts", test_restarts);
  return g_test_run ();
}
