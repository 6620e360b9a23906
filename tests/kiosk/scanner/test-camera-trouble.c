/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cameras are pulled out, freeze, are somebody else's, and come back. */
#include "camera-fault.h"
#include "fake-camera.h"
#include "light.h"
#include "scanner-fixture.h"
#include "scanner.h"

#include <stdlib.h>
#include <string.h>

/* What a camera that is back may take until it sees, where nothing else is
 * running. Other tests are, beside these: only with all rounds it is asked. */
#define HEALED_US (2 * G_USEC_PER_SEC)

typedef struct {
  FoyerCamera  *camera;
  FoyerScanner *scanner;
  char         *code;     /* the last one read */
  guint         cycle;
} Door;

static void
on_code (FoyerScanner *scanner, const char *text, gpointer times, gpointer user_data)
{
  Door *self = user_data;

  g_free (self->code);
  self->code = g_strdup (text);
}

static void
set_up (Door *self, gconstpointer source)
{
  self->camera = foyer_camera_new (source != NULL ? source : "auto");
  self->scanner = foyer_scanner_new (self->camera);
  g_signal_connect (self->scanner, "code", G_CALLBACK (on_code), self);
  foyer_scanner_start (self->scanner);
}

static void
tear_down (Door *self, gconstpointer source)
{
  foyer_scanner_stop (self->scanner);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (self->scanner);
  g_assert_finalize_object (self->camera);
  foyer_camera_settle ();
  g_free (self->code);
  fake_cameras_show (NULL);
}

typedef struct {
  Door       *door;
  const char *code;
} Reading;

static gboolean
has_read (gpointer user_data)
{
  Reading *reading = user_data;

  return g_strcmp0 (reading->door->code, reading->code) == 0;
}

/* Something that was not shown before. */
static void
assert_scans (Door *self)
{
  g_autofree char *code = g_strdup_printf ("GUEST-%u", ++self->cycle);

  fake_cameras_show (code);
  fixture_wait (has_read, &(Reading) { self, code }, 20);
  g_assert_cmpstr (self->code, ==, code);
}

static void
assert_trouble (Door *self, FoyerCameraState state)
{
  fixture_wait_for_state (self->camera, state);
  g_assert_cmpstr (foyer_camera_get_message (self->camera), !=, "");
  g_assert_cmpstr (foyer_scanner_get_message (self->scanner), ==,
                   foyer_camera_get_message (self->camera));
}

/* µs from now, when the camera could see again, until it does. */
static gint64
heal (Door *self)
{
  gint64 back_us = g_get_monotonic_time ();
  gint64 healed_us;

  fixture_wait_for_state (self->camera, FOYER_CAMERA_RUNNING);
  healed_us = g_get_monotonic_time () - back_us;
  g_assert_cmpstr (foyer_camera_get_message (self->camera), ==, "");
  return healed_us;
}

static void
assert_heals (Door *self)
{
  gint64 healed_us = heal (self);

  if (g_test_slow ())
    g_assert_cmpint (healed_us, <, HEALED_US);
}

static const FoyerCameraState states[FAKE_CAMERA_N_MOODS] = {
  [FAKE_CAMERA_GOOD] = FOYER_CAMERA_RUNNING,     [FAKE_CAMERA_DARK] = FOYER_CAMERA_DARK,
  [FAKE_CAMERA_FROZEN] = FOYER_CAMERA_FROZEN,    [FAKE_CAMERA_BUSY] = FOYER_CAMERA_BUSY,
  [FAKE_CAMERA_FOREIGN] = FOYER_CAMERA_UNSUITABLE, [FAKE_CAMERA_BROKEN] = FOYER_CAMERA_FAILED,
};

/* Each trouble from the start, and what ends it by itself. */
static void
test_from_the_start (Door *self, gconstpointer source)
{
  for (FakeCameraMood mood = FAKE_CAMERA_DARK; mood < FAKE_CAMERA_N_MOODS; mood++) {
    GstDevice *device;

    assert_trouble (self, FOYER_CAMERA_MISSING);
    device = fake_camera_plug_in ("Fake camera", mood);
    assert_trouble (self, states[mood]);
    fake_camera_set_mood (device, FAKE_CAMERA_GOOD);
    assert_heals (self);
    assert_scans (self);
    fake_camera_unplug (device);
  }
}

/* Each trouble that comes while the camera runs. */
static void
test_while_running (Door *self, gconstpointer source)
{
  static const FakeCameraMood moods[] = { FAKE_CAMERA_DARK, FAKE_CAMERA_FROZEN, FAKE_CAMERA_BROKEN };
  GstDevice *device = fake_camera_plug_in ("Fake camera", FAKE_CAMERA_GOOD);

  for (gsize i = 0; i < G_N_ELEMENTS (moods); i++) {
    heal (self);
    assert_scans (self);
    fake_camera_set_mood (device, moods[i]);
    assert_trouble (self, states[moods[i]]);
    fake_camera_set_mood (device, FAKE_CAMERA_GOOD);
    assert_heals (self);
  }
  assert_scans (self);
  fake_camera_unplug (device);
  assert_trouble (self, FOYER_CAMERA_MISSING);
}

/* One that can't be used does not stand before one that can. */
static void
test_second_camera (Door *self, gconstpointer source)
{
  GstDevice *infrared = fake_camera_plug_in ("Infrared", FAKE_CAMERA_FOREIGN);
  GstDevice *foreign = fake_camera_plug_in ("Also infrared", FAKE_CAMERA_FOREIGN);
  GstDevice *good = fake_camera_plug_in ("Webcam", FAKE_CAMERA_GOOD);

  heal (self);
  assert_scans (self);
  fake_camera_unplug (good);
  assert_trouble (self, FOYER_CAMERA_UNSUITABLE);
  fake_camera_unplug (foreign);
  fake_camera_unplug (infrared);
  assert_trouble (self, FOYER_CAMERA_MISSING);
}

static void
test_named (Door *self, gconstpointer source)
{
  GstDevice *other = fake_camera_plug_in ("Built-in camera", FAKE_CAMERA_GOOD);
  GstDevice *ours;

  assert_trouble (self, FOYER_CAMERA_MISSING);
  ours = fake_camera_plug_in ("ACME Door Cam 3", FAKE_CAMERA_GOOD);
  assert_heals (self);
  assert_scans (self);
  fake_camera_unplug (ours);
  assert_trouble (self, FOYER_CAMERA_MISSING);
  fake_camera_unplug (other);
}

static guint
count_entries (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

static double
memory_mib (void)
{
  g_autofree char *status = NULL;

  g_assert_true (g_file_get_contents ("/proc/self/status", &status, NULL, NULL));
  return strtod (strstr (status, "RssAnon:") + strlen ("RssAnon:"), NULL) / 1024;
}

/* What can happen to a camera in one cycle; it is gone or in trouble afterwards. */
static GstDevice *
harm (Door *self, GstDevice *device)
{
  FakeCameraMood mood = (FakeCameraMood) g_test_rand_int_range (FAKE_CAMERA_GOOD, FAKE_CAMERA_N_MOODS);

  switch (mood) {
  case FAKE_CAMERA_FROZEN:
  case FAKE_CAMERA_BROKEN:
    fake_camera_set_mood (device, mood);
    assert_trouble (self, states[mood]);
    return device;
  case FAKE_CAMERA_BUSY:
  case FAKE_CAMERA_FOREIGN:
    fake_camera_unplug (device);
    device = fake_camera_plug_in ("Fake camera", mood);
    assert_trouble (self, states[mood]);
    return device;
  case FAKE_CAMERA_GOOD:
  case FAKE_CAMERA_DARK:
  case FAKE_CAMERA_N_MOODS:
  default:
    fake_camera_unplug (device);
    /* At times it is back before anyone has noticed. */
    if (g_test_rand_bit ())
      assert_trouble (self, FOYER_CAMERA_MISSING);
    return NULL;
  }
}

static int
by_time (gconstpointer a, gconstpointer b)
{
  gint64 difference = *(const gint64 *) a - *(const gint64 *) b;

  return (difference > 0) - (difference < 0);
}

/* The @percent-th of them. */
static int
in_ms (GArray *times_us, guint percent)
{
  return (int) (g_array_index (times_us, gint64, (times_us->len - 1) * percent / 100) / 1000);
}

static void
test_cycles (Door *self, gconstpointer source)
{
  guint cycles = g_test_slow () ? 1000 : 10;
  GstDevice *device = fake_camera_plug_in ("Fake camera", FAKE_CAMERA_GOOD);
  g_autoptr (GArray) times_us = g_array_new (FALSE, FALSE, sizeof (gint64));
  guint descriptors = 0, threads = 0;
  double memory = 0;

  heal (self);
  assert_scans (self);
  for (guint i = 0; i < cycles; i++) {
    gint64 healed_us;

    if (i == cycles / 10) {
      descriptors = count_entries ("/proc/self/fd");
      threads = count_entries ("/proc/self/task");
      memory = memory_mib ();
    }
    device = harm (self, device);
    if (device != NULL)
      fake_camera_set_mood (device, FAKE_CAMERA_GOOD);
    else
      device = fake_camera_plug_in ("Fake camera", FAKE_CAMERA_GOOD);
    healed_us = heal (self);
    g_array_append_val (times_us, healed_us);
    assert_scans (self);
  }
  g_array_sort (times_us, by_time);
  g_test_message ("%u cycles, healed after %d ms, 99 of 100 after %d ms, all after %d ms; memory grew by %.1f MiB",
                  cycles, in_ms (times_us, 50), in_ms (times_us, 99), in_ms (times_us, 100),
                  memory_mib () - memory);
  if (g_test_slow ()) {
    g_assert_cmpint (in_ms (times_us, 99), <, HEALED_US / 1000);
    g_assert_cmpfloat (memory_mib () - memory, <, 8);
  }
  g_assert_cmpuint (count_entries ("/proc/self/fd"), <=, descriptors + 2);
  g_assert_cmpuint (count_entries ("/proc/self/task"), <=, threads + 2);
  fake_camera_unplug (device);
}

static FoyerCameraState
state_of (GQuark domain, int code, int flow)
{
  g_autoptr (GError) error = g_error_new_literal (domain, code, "x");
  g_autoptr (GstMessage) message = gst_message_new_error_with_details (
    NULL, error, NULL, gst_structure_new ("details", "flow-return", G_TYPE_INT, flow, NULL));

  return foyer_camera_fault_to_state (message);
}

static void
test_faults (void)
{
  const struct {
    GQuark           domain;
    int              code;
    int              flow;
    FoyerCameraState state;
  } rows[] = {
    { GST_RESOURCE_ERROR, GST_RESOURCE_ERROR_NOT_FOUND, GST_FLOW_OK, FOYER_CAMERA_MISSING },
    { GST_RESOURCE_ERROR, GST_RESOURCE_ERROR_READ, GST_FLOW_ERROR, FOYER_CAMERA_MISSING },
    { GST_RESOURCE_ERROR, GST_RESOURCE_ERROR_BUSY, GST_FLOW_OK, FOYER_CAMERA_BUSY },
    { GST_RESOURCE_ERROR, GST_RESOURCE_ERROR_OPEN_READ_WRITE, GST_FLOW_OK, FOYER_CAMERA_FAILED },
    { GST_STREAM_ERROR, GST_STREAM_ERROR_CODEC_NOT_FOUND, GST_FLOW_OK, FOYER_CAMERA_UNSUITABLE },
    { GST_STREAM_ERROR, GST_STREAM_ERROR_FAILED, GST_FLOW_NOT_NEGOTIATED, FOYER_CAMERA_UNSUITABLE },
    { GST_STREAM_ERROR, GST_STREAM_ERROR_FAILED, GST_FLOW_NOT_LINKED, FOYER_CAMERA_UNSUITABLE },
    { GST_STREAM_ERROR, GST_STREAM_ERROR_FAILED, GST_FLOW_ERROR, FOYER_CAMERA_FAILED },
    { GST_CORE_ERROR, GST_CORE_ERROR_NEGOTIATION, GST_FLOW_OK, FOYER_CAMERA_UNSUITABLE },
    { GST_CORE_ERROR, GST_CORE_ERROR_FAILED, GST_FLOW_OK, FOYER_CAMERA_FAILED },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    g_assert_cmpint (state_of (rows[i].domain, rows[i].code, rows[i].flow), ==, rows[i].state);
}

static FoyerFrame *
hall_new (guint8 wall, guint8 phone, int phone_side)
{
  guint8 *pixels = g_malloc (640 * 480);
  g_autoptr (GBytes) bytes = g_bytes_new_take (pixels, 640 * 480);

  memset (pixels, wall, 640 * 480);
  for (int y = 0; y < phone_side; y++)
    memset (pixels + (y + 100) * 640 + 100, phone, (gsize) phone_side);
  return foyer_frame_new (bytes, 640, 480, 640, -1, 0);
}

static void
test_light (void)
{
  g_autoptr (FoyerFrame) covered = hall_new (17, 17, 0);
  g_autoptr (FoyerFrame) lamp = hall_new (17, 255, 20);
  g_autoptr (FoyerFrame) phone = hall_new (17, 120, 90);
  g_autoptr (FoyerFrame) dusk = hall_new (45, 45, 0);
  FoyerLight light = { 0 };

  g_assert_false (foyer_light_is_in (covered));
  g_assert_false (foyer_light_is_in (lamp));
  g_assert_true (foyer_light_is_in (phone));
  g_assert_true (foyer_light_is_in (dusk));

  g_assert_true (foyer_light_take (&light, FALSE, 1));
  g_assert_true (foyer_light_take (&light, FALSE, 2 * G_USEC_PER_SEC));
  g_assert_true (foyer_light_take (&light, TRUE, 3 * G_USEC_PER_SEC));
  g_assert_true (foyer_light_take (&light, FALSE, 4 * G_USEC_PER_SEC));
  g_assert_false (foyer_light_take (&light, FALSE, 8 * G_USEC_PER_SEC));
  g_assert_true (foyer_light_take (&light, TRUE, 9 * G_USEC_PER_SEC));
}

#define ADD(path, source, function) g_test_add (path, Door, source, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  gst_init (NULL, NULL);
  fake_cameras_register ();
  g_test_add_func ("/scanner/camera-fault/table", test_faults);
  g_test_add_func ("/scanner/light/table", test_light);
  ADD ("/scanner/camera-trouble/from-the-start", NULL, test_from_the_start);
  ADD ("/scanner/camera-trouble/while-running", NULL, test_while_running);
  ADD ("/scanner/camera-trouble/second-camera", NULL, test_second_camera);
  ADD ("/scanner/camera-trouble/named", "name:door cam", test_named);
  ADD ("/scanner/camera-trouble/cycles", NULL, test_cycles);
  return g_test_run ();
}
