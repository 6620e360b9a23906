/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "json.h"

G_BEGIN_DECLS

/**
 * FoyerExit:
 *
 * What the program ends with; from 64 on as in sysexits.h. foyer(1) has the
 * same table.
 */
typedef enum {
  FOYER_EXIT_DONE        = 0,
  FOYER_EXIT_NO          = 1,   /* the answer is no: not admitted, nothing found, a check failed */
  FOYER_EXIT_USAGE       = 64,
  FOYER_EXIT_DATA        = 65,  /* what a file says can't be used */
  FOYER_EXIT_NO_INPUT    = 66,  /* a file is missing or can't be read */
  FOYER_EXIT_UNREACHABLE = 69,  /* no answer from the hub, or from the printer */
  FOYER_EXIT_INTERNAL    = 70,  /* storage failed */
  FOYER_EXIT_NO_OUTPUT   = 73,
  FOYER_EXIT_BUSY        = 75,  /* try again */
  FOYER_EXIT_NOT_ALLOWED = 77,  /* a token or an enrolment is missing or not believed */
} FoyerExit;

/** The error domain of the commands; its codes are #FoyerExit. */
#define FOYER_CLI_ERROR (foyer_cli_error_quark ())
GQuark foyer_cli_error_quark (void);

/** Which of the common options a command understands. */
typedef enum {
  FOYER_CLI_HUB   = 1 << 0,   /* --hub --token-file --pin --event */
  FOYER_CLI_STORE = 1 << 1,   /* --store */
  FOYER_CLI_LIST  = 1 << 2,   /* --list */
} FoyerCliOptions;

/**
 * FoyerCli:
 * @command: name of the command that runs
 *
 * The common options as given, NULL where they were not.
 */
typedef struct {
  const char *command;
  gboolean    json;
  char       *hub;
  char       *token_file;
  char       *pin;
  char       *event;
  char       *store;
  char       *list;
} FoyerCli;

/**
 * foyer_cli_parse:
 * @entries: (nullable): the command's own options
 * @words: what follows the options: "FILE --channel NAME"; translated here
 * @summary: one sentence; translated here
 *
 * Reads the options off @argv, leaving the command's words behind argv[0].
 * --help prints and ends the program. Errors are USAGE.
 */
gboolean  foyer_cli_parse (FoyerCli *cli, const GOptionEntry *entries, FoyerCliOptions common,
                           const char *words, const char *summary, int *argc, char ***argv,
                           GError **error);

/** Sets a FOYER_CLI_ERROR: "what: what to do". Returns @status, for a command to return it. */
FoyerExit foyer_cli_refuse (FoyerExit status, GError **error, const char *format, ...)
  G_GNUC_PRINTF (3, 4);

/** The status for @error, and on standard error the line "foyer: what: what to do". */
FoyerExit foyer_cli_fail (const GError *error);

/** What the program ends with after @error, and what to do about it, translated. */
FoyerExit foyer_cli_status_of_error (const GError *error, const char **advice);

/** "zh_CN" or "en", by the locale. */
const char *foyer_cli_language (void);

/** Runs the command that argv[1] names; the whole of the program but its set-up. */
FoyerExit foyer_cli_run (int argc, char *argv[]);

G_END_DECLS
