/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a process of its own costs the decoder: time a frame, memory, and how
 * long the door is blind when a picture kills it. */
#include "bench.h"
#include "decode-child.h"
#include "decoder.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define N_FRAMES 300
#define N_KILLS  50

/* A little noise, so that nobody takes the frame for a blank. */
static FoyerFrame *
frame_new (int width, int height)
{
  GRand *rand = g_rand_new_with_seed (1);
  guint8 *pixels = g_malloc ((gsize) width * (gsize) height);
  g_autoptr (GBytes) bytes = g_bytes_new_take (pixels, (gsize) width * (gsize) height);

  for (int i = 0; i < width * height; i++)
    pixels[i] = (guint8) (128 + i / width / 16 + g_rand_int_range (rand, -6, 7));
  g_rand_free (rand);
  return foyer_frame_new (bytes, width, height, width, -1, 0);
}

static void
measure_frames (int width, int height)
{
  g_autoptr (FoyerFrame) frame = frame_new (width, height);
  g_autoptr (FoyerDecodeChild) child = foyer_decode_child_new (NULL);
  g_autoptr (FoyerDecoder) decoder = foyer_decoder_new ();
  g_autoptr (GArray) apart = bench_times_new (), within = bench_times_new ();
  g_autofree char *name = g_strdup_printf ("a frame of %d × %d, apart", width, height);
  g_autoptr (GPtrArray) first = NULL;
  g_autoptr (GError) error = NULL;

  first = foyer_decode_child_decode (child, frame, &error);
  bench_check (error);
  for (guint i = 0; i < N_FRAMES; i++) {
    gint64 start_us = g_get_monotonic_time ();

    g_ptr_array_unref (foyer_decoder_decode (decoder, frame));
    bench_times_add (within, start_us);
    start_us = g_get_monotonic_time ();
    g_ptr_array_unref (foyer_decode_child_decode (child, frame, NULL));
    bench_times_add (apart, start_us);
  }
  bench_lines (name, apart, "within the kiosk", within);
}

/* MiB that no other process shares. */
static double
memory_of (GPid process)
{
  g_autofree char *path = g_strdup_printf ("/proc/%d/status", process);
  g_autofree char *status = NULL;
  const char *line;

  g_file_get_contents (path, &status, NULL, NULL);
  line = status != NULL ? strstr (status, "RssAnon:") : NULL;
  return line != NULL ? strtod (line + strlen ("RssAnon:"), NULL) / 1024 : 0;
}

static void
measure_memory (void)
{
  g_autoptr (FoyerFrame) frame = frame_new (1280, 720);
  g_autoptr (FoyerDecodeChild) child = foyer_decode_child_new (NULL);
  double before = memory_of (getpid ());

  for (guint i = 0; i < N_FRAMES; i++)
    g_ptr_array_unref (foyer_decode_child_decode (child, frame, NULL));
  bench_figure ("memory of the process of its own", memory_of (foyer_decode_child_get_process (child)),
                "MiB");
  bench_figure ("and what the kiosk's grows by", memory_of (getpid ()) - before, "MiB");
}

static void
measure_healing (void)
{
  g_autoptr (FoyerFrame) frame = frame_new (1280, 720);
  g_autoptr (FoyerDecodeChild) child = foyer_decode_child_new (NULL);
  g_autoptr (GArray) healing = bench_times_new ();

  g_ptr_array_unref (foyer_decode_child_decode (child, frame, NULL));
  for (guint i = 0; i < N_KILLS; i++) {
    gint64 start_us = g_get_monotonic_time ();
    GPtrArray *codes;

    kill (foyer_decode_child_get_process (child), SIGKILL);
    while ((codes = foyer_decode_child_decode (child, frame, NULL)) == NULL)
      ;
    bench_times_add (healing, start_us);
    g_ptr_array_unref (codes);
  }
  bench_figure ("killed, until the next frame is read, p50", bench_times_at (healing, 50), "ms");
  bench_figure ("killed, until the next frame is read, p99", bench_times_at (healing, 99), "ms");
}

int
main (void)
{
  measure_frames (1280, 720);
  measure_frames (1920, 1080);
  measure_memory ();
  measure_healing ();
  return 0;
}
