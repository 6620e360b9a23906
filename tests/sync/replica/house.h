/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** A folder where a replica lives, and one for what is found after its power went. */
typedef struct {
  char *parent;
  char *folder;
  char *path;
  char *after;
  char *after_path;
} House;

void     house_set_up     (House *self, gconstpointer unused);
void     house_tear_down  (House *self, gconstpointer unused);

/** Removes the files in a folder. */
void     house_empty      (const char *folder);

/** Whether a file was moved aside. */
gboolean house_has_broken (House *self);

G_END_DECLS
