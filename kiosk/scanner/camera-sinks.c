/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "camera-sinks.h"

#include <gst/app/app.h>
#include <gst/video/video.h>

static void
unmap (gpointer data)
{
  GstVideoFrame *mapped = data;

  gst_video_frame_unmap (mapped);
  g_free (mapped);
}

/* The mapped frame lives as long as the bytes that show it. */
static GBytes *
pull (GstAppSink *sink, GstVideoFrame **mapped)
{
  g_autoptr (GstSample) sample = gst_app_sink_pull_sample (sink);
  GstVideoInfo info;

  if (sample == NULL || !gst_video_info_from_caps (&info, gst_sample_get_caps (sample)))
    return NULL;
  *mapped = g_new0 (GstVideoFrame, 1);
  if (!gst_video_frame_map (*mapped, &info, gst_sample_get_buffer (sample), GST_MAP_READ)) {
    g_free (*mapped);
    return NULL;
  }
  return g_bytes_new_with_free_func (GST_VIDEO_FRAME_PLANE_DATA (*mapped, 0),
                                     (gsize) GST_VIDEO_FRAME_PLANE_STRIDE (*mapped, 0)
                                       * (gsize) GST_VIDEO_FRAME_HEIGHT (*mapped),
                                     unmap, *mapped);
}

static GstFlowReturn
on_frame (GstAppSink *sink, gpointer herald)
{
  gint64 now_us = g_get_monotonic_time ();
  GstVideoFrame *mapped = NULL;
  g_autoptr (GBytes) pixels = pull (sink, &mapped);
  g_autoptr (FoyerFrame) frame = NULL;
  GstClockTime pts;

  if (pixels == NULL)
    return GST_FLOW_OK;
  pts = GST_BUFFER_PTS (mapped->buffer);
  frame = foyer_frame_new (pixels, GST_VIDEO_FRAME_WIDTH (mapped),
                           GST_VIDEO_FRAME_HEIGHT (mapped),
                           GST_VIDEO_FRAME_PLANE_STRIDE (mapped, 0),
                           GST_CLOCK_TIME_IS_VALID (pts) ? (gint64) (pts / GST_USECOND) : -1,
                           now_us);
  if (frame != NULL)
    foyer_camera_herald_hand_on (herald, frame);
  return GST_FLOW_OK;
}

static GstFlowReturn
on_preview (GstAppSink *sink, gpointer herald)
{
  GstVideoFrame *mapped = NULL;
  GBytes *pixels = pull (sink, &mapped);

  if (pixels != NULL)
    foyer_camera_herald_show (herald, pixels, GST_VIDEO_FRAME_WIDTH (mapped),
                              GST_VIDEO_FRAME_HEIGHT (mapped),
                              GST_VIDEO_FRAME_PLANE_STRIDE (mapped, 0));
  return GST_FLOW_OK;
}

static void
unref (gpointer herald)
{
  foyer_camera_herald_unref (herald);
}

static void
connect (GstElement *pipeline, const char *name, FoyerCameraHerald *herald,
         GstFlowReturn (*new_sample) (GstAppSink *, gpointer))
{
  g_autoptr (GstElement) sink = gst_bin_get_by_name (GST_BIN (pipeline), name);
  GstAppSinkCallbacks callbacks = { .new_sample = new_sample };

  gst_app_sink_set_callbacks (GST_APP_SINK (sink), &callbacks, foyer_camera_herald_ref (herald),
                              unref);
}

void
foyer_camera_sinks_connect (GstElement *pipeline, FoyerCameraHerald *herald)
{
  connect (pipeline, "frames", herald, on_frame);
  connect (pipeline, "preview", herald, on_preview);
}
