/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-film"

#include "film.h"

#include "film-stage.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <gst/app/app.h>
#include <math.h>

#define FRAMES_PER_SECOND 25
#define COMING_SECONDS 0.6
/* Where the phone waits below the picture. */
#define BELOW (FOYER_FILM_HEIGHT * 1.15)
#define PROGRESS_EVERY 10

#define ENCODER \
  "appsrc name=frames format=time block=true max-buffers=4 max-bytes=0 ! videoconvert ! " \
  "video/x-raw,format=I420 ! jpegenc quality=75 ! avimux ! filesink name=file"

/* How this guest holds it; every guest's hand is another one. */
typedef struct {
  FoyerFilmPose rest;
  double        phase[4];
} Hand;

typedef struct {
  FoyerFilmStage   *stage;
  GRand            *rand;
  GstElement       *pipeline;
  GstElement       *frames;
  GCancellable     *cancellable;
  FoyerFilmProgress progress;
  gpointer          user_data;
  guint             done;
  guint             total;
} Shoot;

static Hand
hand_new (GRand *rand)
{
  Hand hand = { .rest = {
                  .x = FOYER_FILM_WIDTH * g_rand_double_range (rand, 0.42, 0.58),
                  .y = FOYER_FILM_HEIGHT * g_rand_double_range (rand, 0.5, 0.56),
                  .size = g_rand_double_range (rand, 0.86, 1.0),
                  .roll = g_rand_double_range (rand, -0.13, 0.13),
                  .yaw = g_rand_double_range (rand, -0.3, 0.3),
                  .pitch = g_rand_double_range (rand, -0.25, 0.25),
                } };

  for (gsize i = 0; i < G_N_ELEMENTS (hand.phase); i++)
    hand.phase[i] = g_rand_double_range (rand, 0, 2 * G_PI);
  return hand;
}

static double
ease (double share)
{
  share = CLAMP (share, 0, 1);
  return share * share * (3 - 2 * share);
}

/* @at of @seconds into the scene. */
static FoyerFilmPose
hand_pose (const Hand *hand, double at, double seconds)
{
  double coming = MIN (COMING_SECONDS, seconds / 4);
  double there = MIN (ease (at / coming), ease ((seconds - at) / coming));
  FoyerFilmPose pose = hand->rest;

  pose.x += 6 * sin (2.1 * at + hand->phase[0]) + 2 * sin (13 * at + hand->phase[1]);
  pose.y += 5 * sin (1.7 * at + hand->phase[2]) + 2 * sin (11 * at + hand->phase[3]);
  pose.y += (1 - there) * BELOW;
  pose.roll += 0.02 * sin (2.6 * at + hand->phase[3]) + (1 - there) * 0.25;
  pose.yaw += 0.03 * sin (1.9 * at + hand->phase[1]);
  pose.size *= 0.94 + 0.06 * ease (at / seconds * 2);
  return pose;
}

static gboolean
phone_for_scene (const FoyerFilmScene *scene, FoyerFilmPhone **phone, GError **error)
{
  *phone = scene->code != NULL ? foyer_film_phone_new (scene->code, scene->caption) : NULL;
  if (scene->code == NULL || *phone != NULL)
    return TRUE;
  g_set_error_literal (error, FOYER_SCANNER_ERROR, FOYER_SCANNER_ERROR_UNSUITABLE,
                       "the text fits no QR code");
  return FALSE;
}

static void
draw (guint8 *pixels, FoyerFilmStage *stage, FoyerFilmPhone *phone, const FoyerFilmPose *pose,
      GRand *rand)
{
  cairo_surface_t *surface = cairo_image_surface_create_for_data (
    pixels, CAIRO_FORMAT_RGB24, FOYER_FILM_WIDTH, FOYER_FILM_HEIGHT, FOYER_FILM_WIDTH * 4);
  cairo_t *cr = cairo_create (surface);

  foyer_film_stage_draw (stage, cr, phone, pose, rand);
  cairo_destroy (cr);
  cairo_surface_finish (surface);
  cairo_surface_destroy (surface);
}

static gboolean
shoot_frame (Shoot *shoot, FoyerFilmPhone *phone, const FoyerFilmPose *pose)
{
  GstBuffer *buffer = gst_buffer_new_allocate (NULL, FOYER_FILM_WIDTH * FOYER_FILM_HEIGHT * 4,
                                               NULL);
  GstMapInfo map;

  gst_buffer_map (buffer, &map, GST_MAP_WRITE);
  draw (map.data, shoot->stage, phone, pose, shoot->rand);
  gst_buffer_unmap (buffer, &map);
  GST_BUFFER_PTS (buffer) = shoot->done * GST_SECOND / FRAMES_PER_SECOND;
  GST_BUFFER_DURATION (buffer) = GST_SECOND / FRAMES_PER_SECOND;
  shoot->done++;
  if (shoot->progress != NULL && shoot->done % PROGRESS_EVERY == 0)
    shoot->progress (shoot->done, shoot->total, shoot->user_data);
  return gst_app_src_push_buffer (GST_APP_SRC (shoot->frames), buffer) == GST_FLOW_OK;
}

static guint
frames_of (const FoyerFilmScene *scene)
{
  return (guint) MAX (1, lround (scene->seconds * FRAMES_PER_SECOND));
}

/* FALSE without an error: the encoder's bus knows why. */
static gboolean
shoot_scene (Shoot *shoot, const FoyerFilmScene *scene, GError **error)
{
  g_autoptr (FoyerFilmPhone) phone = NULL;
  Hand hand = hand_new (shoot->rand);
  guint n_frames = frames_of (scene);

  if (!phone_for_scene (scene, &phone, error))
    return FALSE;
  for (guint i = 0; i < n_frames; i++) {
    FoyerFilmPose pose = hand_pose (&hand, (double) i / FRAMES_PER_SECOND,
                                    (double) n_frames / FRAMES_PER_SECOND);

    if (g_cancellable_set_error_if_cancelled (shoot->cancellable, error)
        || !shoot_frame (shoot, phone, &pose))
      return FALSE;
  }
  return TRUE;
}

/* Waits until the file is whole. */
static gboolean
finish (GstElement *pipeline, GError **error)
{
  g_autoptr (GstBus) bus = gst_element_get_bus (pipeline);
  g_autoptr (GstMessage) message = gst_bus_timed_pop_filtered (
    bus, GST_CLOCK_TIME_NONE, GST_MESSAGE_EOS | GST_MESSAGE_ERROR);
  g_autoptr (GError) local = NULL;

  if (GST_MESSAGE_TYPE (message) == GST_MESSAGE_EOS)
    return TRUE;
  gst_message_parse_error (message, &local, NULL);
  g_set_error_literal (error, FOYER_SCANNER_ERROR, FOYER_SCANNER_ERROR_MEDIA, local->message);
  return FALSE;
}

static gboolean
shoot_all (Shoot *shoot, const FoyerFilmScene *scenes, gsize n_scenes, GError **error)
{
  GError *local = NULL;

  for (gsize i = 0; i < n_scenes; i++)
    shoot->total += frames_of (&scenes[i]);
  for (gsize i = 0; i < n_scenes; i++)
    if (!shoot_scene (shoot, &scenes[i], &local))
      break;
  if (local != NULL) {
    g_propagate_error (error, local);
    return FALSE;
  }
  gst_app_src_end_of_stream (GST_APP_SRC (shoot->frames));
  return finish (shoot->pipeline, error);
}

static GstElement *
encoder_new (const char *path, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (GstElement) file = NULL;
  g_autoptr (GstElement) frames = NULL;
  GstElement *pipeline = NULL;
  GstCaps *caps;

  if (gst_init_check (NULL, NULL, &local))
    pipeline = gst_parse_launch_full (ENCODER, NULL, GST_PARSE_FLAG_FATAL_ERRORS, &local);
  if (pipeline == NULL) {
    g_set_error_literal (error, FOYER_SCANNER_ERROR, FOYER_SCANNER_ERROR_MEDIA, local->message);
    return NULL;
  }
  gst_object_ref_sink (pipeline);
  file = gst_bin_get_by_name (GST_BIN (pipeline), "file");
  g_object_set (file, "location", path, NULL);
  frames = gst_bin_get_by_name (GST_BIN (pipeline), "frames");
  caps = gst_caps_new_simple ("video/x-raw", "format", G_TYPE_STRING,
                              G_BYTE_ORDER == G_LITTLE_ENDIAN ? "BGRx" : "xRGB", "width",
                              G_TYPE_INT, FOYER_FILM_WIDTH, "height", G_TYPE_INT,
                              FOYER_FILM_HEIGHT, "framerate", GST_TYPE_FRACTION,
                              FRAMES_PER_SECOND, 1, NULL);
  gst_app_src_set_caps (GST_APP_SRC (frames), caps);
  gst_caps_unref (caps);
  return pipeline;
}

/* A name beside @path that no one takes for a finished file. */
static char *
draft_name (const char *path)
{
  g_autofree char *dir = g_path_get_dirname (path);
  g_autofree char *name = g_path_get_basename (path);

  return g_strdup_printf ("%s/.%s.part", dir, name);
}

static gboolean
publish (const char *draft, const char *path, GError **error)
{
  if (g_rename (draft, path) == 0)
    return TRUE;
  g_set_error (error, FOYER_SCANNER_ERROR, FOYER_SCANNER_ERROR_MEDIA, "%s: %s", path,
               g_strerror (errno));
  return FALSE;
}

gboolean
foyer_film_write (const char *path, const FoyerFilmScene *scenes, gsize n_scenes, guint32 seed,
                  GCancellable *cancellable, FoyerFilmProgress progress, gpointer user_data,
                  GError **error)
{
  g_autofree char *draft = draft_name (path);
  g_autoptr (FoyerFilmStage) stage = foyer_film_stage_new (seed);
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  g_autoptr (GstElement) pipeline = encoder_new (draft, error);
  g_autoptr (GstElement) frames = NULL;
  gboolean written;

  if (pipeline == NULL)
    return FALSE;
  frames = gst_bin_get_by_name (GST_BIN (pipeline), "frames");
  gst_element_set_state (pipeline, GST_STATE_PLAYING);
  written = shoot_all (&(Shoot) { stage, rand, pipeline, frames, cancellable, progress, user_data },
                       scenes, n_scenes, error);
  gst_element_set_state (pipeline, GST_STATE_NULL);
  written = written && publish (draft, path, error);
  if (!written)
    g_unlink (draft);
  return written;
}

gboolean
foyer_film_write_picture (const char *path, const FoyerFilmScene *scene, guint32 seed,
                          GError **error)
{
  g_autofree char *draft = draft_name (path);
  g_autoptr (FoyerFilmStage) stage = foyer_film_stage_new (seed);
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  g_autoptr (FoyerFilmPhone) phone = NULL;
  Hand hand = hand_new (rand);
  FoyerFilmPose pose = hand_pose (&hand, 1, 2);
  cairo_surface_t *surface;
  cairo_status_t status;
  cairo_t *cr;

  if (!phone_for_scene (scene, &phone, error))
    return FALSE;
  surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, FOYER_FILM_WIDTH, FOYER_FILM_HEIGHT);
  cr = cairo_create (surface);
  foyer_film_stage_draw (stage, cr, phone, &pose, rand);
  cairo_destroy (cr);
  status = cairo_surface_write_to_png (surface, draft);
  cairo_surface_destroy (surface);
  if (status == CAIRO_STATUS_SUCCESS)
    return publish (draft, path, error);
  g_unlink (draft);
  g_set_error (error, FOYER_SCANNER_ERROR, FOYER_SCANNER_ERROR_MEDIA, "%s: %s", path,
               cairo_status_to_string (status));
  return FALSE;
}
