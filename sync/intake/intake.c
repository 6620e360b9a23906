/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake.h"

#include "cell.h"
#include "fold.h"
#include "json.h"
#include "link.h"

#include <string.h>

#define MAX_LINE 200
#define MAX_TEXT 4000

/* So many rows may stand above the headers. */
#define TITLE_ROWS 9

/* What is the same for all rows, and what earlier rows had. */
typedef struct {
  const char       *channel;
  GTimeZone        *zone;
  FoyerIntake      *intake;
  GHashTable       *seen_rows;
  GHashTable       *seen_references;   /* of char *, to Seen */
  GHashTable       *seen_codes;        /* of char *, to Seen */
} Taking;

typedef struct {
  gint64 row;
  guint  n;
} Seen;

/* Where a column's text goes in a registration; columns that need more than
 * that are absent. */
static const struct {
  FoyerColumn column;
  gsize       offset;
} lines[] = {
  { FOYER_COLUMN_NAME, G_STRUCT_OFFSET (FoyerRegistration, name) },
  { FOYER_COLUMN_PHONE, G_STRUCT_OFFSET (FoyerRegistration, phone) },
  { FOYER_COLUMN_EMAIL, G_STRUCT_OFFSET (FoyerRegistration, email) },
  { FOYER_COLUMN_COMPANY, G_STRUCT_OFFSET (FoyerRegistration, company) },
  { FOYER_COLUMN_TITLE, G_STRUCT_OFFSET (FoyerRegistration, title) },
  { FOYER_COLUMN_CITY, G_STRUCT_OFFSET (FoyerRegistration, city) },
  { FOYER_COLUMN_REFERENCE, G_STRUCT_OFFSET (FoyerRegistration, reference) },
};

static guint
row_hash (gconstpointer key)
{
  const FoyerRow *row = key;
  guint hash = row->n_cells;

  for (guint i = 0; i < row->n_cells; i++)
    hash = hash * 31 + g_str_hash (row->cells[i]);
  return hash;
}

static gboolean
row_equal (gconstpointer a, gconstpointer b)
{
  const FoyerRow *one = a;
  const FoyerRow *other = b;

  if (one->n_cells != other->n_cells)
    return FALSE;
  for (guint i = 0; i < one->n_cells; i++) {
    if (!g_str_equal (one->cells[i], other->cells[i]))
      return FALSE;
  }
  return TRUE;
}

/* The header of the column that means @column, to name in a remark. */
static const char *
header_of (const Taking *self, FoyerColumn column)
{
  int i = foyer_mapping_index (self->intake->mapping, column);

  return i < 0 ? NULL : self->intake->mapping->headers[i];
}

/* The cell that means @column; "" where there is no such column. */
static const char *
cell_of (const Taking *self, const FoyerRow *row, FoyerColumn column)
{
  int i = foyer_mapping_index (self->intake->mapping, column);

  return i < 0 ? "" : row->cells[i];
}

static void
refuse (Taking *self, const FoyerRow *row, FoyerRemarkKind kind, const char *header, gint64 other)
{
  g_ptr_array_add (self->intake->refusals, foyer_remark_new (kind, row->number, header, other));
}

static void
warn (Taking *self, const FoyerRow *row, FoyerRemarkKind kind, FoyerColumn column, gint64 other)
{
  g_ptr_array_add (self->intake->warnings,
                   foyer_remark_new (kind, row->number, header_of (self, column), other));
}

/* Spreadsheets write commas for columns that only look empty. */
static gboolean
has_surplus (const FoyerRow *row, guint n_columns)
{
  for (guint i = n_columns; i < row->n_cells; i++) {
    if (*row->cells[i] != '\0')
      return TRUE;
  }
  return FALSE;
}

/* The index of a cell that is longer than its field holds, or -1. */
static int
long_cell (const FoyerMapping *mapping, const FoyerRow *row)
{
  for (guint i = 0; i < mapping->n_columns; i++) {
    gboolean is_text = mapping->columns[i] == FOYER_COLUMN_ANSWER ||
                       mapping->columns[i] == FOYER_COLUMN_NOTE;

    if (g_utf8_strlen (row->cells[i], -1) > (is_text ? MAX_TEXT : MAX_LINE))
      return (int) i;
  }
  return -1;
}

static gboolean
has_name (const Taking *self, const FoyerRow *row)
{
  g_autofree char *name = foyer_cell_line (cell_of (self, row, FOYER_COLUMN_NAME));

  return name != NULL;
}

/* FALSE after a refusal. */
static gboolean
is_sound (Taking *self, const FoyerRow *row)
{
  const FoyerMapping *mapping = self->intake->mapping;
  const FoyerRow *same = g_hash_table_lookup (self->seen_rows, row);
  int too_long;

  if (row->nul_column > mapping->n_columns)
    refuse (self, row, FOYER_REMARK_MANY_CELLS, NULL, 0);
  else if (row->nul_column != 0)
    refuse (self, row, FOYER_REMARK_NUL, mapping->headers[row->nul_column - 1], 0);
  else if (row->n_cells < mapping->n_columns)
    refuse (self, row, FOYER_REMARK_FEW_CELLS, mapping->headers[row->n_cells], 0);
  else if (has_surplus (row, mapping->n_columns))
    refuse (self, row, FOYER_REMARK_MANY_CELLS, NULL, 0);
  else if ((too_long = long_cell (mapping, row)) >= 0)
    refuse (self, row, FOYER_REMARK_LONG_CELL, mapping->headers[too_long], 0);
  else if (!has_name (self, row))
    refuse (self, row, FOYER_REMARK_NO_NAME, header_of (self, FOYER_COLUMN_NAME), 0);
  else if (same != NULL)
    refuse (self, row, FOYER_REMARK_SAME_ROW, NULL, same->number);
  else
    return g_hash_table_add (self->seen_rows, (gpointer) row);
  return FALSE;
}

static GHashTable *
new_seen (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

/* Counts @text in @seen and tells how often it was there, and where first. */
static Seen
note_seen (GHashTable *seen, const char *text, gint64 row)
{
  Seen *entry = g_hash_table_lookup (seen, text);

  if (entry == NULL) {
    entry = g_new (Seen, 1);
    *entry = (Seen) { row, 0 };
    g_hash_table_insert (seen, g_strdup (text), entry);
  }
  entry->n++;
  return *entry;
}

/* One order can hold several guests: A17, A17/2, A17/3. */
static void
tell_references_apart (Taking *self, const FoyerRow *row, FoyerRegistration *draft)
{
  g_autofree char *shared = draft->reference;
  Seen seen;

  if (shared == NULL)
    return;
  draft->reference = g_strdup (shared);
  seen = note_seen (self->seen_references, shared, row->number);
  if (seen.n == 1)
    return;
  warn (self, row, FOYER_REMARK_SAME_REFERENCE, FOYER_COLUMN_REFERENCE, seen.row);
  do {
    g_free (draft->reference);
    draft->reference = g_strdup_printf ("%s/%u", shared, seen.n++);
  } while (note_seen (self->seen_references, draft->reference, row->number).n > 1);
}

static void
take_code (Taking *self, const FoyerRow *row, FoyerRegistration *draft)
{
  const char *code = cell_of (self, row, FOYER_COLUMN_CODE);
  Seen seen;

  if (*code == '\0')
    return;
  draft->codes = g_new0 (char *, 2);
  draft->codes[0] = g_strdup (code);
  seen = note_seen (self->seen_codes, code, row->number);
  if (seen.n > 1)
    warn (self, row, FOYER_REMARK_SAME_CODE, FOYER_COLUMN_CODE, seen.row);
}

static void
take_lines (const Taking *self, const FoyerRow *row, FoyerRegistration *draft)
{
  for (gsize i = 0; i < G_N_ELEMENTS (lines); i++)
    G_STRUCT_MEMBER (char *, draft, lines[i].offset) =
      foyer_cell_line (cell_of (self, row, lines[i].column));
}

static void
take_status_and_time (Taking *self, const FoyerRow *row, FoyerRegistration *draft)
{
  const char *status = cell_of (self, row, FOYER_COLUMN_STATUS);
  const char *time = cell_of (self, row, FOYER_COLUMN_REGISTERED);

  if (*status != '\0' && !foyer_cell_status (status, &draft->status)) {
    draft->status = FOYER_STATUS_PENDING;
    warn (self, row, FOYER_REMARK_STATUS, FOYER_COLUMN_STATUS, 0);
  }
  if (*time != '\0' && !foyer_cell_time (time, self->zone, &draft->registered_us))
    warn (self, row, FOYER_REMARK_TIME, FOYER_COLUMN_REGISTERED, 0);
}

static char *
answers_of (const FoyerMapping *mapping, const FoyerRow *row)
{
  g_autoptr (json_t) answers = json_object ();

  for (guint i = 0; i < mapping->n_columns; i++) {
    if (mapping->columns[i] == FOYER_COLUMN_ANSWER && *row->cells[i] != '\0')
      json_object_set_new (answers, mapping->headers[i], json_string (row->cells[i]));
  }
  return json_object_size (answers) > 0 ? foyer_json_line (answers) : NULL;
}

static void
check_contact (Taking *self, const FoyerRow *row, const FoyerRegistration *draft)
{
  if (draft->phone != NULL && !foyer_cell_is_phone (draft->phone))
    warn (self, row, FOYER_REMARK_PHONE_DIGITS, FOYER_COLUMN_PHONE, 0);
  if (draft->codes != NULL && foyer_link_is_rounded (draft->codes[0]))
    warn (self, row, FOYER_REMARK_ROUNDED, FOYER_COLUMN_CODE, 0);
  if (draft->reference != NULL && foyer_link_is_rounded (draft->reference))
    warn (self, row, FOYER_REMARK_ROUNDED, FOYER_COLUMN_REFERENCE, 0);
  if (draft->email != NULL && !foyer_cell_is_email (draft->email))
    warn (self, row, FOYER_REMARK_EMAIL, FOYER_COLUMN_EMAIL, 0);
}

static void
take_row (Taking *self, const FoyerRow *row)
{
  FoyerRegistration *draft;
  const char *note;

  if (!is_sound (self, row))
    return;
  note = cell_of (self, row, FOYER_COLUMN_NOTE);
  draft = foyer_registration_new ();
  draft->channel = g_strdup (self->channel);
  draft->category = g_strdup (foyer_cell_category (cell_of (self, row, FOYER_COLUMN_CATEGORY)));
  draft->note = *note != '\0' ? g_strdup (note) : NULL;
  draft->answers = answers_of (self->intake->mapping, row);
  take_lines (self, row, draft);
  take_code (self, row, draft);
  take_status_and_time (self, row, draft);
  tell_references_apart (self, row, draft);
  check_contact (self, row, draft);
  g_ptr_array_add (self->intake->drafts, draft);
  g_array_append_val (self->intake->rows, row->number);
}

static FoyerIntake *
intake_new (const FoyerTable *table, FoyerMapping *mapping)
{
  FoyerIntake *self = g_new0 (FoyerIntake, 1);

  self->drafts = g_ptr_array_new_with_free_func ((GDestroyNotify) foyer_registration_free);
  self->rows = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->refusals = g_ptr_array_new_with_free_func ((GDestroyNotify) foyer_remark_free);
  self->warnings = g_ptr_array_new_with_free_func ((GDestroyNotify) foyer_remark_free);
  self->encoding = table->encoding;
  self->delimiter = table->delimiter;
  self->sheet = g_strdup (table->sheet);
  self->mapping = mapping;
  return self;
}

FoyerIntake *
foyer_intake_take (const FoyerTable *table, FoyerMapping *mapping, const char *channel,
                   const char *zone, GError **error)
{
  g_autoptr (FoyerIntake) intake = intake_new (table, mapping);
  g_autoptr (GTimeZone) its_zone = g_time_zone_new_identifier (zone);
  g_autoptr (GHashTable) rows = g_hash_table_new (row_hash, row_equal);
  g_autoptr (GHashTable) references = new_seen ();
  g_autoptr (GHashTable) codes = new_seen ();
  Taking taking = { channel, its_zone, intake, rows, references, codes };

  g_return_val_if_fail (channel != NULL && *channel != '\0', NULL);
  g_return_val_if_fail (foyer_mapping_index (mapping, FOYER_COLUMN_NAME) >= 0, NULL);

  if (its_zone == NULL) {
    g_set_error (error, FOYER_INTAKE_ERROR, FOYER_INTAKE_ERROR_ZONE,
                 "no time zone is called \"%s\" here; correct the event's zone", zone ? zone : "");
    return NULL;
  }
  for (guint i = 0; i < table->rows->len; i++)
    take_row (&taking, g_ptr_array_index (table->rows, i));
  return g_steal_pointer (&intake);
}

/* The headers are in the first row, or below a title: in the first row of the
 * first ten that says which column holds the names. */
static FoyerMapping *
find_mapping (FoyerTable *table, const char * const *said, GError **error)
{
  g_autoptr (GError) failure = NULL;
  FoyerMapping *mapping = foyer_mapping_guess (table, said, &failure);
  const FoyerRow *first = table->headers;

  for (guint i = 0; mapping == NULL && i < MIN (table->rows->len, TITLE_ROWS); i++) {
    table->headers = g_ptr_array_index (table->rows, i);
    mapping = foyer_mapping_guess (table, said, NULL);
    table->headers = (FoyerRow *) first;
    if (mapping != NULL)
      foyer_table_take_headers (table, i);
  }
  if (mapping == NULL)
    g_propagate_error (error, g_steal_pointer (&failure));
  return mapping;
}

static FoyerIntake *
read_table (FoyerTable *table, const FoyerIntakeSource *source, GError **error)
{
  FoyerMapping *mapping = find_mapping (table, source->columns, error);

  return mapping ? foyer_intake_take (table, mapping, source->channel, source->zone, error) : NULL;
}

FoyerIntake *
foyer_intake_load (const char *path, const FoyerIntakeSource *source, GError **error)
{
  g_autoptr (FoyerTable) table = foyer_table_load (path, error);

  return table ? read_table (table, source, error) : NULL;
}

FoyerIntake *
foyer_intake_read (GBytes *bytes, const char *file, const FoyerIntakeSource *source, GError **error)
{
  g_autoptr (FoyerTable) table = foyer_table_read (bytes, file, error);

  return table ? read_table (table, source, error) : NULL;
}

void
foyer_intake_free (FoyerIntake *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->drafts);
  g_array_unref (self->rows);
  g_ptr_array_unref (self->refusals);
  g_ptr_array_unref (self->warnings);
  foyer_mapping_free (self->mapping);
  g_free (self->sheet);
  g_free (self);
}
