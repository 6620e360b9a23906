/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-paper"

#include "paper.h"

#include "badges.h"
#include "clock.h"
#include "id.h"
#include "printers.h"

#include <glib/gi18n.h>
#include <sodium.h>
#include <string.h>

struct _FoyerPaper {
  GObject          parent_instance;

  FoyerReplica    *replica;
  FoyerHealth     *health;
  char            *path;
  char            *template_name;   /* (nullable) */
  guint            patience_s;
  guint8           secret_key[64];
  FoyerPrintQueue *queue;           /* (nullable) */
  FoyerBadges     *badges;          /* with it */
  char            *trial;           /* (nullable): the job of a test badge */
};

G_DEFINE_TYPE (FoyerPaper, foyer_paper, G_TYPE_OBJECT)

void
foyer_paper_retell (FoyerPaper *self)
{
  g_autofree char *trouble = NULL;
  guint waiting = 0;

  if (self->queue == NULL)
    return;
  trouble = foyer_printers_trouble (self->queue);
  waiting = foyer_print_queue_count (self->queue, FOYER_PRINT_QUEUED) +
            foyer_print_queue_count (self->queue, FOYER_PRINT_SENDING) +
            foyer_print_queue_count (self->queue, FOYER_PRINT_PRINTING);
  foyer_health_set_printer (self->health, TRUE, trouble, waiting);
}

/* The test badge. */

static FoyerHealthTrial
trial_of (FoyerPrintState state)
{
  switch (state) {
  case FOYER_PRINT_PRINTED:
    return FOYER_HEALTH_TRIAL_GOOD;
  case FOYER_PRINT_FAILED:
  case FOYER_PRINT_CANCELLED:
    return FOYER_HEALTH_TRIAL_BAD;
  case FOYER_PRINT_UNKNOWN:
    return FOYER_HEALTH_TRIAL_UNCERTAIN;
  case FOYER_PRINT_QUEUED:
  case FOYER_PRINT_SENDING:
  case FOYER_PRINT_PRINTING:
  case FOYER_PRINT_N_STATES:
  default:
    return FOYER_HEALTH_TRIAL_UNDER_WAY;
  }
}

static void
on_job_changed (FoyerPaper *self, const char *id, guint state)
{
  if (g_strcmp0 (id, self->trial) == 0)
    foyer_health_set_badge_trial (self->health, trial_of ((FoyerPrintState) state));
  foyer_paper_retell (self);
}

/* Whoever picks it up knows it for what it is, in whichever language. */
static FoyerBadge *
test_badge (void)
{
  FoyerBadge *badge = foyer_badge_new ();

  badge->name = g_strdup ("TEST 测试");
  badge->company = g_strdup ("Foyer");
  badge->title = g_strdup ("TEST");
  badge->category = g_strdup ("attendee");
  badge->code = g_strdup ("FOYER-TEST");
  return badge;
}

static void
on_trial_enqueued (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (FoyerPaper) self = user_data;
  g_autoptr (GError) error = NULL;

  if (foyer_print_queue_enqueue_finish (FOYER_PRINT_QUEUE (source), result, &error))
    return;
  g_warning ("no test badge can be printed: %s", error->message);
  foyer_health_set_badge_trial (self->health, FOYER_HEALTH_TRIAL_BAD);
}

void
foyer_paper_try (FoyerPaper *self, const char *event_template)
{
  const char *name = self->template_name ? self->template_name : event_template;
  g_autoptr (FoyerBadge) badge = test_badge ();
  g_autofree char *id = NULL;

  if (self->queue == NULL || name == NULL)
    return;
  id = foyer_id_new (foyer_clock_now_us ());
  g_free (self->trial);
  self->trial = g_strconcat ("test-", id, NULL);
  foyer_health_set_badge_trial (self->health, FOYER_HEALTH_TRIAL_UNDER_WAY);
  foyer_print_queue_enqueue_async (self->queue, self->trial, badge, name, NULL, on_trial_enqueued,
                                   g_object_ref (self));
}

/* Opening and closing. */

static void
open_queue (FoyerPaper *self, GPtrArray *printers)
{
  g_autoptr (GError) error = NULL;

  self->queue = foyer_print_queue_open (self->path, &error);
  if (self->queue == NULL) {
    g_warning ("badges cannot be printed: %s", error->message);
    foyer_health_set_printer (self->health, TRUE, _("Badges cannot be printed here"), 0);
    return;
  }
  foyer_print_queue_set_patience (self->queue, self->patience_s * 1000);
  if (!foyer_printers_add (self->queue, printers, &error))
    g_warning ("a printer cannot be used: %s", error->message);
  g_signal_connect_object (self->queue, "printer-changed", G_CALLBACK (foyer_paper_retell), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->queue, "job-changed", G_CALLBACK (on_job_changed), self, G_CONNECT_SWAPPED);
  self->badges = foyer_badges_new (self->replica, self->queue, self->template_name, self->secret_key);
  foyer_paper_retell (self);
}

void
foyer_paper_stop (FoyerPaper *self)
{
  if (self->badges != NULL)
    foyer_badges_stop (self->badges);
  if (self->queue != NULL)
    foyer_print_queue_close (self->queue);
  g_clear_object (&self->badges);
  g_clear_object (&self->queue);
}

void
foyer_paper_use (FoyerPaper *self, GPtrArray *printers)
{
  foyer_paper_stop (self);
  foyer_health_set_badge_trial (self->health, FOYER_HEALTH_TRIAL_NONE);
  if (printers->len > 0)
    open_queue (self, printers);
  else
    foyer_health_set_printer (self->health, FALSE, NULL, 0);
}

FoyerPrintQueue *
foyer_paper_get_queue (FoyerPaper *self)
{
  return self->queue;
}

static void
foyer_paper_finalize (GObject *object)
{
  FoyerPaper *self = FOYER_PAPER (object);

  foyer_paper_stop (self);
  g_clear_object (&self->replica);
  g_clear_object (&self->health);
  g_free (self->path);
  g_free (self->template_name);
  g_free (self->trial);
  sodium_memzero (self->secret_key, sizeof self->secret_key);
  G_OBJECT_CLASS (foyer_paper_parent_class)->finalize (object);
}

static void
foyer_paper_class_init (FoyerPaperClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = foyer_paper_finalize;
}

static void
foyer_paper_init (FoyerPaper *self)
{
}

FoyerPaper *
foyer_paper_new (FoyerReplica *replica, FoyerHealth *health, const FoyerEnrolment *enrolment,
                 const char *state, const char *template_name, guint patience_s)
{
  FoyerPaper *self = g_object_new (FOYER_TYPE_PAPER, NULL);

  self->replica = g_object_ref (replica);
  self->health = g_object_ref (health);
  self->path = g_build_filename (state, "badges.db", NULL);
  self->template_name = g_strdup (template_name);
  self->patience_s = patience_s;
  memcpy (self->secret_key, enrolment->secret_key, sizeof self->secret_key);
  return self;
}
