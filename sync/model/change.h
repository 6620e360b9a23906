/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "digest.h"
#include "entry.h"
#include "event.h"
#include "registration.h"

G_BEGIN_DECLS

/**
 * FoyerKey:
 * @id: UUID of the kiosk that signs with it, or of the event
 * @public_key: Ed25519, in hexadecimal
 * @name: of the kiosk, as people at the door know it
 * @revoked: nothing it signed is believed any more
 * @revocation: (nullable): by which the hub said so to the kiosk; signed, so that a hub restored
 * from a backup believes it again
 */
typedef struct {
  char    *id;
  char    *public_key;
  char    *name;
  gboolean revoked;
  char    *revocation;
} FoyerKey;

FoyerKey *foyer_key_new  (void) G_GNUC_WARN_UNUSED_RESULT;
void      foyer_key_free (FoyerKey *self);

typedef enum {
  FOYER_CHANGE_EVENT,         /* the event with its lists and staff */
  FOYER_CHANGE_REGISTRATION,
  FOYER_CHANGE_ENTRY,
  FOYER_CHANGE_KEY,
  FOYER_CHANGE_REMOVED,       /* a registration that is gone: its id */
  FOYER_CHANGE_N
} FoyerChangeKind;

const char *foyer_change_kind_to_string   (FoyerChangeKind kind);
gboolean    foyer_change_kind_from_string (const char *text, FoyerChangeKind *kind);

/**
 * FoyerChange:
 *
 * One line of a feed: what a thing is now, at feed position @seq. Exactly the
 * member that @kind names is set. @digest is of the thing as it was read, with
 * what this program does not understand of it; all zeros: not made yet.
 */
typedef struct {
  gint64             seq;
  FoyerChangeKind    kind;
  FoyerEvent        *event;
  FoyerRegistration *registration;
  FoyerEntry        *entry;
  FoyerKey          *key;
  char              *removed;
  FoyerDigest        digest;
} FoyerChange;

FoyerChange *foyer_change_new  (gint64 seq, FoyerChangeKind kind) G_GNUC_WARN_UNUSED_RESULT;
void         foyer_change_free (FoyerChange *self);

/** The id of the thing that @self is about. */
const char  *foyer_change_ref  (const FoyerChange *self);

/** The thing alone, as the feed says it: an object, or the id of what is removed. */
json_t      *foyer_change_thing (const FoyerChange *self) G_GNUC_WARN_UNUSED_RESULT;
/** The member of a change in which the thing is. */
const char  *foyer_change_member (FoyerChangeKind kind);

/**
 * FoyerPage:
 * @epoch: of the hub's store; a restored hub has another one
 * @next: the cursor after this page
 * @more: whether the hub has more right now
 * @changes: (element-type FoyerChange): in feed order
 * @digest: (nullable): of everything that the hub holds at @next; without @more only
 * @branch: where the epoch that was asked for ended in what the hub holds; -1 unknown, or the same
 * epoch. What a kiosk got behind it, the hub has lost
 * @partial: a change was of a kind that this program does not know
 */
typedef struct {
  char      *epoch;
  gint64     next;
  gboolean   more;
  GPtrArray *changes;
  char      *digest;
  gint64     branch;
  gboolean   partial;
} FoyerPage;

FoyerPage *foyer_page_new  (void) G_GNUC_WARN_UNUSED_RESULT;
void       foyer_page_free (FoyerPage *self);

typedef enum {
  FOYER_ANSWER_ACCEPTED,
  FOYER_ANSWER_DUPLICATE,  /* kept already, the very same */
  FOYER_ANSWER_REFUSED,    /* can't be kept; a person has to look at it */
  FOYER_ANSWER_NOT_KEPT,   /* not now (disk full, shutting down); send it again */
  FOYER_ANSWER_N
} FoyerAnswerKind;

const char *foyer_answer_to_string   (FoyerAnswerKind kind);
gboolean    foyer_answer_from_string (const char *text, FoyerAnswerKind *kind);

/** What the hub says of one entry. */
typedef struct {
  char           *id;
  FoyerAnswerKind kind;
  char           *reason;   /* (nullable): of a refusal */
} FoyerAnswer;

FoyerAnswer *foyer_answer_new  (const char *id, FoyerAnswerKind kind, const char *reason)
  G_GNUC_WARN_UNUSED_RESULT;
void         foyer_answer_free (FoyerAnswer *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerKey, foyer_key_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerChange, foyer_change_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerPage, foyer_page_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerAnswer, foyer_answer_free)

G_END_DECLS
