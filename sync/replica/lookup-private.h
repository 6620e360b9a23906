/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lookup.h"

G_BEGIN_DECLS

/** The keys by which a registration is found: see lookup.c. NULL-terminated. */
char **foyer_lookup_keys (FoyerStore *store, const FoyerRegistration *registration)
  G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
