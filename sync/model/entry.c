/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "entry.h"

#include "names.h"

static const char * const kind_names[FOYER_ENTRY_N] = {
  [FOYER_ENTRY_REGISTER] = "register",
  [FOYER_ENTRY_AMEND]    = "amend",
  [FOYER_ENTRY_ADMIT]    = "admit",
  [FOYER_ENTRY_LEAVE]    = "leave",
  [FOYER_ENTRY_REFUSE]   = "refuse",
  [FOYER_ENTRY_UNDO]     = "undo",
  [FOYER_ENTRY_PAYMENT]  = "payment",
  [FOYER_ENTRY_TICKET]   = "ticket",
  [FOYER_ENTRY_BADGE]    = "badge",
  [FOYER_ENTRY_NOTE]     = "note",
  [FOYER_ENTRY_RESOLVE]  = "resolve",
  [FOYER_ENTRY_CLOCK]    = "clock",
  [FOYER_ENTRY_COUNT]    = "count",
  [FOYER_ENTRY_OPEN]     = "open",
  [FOYER_ENTRY_ERASE]    = "erase",
};

static const char * const method_names[FOYER_METHOD_N] = {
  [FOYER_METHOD_SCAN]    = "scan",
  [FOYER_METHOD_LOOKUP]  = "lookup",
  [FOYER_METHOD_WALK_IN] = "walk-in",
};

const char *
foyer_entry_kind_to_string (FoyerEntryKind kind)
{
  return foyer_name_of (kind_names, FOYER_ENTRY_N, kind);
}

gboolean
foyer_entry_kind_from_string (const char *text, FoyerEntryKind *kind)
{
  int value = foyer_name_index (kind_names, FOYER_ENTRY_N, text);

  if (value < 0)
    return FALSE;
  *kind = (FoyerEntryKind) value;
  return TRUE;
}

const char *
foyer_method_to_string (FoyerMethod method)
{
  return foyer_name_of (method_names, FOYER_METHOD_N, method);
}

gboolean
foyer_method_from_string (const char *text, FoyerMethod *method)
{
  int value = foyer_name_index (method_names, FOYER_METHOD_N, text);

  if (value < 0)
    return FALSE;
  *method = (FoyerMethod) value;
  return TRUE;
}

FoyerEntry *
foyer_entry_new (FoyerEntryKind kind)
{
  FoyerEntry *self = g_new0 (FoyerEntry, 1);

  self->kind = kind;
  return self;
}

FoyerEntry *
foyer_entry_copy (const FoyerEntry *self)
{
  FoyerEntry *copy = g_new (FoyerEntry, 1);

  *copy = *self;
  copy->id = g_strdup (self->id);
  copy->kiosk = g_strdup (self->kiosk);
  copy->boot = g_strdup (self->boot);
  copy->staff = g_strdup (self->staff);
  copy->list = g_strdup (self->list);
  copy->registration = g_strdup (self->registration);
  copy->person = g_strdup (self->person);
  copy->target = g_strdup (self->target);
  copy->body = g_strdup (self->body);
  return copy;
}

void
foyer_entry_free (FoyerEntry *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self->kiosk);
  g_free (self->boot);
  g_free (self->staff);
  g_free (self->list);
  g_free (self->registration);
  g_free (self->person);
  g_free (self->target);
  g_free (self->body);
  g_free (self);
}
