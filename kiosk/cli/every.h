/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** Calls @func after so many seconds, and again and again until the program is stopped. */
G_GNUC_NORETURN void foyer_every (guint seconds, void (*func) (gpointer user_data),
                                  gpointer user_data);

G_END_DECLS
