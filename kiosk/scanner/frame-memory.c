/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE /* memfd_create() and its seals */

#include "frame-memory.h"

#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

/* It grows in steps, so that few sizes are ever made. */
#define STEP  (1024 * 1024)
#define SEALS (F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_FUTURE_WRITE | F_SEAL_SEAL)

struct _FoyerFrameMemory {
  int     fd;       /* -1 before the first frame */
  guint8 *pixels;
  gsize   size;
  guint   serial;
};

FoyerFrameMemory *
foyer_frame_memory_new (void)
{
  FoyerFrameMemory *self = g_new0 (FoyerFrameMemory, 1);

  self->fd = -1;
  return self;
}

static void
let_go (FoyerFrameMemory *self)
{
  if (self->pixels != NULL)
    munmap (self->pixels, self->size);
  if (self->fd >= 0)
    close (self->fd);
  self->pixels = NULL;
  self->fd = -1;
}

void
foyer_frame_memory_free (FoyerFrameMemory *self)
{
  let_go (self);
  g_free (self);
}

static gboolean
map (FoyerFrameMemory *self)
{
  gpointer address;

  if (self->fd < 0 || ftruncate (self->fd, (off_t) self->size) != 0)
    return FALSE;
  address = mmap (NULL, self->size, PROT_READ | PROT_WRITE, MAP_SHARED, self->fd, 0);
  if (address == MAP_FAILED)
    return FALSE;
  self->pixels = address;
  /* From here on only this mapping can be written through. */
  return fcntl (self->fd, F_ADD_SEALS, SEALS) == 0;
}

static gboolean
make (FoyerFrameMemory *self, gsize size)
{
  let_go (self);
  self->size = (size / STEP + 1) * STEP;
  self->serial++;
  self->fd = memfd_create ("foyer-frame", MFD_CLOEXEC | MFD_ALLOW_SEALING);
  if (map (self))
    return TRUE;
  let_go (self);
  return FALSE;
}

gboolean
foyer_frame_memory_place (FoyerFrameMemory *self, FoyerFrame *frame)
{
  gsize size = (gsize) frame->stride * (gsize) (frame->height - 1) + (gsize) frame->width;

  if ((self->fd < 0 || size > self->size) && !make (self, size))
    return FALSE;
  memcpy (self->pixels, frame->pixels, size);
  return TRUE;
}

int
foyer_frame_memory_get_fd (FoyerFrameMemory *self)
{
  return self->fd;
}

gsize
foyer_frame_memory_get_size (FoyerFrameMemory *self)
{
  return self->size;
}

guint
foyer_frame_memory_get_serial (FoyerFrameMemory *self)
{
  return self->serial;
}
