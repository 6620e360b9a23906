/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-hand-scanners"

#include "hand-scanners.h"

#include "key-text.h"
#include "line-reader.h"

#include <glib-unix.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <stdlib.h>

/* Looking into two folders costs less than a device's being found late. */
#define LOOK_EVERY_MS 1000

typedef struct {
  FoyerHandScanners *scanners;
  char              *path;
  FoyerHandDevice   *device;
  GSource           *readable;
  GSource           *pause;     /* NULL unless a line may be under way */
} Reader;

struct _FoyerHandScanners {
  GObject                parent_instance;

  GMainContext          *home;      /* where the owner is told */
  FoyerDeviceChoice     *choice;    /* NULL if the setting means nothing */
  char                  *layout;
  const FoyerHandSystem *system;

  /* Main thread only. */
  GThread               *thread;
  guint                  run;       /* tells lines of before a stop from those of after */
  FoyerHandOpened        trouble;   /* OPENED while all is well */

  int                    stopping;  /* atomic */

  /* The thread only. */
  GMainContext          *context;
  GHashTable            *readers;   /* path → Reader */
  GHashTable            *ignored;   /* path → gint64*, since when it has been that device */
  FoyerHandOpened        told;
};

typedef struct {
  FoyerHandScanners *scanners;
  guint              run;
  GPtrArray         *lines;
  FoyerHandOpened    trouble;
} News;

enum { PROP_MESSAGE = 1, N_PROPS };
static GParamSpec *props[N_PROPS];

enum { LINE, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_TYPE (FoyerHandScanners, foyer_hand_scanners, G_TYPE_OBJECT)

static void
news_free (gpointer data)
{
  News *news = data;

  g_ptr_array_unref (news->lines);
  g_object_unref (news->scanners);
  g_free (news);
}

static gboolean
is_current (const News *news)
{
  return news->scanners->thread != NULL && news->scanners->run == news->run;
}

/* Main thread. Whoever hears of a line may stop the scanners. */
static gboolean
tell (gpointer data)
{
  News *news = data;
  FoyerHandScanners *self = news->scanners;

  if (is_current (news) && self->trouble != news->trouble) {
    self->trouble = news->trouble;
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_MESSAGE]);
  }
  for (guint i = 0; i < news->lines->len && is_current (news); i++)
    g_signal_emit (self, signals[LINE], 0, news->lines->pdata[i]);
  return G_SOURCE_REMOVE;
}

static GPtrArray *
lines_new (void)
{
  return g_ptr_array_new_with_free_func (g_free);
}

/* Takes @lines. */
static void
tell_soon (FoyerHandScanners *self, GPtrArray *lines)
{
  News *news = g_new0 (News, 1);

  news->scanners = g_object_ref (self);
  news->run = self->run;
  news->lines = lines;
  news->trouble = self->told;
  g_main_context_invoke_full (self->home, G_PRIORITY_HIGH, tell, news, news_free);
}

static void
clear_source (GSource **source)
{
  if (*source == NULL)
    return;
  g_source_destroy (*source);
  g_clear_pointer (source, g_source_unref);
}

static void
reader_free (gpointer data)
{
  Reader *reader = data;

  clear_source (&reader->readable);
  clear_source (&reader->pause);
  foyer_hand_device_close (reader->device);
  g_free (reader->path);
  g_free (reader);
}

static void
tell_lines (Reader *reader, GPtrArray *lines)
{
  if (lines->len > 0)
    tell_soon (reader->scanners, lines);
  else
    g_ptr_array_unref (lines);
}

static gboolean
on_pause (gpointer data)
{
  Reader *reader = data;
  GPtrArray *lines = lines_new ();

  clear_source (&reader->pause);
  foyer_hand_device_pause (reader->device, lines);
  tell_lines (reader, lines);
  return G_SOURCE_REMOVE;
}

/* What waits to be read comes first: the machine's being slow is no pause. */
static void
await_pause (Reader *reader)
{
  clear_source (&reader->pause);
  reader->pause = g_timeout_source_new (FOYER_LINE_PAUSE_MS);
  g_source_set_priority (reader->pause, G_PRIORITY_LOW);
  g_source_set_callback (reader->pause, on_pause, reader, NULL);
  g_source_attach (reader->pause, reader->scanners->context);
}

static gboolean
on_readable (int fd, GIOCondition condition, gpointer data)
{
  Reader *reader = data;
  GPtrArray *lines = lines_new ();
  gboolean there = foyer_hand_device_read (reader->device, lines);

  tell_lines (reader, lines);
  if (there) {
    await_pause (reader);
    return G_SOURCE_CONTINUE;
  }
  g_message ("hand scanner %s: pulled out", reader->path);
  g_hash_table_remove (reader->scanners->readers, reader->path);
  return G_SOURCE_REMOVE;
}

static void
add_reader (FoyerHandScanners *self, const char *path, FoyerHandDevice *device)
{
  Reader *reader = g_new0 (Reader, 1);

  reader->scanners = self;
  reader->path = g_strdup (path);
  reader->device = device;
  reader->readable = g_unix_fd_source_new (foyer_hand_device_get_fd (device),
                                           G_IO_IN | G_IO_HUP | G_IO_ERR);
  g_source_set_callback (reader->readable, G_SOURCE_FUNC (on_readable), reader, NULL);
  g_source_attach (reader->readable, self->context);
  g_hash_table_replace (self->readers, reader->path, reader);
}

/* When the file came to its place: another device has another time. */
static gint64
made_ns (const char *path)
{
  GStatBuf found;

  if (g_stat (path, &found) != 0)
    return 0;
  return (gint64) found.st_ctim.tv_sec * 1000000000 + found.st_ctim.tv_nsec;
}

static gboolean
is_ignored (FoyerHandScanners *self, const char *path)
{
  const gint64 *since_ns = g_hash_table_lookup (self->ignored, path);

  return since_ns != NULL && *since_ns == made_ns (path);
}

static void
ignore (FoyerHandScanners *self, const char *path)
{
  gint64 since_ns = made_ns (path);

  g_hash_table_replace (self->ignored, g_strdup (path), g_memdup2 (&since_ns, sizeof since_ns));
}

/* @place: may be a link that udev made; a device has one path only */
static FoyerHandOpened
look_at (FoyerHandScanners *self, const char *place)
{
  g_autofree char *path = realpath (place, NULL);
  FoyerHandDevice *device = NULL;
  FoyerHandOpened outcome;

  if (path == NULL)
    return FOYER_HAND_MISSING;
  if (g_hash_table_contains (self->readers, path))
    return FOYER_HAND_OPENED;
  if (is_ignored (self, path))
    return FOYER_HAND_NOT_CHOSEN;
  outcome = foyer_hand_device_open (self->system, path, self->choice, self->layout, &device);
  if (outcome == FOYER_HAND_OPENED)
    add_reader (self, path, device);
  else if (outcome == FOYER_HAND_NOT_CHOSEN)
    ignore (self, path);
  return outcome;
}

/* Whether one could not be had. */
static gboolean
look_into (FoyerHandScanners *self, const char *path, const char *prefix)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  gboolean denied = FALSE;
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *place = g_build_filename (path, name, NULL);

    if (g_str_has_prefix (name, prefix))
      denied = look_at (self, place) == FOYER_HAND_DENIED || denied;
  }
  return denied;
}

static gboolean
on_look (gpointer data)
{
  FoyerHandScanners *self = data;
  gboolean denied = look_into (self, self->system->input_dir, "event");
  FoyerHandOpened trouble = FOYER_HAND_OPENED;

  denied = look_into (self, self->system->serial_dir, "ttyACM") || denied;
  denied = look_into (self, self->system->serial_dir, "ttyUSB") || denied;
  for (const char *const *path = foyer_device_choice_get_paths (self->choice); *path != NULL; path++)
    denied = look_at (self, *path) == FOYER_HAND_DENIED || denied;

  if (foyer_device_choice_is_certain (self->choice) && g_hash_table_size (self->readers) == 0)
    trouble = denied ? FOYER_HAND_DENIED : FOYER_HAND_MISSING;
  if (trouble != self->told) {
    self->told = trouble;
    tell_soon (self, lines_new ());
  }
  return G_SOURCE_CONTINUE;
}

static gpointer
follow_thread (gpointer data)
{
  FoyerHandScanners *self = data;
  GSource *look = g_timeout_source_new (LOOK_EVERY_MS);

  self->readers = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, reader_free);
  self->ignored = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->told = FOYER_HAND_OPENED;
  g_source_set_callback (look, on_look, self, NULL);
  g_source_attach (look, self->context);
  /* Or the default context would be this thread's, and what is told run on it. */
  g_main_context_push_thread_default (self->context);
  on_look (self);
  while (!g_atomic_int_get (&self->stopping))
    g_main_context_iteration (self->context, TRUE);
  clear_source (&look);
  g_clear_pointer (&self->readers, g_hash_table_unref);
  g_clear_pointer (&self->ignored, g_hash_table_unref);
  g_main_context_pop_thread_default (self->context);
  return NULL;
}

static void
foyer_hand_scanners_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch (id) {
  case PROP_MESSAGE:
    g_value_set_string (value, foyer_hand_scanners_get_message (FOYER_HAND_SCANNERS (object)));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
foyer_hand_scanners_finalize (GObject *object)
{
  FoyerHandScanners *self = FOYER_HAND_SCANNERS (object);

  g_assert (self->thread == NULL);
  g_clear_pointer (&self->choice, foyer_device_choice_free);
  g_free (self->layout);
  g_main_context_unref (self->context);
  g_main_context_unref (self->home);
  G_OBJECT_CLASS (foyer_hand_scanners_parent_class)->finalize (object);
}

static void
foyer_hand_scanners_class_init (FoyerHandScannersClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = foyer_hand_scanners_get_property;
  object_class->finalize = foyer_hand_scanners_finalize;
  props[PROP_MESSAGE] =
    g_param_spec_string ("message", NULL, NULL, "",
                         G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, props);
  signals[LINE] = g_signal_new ("line", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
foyer_hand_scanners_init (FoyerHandScanners *self)
{
  self->home = g_main_context_ref_thread_default ();
  self->context = g_main_context_new ();
  self->trouble = FOYER_HAND_OPENED;
}

FoyerHandScanners *
foyer_hand_scanners_new (const char *choice, const char *layout, const FoyerHandSystem *system)
{
  FoyerHandScanners *self = g_object_new (FOYER_TYPE_HAND_SCANNERS, NULL);
  g_autoptr (FoyerKeyText) keys = NULL;

  self->choice = foyer_device_choice_new (choice);
  self->layout = g_strdup (layout);
  /* Better said at once than when a scanner is plugged in. */
  keys = foyer_key_text_new (layout);
  if (keys == NULL)
    g_clear_pointer (&self->choice, foyer_device_choice_free);
  self->system = system != NULL ? system : &foyer_hand_system;
  return self;
}

void
foyer_hand_scanners_start (FoyerHandScanners *self)
{
  g_return_if_fail (FOYER_IS_HAND_SCANNERS (self));

  if (self->thread != NULL || self->choice == NULL || foyer_device_choice_is_none (self->choice))
    return;
  self->run++;
  g_atomic_int_set (&self->stopping, FALSE);
  self->thread = g_thread_new ("hand-scanners", follow_thread, self);
}

void
foyer_hand_scanners_stop (FoyerHandScanners *self)
{
  g_return_if_fail (FOYER_IS_HAND_SCANNERS (self));

  if (self->thread == NULL)
    return;
  g_atomic_int_set (&self->stopping, TRUE);
  g_main_context_wakeup (self->context);
  g_thread_join (g_steal_pointer (&self->thread));
  self->trouble = FOYER_HAND_OPENED;
}

const char *
foyer_hand_scanners_get_message (FoyerHandScanners *self)
{
  g_return_val_if_fail (FOYER_IS_HAND_SCANNERS (self), NULL);

  if (self->choice == NULL)
    return _("The setting for hand scanners is not understood.");
  switch (self->trouble) {
  case FOYER_HAND_MISSING:
    return _("The hand scanner is not connected. Plug it in and it will work by itself.");
  case FOYER_HAND_DENIED:
    return _("The hand scanner can't be used: this program may not open it, or another one has it.");
  case FOYER_HAND_OPENED:
  case FOYER_HAND_NOT_CHOSEN:
  default:
    return "";
  }
}
