/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "world.h"

#include "language.h"

#include <gst/gst.h>

static void
world_set_up (ViewsWorld *self, gconstpointer page)
{
  door_fixture_set_up (&self->door, NULL);
  views_set_up (&self->views, &self->door);
  self->window = views_show (&self->views, views_page (page), 1280, 800);
}

static void
world_tear_down (ViewsWorld *self, gconstpointer page)
{
  views_hide (self->window);
  views_tear_down (&self->views);
  door_fixture_tear_down (&self->door, NULL);
}

void
views_init (int *argc, char ***argv)
{
  door_fixture_freeze ();
  foyer_language_init ("en");
  gst_init (NULL, NULL);
  gtk_test_init (argc, argv, NULL);
  views_style (1);
}

void
views_add (const char *path, const char *page, void (*test) (ViewsWorld *, gconstpointer))
{
  g_test_add (path, ViewsWorld, page, world_set_up, test, world_tear_down);
}
