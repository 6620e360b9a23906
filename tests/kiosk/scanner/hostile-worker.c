/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE /* syscall() */
/* A decoding program with a planted hole: every picture takes it over. */
#include "hostile-worker.h"

#include "decode-child.h"
#include "decode-service.h"
#include "decoder.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#define MUCH ((gsize) 1024 * 1024 * 1024)

static const char *
map (gsize size, int protection)
{
  gpointer memory = mmap (NULL, size, protection, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

  return memory == MAP_FAILED ? "denied" : "mapped";
}

static const char *
write_frame (const guint8 *pixels)
{
  gpointer page = (gpointer) ((guintptr) pixels & ~(guintptr) 4095);

  return mprotect (page, 4096, PROT_READ | PROT_WRITE) != 0 ? "denied" : "written";
}

static void
execute (void)
{
  char *words[] = { (char *) "/bin/true", NULL };

  execv (words[0], words);
}

static void
loop (void)
{
  for (volatile guint i = 0;; i++)
    ;
}

static void
flood (void)
{
  for (;;)
    sendto (FOYER_DECODE_CHILD_FD, "", 1, MSG_NOSIGNAL, NULL, 0);
}

static const char *
misbehave (Hostile deed, const guint8 *pixels)
{
  switch (deed) {
  case HOSTILE_CRASH:
    *(volatile int *) NULL = 1;
    return "alive";
  case HOSTILE_LOOP:
    loop ();
    return "alive";
  case HOSTILE_EXIT:
    _exit (0);
  case HOSTILE_LIE:
    return sendto (FOYER_DECODE_CHILD_FD, "\xff\xff\xff", 3, 0, NULL, 0) == 3 ? "lied" : "denied";
  case HOSTILE_FLOOD:
    flood ();
    return "alive";
  case HOSTILE_SOCKET:
    return socket (AF_INET, SOCK_STREAM, 0) < 0 ? "denied" : "connected";
  case HOSTILE_EXECUTE:
    execute ();
    return "denied";
  case HOSTILE_FORK:
    return fork () < 0 ? "denied" : "forked";
  case HOSTILE_SIGNAL:
    return kill (getppid (), SIGKILL) != 0 ? "denied" : "sent";
  case HOSTILE_DEBUG:
    return ptrace (PTRACE_ATTACH, getppid (), NULL, NULL) != 0 ? "denied" : "attached";
  case HOSTILE_WRITE_ELSEWHERE:
    return write (FOYER_DECODE_CHILD_FD, "x", 1) < 0 ? "denied" : "written";
  case HOSTILE_SIGNAL_THREAD:
    return syscall (SYS_tgkill, getppid (), getppid (), SIGKILL) != 0 ? "denied" : "sent";
  case HOSTILE_EXECUTABLE_MEMORY:
    return map (4096, PROT_READ | PROT_EXEC);
  case HOSTILE_OPEN:
    return open ("/etc/passwd", O_RDONLY) < 0 ? "denied" : "opened";
  case HOSTILE_MUCH_MEMORY:
    return map (MUCH, PROT_READ | PROT_WRITE);
  case HOSTILE_WRITE_FRAME:
    return write_frame (pixels);
  case HOSTILE_NOTHING:
  default:
    return "calm";
  }
}

static GPtrArray *
decode (FoyerFrame *frame, gpointer user_data)
{
  GPtrArray *codes = g_ptr_array_new_with_free_func ((GDestroyNotify) foyer_found_code_free);
  FoyerFoundCode *code = g_new0 (FoyerFoundCode, 1);

  code->text = g_strdup (misbehave (frame->pixels[0], frame->pixels));
  g_ptr_array_add (codes, code);
  return codes;
}

int
main (void)
{
  _exit (foyer_decode_service_run (FOYER_DECODE_CHILD_FD, decode, NULL));
}
