/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "workbook-private.h"

#include "archive-private.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define WORKBOOK "xl/workbook.xml"
#define RELATIONS "xl/_rels/workbook.xml.rels"
#define STRINGS "xl/sharedStrings.xml"
#define STYLES "xl/styles.xml"

/* More than any spreadsheet has. */
#define MAX_ROW 1048576

/* From here on a double misses whole numbers. */
#define EXACT 1e15

#define DAY_S 86400.0
#define LAST_DAY 2958465.0   /* 9999-12-31 */
#define DAYS_TO_1904 1462

typedef struct {
  char *name;
  char *relation;
} Sheet;

/* A workbook under way. */
typedef struct {
  const char   *file;
  FoyerArchive *archive;
  GArray       *sheets;        /* of Sheet: the visible ones */
  GHashTable   *relations;     /* of char *, to the part of a worksheet */
  gboolean      from_1904;
  GStringChunk *texts;
  GPtrArray    *strings;       /* of char *, in @texts */
  gsize         n_text;
  GHashTable   *date_formats;  /* of GINT: numbers of the workbook's own date formats */
  GArray       *styles;        /* of gboolean: whether it shows a date */
  gboolean      in_styles;

  /* Where in a part reading is. */
  GString      *text;
  gboolean      takes_text;
  guint         silent;        /* within how many <rPh>: how something is pronounced */

  FoyerReading *reading;
  GPtrArray    *cells;         /* (nullable elements): of the row under way, owned */
  gint64        row;
  guint         column;
  char          type[12];
  guint         style;
} Workbook;

gboolean
foyer_workbook_is_one (GBytes *bytes)
{
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);

  return length >= 4 && memcmp (data, "PK\003\004", 4) == 0;
}

static void
clear_sheet (gpointer data)
{
  Sheet *self = data;

  g_free (self->name);
  g_free (self->relation);
}

static guint
number_of (const char *text, guint fallback)
{
  guint64 number = 0;

  return text != NULL && g_ascii_string_to_unsigned (text, 10, 0, G_MAXINT32, &number, NULL)
           ? (guint) number : fallback;
}

static gboolean
is_true (const char *text)
{
  return text != NULL && (strcmp (text, "1") == 0 || strcmp (text, "true") == 0);
}

static gboolean
too_large (Workbook *self, gint64 row)
{
  if (self->n_text <= FOYER_TABLE_MAX_BYTES && row <= MAX_ROW)
    return FALSE;
  foyer_archive_stop (self->archive,
                      g_error_new (FOYER_INTAKE_ERROR, FOYER_INTAKE_ERROR_TOO_LARGE,
                                   "%s: row %" G_GINT64_FORMAT ": more than %d rows or %d MiB of "
                                   "text; split the file", self->file, row, MAX_ROW,
                                   FOYER_TABLE_MAX_BYTES >> 20));
  return TRUE;
}

/* The workbook: which sheets there are. */

static void
on_workbook (gpointer user_data, const char *name, const char **attributes)
{
  Workbook *self = user_data;
  const char *state = foyer_archive_attribute (attributes, "state");
  Sheet sheet;

  if (strcmp (name, "workbookPr") == 0)
    self->from_1904 = is_true (foyer_archive_attribute (attributes, "date1904"));
  if (strcmp (name, "sheet") != 0 || (state != NULL && strcmp (state, "visible") != 0))
    return;
  /* The sheet's own number is called sheetId, its relation r:id. */
  sheet = (Sheet) { g_strdup (foyer_archive_attribute (attributes, "name")),
                    g_strdup (foyer_archive_attribute (attributes, "id")) };
  g_array_append_val (self->sheets, sheet);
}

static char *
part_of_target (const char *target)
{
  return *target == '/' ? g_strdup (target + 1) : g_strconcat ("xl/", target, NULL);
}

static void
on_relation (gpointer user_data, const char *name, const char **attributes)
{
  Workbook *self = user_data;
  const char *id = foyer_archive_attribute (attributes, "Id");
  const char *type = foyer_archive_attribute (attributes, "Type");
  const char *target = foyer_archive_attribute (attributes, "Target");

  if (id != NULL && type != NULL && target != NULL && g_str_has_suffix (type, "/worksheet"))
    g_hash_table_insert (self->relations, g_strdup (id), part_of_target (target));
}

/* Shared strings: each text once. */

static void
on_string_start (gpointer user_data, const char *name, const char **attributes)
{
  Workbook *self = user_data;

  if (strcmp (name, "si") == 0)
    g_string_truncate (self->text, 0);
  self->silent += strcmp (name, "rPh") == 0;
  self->takes_text = strcmp (name, "t") == 0 && self->silent == 0;
}

static void
on_string_end (gpointer user_data, const char *name)
{
  Workbook *self = user_data;

  self->takes_text = FALSE;
  if (strcmp (name, "rPh") == 0 && self->silent > 0)
    self->silent--;
  if (strcmp (name, "si") != 0)
    return;
  /* Also what a text costs that is empty. */
  self->n_text += self->text->len + sizeof (char *);
  if (!too_large (self, 0))
    g_ptr_array_add (self->strings, g_string_chunk_insert_len (self->texts, self->text->str,
                                                               (gssize) self->text->len));
}

static void
on_text (gpointer user_data, const char *text, int length)
{
  Workbook *self = user_data;

  if (self->takes_text)
    g_string_append_len (self->text, text, length);
}

/* Styles: which of them show a number as a date. */

static gboolean
is_date_number (guint format)
{
  return (format >= 14 && format <= 22) || (format >= 27 && format <= 36) ||
         (format >= 45 && format <= 47) || (format >= 50 && format <= 58);
}

/* yyyy/m/d, but not "日" in quotes, [Red], or \d. */
static gboolean
is_date_code (const char *code)
{
  char closing = '\0';

  for (const char *at = code; *at != '\0'; at++) {
    if (closing != '\0') {
      closing = *at == closing ? '\0' : closing;
      continue;
    }
    if (*at == '"' || *at == '[')
      closing = *at == '"' ? '"' : ']';
    else if (*at == '\\' && at[1] != '\0')
      at++;
    else if (strchr ("ymdhsYMDHS", *at) != NULL)
      return TRUE;
  }
  return FALSE;
}

static void
on_style_start (gpointer user_data, const char *name, const char **attributes)
{
  Workbook *self = user_data;
  guint format = number_of (foyer_archive_attribute (attributes, "numFmtId"), 0);
  const char *code = foyer_archive_attribute (attributes, "formatCode");

  if (strcmp (name, "numFmt") == 0 && code != NULL && is_date_code (code))
    g_hash_table_add (self->date_formats, GUINT_TO_POINTER (format));
  else if (strcmp (name, "cellXfs") == 0)
    self->in_styles = TRUE;
  else if (strcmp (name, "xf") == 0 && self->in_styles && self->styles->len < G_MAXUINT16) {
    gboolean shows_date = is_date_number (format) ||
                          g_hash_table_contains (self->date_formats, GUINT_TO_POINTER (format));

    g_array_append_val (self->styles, shows_date);
  }
}

static void
on_style_end (gpointer user_data, const char *name)
{
  Workbook *self = user_data;

  if (strcmp (name, "cellXfs") == 0)
    self->in_styles = FALSE;
}

/* A sheet. */

/* "AB12" is column 27; the same as the last but one more where it is not said. */
static guint
column_of (const char *reference, guint fallback)
{
  guint column = 0;

  if (reference == NULL)
    return fallback;
  for (const char *at = reference; g_ascii_isalpha (*at) && column < 100000; at++)
    column = column * 26 + (guint) (g_ascii_toupper (*at) - 'A') + 1;
  return column > 0 ? column - 1 : fallback;
}

static char *
date_text (const Workbook *self, double serial)
{
  g_autoptr (GDateTime) first = g_date_time_new_utc (1899, 12, 30, 0, 0, 0);
  double days = serial + (self->from_1904 ? DAYS_TO_1904 : 0);
  double seconds = round (days * DAY_S);
  g_autoptr (GDateTime) date = NULL;

  if (serial < 1 && !self->from_1904)
    return g_strdup_printf ("%02d:%02d", (int) (seconds / 3600), (int) fmod (seconds / 60, 60));
  date = g_date_time_add_seconds (first, seconds);
  if (fmod (seconds, DAY_S) < 1)
    return g_date_time_format (date, "%Y-%m-%d");
  return g_date_time_format (date, "%Y-%m-%d %H:%M:%S");
}

static char *
number_text (const Workbook *self, const char *text)
{
  char *end = NULL;
  double number = g_ascii_strtod (text, &end);
  gboolean shows_date = self->style < self->styles->len &&
                        g_array_index (self->styles, gboolean, self->style);
  char digits[G_ASCII_DTOSTR_BUF_SIZE];

  if (end == text || *end != '\0' || !isfinite (number))
    return g_strdup (text);
  if (shows_date && number >= 0 && number <= LAST_DAY)
    return date_text (self, number);
  if (fabs (number) < EXACT && number == floor (number))
    return g_strdup_printf ("%.0f", number);
  /* So many digits that the last ones are made up: said as spreadsheets do. */
  return g_strdup (g_ascii_formatd (digits, sizeof digits, fabs (number) < EXACT ? "%.15g" : "%.14E",
                                    number));
}

static char *
cell_text (const Workbook *self)
{
  const char *text = self->text->str;

  if (strcmp (self->type, "s") == 0) {
    guint index = number_of (text, G_MAXUINT);

    return g_strdup (index < self->strings->len ? g_ptr_array_index (self->strings, index) : "");
  }
  if (strcmp (self->type, "b") == 0)
    return g_strdup (is_true (text) ? "TRUE" : "FALSE");
  if (strcmp (self->type, "e") == 0)
    return g_strdup ("");
  if (*self->type == '\0' || strcmp (self->type, "n") == 0)
    return *text != '\0' ? number_text (self, text) : g_strdup ("");
  return g_strdup (text);
}

static void
start_row (Workbook *self, const char **attributes)
{
  self->row = number_of (foyer_archive_attribute (attributes, "r"), (guint) self->row + 1);
  self->column = G_MAXUINT;
  g_ptr_array_set_size (self->cells, 0);
}

static void
start_cell (Workbook *self, const char **attributes)
{
  const char *type = foyer_archive_attribute (attributes, "t");

  self->column = column_of (foyer_archive_attribute (attributes, "r"), self->column + 1);
  self->style = number_of (foyer_archive_attribute (attributes, "s"), 0);
  g_strlcpy (self->type, type ? type : "", sizeof self->type);
  g_string_truncate (self->text, 0);
}

static void
on_sheet_start (gpointer user_data, const char *name, const char **attributes)
{
  Workbook *self = user_data;

  if (strcmp (name, "row") == 0)
    start_row (self, attributes);
  else if (strcmp (name, "c") == 0)
    start_cell (self, attributes);
  self->silent += strcmp (name, "rPh") == 0;
  self->takes_text = (strcmp (name, "v") == 0 || strcmp (name, "t") == 0) && self->silent == 0;
}

static void
end_cell (Workbook *self)
{
  char *text = cell_text (self);
  guint column = self->column;

  /* A cell that only has a border is no cell of ours, wherever it is. */
  if (*text == '\0' || column >= FOYER_TABLE_MAX_COLUMNS) {
    self->reading->wide |= *text != '\0';
    g_free (text);
    return;
  }
  self->n_text += strlen (text) + 1;
  if (column >= self->cells->len)
    g_ptr_array_set_size (self->cells, (int) column + 1);
  g_free (g_ptr_array_index (self->cells, column));
  g_ptr_array_index (self->cells, column) = text;
}

/* Where a row ends says nothing: programs leave out what is empty. */
static void
end_row (Workbook *self)
{
  guint n_headers = self->reading->headers ? self->reading->headers->n_cells : 0;

  self->reading->number = self->row - 1;
  if (self->reading->wide) {
    foyer_archive_stop (self->archive, NULL);
    return;
  }
  for (guint i = 0; i < MAX (self->cells->len, n_headers); i++) {
    const char *text = i < self->cells->len ? g_ptr_array_index (self->cells, i) : NULL;

    foyer_reading_add_cell (self->reading, text ? text : "", text ? strlen (text) : 0);
  }
  foyer_reading_end_row (self->reading);
  if (!too_large (self, self->row) && foyer_reading_has_enough (self->reading))
    foyer_archive_stop (self->archive, NULL);
}

static void
on_sheet_end (gpointer user_data, const char *name)
{
  Workbook *self = user_data;

  self->takes_text = FALSE;
  if (strcmp (name, "rPh") == 0 && self->silent > 0)
    self->silent--;
  else if (strcmp (name, "c") == 0)
    end_cell (self);
  else if (strcmp (name, "row") == 0)
    end_row (self);
}

/* "row 17, column C (手机)" */
static char *
where (gpointer user_data)
{
  const Workbook *self = user_data;
  const FoyerRow *headers = self->reading->headers;
  char letters[4] = { 0 };
  guint column = self->column + 1;

  if (self->row == 0)
    return NULL;
  if (column == 0 || column > FOYER_TABLE_MAX_COLUMNS)
    return g_strdup_printf ("row %" G_GINT64_FORMAT, self->row);
  if (column > 26)
    letters[0] = (char) ('A' + (column - 1) / 26 - 1);
  letters[strlen (letters)] = (char) ('A' + (column - 1) % 26);
  return g_strdup_printf ("row %" G_GINT64_FORMAT ", column %s (%s)", self->row, letters,
                          headers && column <= headers->n_cells ? headers->cells[column - 1] : "-");
}

static gboolean
parse_sheet (Workbook *self, const char *part, GError **error)
{
  static const FoyerArchivePart callbacks = { on_sheet_start, on_sheet_end, on_text, where };

  self->row = 0;
  self->column = G_MAXUINT;
  return foyer_archive_parse (self->archive, part, &callbacks, self, error);
}

/* The whole. */

static gboolean
is_workbook (Workbook *self, GError **error)
{
  if (foyer_archive_has (self->archive, WORKBOOK))
    return TRUE;
  g_set_error (error, FOYER_INTAKE_ERROR, FOYER_INTAKE_ERROR_FORMAT,
               "%s: this is %s; export the table as XLSX or CSV", self->file,
               foyer_archive_has (self->archive, "xl/workbook.bin") ? "a binary workbook"
               : foyer_archive_has (self->archive, "content.xml")   ? "an OpenDocument file"
                                                                    : "a ZIP archive");
  return FALSE;
}

static gboolean
read_frame (Workbook *self, GError **error)
{
  static const FoyerArchivePart workbook = { .start = on_workbook };
  static const FoyerArchivePart relations = { .start = on_relation };
  static const FoyerArchivePart strings = { on_string_start, on_string_end, on_text, NULL };
  static const FoyerArchivePart styles = { .start = on_style_start, .end = on_style_end };
  FoyerArchive *archive = self->archive;

  return foyer_archive_parse (archive, WORKBOOK, &workbook, self, error) &&
         foyer_archive_parse (archive, RELATIONS, &relations, self, error) &&
         (!foyer_archive_has (archive, STRINGS) ||
          foyer_archive_parse (archive, STRINGS, &strings, self, error)) &&
         (!foyer_archive_has (archive, STYLES) ||
          foyer_archive_parse (archive, STYLES, &styles, self, error));
}

static gboolean
read_sheets (Workbook *self, char **sheet_name, GError **error)
{
  for (guint i = 0; i < self->sheets->len && self->reading->headers == NULL; i++) {
    const Sheet *sheet = &g_array_index (self->sheets, Sheet, i);
    const char *part = sheet->relation ? g_hash_table_lookup (self->relations, sheet->relation) : NULL;

    if (part != NULL && !parse_sheet (self, part, error))
      return FALSE;
    if (self->reading->headers != NULL)
      *sheet_name = g_strdup (sheet->name);
  }
  return TRUE;
}

static void
workbook_clear (Workbook *self)
{
  g_array_unref (self->sheets);
  g_hash_table_unref (self->relations);
  g_string_chunk_free (self->texts);
  g_ptr_array_unref (self->strings);
  g_hash_table_unref (self->date_formats);
  g_array_unref (self->styles);
  g_string_free (self->text, TRUE);
  g_ptr_array_unref (self->cells);
}

gboolean
foyer_workbook_read (GBytes *bytes, const char *file, FoyerReading *reading, char **sheet,
                     GError **error)
{
  g_autoptr (FoyerArchive) archive = foyer_archive_open (bytes, file, error);
  Workbook self = { .file = file, .archive = archive, .reading = reading };
  gboolean whole;

  if (archive == NULL)
    return FALSE;
  self.sheets = g_array_new (FALSE, FALSE, sizeof (Sheet));
  g_array_set_clear_func (self.sheets, clear_sheet);
  self.relations = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self.texts = g_string_chunk_new (64 * 1024);
  self.strings = g_ptr_array_new ();
  self.date_formats = g_hash_table_new (NULL, NULL);
  self.styles = g_array_new (FALSE, FALSE, sizeof (gboolean));
  self.text = g_string_new (NULL);
  self.cells = g_ptr_array_new_with_free_func (g_free);
  whole = is_workbook (&self, error) && read_frame (&self, error) && read_sheets (&self, sheet, error);
  workbook_clear (&self);
  return whole;
}
