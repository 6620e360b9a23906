/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * FoyerBadgeSource:
 * @name: stands in messages
 * @folder: (nullable): where its pictures are
 *
 * The text of a template while it is read: a key file that knows on which line a group or a key
 * stands, and in which nothing stands twice.
 */
typedef struct {
  const char *name;
  const char *folder;
  GKeyFile   *file;
  GHashTable *lines;
} FoyerBadgeSource;

gboolean foyer_badge_source_open     (FoyerBadgeSource *self, const char *name, const char *folder,
                                      const char *text, GError **error);
void     foyer_badge_source_clear    (FoyerBadgeSource *self);
/* Sets FOYER_PRINTING_ERROR_TEMPLATE with the line of the group or, where there is one, the key.
 * Returns: %FALSE */
gboolean foyer_badge_source_complain (const FoyerBadgeSource *self, const char *group,
                                      const char *key, GError **error, const char *format, ...)
  G_GNUC_PRINTF (5, 6);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FoyerBadgeSource, foyer_badge_source_clear)

G_END_DECLS
