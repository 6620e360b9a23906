/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "enrolment.h"
#include "event.h"

G_BEGIN_DECLS

/**
 * FoyerWholeEvent:
 * @event: of the event file beside the tables, else made of the first table's name
 * @event_file: (nullable): the event file's name
 * @tables: (element-type FoyerIntake): what each table says
 * @files: (element-type utf8): their names, in the same order
 * @registrations, @people: who would be there
 * @doubts: pairs of people who may be one
 * @refused: rows that could not be read
 * @remarks: (element-type utf8): which rows, and why; no more than ten
 *
 * A whole event as it lies on a disk, before anything of it counts.
 */
typedef struct {
  FoyerEvent *event;
  char       *event_file;
  GPtrArray  *tables;
  GPtrArray  *files;
  gint64      registrations;
  gint64      people;
  guint       doubts;
  guint       refused;
  GPtrArray  *remarks;
} FoyerWholeEvent;

void             foyer_whole_event_free (FoyerWholeEvent *self);

/**
 * foyer_whole_event_read:
 * @tables: paths of the tables, at least one
 * @event_file: (nullable): path of the event's own file
 * @scratch: a folder in which a trial is made, and of which nothing stays
 *
 * Reads everything and tries it out, without a trace. Blocks; any thread.
 * Errors as in #FoyerIntakeError, #FoyerStoreError and #FoyerDoorError EVENT.
 */
FoyerWholeEvent *foyer_whole_event_read (char **tables, const char *event_file, const char *scratch,
                                         GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * foyer_whole_event_make:
 * @address, @token: a hub that holds nothing yet, and its organizer's token
 * @name: of the kiosk
 * @state: where its enrolment is kept
 *
 * Makes the event at the hub, brings everyone in, gives each a ticket and
 * enrols this machine. Blocks; any thread. The same again changes nothing but
 * the enrolment.
 */
FoyerEnrolment  *foyer_whole_event_make (const FoyerWholeEvent *self, const char *address, const char *token,
                                         const char *name, const char *state, GError **error)
  G_GNUC_WARN_UNUSED_RESULT;

/**
 * FoyerPass:
 *
 * What opens the desk: a PIN to type, and a code to hold up.
 */
typedef struct {
  char *pin;
  char *code;
} FoyerPass;

void       foyer_pass_free (FoyerPass *self);

/**
 * foyer_whole_event_pass:
 * @event: id of the hub's event
 * @name: as colleagues will know who has it
 *
 * Lets one more volunteer in on the desk. Nobody can be told the PIN later.
 * Blocks; any thread.
 */
FoyerPass *foyer_whole_event_pass (const char *address, const char *token, const char *event,
                                   const char *name, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerWholeEvent, foyer_whole_event_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerPass, foyer_pass_free)

G_END_DECLS
