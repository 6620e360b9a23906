/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "badge-review.h"

#include "badge-gallery.h"
#include "badge-output.h"
#include "badge-paper.h"
#include "badge-survey.h"
#include "output.h"

#include <glib/gi18n.h>

/* Enough to look at; nobody prints these. */
#define PICTURE_DPI 150

static json_t *
texts_of (GPtrArray *texts)
{
  json_t *array = json_array ();

  for (guint i = 0; i < texts->len; i++)
    json_array_append_new (array, json_string (g_ptr_array_index (texts, i)));
  return array;
}

static json_t *
glyphs_of (GArray *glyphs)
{
  json_t *array = json_array ();

  for (guint i = 0; i < glyphs->len; i++)
    json_array_append_new (array, json_integer (g_array_index (glyphs, guint32, i)));
  return array;
}

static json_t *
letters_of (GArray *letters)
{
  json_t *array = json_array ();

  for (guint i = 0; i < letters->len; i++) {
    g_autofree char *letter = g_strdup_printf ("U+%04X", g_array_index (letters, gunichar, i));

    json_array_append_new (array, json_string (letter));
  }
  return array;
}

static void
print_report (const FoyerCli *cli, const char *id, const char *name, const FoyerBadgeReport *report)
{
  GPtrArray *problems = report->problems;

  if (!cli->json) {
    for (guint i = 0; i < problems->len; i++)
      foyer_output_row (id ? id : "", name ? name : "", g_ptr_array_index (problems, i), NULL);
    return;
  }
  foyer_output_json (
    json_pack ("{s:s*, s:b, s:b, s:b, s:i, s:o, s:b, s:f, s:o, s:o, s:f, s:o}", "registration", id,
               "ok", problems->len == 0, "fits", report->fits, "legible", report->legible,
               "missing_glyphs", (int) report->missing_glyphs, "missing_letters",
               letters_of (report->missing_letters), "shrunk", report->shrunk, "name_size",
               report->name_size, "name_families", texts_of (report->name_families), "name_glyphs",
               glyphs_of (report->name_glyphs), "qr_module", report->qr_module, "problems",
               texts_of (problems)));
}

FoyerExit
foyer_badge_review_one (const FoyerCli *cli, FoyerBadgeTemplate *template, const FoyerBadge *badge,
                        const char *registration)
{
  g_autoptr (FoyerBadgeReport) report = foyer_badge_check (template, badge);

  print_report (cli, registration, badge->name, report);
  return report->problems->len == 0 ? FOYER_EXIT_DONE : FOYER_EXIT_NO;
}

typedef struct {
  const FoyerCli *cli;
  GPtrArray      *badges;     /* those that are not good… */
  GPtrArray      *captions;   /* …and why */
} Review;

static void
on_bad_badge (const FoyerRegistration *row, const FoyerBadge *badge, const FoyerBadgeReport *report,
              gpointer user_data)
{
  Review *self = user_data;
  g_autofree char **problems = g_new0 (char *, report->problems->len + 1);

  print_report (self->cli, row->id, row->name, report);
  for (guint i = 0; i < report->problems->len; i++)
    problems[i] = g_ptr_array_index (report->problems, i);
  g_ptr_array_add (self->badges, foyer_badge_copy (badge));
  g_ptr_array_add (self->captions, g_strjoinv ("; ", problems));
}

static FoyerExit
print_sum (const Review *self, gint64 checked)
{
  if (self->cli->json)
    foyer_output_json (json_pack ("{s:I, s:i}", "checked", (json_int_t) checked, "failed",
                                  (int) self->badges->len));
  else
    g_print (_("%d badges checked, %u of them not good\n"), (int) checked, self->badges->len);
  return self->badges->len == 0 ? FOYER_EXIT_DONE : FOYER_EXIT_NO;
}

FoyerExit
foyer_badge_review_all (const FoyerCli *cli, FoyerStore *store, const FoyerEvent *event,
                        FoyerBadgeTemplate *template, const char *output, GError **error)
{
  g_autoptr (GPtrArray) badges =
    g_ptr_array_new_with_free_func ((GDestroyNotify) foyer_badge_free);
  g_autoptr (GPtrArray) captions = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (FoyerDocument) pictures = NULL;
  Review self = { cli, badges, captions };
  gint64 checked = foyer_badge_survey (store, event, template, on_bad_badge, &self, error);
  FoyerExit written = FOYER_EXIT_DONE;

  if (checked < 0)
    return FOYER_EXIT_INTERNAL;
  if (output != NULL && badges->len > 0) {
    pictures = foyer_badge_gallery_to_document (template, badges, captions);
    written = foyer_badge_output_write (cli, pictures, output, PICTURE_DPI, error);
  }
  if (!cli->json && foyer_badge_template_get_n_pages (template) > 1)
    g_print (_("Each badge has a back. A printer that prints one side only puts it on a second sheet: foyer check "
               "says which one does\n"));
  return written == FOYER_EXIT_DONE ? print_sum (&self, checked) : written;
}
