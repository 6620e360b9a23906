/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-ipp-printer"

#include "printer-private.h"

#include "ipp-client-private.h"
#include "ipp-job-private.h"
#include "ipp-media-private.h"

#include <string.h>

#define USER "foyer"
/* Somebody may put another roll in. */
#define LEARN_EVERY_US (10 * G_USEC_PER_SEC)
/* Printers forget finished jobs. The least that is seen in the field is a minute. */
#define HISTORY_US (45 * G_USEC_PER_SEC)
/* A "seconds since power-on" of ten years is a clock, and says nothing of power-on. */
#define UP_TIME_MAX (10 * 365 * 24 * 3600)

#define FOYER_TYPE_IPP_PRINTER (foyer_ipp_printer_get_type ())
G_DECLARE_FINAL_TYPE (FoyerIppPrinter, foyer_ipp_printer, FOYER, IPP_PRINTER, GObject)

/**
 * FoyerIppPrinter:
 *
 * A driverless printer, or a CUPS queue, spoken to directly.
 */
struct _FoyerIppPrinter {
  GObject         parent_instance;

  FoyerIppClient *client;
  ipp_t          *abilities;
  gint64          learnt_us;    /* monotonic */
  FoyerIppFormat  format;
};

static ipp_t *
new_request (FoyerIppPrinter *self, ipp_op_t operation)
{
  return foyer_ipp_client_new_request (self->client, operation);
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
  return foyer_ipp_client_ask (self->client, request, error);
}

static gboolean
probe (FoyerPrinter *printer, FoyerPrinterStatus *status, GError **error)
{
  static const char *const names[] = { "printer-is-accepting-jobs", "printer-state",
                                       "printer-state-reasons" };
  ipp_t *response =
    ask_printer (FOYER_IPP_PRINTER (printer), G_N_ELEMENTS (names), names, error);

  if (response == NULL)
    return FALSE;
  *status = foyer_ipp_read_status (response);
  ippDelete (response);
  return TRUE;
}

static gboolean
learn (FoyerIppPrinter *self, GError **error)
{
  ipp_t *abilities;

  if (self->abilities != NULL
      && g_get_monotonic_time () - self->learnt_us < LEARN_EVERY_US)
    return TRUE;
  abilities = ask_printer (self, foyer_ipp_media_n_names, foyer_ipp_media_names, error);
  if (abilities == NULL)
    return FALSE;
  if (!foyer_ipp_choose_format (abilities, &self->format, error)) {
    ippDelete (abilities);
    return FALSE;
  }
  g_clear_pointer (&self->abilities, ippDelete);
  self->abilities = abilities;
  self->learnt_us = g_get_monotonic_time ();
  return TRUE;
}

static gboolean
accept_size (FoyerIppPrinter *self, FoyerDocument *document, gboolean *borderless, GError **error)
{
  if (!learn (self, error))
    return FALSE;
  if (foyer_ipp_choose_media (self->abilities,
                              foyer_ipp_hundredths (foyer_document_get_width (document)),
                              foyer_ipp_hundredths (foyer_document_get_height (document)),
                              borderless, error))
    return TRUE;
  /* Somebody may be putting the right one in at this moment. */
  g_clear_pointer (&self->abilities, ippDelete);
  return FALSE;
}

static gboolean
accept_document (FoyerPrinter *printer, FoyerDocument *document, GError **error)
{
  gboolean borderless;

  return accept_size (FOYER_IPP_PRINTER (printer), document, &borderless, error);
}

static gboolean
turns (FoyerPrinter *printer, FoyerDocument *document)
{
  FoyerIppPrinter *self = FOYER_IPP_PRINTER (printer);
  const char *sides = self->abilities != NULL
                        ? foyer_ipp_choose_sides (self->abilities, &self->format, document) : NULL;

  return sides != NULL && g_str_has_prefix (sides, "two-sided");
}

static ipp_t *
print_request (FoyerIppPrinter *self, FoyerDocument *document, const char *job_name, guint copies,
               gboolean borderless, const char *sides)
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
  foyer_ipp_add_media (request, document, borderless);
  if (sides != NULL)
    ippAddString (request, IPP_TAG_JOB, IPP_TAG_KEYWORD, "sides", NULL, sides);
  if (scaling != NULL && ippContainsString (scaling, "none"))
    ippAddString (request, IPP_TAG_JOB, IPP_TAG_KEYWORD, "print-scaling", NULL, "none");
  return request;
}

static int
read_id (ipp_t *response)
{
  ipp_attribute_t *id = ippFindAttribute (response, "job-id", IPP_TAG_INTEGER);

  return id != NULL ? ippGetInteger (id, 0) : 0;
}

static gboolean
print (FoyerPrinter *printer, FoyerDocument *document, const char *job_name, guint copies,
       FoyerPrinterJob *job, GError **error)
{
  FoyerIppPrinter *self = FOYER_IPP_PRINTER (printer);
  gboolean borderless;
  const char *sides;
  g_autoptr (GBytes) bytes = NULL;
  ipp_t *response;

  if (!accept_size (self, document, &borderless, error))
    return FALSE;
  sides = foyer_ipp_choose_sides (self->abilities, &self->format, document);
  bytes = foyer_ipp_make_bytes (&self->format, document, sides, error);
  if (bytes == NULL)
    return FALSE;
  response = foyer_ipp_client_send (self->client,
                                    print_request (self, document, job_name, copies, borderless, sides),
                                    bytes, error);
  if (response == NULL)
    return FALSE;
  job->id = read_id (response);
  foyer_ipp_read_job (response, job);
  ippDelete (response);
  if (job->id != 0)
    return TRUE;
  g_set_error (error, FOYER_PRINTING_ERROR, FOYER_PRINTING_ERROR_LOST,
               "printer %s took a job and gave it no number",
               foyer_ipp_client_get_uri (self->client));
  return FALSE;
}

static gboolean
watch (FoyerPrinter *printer, int job_id, const char *job_name, FoyerPrinterJob *job,
       GError **error)
{
  FoyerIppPrinter *self = FOYER_IPP_PRINTER (printer);
  ipp_t *request = new_request (self, IPP_OP_GET_JOB_ATTRIBUTES);
  ipp_t *response;
  gboolean known;

  ippAddInteger (request, IPP_TAG_OPERATION, IPP_TAG_INTEGER, "job-id", job_id);
  add_user (request);
  foyer_ipp_request_job_names (request);
  response = foyer_ipp_client_ask (self->client, request, error);
  if (response == NULL)
    return FALSE;
  job->id = job_id;
  foyer_ipp_read_job (response, job);
  known = foyer_ipp_has_name (response, job_name);
  ippDelete (response);
  if (!known)
    g_set_error (error, FOYER_PRINTING_ERROR, FOYER_PRINTING_ERROR_GONE,
                 "printer %s: number %d is another job now",
                 foyer_ipp_client_get_uri (self->client), job_id);
  return known;
}

/* Among the finished or the unfinished ones. */
static gboolean
search (FoyerIppPrinter *self, const char *which, const char *job_name, gboolean *found,
        FoyerPrinterJob *job, GError **error)
{
  ipp_t *request = new_request (self, IPP_OP_GET_JOBS);
  ipp_t *response;

  add_user (request);
  ippAddString (request, IPP_TAG_OPERATION, IPP_TAG_KEYWORD, "which-jobs", NULL, which);
  foyer_ipp_request_job_names (request);
  response = foyer_ipp_client_ask (self->client, request, error);
  if (response == NULL)
    return FALSE;
  *found = foyer_ipp_find_job (response, job_name, job);
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
  ipp_attribute_t *up_time;
  int up_seconds;

  if (response == NULL)
    return FALSE;
  up_time = ippFindAttribute (response, names[0], IPP_TAG_INTEGER);
  up_seconds = up_time != NULL ? ippGetInteger (up_time, 0) : 0;
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
  response = foyer_ipp_client_ask (self->client, request, error);
  if (response == NULL)
    return FALSE;
  ippDelete (response);
  return TRUE;
}

/* A print server keeps a finished job's document for a day unless it was told otherwise, and our
 * leave is enough for it to let go. Printers keep none. */
static void
forget (FoyerPrinter *printer, int job_id)
{
  FoyerIppPrinter *self = FOYER_IPP_PRINTER (printer);
  g_autoptr (GError) error = NULL;
  ipp_t *request, *response;

  if (!learn (self, NULL) || ippFindAttribute (self->abilities, FOYER_IPP_SERVER_ONLY, IPP_TAG_ZERO) == NULL)
    return;
  request = new_request (self, IPP_OP_CANCEL_JOB);
  ippAddInteger (request, IPP_TAG_OPERATION, IPP_TAG_INTEGER, "job-id", job_id);
  add_user (request);
  ippAddBoolean (request, IPP_TAG_OPERATION, "purge-job", 1);
  response = foyer_ipp_client_ask (self->client, request, &error);
  if (response == NULL)
    g_message ("%s: what it printed stays in its spool", error->message);
  ippDelete (response);
}

static void
printer_iface_init (FoyerPrinterInterface *iface)
{
  iface->probe = probe;
  iface->accept = accept_document;
  iface->turns = turns;
  iface->print = print;
  iface->watch = watch;
  iface->find = find;
  iface->cancel = cancel;
  iface->forget = forget;
}

G_DEFINE_TYPE_WITH_CODE (FoyerIppPrinter, foyer_ipp_printer, G_TYPE_OBJECT,
                         G_IMPLEMENT_INTERFACE (FOYER_TYPE_PRINTER, printer_iface_init))

static void
foyer_ipp_printer_finalize (GObject *object)
{
  FoyerIppPrinter *self = FOYER_IPP_PRINTER (object);

  g_clear_pointer (&self->client, foyer_ipp_client_free);
  g_clear_pointer (&self->abilities, ippDelete);
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
  FoyerIppClient *client = foyer_ipp_client_new (uri, error);
  FoyerIppPrinter *self;

  if (client == NULL)
    return NULL;
  self = g_object_new (FOYER_TYPE_IPP_PRINTER, NULL);
  self->client = client;
  return FOYER_PRINTER (self);
}
