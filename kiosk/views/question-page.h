/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "door.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * FoyerQuestionPage:
 *
 * What a guest has to answer before they are let in, one thing after the other:
 * how many of a party are here, then the event's questions. Each answer is one
 * touch; with the last one the door decides again.
 */
#define FOYER_TYPE_QUESTION_PAGE (foyer_question_page_get_type ())
G_DECLARE_FINAL_TYPE (FoyerQuestionPage, foyer_question_page, FOYER, QUESTION_PAGE, GtkWidget)

GtkWidget *foyer_question_page_new (FoyerDoor *door);

G_END_DECLS
