/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-file-printer"

#include "printer-private.h"

#include <errno.h>
#include <glib/gstdio.h>

#define FOYER_TYPE_FILE_PRINTER (foyer_file_printer_get_type ())
G_DECLARE_FINAL_TYPE (FoyerFilePrinter, foyer_file_printer, FOYER, FILE_PRINTER, GObject)

/**
 * FoyerFilePrinter:
 *
 * Writes one PDF a job into a directory. A file that is there is a badge that is out.
 */
struct _FoyerFilePrinter {
  GObject parent_instance;

  char   *directory;
  int     last_id;
};

static char *
path_for (FoyerFilePrinter *self, const char *job_name)
{
  g_autofree char *file = g_strconcat (job_name, ".pdf", NULL);

  return g_build_filename (self->directory, file, NULL);
}

static gboolean
probe (FoyerPrinter *printer, FoyerPrinterStatus *status, GError **error)
{
  FoyerFilePrinter *self = FOYER_FILE_PRINTER (printer);

  *status = (FoyerPrinterStatus) { FOYER_PRINTER_IDLE, FOYER_PRINTER_NO_REASON };
  if (g_access (self->directory, W_OK | X_OK) == 0)
    return TRUE;
  g_set_error (error, FOYER_PRINTING_ERROR, FOYER_PRINTING_ERROR_UNREACHABLE,
               "directory %s cannot be written to", self->directory);
  return FALSE;
}

static gboolean
accept_document (FoyerPrinter *printer, FoyerDocument *document, GError **error)
{
  return TRUE;
}

static gboolean
turns (FoyerPrinter *printer, FoyerDocument *document)
{
  return foyer_document_is_two_sided (document);
}

static gboolean
print (FoyerPrinter *printer, FoyerDocument *document, const char *job_name, guint copies,
       FoyerPrinterJob *job, GError **error)
{
  FoyerFilePrinter *self = FOYER_FILE_PRINTER (printer);
  g_autofree char *path = path_for (self, job_name);
  g_autoptr (GBytes) pdf = foyer_document_to_pdf (document, error);
  g_autoptr (GError) reason = NULL;

  if (pdf == NULL)
    return FALSE;
  /* Whole or not at all, so that find() may believe what it sees. */
  if (!g_file_set_contents_full (path, g_bytes_get_data (pdf, NULL),
                                 (gssize) g_bytes_get_size (pdf),
                                 G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE,
                                 0600, &reason)) {
    g_set_error (error, FOYER_PRINTING_ERROR, FOYER_PRINTING_ERROR_UNREACHABLE, "directory %s: %s",
                 self->directory, g_strerror (errno));
    return FALSE;
  }
  *job = (FoyerPrinterJob) { ++self->last_id, FOYER_PRINTER_JOB_COMPLETED, 0 };
  return TRUE;
}

static gboolean
watch (FoyerPrinter *printer, int job_id, const char *job_name, FoyerPrinterJob *job,
       GError **error)
{
  *job = (FoyerPrinterJob) { job_id, FOYER_PRINTER_JOB_COMPLETED, 0 };
  return TRUE;
}

static gboolean
find (FoyerPrinter *printer, const char *job_name, gint64 sent_us, FoyerPrinterFinding *finding,
      FoyerPrinterJob *job, GError **error)
{
  FoyerFilePrinter *self = FOYER_FILE_PRINTER (printer);
  g_autofree char *path = path_for (self, job_name);
  FoyerPrinterStatus status;

  if (!probe (printer, &status, error))
    return FALSE;
  *finding = g_file_test (path, G_FILE_TEST_EXISTS) ? FOYER_PRINTER_FOUND : FOYER_PRINTER_ABSENT;
  *job = (FoyerPrinterJob) { ++self->last_id, FOYER_PRINTER_JOB_COMPLETED, 0 };
  return TRUE;
}

static gboolean
cancel (FoyerPrinter *printer, int job_id, GError **error)
{
  g_set_error (error, FOYER_PRINTING_ERROR, FOYER_PRINTING_ERROR_GONE,
               "job %d is written already", job_id);
  return FALSE;
}

/* The file is what was asked for. */
static void
forget (FoyerPrinter *printer, int job_id)
{
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

G_DEFINE_TYPE_WITH_CODE (FoyerFilePrinter, foyer_file_printer, G_TYPE_OBJECT,
                         G_IMPLEMENT_INTERFACE (FOYER_TYPE_PRINTER, printer_iface_init))

static void
foyer_file_printer_finalize (GObject *object)
{
  g_free (FOYER_FILE_PRINTER (object)->directory);
  G_OBJECT_CLASS (foyer_file_printer_parent_class)->finalize (object);
}

static void
foyer_file_printer_class_init (FoyerFilePrinterClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = foyer_file_printer_finalize;
}

static void
foyer_file_printer_init (FoyerFilePrinter *self)
{
}

FoyerPrinter *
foyer_file_printer_new (const char *uri, GError **error)
{
  g_autofree char *directory = g_filename_from_uri (uri, NULL, error);
  FoyerFilePrinter *self;

  if (directory == NULL)
    return NULL;
  self = g_object_new (FOYER_TYPE_FILE_PRINTER, NULL);
  self->directory = g_steal_pointer (&directory);
  return FOYER_PRINTER (self);
}
