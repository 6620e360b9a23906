/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "admission.h"
#include "code.h"
#include "feed.h"
#include "headcount.h"
#include "import.h"
#include "journal.h"
#include "lookup.h"
#include "registry.h"

#include <gio/gio.h>

/* A small event in a store of its own, for tests of the replica: lists
 * "morning" (once, badge) and "tour" (leave and come back), doors open from
 * second 100 on. */

#define SAMPLE_EVENT "01930000-0000-7000-8000-000000000001"
#define SAMPLE_STAFF "01930000-0000-7000-8000-000000000051"
#define SAMPLE_NOW   (G_GINT64_CONSTANT (1795867200) * G_USEC_PER_SEC)

typedef struct {
  char       *dir;
  char       *path;
  FoyerStore *store;
  guint8      event_public[FOYER_CODE_PUBLIC_BYTES];
  guint8      event_secret[FOYER_CODE_SECRET_BYTES];
} Sample;

void               sample_set_up    (Sample *sample, gconstpointer unused);
void               sample_tear_down (Sample *sample, gconstpointer unused);

/** Opens one more store beside, as another kiosk's; close it with foyer_store_close(). */
FoyerStore        *sample_other     (Sample *sample, const char *name);

void               sample_begin     (FoyerStore *store);
void               sample_commit    (FoyerStore *store);

FoyerEvent        *sample_event     (void);
FoyerRegistration *sample_person    (const char *name, const char *phone);
/** Brings in @drafts (element-type FoyerRegistration) of one channel, in a transaction of its own. */
FoyerImportResult *sample_import    (FoyerStore *store, GPtrArray *drafts);
/** Imports one registration; returns its id. */
char              *sample_register  (FoyerStore *store, const char *name, const char *phone,
                                     const char *code);
FoyerAdmission    *sample_scan      (FoyerStore *store, const char *code, const char *list);
FoyerAdmission    *sample_pick      (FoyerStore *store, const char *registration, const char *list);
