/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "document.h"
#include "printing-error.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * FoyerPrinterReasons:
 *
 * Why a printer is not ready. Several can hold at once; the state stays simple and the reasons
 * carry the detail. Each has an IPP keyword and a sentence for people.
 */
typedef enum {
  FOYER_PRINTER_NO_REASON     = 0,
  FOYER_PRINTER_MEDIA_EMPTY   = 1 << 0,   /* media-empty */
  FOYER_PRINTER_MEDIA_NEEDED  = 1 << 1,   /* media-needed: another size or roll */
  FOYER_PRINTER_MEDIA_LOW     = 1 << 2,   /* media-low: a warning, it prints on */
  FOYER_PRINTER_MEDIA_JAM     = 1 << 3,   /* media-jam */
  FOYER_PRINTER_COVER_OPEN    = 1 << 4,   /* cover-open, door-open, interlock-open */
  FOYER_PRINTER_MARKER_EMPTY  = 1 << 5,   /* marker-supply-empty, toner-empty */
  FOYER_PRINTER_MARKER_LOW    = 1 << 6,   /* marker-supply-low, toner-low */
  FOYER_PRINTER_PAUSED        = 1 << 7,   /* paused, moving-to-paused */
  FOYER_PRINTER_OFFLINE       = 1 << 8,   /* offline, shutdown, timed-out */
  FOYER_PRINTER_OUTPUT_FULL   = 1 << 9,   /* output-area-full */
  FOYER_PRINTER_HELD          = 1 << 10,  /* job-hold-until-specified: the job, not the printer */
  FOYER_PRINTER_UNREACHABLE   = 1 << 11,  /* our own: no cable, no power or no network */
  FOYER_PRINTER_OTHER         = 1 << 12,  /* anything else that is an error */
  FOYER_PRINTER_UNTRUSTED     = 1 << 13,  /* our own: somebody else answers in its name */
  FOYER_PRINTER_NOT_ACCEPTING = 1 << 14,  /* our own: it takes no jobs at all */
} FoyerPrinterReasons;

typedef enum {
  FOYER_PRINTER_UNKNOWN_STATE,            /* never reached yet */
  FOYER_PRINTER_IDLE,
  FOYER_PRINTER_PROCESSING,
  FOYER_PRINTER_STOPPED,
} FoyerPrinterState;

typedef struct {
  FoyerPrinterState   state;
  FoyerPrinterReasons reasons;
} FoyerPrinterStatus;

typedef enum {
  FOYER_PRINTER_JOB_PENDING,              /* waits inside the printer, or is held there */
  FOYER_PRINTER_JOB_PROCESSING,
  FOYER_PRINTER_JOB_COMPLETED,            /* the paper is out: the printer says so */
  FOYER_PRINTER_JOB_ABORTED,              /* the printer gave it up */
  FOYER_PRINTER_JOB_CANCELED,             /* a person gave it up */
  FOYER_PRINTER_JOB_DOUBTFUL,             /* over, with errors: a person looks at the paper */
  FOYER_PRINTER_JOB_INCOMING,             /* the printer waits for the rest of the document */
} FoyerPrinterJobState;

typedef struct {
  int                  id;                /* the printer's own number */
  FoyerPrinterJobState state;
  FoyerPrinterReasons  reasons;           /* the job's own; see the printer's too */
} FoyerPrinterJob;

/**
 * FoyerPrinterFinding:
 * @FOYER_PRINTER_FOUND: the printer knows the job
 * @FOYER_PRINTER_ABSENT: it certainly never took the job: sending again is safe
 * @FOYER_PRINTER_UNSURE: it does not list the job, but may have forgotten it; a person decides
 */
typedef enum {
  FOYER_PRINTER_FOUND,
  FOYER_PRINTER_ABSENT,
  FOYER_PRINTER_UNSURE,
} FoyerPrinterFinding;

#define FOYER_TYPE_PRINTER (foyer_printer_get_type ())
G_DECLARE_INTERFACE (FoyerPrinter, foyer_printer, FOYER, PRINTER, GObject)

/* All of them block, for a few seconds at the longest, and are called on one thread only. */
struct _FoyerPrinterInterface {
  GTypeInterface parent_iface;

  gboolean (*probe)  (FoyerPrinter *self, FoyerPrinterStatus *status, GError **error);
  gboolean (*accept) (FoyerPrinter *self, FoyerDocument *document, GError **error);
  gboolean (*turns)  (FoyerPrinter *self, FoyerDocument *document);
  gboolean (*print)  (FoyerPrinter *self, FoyerDocument *document, const char *job_name,
                      guint copies, FoyerPrinterJob *job, GError **error);
  gboolean (*watch)  (FoyerPrinter *self, int job_id, const char *job_name, FoyerPrinterJob *job,
                      GError **error);
  gboolean (*find)   (FoyerPrinter *self, const char *job_name, gint64 sent_us,
                      FoyerPrinterFinding *finding, FoyerPrinterJob *job, GError **error);
  gboolean (*cancel) (FoyerPrinter *self, int job_id, GError **error);
  void     (*forget) (FoyerPrinter *self, int job_id);
};

/**
 * foyer_printer_new_for_uri:
 * @uri: "ipp://host[:port]/ipp/print" or "ipps:…" speaks to a driverless printer (or a CUPS queue)
 *   directly; a host "Name._ipps._tcp.local" is wherever on the network it says it is; with "#" and
 *   the SHA-256 of its key behind an encrypted address, only to the printer that has this key;
 *   "file:///directory" writes a PDF for each job there
 *
 * Does not touch the printer yet.
 */
FoyerPrinter *foyer_printer_new_for_uri (const char *uri, GError **error)
  G_GNUC_WARN_UNUSED_RESULT;

/* What the printer says of itself. UNREACHABLE if it says nothing. Safe to repeat. */
gboolean foyer_printer_probe  (FoyerPrinter *self, FoyerPrinterStatus *status, GError **error);
/* Whether the printer takes pages of this size: MEDIA if not. Worth asking before doors open. */
gboolean foyer_printer_accept (FoyerPrinter *self, FoyerDocument *document, GError **error);
/* Whether the back comes out on the same sheet. Known once it has accepted a document. */
gboolean foyer_printer_turns  (FoyerPrinter *self, FoyerDocument *document);

/**
 * foyer_printer_print:
 * @job_name: an id; a printer shows and keeps job names, so never a person's name
 * @job: (out): the printer's number for it
 *
 * Hands the document over. NOT safe to repeat after LOST: ask foyer_printer_find() first. After
 * UNREACHABLE, BUSY, MEDIA and REFUSED nothing will come out.
 */
gboolean foyer_printer_print  (FoyerPrinter *self, FoyerDocument *document, const char *job_name,
                               guint copies, FoyerPrinterJob *job, GError **error);
/* How far a job is. GONE if the printer has forgotten it, or gives its number to one of another
 * name. Safe to repeat. */
gboolean foyer_printer_watch  (FoyerPrinter *self, int job_id, const char *job_name,
                               FoyerPrinterJob *job, GError **error);

/**
 * foyer_printer_find:
 * @sent_us: a moment before the job was sent, microseconds since the epoch
 *
 * Asks the printer whether it took a job of this name. Safe to repeat.
 */
gboolean foyer_printer_find   (FoyerPrinter *self, const char *job_name, gint64 sent_us,
                               FoyerPrinterFinding *finding, FoyerPrinterJob *job, GError **error);
gboolean foyer_printer_cancel (FoyerPrinter *self, int job_id, GError **error);
/* What became of the job is known for good: whoever keeps its document is to throw it away. */
void     foyer_printer_forget (FoyerPrinter *self, int job_id);

/* Something keeps it from printing. Supplies that run low do not. */
gboolean            foyer_printer_status_is_trouble   (FoyerPrinterStatus status);

/* From IPP's printer-state-reasons or job-state-reasons; "-error", "-warning" and "-report" are
 * understood. "none" and what reports no trouble is FOYER_PRINTER_NO_REASON. */
FoyerPrinterReasons foyer_printer_reason_from_keyword (const char *keyword);
/* The IPP keyword of one reason. */
const char         *foyer_printer_reason_to_keyword   (FoyerPrinterReasons reason);
/* What to do about one reason, in the user's language, for the volunteer. */
const char         *foyer_printer_reason_to_text      (FoyerPrinterReasons reason);
/* The one of several that a person should see to first; 0 if there is none. */
FoyerPrinterReasons foyer_printer_reasons_first       (FoyerPrinterReasons reasons);

G_END_DECLS
