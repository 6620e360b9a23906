/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decode-film.h"

#include "bench.h"
#include "decoder.h"
#include "peer.h"

#include <gst/app/gstappsink.h>
#include <gst/gst.h>
#include <gst/video/video.h>

/* What one reader made of the film. */
typedef struct {
  guint   frames;
  guint   codes;
  GArray *times;
} Reading;

static FoyerFrame *
frame_of (GstSample *sample)
{
  GstVideoInfo info;
  GstVideoFrame mapped;
  FoyerFrame *frame = NULL;

  if (!gst_video_info_from_caps (&info, gst_sample_get_caps (sample))
      || !gst_video_frame_map (&mapped, &info, gst_sample_get_buffer (sample), GST_MAP_READ))
    return NULL;
  {
    int stride = GST_VIDEO_FRAME_PLANE_STRIDE (&mapped, 0);
    g_autoptr (GBytes) bytes =
      g_bytes_new (GST_VIDEO_FRAME_PLANE_DATA (&mapped, 0), (gsize) stride * (gsize) info.height);

    frame = foyer_frame_new (bytes, info.width, info.height, stride, -1, 0);
  }
  gst_video_frame_unmap (&mapped);
  return frame;
}

static void
count (Reading *reading, GPtrArray *codes, gint64 start_us)
{
  bench_times_add_work (reading->times, start_us);
  reading->frames += codes->len > 0;
  reading->codes += codes->len;
  g_ptr_array_unref (codes);
}

static double
mean (GArray *times)
{
  double sum = 0;

  for (guint i = 0; i < times->len; i++)
    sum += g_array_index (times, double, i);
  return sum / MAX (times->len, 1);
}

static void
say (guint n_frames, Reading *ours, Reading *zxing)
{
  bench_say ("a film of %u frames", n_frames);
  bench_line ("frames read", 100.0 * ours->frames / MAX (n_frames, 1), "%", "zxing-cpp",
              100.0 * zxing->frames / MAX (n_frames, 1));
  bench_line ("codes read", ours->codes, "", "zxing-cpp", zxing->codes);
  bench_line ("a frame, mean", mean (ours->times), "ms", "zxing-cpp", mean (zxing->times));
  bench_line ("a frame, p95", bench_times_at (ours->times, 95), "ms", "zxing-cpp",
              bench_times_at (zxing->times, 95));
}

static guint
play (GstAppSink *sink, Reading *ours, Reading *zxing)
{
  g_autoptr (FoyerDecoder) decoder = foyer_decoder_new ();
  guint n_frames = 0;
  GstSample *sample;

  while ((sample = gst_app_sink_pull_sample (sink)) != NULL) {
    g_autoptr (FoyerFrame) frame = frame_of (sample);
    gint64 start_us = bench_worked_us ();

    gst_sample_unref (sample);
    if (frame == NULL)
      continue;
    n_frames++;
    count (ours, foyer_decoder_decode (decoder, frame), start_us);
    start_us = bench_worked_us ();
    count (zxing, bench_zxing_read (frame), start_us);
  }
  return n_frames;
}

void
bench_decode_film (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GstElement) pipeline = NULL;
  g_autoptr (GstElement) source = NULL;
  g_autoptr (GstElement) sink = NULL;
  g_autoptr (GArray) our_times = bench_times_new (), zxing_times = bench_times_new ();
  Reading ours = { .times = our_times }, zxing = { .times = zxing_times };
  guint n_frames;

  gst_init (NULL, NULL);
  pipeline = gst_parse_launch ("filesrc name=source ! decodebin ! videoconvert ! "
                               "video/x-raw,format=GRAY8 ! appsink name=sink sync=false "
                               "max-buffers=4",
                               &error);
  bench_check (error);
  source = gst_bin_get_by_name (GST_BIN (pipeline), "source");
  sink = gst_bin_get_by_name (GST_BIN (pipeline), "sink");
  g_object_set (source, "location", path, NULL);
  gst_element_set_state (pipeline, GST_STATE_PLAYING);
  n_frames = play (GST_APP_SINK (sink), &ours, &zxing);
  gst_element_set_state (pipeline, GST_STATE_NULL);
  if (n_frames == 0)
    bench_say ("the film was not opened: its decoder comes with gstreamer1.0-libav");
  else
    say (n_frames, &ours, &zxing);
}
