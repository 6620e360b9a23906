/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-print-lane"

#include "print-step-private.h"

gboolean
foyer_print_lane_wait (FoyerPrintLane *self, guint ms, gboolean for_news)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  gint64 end = g_get_monotonic_time () + (gint64) ms * 1000;

  while (!self->stopping && !(for_news && self->news != self->seen))
    if (!g_cond_wait_until (&self->changed, &self->lock, end))
      break;
  self->seen = self->news;
  return !self->stopping;
}

/* IDLE and PROCESSING take turns with each badge: not worth a write. */
static gboolean
differ_for_readers (FoyerPrinterStatus a, FoyerPrinterStatus b)
{
  return a.reasons != b.reasons
         || foyer_printer_status_is_trouble (a) != foyer_printer_status_is_trouble (b)
         || (a.state == FOYER_PRINTER_UNKNOWN_STATE) != (b.state == FOYER_PRINTER_UNKNOWN_STATE);
}

void
foyer_print_lane_publish (FoyerPrintLane *self, FoyerPrinterStatus status)
{
  g_autoptr (GError) error = NULL;
  FoyerPrinterStatus before;

  status.reasons |= self->media | self->held;
  if (!foyer_printer_status_is_trouble (status))
    self->trouble_us = 0;
  else if (self->trouble_us == 0)
    self->trouble_us = g_get_monotonic_time ();
  g_mutex_lock (&self->lock);
  before = self->status;
  self->status = status;
  g_mutex_unlock (&self->lock);
  if (differ_for_readers (before, status)
      && !foyer_print_store_set_printer (self->store, self->name, status, &error))
    g_warning ("printer %s: %s", self->name, error->message);
  if (before.state != status.state || before.reasons != status.reasons)
    self->events.printer_changed (self->events.user_data, self->name);
}

gboolean
foyer_print_lane_others_ready (FoyerPrintLane *self)
{
  return self->events.others_are_ready (self->events.user_data, self->name);
}

gboolean
foyer_print_lane_out_of_patience (FoyerPrintLane *self)
{
  return self->trouble_us != 0
         && g_get_monotonic_time () - self->trouble_us > (gint64) self->patience_ms * 1000
         && foyer_print_lane_others_ready (self);
}

char *
foyer_print_lane_get_expected (FoyerPrintLane *self)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  return g_strdup (self->expected);
}

FoyerBadgeTemplate *
foyer_print_lane_get_template (FoyerPrintLane *self, const char *name, GError **error)
{
  FoyerBadgeTemplate *template = g_hash_table_lookup (self->templates, name);

  if (template != NULL)
    return template;
  template = foyer_badge_template_load (name, error);
  if (template != NULL)
    g_hash_table_insert (self->templates, g_strdup (name), template);
  return template;
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
  while (foyer_print_lane_wait (self, 0, FALSE))
    foyer_print_step (self);
  return NULL;
}

FoyerPrintLane *
foyer_print_lane_start (const char *name, FoyerPrinter *printer, FoyerPrintStore *store,
                        guint patience_ms, const FoyerPrintLaneEvents *events)
{
  FoyerPrintLane *self = g_new0 (FoyerPrintLane, 1);

  self->name = g_strdup (name);
  self->printer = printer;
  self->store = store;
  self->patience_ms = patience_ms;
  self->events = *events;
  self->started_us = g_get_monotonic_time ();
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
foyer_print_lane_expect (FoyerPrintLane *self, const char *template_name)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  g_free (self->expected);
  self->expected = g_strdup (template_name);
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
  g_free (self->expected);
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

gboolean
foyer_print_lane_is_ready (FoyerPrintLane *self)
{
  FoyerPrinterStatus status = foyer_print_lane_get_status (self);

  return status.state != FOYER_PRINTER_UNKNOWN_STATE && !foyer_printer_status_is_trouble (status);
}
