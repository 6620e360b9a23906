/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scan-thread.h"

#include "decode-child.h"
#include "in-view.h"
#include "mailbox.h"

/* Frames lost in a row until staff hear of it: one is nobody's business. */
#define LOST_UNTIL_TOLD 5

struct _FoyerScanThread {
  const FoyerScanHeard *heard;
  gpointer              owner;
  GThread              *thread;
  FoyerMailbox         *mailbox;      /* camera in, this thread out */
  int                   look_again;   /* atomic */

  /* The thread only. */
  FoyerDecodeChild     *decoder;
  FoyerInView          *in_view;
  guint                 lost;         /* frames, in a row */
};

static void
look (FoyerScanThread *self, GPtrArray *codes, FoyerFrame *frame)
{
  const FoyerFoundCode *code;

  if (g_atomic_int_compare_and_exchange (&self->look_again, TRUE, FALSE))
    foyer_in_view_forget (self->in_view);
  code = foyer_in_view_take (self->in_view, codes, frame->width, frame->height, frame->arrived_us);
  if (code != NULL)
    self->heard->code (self->owner, code->text, frame->arrived_us);
}

static void
count_lost (FoyerScanThread *self, gboolean lost)
{
  if (!lost && self->lost >= LOST_UNTIL_TOLD)
    self->heard->blind (self->owner, FALSE);
  self->lost = lost ? self->lost + 1 : 0;
  if (self->lost == LOST_UNTIL_TOLD)
    self->heard->blind (self->owner, TRUE);
}

static gpointer
scan_thread (gpointer data)
{
  FoyerScanThread *self = data;
  FoyerFrame *frame;

  self->decoder = foyer_decode_child_new (NULL);
  self->in_view = foyer_in_view_new ();
  while ((frame = foyer_mailbox_take (self->mailbox)) != NULL) {
    g_autoptr (GPtrArray) codes = foyer_decode_child_decode (self->decoder, frame, NULL);

    count_lost (self, codes == NULL);
    if (codes != NULL)
      look (self, codes, frame);
    foyer_frame_unref (frame);
  }
  foyer_decode_child_free (self->decoder);
  foyer_in_view_free (self->in_view);
  return NULL;
}

FoyerScanThread *
foyer_scan_thread_start (const FoyerScanHeard *heard, gpointer owner)
{
  FoyerScanThread *self = g_new0 (FoyerScanThread, 1);

  self->heard = heard;
  self->owner = owner;
  self->mailbox = foyer_mailbox_new ();
  self->thread = g_thread_new ("decode", scan_thread, self);
  return self;
}

void
foyer_scan_thread_post (FoyerFrame *frame, gpointer self)
{
  foyer_mailbox_post (((FoyerScanThread *) self)->mailbox, foyer_frame_ref (frame));
}

void
foyer_scan_thread_look_again (FoyerScanThread *self)
{
  g_atomic_int_set (&self->look_again, TRUE);
}

void
foyer_scan_thread_stop (FoyerScanThread *self)
{
  foyer_mailbox_close (self->mailbox);
  g_thread_join (self->thread);
  foyer_mailbox_free (self->mailbox);
  g_free (self);
}
