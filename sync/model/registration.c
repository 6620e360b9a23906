/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "registration.h"

#include "names.h"

#define FIELD(field) { #field, G_STRUCT_OFFSET (FoyerRegistration, field) }

const FoyerTextField foyer_registration_fields[FOYER_N_TEXT_FIELDS] = {
  FIELD (channel), FIELD (reference), FIELD (name),     FIELD (phone),   FIELD (email),
  FIELD (company), FIELD (title),     FIELD (city),     FIELD (category), FIELD (answers),
  FIELD (note),    FIELD (source),
};

static const char * const status_names[FOYER_STATUS_N] = {
  [FOYER_STATUS_PENDING]    = "pending",
  [FOYER_STATUS_CONFIRMED]  = "confirmed",
  [FOYER_STATUS_WAITLISTED] = "waitlisted",
  [FOYER_STATUS_REJECTED]   = "rejected",
  [FOYER_STATUS_CANCELLED]  = "cancelled",
};

const char *
foyer_status_to_string (FoyerStatus status)
{
  return foyer_name_of (status_names, FOYER_STATUS_N, status);
}

gboolean
foyer_status_from_string (const char *text, FoyerStatus *status)
{
  int value = foyer_name_index (status_names, FOYER_STATUS_N, text);

  if (value < 0)
    return FALSE;
  *status = (FoyerStatus) value;
  return TRUE;
}

char **
foyer_registration_text (const FoyerRegistration *self, gsize i)
{
  return &G_STRUCT_MEMBER (char *, self, foyer_registration_fields[i].offset);
}

int
foyer_registration_field_index (const char *name)
{
  for (gsize i = 0; i < FOYER_N_TEXT_FIELDS; i++) {
    if (g_strcmp0 (foyer_registration_fields[i].name, name) == 0)
      return (int) i;
  }
  return -1;
}

FoyerRegistration *
foyer_registration_new (void)
{
  FoyerRegistration *self = g_new0 (FoyerRegistration, 1);

  self->status = FOYER_STATUS_CONFIRMED;
  self->status_before = FOYER_STATUS_CONFIRMED;
  self->party = 1;
  return self;
}

FoyerRegistration *
foyer_registration_copy (const FoyerRegistration *self)
{
  FoyerRegistration *copy = g_new (FoyerRegistration, 1);

  *copy = *self;
  copy->id = g_strdup (self->id);
  copy->person = g_strdup (self->person);
  copy->codes = g_strdupv (self->codes);
  for (gsize i = 0; i < FOYER_N_TEXT_FIELDS; i++)
    *foyer_registration_text (copy, i) = g_strdup (*foyer_registration_text (self, i));
  return copy;
}

void
foyer_registration_free (FoyerRegistration *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self->person);
  g_strfreev (self->codes);
  for (gsize i = 0; i < FOYER_N_TEXT_FIELDS; i++)
    g_free (*foyer_registration_text (self, i));
  g_free (self);
}

static gboolean
same_codes (char **a, char **b)
{
  static char *none[] = { NULL };

  return g_strv_equal ((const char * const *) (a ? a : none),
                       (const char * const *) (b ? b : none));
}

gboolean
foyer_registration_equal (const FoyerRegistration *a, const FoyerRegistration *b)
{
  for (gsize i = 0; i < FOYER_N_TEXT_FIELDS; i++) {
    if (g_strcmp0 (*foyer_registration_text (a, i), *foyer_registration_text (b, i)) != 0)
      return FALSE;
  }
  return g_strcmp0 (a->id, b->id) == 0 && g_strcmp0 (a->person, b->person) == 0 &&
         a->status == b->status && a->registered_us == b->registered_us &&
         a->party == b->party && a->payment_due == b->payment_due &&
         a->ticket_serial == b->ticket_serial && same_codes (a->codes, b->codes);
}

/* Kept: where the row came from and of which kind it was. */
static gboolean
tells_nobody (const char *field)
{
  return g_str_equal (field, "channel") || g_str_equal (field, "category") ||
         g_str_equal (field, "source");
}

void
foyer_registration_erase (FoyerRegistration *self)
{
  for (gsize i = 0; i < FOYER_N_TEXT_FIELDS; i++) {
    if (!tells_nobody (foyer_registration_fields[i].name))
      g_clear_pointer (foyer_registration_text (self, i), g_free);
  }
  g_clear_pointer (&self->codes, g_strfreev);
  self->name = g_strdup (FOYER_ERASED_NAME);
}
