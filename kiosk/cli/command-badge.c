/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "commands.h"

#include "badge-list.h"
#include "badge-output.h"
#include "badge-paper.h"
#include "badge-queue.h"
#include "badge-review.h"
#include "badge-sheet.h"
#include "badge-unclaimed.h"
#include "code.h"
#include "enrolment.h"
#include "guest-badge.h"
#include "journal.h"
#include "output.h"
#include "source.h"

#include <glib/gi18n.h>

#define DEFAULT_DPI      300
#define MAX_DPI          2400
#define DEFAULT_TEMPLATE "label-62x100"
#define DEFAULT_STICKER  "sticker-70x37"

typedef struct {
  char    *registration;
  char    *name;
  char    *company;
  char    *title;
  char    *category;
  char    *code;
  char    *template;
  char    *state;
  char    *output;
  char    *printer;
  double   dpi;
  gboolean check;
  gboolean sheet;
  gboolean unclaimed;
  gboolean queue;
  gboolean printers;
  char    *settle;
} Options;

static void
options_clear (Options *self)
{
  g_free (self->registration);
  g_free (self->name);
  g_free (self->company);
  g_free (self->title);
  g_free (self->category);
  g_free (self->code);
  g_free (self->template);
  g_free (self->state);
  g_free (self->output);
  g_free (self->printer);
  g_free (self->settle);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

/* Whose badge. */

/* (out) @enrolment: (nullable): of the kiosk that signs, if one is given. */
static gboolean
load_enrolment (const Options *options, FoyerEnrolment **enrolment, GError **error)
{
  *enrolment = options->state != NULL ? foyer_enrolment_load (options->state, error) : NULL;
  return options->state == NULL || *enrolment != NULL;
}

/* The code on it: the one given, else one signed by this kiosk, else the one
 * that another ticket service gave. */
static char *
code_for (const Options *options, const FoyerEvent *event, const FoyerRegistration *row,
          guint number, GError **error)
{
  g_autoptr (FoyerEnrolment) enrolment = NULL;

  if (options->code != NULL)
    return g_strdup (options->code);
  if (!load_enrolment (options, &enrolment, error))
    return NULL;
  if (enrolment == NULL)
    return g_strdup (row->codes && row->codes[0] ? row->codes[0] : "");
  return foyer_code_make (FOYER_CODE_BADGE, event->id, row->id, (guint16) number, 0,
                          enrolment->secret_key);
}

static FoyerBadge *
badge_of_registration (const Options *options, FoyerStore *store, const FoyerEvent *event,
                       GError **error)
{
  GError *failure = NULL;
  g_autoptr (FoyerRegistration) row = foyer_registry_get (store, options->registration, &failure);
  g_autofree char *code = NULL;
  gint64 number = 0;

  if (row == NULL && failure == NULL)
    foyer_cli_refuse (FOYER_EXIT_NO, &failure,
                      _("there is no such registration: find it with foyer lookup"));
  if (failure == NULL)
    number = foyer_journal_badge_number (store, row->id, &failure);
  if (failure == NULL)
    code = code_for (options, event, row, (guint) MAX (number, 1), &failure);
  if (failure == NULL)
    return foyer_guest_badge_new (event, row, code, (guint) number);
  g_propagate_error (error, failure);
  return NULL;
}

static FoyerBadge *
badge_of_words (const Options *options)
{
  FoyerBadge *badge = foyer_badge_new ();

  badge->name = g_strdup (options->name);
  badge->company = g_strdup (options->company);
  badge->title = g_strdup (options->title);
  badge->category = g_strdup (options->category ? options->category : "attendee");
  badge->code = g_strdup (options->code);
  return badge;
}

static FoyerBadgeTemplate *
load_template (const Options *options, const FoyerEvent *event, GError **error)
{
  const char *name = options->template;

  if (name == NULL && options->sheet)
    name = DEFAULT_STICKER;
  if (name == NULL && event != NULL)
    name = event->badge_template;
  return foyer_badge_template_load (name ? name : DEFAULT_TEMPLATE, error);
}

static FoyerExit
make (const FoyerCli *cli, const Options *options, FoyerBadgeTemplate *template,
      const FoyerBadge *badge, GError **error)
{
  g_autoptr (FoyerDocument) document = foyer_badge_to_document (template, badge);
  FoyerExit status = FOYER_EXIT_DONE;

  if (options->check)
    status = foyer_badge_review_one (cli, template, badge, options->registration);
  if (options->output != NULL) {
    FoyerExit written =
      foyer_badge_output_write (cli, document, options->output, options->dpi, error);

    if (written != FOYER_EXIT_DONE)
      return written;
  }
  if (options->printer != NULL && status == FOYER_EXIT_DONE)
    status = foyer_badge_paper_print (cli, document, options->printer, error);
  return status;
}

/* Sheets of stickers, for those without a label printer. */

static void
say_sheets (const FoyerCli *cli, GPtrArray *badges, guint n_sheets)
{
  guint without = 0;

  for (guint i = 0; i < badges->len; i++)
    without += *((const FoyerBadge *) badges->pdata[i])->code == '\0';
  if (cli->json) {
    foyer_output_json (json_pack ("{s:i, s:i, s:i}", "badges", (int) badges->len, "sheets",
                                  (int) n_sheets, "without_code", (int) without));
    return;
  }
  g_print (ngettext ("%u badges on %u sheet\n", "%u badges on %u sheets\n", n_sheets), badges->len,
           n_sheets);
  if (without > 0)
    g_print (_("%u of them have no code: --state names the kiosk that signs one\n"), without);
}

static FoyerExit
put_out (const FoyerCli *cli, const Options *options, FoyerDocument *document, GPtrArray *badges,
         GError **error)
{
  FoyerExit status = FOYER_EXIT_DONE;

  if (options->output != NULL)
    status = foyer_badge_output_write (cli, document, options->output, options->dpi, error);
  if (status == FOYER_EXIT_DONE)
    say_sheets (cli, badges, foyer_document_get_n_pages (document));
  if (status == FOYER_EXIT_DONE && options->printer != NULL)
    status = foyer_badge_paper_print (cli, document, options->printer, error);
  return status;
}

static FoyerExit
make_sheets (const FoyerCli *cli, const Options *options, FoyerStore *store,
             const FoyerEvent *event, FoyerBadgeTemplate *template, GError **error)
{
  g_autoptr (FoyerEnrolment) enrolment = NULL;
  g_autoptr (GPtrArray) badges = NULL;
  g_autoptr (FoyerDocument) document = NULL;

  if (!load_enrolment (options, &enrolment, error))
    return FOYER_EXIT_INTERNAL;
  badges = foyer_badge_list_collect (store, event, options->category,
                                     enrolment ? enrolment->secret_key : NULL, error);
  if (badges == NULL)
    return FOYER_EXIT_INTERNAL;
  if (badges->len == 0)
    return foyer_cli_refuse (FOYER_EXIT_NO, error, _("nobody is confirmed, so there is no sheet"));
  document = foyer_badge_sheet_to_document (template, badges, error);
  return document ? put_out (cli, options, document, badges, error) : FOYER_EXIT_DATA;
}

/* What to do. */

static FoyerExit
from_store (FoyerCli *cli, const Options *options, GError **error)
{
  g_autoptr (FoyerStore) store = foyer_source_open_store (cli, FOYER_STORE_READ, FALSE, error);
  g_autoptr (FoyerEvent) event = store ? foyer_source_store_event (cli, store, error) : NULL;
  g_autoptr (FoyerBadgeTemplate) template = event ? load_template (options, event, error) : NULL;
  g_autoptr (FoyerBadge) badge = NULL;

  if (template == NULL)
    return FOYER_EXIT_INTERNAL;
  if (options->unclaimed)
    return foyer_badge_unclaimed_show (cli, store, event, options->category, error);
  if (options->sheet)
    return make_sheets (cli, options, store, event, template, error);
  if (options->registration == NULL)
    return foyer_badge_review_all (cli, store, event, template, options->output, error);
  badge = badge_of_registration (options, store, event, error);
  return badge ? make (cli, options, template, badge, error) : FOYER_EXIT_INTERNAL;
}

static FoyerExit
from_words (const FoyerCli *cli, const Options *options, GError **error)
{
  g_autoptr (FoyerBadgeTemplate) template = load_template (options, NULL, error);
  g_autoptr (FoyerBadge) badge = badge_of_words (options);

  return template ? make (cli, options, template, badge, error) : FOYER_EXIT_INTERNAL;
}

/* Everybody's badges are checked or put on sheets; one is drawn, checked or printed. */
static gboolean
makes_sense (const FoyerCli *cli, const Options *options, int argc)
{
  gboolean everyone = cli->store != NULL && options->registration == NULL;
  gboolean to_do = options->unclaimed || options->check || options->output != NULL || options->printer != NULL;

  if (argc != 1 || !to_do || options->dpi < 1 || options->dpi > MAX_DPI ||
      (cli->store != NULL) == (options->name != NULL) ||
      (options->registration != NULL && cli->store == NULL))
    return FALSE;
  if (options->unclaimed)
    return everyone && !options->sheet && !options->check && !options->output && !options->printer;
  if (options->sheet)
    return everyone && !options->check;
  return !everyone || (options->check && options->printer == NULL);
}

FoyerExit
foyer_command_badge (FoyerCli *cli, int argc, char *argv[], GError **error)
{
  g_auto (Options) options = { .dpi = DEFAULT_DPI };
  const GOptionEntry entries[] = {
    { "registration", 0, 0, G_OPTION_ARG_STRING, &options.registration,
      N_("Whose badge, out of --store"), "ID" },
    { "name", 0, 0, G_OPTION_ARG_STRING, &options.name, N_("The name on it"), "TEXT" },
    { "company", 0, 0, G_OPTION_ARG_STRING, &options.company, N_("The company on it"), "TEXT" },
    { "title", 0, 0, G_OPTION_ARG_STRING, &options.title, N_("The job title on it"), "TEXT" },
    { "category", 0, 0, G_OPTION_ARG_STRING, &options.category,
      N_("attendee, speaker, volunteer, sponsor, staff or another word"), "WORD" },
    { "code", 0, 0, G_OPTION_ARG_STRING, &options.code, N_("The text of its QR code"), "TEXT" },
    { "state", 0, 0, G_OPTION_ARG_FILENAME, &options.state,
      N_("The kiosk's state folder, whose key signs the code"), "DIR" },
    { "template", 0, 0, G_OPTION_ARG_FILENAME, &options.template,
      N_("Name of a badge template, or its path"), "NAME" },
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &options.output, N_("Draw it into this file"),
      "FILE.pdf|.png" },
    { "dpi", 0, 0, G_OPTION_ARG_DOUBLE, &options.dpi, N_("Dots an inch of a PNG (300)"), "N" },
    { "check", 0, 0, G_OPTION_ARG_NONE, &options.check,
      N_("Say whether it fits and every letter can be drawn; of --store alone, for everyone, "
         "and -o draws those that are not good"), NULL },
    { "sheet", 0, 0, G_OPTION_ARG_NONE, &options.sheet,
      N_("Put everyone confirmed in --store on sheets of A4, in the order of pinyin"), NULL },
    { "unclaimed", 0, 0, G_OPTION_ARG_NONE, &options.unclaimed,
      N_("List the badges of --sheet whose guests have not come"), NULL },
    { "print", 0, 0, G_OPTION_ARG_STRING, &options.printer,
      N_("Print it here: ipp://… or file:///folder"), "URI" },
    { "queue", 0, 0, G_OPTION_ARG_NONE, &options.queue,
      N_("List the printers of the kiosk in --state, and the badges that are not out"), NULL },
    { "settle", 0, 0, G_OPTION_ARG_STRING, &options.settle,
      N_("Answer for a badge that may have come out: you have looked"), "JOB=printed|again" },
    { "printers", 0, 0, G_OPTION_ARG_NONE, &options.printers,
      N_("List the printers on this network, with what to write into kiosk.conf"), NULL },
    G_OPTION_ENTRY_NULL
  };

  if (!foyer_cli_parse (cli, entries, FOYER_CLI_STORE, NULL,
                        N_("Draws, checks or prints badges."), &argc, &argv, error))
    return FOYER_EXIT_USAGE;
  if (options.printers)
    return foyer_badge_queue_find (cli, error);
  if (options.state != NULL && options.settle != NULL)
    return foyer_badge_queue_settle (options.state, options.settle, error);
  if (options.state != NULL && options.queue)
    return foyer_badge_queue_show (cli, options.state, error);
  if (!makes_sense (cli, &options, argc))
    return foyer_cli_refuse (FOYER_EXIT_USAGE, error,
                             _("nobody's badge, or nothing to do: say whose (--store and "
                               "--registration, --name, or --store and --sheet) and what (-o, --check or --print)"));
  return cli->store ? from_store (cli, &options, error) : from_words (cli, &options, error);
}
