/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-printer"

#include "printer.h"

#include "printer-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

G_DEFINE_INTERFACE (FoyerPrinter, foyer_printer, G_TYPE_OBJECT)

/* In the order in which a person sees to them; the first keyword of a reason is its own. */
static const struct {
  FoyerPrinterReasons reason;
  const char         *keyword;
  const char         *text;
} reasons_table[] = {
  { FOYER_PRINTER_UNREACHABLE,  "foyer-unreachable",
    N_("The printer does not answer. Check its power and its cable.") },
  { FOYER_PRINTER_UNTRUSTED,    "foyer-untrusted",
    N_("Something else answers in the printer's name. Ask the organizer.") },
  { FOYER_PRINTER_MEDIA_JAM,    "media-jam",
    N_("A badge is stuck in the printer. Open it and take the paper out.") },
  { FOYER_PRINTER_COVER_OPEN,   "cover-open",         N_("The printer is open. Close its cover.") },
  { FOYER_PRINTER_COVER_OPEN,   "door-open",          NULL },
  { FOYER_PRINTER_COVER_OPEN,   "interlock-open",     NULL },
  { FOYER_PRINTER_MEDIA_EMPTY,  "media-empty",
    N_("The printer is out of badges. Put in a new roll.") },
  { FOYER_PRINTER_MEDIA_NEEDED, "media-needed",
    N_("The printer holds badges of another size. Put in the right roll.") },
  { FOYER_PRINTER_MARKER_EMPTY, "marker-supply-empty",
    N_("The printer is out of ink. Put in a new cartridge or ribbon.") },
  { FOYER_PRINTER_MARKER_EMPTY, "toner-empty",        NULL },
  { FOYER_PRINTER_MARKER_EMPTY, "marker-ribbon-out",  NULL },
  { FOYER_PRINTER_OUTPUT_FULL,  "output-area-full",
    N_("The printer's tray is full. Take the badges out.") },
  { FOYER_PRINTER_OFFLINE,      "offline",            N_("The printer is off line. Switch it on line.") },
  { FOYER_PRINTER_OFFLINE,      "shutdown",           NULL },
  { FOYER_PRINTER_OFFLINE,      "timed-out",          NULL },
  { FOYER_PRINTER_PAUSED,       "paused",
    N_("The printer is paused. Press its start button.") },
  { FOYER_PRINTER_PAUSED,       "moving-to-paused",   NULL },
  { FOYER_PRINTER_NOT_ACCEPTING, "foyer-not-accepting",
    N_("The printer takes no badges now. Let it accept jobs again.") },
  { FOYER_PRINTER_HELD,         "job-hold-until-specified",
    N_("The printer holds the badge back. Release it at the printer.") },
  { FOYER_PRINTER_OTHER,        "other",
    N_("The printer reports a fault. Look at its display.") },
  { FOYER_PRINTER_MEDIA_LOW,    "media-low",
    N_("The printer is almost out of badges. Have a new roll at hand.") },
  { FOYER_PRINTER_MARKER_LOW,   "marker-supply-low",
    N_("The printer is almost out of ink. Have a new cartridge at hand.") },
  { FOYER_PRINTER_MARKER_LOW,   "toner-low",          NULL },
};

static void
foyer_printer_default_init (FoyerPrinterInterface *iface)
{
}

FoyerPrinter *
foyer_printer_new_for_uri (const char *uri, GError **error)
{
  g_autofree char *scheme = g_uri_parse_scheme (uri);

  if (g_strcmp0 (scheme, "file") == 0)
    return foyer_file_printer_new (uri, error);
  if (g_strcmp0 (scheme, "ipp") == 0 || g_strcmp0 (scheme, "ipps") == 0
      || g_strcmp0 (scheme, "dnssd") == 0)
    return foyer_ipp_printer_new (uri, error);
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
               "printer address \"%s\" is none of ipp:, ipps:, dnssd: and file:", uri);
  return NULL;
}

gboolean
foyer_printer_probe (FoyerPrinter *self, FoyerPrinterStatus *status, GError **error)
{
  g_return_val_if_fail (FOYER_IS_PRINTER (self), FALSE);

  return FOYER_PRINTER_GET_IFACE (self)->probe (self, status, error);
}

gboolean
foyer_printer_accept (FoyerPrinter *self, FoyerDocument *document, GError **error)
{
  g_return_val_if_fail (FOYER_IS_PRINTER (self), FALSE);

  return FOYER_PRINTER_GET_IFACE (self)->accept (self, document, error);
}

gboolean
foyer_printer_turns (FoyerPrinter *self, FoyerDocument *document)
{
  g_return_val_if_fail (FOYER_IS_PRINTER (self), FALSE);

  return FOYER_PRINTER_GET_IFACE (self)->turns (self, document);
}

gboolean
foyer_printer_print (FoyerPrinter *self, FoyerDocument *document, const char *job_name,
                     guint copies, FoyerPrinterJob *job, GError **error)
{
  g_return_val_if_fail (FOYER_IS_PRINTER (self), FALSE);

  return FOYER_PRINTER_GET_IFACE (self)->print (self, document, job_name, copies, job, error);
}

gboolean
foyer_printer_watch (FoyerPrinter *self, int job_id, const char *job_name, FoyerPrinterJob *job,
                     GError **error)
{
  g_return_val_if_fail (FOYER_IS_PRINTER (self), FALSE);

  return FOYER_PRINTER_GET_IFACE (self)->watch (self, job_id, job_name, job, error);
}

gboolean
foyer_printer_find (FoyerPrinter *self, const char *job_name, gint64 sent_us,
                    FoyerPrinterFinding *finding, FoyerPrinterJob *job, GError **error)
{
  g_return_val_if_fail (FOYER_IS_PRINTER (self), FALSE);

  return FOYER_PRINTER_GET_IFACE (self)->find (self, job_name, sent_us, finding, job, error);
}

gboolean
foyer_printer_cancel (FoyerPrinter *self, int job_id, GError **error)
{
  g_return_val_if_fail (FOYER_IS_PRINTER (self), FALSE);

  return FOYER_PRINTER_GET_IFACE (self)->cancel (self, job_id, error);
}

void
foyer_printer_forget (FoyerPrinter *self, int job_id)
{
  g_return_if_fail (FOYER_IS_PRINTER (self));

  FOYER_PRINTER_GET_IFACE (self)->forget (self, job_id);
}

gboolean
foyer_printer_status_is_trouble (FoyerPrinterStatus status)
{
  static const FoyerPrinterReasons harmless = FOYER_PRINTER_MEDIA_LOW | FOYER_PRINTER_MARKER_LOW;

  return status.state == FOYER_PRINTER_STOPPED || (status.reasons & ~harmless) != 0;
}

FoyerPrinterReasons
foyer_printer_reason_from_keyword (const char *keyword)
{
  g_autofree char *stem = g_strdup (keyword);
  gboolean is_error = g_str_has_suffix (stem, "-error");

  /* The suffix tells less than it should: a printer that is out of paper calls it a report while
   * it is idle, and a warning while a job waits for the paper. */
  if (is_error || g_str_has_suffix (stem, "-warning") || g_str_has_suffix (stem, "-report"))
    *strrchr (stem, '-') = '\0';
  for (gsize i = 0; i < G_N_ELEMENTS (reasons_table); i++)
    if (strcmp (reasons_table[i].keyword, stem) == 0)
      return reasons_table[i].reason;
  return is_error ? FOYER_PRINTER_OTHER : FOYER_PRINTER_NO_REASON;
}

const char *
foyer_printer_reason_to_keyword (FoyerPrinterReasons reason)
{
  for (gsize i = 0; i < G_N_ELEMENTS (reasons_table); i++)
    if (reasons_table[i].reason == reason)
      return reasons_table[i].keyword;
  return "none";
}

const char *
foyer_printer_reason_to_text (FoyerPrinterReasons reason)
{
  for (gsize i = 0; i < G_N_ELEMENTS (reasons_table); i++)
    if (reasons_table[i].reason == reason)
      return g_dgettext (GETTEXT_PACKAGE, reasons_table[i].text);
  return "";
}

FoyerPrinterReasons
foyer_printer_reasons_first (FoyerPrinterReasons reasons)
{
  for (gsize i = 0; i < G_N_ELEMENTS (reasons_table); i++)
    if ((reasons_table[i].reason & reasons) != 0)
      return reasons_table[i].reason;
  return FOYER_PRINTER_NO_REASON;
}
