/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What a picture that has taken over the decoder may try: the first pixel says it. */
typedef enum {
  HOSTILE_NOTHING,             /* answers "calm" */

  HOSTILE_CRASH,               /* these end the process, by us if need be */
  HOSTILE_LOOP,
  HOSTILE_EXIT,
  HOSTILE_LIE,                 /* answers what no decoder would */
  HOSTILE_FLOOD,               /* answers, and never listens again */

  HOSTILE_OPEN,                /* these answer "denied", if they are */
  HOSTILE_SOCKET,
  HOSTILE_EXECUTE,
  HOSTILE_FORK,
  HOSTILE_SIGNAL,
  HOSTILE_SIGNAL_THREAD,
  HOSTILE_DEBUG,
  HOSTILE_EXECUTABLE_MEMORY,
  HOSTILE_WRITE_FRAME,
  HOSTILE_WRITE_ELSEWHERE,
  HOSTILE_MUCH_MEMORY,
} Hostile;
