/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * FoyerDeviceIdentity:
 * @path: where it is now
 * @name: what it calls itself, may be empty
 * @vendor: USB number, 0 if it has none
 * @product: USB number, 0 if it has none
 */
typedef struct {
  char   *path;
  char   *name;
  guint16 vendor;
  guint16 product;
} FoyerDeviceIdentity;

void foyer_device_identity_clear (FoyerDeviceIdentity *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FoyerDeviceIdentity, foyer_device_identity_clear)

/**
 * FoyerDeviceChoice:
 *
 * Which devices are hand scanners. Never changes once made; any thread.
 */
typedef struct _FoyerDeviceChoice FoyerDeviceChoice;

/**
 * foyer_device_choice_new:
 * @text: `none`; `auto`: those that call themselves scanners, and those of
 *   makers who make nothing else; or any of these, with semicolons between them:
 *   `1eab:0003`, vendor and product as lsusb shows them; `/dev/…`, a path;
 *   anything else, a part of the name, whatever the case
 *
 * Returns: (transfer full) (nullable): NULL if @text chooses nothing and does not say `none`
 */
FoyerDeviceChoice  *foyer_device_choice_new       (const char *text) G_GNUC_WARN_UNUSED_RESULT;
void                foyer_device_choice_free      (FoyerDeviceChoice *self);

gboolean            foyer_device_choice_matches   (const FoyerDeviceChoice *self,
                                                   const FoyerDeviceIdentity *device);

/* (transfer none): the paths among them, NULL-terminated. */
const char * const *foyer_device_choice_get_paths (const FoyerDeviceChoice *self);

gboolean            foyer_device_choice_is_none   (const FoyerDeviceChoice *self);

/* Whether certain devices are meant, so that their absence is a trouble. */
gboolean            foyer_device_choice_is_certain (const FoyerDeviceChoice *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerDeviceChoice, foyer_device_choice_free)

G_END_DECLS
