/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "commands.h"

#include "badge-output.h"
#include "badge-sheet.h"
#include "badge-template.h"
#include "output.h"
#include "qr.h"
#include "source.h"

#include <glib/gi18n.h>
#include <sys/stat.h>

#define SHEET_TEMPLATE "sticker-70x37"

/* Where tickets go besides standard output. */
typedef struct {
  gboolean  staff;
  char     *pictures;
  char     *sheet;
} Options;

static void
options_clear (Options *self)
{
  g_free (self->pictures);
  g_free (self->sheet);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static void
print_ticket (const FoyerCli *cli, const json_t *registration, const char *code)
{
  if (cli->json)
    foyer_output_json (json_pack ("{s:s, s:s, s:s, s:O*, s:s, s:s, s:s}", "registration",
                                  foyer_output_text (registration, "id"), "person",
                                  foyer_output_text (registration, "person"), "name",
                                  foyer_output_text (registration, "name"), "phone",
                                  json_object_get (registration, "phone"), "channel",
                                  foyer_output_text (registration, "channel"), "status",
                                  foyer_output_text (registration, "status"), "code", code));
  else
    foyer_output_row (foyer_output_text (registration, "id"), foyer_output_text (registration, "name"), code,
                      foyer_output_text (registration, "phone"), NULL);
}

static gboolean
write_picture (const char *folder, const json_t *registration, const char *code, GError **error)
{
  g_autofree char *name = g_strconcat (foyer_output_text (registration, "id"), ".png", NULL);
  g_autofree char *path = g_build_filename (folder, name, NULL);

  return foyer_qr_write_png (code, path, error);
}

static FoyerBadge *
sticker_of (const FoyerEvent *event, const json_t *registration, const char *code)
{
  FoyerBadge *badge = foyer_badge_new ();

  badge->name = g_strdup (foyer_output_text (registration, "name"));
  badge->company = g_strdup (json_string_value (json_object_get (registration, "company")));
  badge->event = g_strdup (foyer_words_in (event->name, foyer_cli_language ()));
  badge->code = g_strdup (code);
  return badge;
}

static FoyerExit
write_sheet (const FoyerCli *cli, const char *path, GPtrArray *stickers, GError **error)
{
  g_autoptr (FoyerBadgeTemplate) template = foyer_badge_template_load (SHEET_TEMPLATE, error);
  g_autoptr (FoyerDocument) document =
    template ? foyer_badge_sheet_to_document (template, stickers, error) : NULL;

  /* Whoever can read it can be anybody. */
  umask (077);
  return document ? foyer_badge_output_write (cli, document, path, 0, error) : FOYER_EXIT_DATA;
}

static FoyerExit
make_folder (const char *folder, GError **error)
{
  if (folder == NULL || g_mkdir_with_parents (folder, 0700) == 0)
    return FOYER_EXIT_DONE;
  return foyer_cli_refuse (FOYER_EXIT_NO_OUTPUT, error,
                           _("%s can't be made: name a place that can be written"), folder);
}

/* Prints each, or puts it where the options say. */
static FoyerExit
put_out (const FoyerCli *cli, const Options *options, const FoyerEvent *event, const json_t *tickets,
         const json_t *registrations, GError **error)
{
  g_autoptr (GPtrArray) stickers = g_ptr_array_new_with_free_func ((GDestroyNotify) foyer_badge_free);
  const json_t *registration;
  size_t i;

  json_array_foreach (registrations, i, registration) {
    const char *code = foyer_output_text (tickets, foyer_output_text (registration, "id"));

    if (*code == '\0')
      continue;
    if (options->pictures != NULL && !write_picture (options->pictures, registration, code, error))
      return FOYER_EXIT_NO_OUTPUT;
    if (options->sheet != NULL)
      g_ptr_array_add (stickers, sticker_of (event, registration, code));
    else
      print_ticket (cli, registration, code);
  }
  if (options->sheet != NULL && stickers->len > 0)
    return write_sheet (cli, options->sheet, stickers, error);
  return json_object_size (tickets) > 0 ? FOYER_EXIT_DONE : FOYER_EXIT_NO;
}

static FoyerExit
issue_tickets (const FoyerCli *cli, const Options *options, FoyerOrganizer *organizer,
               const FoyerEvent *event, GError **error)
{
  FoyerExit status = make_folder (options->pictures, error);
  g_autoptr (json_t) issued =
    status == FOYER_EXIT_DONE ? foyer_organizer_tickets (organizer, event->id, error) : NULL;
  g_autoptr (json_t) all =
    issued ? foyer_organizer_registrations (organizer, event->id, error) : NULL;

  if (all == NULL)
    return status == FOYER_EXIT_DONE ? FOYER_EXIT_INTERNAL : status;
  return put_out (cli, options, event, json_object_get (issued, "tickets"),
                  json_object_get (all, "registrations"), error);
}

static FoyerExit
print_staff_codes (const FoyerCli *cli, FoyerOrganizer *organizer, const FoyerEvent *event,
                   GError **error)
{
  g_autoptr (json_t) answer = foyer_organizer_staff_codes (organizer, event->id, error);
  const json_t *codes = json_object_get (answer, "staff");

  if (answer == NULL)
    return FOYER_EXIT_INTERNAL;
  for (guint i = 0; i < event->staff->len; i++) {
    const FoyerStaff *staff = g_ptr_array_index (event->staff, i);
    const char *code = foyer_output_text (codes, staff->id);

    if (cli->json)
      foyer_output_json (json_pack ("{s:s, s:s, s:s}", "staff", staff->id, "name", staff->name,
                                    "code", code));
    else
      foyer_output_row (staff->id, staff->name, code, NULL);
  }
  return event->staff->len > 0 ? FOYER_EXIT_DONE : FOYER_EXIT_NO;
}

FoyerExit
foyer_command_ticket (FoyerCli *cli, int argc, char *argv[], GError **error)
{
  g_auto (Options) options = { FALSE, NULL, NULL };
  const GOptionEntry entries[] = {
    { "staff", 0, 0, G_OPTION_ARG_NONE, &options.staff, N_("The volunteers' codes instead"), NULL },
    { "pictures", 0, 0, G_OPTION_ARG_FILENAME, &options.pictures,
      N_("Draw each code into this folder as well, named by its registration"), "DIR" },
    { "sheet", 0, 0, G_OPTION_ARG_FILENAME, &options.sheet,
      N_("Draw them all on sheets of A4 instead, each with its name"), "FILE.pdf" },
    G_OPTION_ENTRY_NULL
  };
  g_autoptr (FoyerOrganizer) organizer = NULL;
  g_autoptr (FoyerEvent) event = NULL;

  if (!foyer_cli_parse (cli, entries, FOYER_CLI_HUB, NULL,
                        N_("Issues a ticket for every confirmed registration, and prints its code. "
                           "Again, it prints the same codes."), &argc, &argv, error))
    return FOYER_EXIT_USAGE;
  if (argc > 1)
    return foyer_cli_refuse (FOYER_EXIT_USAGE, error, _("ticket takes no words: see --help"));
  organizer = foyer_source_open_hub (cli, error);
  event = organizer ? foyer_source_hub_event (cli, organizer, error) : NULL;
  if (event == NULL)
    return FOYER_EXIT_INTERNAL;
  return options.staff ? print_staff_codes (cli, organizer, event, error)
                       : issue_tickets (cli, &options, organizer, event, error);
}
