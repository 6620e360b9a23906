/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "key-text.h"
#include "line-reader.h"

#include <stddef.h>
#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

static void
take (char *line)
{
  if (line == NULL)
    return;
  g_assert (line[0] != '\0' && g_utf8_validate (line, -1, NULL));
  g_assert (strpbrk (line, "\r\n\t\x1b\x7f") == NULL);
  g_free (line);
}

static void
take_letter (FoyerLineReader *reader, gunichar letter)
{
  char bytes[6];
  int length = letter != 0 ? g_unichar_to_utf8 (letter, bytes) : 0;

  for (int i = 0; i < length; i++)
    take (foyer_line_reader_take (reader, (guint8) bytes[i]));
}

/* Any keys in any order, and the same bytes from a serial port. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  static FoyerKeyText *keys;
  g_autoptr (FoyerLineReader) typed = foyer_line_reader_new ();
  g_autoptr (FoyerLineReader) sent = foyer_line_reader_new ();

  /* Reading a layout takes longer than ten thousand inputs. */
  if (keys == NULL)
    keys = foyer_key_text_new ("us");
  foyer_key_text_reset (keys);
  for (size_t i = 0; i < size; i++) {
    take_letter (typed, foyer_key_text_press (keys, data[i] & 0x7f, data[i] >> 7));
    take (foyer_line_reader_take (sent, data[i]));
    if (data[i] == 0xff)
      take (foyer_line_reader_pause (sent));
  }
  take (foyer_line_reader_pause (typed));
  return 0;
}
