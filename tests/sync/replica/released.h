/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sample.h"

G_BEGIN_DECLS

/*
 * One morning, always the same, as a hub and a kiosk keep it in their files:
 * what test-released looks for in the files of every version. A later version
 * may add to it; what is here stays.
 */

#define RELEASED_ROWS    28
#define RELEASED_KIOSK   "0193b000-0000-7000-8000-00000000a001"
#define RELEASED_OTHER   "0193b000-0000-7000-8000-00000000a002"
#define RELEASED_OWN     20   /* entries of the kiosk */
#define RELEASED_SENT    4    /* how many of them have an answer */
#define RELEASED_DUE     5000 /* guests 2 and 11; guest 2 paid */

/** Id of guest @number, from 1. Guests 3 and 4 are one person. Free with g_free(). */
char *released_row   (guint number) G_GNUC_WARN_UNUSED_RESULT;

/** The signed ticket of a guest, whose serial is 1; the event's key is no secret. */
char *released_ticket (guint number) G_GNUC_WARN_UNUSED_RESULT;

/** Writes both files; there must be none. */
void  released_make   (const char *hub_path, const char *kiosk_path);

G_END_DECLS
