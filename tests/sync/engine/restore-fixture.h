/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine-fixture.h"

G_BEGIN_DECLS

/* Into a folder of that name beside the hub's. */
void    back_up          (HubFixture *f, const char *name);

/* {registration id: row} at the hub. */
json_t *rows_at_hub      (HubFixture *f);

/* What comes back takes a moment after the kiosk has read everything again. */
void    wait_for_rows    (HubFixture *f, gsize n);

/* Without the revisions, which may go on. */
void    assert_same_rows (json_t *before, json_t *after);

/* Yesterday's backup; today registrations came in, one was changed and taken to
 * a new revision, and people were let in, by a kiosk that is here and by one
 * that is not any more. After @restore all of it comes back. */
void    check_restore    (HubFixture *f, void (*restore) (HubFixture *, const char *));

G_END_DECLS
