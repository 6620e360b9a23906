/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-scanner"

#include "scanner.h"

#include "decode-child.h"
#include "decoder.h"
#include "mailbox.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define OUT_OF_VIEW_US G_USEC_PER_SEC
/* Frames lost in a row until staff hear of it: one is nobody's business. */
#define LOST_UNTIL_TOLD 5

struct _FoyerScanner {
  GObject       parent_instance;

  FoyerCamera  *camera;
  GMainContext *home;      /* where ::code is emitted */

  /* Main thread only. */
  FoyerMailbox *mailbox;   /* camera in, decode thread out; one for each run */
  GThread      *thread;
  gboolean      running;
  guint         run;       /* tells what was read before a stop from what was read after */
  gboolean      blind;     /* frames come, and can't be read */

  int           look_again; /* atomic: the decode thread forgets whom it told */
};

typedef struct {
  FoyerScanner *scanner;
  guint         run;
  FoyerMailbox *mailbox;
  FoyerDecodeChild *decoder;
  guint         lost;      /* frames, in a row */
  GHashTable   *in_view;   /* text already told → gint64*, when it was last seen */
} Reader;

typedef struct {
  FoyerScanner  *scanner;
  guint          run;
  char          *text;
  FoyerScanTimes times;
} Delivery;

typedef struct {
  FoyerScanner *scanner;
  guint         run;
  gboolean      blind;
} Sight;

enum { PROP_CAMERA = 1, PROP_MESSAGE, N_PROPS };
static GParamSpec *props[N_PROPS];

enum { CODE, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_TYPE (FoyerScanner, foyer_scanner, G_TYPE_OBJECT)

static void
delivery_free (gpointer data)
{
  Delivery *delivery = data;

  g_object_unref (delivery->scanner);
  g_free (delivery->text);
  g_free (delivery);
}

/* Main thread. */
static gboolean
deliver (gpointer data)
{
  Delivery *delivery = data;
  FoyerScanner *self = delivery->scanner;

  /* Stopped in the meantime: the guest's code is nobody's business now. */
  if (!self->running || self->run != delivery->run)
    return G_SOURCE_REMOVE;
  delivery->times.delivered_us = g_get_monotonic_time ();
  g_signal_emit (self, signals[CODE], 0, delivery->text, &delivery->times);
  return G_SOURCE_REMOVE;
}

static void
send_home (Reader *reader, GSourceFunc visit, gpointer data, GDestroyNotify free_data)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  g_source_set_priority (source, G_PRIORITY_HIGH);
  g_source_set_callback (source, visit, data, free_data);
  g_source_attach (source, reader->scanner->home);
}

static void
post (Reader *reader, const FoyerFoundCode *code, gint64 seen_us)
{
  Delivery *delivery = g_new0 (Delivery, 1);

  delivery->scanner = g_object_ref (reader->scanner);
  delivery->run = reader->run;
  delivery->text = g_strdup (code->text);
  delivery->times.seen_us = seen_us;
  delivery->times.decoded_us = g_get_monotonic_time ();
  send_home (reader, deliver, delivery, delivery_free);
}

static void
sight_free (gpointer data)
{
  Sight *sight = data;

  g_object_unref (sight->scanner);
  g_free (sight);
}

/* Main thread. */
static gboolean
tell_sight (gpointer data)
{
  Sight *sight = data;
  FoyerScanner *self = sight->scanner;

  if (!self->running || self->run != sight->run || self->blind == sight->blind)
    return G_SOURCE_REMOVE;
  self->blind = sight->blind;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_MESSAGE]);
  return G_SOURCE_REMOVE;
}

static void
tell_sight_soon (Reader *reader, gboolean blind)
{
  Sight *sight = g_new0 (Sight, 1);

  sight->scanner = g_object_ref (reader->scanner);
  sight->run = reader->run;
  sight->blind = blind;
  send_home (reader, tell_sight, sight, sight_free);
}

static gboolean
is_out_of_view (gpointer text, gpointer last_us, gpointer now_us)
{
  return *(gint64 *) now_us - *(gint64 *) last_us > OUT_OF_VIEW_US;
}

/* Whoever is still held up stays told, also behind another phone. */
static void
look (Reader *reader, GPtrArray *codes, FoyerFrame *frame)
{
  gint64 now_us = frame->arrived_us;
  const FoyerFoundCode *code = foyer_found_codes_pick (codes, frame->width, frame->height);

  if (g_atomic_int_compare_and_exchange (&reader->scanner->look_again, TRUE, FALSE))
    g_hash_table_remove_all (reader->in_view);
  g_hash_table_foreach_remove (reader->in_view, is_out_of_view, &now_us);
  for (guint i = 0; i < codes->len; i++) {
    gint64 *last_us = g_hash_table_lookup (reader->in_view, ((FoyerFoundCode *) codes->pdata[i])->text);

    if (last_us != NULL)
      *last_us = now_us;
  }
  if (code == NULL || g_hash_table_contains (reader->in_view, code->text))
    return;
  g_hash_table_insert (reader->in_view, g_strdup (code->text), g_memdup2 (&now_us, sizeof now_us));
  post (reader, code, now_us);
}

static void
count_lost (Reader *reader, gboolean lost)
{
  if (!lost && reader->lost >= LOST_UNTIL_TOLD)
    tell_sight_soon (reader, FALSE);
  reader->lost = lost ? reader->lost + 1 : 0;
  if (reader->lost == LOST_UNTIL_TOLD)
    tell_sight_soon (reader, TRUE);
}

static gpointer
decode_thread (gpointer data)
{
  Reader *reader = data;
  FoyerFrame *frame;

  reader->decoder = foyer_decode_child_new (NULL);
  while ((frame = foyer_mailbox_take (reader->mailbox)) != NULL) {
    g_autoptr (GPtrArray) codes = foyer_decode_child_decode (reader->decoder, frame, NULL);

    count_lost (reader, codes == NULL);
    if (codes != NULL)
      look (reader, codes, frame);
    foyer_frame_unref (frame);
  }
  foyer_decode_child_free (reader->decoder);
  g_hash_table_unref (reader->in_view);
  g_free (reader);
  return NULL;
}

static void
on_frame (FoyerFrame *frame, gpointer user_data)
{
  foyer_mailbox_post (user_data, foyer_frame_ref (frame));
}

static void
foyer_scanner_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch (id) {
  case PROP_CAMERA:
    g_value_set_object (value, FOYER_SCANNER (object)->camera);
    break;
  case PROP_MESSAGE:
    g_value_set_string (value, foyer_scanner_get_message (FOYER_SCANNER (object)));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
foyer_scanner_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  switch (id) {
  case PROP_CAMERA:
    FOYER_SCANNER (object)->camera = g_value_dup_object (value);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
on_camera_message (FoyerScanner *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_MESSAGE]);
}

static void
foyer_scanner_constructed (GObject *object)
{
  FoyerScanner *self = FOYER_SCANNER (object);

  G_OBJECT_CLASS (foyer_scanner_parent_class)->constructed (object);
  if (self->camera != NULL)
    g_signal_connect_object (self->camera, "notify::message", G_CALLBACK (on_camera_message), self,
                             G_CONNECT_SWAPPED);
}

static void
foyer_scanner_finalize (GObject *object)
{
  FoyerScanner *self = FOYER_SCANNER (object);

  g_assert (self->thread == NULL);
  g_clear_object (&self->camera);
  g_main_context_unref (self->home);
  G_OBJECT_CLASS (foyer_scanner_parent_class)->finalize (object);
}

static void
foyer_scanner_class_init (FoyerScannerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = foyer_scanner_get_property;
  object_class->set_property = foyer_scanner_set_property;
  object_class->constructed = foyer_scanner_constructed;
  object_class->finalize = foyer_scanner_finalize;

  props[PROP_CAMERA] =
    g_param_spec_object ("camera", NULL, NULL, FOYER_TYPE_CAMERA,
                         G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  props[PROP_MESSAGE] =
    g_param_spec_string ("message", NULL, NULL, "",
                         G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, props);

  signals[CODE] = g_signal_new ("code", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_POINTER);
}

static void
foyer_scanner_init (FoyerScanner *self)
{
  self->home = g_main_context_ref_thread_default ();
}

FoyerScanner *
foyer_scanner_new (FoyerCamera *camera)
{
  return g_object_new (FOYER_TYPE_SCANNER, "camera", camera, NULL);
}

FoyerCamera *
foyer_scanner_get_camera (FoyerScanner *self)
{
  g_return_val_if_fail (FOYER_IS_SCANNER (self), NULL);

  return self->camera;
}

const char *
foyer_scanner_get_message (FoyerScanner *self)
{
  const char *message;

  g_return_val_if_fail (FOYER_IS_SCANNER (self), NULL);

  message = self->camera != NULL ? foyer_camera_get_message (self->camera) : "";
  if (*message == '\0' && self->blind)
    return _("Codes can't be read at the moment. Reading starts again by itself.");
  return message;
}

static void
start_reading (FoyerScanner *self)
{
  Reader *reader = g_new0 (Reader, 1);

  self->mailbox = foyer_mailbox_new ();
  reader->scanner = self;
  reader->run = self->run;
  reader->mailbox = self->mailbox;
  reader->in_view = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->thread = g_thread_new ("decode", decode_thread, reader);
  foyer_camera_set_frame_func (self->camera, on_frame, self->mailbox);
  foyer_camera_start (self->camera);
}

void
foyer_scanner_start (FoyerScanner *self)
{
  g_return_if_fail (FOYER_IS_SCANNER (self));

  if (self->running)
    return;
  self->running = TRUE;
  self->run++;
  if (self->camera != NULL)
    start_reading (self);
}

void
foyer_scanner_stop (FoyerScanner *self)
{
  g_return_if_fail (FOYER_IS_SCANNER (self));

  self->running = FALSE;
  self->blind = FALSE;
  if (self->thread == NULL)
    return;
  foyer_camera_set_frame_func (self->camera, NULL, NULL);
  foyer_camera_stop (self->camera);
  foyer_mailbox_close (self->mailbox);
  g_thread_join (g_steal_pointer (&self->thread));
  g_clear_pointer (&self->mailbox, foyer_mailbox_free);
}

void
foyer_scanner_push_text (FoyerScanner *self, const char *text)
{
  g_autofree char *line = NULL;
  FoyerScanTimes times = { .by_hand = TRUE };

  g_return_if_fail (FOYER_IS_SCANNER (self));
  g_return_if_fail (text != NULL);

  if (!self->running || !g_utf8_validate (text, -1, NULL))
    return;
  line = g_strstrip (g_strdup (text));
  if (line[0] == '\0')
    return;
  times.seen_us = times.decoded_us = times.delivered_us = g_get_monotonic_time ();
  g_signal_emit (self, signals[CODE], 0, line, &times);
}

void
foyer_scanner_look_again (FoyerScanner *self)
{
  g_return_if_fail (FOYER_IS_SCANNER (self));

  g_atomic_int_set (&self->look_again, TRUE);
}
