/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "line-reader.h"

#include "charset.h"

#include <string.h>

/* A finger that rests on a scanner's keypad is no code. */
#define UNENDED_MIN 6
/* More than any code holds. */
#define BYTES_MAX   (16 * 1024)

struct _FoyerLineReader {
  GByteArray *bytes;
  gboolean    damaged;   /* up to the next ending or pause */
};

FoyerLineReader *
foyer_line_reader_new (void)
{
  FoyerLineReader *self = g_new0 (FoyerLineReader, 1);

  self->bytes = g_byte_array_new ();
  return self;
}

void
foyer_line_reader_free (FoyerLineReader *self)
{
  g_byte_array_unref (self->bytes);
  g_free (self);
}

/* The separators within a GS1 code are part of it; other control characters
 * are what a scanner puts around its lines. */
static gboolean
is_text (guint8 byte)
{
  return (byte >= ' ' && byte != 0x7f) || byte == 0x1d || byte == 0x1e;
}

static char *
finish (FoyerLineReader *self, guint least)
{
  gboolean whole = !self->damaged && self->bytes->len >= least;
  g_autofree char *line =
    whole ? foyer_charset_to_utf8 (self->bytes->data, self->bytes->len) : NULL;

  g_byte_array_set_size (self->bytes, 0);
  self->damaged = FALSE;
  if (line == NULL || g_strstrip (line)[0] == '\0')
    return NULL;
  return g_steal_pointer (&line);
}

char *
foyer_line_reader_take (FoyerLineReader *self, guint8 byte)
{
  if (byte == '\r' || byte == '\n' || byte == '\t')
    return finish (self, 1);
  if (!is_text (byte))
    return NULL;
  if (self->bytes->len >= BYTES_MAX)
    self->damaged = TRUE;
  else
    g_byte_array_append (self->bytes, &byte, 1);
  return NULL;
}

char *
foyer_line_reader_pause (FoyerLineReader *self)
{
  return finish (self, UNENDED_MIN);
}

void
foyer_line_reader_damage (FoyerLineReader *self)
{
  self->damaged = TRUE;
}
