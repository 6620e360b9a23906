/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "commands.h"

#include "badge-layout.h"
#include "badge-survey.h"
#include "battery.h"
#include "camera.h"
#include "check.h"
#include "choices.h"
#include "config.h"
#include "headcount.h"
#include "printer.h"
#include "source.h"

#include <glib/gi18n.h>
#include <gst/gst.h>
#include <string.h>
#include <sys/statvfs.h>

#define MIN_FREE_BYTES (G_GINT64_CONSTANT (500) * 1024 * 1024)

/* The event on this machine. */

static void
check_store (FoyerCheck *self)
{
  g_autoptr (GError) error = NULL;
  gint64 registrations = -1;

  self->store = foyer_source_open_store (self->cli, FOYER_STORE_READ, FALSE, &error);
  self->event = self->store ? foyer_source_store_event (self->cli, self->store, &error) : NULL;
  if (self->event != NULL)
    registrations = foyer_headcount_registrations (self->store, &error);
  if (error != NULL)
    foyer_check_say_error (self, "event", error);
  else if (registrations == 0)
    foyer_check_say (self, "event", FALSE, _("the event has no registrations: bring them in with foyer "
                                 "import"));
  else
    foyer_check_say (self, "event", TRUE, _("event “%s”, %u lists, %d registrations"),
         foyer_words_in (self->event->name, foyer_cli_language ()), self->event->lists->len,
         (int) registrations);
}

/* Paper. */

static void
check_template (FoyerCheck *self)
{
  g_autoptr (GError) error = NULL;
  const char *name = self->template_name;

  if (name == NULL && self->event != NULL)
    name = self->event->badge_template;
  if (name == NULL)
    return;
  self->template = foyer_badge_template_load (name, &error);
  if (self->template == NULL)
    foyer_check_say_error (self, "template", error);
  else
    foyer_check_say (self, "template", TRUE, _("badge template of %g × %g mm"),
         foyer_badge_template_get_width (self->template),
         foyer_badge_template_get_height (self->template));
}

static void
on_bad_badge (const FoyerRegistration *row, const FoyerBadge *badge, const FoyerBadgeReport *report,
              gpointer user_data)
{
  guint *bad = user_data;

  (*bad)++;
}

static void
check_badges (FoyerCheck *self)
{
  g_autoptr (GError) error = NULL;
  guint bad = 0;
  gint64 checked = foyer_badge_survey (self->store, self->event, self->template,
                                                on_bad_badge, &bad, &error);

  if (checked < 0)
    foyer_check_say_error (self, "badges", error);
  else if (bad > 0)
    foyer_check_say (self, "badges", FALSE, _("%u of %d badges are not good: foyer badge --check names them"),
         bad, (int) checked);
  else
    foyer_check_say (self, "badges", TRUE, _("all %d badges fit, and every letter can be drawn"),
         (int) checked);
}

static FoyerDocument *
empty_badge (FoyerBadgeTemplate *template)
{
  g_autoptr (FoyerBadge) badge = foyer_badge_new ();

  return foyer_badge_to_document (template, badge);
}

static void
check_printer (FoyerCheck *self, const char *uri)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerPrinter) printer = foyer_printer_new_for_uri (uri, &error);
  g_autoptr (FoyerDocument) document = self->template ? empty_badge (self->template) : NULL;
  FoyerPrinterStatus status = { FOYER_PRINTER_UNKNOWN_STATE, FOYER_PRINTER_NO_REASON };
  FoyerPrinterReasons first;

  if (printer == NULL || !foyer_printer_probe (printer, &status, &error) ||
      (document != NULL && !foyer_printer_accept (printer, document, &error))) {
    foyer_check_say_error (self, "printer", error);
    return;
  }
  first = foyer_printer_reasons_first (status.reasons);
  if (first != 0)
    foyer_check_say (self, "printer", FALSE, "%s", foyer_printer_reason_to_text (first));
  else if (document != NULL && foyer_document_is_two_sided (document)
           && !foyer_printer_turns (printer, document))
    foyer_check_say (self, "printer", TRUE, _("the printer answers and has the right paper; it prints one side, so each "
                                  "badge comes on two sheets"));
  else
    foyer_check_say (self, "printer", TRUE, _("the printer answers and has the right paper"));
}

static void
check_printers (FoyerCheck *self)
{
  if (self->printer != NULL) {
    check_printer (self, self->printer);
    return;
  }
  for (guint i = 0; i < self->printers->len; i++) {
    const FoyerConfigPrinter *printer = self->printers->pdata[i];

    check_printer (self, printer->uri);
  }
}

/* This machine. */

static void
check_sounds (FoyerCheck *self)
{
  static const char * const names[] = { "admitted.wav", "again.wav", "help.wav", "refused.wav" };
  const char *assets = g_getenv ("FOYER_ASSETS");

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autofree char *path = g_build_filename (assets ? assets : FOYER_ASSETS_DIR, "sounds",
                                              names[i],
                                              NULL);

    if (!g_file_test (path, G_FILE_TEST_IS_REGULAR)) {
      foyer_check_say (self, "sounds", FALSE, _("%s is missing: install Foyer again"), path);
      return;
    }
  }
  foyer_check_say (self, "sounds", TRUE, _("the sounds are there"));
}

static void
check_disk (FoyerCheck *self)
{
  struct statvfs disk;
  gint64 free_bytes;
  g_autofree char *text = NULL;

  if (statvfs (self->state, &disk) != 0) {
    foyer_check_say (self, "disk", FALSE, _("%s is not there: start the kiosk once"), self->state);
    return;
  }
  free_bytes = (gint64) disk.f_bavail * (gint64) disk.f_frsize;
  text = g_format_size ((guint64) free_bytes);
  if (free_bytes < MIN_FREE_BYTES)
    foyer_check_say (self, "disk", FALSE, _("only %s free on the disk: make room"), text);
  else
    foyer_check_say (self, "disk", TRUE, _("%s free on the disk"), text);
}

static void
check_battery (FoyerCheck *self)
{
  FoyerBattery battery = foyer_battery_read (FOYER_BATTERY_FOLDER);

  if (!battery.present)
    foyer_check_say (self, "power", TRUE, _("power comes from the wall"));
  else if (battery.feeding)
    foyer_check_say (self, "power", FALSE, _("it runs from its battery, %u %% full: plug in the cable"),
                     battery.percent);
  else
    foyer_check_say (self, "power", TRUE, _("power comes from the wall, the battery is %u %% full"),
                     battery.percent);
}

/* Whether it reads, the kiosk's own screen shows: it has the camera. */
static void
check_camera (FoyerCheck *self)
{
  gboolean any = g_str_equal (self->camera, "auto");
  g_autofree char *wanted = g_utf8_casefold (any ? "" : self->camera + strlen ("name:"), -1);
  g_auto (GStrv) names = NULL;

  gst_init (NULL, NULL);
  names = foyer_camera_list_names ();
  for (gsize i = 0; names[i] != NULL; i++) {
    g_autofree char *name = g_utf8_casefold (names[i], -1);

    if (strstr (name, wanted) != NULL) {
      foyer_check_say (self, "camera", TRUE, _("camera “%s”"), names[i]);
      return;
    }
  }
  foyer_check_say (self, "camera", any,
                   _("no camera is plugged in: guests need one, or a hand scanner"));
}

static void
check_everything (FoyerCheck *self)
{
  check_store (self);
  foyer_check_sync (self);
  check_template (self);
  if (self->event != NULL && self->template != NULL)
    check_badges (self);
  check_printers (self);
  if (g_str_equal (self->camera, "auto") || g_str_has_prefix (self->camera, "name:"))
    check_camera (self);
  check_sounds (self);
  check_battery (self);
  check_disk (self);
}

static void
clear (FoyerCheck *self)
{
  g_clear_pointer (&self->store, foyer_store_close);
  g_clear_pointer (&self->event, foyer_event_free);
  g_clear_pointer (&self->enrolment, foyer_enrolment_free);
  g_clear_pointer (&self->template, foyer_badge_template_unref);
}

/* A machine that is not enrolled has none: the path then says where it would be. */
static char *
replica_path (const char *state)
{
  g_autoptr (FoyerEnrolment) enrolment = foyer_enrolment_load (state, NULL);

  return enrolment ? foyer_enrolment_replica_path (enrolment, state)
                   : g_build_filename (state, "event.db", NULL);
}

FoyerExit
foyer_command_check (FoyerCli *cli, int argc, char *argv[], GError **error)
{
  g_autofree char *state = NULL;
  g_autofree char *config_path = NULL;
  g_autofree char *printer = NULL;
  const GOptionEntry entries[] = {
    { "state", 0, 0, G_OPTION_ARG_FILENAME, &state,
      N_("The kiosk's state folder, else the one in its configuration"), "DIR" },
    { "config", 0, 0, G_OPTION_ARG_FILENAME, &config_path,
      N_("The kiosk's configuration (/etc/foyer/kiosk.conf)"), "FILE" },
    { "printer", 0, 0, G_OPTION_ARG_STRING, &printer,
      N_("The printer, else the one in the configuration"), "URI" },
    G_OPTION_ENTRY_NULL
  };
  g_autoptr (FoyerConfig) config = NULL;
  g_autoptr (FoyerChoices) choices = NULL;
  FoyerCheck self = { .cli = cli };

  if (!foyer_cli_parse (cli, entries, FOYER_CLI_STORE, NULL,
                        N_("Looks at everything once before doors open, and says what to do."),
                        &argc, &argv, error))
    return FOYER_EXIT_USAGE;
  if (argc > 1)
    return foyer_cli_refuse (FOYER_EXIT_USAGE, error, _("check takes no words: see --help"));
  config = foyer_config_load (config_path, error);
  if (config == NULL)
    return FOYER_EXIT_DATA;
  self.state = state ? state : config->state;
  choices = foyer_choices_load (self.state);
  foyer_choices_apply (choices, config);
  self.camera = config->camera;
  self.printer = printer;
  self.printers = config->printers;
  self.template_name = config->badge_template;
  if (cli->store == NULL)
    cli->store = replica_path (self.state);
  check_everything (&self);
  clear (&self);
  return self.failed == 0 ? FOYER_EXIT_DONE : FOYER_EXIT_NO;
}
