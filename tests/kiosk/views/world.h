/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "views-fixture.h"

G_BEGIN_DECLS

/* A page in its window, for a test's whole length. */
typedef struct {
  DoorFixture door;
  Views       views;
  GtkWidget  *window;
} ViewsWorld;

/* First in main(): GTK and GStreamer, English, a clock that stands still. */
void views_init (int *argc, char ***argv);
/* A test on the page of that name, 1280x800. */
void views_add  (const char *path, const char *page, void (*test) (ViewsWorld *, gconstpointer));

G_END_DECLS
