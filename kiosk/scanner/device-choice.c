/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "device-choice.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
  guint16 vendor;
  guint16 product;
} Number;

struct _FoyerDeviceChoice {
  gboolean   any_scanner;
  GArray    *numbers;   /* of Number */
  GPtrArray *paths;     /* NULL-terminated */
  GPtrArray *names;     /* folded */
};

/* Metrologic and Hand Held Products (Honeywell), Symbol (Zebra), PSC and
 * Datalogic, Newland, Opticon, CipherLab. */
static const guint16 makers[] = { 0x0c2e, 0x0536, 0x05e0, 0x05f9, 0x080c, 0x1eab, 0x065a, 0x0745 };

static const char *const words[] = { "scan", "barcode", "bar code", "qr code" };

void
foyer_device_identity_clear (FoyerDeviceIdentity *self)
{
  g_clear_pointer (&self->path, g_free);
  g_clear_pointer (&self->name, g_free);
}

static gboolean
read_number (const char *text, Number *number)
{
  unsigned vendor, product;
  int end = 0;

  if (strlen (text) != 9 || sscanf (text, "%4x:%4x%n", &vendor, &product, &end) != 2 || end != 9)
    return FALSE;
  *number = (Number) { (guint16) vendor, (guint16) product };
  return TRUE;
}

static void
add (FoyerDeviceChoice *self, const char *text)
{
  Number number;

  if (g_str_equal (text, "auto"))
    self->any_scanner = TRUE;
  else if (text[0] == '/')
    g_ptr_array_add (self->paths, g_strdup (text));
  else if (read_number (text, &number))
    g_array_append_val (self->numbers, number);
  else if (text[0] != '\0' && !g_str_equal (text, "none"))
    g_ptr_array_add (self->names, g_utf8_casefold (text, -1));
}

FoyerDeviceChoice *
foyer_device_choice_new (const char *text)
{
  FoyerDeviceChoice *self = g_new0 (FoyerDeviceChoice, 1);
  g_auto (GStrv) items = g_strsplit (text, ";", -1);

  self->numbers = g_array_new (FALSE, FALSE, sizeof (Number));
  self->paths = g_ptr_array_new_with_free_func (g_free);
  self->names = g_ptr_array_new_with_free_func (g_free);
  for (gsize i = 0; items[i] != NULL; i++)
    add (self, g_strstrip (items[i]));
  if (!self->any_scanner && !foyer_device_choice_is_certain (self) && !g_str_equal (text, "none"))
    g_clear_pointer (&self, foyer_device_choice_free);
  else
    g_ptr_array_add (self->paths, NULL);
  return self;
}

void
foyer_device_choice_free (FoyerDeviceChoice *self)
{
  g_array_unref (self->numbers);
  g_ptr_array_unref (self->paths);
  g_ptr_array_unref (self->names);
  g_free (self);
}

static gboolean
calls_itself_scanner (const char *folded)
{
  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    if (strstr (folded, words[i]) != NULL)
      return TRUE;
  return FALSE;
}

static gboolean
is_of_maker (guint16 vendor)
{
  for (gsize i = 0; i < G_N_ELEMENTS (makers); i++)
    if (makers[i] == vendor)
      return TRUE;
  return FALSE;
}

static gboolean
has_number (const FoyerDeviceChoice *self, const FoyerDeviceIdentity *device)
{
  for (guint i = 0; i < self->numbers->len; i++) {
    const Number *number = &g_array_index (self->numbers, Number, i);

    if (number->vendor == device->vendor && number->product == device->product)
      return TRUE;
  }
  return FALSE;
}

static gboolean
has_name (const FoyerDeviceChoice *self, const char *folded)
{
  for (guint i = 0; i < self->names->len; i++)
    if (strstr (folded, self->names->pdata[i]) != NULL)
      return TRUE;
  return FALSE;
}

/* A path of the choice may be one of the links that udev makes. */
static gboolean
has_path (const FoyerDeviceChoice *self, const char *path)
{
  g_autofree char *real = realpath (path, NULL);

  for (const char *const *chosen = foyer_device_choice_get_paths (self); *chosen != NULL; chosen++) {
    g_autofree char *its = realpath (*chosen, NULL);

    if (real != NULL && g_strcmp0 (its, real) == 0)
      return TRUE;
  }
  return FALSE;
}

gboolean
foyer_device_choice_matches (const FoyerDeviceChoice *self, const FoyerDeviceIdentity *device)
{
  g_autofree char *folded = g_utf8_casefold (device->name, -1);

  if (self->any_scanner && (is_of_maker (device->vendor) || calls_itself_scanner (folded)))
    return TRUE;
  return has_number (self, device) || has_name (self, folded) || has_path (self, device->path);
}

const char *const *
foyer_device_choice_get_paths (const FoyerDeviceChoice *self)
{
  return (const char *const *) self->paths->pdata;
}

gboolean
foyer_device_choice_is_certain (const FoyerDeviceChoice *self)
{
  return self->numbers->len > 0 || self->names->len > 0
         || (self->paths->len > 0 && self->paths->pdata[0] != NULL);
}

gboolean
foyer_device_choice_is_none (const FoyerDeviceChoice *self)
{
  return !self->any_scanner && !foyer_device_choice_is_certain (self);
}
