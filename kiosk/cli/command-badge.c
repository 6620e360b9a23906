/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "commands.h"

#include "badge-paper.h"
#include "code.h"
#include "enrolment.h"
#include "journal.h"
#include "output.h"
#include "source.h"

#include <glib/gi18n.h>

#define DEFAULT_DPI      300
#define MAX_DPI          2400
#define DEFAULT_TEMPLATE "label-62x100"

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
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

/* Whose badge. */

/* The code on it: the one given, else one signed by this kiosk, else the one
 * that another ticket service gave. */
static char *
code_for (const Options *options, const FoyerEvent *event, const FoyerRegistration *row,
          guint number, GError **error)
{
  g_autoptr (FoyerEnrolment) enrolment = NULL;

  if (options->code != NULL)
    return g_strdup (options->code);
  if (options->state == NULL)
    return g_strdup (row->codes && row->codes[0] ? row->codes[0] : "");
  enrolment = foyer_enrolment_load (options->state, error);
  if (enrolment == NULL)
    return NULL;
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
    return foyer_badge_paper_of (event, row, code, (guint) number);
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

  if (name == NULL && event != NULL)
    name = event->badge_template;
  return foyer_badge_template_load (name ? name : DEFAULT_TEMPLATE, error);
}

/* Checking. */

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
    json_pack ("{s:s*, s:b, s:b, s:i, s:b, s:f, s:o, s:o, s:f, s:o}", "registration", id, "ok",
               problems->len == 0, "fits", report->fits, "missing_glyphs",
               (int) report->missing_glyphs, "shrunk", report->shrunk, "name_size",
               report->name_size, "name_families", texts_of (report->name_families), "name_glyphs",
               glyphs_of (report->name_glyphs), "qr_module", report->qr_module, "problems",
               texts_of (problems)));
}

static FoyerExit
check_one (const FoyerCli *cli, FoyerBadgeTemplate *template, const FoyerBadge *badge,
           const char *registration)
{
  g_autoptr (FoyerBadgeReport) report = foyer_badge_check (template, badge);

  print_report (cli, registration, badge->name, report);
  return report->problems->len == 0 ? FOYER_EXIT_DONE : FOYER_EXIT_NO;
}

typedef struct {
  const FoyerCli *cli;
  guint           bad;
} CheckAll;

static void
on_bad_badge (const FoyerRegistration *row, const FoyerBadge *badge, const FoyerBadgeReport *report,
              gpointer user_data)
{
  CheckAll *self = user_data;

  print_report (self->cli, row->id, row->name, report);
  self->bad++;
}

static FoyerExit
check_all (const FoyerCli *cli, FoyerStore *store, const FoyerEvent *event,
           FoyerBadgeTemplate *template, GError **error)
{
  CheckAll self = { .cli = cli };
  gint64 checked = foyer_badge_paper_check_all (store, event, template, on_bad_badge, &self, error);

  if (checked < 0)
    return FOYER_EXIT_INTERNAL;
  if (cli->json)
    foyer_output_json (json_pack ("{s:I, s:i}", "checked", (json_int_t) checked, "failed",
                                  (int) self.bad));
  else
    g_print (_("%d badges checked, %u of them not good\n"), (int) checked, self.bad);
  return self.bad == 0 ? FOYER_EXIT_DONE : FOYER_EXIT_NO;
}

/* Paper and files. */

static FoyerExit
write_file (const FoyerCli *cli, const Options *options, FoyerBadgeTemplate *template,
            const FoyerBadge *badge, GError **error)
{
  g_autoptr (GError) failure = NULL;
  gboolean png = g_str_has_suffix (options->output, ".png");
  gboolean written;

  if (!png && !g_str_has_suffix (options->output, ".pdf"))
    return foyer_cli_refuse (FOYER_EXIT_USAGE, error,
                             _("neither .pdf nor .png: name the output so"));
  written = png ? foyer_badge_write_png (template, badge, options->dpi, options->output, &failure)
                : foyer_badge_write_pdf (template, badge, options->output, &failure);
  if (!written)
    return foyer_cli_refuse (FOYER_EXIT_NO_OUTPUT, error,
                             _("%s: name a place that can be written"), failure->message);
  if (cli->json)
    foyer_output_file (options->output);
  return FOYER_EXIT_DONE;
}

static FoyerExit
make (const FoyerCli *cli, const Options *options, FoyerBadgeTemplate *template,
      const FoyerBadge *badge, GError **error)
{
  FoyerExit status = FOYER_EXIT_DONE;

  if (options->check)
    status = check_one (cli, template, badge, options->registration);
  if (options->output != NULL) {
    FoyerExit written = write_file (cli, options, template, badge, error);

    if (written != FOYER_EXIT_DONE)
      return written;
  }
  if (options->printer != NULL && status == FOYER_EXIT_DONE)
    status = foyer_badge_paper_print (cli, template, badge, options->printer, error);
  return status;
}

static FoyerExit
from_store (FoyerCli *cli, const Options *options, GError **error)
{
  g_autoptr (FoyerStore) store = foyer_source_open_store (cli, FOYER_STORE_READ, FALSE, error);
  g_autoptr (FoyerEvent) event = store ? foyer_source_store_event (cli, store, error) : NULL;
  g_autoptr (FoyerBadgeTemplate) template = event ? load_template (options, event, error) : NULL;
  g_autoptr (FoyerBadge) badge = NULL;

  if (template == NULL)
    return FOYER_EXIT_INTERNAL;
  if (options->registration == NULL)
    return check_all (cli, store, event, template, error);
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

static gboolean
makes_sense (const FoyerCli *cli, const Options *options, int argc)
{
  gboolean everyone = cli->store != NULL && options->registration == NULL;
  gboolean to_do = options->check || options->output != NULL || options->printer != NULL;

  return argc == 1 && to_do && options->dpi >= 1 && options->dpi <= MAX_DPI &&
         (cli->store != NULL) != (options->name != NULL) &&
         (options->registration == NULL || cli->store != NULL) &&
         (!everyone || (options->check && options->output == NULL && options->printer == NULL));
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
      N_("Say whether it fits and every letter can be drawn; of --store alone, for everyone"),
      NULL },
    { "print", 0, 0, G_OPTION_ARG_STRING, &options.printer,
      N_("Print it here: ipp://… or file:///folder"), "URI" },
    G_OPTION_ENTRY_NULL
  };

  if (!foyer_cli_parse (cli, entries, FOYER_CLI_STORE, NULL,
                        N_("Draws, checks or prints badges."), &argc, &argv, error))
    return FOYER_EXIT_USAGE;
  if (!makes_sense (cli, &options, argc))
    return foyer_cli_refuse (FOYER_EXIT_USAGE, error,
                             _("nobody's badge, or nothing to do: say whose (--store and "
                               "--registration, or --name) and what (-o, --check or --print)"));
  return cli->store ? from_store (cli, &options, error) : from_words (cli, &options, error);
}
