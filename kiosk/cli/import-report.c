/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import-report.h"

#include "doubt.h"
#include "output.h"

#include <glib/gi18n.h>
#include <string.h>

/* What was found out about the file. */

static void
print_remark (const FoyerCli *cli, const FoyerRemark *remark)
{
  json_t *row;

  if (!cli->json) {
    g_autofree char *text = foyer_remark_text (remark);

    if (foyer_remark_kind_refuses (remark->kind))
      g_printerr (_("refused: %s\n"), text);
    else
      g_printerr ("%s\n", text);
    return;
  }
  row = json_pack ("{s:s, s:I, s:b, s:s*}", "remark", foyer_remark_kind_to_string (remark->kind),
                   "row", (json_int_t) remark->row, "refused",
                   foyer_remark_kind_refuses (remark->kind), "column", remark->column);
  if (remark->other != 0)
    json_object_set_new (row, "other", json_integer (remark->other));
  foyer_output_json (row);
}

void
foyer_import_report_remarks (const FoyerCli *cli, const FoyerIntake *intake)
{
  for (guint i = 0; i < intake->refusals->len; i++)
    print_remark (cli, g_ptr_array_index (intake->refusals, i));
  for (guint i = 0; i < intake->warnings->len; i++)
    print_remark (cli, g_ptr_array_index (intake->warnings, i));
}

static void
print_columns (const FoyerCli *cli, const FoyerMapping *mapping)
{
  for (guint i = 0; i < mapping->n_columns; i++) {
    const char *meaning = foyer_column_to_string (mapping->columns[i]);

    if (cli->json)
      foyer_output_json (json_pack ("{s:s, s:s}", "column", mapping->headers[i], "meaning",
                                    meaning));
    else
      foyer_output_row (mapping->headers[i], meaning, NULL);
  }
}

void
foyer_import_report_understood (const FoyerCli *cli, const FoyerIntake *intake)
{
  const char *encoding = foyer_encoding_to_string (intake->encoding);
  char delimiter[] = { intake->delimiter, '\0' };

  print_columns (cli, intake->mapping);
  if (cli->json) {
    foyer_output_json (json_pack ("{s:s, s:s, s:s*, s:i, s:i, s:i}", "encoding", encoding, "delimiter",
                                  delimiter, "sheet", intake->sheet, "registrations",
                                  (int) intake->drafts->len, "refused", (int) intake->refusals->len,
                                  "warnings", (int) intake->warnings->len));
    return;
  }
  if (intake->sheet != NULL)
    g_print (_("a workbook, sheet “%s”\n"), intake->sheet);
  else if (intake->delimiter != '\0')
    g_print (_("%s, cells separated by “%s”\n"), encoding, *delimiter == '\t' ? "\\t" : delimiter);
  g_print (_("%u registrations, %u rows refused, %u to look at\n"), intake->drafts->len,
           intake->refusals->len, intake->warnings->len);
}

static char *
years_of (const FoyerRegistration *draft)
{
  g_autoptr (json_t) answers = draft->answers ? foyer_json_parse (draft->answers, -1, NULL) : NULL;
  void *first = answers ? json_object_iter (answers) : NULL;

  return g_strdup (first ? json_string_value (json_object_iter_value (first)) : "");
}

void
foyer_import_report_people (const FoyerCli *cli, const FoyerIntake *intake)
{
  for (guint i = 0; i < intake->drafts->len; i++) {
    const FoyerRegistration *draft = g_ptr_array_index (intake->drafts, i);
    g_autofree char *row = g_strdup_printf ("%" G_GINT64_FORMAT, g_array_index (intake->rows, gint64, i));
    g_autofree char *years = years_of (draft);

    if (cli->json)
      foyer_output_json (json_pack ("{s:I, s:s, s:s*, s:s*, s:s*, s:s*, s:s*, s:s*}", "row",
                                    (json_int_t) g_array_index (intake->rows, gint64, i), "name",
                                    draft->name, "phone", draft->phone, "email", draft->email,
                                    "company", draft->company, "title", draft->title, "years",
                                    *years ? years : NULL, "note", draft->note));
    else
      foyer_output_row (row, draft->name, draft->phone ? draft->phone : "",
                        draft->email ? draft->email : "", draft->company ? draft->company : "",
                        draft->title ? draft->title : "", years, draft->note ? draft->note : "", NULL);
  }
}

/* What became of it. */

static const char *
text_of (const json_t *json, const char *name)
{
  return json_string_value (json_object_get (json, name));
}

static json_int_t
number_of (const json_t *json, const char *name)
{
  return json_integer_value (json_object_get (json, name));
}

/* How people name a registration. */
static char *
origin (const char *channel, const char *reference)
{
  if (reference != NULL)
    return g_strdup_printf (_("registration %s of %s"), reference, channel);
  return g_strdup_printf (_("a registration of %s"), channel);
}

static char *
fields_of (const json_t *row)
{
  g_autoptr (GString) fields = g_string_new (NULL);
  const json_t *field;
  size_t i;

  json_array_foreach (json_object_get (row, "fields"), i, field)
    g_string_append_printf (fields, "%s%s", i ? ", " : "", json_string_value (field));
  return g_string_free (g_steal_pointer (&fields), FALSE);
}

/* What to say of a row, after "row 17: ". */
static char *
outcome_text (const json_t *row)
{
  const char *outcome = text_of (row, "outcome");
  g_autofree char *like = text_of (row, "like_channel")
                            ? origin (text_of (row, "like_channel"),
                                                        text_of (row, "like_reference")) : NULL;
  g_autofree char *fields = fields_of (row);

  if (g_str_equal (outcome, "refused") && like == NULL)
    return g_strdup (_("refused: this person was erased"));
  if (g_str_equal (outcome, "refused"))
    return g_strdup_printf (_("refused: its number is that of %s, which is somebody else's; correct it, "
                              "or say --renumbered"), like);
  if (g_str_equal (outcome, "changed"))
    return g_strdup_printf (json_is_true (json_object_get (row, "renumbered"))
                              ? _("known by another number; changed: %s") : _("changed: %s"), fields);
  if (like != NULL)
    return g_strdup_printf (_("new, linked to the person of %s"), like);
  return g_strdup (_("new"));
}

static void
print_row (const json_t *row)
{
  g_autofree char *number = g_strdup_printf ("%lld", (long long) number_of (row, "row"));
  g_autofree char *outcome = outcome_text (row);
  g_autofree char *line = g_strdup_printf (_("row %s: %s"), number, outcome);

  foyer_output_row (line, NULL);
}

static void
print_doubt (const json_t *doubt)
{
  g_autofree char *number = g_strdup_printf ("%lld", (long long) number_of (doubt, "row"));
  g_autofree char *other_row = g_strdup_printf ("%lld", (long long) number_of (doubt, "like_row"));
  const char *why = foyer_doubt_name_text (text_of (doubt, "doubt"));
  g_autofree char *like = origin (text_of (doubt, "like_channel"),
                                                    text_of (doubt, "like_reference"));
  g_autofree char *line = number_of (doubt, "like_row") > 0
                            ? g_strdup_printf (_("row %s: doubtful, as row %s: %s"), number, other_row, why)
                            : g_strdup_printf (_("row %s: doubtful, as %s: %s"), number, like, why);

  foyer_output_row (line, NULL);
}

static void
print_each (const FoyerCli *cli, const json_t *answer, const char *member,
            void (*print) (const json_t *one))
{
  json_t *one;
  size_t i;

  json_array_foreach (json_object_get (answer, member), i, one) {
    if (cli->json)
      foyer_output_json (json_incref (one));
    else
      print (one);
  }
}

static void
print_sums (const json_t *answer, gint64 refused, gboolean dry)
{
  g_print (_("%d new (%d of them people known already), %d changed, %d unchanged, %d refused, "
             "%d doubtful\n"),
           (int) number_of (answer, "new"), (int) number_of (answer, "linked"),
           (int) number_of (answer, "changed"), (int) number_of (answer, "unchanged"), (int) refused,
           (int) json_array_size (json_object_get (answer, "doubts")));
  g_print (_("%d registrations of %d people in all\n"), (int) number_of (answer, "registrations"),
           (int) number_of (answer, "people"));
  if (dry)
    g_print (_("nothing was changed: this was a dry run\n"));
  else if (text_of (answer, "import") != NULL)
    g_print (_("to take it back: foyer import --undo %s\n"), text_of (answer, "import"));
}

void
foyer_import_report_answer (const FoyerCli *cli, const json_t *answer, guint refused, gboolean dry)
{
  gint64 all_refused = refused + number_of (answer, "refused");
  json_t *sums;

  print_each (cli, answer, "rows", print_row);
  print_each (cli, answer, "doubts", print_doubt);
  if (!cli->json) {
    print_sums (answer, all_refused, dry);
    return;
  }
  sums = json_copy ((json_t *) answer);
  json_object_set_new (sums, "doubtful",
                       json_integer ((json_int_t) json_array_size (json_object_get (answer, "doubts"))));
  json_object_set_new (sums, "refused", json_integer (all_refused));
  json_object_set_new (sums, "dry", json_boolean (dry));
  json_object_del (sums, "rows");
  json_object_del (sums, "doubts");
  foyer_output_json (sums);
}

/* Channels. */

static void
print_days (const json_t *channel)
{
  const json_t *day;
  size_t i;
  json_int_t sum = 0;

  json_array_foreach (json_object_get (channel, "days"), i, day) {
    const char *date = text_of (day, "day");
    g_autofree char *number = g_strdup_printf ("%lld", (long long) number_of (day, "registrations"));
    g_autofree char *so_far = NULL;

    sum += number_of (day, "registrations");
    so_far = g_strdup_printf ("%lld", (long long) sum);
    foyer_output_row (text_of (channel, "channel"), date ? date : "?", number, so_far, NULL);
  }
}

static void
print_channel (const json_t *channel)
{
  const char *name = text_of (channel, "channel");
  int registrations = (int) number_of (channel, "registrations");
  int confirmed = (int) number_of (channel, "confirmed");

  print_days (channel);
  if (json_object_get (channel, "cap") == NULL)
    g_print (_("%s: %d registrations, %d of them confirmed\n"), name, registrations, confirmed);
  else if (registrations > number_of (channel, "cap"))
    g_print (_("%s: %d registrations, %d of them confirmed: more than the %d that were agreed\n"), name,
             registrations, confirmed, (int) number_of (channel, "cap"));
  else
    g_print (_("%s: %d of %d registrations, %d of them confirmed\n"), name, registrations,
             (int) number_of (channel, "cap"), confirmed);
}

void
foyer_import_report_channels (const FoyerCli *cli, const json_t *channels, const char *only)
{
  json_t *channel;
  size_t i;

  json_array_foreach (channels, i, channel) {
    if (only != NULL && g_strcmp0 (only, text_of (channel, "channel")) != 0)
      continue;
    if (cli->json)
      foyer_output_json (json_incref (channel));
    else
      print_channel (channel);
  }
}
