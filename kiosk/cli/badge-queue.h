/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cli.h"

G_BEGIN_DECLS

/* What a kiosk's printers and its queue are at, beside the running kiosk. @state: its folder. */
FoyerExit foyer_badge_queue_show   (const FoyerCli *cli, const char *state, GError **error);
/* @answer: "JOB=printed" or "JOB=again": a person has looked. The kiosk does it when it runs. */
FoyerExit foyer_badge_queue_settle (const char *state, const char *answer, GError **error);
/* The printers that can be found from here, each with the address to write down. */
FoyerExit foyer_badge_queue_find   (const FoyerCli *cli, GError **error);

G_END_DECLS
