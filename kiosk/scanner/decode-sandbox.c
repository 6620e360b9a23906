/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-decode-sandbox"

#include "decode-sandbox.h"

#include <errno.h>
#include <seccomp.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

/* What decoding the largest frame takes, several times over. */
#define MEMORY_MAX (512 * 1024 * 1024)

/* The address sanitizer reserves terabytes, and looks around when it reports. */
#if defined(__SANITIZE_ADDRESS__)
#define SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define SANITIZED 1
#endif
#endif
#ifndef SANITIZED
#define SANITIZED 0
#endif

/* Talking, memory, time, and ending: by itself or by assert(). */
static const int allowed[] = {
  SCMP_SYS (recvmsg), SCMP_SYS (sendto),       SCMP_SYS (close),        SCMP_SYS (brk),
  SCMP_SYS (munmap),  SCMP_SYS (mremap),       SCMP_SYS (madvise),      SCMP_SYS (futex),
  SCMP_SYS (getpid),  SCMP_SYS (gettid),       SCMP_SYS (rt_sigaction),
  SCMP_SYS (rt_sigprocmask), SCMP_SYS (rt_sigreturn), SCMP_SYS (clock_gettime),
  SCMP_SYS (getrandom), SCMP_SYS (sched_yield), SCMP_SYS (restart_syscall), SCMP_SYS (exit),
  SCMP_SYS (exit_group), SCMP_SYS (sigaltstack), SCMP_SYS (sysinfo), /* which qsort() asks */
};

/* Libraries look for files that they can do without. */
static const int in_vain[] = {
  SCMP_SYS (open),   SCMP_SYS (openat),   SCMP_SYS (stat),       SCMP_SYS (newfstatat),
  SCMP_SYS (access), SCMP_SYS (readlink), SCMP_SYS (readlinkat), SCMP_SYS (faccessat),
};

static int
allow_unless_executable (scmp_filter_ctx filter, int call)
{
  return seccomp_rule_add (filter, SCMP_ACT_ALLOW, call, 1,
                           SCMP_A2 (SCMP_CMP_MASKED_EQ, PROT_EXEC, 0));
}

static int
add_rules (scmp_filter_ctx filter)
{
  int status = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (allowed); i++)
    status |= seccomp_rule_add (filter, SCMP_ACT_ALLOW, allowed[i], 0);
  for (gsize i = 0; i < G_N_ELEMENTS (in_vain); i++)
    status |= seccomp_rule_add (filter, SCMP_ACT_ERRNO (ENOENT), in_vain[i], 0);
  status |= allow_unless_executable (filter, SCMP_SYS (mmap));
  status |= allow_unless_executable (filter, SCMP_SYS (mprotect));
  /* abort() signals itself. */
  status |= seccomp_rule_add (filter, SCMP_ACT_ALLOW, SCMP_SYS (tgkill), 1,
                              SCMP_A0 (SCMP_CMP_EQ, (scmp_datum_t) getpid ()));
  /* A last word to the log, and nowhere else. */
  status |= seccomp_rule_add (filter, SCMP_ACT_ALLOW, SCMP_SYS (write), 1,
                              SCMP_A0 (SCMP_CMP_EQ, STDERR_FILENO));
  return status;
}

static gboolean
limit (int resource, rlim_t most)
{
  const struct rlimit limits = { most, most };

  return setrlimit (resource, &limits) == 0;
}

/* Neither a core file, which would hold what the camera saw, nor a reader with
 * a debugger, nor the machine's memory. */
static gboolean
limit_all (void)
{
  return limit (RLIMIT_CORE, 0) && limit (RLIMIT_FSIZE, 0)
         && (SANITIZED || limit (RLIMIT_AS, MEMORY_MAX))
         && (SANITIZED || prctl (PR_SET_DUMPABLE, 0) == 0);
}

gboolean
foyer_decode_sandbox_enter (void)
{
  scmp_filter_ctx filter;
  gboolean entered;

  if (prctl (PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 || !limit_all ())
    return FALSE;
  /* Refused, not killed for it: a library that asks one thing more after an
   * update must not close the door. */
  filter = seccomp_init (SCMP_ACT_ERRNO (EPERM));
  entered = filter != NULL && add_rules (filter) == 0 && seccomp_load (filter) == 0;
  if (filter != NULL)
    seccomp_release (filter);
  return entered;
}
