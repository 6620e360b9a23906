/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "commands.h"

#include "doubt.h"
#include "fold.h"
#include "output.h"
#include "source.h"

#include <glib/gi18n.h>

/* What was asked for; of the texts one at most. */
typedef struct {
  gboolean doubts;
  gboolean differences;
  gboolean link;
  gboolean apart;
  gboolean yes;
  gboolean full;
  char    *unlink;
  char    *export_;
  char    *erase;
} Options;

/* "138****8821", or all of it where that was asked for. */
static char *
phone_of (const json_t *row, gboolean full)
{
  const char *phone = foyer_output_text (row, "phone");
  char *masked = full ? g_strdup (phone) : foyer_mask_phone (phone);

  return masked ? masked : g_strdup ("");
}

/* The id by which a registration is named to us; a registration's own is "id". */
static const char *
id_of (const json_t *row)
{
  return *foyer_output_text (row, "id") ? foyer_output_text (row, "id") : foyer_output_text (row, "registration");
}

static void
print_registration (const json_t *row, const char *person, gboolean full)
{
  g_autofree char *phone = phone_of (row, full);

  foyer_output_row (person, id_of (row), foyer_output_text (row, "channel"), foyer_output_text (row, "reference"),
                    foyer_output_text (row, "name"), phone, foyer_output_text (row, "company"), foyer_output_text (row, "status"), NULL);
}

static void
print_person (const json_t *person, gboolean full)
{
  json_t *row;
  size_t i;

  json_array_foreach (json_object_get (person, "registrations"), i, row)
    print_registration (row, foyer_output_text (person, "person"), full);
}

static void
print_doubt (const json_t *doubt, gboolean full)
{
  g_print ("%s:\n", foyer_doubt_name_text (foyer_output_text (doubt, "doubt")));
  print_registration (json_object_get (doubt, "a"), "", full);
  print_registration (json_object_get (doubt, "b"), "", full);
}

static void
print_difference (const json_t *difference, gboolean full)
{
  g_autoptr (GString) values = g_string_new (NULL);
  const json_t *value;
  size_t i;

  json_array_foreach (json_object_get (difference, "values"), i, value)
    g_string_append_printf (values, "%s%s", i ? " / " : "", json_string_value (value));
  foyer_output_row (foyer_output_text (difference, "person"), foyer_output_text (difference, "field"), values->str, NULL);
}

/* Asking. */

/* Prints each of the answer's @member. NO where there is none. */
static FoyerExit
list (const FoyerCli *cli, const Options *options, const char *what, const char *member,
      void (*print) (const json_t *one, gboolean full), GError **error)
{
  g_autoptr (json_t) ask = json_object ();
  g_autoptr (json_t) answer = foyer_source_organize (cli, what, ask, error);
  json_t *one;
  size_t i;

  if (answer == NULL)
    return FOYER_EXIT_INTERNAL;
  json_array_foreach (json_object_get (answer, member), i, one) {
    if (cli->json)
      foyer_output_json (json_incref (one));
    else
      print (one, options->full);
  }
  return FOYER_EXIT_DONE;
}

static FoyerExit
show (const FoyerCli *cli, const Options *options, const char *id, GError **error)
{
  g_autoptr (json_t) ask = json_pack ("{s:s}", "id", id);
  g_autoptr (json_t) answer = foyer_source_organize (cli, "people", ask, error);

  if (answer == NULL)
    return FOYER_EXIT_INTERNAL;
  if (cli->json)
    foyer_output_json (json_incref (answer));
  else
    print_person (answer, options->full);
  return FOYER_EXIT_DONE;
}

/* An export is JSON in any case: it is for a program, or for the person. */
static FoyerExit
export_person (const FoyerCli *cli, const char *id, GError **error)
{
  g_autoptr (json_t) ask = json_pack ("{s:s}", "id", id);
  json_t *answer = foyer_source_organize (cli, "people/export", ask, error);

  if (answer == NULL)
    return FOYER_EXIT_INTERNAL;
  foyer_output_json (answer);
  return FOYER_EXIT_DONE;
}

static FoyerExit
change (const FoyerCli *cli, const char *what, const json_t *ask, const char *said, GError **error)
{
  g_autoptr (json_t) answer = foyer_source_organize (cli, what, ask, error);

  if (answer == NULL)
    return FOYER_EXIT_INTERNAL;
  if (cli->json)
    foyer_output_json (json_incref (answer));
  else
    g_print ("%s\n", said);
  return FOYER_EXIT_DONE;
}

static FoyerExit
change_pair (const FoyerCli *cli, const char *what, char *ids[], const char *said, GError **error)
{
  g_autoptr (json_t) ask = json_pack ("{s:s, s:s}", "a", ids[0], "b", ids[1]);

  return change (cli, what, ask, said, error);
}

static FoyerExit
change_one (const FoyerCli *cli, const char *what, const char *id, const char *said, GError **error)
{
  g_autoptr (json_t) ask = json_pack ("{s:s}", "id", id);

  return change (cli, what, ask, said, error);
}

static FoyerExit
erase (const FoyerCli *cli, const Options *options, GError **error)
{
  if (!options->yes)
    return foyer_cli_refuse (FOYER_EXIT_USAGE, error,
                             _("what is erased can't be brought back: say --yes as well"));
  return change_one (cli, "people/erase", options->erase, _("erased, here and at every kiosk"), error);
}

/* The program. */

static FoyerExit
run (const FoyerCli *cli, const Options *options, char *ids[], int n_ids, GError **error)
{
  if ((options->link || options->apart) != (n_ids == 2) || n_ids > 2)
    return foyer_cli_refuse (FOYER_EXIT_USAGE, error,
                             _("too few registrations, or too many: name two with --link or --apart, else one"));
  if (options->link)
    return change_pair (cli, "people/link", ids, _("they are one person"), error);
  if (options->apart)
    return change_pair (cli, "people/apart", ids, _("they stay two people"), error);
  if (options->unlink != NULL)
    return change_one (cli, "people/unlink", options->unlink, _("parted"), error);
  if (options->export_ != NULL)
    return export_person (cli, options->export_, error);
  if (options->erase != NULL)
    return erase (cli, options, error);
  if (options->doubts)
    return list (cli, options, "people/doubts", "doubts", print_doubt, error);
  if (options->differences)
    return list (cli, options, "people/differences", "differences", print_difference, error);
  return n_ids == 1 ? show (cli, options, ids[0], error)
                    : list (cli, options, "people", "people", print_person, error);
}

static void
options_clear (Options *self)
{
  g_free (self->unlink);
  g_free (self->export_);
  g_free (self->erase);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

FoyerExit
foyer_command_people (FoyerCli *cli, int argc, char *argv[], GError **error)
{
  g_auto (Options) options = { 0 };
  const GOptionEntry entries[] = {
    { "doubts", 0, 0, G_OPTION_ARG_NONE, &options.doubts,
      N_("List pairs who may be one person, for you to decide"), NULL },
    { "differences", 0, 0, G_OPTION_ARG_NONE, &options.differences,
      N_("List what people answered in two ways"), NULL },
    { "link", 0, 0, G_OPTION_ARG_NONE, &options.link, N_("Two registrations are one person's"), NULL },
    { "apart", 0, 0, G_OPTION_ARG_NONE, &options.apart, N_("Two registrations are two people's"), NULL },
    { "unlink", 0, 0, G_OPTION_ARG_STRING, &options.unlink,
      N_("Take back that a registration was linked"), "ID" },
    { "export", 0, 0, G_OPTION_ARG_STRING, &options.export_,
      N_("Print all that is known of one person, as JSON"), "ID" },
    { "erase", 0, 0, G_OPTION_ARG_STRING, &options.erase,
      N_("Erase one person everywhere; needs --yes"), "ID" },
    { "yes", 0, 0, G_OPTION_ARG_NONE, &options.yes, N_("Do it, though it can't be taken back"), NULL },
    { "full", 0, 0, G_OPTION_ARG_NONE, &options.full, N_("Show phone numbers in full"), NULL },
    G_OPTION_ENTRY_NULL
  };

  if (!foyer_cli_parse (cli, entries, FOYER_CLI_HUB | FOYER_CLI_STORE, N_("[ID | --link ID ID…]"),
                        N_("Shows people who signed up more than once, and keeps them together. An ID is "
                           "a registration's or a person's, or CHANNEL:NUMBER."), &argc, &argv, error))
    return FOYER_EXIT_USAGE;
  return run (cli, &options, argv + 1, argc - 1, error);
}
