/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-ipp-printer"

#include "printer-private.h"

#include "ipp-media-private.h"

#include <cups/cups.h>
#include <math.h>
#include <string.h>

#define CONNECT_MS 2000
#define ANSWER_SECONDS 4.0
#define USER "foyer"
/* Printers forget finished jobs. The least that is seen in the field is a minute. */
#define HISTORY_US (45 * G_USEC_PER_SEC)
/* A "seconds since power-on" of ten years is a clock, and says nothing of power-on. */
#define UP_TIME_MAX (10 * 365 * 24 * 3600)

#define FOYER_TYPE_IPP_PRINTER (foyer_ipp_printer_get_type ())
G_DECLARE_FINAL_TYPE (FoyerIppPrinter, foyer_ipp_printer, FOYER, IPP_PRINTER, GObject)

/**
 * FoyerIppPrinter:
 *
 * A driverless printer, or a CUPS queue, spoken to directly. What it can do is asked once.
 */
struct _FoyerIppPrinter {
  GObject        parent_instance;

  char          *uri;
  char           host[256];
  int            port;
  char           resource[1024];
  gboolean       encrypted;

  http_t        *http;
  gboolean       used;          /* @http has carried an exchange, so it may have gone stale */
  ipp_t         *abilities;
  FoyerIppFormat format;
};

static int
on_timeout (http_t *http, void *user_data)
{
  return 0;
}

/* Nobody sits at a kiosk to type a printer's password. */
static const char *
no_password (const char *prompt, http_t *http, const char *method, const char *resource,
             void *user_data)
{
  return NULL;
}

static void
hang_up (FoyerIppPrinter *self)
{
  g_clear_pointer (&self->http, httpClose);
  self->used = FALSE;
}

static gboolean
connect_printer (FoyerIppPrinter *self, GError **error)
{
  if (self->http != NULL)
    return TRUE;
  cupsSetPasswordCB2 (no_password, NULL);
  self->http = httpConnect2 (self->host, self->port, NULL, AF_UNSPEC,
                             self->encrypted ? HTTP_ENCRYPTION_ALWAYS
                                             : HTTP_ENCRYPTION_IF_REQUESTED,
                             1, CONNECT_MS, NULL);
  if (self->http == NULL) {
    g_set_error (error, FOYER_PRINTING_ERROR, FOYER_PRINTING_ERROR_UNREACHABLE,
                 "printer %s: %s", self->uri, cupsLastErrorString ());
    return FALSE;
  }
  httpSetTimeout (self->http, ANSWER_SECONDS, on_timeout, NULL);
  return TRUE;
}

/* IPP's answers to ours; everything else is REFUSED. */
static const struct {
  ipp_status_t       status;
  FoyerPrintingError code;
} status_table[] = {
  { IPP_STATUS_ERROR_BUSY,                FOYER_PRINTING_ERROR_BUSY },
  { IPP_STATUS_ERROR_SERVICE_UNAVAILABLE, FOYER_PRINTING_ERROR_BUSY },
  { IPP_STATUS_ERROR_NOT_ACCEPTING_JOBS,  FOYER_PRINTING_ERROR_BUSY },
  { IPP_STATUS_ERROR_TEMPORARY,           FOYER_PRINTING_ERROR_BUSY },
  { IPP_STATUS_ERROR_DEVICE,              FOYER_PRINTING_ERROR_BUSY },
  { IPP_STATUS_ERROR_TOO_MANY_JOBS,       FOYER_PRINTING_ERROR_BUSY },
  { IPP_STATUS_ERROR_INTERNAL,            FOYER_PRINTING_ERROR_LOST },
  { IPP_STATUS_ERROR_NOT_FOUND,           FOYER_PRINTING_ERROR_GONE },
  { IPP_STATUS_ERROR_GONE,                FOYER_PRINTING_ERROR_GONE },
};

static gboolean
check_status (FoyerIppPrinter *self, ipp_t *response, GError **error)
{
  ipp_status_t status = ippGetStatusCode (response);
  FoyerPrintingError code = FOYER_PRINTING_ERROR_REFUSED;

  if (status < IPP_STATUS_REDIRECTION_OTHER_SITE)
    return TRUE;
  for (gsize i = 0; i < G_N_ELEMENTS (status_table); i++)
    if (status_table[i].status == status)
      code = status_table[i].code;
  g_set_error (error, FOYER_PRINTING_ERROR, code, "printer %s: %s", self->uri,
               ippErrorString (status));
  return FALSE;
}

static gboolean
send_request (FoyerIppPrinter *self, ipp_t *request, GBytes *document)
{
  gsize size = document != NULL ? g_bytes_get_size (document) : 0;
  http_status_t status =
    cupsSendRequest (self->http, request, self->resource, ippLength (request) + size);

  if (status != HTTP_STATUS_CONTINUE)
    return FALSE;
  return size == 0 || cupsWriteRequestData (self->http, g_bytes_get_data (document, NULL), size)
                        == HTTP_STATUS_CONTINUE;
}

/* One request, one answer, never repeated. @code is what silence means. */
static ipp_t *
exchange_once (FoyerIppPrinter *self, ipp_t *request, GBytes *document, FoyerPrintingError code,
               GError **error)
{
  ipp_t *response = NULL;

  if (!connect_printer (self, error))
    return NULL;
  if (send_request (self, request, document))
    response = cupsGetResponse (self->http, self->resource);
  self->used = TRUE;
  if (response == NULL) {
    g_set_error (error, FOYER_PRINTING_ERROR, code, "printer %s: %s", self->uri,
                 cupsLastErrorString ());
    hang_up (self);
    return NULL;
  }
  if (check_status (self, response, error))
    return response;
  ippDelete (response);
  return NULL;
}

/* For questions. A connection that the printer closed meanwhile is no failure yet. */
static ipp_t *
ask (FoyerIppPrinter *self, ipp_t *request, GError **error)
{
  g_autoptr (GError) reason = NULL;
  gboolean may_be_stale = self->used;
  ipp_t *response =
    exchange_once (self, request, NULL, FOYER_PRINTING_ERROR_UNREACHABLE, &reason);

  if (response == NULL && may_be_stale && self->http == NULL) {
    g_clear_error (&reason);
    response = exchange_once (self, request, NULL, FOYER_PRINTING_ERROR_UNREACHABLE, &reason);
  }
  ippDelete (request);
  if (response == NULL)
    g_propagate_error (error, g_steal_pointer (&reason));
  return response;
}

static ipp_t *
new_request (FoyerIppPrinter *self, ipp_op_t operation)
{
  ipp_t *request = ippNewRequest (operation);

  ippAddString (request, IPP_TAG_OPERATION, IPP_TAG_URI, "printer-uri", NULL, self->uri);
  return request;
}

static void
add_user (ipp_t *request)
{
  ippAddString (request, IPP_TAG_OPERATION, IPP_TAG_NAME, "requesting-user-name", NULL, USER);
}

static ipp_t *
ask_printer (FoyerIppPrinter *self, int n_names, const char *const *names, GError **error)
{
  ipp_t *request = new_request (self, IPP_OP_GET_PRINTER_ATTRIBUTES);

  add_user (request);
  ippAddStrings (request, IPP_TAG_OPERATION, IPP_TAG_KEYWORD, "requested-attributes", n_names,
                 NULL, names);
  return ask (self, request, error);
}

static FoyerPrinterReasons
read_reasons (ipp_t *response, const char *name)
{
  ipp_attribute_t *list = ippFindAttribute (response, name, IPP_TAG_KEYWORD);
  FoyerPrinterReasons reasons = FOYER_PRINTER_NO_REASON;

  for (int i = 0; list != NULL && i < ippGetCount (list); i++)
    reasons |= foyer_printer_reason_from_keyword (ippGetString (list, i, NULL));
  return reasons;
}

static int
read_integer (ipp_t *response, const char *name, int otherwise)
{
  ipp_attribute_t *attribute = ippFindAttribute (response, name, IPP_TAG_ZERO);

  return attribute != NULL ? ippGetInteger (attribute, 0) : otherwise;
}

static FoyerPrinterState
printer_state (int state)
{
  switch ((ipp_pstate_t) state) {
  case IPP_PSTATE_IDLE:
    return FOYER_PRINTER_IDLE;
  case IPP_PSTATE_PROCESSING:
    return FOYER_PRINTER_PROCESSING;
  case IPP_PSTATE_STOPPED:
    return FOYER_PRINTER_STOPPED;
  default:
    return FOYER_PRINTER_UNKNOWN_STATE;
  }
}

static gboolean
probe (FoyerPrinter *printer, FoyerPrinterStatus *status, GError **error)
{
  static const char *const names[] = { "printer-state", "printer-state-reasons" };
  ipp_t *response =
    ask_printer (FOYER_IPP_PRINTER (printer), G_N_ELEMENTS (names), names, error);

  if (response == NULL)
    return FALSE;
  status->state = printer_state (read_integer (response, "printer-state", 0));
  status->reasons = read_reasons (response, "printer-state-reasons");
  ippDelete (response);
  return TRUE;
}

static gboolean
learn (FoyerIppPrinter *self, GError **error)
{
  static const char *const names[] = {
    "document-format-supported", "media-col-database", "media-ready", "media-size-supported",
    "media-supported", "print-scaling-supported", "printer-resolution-supported",
    "pwg-raster-document-resolution-supported", "pwg-raster-document-type-supported",
  };
  ipp_t *abilities;

  if (self->abilities != NULL)
    return TRUE;
  abilities = ask_printer (self, G_N_ELEMENTS (names), names, error);
  if (abilities == NULL)
    return FALSE;
  if (!foyer_ipp_choose_format (abilities, &self->format, error)) {
    ippDelete (abilities);
    return FALSE;
  }
  self->abilities = abilities;
  return TRUE;
}

static int
hundredths (double mm)
{
  return (int) round (mm * 100);
}

static gboolean
accept_size (FoyerIppPrinter *self, FoyerDocument *document, gboolean *borderless, GError **error)
{
  int width = hundredths (foyer_document_get_width (document));
  int height = hundredths (foyer_document_get_height (document));

  if (!learn (self, error))
    return FALSE;
  if (foyer_ipp_choose_media (self->abilities, width, height, borderless, error))
    return TRUE;
  /* Somebody may be putting the right roll in at this moment. */
  g_clear_pointer (&self->abilities, ippDelete);
  return FALSE;
}

static gboolean
accept_document (FoyerPrinter *printer, FoyerDocument *document, GError **error)
{
  gboolean borderless;

  return accept_size (FOYER_IPP_PRINTER (printer), document, &borderless, error);
}

static GBytes *
make_bytes (FoyerIppPrinter *self, FoyerDocument *document, GError **error)
{
  if (strcmp (self->format.mime, "application/pdf") == 0)
    return foyer_document_to_pdf (document, error);
  return foyer_document_to_pwg (document, self->format.x_dpi, self->format.y_dpi,
                                self->format.colour, NULL, error);
}

static void
add_media (ipp_t *request, FoyerDocument *document, gboolean borderless)
{
  static const char *const margins[] = { "media-top-margin", "media-bottom-margin",
                                         "media-left-margin", "media-right-margin" };
  ipp_t *media = ippNew ();
  ipp_t *size = ippNew ();

  ippAddInteger (size, IPP_TAG_ZERO, IPP_TAG_INTEGER, "x-dimension",
                 hundredths (foyer_document_get_width (document)));
  ippAddInteger (size, IPP_TAG_ZERO, IPP_TAG_INTEGER, "y-dimension",
                 hundredths (foyer_document_get_height (document)));
  ippAddCollection (media, IPP_TAG_ZERO, "media-size", size);
  for (gsize i = 0; borderless && i < G_N_ELEMENTS (margins); i++)
    ippAddInteger (media, IPP_TAG_ZERO, IPP_TAG_INTEGER, margins[i], 0);
  ippAddCollection (request, IPP_TAG_JOB, "media-col", media);
  ippDelete (size);
  ippDelete (media);
}

static ipp_t *
print_request (FoyerIppPrinter *self, FoyerDocument *document, const char *job_name, guint copies,
               gboolean borderless)
{
  ipp_t *request = new_request (self, IPP_OP_PRINT_JOB);
  ipp_attribute_t *scaling =
    ippFindAttribute (self->abilities, "print-scaling-supported", IPP_TAG_KEYWORD);

  add_user (request);
  ippAddString (request, IPP_TAG_OPERATION, IPP_TAG_NAME, "job-name", NULL, job_name);
  ippAddString (request, IPP_TAG_OPERATION, IPP_TAG_MIMETYPE, "document-format", NULL,
                self->format.mime);
  if (copies > 1)
    ippAddInteger (request, IPP_TAG_JOB, IPP_TAG_INTEGER, "copies", (int) copies);
  add_media (request, document, borderless);
  if (scaling != NULL && ippContainsString (scaling, "none"))
    ippAddString (request, IPP_TAG_JOB, IPP_TAG_KEYWORD, "print-scaling", NULL, "none");
  return request;
}

static FoyerPrinterJobState
job_state (int state)
{
  switch ((ipp_jstate_t) state) {
  case IPP_JSTATE_PENDING:
  case IPP_JSTATE_HELD:
    return FOYER_PRINTER_JOB_PENDING;
  case IPP_JSTATE_CANCELED:
    return FOYER_PRINTER_JOB_CANCELED;
  case IPP_JSTATE_ABORTED:
    return FOYER_PRINTER_JOB_ABORTED;
  case IPP_JSTATE_COMPLETED:
    return FOYER_PRINTER_JOB_COMPLETED;
  case IPP_JSTATE_PROCESSING:
  case IPP_JSTATE_STOPPED:
  default:
    return FOYER_PRINTER_JOB_PROCESSING;
  }
}

static void
read_job (ipp_t *response, FoyerPrinterJob *job)
{
  int state = read_integer (response, "job-state", IPP_JSTATE_PENDING);

  job->state = job_state (state);
  job->reasons = read_reasons (response, "job-state-reasons");
  if (state == IPP_JSTATE_HELD)
    job->reasons |= FOYER_PRINTER_HELD;
}

static gboolean
print (FoyerPrinter *printer, FoyerDocument *document, const char *job_name, guint copies,
       FoyerPrinterJob *job, GError **error)
{
  FoyerIppPrinter *self = FOYER_IPP_PRINTER (printer);
  gboolean borderless;
  g_autoptr (GBytes) bytes = NULL;
  ipp_t *request, *response;

  if (!accept_size (self, document, &borderless, error))
    return FALSE;
  bytes = make_bytes (self, document, error);
  if (bytes == NULL)
    return FALSE;
  request = print_request (self, document, job_name, copies, borderless);
  response = exchange_once (self, request, bytes, FOYER_PRINTING_ERROR_LOST, error);
  ippDelete (request);
  if (response == NULL)
    return FALSE;
  job->id = read_integer (response, "job-id", 0);
  read_job (response, job);
  ippDelete (response);
  if (job->id != 0)
    return TRUE;
  g_set_error (error, FOYER_PRINTING_ERROR, FOYER_PRINTING_ERROR_LOST,
               "printer %s took a job and gave it no number", self->uri);
  return FALSE;
}

/* A printer that was switched off counts its jobs from 1 again. */
static gboolean
has_name (ipp_t *response, const char *job_name)
{
  ipp_attribute_t *name = ippFindAttribute (response, "job-name", IPP_TAG_ZERO);

  return name == NULL || g_strcmp0 (ippGetString (name, 0, NULL), job_name) == 0;
}

static gboolean
watch (FoyerPrinter *printer, int job_id, const char *job_name, FoyerPrinterJob *job,
       GError **error)
{
  static const char *const names[] = { "job-id", "job-name", "job-state", "job-state-reasons" };
  FoyerIppPrinter *self = FOYER_IPP_PRINTER (printer);
  ipp_t *request = new_request (self, IPP_OP_GET_JOB_ATTRIBUTES);
  ipp_t *response;
  gboolean known;

  ippAddInteger (request, IPP_TAG_OPERATION, IPP_TAG_INTEGER, "job-id", job_id);
  add_user (request);
  ippAddStrings (request, IPP_TAG_OPERATION, IPP_TAG_KEYWORD, "requested-attributes",
                 G_N_ELEMENTS (names), NULL, names);
  response = ask (self, request, error);
  if (response == NULL)
    return FALSE;
  job->id = job_id;
  read_job (response, job);
  known = has_name (response, job_name);
  ippDelete (response);
  if (!known)
    g_set_error (error, FOYER_PRINTING_ERROR, FOYER_PRINTING_ERROR_GONE,
                 "printer %s: number %d is another job now", self->uri, job_id);
  return known;
}

/* One job of a Get-Jobs answer; moves on to the next. */
static gboolean
next_job (ipp_t *response, ipp_attribute_t **cursor, FoyerPrinterJob *job, const char **name)
{
  ipp_attribute_t *attribute = *cursor;
  int state = 0;

  *job = (FoyerPrinterJob) { 0 };
  *name = NULL;
  while (attribute != NULL && ippGetGroupTag (attribute) != IPP_TAG_JOB)
    attribute = ippNextAttribute (response);
  if (attribute == NULL)
    return FALSE;
  for (; attribute != NULL && ippGetGroupTag (attribute) == IPP_TAG_JOB;
       attribute = ippNextAttribute (response)) {
    if (g_strcmp0 (ippGetName (attribute), "job-id") == 0)
      job->id = ippGetInteger (attribute, 0);
    else if (g_strcmp0 (ippGetName (attribute), "job-name") == 0)
      *name = ippGetString (attribute, 0, NULL);
    else if (g_strcmp0 (ippGetName (attribute), "job-state") == 0)
      state = ippGetInteger (attribute, 0);
  }
  job->state = job_state (state);
  *cursor = attribute;
  return TRUE;
}

/* The newest job of that name among the finished or the unfinished ones. */
static gboolean
search (FoyerIppPrinter *self, const char *which, const char *job_name, gboolean *found,
        FoyerPrinterJob *job, GError **error)
{
  static const char *const names[] = { "job-id", "job-name", "job-state" };
  ipp_t *request = new_request (self, IPP_OP_GET_JOBS);
  ipp_t *response;
  ipp_attribute_t *cursor;
  FoyerPrinterJob candidate;
  const char *name;

  add_user (request);
  ippAddString (request, IPP_TAG_OPERATION, IPP_TAG_KEYWORD, "which-jobs", NULL, which);
  ippAddStrings (request, IPP_TAG_OPERATION, IPP_TAG_KEYWORD, "requested-attributes",
                 G_N_ELEMENTS (names), NULL, names);
  response = ask (self, request, error);
  if (response == NULL)
    return FALSE;
  cursor = ippFirstAttribute (response);
  while (next_job (response, &cursor, &candidate, &name)) {
    if (g_strcmp0 (name, job_name) != 0 || (*found && candidate.id < job->id))
      continue;
    *found = TRUE;
    *job = candidate;
  }
  ippDelete (response);
  return TRUE;
}

/* Whether the printer still knows of everything it took since @sent_us. */
static gboolean
remembers (FoyerIppPrinter *self, gint64 sent_us, gboolean *certain, GError **error)
{
  static const char *const names[] = { "printer-up-time" };
  gint64 now_us = g_get_real_time ();
  ipp_t *response = ask_printer (self, G_N_ELEMENTS (names), names, error);
  int up_seconds;

  if (response == NULL)
    return FALSE;
  up_seconds = read_integer (response, "printer-up-time", 0);
  ippDelete (response);
  *certain = now_us >= sent_us && now_us - sent_us < HISTORY_US && up_seconds < UP_TIME_MAX
             && (up_seconds - 1) * G_USEC_PER_SEC > now_us - sent_us;
  return TRUE;
}

static gboolean
find (FoyerPrinter *printer, const char *job_name, gint64 sent_us, FoyerPrinterFinding *finding,
      FoyerPrinterJob *job, GError **error)
{
  FoyerIppPrinter *self = FOYER_IPP_PRINTER (printer);
  gboolean found = FALSE;
  gboolean certain = FALSE;

  /* In this order: a job that finishes between the two questions is in the second answer. */
  if (!search (self, "not-completed", job_name, &found, job, error)
      || (!found && !search (self, "completed", job_name, &found, job, error)))
    return FALSE;
  *finding = FOYER_PRINTER_FOUND;
  if (found)
    return TRUE;
  if (!remembers (self, sent_us, &certain, error))
    return FALSE;
  *finding = certain ? FOYER_PRINTER_ABSENT : FOYER_PRINTER_UNSURE;
  return TRUE;
}

static gboolean
cancel (FoyerPrinter *printer, int job_id, GError **error)
{
  FoyerIppPrinter *self = FOYER_IPP_PRINTER (printer);
  ipp_t *request = new_request (self, IPP_OP_CANCEL_JOB);
  ipp_t *response;

  ippAddInteger (request, IPP_TAG_OPERATION, IPP_TAG_INTEGER, "job-id", job_id);
  add_user (request);
  response = ask (self, request, error);
  if (response == NULL)
    return FALSE;
  ippDelete (response);
  return TRUE;
}

static void
printer_iface_init (FoyerPrinterInterface *iface)
{
  iface->probe = probe;
  iface->accept = accept_document;
  iface->print = print;
  iface->watch = watch;
  iface->find = find;
  iface->cancel = cancel;
}

G_DEFINE_TYPE_WITH_CODE (FoyerIppPrinter, foyer_ipp_printer, G_TYPE_OBJECT,
                         G_IMPLEMENT_INTERFACE (FOYER_TYPE_PRINTER, printer_iface_init))

static void
foyer_ipp_printer_finalize (GObject *object)
{
  FoyerIppPrinter *self = FOYER_IPP_PRINTER (object);

  hang_up (self);
  g_clear_pointer (&self->abilities, ippDelete);
  g_free (self->uri);
  G_OBJECT_CLASS (foyer_ipp_printer_parent_class)->finalize (object);
}

static void
foyer_ipp_printer_class_init (FoyerIppPrinterClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = foyer_ipp_printer_finalize;
}

static void
foyer_ipp_printer_init (FoyerIppPrinter *self)
{
}

FoyerPrinter *
foyer_ipp_printer_new (const char *uri, GError **error)
{
  g_autoptr (FoyerIppPrinter) self = g_object_new (FOYER_TYPE_IPP_PRINTER, NULL);
  char scheme[16];
  char user[64];

  if (httpSeparateURI (HTTP_URI_CODING_ALL, uri, scheme, sizeof scheme, user, sizeof user,
                       self->host, sizeof self->host, &self->port, self->resource,
                       sizeof self->resource) < HTTP_URI_STATUS_OK) {
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                 "printer address \"%s\" is not well formed", uri);
    return NULL;
  }
  self->uri = g_strdup (uri);
  self->encrypted = strcmp (scheme, "ipps") == 0;
  return FOYER_PRINTER (g_steal_pointer (&self));
}
