/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "grey.h"

G_BEGIN_DECLS

/**
 * FoyerReader:
 *
 * ZBar, for QR codes alone, at one size of memory however long it reads. One thread.
 */
typedef struct _FoyerReader FoyerReader;

FoyerReader *foyer_reader_new  (void) G_GNUC_WARN_UNUSED_RESULT;
void         foyer_reader_free (FoyerReader *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerReader, foyer_reader_free)

/**
 * foyer_reader_scan:
 * @codes: (element-type FoyerFoundCode): gets what is not in it yet
 */
void         foyer_reader_scan (FoyerReader *self, const FoyerGrey *grey, GPtrArray *codes);

G_END_DECLS
