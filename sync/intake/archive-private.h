/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "intake-error.h"

#include <expat.h>

G_BEGIN_DECLS

/**
 * FoyerArchive:
 *
 * The XML parts of a ZIP archive that someone sent us. It unpacks as it reads
 * and stops where an honest file would have ended: an archive of 50 kB can say
 * 50 MB, and one of 50 MB 50 GB.
 */
typedef struct _FoyerArchive FoyerArchive;

FoyerArchive *foyer_archive_open  (GBytes *bytes, const char *file, GError **error)
  G_GNUC_WARN_UNUSED_RESULT;
void          foyer_archive_close (FoyerArchive *self);

gboolean      foyer_archive_has   (FoyerArchive *self, const char *part);

/**
 * FoyerArchivePart:
 * @start, @end, @text: (nullable): as Expat calls them, with local names: "x:row" is "row"
 * @where: (nullable): says how far reading has come, for messages; (transfer full)
 */
typedef struct {
  void (*start) (gpointer user_data, const char *name, const char **attributes);
  void (*end)   (gpointer user_data, const char *name);
  void (*text)  (gpointer user_data, const char *text, int length);
  char *(*where) (gpointer user_data);
} FoyerArchivePart;

/**
 * foyer_archive_parse:
 *
 * Reads a part to its end, or until a callback calls foyer_archive_stop().
 * FALSE with %FOYER_INTAKE_ERROR_TORN, _TOO_LARGE or _FORMAT.
 */
gboolean      foyer_archive_parse (FoyerArchive *self, const char *part,
                                   const FoyerArchivePart *callbacks, gpointer user_data,
                                   GError **error);

/** From a callback: enough was read. @error: (transfer full) (nullable): why it failed, if it did. */
void          foyer_archive_stop  (FoyerArchive *self, GError *error);

/** (nullable): the value of an attribute by its local name. */
const char   *foyer_archive_attribute (const char **attributes, const char *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerArchive, foyer_archive_close)

G_END_DECLS
