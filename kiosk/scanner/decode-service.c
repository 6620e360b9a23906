/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-decode-service"

#include "decode-service.h"

#include "decode-sandbox.h"
#include "decode-wire.h"

#include <stdlib.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sysexits.h>
#include <unistd.h>

typedef struct {
  int     fd;
  GBytes *memory;   /* in which frames arrive */
} Service;

typedef struct {
  gpointer address;
  gsize    size;
} Mapping;

static void
unmap (gpointer data)
{
  Mapping *mapping = data;

  munmap (mapping->address, mapping->size);
  g_free (mapping);
}

/* Takes @memory. */
static gboolean
map (Service *self, int memory, gsize size)
{
  gpointer address = mmap (NULL, size, PROT_READ, MAP_SHARED, memory, 0);
  Mapping mapping = { address, size };

  close (memory);
  if (address == MAP_FAILED)
    return FALSE;
  g_clear_pointer (&self->memory, g_bytes_unref);
  self->memory = g_bytes_new_with_free_func (address, size, unmap,
                                             g_memdup2 (&mapping, sizeof mapping));
  return TRUE;
}

/* The descriptor that came along, -1 if there is none. */
static int
attached (struct msghdr *message)
{
  const struct cmsghdr *header = CMSG_FIRSTHDR (message);
  int fd = -1;

  if (header != NULL && header->cmsg_level == SOL_SOCKET && header->cmsg_type == SCM_RIGHTS
      && header->cmsg_len == CMSG_LEN (sizeof fd))
    memcpy (&fd, CMSG_DATA (header), sizeof fd);
  return fd;
}

/* FALSE once the other end is closed, or says what it never would. */
static gboolean
receive (Service *self, FoyerDecodeRequest *request)
{
  union {
    struct cmsghdr header;
    char           bytes[CMSG_SPACE (sizeof (int))];
  } control;
  struct iovec body = { request, sizeof *request };
  struct msghdr message = { .msg_iov = &body, .msg_iovlen = 1, .msg_control = &control,
                            .msg_controllen = sizeof control };
  int memory;

  if (recvmsg (self->fd, &message, MSG_CMSG_CLOEXEC) != (gssize) sizeof *request)
    return FALSE;
  memory = attached (&message);
  return memory >= 0 ? map (self, memory, request->capacity) : self->memory != NULL;
}

static gboolean
answer (Service *self, GPtrArray *codes)
{
  g_autoptr (GBytes) packed = foyer_decode_wire_pack (codes);
  gsize size;
  gconstpointer bytes = g_bytes_get_data (packed, &size);

  return sendto (self->fd, bytes, size, MSG_NOSIGNAL, NULL, 0) == (gssize) size;
}

int
foyer_decode_service_run (int fd, FoyerDecodeFunc decode, gpointer user_data)
{
  Service self = { fd, NULL };
  FoyerDecodeRequest request;
  gboolean goes_on = TRUE;

  if (!foyer_decode_sandbox_enter ()) {
    g_warning ("the decoder can't be shut in");
    return EX_OSERR;
  }
  while (goes_on && receive (&self, &request)) {
    FoyerFrame *frame = foyer_frame_new (self.memory, (int) request.width, (int) request.height,
                                         (int) request.stride, -1, request.arrived_us);
    g_autoptr (GPtrArray) codes = frame != NULL ? decode (frame, user_data) : NULL;

    goes_on = codes != NULL && answer (&self, codes);
    g_clear_pointer (&frame, foyer_frame_unref);
  }
  g_clear_pointer (&self.memory, g_bytes_unref);
  return EXIT_SUCCESS;
}
