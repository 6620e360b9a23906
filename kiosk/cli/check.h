/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "badge-template.h"
#include "cli.h"
#include "enrolment.h"
#include "event.h"
#include "store.h"

G_BEGIN_DECLS

/**
 * FoyerCheck:
 * @state: the kiosk's folder
 * @printer: (nullable): URI of the only one to look at
 * @printers: of FoyerConfigPrinter
 * @camera: the source of the configuration
 *
 * What `foyer check` found so far, each part NULL until it is there; each step
 * looks at one thing and says one line.
 */
typedef struct {
  FoyerCli           *cli;
  const char         *state;
  const char         *printer;
  GPtrArray          *printers;
  const char         *camera;
  const char         *template_name;
  FoyerStore         *store;
  FoyerEvent         *event;
  FoyerEnrolment     *enrolment;
  FoyerBadgeTemplate *template;
  guint               failed;
} FoyerCheck;

/** One line: @what was looked at, and whether it is well. */
void foyer_check_say       (FoyerCheck *self, const char *what, gboolean ok, const char *format, ...)
  G_GNUC_PRINTF (4, 5);
void foyer_check_say_error (FoyerCheck *self, const char *what, const GError *error);

/** The kiosk and its hub: what is unsent or refused, whether both hold the same, whether the hub
 * answers, has more, and has the same time. Sets @enrolment. */
void foyer_check_sync      (FoyerCheck *self);

G_END_DECLS
