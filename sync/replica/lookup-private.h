/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lookup-keys.h"
#include "lookup-people.h"
#include "lookup.h"

#include <unicode/ucol.h>

G_BEGIN_DECLS

/** What a store keeps in memory for lookups: made when it is first needed. */
typedef struct _FoyerLookup {
  FoyerKeyMaker *maker;
  UCollator     *collator;   /* (nullable): pinyin order */
  FoyerPeople    people;
} FoyerLookup;

FoyerLookup *foyer_lookup_of_store (FoyerStore *store);
void         foyer_lookup_free     (FoyerLookup *self);

G_END_DECLS
