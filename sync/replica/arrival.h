/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "admission.h"

G_BEGIN_DECLS

/**
 * FoyerArrival:
 * @subject: (nullable): id of the registration
 * @registration: (nullable): as the replica has it
 * @person: (nullable)
 * @staff: (nullable): it was a volunteer's code
 *
 * Who stands at the door, as far as the code or the volunteer tells.
 */
typedef struct {
  FoyerProof         proof;
  char              *subject;
  FoyerRegistration *registration;
  char              *person;
  char              *staff;
} FoyerArrival;

void     foyer_arrival_clear     (FoyerArrival *self);

/** By the code, or as the volunteer picked. FALSE on failure; nobody known is none. */
gboolean foyer_arrival_identify  (FoyerStore *store, const FoyerEvent *event, const FoyerRequest *request,
                                  FoyerArrival *guest, GError **error);

/** By @subject. */
gboolean foyer_arrival_find      (FoyerStore *store, FoyerArrival *guest, GError **error);

/** The person's registration with the best standing on @list, (nullable) for any: the other ticket
 * of someone who cancelled one of two is as good. */
gboolean foyer_arrival_take_best (FoyerStore *store, const FoyerList *list, FoyerArrival *guest,
                                  GError **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FoyerArrival, foyer_arrival_clear)

G_END_DECLS
