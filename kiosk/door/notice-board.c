/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-notice-board"

#include "notice-board.h"

#include "clock.h"

struct _FoyerNoticeBoard {
  GObject       parent_instance;

  FoyerReplica *replica;
  gulong        changed_id;
  GPtrArray    *notices;
  gboolean      reading;
  gboolean      again;      /* something changed while it was read */
  guint         timer;      /* of the notice whose time is over first */
};

enum { CHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_TYPE (FoyerNoticeBoard, foyer_notice_board, G_TYPE_OBJECT)

static void read_notices (FoyerNoticeBoard *self);

static gpointer
read_job (FoyerStore *store, gpointer unused, GError **error)
{
  return foyer_notices (store, foyer_clock_now_us (), error);
}

static void
notices_free (gpointer notices)
{
  g_ptr_array_unref (notices);
}

static gboolean
on_time (gpointer user_data)
{
  FoyerNoticeBoard *self = user_data;

  self->timer = 0;
  read_notices (self);
  return G_SOURCE_REMOVE;
}

static void
wait_for_first_end (FoyerNoticeBoard *self)
{
  gint64 now_us = foyer_clock_now_us ();
  gint64 first_us = G_MAXINT64;

  g_clear_handle_id (&self->timer, g_source_remove);
  for (guint i = 0; i < self->notices->len; i++) {
    const FoyerNotice *notice = g_ptr_array_index (self->notices, i);

    if (notice->until_us != 0)
      first_us = MIN (first_us, notice->until_us);
  }
  if (first_us != G_MAXINT64)
    self->timer = g_timeout_add_seconds ((guint) CLAMP ((first_us - now_us) / G_USEC_PER_SEC + 1, 1, 3600),
                                         on_time, self);
}

static gboolean
are_same (GPtrArray *one, GPtrArray *other)
{
  if (one->len != other->len)
    return FALSE;
  for (guint i = 0; i < one->len; i++) {
    if (!g_str_equal (((FoyerNotice *) g_ptr_array_index (one, i))->id,
                      ((FoyerNotice *) g_ptr_array_index (other, i))->id))
      return FALSE;
  }
  return TRUE;
}

static void
take (FoyerNoticeBoard *self, GPtrArray *notices)
{
  gboolean same = are_same (self->notices, notices);

  g_ptr_array_unref (self->notices);
  self->notices = g_ptr_array_ref (notices);
  wait_for_first_end (self);
  if (!same)
    g_signal_emit (self, signals[CHANGED], 0);
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (FoyerNoticeBoard) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) notices = foyer_replica_finish (FOYER_REPLICA (source), result, &error);

  self->reading = FALSE;
  if (self->replica == NULL)
    return;
  if (notices == NULL)
    g_warning ("the notices could not be read: %s", error->message);
  else
    take (self, notices);
  if (self->again)
    read_notices (self);
}

static void
read_notices (FoyerNoticeBoard *self)
{
  self->again = self->reading;
  if (self->reading)
    return;
  self->reading = TRUE;
  foyer_replica_read_async (self->replica, read_job, NULL, NULL, notices_free, NULL, on_read,
                            g_object_ref (self));
}

guint
foyer_notice_board_count (FoyerNoticeBoard *self)
{
  return self->notices->len;
}

const FoyerNotice *
foyer_notice_board_get (FoyerNoticeBoard *self, guint i)
{
  return g_ptr_array_index (self->notices, i);
}

static void
foyer_notice_board_dispose (GObject *object)
{
  FoyerNoticeBoard *self = FOYER_NOTICE_BOARD (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  if (self->replica != NULL)
    g_clear_signal_handler (&self->changed_id, self->replica);
  g_clear_object (&self->replica);
  G_OBJECT_CLASS (foyer_notice_board_parent_class)->dispose (object);
}

static void
foyer_notice_board_finalize (GObject *object)
{
  g_ptr_array_unref (FOYER_NOTICE_BOARD (object)->notices);
  G_OBJECT_CLASS (foyer_notice_board_parent_class)->finalize (object);
}

static void
foyer_notice_board_class_init (FoyerNoticeBoardClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = foyer_notice_board_dispose;
  object_class->finalize = foyer_notice_board_finalize;
  signals[CHANGED] = g_signal_new ("changed", FOYER_TYPE_NOTICE_BOARD, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
}

static void
foyer_notice_board_init (FoyerNoticeBoard *self)
{
  self->notices = g_ptr_array_new ();
}

FoyerNoticeBoard *
foyer_notice_board_new (FoyerReplica *replica)
{
  FoyerNoticeBoard *self = g_object_new (FOYER_TYPE_NOTICE_BOARD, NULL);

  self->replica = g_object_ref (replica);
  self->changed_id = g_signal_connect_swapped (replica, "changed", G_CALLBACK (read_notices), self);
  read_notices (self);
  return self;
}
