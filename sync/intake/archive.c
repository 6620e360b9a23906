/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "archive-private.h"

#include <string.h>
#include <zip.h>

#define CHUNK_BYTES (64 * 1024)

/* All parts together. A table of 500 000 people is about 300 MiB of XML. */
#define MAX_BYTES (512 * 1024 * 1024)

/* A spreadsheet's XML packs to a tenth, a dull one to a fiftieth. */
#define MAX_RATIO 200
#define MAX_ANYWAY (16 * 1024 * 1024)

struct _FoyerArchive {
  char                   *file;
  GBytes                 *bytes;
  zip_t                  *zip;
  gsize                   n_read;
  /* While a part is parsed. */
  XML_Parser              parser;
  const FoyerArchivePart *callbacks;
  gpointer                user_data;
  gboolean                stopped;
  GError                 *failure;
};

static void
set_zip_error (const char *file, zip_error_t *reason, GError **error)
{
  g_set_error (error, FOYER_INTAKE_ERROR, FOYER_INTAKE_ERROR_TORN,
               "%s: the workbook is damaged (%s); export it again", file, zip_error_strerror (reason));
  zip_error_fini (reason);
}

FoyerArchive *
foyer_archive_open (GBytes *bytes, const char *file, GError **error)
{
  g_autoptr (FoyerArchive) self = g_new0 (FoyerArchive, 1);
  zip_source_t *source;
  zip_error_t reason;
  gsize length;
  const void *data = g_bytes_get_data (bytes, &length);

  self->file = g_strdup (file);
  self->bytes = g_bytes_ref (bytes);
  zip_error_init (&reason);
  source = zip_source_buffer_create (data, length, 0, &reason);
  self->zip = source ? zip_open_from_source (source, ZIP_RDONLY, &reason) : NULL;
  if (self->zip == NULL) {
    if (source != NULL)
      zip_source_free (source);
    set_zip_error (file, &reason, error);
    return NULL;
  }
  return g_steal_pointer (&self);
}

void
foyer_archive_close (FoyerArchive *self)
{
  if (self == NULL)
    return;
  if (self->zip != NULL)
    zip_discard (self->zip);
  g_bytes_unref (self->bytes);
  g_free (self->file);
  g_free (self);
}

gboolean
foyer_archive_has (FoyerArchive *self, const char *part)
{
  return zip_name_locate (self->zip, part, ZIP_FL_NOCASE) >= 0;
}

void
foyer_archive_stop (FoyerArchive *self, GError *error)
{
  /* Expat may still call back for what it has read; the first reason stands. */
  if (self->stopped) {
    g_clear_error (&error);
    return;
  }
  self->stopped = TRUE;
  self->failure = error;
  XML_StopParser (self->parser, XML_FALSE);
}

static const char *
local_name (const char *name)
{
  const char *colon = strrchr (name, ':');

  return colon ? colon + 1 : name;
}

const char *
foyer_archive_attribute (const char **attributes, const char *name)
{
  for (gsize i = 0; attributes[i] != NULL; i += 2) {
    if (strcmp (local_name (attributes[i]), name) == 0)
      return attributes[i + 1];
  }
  return NULL;
}

static void
on_start (void *user_data, const char *name, const char **attributes)
{
  FoyerArchive *self = user_data;

  if (!self->stopped && self->callbacks->start != NULL)
    self->callbacks->start (self->user_data, local_name (name), attributes);
}

static void
on_end (void *user_data, const char *name)
{
  FoyerArchive *self = user_data;

  if (!self->stopped && self->callbacks->end != NULL)
    self->callbacks->end (self->user_data, local_name (name));
}

static void
on_text (void *user_data, const char *text, int length)
{
  FoyerArchive *self = user_data;

  if (!self->stopped && self->callbacks->text != NULL)
    self->callbacks->text (self->user_data, text, length);
}

/* "list.xlsx: row 17, column C" or "list.xlsx". */
static char *
place (FoyerArchive *self)
{
  g_autofree char *where = self->callbacks->where ? self->callbacks->where (self->user_data) : NULL;

  return where ? g_strdup_printf ("%s: %s", self->file, where) : g_strdup (self->file);
}

/* No spreadsheet declares entities; whoever does has something in mind. */
static void
on_doctype (void *user_data, const char *name, const char *system_id, const char *public_id,
            int has_internal_subset)
{
  FoyerArchive *self = user_data;

  foyer_archive_stop (self, g_error_new (FOYER_INTAKE_ERROR, FOYER_INTAKE_ERROR_FORMAT,
                                         "%s: the workbook holds a document type; save it again "
                                         "with a spreadsheet program", self->file));
}

static gboolean
check_size (FoyerArchive *self, guint64 n_bytes, GError **error)
{
  guint64 packed = g_bytes_get_size (self->bytes);
  g_autofree char *at = NULL;

  if (n_bytes <= MAX_ANYWAY || (n_bytes <= MAX_BYTES && n_bytes / MAX_RATIO <= packed))
    return TRUE;
  at = place (self);
  g_set_error (error, FOYER_INTAKE_ERROR, FOYER_INTAKE_ERROR_TOO_LARGE,
               "%s: the workbook unpacks to far more than a table of people; export it as CSV", at);
  return FALSE;
}

static gboolean
parse_error (FoyerArchive *self, GError **error)
{
  g_autofree char *at = NULL;

  if (self->stopped) {
    if (self->failure != NULL)
      g_propagate_error (error, g_steal_pointer (&self->failure));
    return error == NULL || *error == NULL;
  }
  at = place (self);
  g_set_error (error, FOYER_INTAKE_ERROR, FOYER_INTAKE_ERROR_TORN,
               "%s: the workbook is torn here (%s); export it again", at,
               XML_ErrorString (XML_GetErrorCode (self->parser)));
  return FALSE;
}

static gboolean
read_error (FoyerArchive *self, zip_file_t *stream, GError **error)
{
  g_autofree char *at = place (self);

  g_set_error (error, FOYER_INTAKE_ERROR, FOYER_INTAKE_ERROR_TORN,
               "%s: the workbook is damaged here (%s); export it again", at,
               zip_file_strerror (stream));
  return FALSE;
}

static gboolean
parse_stream (FoyerArchive *self, zip_file_t *stream, GError **error)
{
  for (;;) {
    void *buffer = XML_GetBuffer (self->parser, CHUNK_BYTES);
    zip_int64_t n = buffer ? zip_fread (stream, buffer, CHUNK_BYTES) : -1;

    if (n < 0)
      return read_error (self, stream, error);
    self->n_read += (gsize) n;
    if (!check_size (self, self->n_read, error))
      return FALSE;
    if (XML_ParseBuffer (self->parser, (int) n, n == 0) == XML_STATUS_ERROR)
      return parse_error (self, error);
    if (n == 0)
      return TRUE;
  }
}

static zip_file_t *
open_part (FoyerArchive *self, const char *part, GError **error)
{
  zip_int64_t index = zip_name_locate (self->zip, part, ZIP_FL_NOCASE);
  zip_file_t *stream = NULL;
  zip_stat_t info;

  zip_stat_init (&info);
  if (index < 0 || zip_stat_index (self->zip, (zip_uint64_t) index, 0, &info) != 0) {
    g_set_error (error, FOYER_INTAKE_ERROR, FOYER_INTAKE_ERROR_TORN,
                 "%s: the workbook lacks its %s; export it again", self->file, part);
    return NULL;
  }
  if ((info.valid & ZIP_STAT_SIZE) && !check_size (self, self->n_read + info.size, error))
    return NULL;
  stream = zip_fopen_index (self->zip, (zip_uint64_t) index, 0);
  if (stream == NULL)
    g_set_error (error, FOYER_INTAKE_ERROR, FOYER_INTAKE_ERROR_TORN,
                 "%s: the workbook can't be opened (%s); save it without a password", self->file,
                 zip_strerror (self->zip));
  return stream;
}

gboolean
foyer_archive_parse (FoyerArchive *self, const char *part, const FoyerArchivePart *callbacks,
                     gpointer user_data, GError **error)
{
  zip_file_t *stream;
  gboolean whole;

  self->callbacks = callbacks;
  self->user_data = user_data;
  self->stopped = FALSE;
  stream = open_part (self, part, error);
  if (stream == NULL)
    return FALSE;
  self->parser = XML_ParserCreate (NULL);
  XML_SetUserData (self->parser, self);
  XML_SetElementHandler (self->parser, on_start, on_end);
  XML_SetCharacterDataHandler (self->parser, on_text);
  XML_SetStartDoctypeDeclHandler (self->parser, on_doctype);
  whole = parse_stream (self, stream, error);
  XML_ParserFree (self->parser);
  zip_fclose (stream);
  return whole;
}
