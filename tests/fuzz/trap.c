/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A fatal GLib warning ends in a trap, which libFuzzer doesn't catch; it keeps
 * the input of an abort. */
#include <signal.h>
#include <stdlib.h>

int LLVMFuzzerInitialize (int *argc, char ***argv);

static void
on_trap (int number)
{
  abort ();
}

int
LLVMFuzzerInitialize (int *argc, char ***argv)
{
  signal (SIGTRAP, on_trap);
  return 0;
}
