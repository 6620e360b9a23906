/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How long after its last byte a line without an ending is whole. */
#define FOYER_LINE_PAUSE_MS 100

/**
 * FoyerLineReader:
 *
 * Makes lines of what one hand scanner sends: up to a carriage return, line
 * feed or tab, or, of six letters at least, up to a pause. An empty line is
 * nothing, and so is one of which a part is missing. Knows no clock. One thread.
 */
typedef struct _FoyerLineReader FoyerLineReader;

FoyerLineReader *foyer_line_reader_new    (void) G_GNUC_WARN_UNUSED_RESULT;
void             foyer_line_reader_free   (FoyerLineReader *self);

/* (transfer full) (nullable): the line that @byte ends; UTF-8 whatever the
 * scanner's encoding. */
char            *foyer_line_reader_take   (FoyerLineReader *self, guint8 byte)
  G_GNUC_WARN_UNUSED_RESULT;

/* Nothing came for FOYER_LINE_PAUSE_MS. As foyer_line_reader_take(). */
char            *foyer_line_reader_pause  (FoyerLineReader *self) G_GNUC_WARN_UNUSED_RESULT;

/* Something was lost here: better no line than another one. */
void             foyer_line_reader_damage (FoyerLineReader *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerLineReader, foyer_line_reader_free)

G_END_DECLS
