/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/*
 * What has to hold of every page as it stands in a window. Each check returns
 * what is wrong first, or NULL.
 */

/* How wide and high whatever can be touched has to be, in pixels of the screen. */
typedef struct {
  int width;
  int height;
} ChecksTarget;

/* Every control, and the page itself, can be announced. */
char *checks_names    (GtkWidget *page);
/* What can be touched is large enough for a finger, as it is drawn. */
char *checks_targets  (GtkWidget *window, ChecksTarget least);
/* Nothing that can be touched is higher up than @top pixels from the window's upper edge, but
 * what can be scrolled down. */
char *checks_reach    (GtkWidget *window, int top);
/* More width never takes more height, of the page and of all that is in it: GTK 4.8 looks by
 * halves for the width that goes with a height, and would look forever. */
char *checks_heights  (GtkWidget *page);
/* No words are cut off, outside of the window, or under others. */
char *checks_whole    (GtkWidget *window);
/* Words stand out 7:1 from what is drawn behind them. */
char *checks_contrast (GtkWidget *window, cairo_surface_t *picture);
/* The Tab key leads to every control, and on from it. Leaves the focus where it was. */
char *checks_focus    (GtkWidget *window);
/* Every word comes from the catalogue, where marks_set() marked it, or is one of @data. */
char *checks_said     (GtkWidget *window, const char * const *data);

/* (transfer full): the window's content as it is drawn. */
cairo_surface_t *checks_draw (GtkWidget *window);
/* Paints over what is another one each time: QR codes. */
void             checks_mask (GtkWidget *window, cairo_surface_t *picture);

G_END_DECLS
