/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "json.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define FIXTURE_EVENT "0199f0c2-7c00-7000-8f00-3b6f1d2e4a00"

/* The real program, in a folder of its own. */
typedef struct {
  char                *dir;
  char                *store;      /* DIR/event.db; there after cli_fixture_fill() */
  GSubprocessLauncher *launcher;

  /* Of the last run. */
  char                *out;
  char                *err;
  int                  status;
} CliFixture;

void        cli_fixture_set_up    (CliFixture *self, gconstpointer unused);
void        cli_fixture_tear_down (CliFixture *self, gconstpointer unused);

/* A path in the folder; freed with the fixture's current test. */
char       *cli_fixture_path      (CliFixture *self, const char *name);
char       *cli_fixture_write     (CliFixture *self, const char *name, const char *content);

/* Runs `foyer` with these words to its end. @input: (nullable) */
void        cli_fixture_run       (CliFixture *self, const char *input, const char *first, ...)
  G_GNUC_NULL_TERMINATED;
/* ... and sees that it ends with @status, saying one line of help when that is an error. */
void        cli_fixture_expect    (CliFixture *self, int status, const char *input,
                                   const char *first, ...) G_GNUC_NULL_TERMINATED;

/* (element-type json_t): the lines of the last output. */
GPtrArray  *cli_fixture_rows      (CliFixture *self);
/* The one text member of a row; "" where there is none. */
const char *cli_row_text          (const json_t *row, const char *name);
gint64      cli_row_number        (const json_t *row, const char *name);
/* Sees that the row has exactly these members, NULL-terminated. */
void        cli_row_has           (const json_t *row, ...) G_GNUC_NULL_TERMINATED;

/* Puts the sample event and a small table of four people into the store. */
void        cli_fixture_fill      (CliFixture *self);
/* The id of the registration of that name. */
char       *cli_fixture_find      (CliFixture *self, const char *name);

G_END_DECLS
