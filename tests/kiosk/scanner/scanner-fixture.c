/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scanner-fixture.h"

#include <glib/gstdio.h>
#include <qrencode.h>

#define DEADLINE_SECONDS 20

static gboolean
on_deadline (gpointer user_data)
{
  *(gboolean *) user_data = TRUE;
  return G_SOURCE_CONTINUE;
}

static gboolean
on_tick (gpointer user_data)
{
  return G_SOURCE_CONTINUE;
}

gboolean
fixture_wait (FixtureFact fact, gpointer user_data, double seconds)
{
  gboolean late = FALSE;
  guint deadline = g_timeout_add ((guint) (seconds * 1000), on_deadline, &late);
  /* The fact may be of another thread, which wakes nobody here. */
  guint tick = g_timeout_add (20, on_tick, NULL);
  gboolean holds;

  while (!(holds = fact (user_data)) && !late)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (deadline);
  g_source_remove (tick);
  return holds;
}

typedef struct {
  FoyerCamera     *camera;
  FoyerCameraState state;
} Wanted;

static gboolean
has_state (gpointer user_data)
{
  Wanted *wanted = user_data;

  return foyer_camera_get_state (wanted->camera) == wanted->state;
}

void
fixture_wait_for_state (FoyerCamera *camera, FoyerCameraState state)
{
  fixture_wait (has_state, &(Wanted) { camera, state }, DEADLINE_SECONDS);
  g_assert_cmpint (foyer_camera_get_state (camera), ==, state);
}

char *
fixture_dir_new (void)
{
  g_autoptr (GError) error = NULL;
  char *dir = g_dir_make_tmp ("foyer-scanner-XXXXXX", &error);

  g_assert_no_error (error);
  return dir;
}

void
fixture_dir_remove (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *file = g_build_filename (path, name, NULL);

    g_assert_cmpint (g_unlink (file), ==, 0);
  }
  g_assert_cmpint (g_rmdir (path), ==, 0);
}

static QRcode *
encode (const void *bytes, gsize length, int eci)
{
  QRinput *input = QRinput_new2 (0, QR_ECLEVEL_L);
  QRcode *code;

  if (eci >= 0)
    g_assert_cmpint (QRinput_appendECIheader (input, (guint) eci), ==, 0);
  g_assert_cmpint (QRinput_append (input, QR_MODE_8, (int) length, bytes), ==, 0);
  code = QRcode_encodeInput (input);
  g_assert_nonnull (code);
  QRinput_free (input);
  return code;
}

FoyerFrame *
fixture_frame_new (const void *bytes, gsize length, int eci, int pixels_per_module)
{
  QRcode *code = encode (bytes, length, eci);
  int side = (code->width + 8) * pixels_per_module;
  guint8 *pixels = g_malloc ((gsize) side * (gsize) side);
  g_autoptr (GBytes) picture = g_bytes_new_take (pixels, (gsize) side * (gsize) side);

  memset (pixels, 255, (gsize) side * (gsize) side);
  for (int y = 0; y < code->width * pixels_per_module; y++)
    for (int x = 0; x < code->width * pixels_per_module; x++)
      if (code->data[y / pixels_per_module * code->width + x / pixels_per_module] & 1)
        pixels[(y + 4 * pixels_per_module) * side + x + 4 * pixels_per_module] = 0;
  QRcode_free (code);
  return foyer_frame_new (picture, side, side, side, -1, 0);
}
