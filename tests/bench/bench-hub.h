/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The hub under load, each figure in a hub of its own. */
void bench_hub_slow_disk (void);
void bench_hub_readers   (void);
void bench_hub_waiting   (void);
void bench_hub_import    (void);

G_END_DECLS
