/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "look.h"
#include "setup.h"

G_BEGIN_DECLS

/* What the steps of set-up have to choose from. (transfer full) (element-type FoyerSetupItem) */

GPtrArray *foyer_setup_items_languages (FoyerKiosk *kiosk);
/** Empty before the guest list is here. */
GPtrArray *foyer_setup_items_lists     (FoyerKiosk *kiosk);
GPtrArray *foyer_setup_items_roles     (FoyerKiosk *kiosk);
/** @found: (nullable) (element-type FoyerOffer) */
GPtrArray *foyer_setup_items_tables    (GPtrArray *found);
GPtrArray *foyer_setup_items_printers  (FoyerKiosk *kiosk, GPtrArray *found);
GPtrArray *foyer_setup_items_cameras   (FoyerKiosk *kiosk, GPtrArray *found);

/** The cameras that are plugged in, as a FoyerLookFunc. */
GPtrArray *foyer_setup_find_cameras    (const char *where);

G_END_DECLS
