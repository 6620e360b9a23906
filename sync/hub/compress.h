/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum {
  FOYER_CODING_NONE,
  FOYER_CODING_GZIP,
  FOYER_CODING_ZSTD,
  FOYER_CODING_N
} FoyerCoding;

/** The best of what an Accept-Encoding header (nullable) offers. */
FoyerCoding foyer_coding_choose  (const char *accept_encoding);

/** For Content-Encoding; NULL for FOYER_CODING_NONE. */
const char *foyer_coding_name    (FoyerCoding coding);

/** (transfer full): @bytes, packed. Fast rather than small: a hall's network is near. */
GBytes     *foyer_coding_compress (FoyerCoding coding, GBytes *bytes) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
