/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check.h"

#include "client.h"
#include "clock.h"
#include "feed.h"
#include "http-client.h"
#include "journal.h"
#include "output.h"

#include <glib/gi18n.h>

#define PATIENCE_S 5
#define MAX_ANSWER (64 * 1024 * 1024)

void
foyer_check_say (FoyerCheck *self, const char *what, gboolean ok, const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  self->failed += !ok;
  if (self->cli->json)
    foyer_output_json (json_pack ("{s:s, s:b, s:s}", "check", what, "ok", ok, "text", text));
  else
    foyer_output_row (ok ? _("ok") : _("FAILED"), text, NULL);
}

void
foyer_check_say_error (FoyerCheck *self, const char *what, const GError *error)
{
  const char *advice = NULL;

  foyer_cli_status_of_error (error, &advice);
  if (advice != NULL)
    foyer_check_say (self, what, FALSE, "%s: %s", error->message, advice);
  else
    foyer_check_say (self, what, FALSE, "%s", error->message);
}

/* What is here. */

static void
check_unsent (FoyerCheck *self)
{
  g_autoptr (GError) error = NULL;
  gint64 unsent = foyer_journal_count_unsent (self->store, &error);
  gint64 refused = error ? -1 : foyer_journal_count_refused (self->store, &error);

  if (error != NULL)
    foyer_check_say_error (self, "unsent", error);
  else if (refused > 0)
    foyer_check_say (self, "unsent", FALSE, _("the hub refused %d entries: look at them at the desk"),
         (int) refused);
  else if (unsent > 0)
    foyer_check_say (self, "unsent", FALSE,
         _("%d entries are not at the hub yet: leave the kiosk on until they are"), (int) unsent);
  else
    foyer_check_say (self, "unsent", TRUE, _("everything that happened here is at the hub"));
}

/* Whether kiosk and hub have proved to each other that they hold the same. */
static void
check_same (FoyerCheck *self)
{
  g_autoptr (GError) error = NULL;
  gint64 lost = foyer_feed_count_lost (self->store, &error);
  FoyerFeedProof proof = foyer_feed_proof (self->store);

  if (error != NULL)
    foyer_check_say_error (self, "same", error);
  else if (lost > 0)
    foyer_check_say (self, "same", FALSE,
                     _("the hub lost %d things that are here: leave the kiosk on until it has them back"),
                     (int) lost);
  else if (proof == FOYER_FEED_DIFFERS)
    foyer_check_say (self, "same", FALSE,
                     _("this kiosk and the hub do not hold the same: when everything is sent, remove its "
                       "file and start it again"));
  else if (proof == FOYER_FEED_UNPROVED)
    foyer_check_say (self, "same", FALSE,
                     _("not compared with the hub yet: start the kiosk and wait a moment; if it stays so, "
                       "install the hub's version of Foyer"));
  else
    foyer_check_say (self, "same", TRUE, _("this kiosk and the hub hold the same"));
}

/* The hub. */

static void
check_enrolment (FoyerCheck *self)
{
  g_autoptr (GError) error = NULL;

  self->enrolment = foyer_enrolment_load (self->state, &error);
  if (self->enrolment == NULL)
    foyer_check_say (self, "enrolment", FALSE,
         _("this machine is not enrolled: show it a code made with foyer enrol --name"));
  else if (self->event != NULL && g_strcmp0 (self->enrolment->event, self->event->id) != 0)
    foyer_check_say (self, "enrolment", FALSE, _("this machine is enrolled for another event: enrol it anew"));
  else
    foyer_check_say (self, "enrolment", TRUE, _("enrolled as “%s”"), self->enrolment->name);
}

static gboolean
check_hub (FoyerCheck *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerHttpClient) client =
    foyer_http_client_new (self->enrolment->address, self->enrolment->pin, NULL, &error);
  g_autoptr (json_t) answer =
    client ? foyer_http_client_get (client, "/v1/health", PATIENCE_S, MAX_ANSWER, &error) : NULL;

  if (answer == NULL && !g_error_matches (error, FOYER_CONNECTOR_ERROR, FOYER_CONNECTOR_ERROR_OFFLINE))
    foyer_check_say_error (self, "hub", error);
  else if (answer == NULL)
    foyer_check_say (self, "hub", FALSE, _("the hub at %s does not answer: start it, check cable and network"),
         self->enrolment->address);
  else
    foyer_check_say (self, "hub", TRUE, _("the hub at %s answers"), self->enrolment->address);
  return answer != NULL;
}

/* Asks for what the hub has beyond what is here; takes nothing of it. */
static void
check_data (FoyerCheck *self, FoyerConnector *connector)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerPage) page = NULL;
  g_autofree char *epoch = NULL;
  gint64 cursor = 0;

  if (foyer_feed_cursor (self->store, &cursor, &epoch, &error))
    page = connector->pull (connector, &(FoyerPosition) { cursor, epoch, NULL }, 0, &error);
  if (page == NULL)
    foyer_check_say_error (self, "data", error);
  else if (page->changes->len > 0 || page->more || g_strcmp0 (page->epoch, epoch) != 0)
    foyer_check_say (self, "data", FALSE, _("the hub has newer data: start the kiosk and wait a moment"));
  else
    foyer_check_say (self, "data", TRUE, _("everything that the hub has is here"));
}

/* Either way round. */
static void
check_clock (FoyerCheck *self, FoyerConnector *connector)
{
  g_autoptr (GError) error = NULL;
  gint64 hub_us = 0, round_trip_us = 0, off_us;
  gboolean answered = connector->hub_time (connector, &hub_us, &round_trip_us, &error);

  off_us = ABS (hub_us + round_trip_us / 2 - foyer_clock_now_us ());
  if (!answered)
    foyer_check_say_error (self, "clock", error);
  else if (off_us > FOYER_CLOCK_AGREES_US)
    foyer_check_say (self, "clock", FALSE,
                     _("this machine's clock and the hub's are %.0f minutes apart: set them; until then "
                       "nobody is refused for the time"), (double) off_us / 60e6);
  else
    foyer_check_say (self, "clock", TRUE, _("this machine's clock and the hub's are %.1f seconds apart"),
                     (double) off_us / 1e6);
}

static void
check_with_hub (FoyerCheck *self)
{
  g_autoptr (GError) error = NULL;
  FoyerConnector *connector = foyer_hub_connector_new (self->enrolment, &error);

  if (connector == NULL) {
    foyer_check_say_error (self, "data", error);
    return;
  }
  if (self->event != NULL)
    check_data (self, connector);
  check_clock (self, connector);
  connector->free (connector);
}

void
foyer_check_sync (FoyerCheck *self)
{
  if (self->event != NULL) {
    check_unsent (self);
    check_same (self);
  }
  check_enrolment (self);
  if (self->enrolment != NULL && check_hub (self))
    check_with_hub (self);
}
