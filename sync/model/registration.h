/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum {
  FOYER_STATUS_PENDING,
  FOYER_STATUS_CONFIRMED,
  FOYER_STATUS_WAITLISTED,
  FOYER_STATUS_REJECTED,
  FOYER_STATUS_CANCELLED,
  FOYER_STATUS_N
} FoyerStatus;

/** The most people who come on one code. */
#define FOYER_PARTY_MAX 1000

/** The status' name on the wire and in files ("confirmed"), and back; FALSE for no such name. */
const char *foyer_status_to_string   (FoyerStatus status);
gboolean    foyer_status_from_string (const char *text, FoyerStatus *status);

/**
 * FoyerRegistration:
 * @id: UUID; where a kiosk registered someone, the id of its `register` entry
 * @person: UUID of who stands at the door; the only thing that merging changes
 * @status: as the organizer decided
 * @registered_us: when the person signed up, µs since the epoch, UTC; 0 unknown
 * @payment_due: in the currency's smallest unit; 0 nothing
 * @ticket_serial: the number of the valid Foyer ticket; lower ones are void; 0 none issued
 * @revision: grows with each change at the hub; 0 as long as only a kiosk knows the row
 * @party: people who come on this registration's code; at least 1
 * @status_us: when the organizer last changed @status, µs since the epoch, UTC; 0 never
 * @status_before: what it was until then
 * @codes: (nullable): codes of other ticket services, as they are; NULL-terminated
 * @reference: how the channel itself names the row; unique within it, where given
 * @answers: (nullable): answers to the channel's own questions, a JSON object
 * @note: for the desk
 * @source: (nullable): the service that owns the row
 *
 * One sign-up through one channel. Never merged away. Every text may be NULL
 * but @id, @person, @channel and @name.
 */
typedef struct {
  char       *id;
  char       *person;
  FoyerStatus status;
  gint64      registered_us;
  gint64      payment_due;
  gint64      ticket_serial;
  gint64      revision;
  gint64      party;
  gint64      status_us;
  FoyerStatus status_before;
  char      **codes;

  char       *channel;
  char       *reference;
  char       *name;
  char       *phone;
  char       *email;
  char       *company;
  char       *title;
  char       *city;
  char       *category;
  char       *answers;
  char       *note;
  char       *source;
} FoyerRegistration;

FoyerRegistration *foyer_registration_new  (void) G_GNUC_WARN_UNUSED_RESULT;
FoyerRegistration *foyer_registration_copy (const FoyerRegistration *self) G_GNUC_WARN_UNUSED_RESULT;
void               foyer_registration_free (FoyerRegistration *self);

/** Whether both say the same, whatever their revisions. */
gboolean           foyer_registration_equal (const FoyerRegistration *a, const FoyerRegistration *b);

/**
 * FoyerTextField:
 * @name: on the wire, in the store and in files
 * @offset: of the `char *` in #FoyerRegistration
 *
 * The text fields as a table, so that what treats all of them alike (wire,
 * store, comparing, amending) cannot forget one.
 */
typedef struct {
  const char *name;
  gsize       offset;
} FoyerTextField;

#define FOYER_N_TEXT_FIELDS 12
extern const FoyerTextField foyer_registration_fields[FOYER_N_TEXT_FIELDS];

/** Where @self keeps the text of field number @i. */
char **foyer_registration_text (const FoyerRegistration *self, gsize i);

/** The number of the field called @name, or -1. */
int    foyer_registration_field_index (const char *name);

/** What stands in place of the name of someone who was erased. */
#define FOYER_ERASED_NAME "—"

/** Takes away what tells who it was; what sums are made of stays. Safe to repeat. */
void               foyer_registration_erase (FoyerRegistration *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerRegistration, foyer_registration_free)

G_END_DECLS
