/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * FoyerWedgeAnswer: what becomes of a key
 * @FOYER_WEDGE_PASS: it is a person's: let it go on
 * @FOYER_WEDGE_HOLD: keep it back until more is known
 * @FOYER_WEDGE_RELEASE: it and all that were kept back are a person's: let them go on, in order
 * @FOYER_WEDGE_SWALLOW: it belongs to a line that is over: drop it
 * @FOYER_WEDGE_LINE: a line is whole; see foyer_wedge_take_line(). Drop it and all that were kept back
 */
typedef enum {
  FOYER_WEDGE_PASS,
  FOYER_WEDGE_HOLD,
  FOYER_WEDGE_RELEASE,
  FOYER_WEDGE_SWALLOW,
  FOYER_WEDGE_LINE,
} FoyerWedgeAnswer;

/**
 * FoyerWedge:
 *
 * Tells a hand scanner that types from a person who types, by pace alone: at
 * least six letters, each within 50 ms of the former, ended by Return, Tab or
 * line feed or by a pause of 100 ms. A key that is held down is a person's.
 * Knows neither clocks nor widgets. Any one thread.
 */
typedef struct _FoyerWedge FoyerWedge;

FoyerWedge      *foyer_wedge_new       (void) G_GNUC_WARN_UNUSED_RESULT;
void             foyer_wedge_free      (FoyerWedge *self);

/** Whether a key at @time_ms comes too late for what is kept back: then ask foyer_wedge_pause() first. */
gboolean         foyer_wedge_is_late   (const FoyerWedge *self, guint32 time_ms);

/**
 * foyer_wedge_key:
 * @letter: what the key types; '\r', '\t' and '\n' end a line; 0 for any other key
 * @time_ms: when it was pressed, on a clock that may wrap around
 */
FoyerWedgeAnswer foyer_wedge_key       (FoyerWedge *self, gunichar letter, guint32 time_ms);

/**
 * foyer_wedge_pause:
 *
 * No key came for foyer_wedge_get_patience_ms(): what becomes of those that
 * were kept back: LINE or RELEASE; PASS when there were none.
 */
FoyerWedgeAnswer foyer_wedge_pause     (FoyerWedge *self);

/** How long to wait after the last key. */
guint            foyer_wedge_get_patience_ms (const FoyerWedge *self);

/** (transfer full): the line of the last answer LINE. */
char            *foyer_wedge_take_line (FoyerWedge *self) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerWedge, foyer_wedge_free)

G_END_DECLS
