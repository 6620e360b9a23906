/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-session"

#include "session.h"

#include "door-error.h"

#include <sodium.h>
#include <string.h>

#define PEOPLE_MAX     2
#define FREE_TRIES     3
#define PENALTY_S      5
#define PENALTY_MAX_S  300

struct _FoyerSession {
  GObject    parent_instance;

  guint      idle_ms;
  guint      idle_source;
  GPtrArray *people;       /* of FoyerStaff, without PIN hashes */
  char      *names;
  char      *staff;
  guint      failures;     /* wrong PINs in a row */
  gint64     closed_until_us;  /* monotonic: no PIN is taken before */
};

enum { PROP_OPEN = 1, PROP_NAMES, N_PROPS };
static GParamSpec *props[N_PROPS];

G_DEFINE_TYPE (FoyerSession, foyer_session, G_TYPE_OBJECT)

gboolean
foyer_session_is_open (FoyerSession *self)
{
  return self->people->len > 0;
}

const char *
foyer_session_get_names (FoyerSession *self)
{
  return self->names;
}

const char *
foyer_session_get_staff (FoyerSession *self)
{
  return self->people->len > 0 ? self->staff : NULL;
}

static void
changed (FoyerSession *self)
{
  g_autoptr (GString) names = g_string_new (NULL);
  g_autoptr (GString) ids = g_string_new (NULL);

  for (guint i = 0; i < self->people->len; i++) {
    const FoyerStaff *person = g_ptr_array_index (self->people, i);

    g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", person->name);
    g_string_append_printf (ids, "%s%s", i > 0 ? "," : "", person->id);
  }
  g_free (self->names);
  g_free (self->staff);
  self->names = g_strdup (names->str);
  self->staff = g_strdup (ids->str);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_NAMES]);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_OPEN]);
}

void
foyer_session_close (FoyerSession *self)
{
  g_clear_handle_id (&self->idle_source, g_source_remove);
  if (self->people->len == 0)
    return;
  g_ptr_array_set_size (self->people, 0);
  changed (self);
}

static gboolean
on_idle (gpointer user_data)
{
  FoyerSession *self = user_data;

  self->idle_source = 0;
  foyer_session_close (self);
  return G_SOURCE_REMOVE;
}

void
foyer_session_touch (FoyerSession *self)
{
  g_clear_handle_id (&self->idle_source, g_source_remove);
  if (self->people->len > 0 && self->idle_ms > 0)
    self->idle_source = g_timeout_add (self->idle_ms, on_idle, self);
}

static gboolean
is_here (FoyerSession *self, const char *id)
{
  for (guint i = 0; i < self->people->len; i++) {
    const FoyerStaff *person = g_ptr_array_index (self->people, i);

    if (g_str_equal (person->id, id))
      return TRUE;
  }
  return FALSE;
}

void
foyer_session_join (FoyerSession *self, const FoyerStaff *staff)
{
  FoyerStaff *person;

  self->failures = 0;
  self->closed_until_us = 0;
  if (!is_here (self, staff->id)) {
    person = foyer_staff_new ();
    person->id = g_strdup (staff->id);
    person->name = g_strdup (staff->name ? staff->name : "");
    if (self->people->len == PEOPLE_MAX)
      g_ptr_array_remove_index (self->people, 0);
    g_ptr_array_add (self->people, person);
    changed (self);
  }
  foyer_session_touch (self);
}

guint
foyer_session_penalty_s (guint failures)
{
  if (failures < FREE_TRIES)
    return 0;
  return MIN (PENALTY_S << MIN (failures - FREE_TRIES, 16), PENALTY_MAX_S);
}

guint
foyer_session_get_wait_s (FoyerSession *self)
{
  gint64 left_us = self->closed_until_us - g_get_monotonic_time ();

  return left_us > 0 ? (guint) ((left_us + G_USEC_PER_SEC - 1) / G_USEC_PER_SEC) : 0;
}

/* A PIN on its way through the thread, with the hashes it may match. */
typedef struct {
  char      *pin;
  GPtrArray *staff;
  guint      found;   /* index into staff; staff->len: nobody */
} PinCheck;

static void
pin_check_free (gpointer data)
{
  PinCheck *check = data;

  sodium_memzero (check->pin, strlen (check->pin));
  g_free (check->pin);
  g_ptr_array_unref (check->staff);
  g_free (check);
}

static void
check_pin_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  PinCheck *check = data;

  for (check->found = 0; check->found < check->staff->len; check->found++) {
    const FoyerStaff *person = g_ptr_array_index (check->staff, check->found);

    if (person->pin_hash != NULL &&
        crypto_pwhash_str_verify (person->pin_hash, check->pin, strlen (check->pin)) == 0)
      break;
  }
  g_task_return_boolean (task, check->found < check->staff->len);
}

static FoyerStaff *
copy_staff (const FoyerStaff *from)
{
  FoyerStaff *staff = foyer_staff_new ();

  staff->id = g_strdup (from->id);
  staff->name = g_strdup (from->name);
  staff->pin_hash = g_strdup (from->pin_hash);
  return staff;
}

void
foyer_session_enter_pin_async (FoyerSession *self, const FoyerEvent *event, const char *pin,
                               GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  PinCheck *check = g_new0 (PinCheck, 1);

  check->pin = g_strdup (pin);
  check->staff = g_ptr_array_new_with_free_func ((GDestroyNotify) foyer_staff_free);
  for (guint i = 0; event != NULL && i < event->staff->len; i++)
    g_ptr_array_add (check->staff, copy_staff (g_ptr_array_index (event->staff, i)));
  g_task_set_task_data (task, check, pin_check_free);

  if (foyer_session_get_wait_s (self) > 0)
    g_task_return_new_error (task, FOYER_DOOR_ERROR, FOYER_DOOR_ERROR_WAIT, "too many wrong PINs");
  else
    g_task_run_in_thread (task, check_pin_thread);
}

static void
count_failure (FoyerSession *self)
{
  self->failures++;
  self->closed_until_us = g_get_monotonic_time () +
                          foyer_session_penalty_s (self->failures) * (gint64) G_USEC_PER_SEC;
}

gboolean
foyer_session_enter_pin_finish (FoyerSession *self, GAsyncResult *result, GError **error)
{
  PinCheck *check = g_task_get_task_data (G_TASK (result));
  GError *failure = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &failure)) {
    foyer_session_join (self, g_ptr_array_index (check->staff, check->found));
    return TRUE;
  }
  if (failure != NULL) {
    g_propagate_error (error, failure);
    return FALSE;
  }
  count_failure (self);
  g_set_error (error, FOYER_DOOR_ERROR, FOYER_DOOR_ERROR_PIN, "nobody has this PIN");
  return FALSE;
}

static void
foyer_session_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  FoyerSession *self = FOYER_SESSION (object);

  switch (id) {
  case PROP_OPEN:
    g_value_set_boolean (value, foyer_session_is_open (self));
    break;
  case PROP_NAMES:
    g_value_set_string (value, self->names);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
foyer_session_finalize (GObject *object)
{
  FoyerSession *self = FOYER_SESSION (object);

  g_clear_handle_id (&self->idle_source, g_source_remove);
  g_ptr_array_unref (self->people);
  g_free (self->names);
  g_free (self->staff);
  G_OBJECT_CLASS (foyer_session_parent_class)->finalize (object);
}

static void
foyer_session_class_init (FoyerSessionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = foyer_session_get_property;
  object_class->finalize = foyer_session_finalize;

  props[PROP_OPEN] = g_param_spec_boolean ("open", NULL, NULL, FALSE,
                                           G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  props[PROP_NAMES] = g_param_spec_string ("names", NULL, NULL, "",
                                           G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
foyer_session_init (FoyerSession *self)
{
  self->people = g_ptr_array_new_with_free_func ((GDestroyNotify) foyer_staff_free);
  self->names = g_strdup ("");
}

FoyerSession *
foyer_session_new (guint idle_ms)
{
  FoyerSession *self = g_object_new (FOYER_TYPE_SESSION, NULL);

  self->idle_ms = idle_ms;
  return self;
}
