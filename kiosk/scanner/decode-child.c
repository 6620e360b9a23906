/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-decode-child"

#include "decode-child.h"

#include "decode-wire.h"
#include "frame-memory.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#define PROGRAM "foyer-decode-worker"

/* No frame takes a tenth of this. */
#define PATIENCE_MS 1000
/* A machine that is just being switched on may need this to start a program. */
#define START_PATIENCE_MS 5000

/* The first replacement comes at once: most pictures that kill are gone by then. */
#define BACKOFF_US (25 * 1000)
#define LONGEST_BACKOFF_US (400 * 1000)

#define LOG_EVERY_US (10 * G_USEC_PER_SEC)

/* Half an hour of frames: whatever a process has leaked, or become, ends with it. */
#define LIFETIME 54000

struct _FoyerDecodeChild {
  char             *program;
  FoyerFrameMemory *memory;
  guint             failures;   /* in a row */
  gint64            next_us;    /* no new process before */
  gint64            logged_us;  /* when a failure was, last */

  GPid              process;    /* 0 between two */
  int               fd;         /* -1 without a process */
  guint             answers;    /* of this process */
  guint             shared;     /* the memory that this process has, 0 for none */
};

static gboolean
lose (GError **error, const char *why)
{
  g_set_error_literal (error, FOYER_SCANNER_ERROR, FOYER_SCANNER_ERROR_FRAME_LOST, why);
  return FALSE;
}

/* Beside the program that asks: in the tree it was built in, or where it is installed. */
static char *
find_program (void)
{
  static const char *const places[] = { "../scanner", "../libexec/foyer" };
  const char *given = g_getenv ("FOYER_LIBEXEC");
  g_autofree char *self = given == NULL ? g_file_read_link ("/proc/self/exe", NULL) : NULL;
  g_autofree char *dir = self != NULL ? g_path_get_dirname (self) : NULL;

  if (given != NULL)
    return g_build_filename (given, PROGRAM, NULL);
  for (gsize i = 0; dir != NULL && i < G_N_ELEMENTS (places); i++) {
    g_autofree char *path = g_build_filename (dir, places[i], PROGRAM, NULL);

    if (g_file_test (path, G_FILE_TEST_IS_EXECUTABLE))
      return g_steal_pointer (&path);
  }
  return g_build_filename (FOYER_LIBEXEC_DIR, PROGRAM, NULL);
}

/* A worker that does not listen any more is not asked to end. */
static void
end (FoyerDecodeChild *self)
{
  if (self->process == 0)
    return;
  close (self->fd);
  self->fd = -1;
  kill (self->process, SIGKILL);
  while (waitpid (self->process, NULL, 0) < 0 && errno == EINTR)
    ;
  g_spawn_close_pid (self->process);
  self->process = 0;
}

static void
fail (FoyerDecodeChild *self, const char *why)
{
  gint64 now_us = g_get_monotonic_time ();

  /* A picture held up that kills must not fill the log. */
  if (self->logged_us == 0 || now_us - self->logged_us > LOG_EVERY_US) {
    g_message ("%s %s; trying another", self->program, why);
    self->logged_us = now_us;
  }
  end (self);
  self->next_us = now_us;
  if (self->failures > 0)
    self->next_us += MIN ((gint64) BACKOFF_US << MIN (self->failures, 10), LONGEST_BACKOFF_US);
  self->failures++;
}

/* With an empty environment, no input, and nothing but @socket. */
static gboolean
spawn (FoyerDecodeChild *self, int socket, GError **error)
{
  const char *const words[] = { self->program, NULL };
  const char *const nothing[] = { NULL };
  const int target = FOYER_DECODE_CHILD_FD;

  return g_spawn_async_with_pipes_and_fds (
    NULL, words, nothing, G_SPAWN_DO_NOT_REAP_CHILD | G_SPAWN_STDOUT_TO_DEV_NULL, NULL, NULL, -1,
    -1, -1, &socket, &target, 1, &self->process, NULL, NULL, NULL, error);
}

static gboolean
start (FoyerDecodeChild *self, GError **error)
{
  g_autoptr (GError) failure = NULL;
  int ends[2];

  if (socketpair (AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) != 0)
    return lose (error, "no socket for the decoder");
  self->fd = ends[0];
  self->answers = 0;
  self->shared = 0;
  if (spawn (self, ends[1], &failure)) {
    close (ends[1]);
    return TRUE;
  }
  close (ends[0]);
  close (ends[1]);
  self->process = 0;
  fail (self, "can't be started");
  g_set_error_literal (error, FOYER_SCANNER_ERROR, FOYER_SCANNER_ERROR_NO_DECODER, failure->message);
  return FALSE;
}

static void
attach (struct msghdr *message, gpointer control, gsize size, int fd)
{
  struct cmsghdr *header;

  message->msg_control = control;
  message->msg_controllen = size;
  header = CMSG_FIRSTHDR (message);
  header->cmsg_level = SOL_SOCKET;
  header->cmsg_type = SCM_RIGHTS;
  header->cmsg_len = CMSG_LEN (sizeof fd);
  memcpy (CMSG_DATA (header), &fd, sizeof fd);
}

static gboolean
request (FoyerDecodeChild *self, FoyerFrame *frame)
{
  FoyerDecodeRequest wanted = { (guint32) frame->width, (guint32) frame->height,
                                (guint32) frame->stride,
                                (guint32) foyer_frame_memory_get_size (self->memory),
                                frame->arrived_us };
  guint serial = foyer_frame_memory_get_serial (self->memory);
  union {
    struct cmsghdr header;
    char           bytes[CMSG_SPACE (sizeof (int))];
  } control = { 0 };
  struct iovec body = { &wanted, sizeof wanted };
  struct msghdr message = { .msg_iov = &body, .msg_iovlen = 1 };

  if (self->shared != serial)
    attach (&message, &control, sizeof control, foyer_frame_memory_get_fd (self->memory));
  self->shared = serial;
  /* A worker that answers without listening must not make anyone wait. */
  return sendmsg (self->fd, &message, MSG_NOSIGNAL | MSG_DONTWAIT) == (gssize) sizeof wanted;
}

static gboolean
wait_for_answer (FoyerDecodeChild *self)
{
  struct pollfd waiting = { self->fd, POLLIN, 0 };
  int patience_ms = self->answers > 0 ? PATIENCE_MS : START_PATIENCE_MS;
  int ready;

  do
    ready = poll (&waiting, 1, patience_ms);
  while (ready < 0 && errno == EINTR);
  return ready > 0;
}

static GPtrArray *
receive (FoyerDecodeChild *self)
{
  guint8 buffer[FOYER_DECODE_WIRE_MAX];
  gssize size = recv (self->fd, buffer, sizeof buffer, MSG_DONTWAIT);
  g_autoptr (GBytes) answer = size > 0 ? g_bytes_new (buffer, (gsize) size) : NULL;

  return answer != NULL ? foyer_decode_wire_unpack (answer) : NULL;
}

/* What went wrong with the frame in hand, NULL if nothing did. */
static const char *
ask (FoyerDecodeChild *self, FoyerFrame *frame, GPtrArray **codes)
{
  if (!request (self, frame))
    return "does not listen";
  if (!wait_for_answer (self))
    return "hangs";
  *codes = receive (self);
  return *codes == NULL ? "did not survive a frame" : NULL;
}

GPtrArray *
foyer_decode_child_decode (FoyerDecodeChild *self, FoyerFrame *frame, GError **error)
{
  GPtrArray *codes = NULL;
  const char *trouble;

  if (self->process == 0 && g_get_monotonic_time () < self->next_us) {
    lose (error, "the next decoder is not due yet");
    return NULL;
  }
  if (self->process == 0 && !start (self, error))
    return NULL;
  if (!foyer_frame_memory_place (self->memory, frame)) {
    lose (error, "no memory for a frame");
    return NULL;
  }
  trouble = ask (self, frame, &codes);
  if (trouble != NULL) {
    fail (self, trouble);
    lose (error, trouble);
    return NULL;
  }
  self->failures = 0;
  /* Nobody waits for the next frame while no code is in view. */
  if (++self->answers >= LIFETIME && codes->len == 0)
    end (self);
  return codes;
}

FoyerDecodeChild *
foyer_decode_child_new (const char *program)
{
  FoyerDecodeChild *self = g_new0 (FoyerDecodeChild, 1);

  self->program = program != NULL ? g_strdup (program) : find_program ();
  self->fd = -1;
  self->memory = foyer_frame_memory_new ();
  start (self, NULL);
  return self;
}

void
foyer_decode_child_free (FoyerDecodeChild *self)
{
  end (self);
  foyer_frame_memory_free (self->memory);
  g_free (self->program);
  g_free (self);
}

GPid
foyer_decode_child_get_process (FoyerDecodeChild *self)
{
  return self->process;
}
