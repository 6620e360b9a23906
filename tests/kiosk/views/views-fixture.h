/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "door-fixture.h"
#include "health.h"
#include "neighbours.h"
#include "print-queue.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Every page as it stands in the window, with the fixture's event behind it. */

typedef struct {
  DoorFixture *door;
  FoyerHealth *health;
  FoyerNeighbours *neighbours;
  gpointer     kiosk;     /* a FoyerKiosk without an enrolment */
  FoyerPrintQueue *badges; /* no printer is there to print them */
  gpointer     setup;     /* (nullable): a FoyerSetup of that kiosk */
  gpointer     camera;    /* (nullable): a FoyerCamera that runs */
  char        *state;     /* the kiosk's folder */
} Views;

/* Brings a page to where it is worth looking at; called when it is on the screen. */
typedef void (*ViewsPrepare) (Views *self, GtkWidget *page);

typedef struct {
  const char   *name;
  GtkWidget  *(*make)    (Views *self);
  ViewsPrepare  prepare;   /* (nullable) */
} ViewsPage;

extern const ViewsPage views_pages[];
extern const gsize     views_n_pages;

void       views_set_up      (Views *self, DoorFixture *door);
void       views_tear_down   (Views *self);

/* Style, icons, and the text scale (1 is usual). */
void       views_style       (double text_scale);
/* Of what is shown already, too. */
void       views_set_text_scale (double text_scale);

/* Of that name. */
const ViewsPage *views_page  (const char *name);
/* A window with the page and the status bar on a stage, drawn at that size. */
GtkWidget *views_show        (Views *self, const ViewsPage *page, int width, int height);
/* The page that was given to views_show(). */
GtkWidget *views_page_of     (GtkWidget *window);
/* Gone, with everything that was on it. */
void       views_hide        (GtkWidget *window);
/* Lets everything that is under way come to an end. */
void       views_settle      (Views *self);

/* (nullable): a visible button within @root by its symbol. */
GtkWidget *views_find_button (GtkWidget *root, const char *symbol);
/* (nullable): a visible widget of that type. */
GtkWidget *views_find_type   (GtkWidget *root, GType type);

G_END_DECLS
