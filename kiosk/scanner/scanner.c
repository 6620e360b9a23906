/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-scanner"

#include "scanner.h"

#include "scan-thread.h"

#include <glib/gi18n-lib.h>

struct _FoyerScanner {
  GObject          parent_instance;

  FoyerCamera     *camera;
  GMainContext    *home;      /* where ::code is emitted */

  /* Main thread only. */
  FoyerScanThread *thread;    /* one for each run; NULL without a camera */
  gboolean         running;
  guint            run;       /* tells what was read before a stop from what was read after */
  gboolean         blind;     /* frames come, and can't be read */
};

/* On its way from the scan thread. */
typedef struct {
  FoyerScanner  *scanner;
  guint          run;
  char          *text;      /* NULL for news of its sight */
  gboolean       blind;
  FoyerScanTimes times;
} News;

enum { PROP_CAMERA = 1, PROP_MESSAGE, N_PROPS };
static GParamSpec *props[N_PROPS];

enum { CODE, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_TYPE (FoyerScanner, foyer_scanner, G_TYPE_OBJECT)

static void
news_free (gpointer data)
{
  News *news = data;

  g_object_unref (news->scanner);
  g_free (news->text);
  g_free (news);
}

/* Main thread. */
static gboolean
tell (gpointer data)
{
  News *news = data;
  FoyerScanner *self = news->scanner;

  /* Stopped in the meantime: the guest's code is nobody's business now. */
  if (!self->running || self->run != news->run)
    return G_SOURCE_REMOVE;
  if (news->text != NULL) {
    news->times.delivered_us = g_get_monotonic_time ();
    g_signal_emit (self, signals[CODE], 0, news->text, &news->times);
  } else {
    self->blind = news->blind;
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_MESSAGE]);
  }
  return G_SOURCE_REMOVE;
}

static News *
news_new (FoyerScanner *self)
{
  News *news = g_new0 (News, 1);

  news->scanner = g_object_ref (self);
  news->run = self->run;
  return news;
}

static void
tell_soon (News *news)
{
  g_autoptr (GSource) visit = g_idle_source_new ();

  g_source_set_priority (visit, G_PRIORITY_HIGH);
  g_source_set_callback (visit, tell, news, news_free);
  g_source_attach (visit, news->scanner->home);
}

static void
on_code (gpointer owner, const char *text, gint64 seen_us)
{
  News *news = news_new (owner);

  news->text = g_strdup (text);
  news->times.seen_us = seen_us;
  news->times.decoded_us = g_get_monotonic_time ();
  tell_soon (news);
}

static void
on_blind (gpointer owner, gboolean blind)
{
  News *news = news_new (owner);

  news->blind = blind;
  tell_soon (news);
}

static const FoyerScanHeard heard = { on_code, on_blind };

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

void
foyer_scanner_start (FoyerScanner *self)
{
  g_return_if_fail (FOYER_IS_SCANNER (self));

  if (self->running)
    return;
  self->running = TRUE;
  self->run++;
  if (self->camera == NULL)
    return;
  self->thread = foyer_scan_thread_start (&heard, self);
  foyer_camera_set_frame_func (self->camera, foyer_scan_thread_post, self->thread);
  foyer_camera_start (self->camera);
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
  g_clear_pointer (&self->thread, foyer_scan_thread_stop);
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

  if (self->thread != NULL)
    foyer_scan_thread_look_again (self->thread);
}
