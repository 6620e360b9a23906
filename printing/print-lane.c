/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-print-lane"

#include "print-lane-private.h"

#include "badge-layout.h"

#define BACKOFF_MIN_MS 500
#define BACKOFF_MAX_MS 5000
#define WATCH_MIN_MS 15
#define WATCH_MAX_MS 500
#define IDLE_MS 2000
#define BUSY_MS 200
/* A printer may list a job a little after it took the last byte. */
#define GRACE_US (6 * G_USEC_PER_SEC)
#define GRACE_STEP_MS 300
#define TRIES_MAX 3

struct _FoyerPrintLane {
  char                *name;
  FoyerPrinter        *printer;
  FoyerPrintStore     *store;
  FoyerPrintLaneEvents events;
  GThread             *thread;

  GMutex               lock;          /* guards what follows, up to the blank line */
  GCond                changed;
  gboolean             stopping;
  guint                news;
  FoyerPrinterStatus   status;

  guint                seen;          /* of the news; the lane's thread only, as all below */
  guint                failures;      /* in a row, to reach the printer */
  guint                looks;         /* at the job being printed */
  GHashTable          *templates;
};

/* FALSE once the lane is to stop. @for_news: a new job ends the waiting too. */
static gboolean
wait (FoyerPrintLane *self, guint ms, gboolean for_news)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  gint64 end = g_get_monotonic_time () + (gint64) ms * 1000;

  while (!self->stopping && !(for_news && self->news != self->seen))
    if (!g_cond_wait_until (&self->changed, &self->lock, end))
      break;
  self->seen = self->news;
  return !self->stopping;
}

static void
publish (FoyerPrintLane *self, FoyerPrinterState state, FoyerPrinterReasons reasons)
{
  gboolean same;

  g_mutex_lock (&self->lock);
  same = self->status.state == state && self->status.reasons == reasons;
  self->status = (FoyerPrinterStatus) { state, reasons };
  g_mutex_unlock (&self->lock);
  if (!same)
    self->events.printer_changed (self->events.user_data, self->name);
}

static void
set_job (FoyerPrintLane *self, const FoyerPrintJob *job, FoyerPrintState state, int printer_job,
         FoyerPrinterReasons reasons, const char *message)
{
  g_autoptr (GError) error = NULL;

  if (!foyer_print_store_set (self->store, job->id, state, printer_job, reasons, message, &error))
    {
      /* The row still says what it said: the next step finds it there and does the same. */
      g_warning ("job %s: %s", job->id, error->message);
      wait (self, BACKOFF_MAX_MS, FALSE);
      return;
    }
  g_debug ("job %s: %s%s%s", job->id, foyer_print_state_to_string (state),
           message != NULL ? ": " : "", message != NULL ? message : "");
  self->events.job_changed (self->events.user_data, job->id, state);
}

/* Changes a job's reasons only, and only if they are others. */
static void
explain (FoyerPrintLane *self, const FoyerPrintJob *job, FoyerPrinterReasons reasons,
         const char *message)
{
  if (job->reasons != reasons)
    set_job (self, job, job->state, job->printer_job, reasons, message);
}

static void
lose_printer (FoyerPrintLane *self, const FoyerPrintJob *job, const GError *error)
{
  guint ms = MIN (BACKOFF_MIN_MS << MIN (self->failures, 10), BACKOFF_MAX_MS);

  if (self->failures++ == 0)
    g_message ("%s", error->message);
  else
    g_debug ("%s", error->message);
  publish (self, FOYER_PRINTER_UNKNOWN_STATE, FOYER_PRINTER_UNREACHABLE);
  if (job != NULL)
    explain (self, job, FOYER_PRINTER_UNREACHABLE, error->message);
  wait (self, ms, FALSE);
}

static gboolean
probe (FoyerPrintLane *self, const FoyerPrintJob *job, FoyerPrinterStatus *status)
{
  g_autoptr (GError) error = NULL;

  if (!foyer_printer_probe (self->printer, status, &error)) {
    lose_printer (self, job, error);
    return FALSE;
  }
  if (self->failures > 0)
    g_message ("printer %s answers again", self->name);
  self->failures = 0;
  publish (self, status->state, status->reasons);
  return TRUE;
}

static FoyerBadgeTemplate *
get_template (FoyerPrintLane *self, const char *name, GError **error)
{
  FoyerBadgeTemplate *template = g_hash_table_lookup (self->templates, name);

  if (template != NULL)
    return template;
  template = foyer_badge_template_load (name, error);
  if (template != NULL)
    g_hash_table_insert (self->templates, g_strdup (name), template);
  return template;
}

static FoyerDocument *
make_document (FoyerPrintLane *self, const FoyerPrintJob *job, GError **error)
{
  FoyerBadgeTemplate *template = get_template (self, job->template_name, error);
  g_autofree char *json = NULL;
  g_autoptr (FoyerBadge) badge = NULL;

  if (template == NULL)
    return NULL;
  json = foyer_print_store_get_badge (self->store, job->id);
  badge = foyer_badge_from_json (json != NULL ? json : "", error);
  if (badge == NULL)
    return NULL;
  return foyer_badge_to_document (template, badge);
}

/* One for each try, so that an answer about an earlier one is never taken for this one's. */
static char *
job_name (const FoyerPrintJob *job, guint try)
{
  return try > 1 ? g_strdup_printf ("%s.%u", job->id, try) : g_strdup (job->id);
}

/* The printer did not take the job, and says why. */
static void
not_taken (FoyerPrintLane *self, const FoyerPrintJob *job, const GError *error)
{
  switch ((FoyerPrintingError) error->code) {
  case FOYER_PRINTING_ERROR_UNREACHABLE:
    set_job (self, job, FOYER_PRINT_QUEUED, 0, FOYER_PRINTER_UNREACHABLE, error->message);
    lose_printer (self, NULL, error);
    return;
  case FOYER_PRINTING_ERROR_BUSY:
    set_job (self, job, FOYER_PRINT_QUEUED, 0, FOYER_PRINTER_NO_REASON, error->message);
    wait (self, BUSY_MS, FALSE);
    return;
  case FOYER_PRINTING_ERROR_MEDIA:
    set_job (self, job, FOYER_PRINT_QUEUED, 0, FOYER_PRINTER_MEDIA_NEEDED, error->message);
    publish (self, FOYER_PRINTER_STOPPED, FOYER_PRINTER_MEDIA_NEEDED);
    wait (self, BACKOFF_MAX_MS, FALSE);
    return;
  case FOYER_PRINTING_ERROR_LOST:
  case FOYER_PRINTING_ERROR_GONE:
    /* The row stays as it is; if that is SENDING, the next step asks the printer. */
    g_message ("job %s: %s", job->id, error->message);
    wait (self, BUSY_MS, FALSE);
    return;
  case FOYER_PRINTING_ERROR_TEMPLATE:
  case FOYER_PRINTING_ERROR_REFUSED:
  case FOYER_PRINTING_ERROR_STORE:
  case FOYER_PRINTING_ERROR_NEWER:
  case FOYER_PRINTING_ERROR_STATE:
  default:
    g_message ("job %s: %s", job->id, error->message);
    set_job (self, job, FOYER_PRINT_FAILED, 0, FOYER_PRINTER_OTHER, error->message);
  }
}

static void
hand_over (FoyerPrintLane *self, const FoyerPrintJob *job, FoyerDocument *document)
{
  g_autofree char *name = job_name (job, job->tries + 1);
  g_autoptr (GError) error = NULL;
  FoyerPrinterJob sent;
  gboolean claimed;

  /* From here until the printer's answer nobody knows; the file must say so first. */
  if (!foyer_print_store_claim (self->store, job->id, self->name, &claimed, &error)) {
    g_warning ("job %s: %s", job->id, error->message);
    wait (self, BACKOFF_MAX_MS, FALSE);
    return;
  }
  if (!claimed)
    return;
  self->events.job_changed (self->events.user_data, job->id, FOYER_PRINT_SENDING);
  if (foyer_printer_print (self->printer, document, name, 1, &sent, &error))
    set_job (self, job, FOYER_PRINT_PRINTING, sent.id, sent.reasons, NULL);
  else
    not_taken (self, job, error);
}

static void
send (FoyerPrintLane *self, const FoyerPrintJob *job)
{
  FoyerPrinterStatus status;
  g_autoptr (FoyerDocument) document = NULL;
  g_autoptr (GError) error = NULL;

  self->looks = 0;
  if (!probe (self, job, &status))
    return;
  document = make_document (self, job, &error);
  if (document == NULL || !foyer_printer_accept (self->printer, document, &error))
    not_taken (self, job, error);
  else
    hand_over (self, job, document);
}

/* Whether it came out can no longer be learnt from the printer. */
static void
give_to_a_person (FoyerPrintLane *self, const FoyerPrintJob *job)
{
  g_message ("job %s: printer %s cannot say whether it has it", job->id, self->name);
  set_job (self, job, FOYER_PRINT_UNKNOWN, job->printer_job, FOYER_PRINTER_NO_REASON,
           "the printer does not know whether it printed this");
}

static void
found (FoyerPrintLane *self, const FoyerPrintJob *job, const FoyerPrinterJob *at_printer)
{
  gboolean cut_short = at_printer->state == FOYER_PRINTER_JOB_ABORTED;

  /* The printer dropped a document of which it had got only a part. */
  if (cut_short && job->state == FOYER_PRINT_SENDING && job->tries < TRIES_MAX)
    set_job (self, job, FOYER_PRINT_QUEUED, 0, FOYER_PRINTER_NO_REASON,
             "the printer got only a part of it");
  else
    set_job (self, job, FOYER_PRINT_PRINTING, at_printer->id, at_printer->reasons, NULL);
}

/* What became of a job whose answer was lost, here or before a crash. */
static void
resolve (FoyerPrintLane *self, const FoyerPrintJob *job)
{
  g_autofree char *name = job_name (job, job->tries);
  gboolean may_still_appear = g_get_real_time () - job->sent_us < GRACE_US;
  g_autoptr (GError) error = NULL;
  FoyerPrinterFinding finding;
  FoyerPrinterJob at_printer;

  if (!foyer_printer_find (self->printer, name, job->sent_us, &finding, &at_printer, &error))
    lose_printer (self, job, error);
  else if (finding == FOYER_PRINTER_FOUND)
    found (self, job, &at_printer);
  else if (may_still_appear)
    wait (self, GRACE_STEP_MS, FALSE);
  else if (finding == FOYER_PRINTER_ABSENT && job->state == FOYER_PRINT_SENDING)
    set_job (self, job, FOYER_PRINT_QUEUED, 0, FOYER_PRINTER_NO_REASON,
             "the printer never got it");
  else
    give_to_a_person (self, job);
}

static void
keep_watching (FoyerPrintLane *self, const FoyerPrintJob *job, FoyerPrinterReasons reasons)
{
  FoyerPrinterStatus status;

  if (!probe (self, job, &status))
    return;
  explain (self, job, reasons | status.reasons, NULL);
  wait (self, MIN (WATCH_MIN_MS << MIN (self->looks, 10), WATCH_MAX_MS), FALSE);
  self->looks++;
}

static void
watch (FoyerPrintLane *self, const FoyerPrintJob *job)
{
  g_autofree char *name = job_name (job, job->tries);
  g_autoptr (GError) error = NULL;
  FoyerPrinterJob now;

  if (!foyer_printer_watch (self->printer, job->printer_job, name, &now, &error)) {
    if (g_error_matches (error, FOYER_PRINTING_ERROR, FOYER_PRINTING_ERROR_GONE))
      resolve (self, job);
    else
      lose_printer (self, job, error);
    return;
  }
  switch (now.state) {
  case FOYER_PRINTER_JOB_PENDING:
  case FOYER_PRINTER_JOB_PROCESSING:
    keep_watching (self, job, now.reasons);
    return;
  case FOYER_PRINTER_JOB_COMPLETED:
    set_job (self, job, FOYER_PRINT_PRINTED, now.id, FOYER_PRINTER_NO_REASON, NULL);
    return;
  case FOYER_PRINTER_JOB_ABORTED:
    set_job (self, job, FOYER_PRINT_FAILED, now.id, now.reasons, "the printer gave it up");
    return;
  case FOYER_PRINTER_JOB_CANCELED:
    set_job (self, job, FOYER_PRINT_FAILED, now.id, now.reasons, "cancelled at the printer");
    return;
  default:
    g_assert_not_reached ();
  }
}

/* One step. Everything that is known comes from the store, before and after a crash alike. */
static void
step (FoyerPrintLane *self)
{
  g_autoptr (FoyerPrintJob) busy = foyer_print_store_interrupted (self->store, self->name);
  g_autoptr (FoyerPrintJob) next = NULL;
  FoyerPrinterStatus status;

  if (busy != NULL) {
    if (busy->state == FOYER_PRINT_PRINTING)
      watch (self, busy);
    else
      resolve (self, busy);
    return;
  }
  next = foyer_print_store_next (self->store, self->name);
  if (next != NULL)
    send (self, next);
  else if (probe (self, NULL, &status))
    wait (self, IDLE_MS, TRUE);
}

/* The first letters of a process take 100 ms and more; the first guest shall not wait for them. */
static void
warm_up (void)
{
  static const char text[] = "[badge]\nversion=1\nwidth=62\nheight=100\n"
    "[text bold]\ntext=姓名 Name ·\nx=0\ny=0\nwidth=60\nheight=20\nsize=40\nweight=bold\n"
    "[text normal]\ntext=公司 Company\nx=0\ny=20\nwidth=60\nheight=20\nsize=12\n";
  g_autoptr (FoyerBadgeTemplate) template = foyer_badge_template_parse ("warm-up", text, NULL);
  g_autoptr (FoyerBadge) badge = foyer_badge_new ();

  g_bytes_unref (foyer_badge_to_pdf (template, badge, NULL));
}

static gpointer
lane_thread (gpointer data)
{
  FoyerPrintLane *self = data;

  warm_up ();
  while (wait (self, 0, FALSE))
    step (self);
  return NULL;
}

FoyerPrintLane *
foyer_print_lane_start (const char *name, FoyerPrinter *printer, FoyerPrintStore *store,
                        const FoyerPrintLaneEvents *events)
{
  FoyerPrintLane *self = g_new0 (FoyerPrintLane, 1);

  self->name = g_strdup (name);
  self->printer = printer;
  self->store = store;
  self->events = *events;
  self->templates = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                           (GDestroyNotify) foyer_badge_template_unref);
  g_mutex_init (&self->lock);
  g_cond_init (&self->changed);
  self->thread = g_thread_new ("foyer-printer", lane_thread, self);
  return self;
}

void
foyer_print_lane_wake (FoyerPrintLane *self)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  self->news++;
  g_cond_signal (&self->changed);
}

void
foyer_print_lane_stop (FoyerPrintLane *self)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  self->stopping = TRUE;
  g_cond_signal (&self->changed);
}

void
foyer_print_lane_free (FoyerPrintLane *self)
{
  foyer_print_lane_stop (self);
  g_thread_join (self->thread);
  g_hash_table_unref (self->templates);
  g_object_unref (self->printer);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->changed);
  g_free (self->name);
  g_free (self);
}

const char *
foyer_print_lane_get_name (FoyerPrintLane *self)
{
  return self->name;
}

FoyerPrinterStatus
foyer_print_lane_get_status (FoyerPrintLane *self)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  return self->status;
}
