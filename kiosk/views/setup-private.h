/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "look.h"
#include "setup.h"

G_BEGIN_DECLS

struct _FoyerSetup {
  GObject          parent_instance;

  FoyerKiosk      *kiosk;
  FoyerDoor       *door;       /* (nullable): the one that is listened to */
  FoyerSetupStep   step;
  gboolean         stopped;
  gboolean         busy;
  char            *note;       /* (nullable) */
  FoyerLook       *look;       /* (nullable): of the steps that look for something */

  GPtrArray       *tables;     /* paths that were chosen */
  char            *event_file; /* (nullable): beside the first */
  FoyerWholeEvent *whole;      /* (nullable): what they say */
  gboolean         waits;      /* for this machine's own hub, to fill it */
  FoyerPass       *pass;       /* (nullable) */
};

/** @text: (nullable): what is under way, or went wrong. */
void foyer_setup_say          (FoyerSetup *self, const char *text);
void foyer_setup_keep         (FoyerSetup *self, FoyerChoice choice, const char *value);
void foyer_setup_go_to        (FoyerSetup *self, FoyerSetupStep step);

/* Of the machine that is the whole event. */

/** Reads it, with those that were chosen before; then comes RESULT. */
void foyer_setup_choose_table (FoyerSetup *self, const char *path);
/** What was read becomes an event at this machine's own hub. */
void foyer_setup_make_event   (FoyerSetup *self);
/** That hub listens. */
void foyer_setup_fill_hub     (FoyerSetup *self);

G_END_DECLS
