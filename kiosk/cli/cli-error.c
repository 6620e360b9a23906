/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli.h"

#include "connector.h"
#include "door-error.h"
#include "import.h"
#include "hub.h"
#include "intake-error.h"
#include "printing-error.h"
#include "scanner-error.h"
#include "store.h"

#include <glib/gi18n.h>

/* The one place where the libraries' errors become what the program ends with,
 * and a sentence on what to do. */
static const struct {
  GQuark    (*domain) (void);
  int         code;
  FoyerExit   status;
  const char *advice;
} table[] = {
  { foyer_store_error_quark, FOYER_STORE_ERROR_NEWER, FOYER_EXIT_DATA,
    N_("use the newer Foyer that wrote it") },
  { foyer_store_error_quark, FOYER_STORE_ERROR_IN_USE, FOYER_EXIT_BUSY,
    N_("try again when it is free") },
  { foyer_store_error_quark, FOYER_STORE_ERROR_BROKEN, FOYER_EXIT_DATA,
    N_("keep the file, and get the event from the hub again") },
  { foyer_store_error_quark, FOYER_STORE_ERROR_FULL, FOYER_EXIT_INTERNAL,
    N_("make room on the disk, then try again") },
  { foyer_store_error_quark, FOYER_STORE_ERROR_READ_ONLY, FOYER_EXIT_NO_OUTPUT,
    N_("run as the user who may write there") },
  { foyer_store_error_quark, FOYER_STORE_ERROR_MISSING, FOYER_EXIT_NO_INPUT,
    N_("name the file of an event that was loaded") },
  { foyer_store_error_quark, FOYER_STORE_ERROR_FAILED, FOYER_EXIT_INTERNAL,
    N_("check the disk") },

  { foyer_intake_error_quark, FOYER_INTAKE_ERROR_FILE, FOYER_EXIT_NO_INPUT,
    N_("name a file that can be read") },
  { foyer_intake_error_quark, FOYER_INTAKE_ERROR_FORMAT, FOYER_EXIT_DATA,
    N_("export it as XLSX or CSV") },
  { foyer_intake_error_quark, FOYER_INTAKE_ERROR_ENCODING, FOYER_EXIT_DATA,
    N_("save it again as UTF-8") },
  { foyer_intake_error_quark, FOYER_INTAKE_ERROR_TORN, FOYER_EXIT_DATA,
    N_("export it again; it is incomplete") },
  { foyer_intake_error_quark, FOYER_INTAKE_ERROR_COLUMNS, FOYER_EXIT_DATA,
    N_("call the column with the names “name” or “姓名”") },
  { foyer_intake_error_quark, FOYER_INTAKE_ERROR_TOO_LARGE, FOYER_EXIT_DATA,
    N_("split it into several files") },
  { foyer_intake_error_quark, FOYER_INTAKE_ERROR_ZONE, FOYER_EXIT_DATA,
    N_("correct the event's time zone") },

  { foyer_import_error_quark, FOYER_IMPORT_ERROR_CANCELLED, FOYER_EXIT_NO, NULL },
  { foyer_import_error_quark, FOYER_IMPORT_ERROR_UNKNOWN, FOYER_EXIT_NO_INPUT,
    N_("foyer import --list and foyer people name what there is") },
  { foyer_import_error_quark, FOYER_IMPORT_ERROR_TOUCHED, FOYER_EXIT_DATA,
    N_("say --partly to take back the rest, or settle that first") },

  { foyer_connector_error_quark, FOYER_CONNECTOR_ERROR_OFFLINE, FOYER_EXIT_UNREACHABLE,
    N_("start the hub, or name it with --hub") },
  { foyer_connector_error_quark, FOYER_CONNECTOR_ERROR_BUSY, FOYER_EXIT_BUSY,
    N_("try again in a moment") },
  { foyer_connector_error_quark, FOYER_CONNECTOR_ERROR_REFUSED, FOYER_EXIT_DATA,
    N_("correct what was asked for") },
  { foyer_connector_error_quark, FOYER_CONNECTOR_ERROR_NONSENSE, FOYER_EXIT_UNREACHABLE,
    N_("check that a Foyer hub is at this address") },
  { foyer_connector_error_quark, FOYER_CONNECTOR_ERROR_STRANGER, FOYER_EXIT_UNREACHABLE,
    N_("sign in to the network, or check the hub's address and key") },
  { foyer_connector_error_quark, FOYER_CONNECTOR_ERROR_REVOKED, FOYER_EXIT_NOT_ALLOWED,
    N_("enrol again") },
  { foyer_connector_error_quark, FOYER_CONNECTOR_ERROR_PURGED, FOYER_EXIT_NOT_ALLOWED,
    N_("enrol for another event") },
  { foyer_connector_error_quark, FOYER_CONNECTOR_ERROR_ENROLMENT, FOYER_EXIT_NOT_ALLOWED,
    N_("use the token of this hub, or enrol again") },

  { foyer_hub_error_quark, FOYER_HUB_ERROR_RUNNING, FOYER_EXIT_BUSY, N_("stop the hub first") },
  { foyer_hub_error_quark, FOYER_HUB_ERROR_KEY, FOYER_EXIT_DATA, N_("use a whole backup") },
  { foyer_hub_error_quark, FOYER_HUB_ERROR_USAGE, FOYER_EXIT_USAGE, NULL },
  { foyer_hub_error_quark, FOYER_HUB_ERROR_STATE, FOYER_EXIT_NO_OUTPUT,
    N_("name a folder that can be used, as a user who may") },
  { foyer_hub_error_quark, -1, FOYER_EXIT_INTERNAL, N_("look at the hub's folder") },

  { foyer_door_error_quark, FOYER_DOOR_ERROR_CONFIG, FOYER_EXIT_DATA, N_("correct the file") },
  { foyer_door_error_quark, FOYER_DOOR_ERROR_EVENT, FOYER_EXIT_DATA, NULL },

  { foyer_json_error_quark, FOYER_JSON_ERROR_MALFORMED, FOYER_EXIT_DATA, N_("correct the file") },

  { foyer_printing_error_quark, FOYER_PRINTING_ERROR_TEMPLATE, FOYER_EXIT_DATA,
    N_("correct the badge template") },
  { foyer_printing_error_quark, FOYER_PRINTING_ERROR_UNREACHABLE, FOYER_EXIT_UNREACHABLE,
    N_("check the printer's power, cable and address") },
  { foyer_printing_error_quark, FOYER_PRINTING_ERROR_BUSY, FOYER_EXIT_BUSY,
    N_("try again in a moment") },
  { foyer_printing_error_quark, FOYER_PRINTING_ERROR_MEDIA, FOYER_EXIT_NO,
    N_("put in the paper that the template needs") },
  { foyer_printing_error_quark, FOYER_PRINTING_ERROR_REFUSED, FOYER_EXIT_DATA,
    N_("use another printer or address") },
  { foyer_printing_error_quark, FOYER_PRINTING_ERROR_LOST, FOYER_EXIT_UNREACHABLE,
    N_("look at the printer before printing again") },
  { foyer_printing_error_quark, FOYER_PRINTING_ERROR_GONE, FOYER_EXIT_NO,
    N_("look at the printer before printing again") },
  { foyer_printing_error_quark, FOYER_PRINTING_ERROR_TRUST, FOYER_EXIT_NOT_ALLOWED,
    N_("compare the key with the printer's own") },
  { foyer_printing_error_quark, FOYER_PRINTING_ERROR_STORE, FOYER_EXIT_DATA,
    N_("start the kiosk once") },
  { foyer_printing_error_quark, FOYER_PRINTING_ERROR_STATE, FOYER_EXIT_NO,
    N_("look at --queue") },

  { foyer_scanner_error_quark, FOYER_SCANNER_ERROR_UNREADABLE, FOYER_EXIT_NO_INPUT,
    N_("name a picture that can be read") },
  { foyer_scanner_error_quark, FOYER_SCANNER_ERROR_UNSUITABLE, FOYER_EXIT_DATA,
    N_("make the text shorter") },
  { foyer_scanner_error_quark, FOYER_SCANNER_ERROR_MEDIA, FOYER_EXIT_NO_OUTPUT,
    N_("name a place that can be written, and install GStreamer's good plug-ins") },

  { g_file_error_quark, G_FILE_ERROR_ACCES, FOYER_EXIT_NOT_ALLOWED,
    N_("run as the user who may read it") },
  { g_file_error_quark, -1, FOYER_EXIT_NO_INPUT, N_("name a file that can be read") },
};

FoyerExit
foyer_cli_status_of_error (const GError *error, const char **advice)
{
  *advice = NULL;
  if (error->domain == FOYER_CLI_ERROR)
    return (FoyerExit) error->code;
  for (gsize i = 0; i < G_N_ELEMENTS (table); i++) {
    if (error->domain != table[i].domain () ||
        (table[i].code >= 0 && error->code != table[i].code))
      continue;
    *advice = table[i].advice ? _(table[i].advice) : NULL;
    return table[i].status;
  }
  return FOYER_EXIT_INTERNAL;
}
