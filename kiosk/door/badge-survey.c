/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "badge-survey.h"

#include "code.h"
#include "guest-badge.h"

typedef struct {
  const FoyerEvent    *event;
  FoyerBadgeTemplate  *template;
  guint8               secret_key[FOYER_CODE_SECRET_BYTES];
  FoyerBadgeSurveyFunc func;
  gpointer             user_data;
  gint64               checked;
} Survey;

static gboolean
check_one (const FoyerRegistration *row, gpointer user_data)
{
  Survey *self = user_data;
  g_autofree char *code = NULL;
  g_autoptr (FoyerBadge) badge = NULL;
  g_autoptr (FoyerBadgeReport) report = NULL;

  if (row->status == FOYER_STATUS_REJECTED || row->status == FOYER_STATUS_CANCELLED)
    return TRUE;
  code = foyer_code_make (FOYER_CODE_BADGE, self->event->id, row->id, 1, 0, self->secret_key);
  badge = foyer_guest_badge_new (self->event, row, code, 1);
  report = foyer_badge_check (self->template, badge);
  if (report->problems->len > 0)
    self->func (row, badge, report, self->user_data);
  self->checked++;
  return TRUE;
}

gint64
foyer_badge_survey (FoyerStore *store, const FoyerEvent *event, FoyerBadgeTemplate *template,
                    FoyerBadgeSurveyFunc func, gpointer user_data, GError **error)
{
  Survey self = { .event = event, .template = template, .func = func, .user_data = user_data };
  guint8 public_key[FOYER_CODE_PUBLIC_BYTES];

  foyer_code_make_key (public_key, self.secret_key);
  return foyer_registry_foreach (store, check_one, &self, error) ? self.checked : -1;
}
