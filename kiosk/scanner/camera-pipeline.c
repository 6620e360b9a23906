/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-camera-pipeline"

#include "camera-pipeline.h"

#include <gst/video/video.h>

#define ONE_FRAME "queue leaky=downstream max-size-buffers=1 max-size-bytes=0 max-size-time=0"
#define ONE_SINK "max-buffers=1 drop=true sync=false enable-last-sample=false"

/* What a 720p camera sends is enough for a code in a hand, and a USB 2 port
 * carries it; a camera that can do neither sends what it has. decodebin passes
 * raw frames as they are and unpacks the JPEG of the others. */
#define DEVICE_TAIL \
  "capsfilter name=first caps=\"video/x-raw,width=1280,height=720,framerate=[25/1,60/1];" \
  "image/jpeg,width=1280,height=720,framerate=[25/1,60/1];video/x-raw;image/jpeg\" ! decodebin ! " \
  "videoconvert name=last"

/* The pace of a film has to be kept before the leaky queues, or they would drop
 * all of it but the end. */
#define FILM_SOURCE "filesrc name=file ! decodebin ! videoconvert ! identity name=last sync=true"
#define PICTURES_SOURCE \
  "appsrc name=pictures is-live=true format=time do-timestamp=true " \
  "max-buffers=1 leaky-type=downstream ! identity name=last"

#define BRANCHES \
  "tee name=branches allow-not-linked=true " \
  "branches. ! " ONE_FRAME " ! videoconvert ! video/x-raw,format=GRAY8 ! " \
  "appsink name=frames " ONE_SINK " " \
  "branches. ! " ONE_FRAME " ! identity name=pace ! videoscale ! " \
  "video/x-raw,width=[1,640],height=[1,640],pixel-aspect-ratio=1/1 ! videoconvert ! " \
  "video/x-raw,format=RGBA ! videoflip video-direction=horiz ! appsink name=preview " ONE_SINK

/* The window redraws no more than 15 times a second. */
#define PREVIEW_EVERY_US (G_USEC_PER_SEC / 15)

static const struct {
  const char     *prefix;
  FoyerCameraKind kind;
} prefixes[] = {
  { "name:", FOYER_CAMERA_KIND_NAMED },
  { "v4l2:", FOYER_CAMERA_KIND_V4L2 },
  { "film:", FOYER_CAMERA_KIND_FILM },
  { "film-loop:", FOYER_CAMERA_KIND_FILM_LOOP },
  { "pictures:", FOYER_CAMERA_KIND_PICTURES },
};

FoyerCameraKind
foyer_camera_parse_source (const char *source, const char **path)
{
  *path = NULL;
  if (g_strcmp0 (source, "auto") == 0)
    return FOYER_CAMERA_KIND_AUTO;
  for (gsize i = 0; source != NULL && i < G_N_ELEMENTS (prefixes); i++) {
    if (!g_str_has_prefix (source, prefixes[i].prefix))
      continue;
    *path = source + strlen (prefixes[i].prefix);
    return **path != '\0' ? prefixes[i].kind : FOYER_CAMERA_KIND_NONE;
  }
  return FOYER_CAMERA_KIND_NONE;
}

gboolean
foyer_camera_kind_is_device (FoyerCameraKind kind)
{
  return kind == FOYER_CAMERA_KIND_AUTO || kind == FOYER_CAMERA_KIND_NAMED
         || kind == FOYER_CAMERA_KIND_V4L2;
}

static void
expose (GstElement *bin, const char *element, const char *pad_name)
{
  g_autoptr (GstElement) end = gst_bin_get_by_name (GST_BIN (bin), element);
  g_autoptr (GstPad) pad = end != NULL ? gst_element_get_static_pad (end, pad_name) : NULL;

  if (pad != NULL)
    gst_element_add_pad (bin, gst_ghost_pad_new (pad_name, pad));
}

/* A bin with the pads of its "first" and "last" element. The parser would expose
 * every free pad, also the one that waits for decodebin. */
static GstElement *
bin_new (const char *description, GError **error)
{
  GstElement *bin = gst_parse_bin_from_description_full (description, FALSE, NULL,
                                                         GST_PARSE_FLAG_FATAL_ERRORS, error);

  if (bin == NULL)
    return NULL;
  expose (bin, "first", "sink");
  expose (bin, "last", "src");
  return bin;
}

/* By itself a camera takes longer for a frame when it is dark, until a phone
 * that is held up is a glaring blur. The old name and the new; what a camera
 * does not know it leaves alone. */
static void
hold_exposure (GstElement *camera)
{
  g_autoptr (GstStructure) controls = NULL;

  if (g_object_class_find_property (G_OBJECT_GET_CLASS (camera), "extra-controls") == NULL)
    return;
  controls = gst_structure_new ("controls", "exposure_auto_priority", G_TYPE_INT, 0,
                                "exposure_dynamic_framerate", G_TYPE_INT, 0, NULL);
  g_object_set (camera, "extra-controls", controls, NULL);
}

/* The camera's own element first, then what makes its frames raw. */
static GstElement *
device_bin_new (GstElement *camera, GError **error)
{
  GstElement *bin = gst_bin_new ("source");
  GstElement *tail = bin_new (DEVICE_TAIL, error);
  g_autoptr (GstPad) pad = NULL;

  hold_exposure (camera);
  gst_bin_add (GST_BIN (bin), camera);
  if (tail == NULL) {
    gst_object_unref (gst_object_ref_sink (bin));
    return NULL;
  }
  gst_bin_add (GST_BIN (bin), tail);
  gst_element_link (camera, tail);
  pad = gst_element_get_static_pad (tail, "src");
  gst_element_add_pad (bin, gst_ghost_pad_new ("src", pad));
  return bin;
}

static GstElement *
v4l2_bin_new (const char *path, GError **error)
{
  GstElement *camera = gst_element_factory_make ("v4l2src", NULL);

  if (camera == NULL) {
    g_set_error_literal (error, GST_CORE_ERROR, GST_CORE_ERROR_MISSING_PLUGIN,
                         "element v4l2src is not installed");
    return NULL;
  }
  g_object_set (camera, "device", path, NULL);
  return device_bin_new (camera, error);
}

static GstElement *
film_bin_new (const char *path, GError **error)
{
  GstElement *bin = bin_new (FILM_SOURCE, error);
  g_autoptr (GstElement) file = bin != NULL ? gst_bin_get_by_name (GST_BIN (bin), "file") : NULL;

  if (file != NULL)
    g_object_set (file, "location", path, NULL);
  return bin;
}

/* videorate would do this, but it takes the whole program down when a camera
 * does not say how many frames a second it sends. */
static GstPadProbeReturn
keep_pace (GstPad *pad, GstPadProbeInfo *info, gpointer user_data)
{
  gint64 *next_us = user_data;
  gint64 now_us = g_get_monotonic_time ();

  if (now_us < *next_us)
    return GST_PAD_PROBE_DROP;
  /* An average, so that a frame that comes a little late costs no other. */
  *next_us = MAX (*next_us + PREVIEW_EVERY_US, now_us);
  return GST_PAD_PROBE_OK;
}

static void
limit_preview (GstElement *pipeline)
{
  g_autoptr (GstElement) pace = gst_bin_get_by_name (GST_BIN (pipeline), "pace");
  g_autoptr (GstPad) pad = gst_element_get_static_pad (pace, "sink");

  gst_pad_add_probe (pad, GST_PAD_PROBE_TYPE_BUFFER, keep_pace, g_new0 (gint64, 1), g_free);
}

/* Whoever asks the branches how to place a frame waits for both queues, and one
 * time in two hundred for ever. They take frames as they come. */
static GstPadProbeReturn
answer_allocation (GstPad *pad, GstPadProbeInfo *info, gpointer user_data)
{
  GstQuery *query = GST_PAD_PROBE_INFO_QUERY (info);

  if (GST_QUERY_TYPE (query) != GST_QUERY_ALLOCATION)
    return GST_PAD_PROBE_OK;
  gst_query_add_allocation_meta (query, GST_VIDEO_META_API_TYPE, NULL);
  return GST_PAD_PROBE_HANDLED;
}

static void
answer_for_branches (GstElement *branches)
{
  g_autoptr (GstPad) pad = gst_element_get_static_pad (branches, "sink");

  gst_pad_add_probe (pad, GST_PAD_PROBE_TYPE_QUERY_DOWNSTREAM | GST_PAD_PROBE_TYPE_PUSH,
                     answer_allocation, NULL, NULL);
}

static gboolean
is_film (FoyerCameraKind kind)
{
  return kind == FOYER_CAMERA_KIND_FILM || kind == FOYER_CAMERA_KIND_FILM_LOOP;
}

/* A sink that waits for its first frame to be told to play is at times
 * forgotten where the source is live. A film that starts over needs it to. */
static void
let_play (GstElement *pipeline, const char *name)
{
  g_autoptr (GstElement) sink = gst_bin_get_by_name (GST_BIN (pipeline), name);

  g_object_set (sink, "async", FALSE, NULL);
}

static GstElement *
source_bin_new (FoyerCameraKind kind, const char *path, GstDevice *device, GError **error)
{
  switch (kind) {
  case FOYER_CAMERA_KIND_AUTO:
  case FOYER_CAMERA_KIND_NAMED:
    return device_bin_new (gst_device_create_element (device, NULL), error);
  case FOYER_CAMERA_KIND_V4L2:
    return v4l2_bin_new (path, error);
  case FOYER_CAMERA_KIND_FILM:
  case FOYER_CAMERA_KIND_FILM_LOOP:
    return film_bin_new (path, error);
  case FOYER_CAMERA_KIND_PICTURES:
    return bin_new (PICTURES_SOURCE, error);
  case FOYER_CAMERA_KIND_NONE:
  default:
    g_return_val_if_reached (NULL);
  }
}

GstElement *
foyer_camera_pipeline_new (FoyerCameraKind kind, const char *path, GstDevice *device,
                           GError **error)
{
  GError *local = NULL;
  GstElement *pipeline = gst_parse_launch_full (BRANCHES, NULL, GST_PARSE_FLAG_FATAL_ERRORS,
                                                &local);
  g_autoptr (GstElement) branches = NULL;
  GstElement *source;

  if (pipeline == NULL) {
    g_propagate_error (error, local);
    return NULL;
  }
  gst_object_ref_sink (pipeline);
  source = source_bin_new (kind, path, device, error);
  if (source == NULL) {
    gst_object_unref (pipeline);
    return NULL;
  }
  gst_bin_add (GST_BIN (pipeline), source);
  branches = gst_bin_get_by_name (GST_BIN (pipeline), "branches");
  gst_element_link (source, branches);
  answer_for_branches (branches);
  if (!is_film (kind)) {
    let_play (pipeline, "frames");
    let_play (pipeline, "preview");
  }
  limit_preview (pipeline);
  return pipeline;
}
