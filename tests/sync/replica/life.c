/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "life.h"

#include "power-vfs.h"
#include "sample.h"
#include "store-private.h"

#include "id.h"

#define EPOCH     "0193a000-0000-7000-8000-00000000e0e0"
#define ELSEWHERE "0193a000-0000-7000-8000-00000000d00c"

/* A change that the feed brought, and at what number. */
typedef struct {
  gint64 seq;
  char  *id;
  gint64 revision;
} Sent;

/* What was acknowledged, and when. @cursor: of the feed that had come before;
 * nobody waits for a slice of it to be on the disk, but what is committed behind
 * it takes it there. */
typedef struct {
  guint  cut;
  char  *entry;    /* (nullable) */
  gint64 cursor;
} Acknowledged;

struct _Life {
  char         *path;
  PowerLog     *log;
  GRand        *dice;
  FoyerReplica *replica;
  GPtrArray    *sent;
  GPtrArray    *acknowledged;
  GPtrArray    *refused;    /* ids of entries that were made and taken back */
  gboolean      careless;
  gint64        seq;        /* the hub's */
  gint64        fed;        /* the cursor of what had come before the present step */
  gint64        fed_now;
  FoyerPage    *again;      /* (nullable): a slice that was not taken */
  guint         n_rows;
  guint         n_walk_ins;
  guint         waiting;
  guint         failed;
  GError       *failure;
};

typedef enum { JOB_SCAN, JOB_PICK, JOB_WALK_IN, JOB_UNDO, JOB_FEED } JobKind;

typedef struct {
  Life      *life;
  JobKind    kind;
  char      *text;      /* a code, an id or a name */
  FoyerPage *page;
  char      *written;   /* the entry, once it was made */
  char      *walk_in;   /* and the one before it */
} Job;

static void
sent_free (gpointer data)
{
  g_free (((Sent *) data)->id);
  g_free (data);
}

static void
acknowledged_free (gpointer data)
{
  g_free (((Acknowledged *) data)->entry);
  g_free (data);
}

static void
job_free (Job *job)
{
  g_free (job->text);
  g_clear_pointer (&job->page, foyer_page_free);
  g_free (job->written);
  g_free (job->walk_in);
  g_free (job);
}

Life *
life_new (const char *path, PowerLog *log, guint32 seed)
{
  Life *self = g_new0 (Life, 1);

  self->path = g_strdup (path);
  self->log = log;
  self->dice = g_rand_new_with_seed (seed);
  self->sent = g_ptr_array_new_with_free_func (sent_free);
  self->acknowledged = g_ptr_array_new_with_free_func (acknowledged_free);
  self->refused = g_ptr_array_new_with_free_func (g_free);
  return self;
}

void
life_free (Life *self)
{
  if (self == NULL)
    return;
  life_close (self);
  g_free (self->path);
  g_rand_free (self->dice);
  g_ptr_array_unref (self->sent);
  g_ptr_array_unref (self->acknowledged);
  g_ptr_array_unref (self->refused);
  g_clear_error (&self->failure);
  g_clear_pointer (&self->again, foyer_page_free);
  g_free (self);
}

guint
life_acknowledged (Life *self)
{
  return self->acknowledged->len;
}

/* The WAL goes over into the file every few commits, so that a short life has
 * as many checkpoints as a long morning. */
static gpointer
set_up_writer (FoyerStore *store, gpointer data, GError **error)
{
  store->tidy_pages = g_rand_int_range (((Life *) data)->dice, 16, 96);
  return data;
}

void
life_be_careless (Life *self)
{
  self->careless = TRUE;
}

void
life_move (Life *self, const char *path, PowerLog *log)
{
  life_close (self);
  g_free (self->path);
  self->path = g_strdup (path);
  self->log = log;
  for (guint i = 0; i < self->acknowledged->len; i++)
    ((Acknowledged *) self->acknowledged->pdata[i])->cut = 0;
  life_forgive (self);
}

void
life_forgive (Life *self)
{
  g_ptr_array_set_size (self->refused, 0);
}

gboolean
life_open (Life *self, GError **error)
{
  if (self->replica == NULL) {
    self->replica = foyer_replica_open (self->path, error);
    if (self->replica != NULL)
      foyer_replica_write (self->replica, FOYER_LANE_DOOR, set_up_writer, self, NULL);
  }
  return self->replica != NULL;
}

void
life_close (Life *self)
{
  if (self->replica == NULL)
    return;
  foyer_replica_close (self->replica);
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  g_assert_finalize_object (g_steal_pointer (&self->replica));
}

/* What the hub has to say. */

static void
note_sent (Life *self, gint64 seq, const char *id, gint64 revision)
{
  Sent *sent = g_new0 (Sent, 1);

  sent->seq = seq;
  sent->id = g_strdup (id);
  sent->revision = revision;
  g_ptr_array_add (self->sent, sent);
}

static char *
row_id (guint number)
{
  return g_strdup_printf ("0193a000-0000-7000-8000-%012u", number);
}

static void
add_row (Life *self, FoyerPage *page, guint number, gint64 revision)
{
  static const char * const names[] = { "张伟", "欧阳修", "王小明", "Ada Wong", "李娜" };
  FoyerChange *change = foyer_change_new (++self->seq, FOYER_CHANGE_REGISTRATION);
  g_autofree char *phone = g_strdup_printf ("139%08u", number);
  FoyerRegistration *row = sample_person (names[number % G_N_ELEMENTS (names)], phone);

  row->id = row_id (number);
  row->person = row_id (number % 7 == 6 ? number - 1 : number);
  row->status = FOYER_STATUS_CONFIRMED;
  row->revision = revision;
  row->title = g_strdup_printf ("工程师 %" G_GINT64_FORMAT, revision);
  row->codes = g_new0 (char *, 2);
  row->codes[0] = g_strdup_printf ("CODE-%u", number);
  note_sent (self, change->seq, row->id, revision);
  change->registration = row;
  g_ptr_array_add (page->changes, change);
}

static void
add_entry (Life *self, FoyerPage *page)
{
  FoyerChange *change = foyer_change_new (++self->seq, FOYER_CHANGE_ENTRY);
  FoyerEntry *entry = foyer_entry_new (FOYER_ENTRY_ADMIT);

  entry->id = foyer_id_new (SAMPLE_NOW + self->seq);
  entry->kiosk = g_strdup (ELSEWHERE);
  entry->number = self->seq;
  entry->wall_us = SAMPLE_NOW;
  entry->list = g_strdup ("tour");
  entry->registration = row_id ((guint) g_rand_int_range (self->dice, 0, (int) self->n_rows));
  change->entry = entry;
  g_ptr_array_add (page->changes, change);
}

static FoyerPage *
next_page (Life *self)
{
  FoyerPage *page = self->again ? g_steal_pointer (&self->again) : foyer_page_new ();
  int n = g_rand_int_range (self->dice, 1, 6);

  if (page->epoch != NULL)
    return page;
  page->epoch = g_strdup (EPOCH);
  if (self->seq == 0) {
    FoyerChange *change = foyer_change_new (++self->seq, FOYER_CHANGE_EVENT);

    change->event = sample_event ();
    g_ptr_array_add (page->changes, change);
  }
  for (int i = 0; i < n; i++) {
    if (self->n_rows < 24)
      add_row (self, page, self->n_rows++, 1);
    else if (g_rand_boolean (self->dice))
      add_row (self, page, (guint) g_rand_int_range (self->dice, 0, (int) self->n_rows), self->seq + 1);
    else
      add_entry (self, page);
  }
  page->next = self->seq;
  return page;
}

/* What people do. */

static gpointer
write_walk_in (FoyerStore *store, Job *job, const FoyerRequest *request, GError **error)
{
  g_autoptr (FoyerRegistration) draft = sample_person (job->text, "13712345678");
  g_autoptr (FoyerAdmission) admission = foyer_admission_walk_in (store, draft, request, error);

  if (admission == NULL)
    return NULL;
  job->written = g_strdup (admission->entry);
  job->walk_in = g_strdup (admission->registration->id);
  return job;
}

static gpointer
write_admission (FoyerStore *store, Job *job, const FoyerRequest *request, GError **error)
{
  g_autoptr (FoyerAdmission) admission = foyer_admission_decide (store, request, error);

  if (admission == NULL)
    return NULL;
  job->written = g_strdup (admission->entry);
  return job;
}

static gpointer
do_job (FoyerStore *store, gpointer data, GError **error)
{
  Job *job = data;
  FoyerRequest request = { .list = "tour", .clock_trusted = TRUE, .now_us = SAMPLE_NOW };

  switch (job->kind) {
  case JOB_SCAN:
    request.code = job->text;
    return write_admission (store, job, &request, error);
  case JOB_PICK:
    request.registration = job->text;
    request.leaving = TRUE;
    return write_admission (store, job, &request, error);
  case JOB_WALK_IN:
    return write_walk_in (store, job, &request, error);
  case JOB_UNDO:
    return foyer_admission_undo (store, job->text, "by mistake", NULL, SAMPLE_NOW, error) ? job : NULL;
  case JOB_FEED:
    return foyer_feed_apply (store, job->page, error) ? job : NULL;
  default:
    g_assert_not_reached ();
  }
}

static void
acknowledge (Life *self, const char *entry)
{
  Acknowledged *one = g_new0 (Acknowledged, 1);

  one->cut = self->log ? power_vfs_now () : 0;
  one->entry = g_strdup (entry);
  /* Where nothing was written, nothing went to the disk. */
  one->cursor = entry ? self->fed : 0;
  g_ptr_array_add (self->acknowledged, one);
}

static void
on_job_done (GObject *source, GAsyncResult *result, gpointer data)
{
  Job *job = data;
  Life *self = job->life;
  g_autoptr (GError) error = NULL;

  self->waiting--;
  if (foyer_replica_finish (FOYER_REPLICA (source), result, &error) == NULL) {
    self->failed++;
    g_clear_error (&self->failure);
    self->failure = g_steal_pointer (&error);
    if (job->written != NULL)
      g_ptr_array_add (self->refused, g_strdup (job->written));
    if (job->page != NULL)
      self->again = g_steal_pointer (&job->page);
  }
  else if (job->page != NULL) {
    self->fed_now = job->page->next;
  }
  else {
    acknowledge (self, job->written);
    if (job->walk_in != NULL)
      acknowledge (self, job->walk_in);
  }
  job_free (job);
}

static void
submit (Life *self, JobKind kind, char *text, FoyerPage *page)
{
  FoyerLane lane = page || self->careless ? FOYER_LANE_FEED : FOYER_LANE_DOOR;
  Job *job = g_new0 (Job, 1);

  job->life = self;
  job->kind = kind;
  job->text = text;
  job->page = page;
  self->waiting++;
  foyer_replica_write_async (self->replica, lane, do_job, job, NULL, NULL, on_job_done, job);
}

/* (nullable) */
static const char *
some_entry (Life *self)
{
  int at = g_rand_int_range (self->dice, 0, (int) self->acknowledged->len + 1);

  return at > 0 ? ((const Acknowledged *) self->acknowledged->pdata[at - 1])->entry : NULL;
}

static void
submit_any (Life *self)
{
  guint row = (guint) g_rand_int_range (self->dice, 0, (int) self->n_rows + 2);
  const char *entry = some_entry (self);

  switch (g_rand_int_range (self->dice, 0, 8)) {
  case 0:
    submit (self, JOB_WALK_IN, g_strdup_printf ("Walk-in %u", self->n_walk_ins++), NULL);
    break;
  case 1:
    if (entry != NULL) {
      submit (self, JOB_UNDO, g_strdup (entry), NULL);
      break;
    }
    G_GNUC_FALLTHROUGH;
  case 2:
    submit (self, JOB_PICK, row_id (row), NULL);
    break;
  default:
    submit (self, JOB_SCAN, g_strdup_printf ("CODE-%u", row), NULL);
    break;
  }
}

guint
life_step (Life *self, GError **error)
{
  /* A first pull comes before anyone is at the door. */
  gboolean open = self->fed_now > 0;
  guint failed;

  self->fed = self->fed_now;
  if (!open || g_rand_int_range (self->dice, 0, 3) == 0)
    submit (self, JOB_FEED, NULL, next_page (self));
  else
    submit_any (self);
  for (int more = g_rand_int_range (self->dice, 0, 4); open && more > 0; more--)
    submit_any (self);
  while (self->waiting > 0)
    g_main_context_iteration (NULL, TRUE);
  failed = self->failed;
  self->failed = 0;
  if (self->failure != NULL)
    g_propagate_error (error, g_steal_pointer (&self->failure));
  return failed;
}

void
life_go_on (Life *self, guint steps)
{
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < steps; i++) {
    if (g_rand_int_range (self->dice, 0, 24) == 0)
      life_close (self);
    life_open (self, &error);
    g_assert_no_error (error);
    life_step (self, &error);
    g_assert_no_error (error);
  }
}

/* Afterwards. */

static gboolean
has_entry (FoyerStore *store, const char *id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerEntry) entry = foyer_journal_get (store, id, &error);

  g_assert_no_error (error);
  return entry != NULL;
}

static guint
count_lost (Life *self, FoyerStore *store, guint cut, gint64 cursor)
{
  guint lost = 0;

  for (guint i = 0; i < self->acknowledged->len; i++) {
    const Acknowledged *one = self->acknowledged->pdata[i];

    if (one->cut <= cut)
      lost += cursor < one->cursor || (one->entry != NULL && !has_entry (store, one->entry));
  }
  return lost;
}

static void
check_refused (Life *self, FoyerStore *store)
{
  for (guint i = 0; i < self->refused->len; i++)
    g_assert_false (has_entry (store, self->refused->pdata[i]));
}

/* A slice of the feed is there with its cursor, or neither is. */
static void
check_feed (Life *self, FoyerStore *store, gint64 cursor)
{
  for (guint i = 0; i < self->sent->len; i++) {
    const Sent *sent = self->sent->pdata[i];
    g_autoptr (GError) error = NULL;
    g_autoptr (FoyerRegistration) row = foyer_registry_get (store, sent->id, &error);

    g_assert_no_error (error);
    if (sent->seq <= cursor) {
      g_assert_nonnull (row);
      g_assert_cmpint (row->revision, >=, sent->revision);
    }
    else {
      g_assert_true (row == NULL || row->revision < sent->revision);
    }
  }
}

/* Registered and admitted in one transaction. */
static gboolean
check_walk_in (const FoyerEntry *entry, gpointer user_data)
{
  GHashTable *halves = user_data;

  if (entry->kind == FOYER_ENTRY_REGISTER)
    g_hash_table_add (halves, g_strdup (entry->registration));
  else if (entry->method == FOYER_METHOD_WALK_IN)
    g_hash_table_remove (halves, entry->registration);
  return TRUE;
}

static void
check_whole (FoyerStore *store, gboolean thorough)
{
  g_autoptr (GHashTable) halves = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GError) error = NULL;
  gboolean same = FALSE;

  if (thorough) {
    g_autofree char *found = foyer_sql_text (store, &error, "PRAGMA integrity_check", NULL);

    g_assert_no_error (error);
    g_assert_cmpstr (found, ==, "ok");
  }
  sample_begin (store);
  g_assert_true (foyer_journal_verify (store, &same, &error));
  g_assert_no_error (error);
  g_assert_true (same);
  foyer_store_rollback (store);
  g_assert_true (foyer_journal_foreach (store, check_walk_in, halves, &error));
  g_assert_cmpuint (g_hash_table_size (halves), ==, 0);
}

guint
life_check (Life *self, const char *path, guint cut, gboolean thorough)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerStore) store = foyer_store_open (path, FOYER_STORE_OWN, &error);
  g_autofree char *epoch = NULL;
  gint64 cursor = 0;

  g_assert_no_error (error);
  check_whole (store, thorough);
  g_assert_true (foyer_feed_cursor (store, &cursor, &epoch, &error));
  check_feed (self, store, cursor);
  if (cut == LIFE_UNCUT)
    check_refused (self, store);
  return count_lost (self, store, cut, cursor);
}
