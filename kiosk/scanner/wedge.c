/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "wedge.h"

#define PACE_MS     50
#define PAUSE_MS    100
#define LETTERS_MIN 6
#define LETTERS_MAX 4096   /* more than any code holds */

struct _FoyerWedge {
  GString *letters;    /* of the keys kept back */
  guint    count;
  gboolean differ;     /* they are not all the same */
  gunichar last;
  guint32  last_ms;    /* of the last key, or of the end of the last line */
  gboolean ended;      /* the last key ended a line, and nothing came since */
};

FoyerWedge *
foyer_wedge_new (void)
{
  FoyerWedge *self = g_new0 (FoyerWedge, 1);

  self->letters = g_string_new (NULL);
  return self;
}

void
foyer_wedge_free (FoyerWedge *self)
{
  if (self == NULL)
    return;
  g_string_free (self->letters, TRUE);
  g_free (self);
}

/* A key held down comes as often as a scanner's, but it is always the same. */
static gboolean
is_scanner (const FoyerWedge *self)
{
  return self->count >= LETTERS_MIN && self->differ;
}

static void
forget (FoyerWedge *self)
{
  g_string_truncate (self->letters, 0);
  self->count = 0;
  self->differ = FALSE;
}

guint
foyer_wedge_get_patience_ms (const FoyerWedge *self)
{
  return is_scanner (self) ? PAUSE_MS : PACE_MS;
}

gboolean
foyer_wedge_is_late (const FoyerWedge *self, guint32 time_ms)
{
  return self->count > 0 && time_ms - self->last_ms > foyer_wedge_get_patience_ms (self);
}

static gboolean
ends_line (gunichar letter)
{
  return letter == '\r' || letter == '\n' || letter == '\t';
}

static FoyerWedgeAnswer
end_line (FoyerWedge *self, guint32 time_ms)
{
  /* CR LF ends one line, not two. */
  if (self->count == 0)
    return self->ended && time_ms - self->last_ms <= PACE_MS ? FOYER_WEDGE_SWALLOW : FOYER_WEDGE_PASS;
  if (!is_scanner (self)) {
    forget (self);
    return FOYER_WEDGE_RELEASE;
  }
  self->ended = TRUE;
  self->last_ms = time_ms;
  return FOYER_WEDGE_LINE;
}

static FoyerWedgeAnswer
add_letter (FoyerWedge *self, gunichar letter, guint32 time_ms)
{
  self->differ = self->differ || (self->count > 0 && letter != self->last);
  self->last = letter;
  self->last_ms = time_ms;
  self->ended = FALSE;
  self->count++;
  g_string_append_unichar (self->letters, letter);
  if (self->count < LETTERS_MAX)
    return FOYER_WEDGE_HOLD;
  forget (self);
  return FOYER_WEDGE_RELEASE;
}

FoyerWedgeAnswer
foyer_wedge_key (FoyerWedge *self, gunichar letter, guint32 time_ms)
{
  if (ends_line (letter))
    return end_line (self, time_ms);
  if (letter != 0)
    return add_letter (self, letter, time_ms);
  self->ended = FALSE;
  if (self->count == 0)
    return FOYER_WEDGE_PASS;
  forget (self);
  return FOYER_WEDGE_RELEASE;
}

FoyerWedgeAnswer
foyer_wedge_pause (FoyerWedge *self)
{
  if (self->count == 0)
    return FOYER_WEDGE_PASS;
  if (is_scanner (self))
    return FOYER_WEDGE_LINE;
  forget (self);
  return FOYER_WEDGE_RELEASE;
}

char *
foyer_wedge_take_line (FoyerWedge *self)
{
  char *line = g_strdup (self->letters->str);

  forget (self);
  return line;
}
