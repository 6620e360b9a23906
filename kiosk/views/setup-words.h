/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "setup.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What a step of set-up says. (nullable): nothing. */

const char *foyer_setup_words_title   (FoyerSetup *setup);
const char *foyer_setup_words_hint    (FoyerSetup *setup);
/** (transfer full): what is under way or awaited, and how the network is. */
char       *foyer_setup_words_note    (FoyerSetup *setup) G_GNUC_WARN_UNUSED_RESULT;
/** On the way forward; and of the second way there may be. */
const char *foyer_setup_words_forward (FoyerSetup *setup);
const char *foyer_setup_words_other   (FoyerSetup *setup);

/** One thing to choose: its name, and what tells it from others. */
GtkWidget  *foyer_setup_item_button   (const FoyerSetupItem *item) G_GNUC_WARN_UNUSED_RESULT;

/** What the tables say, or what opens the desk, of the steps that show that. */
void        foyer_setup_show_facts    (FoyerSetup *setup, GtkBox *box);

G_END_DECLS
