/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "key-text.h"

#include <linux/input-event-codes.h>
#include <xkbcommon/xkbcommon.h>

/* XKB counts the kernel's keys from 8. */
#define XKB_OFFSET 8

struct _FoyerKeyText {
  struct xkb_context *context;
  struct xkb_keymap  *keymap;
  struct xkb_state   *state;
  gboolean            alt;      /* is held */
  guint               number;   /* typed on the keypad meanwhile */
};

FoyerKeyText *
foyer_key_text_new (const char *layout)
{
  g_autoptr (FoyerKeyText) self = g_new0 (FoyerKeyText, 1);
  const struct xkb_rule_names names = { .layout = layout };

  self->context = xkb_context_new (XKB_CONTEXT_NO_ENVIRONMENT_NAMES);
  if (self->context == NULL)
    return NULL;
  xkb_context_set_log_level (self->context, XKB_LOG_LEVEL_CRITICAL);
  self->keymap = xkb_keymap_new_from_names (self->context, &names, XKB_KEYMAP_COMPILE_NO_FLAGS);
  if (self->keymap == NULL)
    return NULL;
  self->state = xkb_state_new (self->keymap);
  return g_steal_pointer (&self);
}

void
foyer_key_text_reset (FoyerKeyText *self)
{
  xkb_state_unref (self->state);
  self->state = xkb_state_new (self->keymap);
  self->alt = FALSE;
  self->number = 0;
}

void
foyer_key_text_free (FoyerKeyText *self)
{
  xkb_state_unref (self->state);
  xkb_keymap_unref (self->keymap);
  xkb_context_unref (self->context);
  g_free (self);
}

static int
digit_of (guint16 code)
{
  static const guint16 digits[] = { KEY_KP0, KEY_KP1, KEY_KP2, KEY_KP3, KEY_KP4,
                                    KEY_KP5, KEY_KP6, KEY_KP7, KEY_KP8, KEY_KP9 };

  for (int i = 0; i < (int) G_N_ELEMENTS (digits); i++)
    if (digits[i] == code)
      return i;
  return -1;
}

/* Beyond ASCII the number depends on the machine that the scanner was made for. */
static gunichar
end_alt (FoyerKeyText *self)
{
  guint number = self->number;

  self->alt = FALSE;
  self->number = 0;
  return number < 0x80 ? number : 0xfffd;
}

static gunichar
letter_of (FoyerKeyText *self, guint16 code)
{
  switch (code) {
  case KEY_ENTER:
  case KEY_KPENTER:
    return '\r';
  case KEY_TAB:
    return '\t';
  case KEY_LINEFEED:
    return '\n';
  default:
    return xkb_state_key_get_utf32 (self->state, code + XKB_OFFSET);
  }
}

gunichar
foyer_key_text_press (FoyerKeyText *self, guint16 code, gboolean down)
{
  int digit = digit_of (code);
  gunichar letter = 0;

  if (code == KEY_LEFTALT && !down && self->alt)
    letter = end_alt (self);
  else if (code == KEY_LEFTALT && down)
    self->alt = TRUE;
  else if (self->alt && digit >= 0)
    self->number = down ? (self->number * 10 + (guint) digit) % 100000 : self->number;
  else if (down)
    letter = letter_of (self, code);
  xkb_state_update_key (self->state, code + XKB_OFFSET, down ? XKB_KEY_DOWN : XKB_KEY_UP);
  return letter;
}
