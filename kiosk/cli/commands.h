/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cli.h"

G_BEGIN_DECLS

/*
 * The commands. Each reads its own options off @argv, does its work and says
 * with what the program ends; when it sets @error, that decides instead.
 */
typedef FoyerExit (*FoyerCommandFunc) (FoyerCli *cli, int argc, char *argv[], GError **error);

FoyerExit foyer_command_admit   (FoyerCli *cli, int argc, char *argv[], GError **error);
FoyerExit foyer_command_backup  (FoyerCli *cli, int argc, char *argv[], GError **error);
FoyerExit foyer_command_badge   (FoyerCli *cli, int argc, char *argv[], GError **error);
FoyerExit foyer_command_check   (FoyerCli *cli, int argc, char *argv[], GError **error);
FoyerExit foyer_command_decode  (FoyerCli *cli, int argc, char *argv[], GError **error);
FoyerExit foyer_command_enrol   (FoyerCli *cli, int argc, char *argv[], GError **error);
FoyerExit foyer_command_event   (FoyerCli *cli, int argc, char *argv[], GError **error);
FoyerExit foyer_command_film    (FoyerCli *cli, int argc, char *argv[], GError **error);
FoyerExit foyer_command_import  (FoyerCli *cli, int argc, char *argv[], GError **error);
FoyerExit foyer_command_journal (FoyerCli *cli, int argc, char *argv[], GError **error);
FoyerExit foyer_command_kiosk   (FoyerCli *cli, int argc, char *argv[], GError **error);
FoyerExit foyer_command_list    (FoyerCli *cli, int argc, char *argv[], GError **error);
FoyerExit foyer_command_lookup  (FoyerCli *cli, int argc, char *argv[], GError **error);
FoyerExit foyer_command_notice  (FoyerCli *cli, int argc, char *argv[], GError **error);
FoyerExit foyer_command_parcel  (FoyerCli *cli, int argc, char *argv[], GError **error);
FoyerExit foyer_command_people  (FoyerCli *cli, int argc, char *argv[], GError **error);
FoyerExit foyer_command_purge   (FoyerCli *cli, int argc, char *argv[], GError **error);
FoyerExit foyer_command_registration (FoyerCli *cli, int argc, char *argv[], GError **error);
FoyerExit foyer_command_report  (FoyerCli *cli, int argc, char *argv[], GError **error);
FoyerExit foyer_command_restore (FoyerCli *cli, int argc, char *argv[], GError **error);
FoyerExit foyer_command_staff   (FoyerCli *cli, int argc, char *argv[], GError **error);
FoyerExit foyer_command_ticket  (FoyerCli *cli, int argc, char *argv[], GError **error);
FoyerExit foyer_command_watch   (FoyerCli *cli, int argc, char *argv[], GError **error);

G_END_DECLS
