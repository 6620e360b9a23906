/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-hand-scanners"

#include "hand-follower.h"

#include "line-reader.h"

#include <glib-unix.h>
#include <glib/gstdio.h>
#include <stdlib.h>

/* Looking into two folders costs less than a device's being found late. */
#define LOOK_EVERY_MS 1000
/* A trigger pulled twice, or a code held under a scanner that reads by itself. */
#define SAME_SCAN_US  (2 * G_USEC_PER_SEC)

typedef struct {
  FoyerHandFollower *follower;
  char              *path;
  FoyerHandDevice   *device;
  GSource           *readable;
  GSource           *pause;     /* NULL unless a line may be under way */
  char              *last;      /* line that was told */
  gint64             last_us;   /* and when it was read last */
} Reader;

struct _FoyerHandFollower {
  const FoyerHandSystem   *system;
  const FoyerDeviceChoice *choice;
  const char              *layout;
  const FoyerHandHeard    *heard;
  gpointer                 owner;
  GThread                 *thread;
  int                      stopping;  /* atomic */

  /* The thread only. */
  GMainContext            *context;
  GHashTable              *readers;   /* path → Reader */
  GHashTable              *ignored;   /* path → gint64*, since when it has been that device */
  FoyerHandOpened          trouble;
};

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
  g_free (reader->last);
  g_free (reader->path);
  g_free (reader);
}

static gboolean
is_new (Reader *reader, const char *line)
{
  gint64 now_us = g_get_monotonic_time ();
  gboolean same = g_strcmp0 (reader->last, line) == 0 && now_us - reader->last_us < SAME_SCAN_US;

  reader->last_us = now_us;
  if (!same) {
    g_free (reader->last);
    reader->last = g_strdup (line);
  }
  return !same;
}

static void
tell_lines (Reader *reader, GPtrArray *lines)
{
  for (guint i = 0; i < lines->len; i++)
    if (is_new (reader, lines->pdata[i]))
      reader->follower->heard->line (reader->follower->owner, lines->pdata[i]);
}

static gboolean
on_pause (gpointer data)
{
  Reader *reader = data;
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);

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
  g_source_attach (reader->pause, reader->follower->context);
}

static gboolean
on_readable (int fd, GIOCondition condition, gpointer data)
{
  Reader *reader = data;
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  gboolean there = foyer_hand_device_read (reader->device, lines);

  tell_lines (reader, lines);
  if (there) {
    await_pause (reader);
    return G_SOURCE_CONTINUE;
  }
  g_message ("hand scanner %s: pulled out", reader->path);
  g_hash_table_remove (reader->follower->readers, reader->path);
  return G_SOURCE_REMOVE;
}

static void
add_reader (FoyerHandFollower *self, const char *path, FoyerHandDevice *device)
{
  Reader *reader = g_new0 (Reader, 1);

  reader->follower = self;
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
is_ignored (FoyerHandFollower *self, const char *path)
{
  const gint64 *since_ns = g_hash_table_lookup (self->ignored, path);

  return since_ns != NULL && *since_ns == made_ns (path);
}

static void
ignore (FoyerHandFollower *self, const char *path)
{
  gint64 since_ns = made_ns (path);

  g_hash_table_replace (self->ignored, g_strdup (path), g_memdup2 (&since_ns, sizeof since_ns));
}

/* @place: may be a link that udev made; a device has one path only */
static FoyerHandOpened
look_at (FoyerHandFollower *self, const char *place)
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
look_into (FoyerHandFollower *self, const char *path, const char *prefix)
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

static FoyerHandOpened
trouble_of (FoyerHandFollower *self, gboolean denied)
{
  if (!foyer_device_choice_is_certain (self->choice) || g_hash_table_size (self->readers) > 0)
    return FOYER_HAND_OPENED;
  return denied ? FOYER_HAND_DENIED : FOYER_HAND_MISSING;
}

static gboolean
on_look (gpointer data)
{
  FoyerHandFollower *self = data;
  gboolean denied = look_into (self, self->system->input_dir, "event");
  FoyerHandOpened trouble;

  denied = look_into (self, self->system->serial_dir, "ttyACM") || denied;
  denied = look_into (self, self->system->serial_dir, "ttyUSB") || denied;
  for (const char *const *path = foyer_device_choice_get_paths (self->choice); *path != NULL; path++)
    denied = look_at (self, *path) == FOYER_HAND_DENIED || denied;
  trouble = trouble_of (self, denied);
  if (trouble != self->trouble)
    self->heard->trouble (self->owner, trouble);
  self->trouble = trouble;
  return G_SOURCE_CONTINUE;
}

static gpointer
follow_thread (gpointer data)
{
  FoyerHandFollower *self = data;
  GSource *look = g_timeout_source_new (LOOK_EVERY_MS);

  g_source_set_callback (look, on_look, self, NULL);
  g_source_attach (look, self->context);
  on_look (self);
  while (!g_atomic_int_get (&self->stopping))
    g_main_context_iteration (self->context, TRUE);
  clear_source (&look);
  g_clear_pointer (&self->readers, g_hash_table_unref);
  g_clear_pointer (&self->ignored, g_hash_table_unref);
  return NULL;
}

FoyerHandFollower *
foyer_hand_follower_start (const FoyerHandSystem *system, const FoyerDeviceChoice *choice,
                           const char *layout, const FoyerHandHeard *heard, gpointer owner)
{
  FoyerHandFollower *self = g_new0 (FoyerHandFollower, 1);

  self->system = system;
  self->choice = choice;
  self->layout = layout;
  self->heard = heard;
  self->owner = owner;
  self->context = g_main_context_new ();
  self->readers = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, reader_free);
  self->ignored = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->trouble = FOYER_HAND_OPENED;
  self->thread = g_thread_new ("hand-scanners", follow_thread, self);
  return self;
}

void
foyer_hand_follower_stop (FoyerHandFollower *self)
{
  g_atomic_int_set (&self->stopping, TRUE);
  g_main_context_wakeup (self->context);
  g_thread_join (self->thread);
  g_main_context_unref (self->context);
  g_free (self);
}
