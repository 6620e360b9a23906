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
#define POLL_NS (50 * GST_MSECOND)

#define ENCODER \
  "appsrc name=frames format=time max-buffers=1 max-bytes=0 ! queue max-size-buffers=4 " \
  "max-size-bytes=0 max-size-time=0 ! videoconvert ! " \
  "video/x-raw,format=I420 ! jpegenc quality=75 ! avimux ! filesink name=file"

/* How this guest holds it; every guest's hand is another one. */
typedef struct {
  FoyerFilmPose rest;
  double        phase[4];
} Hand;

/* One scene ready to be drawn. */
typedef struct {
  FoyerFilmPhone *phone;   /* NULL for an empty hall */
  Hand            hand;
  guint           n_frames;
} Take;

/* Drawn on the streaming thread whenever the encoder asks for more, so that an
 * encoder that fails never leaves anybody waiting. */
typedef struct {
  FoyerFilmStage *stage;
  GRand          *rand;
  GArray         *takes;   /* Take */
  guint           take;    /* the one that runs, and how far it has come */
  guint           at;
  int             done;    /* atomic */
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

static void
clear_take (gpointer data)
{
  g_clear_pointer (&((Take *) data)->phone, foyer_film_phone_free);
}

static gboolean
prepare (Shoot *shoot, const FoyerFilmScene *scenes, gsize n_scenes, GError **error)
{
  for (gsize i = 0; i < n_scenes; i++) {
    Take take = { .hand = hand_new (shoot->rand),
                  .n_frames = (guint) MAX (1, lround (scenes[i].seconds * FRAMES_PER_SECOND)) };

    if (!phone_for_scene (&scenes[i], &take.phone, error))
      return FALSE;
    g_array_append_val (shoot->takes, take);
  }
  return TRUE;
}

static void
shoot_frame (Shoot *shoot, GstAppSrc *frames, const Take *take)
{
  GstBuffer *buffer = gst_buffer_new_allocate (NULL, FOYER_FILM_WIDTH * FOYER_FILM_HEIGHT * 4,
                                               NULL);
  FoyerFilmPose pose = hand_pose (&take->hand, (double) shoot->at / FRAMES_PER_SECOND,
                                  (double) take->n_frames / FRAMES_PER_SECOND);
  GstMapInfo map;

  gst_buffer_map (buffer, &map, GST_MAP_WRITE);
  draw (map.data, shoot->stage, take->phone, &pose, shoot->rand);
  gst_buffer_unmap (buffer, &map);
  GST_BUFFER_PTS (buffer) = (guint) shoot->done * GST_SECOND / FRAMES_PER_SECOND;
  GST_BUFFER_DURATION (buffer) = GST_SECOND / FRAMES_PER_SECOND;
  g_atomic_int_inc (&shoot->done);
  gst_app_src_push_buffer (frames, buffer);
}

static void
on_need_data (GstAppSrc *frames, guint length, gpointer user_data)
{
  Shoot *shoot = user_data;
  const Take *take;

  if (shoot->take == shoot->takes->len) {
    gst_app_src_end_of_stream (frames);
    return;
  }
  take = &g_array_index (shoot->takes, Take, shoot->take);
  shoot_frame (shoot, frames, take);
  shoot->at++;
  if (shoot->at < take->n_frames)
    return;
  shoot->at = 0;
  shoot->take++;
}

static guint
count_frames (GArray *takes)
{
  guint sum = 0;

  for (guint i = 0; i < takes->len; i++)
    sum += g_array_index (takes, Take, i).n_frames;
  return sum;
}

static gboolean
judge_message (GstMessage *message, GError **error)
{
  g_autoptr (GError) local = NULL;

  if (GST_MESSAGE_TYPE (message) == GST_MESSAGE_EOS)
    return TRUE;
  gst_message_parse_error (message, &local, NULL);
  g_set_error_literal (error, FOYER_SCANNER_ERROR, FOYER_SCANNER_ERROR_MEDIA, local->message);
  return FALSE;
}

/* Until the file is whole. */
static gboolean
wait_for_film (Shoot *shoot, GstElement *pipeline, GCancellable *cancellable,
               FoyerFilmProgress progress, gpointer user_data, GError **error)
{
  g_autoptr (GstBus) bus = gst_element_get_bus (pipeline);
  guint total = count_frames (shoot->takes);

  while (!g_cancellable_set_error_if_cancelled (cancellable, error)) {
    g_autoptr (GstMessage) message = gst_bus_timed_pop_filtered (
      bus, POLL_NS, GST_MESSAGE_EOS | GST_MESSAGE_ERROR);

    if (progress != NULL)
      progress ((guint) g_atomic_int_get (&shoot->done), total, user_data);
    if (message != NULL)
      return judge_message (message, error);
  }
  return FALSE;
}

static void
clear_shoot (Shoot *shoot)
{
  g_array_unref (shoot->takes);
  g_rand_free (shoot->rand);
  foyer_film_stage_free (shoot->stage);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Shoot, clear_shoot)

static Shoot
shoot_new (guint32 seed)
{
  Shoot shoot = { .stage = foyer_film_stage_new (seed),
                  .rand = g_rand_new_with_seed (seed),
                  .takes = g_array_new (FALSE, FALSE, sizeof (Take)) };

  g_array_set_clear_func (shoot.takes, clear_take);
  return shoot;
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

static gboolean
encode (Shoot *shoot, const char *path, GCancellable *cancellable, FoyerFilmProgress progress,
        gpointer user_data, GError **error)
{
  g_autoptr (GstElement) pipeline = encoder_new (path, error);
  g_autoptr (GstElement) frames = NULL;
  GstAppSrcCallbacks callbacks = { .need_data = on_need_data };
  gboolean whole;

  if (pipeline == NULL)
    return FALSE;
  frames = gst_bin_get_by_name (GST_BIN (pipeline), "frames");
  gst_app_src_set_callbacks (GST_APP_SRC (frames), &callbacks, shoot, NULL);
  /* A failure to start is on the bus, too, with its reason. */
  gst_element_set_state (pipeline, GST_STATE_PLAYING);
  whole = wait_for_film (shoot, pipeline, cancellable, progress, user_data, error);
  gst_element_set_state (pipeline, GST_STATE_NULL);
  return whole;
}

gboolean
foyer_film_write (const char *path, const FoyerFilmScene *scenes, gsize n_scenes, guint32 seed,
                  GCancellable *cancellable, FoyerFilmProgress progress, gpointer user_data,
                  GError **error)
{
  g_autofree char *draft = draft_name (path);
  g_auto (Shoot) shoot = shoot_new (seed);
  gboolean written = prepare (&shoot, scenes, n_scenes, error)
                     && encode (&shoot, draft, cancellable, progress, user_data, error)
                     && publish (draft, path, error);

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
