/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "change.h"

#include "names.h"

static const char * const change_names[FOYER_CHANGE_N] = {
  [FOYER_CHANGE_EVENT]        = "event",
  [FOYER_CHANGE_REGISTRATION] = "registration",
  [FOYER_CHANGE_ENTRY]        = "entry",
  [FOYER_CHANGE_KEY]          = "key",
  [FOYER_CHANGE_REMOVED]      = "removed",
};

static const char * const answer_names[FOYER_ANSWER_N] = {
  [FOYER_ANSWER_ACCEPTED]  = "accepted",
  [FOYER_ANSWER_DUPLICATE] = "duplicate",
  [FOYER_ANSWER_REFUSED]   = "refused",
  [FOYER_ANSWER_NOT_KEPT]  = "not-kept",
};

const char *
foyer_change_kind_to_string (FoyerChangeKind kind)
{
  return foyer_name_of (change_names, FOYER_CHANGE_N, kind);
}

gboolean
foyer_change_kind_from_string (const char *text, FoyerChangeKind *kind)
{
  int value = foyer_name_index (change_names, FOYER_CHANGE_N, text);

  if (value < 0)
    return FALSE;
  *kind = (FoyerChangeKind) value;
  return TRUE;
}

const char *
foyer_answer_to_string (FoyerAnswerKind kind)
{
  return foyer_name_of (answer_names, FOYER_ANSWER_N, kind);
}

gboolean
foyer_answer_from_string (const char *text, FoyerAnswerKind *kind)
{
  int value = foyer_name_index (answer_names, FOYER_ANSWER_N, text);

  if (value < 0)
    return FALSE;
  *kind = (FoyerAnswerKind) value;
  return TRUE;
}

FoyerKey *
foyer_key_new (void)
{
  return g_new0 (FoyerKey, 1);
}

void
foyer_key_free (FoyerKey *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self->public_key);
  g_free (self->name);
  g_free (self->revocation);
  g_free (self);
}

FoyerChange *
foyer_change_new (gint64 seq, FoyerChangeKind kind)
{
  FoyerChange *self = g_new0 (FoyerChange, 1);

  self->seq = seq;
  self->kind = kind;
  return self;
}

void
foyer_change_free (FoyerChange *self)
{
  if (self == NULL)
    return;
  foyer_event_free (self->event);
  foyer_registration_free (self->registration);
  foyer_entry_free (self->entry);
  foyer_key_free (self->key);
  g_free (self->removed);
  g_free (self);
}

FoyerPage *
foyer_page_new (void)
{
  FoyerPage *self = g_new0 (FoyerPage, 1);

  self->changes = g_ptr_array_new_with_free_func ((GDestroyNotify) foyer_change_free);
  self->branch = -1;
  return self;
}

void
foyer_page_free (FoyerPage *self)
{
  if (self == NULL)
    return;
  g_free (self->epoch);
  g_free (self->digest);
  g_ptr_array_unref (self->changes);
  g_free (self);
}

FoyerAnswer *
foyer_answer_new (const char *id, FoyerAnswerKind kind, const char *reason)
{
  FoyerAnswer *self = g_new0 (FoyerAnswer, 1);

  self->id = g_strdup (id);
  self->kind = kind;
  self->reason = g_strdup (reason);
  return self;
}

void
foyer_answer_free (FoyerAnswer *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self->reason);
  g_free (self);
}
