/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "power-log.h"

#include <gio/gio.h>
#include <string.h>

#define SECTOR 512

typedef enum {
  STEP_CREATE,
  STEP_DELETE,
  STEP_WRITE,
  STEP_TRUNCATE,
  STEP_SYNC,
  STEP_SYNC_FAILED,
  STEP_SYNC_FOLDER,
} StepKind;

typedef struct {
  StepKind kind;
  char    *name;
  guint    file;    /* which one of that name: a file that is made again is another */
  gint64   offset;  /* of a write; the size of a truncation */
  GBytes  *bytes;
} Step;

struct _PowerLog {
  char       *folder;
  char       *on_disk;
  GPtrArray  *steps;
  GHashTable *names;    /* name → number of the file that has it now */
  guint       n_files;
  guint       start;
};

/* What is certain after some steps, and what is not. */
typedef struct {
  GPtrArray  *files;     /* GByteArray: what is synced of each file */
  GPtrArray  *unsynced;  /* GPtrArray of Step: of each file */
  GHashTable *names;     /* name → number of the file, as synced */
  GPtrArray  *renamed;   /* Step: names given and taken since */
  GRand      *dice;
} Disk;

static void
step_free (gpointer data)
{
  Step *step = data;

  g_free (step->name);
  g_clear_pointer (&step->bytes, g_bytes_unref);
  g_free (step);
}

static guint
file_of (PowerLog *self, const char *name)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (self->names, name));
}

static void
give_name (PowerLog *self, const char *name)
{
  g_hash_table_insert (self->names, g_strdup (name), GUINT_TO_POINTER (self->n_files++));
}

static GPtrArray *
names_in (const char *folder)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, (GCompareFunc) g_strcmp0);
  return names;
}

PowerLog *
power_log_new (const char *folder, const char *on_disk)
{
  PowerLog *self = g_new0 (PowerLog, 1);
  g_autoptr (GPtrArray) names = names_in (folder);

  self->folder = g_strdup (folder);
  self->on_disk = g_strdup (on_disk ? on_disk : folder);
  self->steps = g_ptr_array_new_with_free_func (step_free);
  self->names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < names->len; i++) {
    g_autofree char *path = g_build_filename (self->on_disk, names->pdata[i], NULL);
    g_autofree char *content = NULL;
    gsize size = 0;

    (void) g_file_get_contents (path, &content, &size, NULL);
    power_log_create (self, names->pdata[i]);
    power_log_write (self, names->pdata[i], 0, content ? content : "", size);
    power_log_sync (self, names->pdata[i]);
  }
  power_log_sync_folder (self);
  self->start = self->steps->len;
  return self;
}

void
power_log_free (PowerLog *self)
{
  if (self == NULL)
    return;
  g_free (self->folder);
  g_free (self->on_disk);
  g_ptr_array_unref (self->steps);
  g_hash_table_unref (self->names);
  g_free (self);
}

const char *
power_log_folder (const PowerLog *self)
{
  return self->folder;
}

guint
power_log_start (const PowerLog *self)
{
  return self->start;
}

guint
power_log_length (const PowerLog *self)
{
  return self->steps->len;
}

static Step *
add_step (PowerLog *self, StepKind kind, const char *name)
{
  Step *step = g_new0 (Step, 1);

  step->kind = kind;
  step->name = g_strdup (name);
  step->file = name ? file_of (self, name) : 0;
  g_ptr_array_add (self->steps, step);
  return step;
}

void
power_log_create (PowerLog *self, const char *name)
{
  give_name (self, name);
  (void) add_step (self, STEP_CREATE, name);
}

void
power_log_delete (PowerLog *self, const char *name)
{
  (void) add_step (self, STEP_DELETE, name);
}

void
power_log_write (PowerLog *self, const char *name, gint64 offset, const void *bytes, gsize size)
{
  Step *step = add_step (self, STEP_WRITE, name);

  step->offset = offset;
  step->bytes = g_bytes_new (bytes, size);
}

void
power_log_truncate (PowerLog *self, const char *name, gint64 size)
{
  add_step (self, STEP_TRUNCATE, name)->offset = size;
}

void
power_log_sync (PowerLog *self, const char *name)
{
  (void) add_step (self, STEP_SYNC, name);
}

void
power_log_sync_failed (PowerLog *self, const char *name)
{
  (void) add_step (self, STEP_SYNC_FAILED, name);
}

void
power_log_sync_folder (PowerLog *self)
{
  (void) add_step (self, STEP_SYNC_FOLDER, NULL);
}

/* The disk after a number of steps. */

static void
grow (GByteArray *file, gsize size)
{
  gsize before = file->len;

  if (size <= before)
    return;
  g_byte_array_set_size (file, (guint) size);
  memset (file->data + before, 0, size - before);
}

static void
put (GByteArray *file, gint64 offset, const guint8 *bytes, gsize size)
{
  grow (file, (gsize) offset + size);
  memcpy (file->data + offset, bytes, size);
}

static void
do_step (GByteArray *file, const Step *step)
{
  gsize size;
  const guint8 *bytes;

  if (step->kind == STEP_TRUNCATE) {
    grow (file, (gsize) step->offset);
    g_byte_array_set_size (file, (guint) step->offset);
    return;
  }
  bytes = g_bytes_get_data (step->bytes, &size);
  if (size > 0)
    put (file, step->offset, bytes, size);
}

/* Each sector of the disk that a write touches is written or not. Bytes beside
 * those written are never harmed: SQLite relies on that, and says so
 * (SQLITE_IOCAP_POWERSAFE_OVERWRITE). */
static void
tear_step (GByteArray *file, const Step *step, GRand *dice)
{
  gsize size;
  const guint8 *bytes;

  if (step->kind == STEP_TRUNCATE) {
    do_step (file, step);
    return;
  }
  bytes = g_bytes_get_data (step->bytes, &size);
  /* The file may have got its length without its content. */
  if (g_rand_boolean (dice))
    grow (file, (gsize) step->offset + size);
  for (gsize at = 0; at < size;) {
    gsize end = MIN (size, at + SECTOR - ((gsize) step->offset + at) % SECTOR);

    if (g_rand_boolean (dice))
      put (file, step->offset + (gint64) at, bytes + at, end - at);
    at = end;
  }
}

static void
do_some (GByteArray *file, GPtrArray *steps, PowerFate fate, GRand *dice)
{
  guint torn = fate == POWER_TORN && steps->len > 0 ? g_rand_int_range (dice, 0, steps->len) : 0;

  for (guint i = 0; i < steps->len && fate != POWER_DROPPED; i++) {
    if (fate == POWER_KEPT || (fate == POWER_TORN && i < torn))
      do_step (file, steps->pdata[i]);
    else if (fate == POWER_TORN && i == torn)
      tear_step (file, steps->pdata[i], dice);
    else if (fate == POWER_REORDERED && g_rand_boolean (dice))
      tear_step (file, steps->pdata[i], dice);
  }
}

static void
do_name (GHashTable *names, const Step *step)
{
  if (step->kind == STEP_CREATE)
    g_hash_table_insert (names, g_strdup (step->name), GUINT_TO_POINTER (step->file));
  else
    g_hash_table_remove (names, step->name);
}

static void
do_some_names (Disk *disk, PowerFate fate)
{
  GPtrArray *steps = disk->renamed;
  guint torn = fate == POWER_TORN ? g_rand_int_range (disk->dice, 0, steps->len + 1) : 0;

  for (guint i = 0; i < steps->len; i++) {
    if (fate == POWER_KEPT || (fate == POWER_TORN && i < torn) ||
        (fate == POWER_REORDERED && g_rand_boolean (disk->dice)))
      do_name (disk->names, steps->pdata[i]);
  }
}

static void
settle (Disk *disk, guint file, PowerFate fate)
{
  do_some (disk->files->pdata[file], disk->unsynced->pdata[file], fate, disk->dice);
  g_ptr_array_set_size (disk->unsynced->pdata[file], 0);
}

static void
take_step (Disk *disk, Step *step)
{
  switch (step->kind) {
  case STEP_CREATE:
  case STEP_DELETE:
    g_ptr_array_add (disk->renamed, step);
    break;
  case STEP_WRITE:
  case STEP_TRUNCATE:
    g_ptr_array_add (disk->unsynced->pdata[step->file], step);
    break;
  case STEP_SYNC:
    settle (disk, step->file, POWER_KEPT);
    break;
  case STEP_SYNC_FAILED:
    settle (disk, step->file, g_rand_boolean (disk->dice) ? POWER_DROPPED : POWER_REORDERED);
    break;
  case STEP_SYNC_FOLDER:
    do_some_names (disk, POWER_KEPT);
    g_ptr_array_set_size (disk->renamed, 0);
    break;
  default:
    g_assert_not_reached ();
  }
}

static Disk *
disk_new (guint n_files, GRand *dice)
{
  Disk *disk = g_new0 (Disk, 1);

  disk->files = g_ptr_array_new_with_free_func ((GDestroyNotify) g_byte_array_unref);
  disk->unsynced = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  disk->names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  disk->renamed = g_ptr_array_new ();
  disk->dice = dice;
  for (guint i = 0; i < n_files; i++) {
    g_ptr_array_add (disk->files, g_byte_array_new ());
    g_ptr_array_add (disk->unsynced, g_ptr_array_new ());
  }
  return disk;
}

static void
disk_free (Disk *disk)
{
  g_ptr_array_unref (disk->files);
  g_ptr_array_unref (disk->unsynced);
  g_hash_table_unref (disk->names);
  g_ptr_array_unref (disk->renamed);
  g_free (disk);
}

static void
write_out (const Disk *disk, const char *folder)
{
  GHashTableIter iter;
  gpointer name, number;

  g_hash_table_iter_init (&iter, disk->names);
  while (g_hash_table_iter_next (&iter, &name, &number)) {
    const GByteArray *file = g_ptr_array_index (disk->files, GPOINTER_TO_UINT (number));
    g_autofree char *path = g_build_filename (folder, name, NULL);

    g_assert_true (g_file_set_contents_full (path, (const char *) file->data, file->len,
                                             G_FILE_SET_CONTENTS_NONE, 0600, NULL));
  }
}

void
power_log_cut (const PowerLog *self, guint cut, PowerFate fate, GRand *dice, const char *folder)
{
  Disk *disk = disk_new (self->n_files, dice);

  g_assert_cmpuint (cut, <=, self->steps->len);
  for (guint i = 0; i < cut; i++)
    take_step (disk, g_ptr_array_index (self->steps, i));
  for (guint i = 0; i < self->n_files; i++)
    settle (disk, i, fate);
  do_some_names (disk, fate);
  write_out (disk, folder);
  disk_free (disk);
}
