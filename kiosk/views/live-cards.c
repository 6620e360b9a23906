/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "live-cards.h"

#include "action-button.h"
#include "conflict-file.h"
#include "language.h"
#include "live-words.h"
#include "row.h"
#include "sentence.h"
#include "wrapped-label.h"

#include <glib/gi18n.h>

/* At a time: the others come when these are settled. */
#define CONFLICTS_MAX 4
#define REFUSALS_MAX  6

/* Two words that belong together, at both ends of a line. */
static GtkWidget *
make_line (const char *name, const char *number)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 16);
  GtkWidget *label = foyer_wrapped_label_new (name, "line-name");
  GtkWidget *figure = gtk_label_new (number);

  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_add_css_class (figure, "line-figure");
  gtk_box_append (GTK_BOX (line), label);
  gtk_box_append (GTK_BOX (line), figure);
  return line;
}

/* Sums. */

/* "120 of 300", or what came alone where nobody was expected. */
static char *
came_of (const FoyerHeadcount *count)
{
  if (count->expected == 0)
    return g_strdup_printf ("%d", (int) count->came);
  /* Translators: how many came, of how many expected. */
  return g_strdup_printf (_("%d of %d"), (int) count->came, (int) count->expected);
}

void
foyer_live_cards_show_counts (FoyerCard *card, GPtrArray *counts,
                              const char *(*name_of) (const char *key))
{
  g_autoptr (GString) said = g_string_new (NULL);

  for (guint i = 0; i < counts->len; i++) {
    const FoyerHeadcount *count = g_ptr_array_index (counts, i);

    g_string_append_printf (said, "%s %d %d\n", count->key, (int) count->came, (int) count->expected);
  }
  gtk_widget_set_visible (GTK_WIDGET (card), counts->len > 0);
  if (!foyer_card_begin (card, said->str))
    return;
  for (guint i = 0; i < counts->len; i++) {
    const FoyerHeadcount *count = g_ptr_array_index (counts, i);
    g_autofree char *came = came_of (count);

    foyer_card_add (card, make_line (name_of (count->key), came));
  }
}

void
foyer_live_cards_show_refusals (FoyerCard *card, GPtrArray *refusals)
{
  g_autoptr (GString) said = g_string_new (NULL);

  for (guint i = 0; i < refusals->len; i++) {
    const FoyerRefusals *one = g_ptr_array_index (refusals, i);

    g_string_append_printf (said, "%d %d\n", (int) one->verdict, (int) one->people);
  }
  gtk_widget_set_visible (GTK_WIDGET (card), refusals->len > 0);
  if (!foyer_card_begin (card, said->str))
    return;
  for (guint i = 0; i < MIN (refusals->len, REFUSALS_MAX); i++) {
    const FoyerRefusals *one = g_ptr_array_index (refusals, i);
    g_autofree char *people = g_strdup_printf ("%d", (int) one->people);

    foyer_card_add (card, make_line (foyer_sentence_verdict (one->verdict), people));
  }
}

/* Kiosks. */

void
foyer_live_cards_show_kiosks (FoyerCard *card, GPtrArray *rows)
{
  g_autoptr (GString) said = g_string_new (NULL);

  for (guint i = 0; i < rows->len; i++) {
    const FoyerNeighbourRow *row = g_ptr_array_index (rows, i);

    g_string_append_printf (said, "%s %s\n", row->name, row->text);
  }
  gtk_widget_set_visible (GTK_WIDGET (card), rows->len > 0);
  if (!foyer_card_begin (card, said->str))
    return;
  for (guint i = 0; i < rows->len; i++) {
    const FoyerNeighbourRow *row = g_ptr_array_index (rows, i);

    foyer_card_add (card, foyer_row_new (row->attention ? "trouble" : "check", row->name, row->text,
                                         row->attention));
  }
}

/* What has to be settled. */

static void
remember (GtkWidget *button, const char *name, const char *text)
{
  g_object_set_data_full (G_OBJECT (button), name, g_strdup (text), g_free);
}

static void
add_conflict (FoyerCard *card, const FoyerConflictFile *file, GCallback on_settle, gpointer data)
{
  const char *list = file->list ? foyer_language_words (file->list) : NULL;
  g_autofree char *name = g_strjoin (" · ", file->name, list, NULL);
  /* Translators: where, when and by whom somebody was let in the first and the second time. */
  g_autofree char *details = g_strdup_printf (_("First: %s\nAgain: %s\nTouch to settle"), file->first_side,
                                              file->second_side);
  GtkWidget *button = foyer_row_button_new ("people", name, details);

  remember (button, "registration", file->registration);
  remember (button, "entry", file->entry);
  g_signal_connect (button, "clicked", on_settle, data);
  foyer_card_add (card, button);
}

void
foyer_live_cards_show_conflicts (FoyerCard *card, GPtrArray *conflicts, GCallback on_settle,
                                 gpointer data)
{
  g_autofree char *title = g_strdup_printf (ngettext ("%d came in twice", "%d came in twice",
                                                      (gulong) conflicts->len), (int) conflicts->len);
  g_autoptr (GString) said = g_string_new (title);

  for (guint i = 0; i < conflicts->len; i++)
    g_string_append (said, ((FoyerConflictFile *) g_ptr_array_index (conflicts, i))->entry);
  foyer_card_set_title (card, title);
  gtk_widget_set_visible (GTK_WIDGET (card), conflicts->len > 0);
  if (!foyer_card_begin (card, said->str))
    return;
  for (guint i = 0; i < MIN (conflicts->len, CONFLICTS_MAX); i++)
    add_conflict (card, g_ptr_array_index (conflicts, i), on_settle, data);
}

/* Entries on their way, and those that came back. */

static void
add_unsent (FoyerCard *card, const FoyerLive *live, const FoyerEvent *event)
{
  g_autofree char *name = g_strdup_printf (ngettext ("%d entry waits to be sent", "%d entries wait to be sent",
                                                     (gulong) live->unsent), (int) live->unsent);
  g_autofree char *time = foyer_event_clock_time (event, live->unsent_us);
  /* Translators: %s is a time of day. */
  g_autofree char *details =
    g_strdup_printf (_("The oldest is of %s. They go by themselves when the hub answers."), time);

  foyer_card_add (card, foyer_row_new ("unsent", name, details, FALSE));
}

static void
add_refused (FoyerCard *card, const FoyerRefusedFile *file, GCallback on_chosen, GCallback on_settled,
             gpointer data)
{
  g_autofree char *name = g_strjoin (" · ", foyer_live_entry_kind (file->kind), file->time, file->name, NULL);
  const char *details = _("The hub did not keep it. Look at the guest, and do it again if it is right.");
  GtkWidget *row = file->registration ? gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8)
                                      : foyer_row_new ("trouble", name, details, TRUE);
  GtkWidget *settled = foyer_action_button_new ("check", _("Settled"));

  if (file->registration != NULL) {
    GtkWidget *who = foyer_row_button_new ("trouble", name, details);

    remember (who, "registration", file->registration);
    g_signal_connect (who, "clicked", on_chosen, data);
    gtk_box_append (GTK_BOX (row), who);
  }
  remember (settled, "entry", file->entry);
  gtk_accessible_update_property (GTK_ACCESSIBLE (settled), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, name, -1);
  gtk_widget_set_valign (settled, GTK_ALIGN_CENTER);
  g_signal_connect (settled, "clicked", on_settled, data);
  gtk_box_append (GTK_BOX (row), settled);
  foyer_card_add (card, row);
}

void
foyer_live_cards_show_entries (FoyerCard *card, const FoyerLive *live, const FoyerEvent *event,
                               GCallback on_chosen, GCallback on_settled, gpointer data)
{
  g_autoptr (GString) said = g_string_new (NULL);

  g_string_printf (said, "%d %d", (int) live->unsent, (int) live->n_refused);
  for (guint i = 0; i < live->refused->len; i++)
    g_string_append (said, ((FoyerRefusedFile *) g_ptr_array_index (live->refused, i))->entry);
  gtk_widget_set_visible (GTK_WIDGET (card), live->unsent > 0 || live->n_refused > 0);
  if (!foyer_card_begin (card, said->str))
    return;
  if (live->unsent > 0)
    add_unsent (card, live, event);
  for (guint i = 0; i < live->refused->len; i++)
    add_refused (card, g_ptr_array_index (live->refused, i), on_chosen, on_settled, data);
  if (live->n_refused > (gint64) live->refused->len) {
    int more = (int) (live->n_refused - live->refused->len);
    g_autofree char *text = g_strdup_printf (ngettext ("and %d more refused by the hub",
                                                       "and %d more refused by the hub", (gulong) more), more);

    foyer_card_add (card, foyer_wrapped_label_new (text, "details"));
  }
}
