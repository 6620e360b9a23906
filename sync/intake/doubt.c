/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "doubt.h"

#include "alike.h"
#include "fold.h"
#include "link.h"
#include "names.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* A phone or mail address of more people than that is a contact of a group:
 * each is held against the first only, or 20 colleagues were 190 questions. */
#define GROUP 6

/* A name of more people than that tells nothing by itself. */
#define RARE 3

static const char * const kind_names[FOYER_DOUBT_N] = {
  [FOYER_DOUBT_RULE]       = "rule",
  [FOYER_DOUBT_SAME_PHONE] = "same_phone",
  [FOYER_DOUBT_NEAR_PHONE] = "near_phone",
  [FOYER_DOUBT_NEAR_NAME]  = "near_name",
  [FOYER_DOUBT_COMPANY]    = "company",
  [FOYER_DOUBT_NAME]       = "name",
};

static const char * const sentences[FOYER_DOUBT_N] = {
  [FOYER_DOUBT_RULE]       = N_("the same contact and name, but kept as two people"),
  [FOYER_DOUBT_SAME_PHONE] = N_("the same phone, different names"),
  [FOYER_DOUBT_NEAR_PHONE] = N_("the same name, phones one digit apart"),
  [FOYER_DOUBT_NEAR_NAME]  = N_("the same e-mail, names one letter apart"),
  [FOYER_DOUBT_COMPANY]    = N_("the same name and company"),
  [FOYER_DOUBT_NAME]       = N_("the same name, and one of them left no contact"),
};

/* A registration as it is compared. */
typedef struct {
  const FoyerRegistration *row;
  char                    *phone;
  char                    *email;
  char                    *name;
  char                    *company;
} Folded;

typedef struct {
  Folded     *folded;
  GHashTable *pairs;   /* of "person\nperson", to the index + 1 of the doubt */
  GArray     *doubts;
} Finding;

const char *
foyer_doubt_kind_to_string (FoyerDoubtKind kind)
{
  return foyer_name_of (kind_names, FOYER_DOUBT_N, kind);
}

const char *
foyer_doubt_kind_text (FoyerDoubtKind kind)
{
  return _(sentences[kind]);
}

const char *
foyer_doubt_name_text (const char *name)
{
  int kind = foyer_name_index (kind_names, FOYER_DOUBT_N, name);

  return kind >= 0 ? foyer_doubt_kind_text ((FoyerDoubtKind) kind) : name;
}

static Folded *
fold_all (const GPtrArray *registrations)
{
  Folded *all = g_new0 (Folded, registrations->len + 1);

  for (guint i = 0; i < registrations->len; i++) {
    const FoyerRegistration *row = g_ptr_array_index (registrations, i);

    all[i] = (Folded) { row, foyer_link_phone (row->phone), foyer_link_email (row->email),
                        foyer_alike_plain (row->name), foyer_alike_company (row->company) };
  }
  return all;
}

static void
free_all (Folded *all, guint n)
{
  for (guint i = 0; i < n; i++) {
    g_free (all[i].phone);
    g_free (all[i].email);
    g_free (all[i].name);
    g_free (all[i].company);
  }
  g_free (all);
}

static void
note (Finding *self, FoyerDoubtKind kind, guint a, guint b)
{
  const char *person_a = self->folded[a].row->person;
  const char *person_b = self->folded[b].row->person;
  gboolean turned = strcmp (person_a, person_b) > 0;
  g_autofree char *pair = g_strconcat (turned ? person_b : person_a, "\n",
                                       turned ? person_a : person_b, NULL);
  guint known = GPOINTER_TO_UINT (g_hash_table_lookup (self->pairs, pair));
  FoyerDoubt doubt = { kind, MIN (a, b), MAX (a, b) };

  if (known == 0) {
    g_array_append_val (self->doubts, doubt);
    g_hash_table_insert (self->pairs, g_steal_pointer (&pair),
                         GUINT_TO_POINTER (self->doubts->len));
  }
  else if (kind < g_array_index (self->doubts, FoyerDoubt, known - 1).kind)
    g_array_index (self->doubts, FoyerDoubt, known - 1) = doubt;
}

typedef void (*PairFunc) (Finding *self, guint a, guint b, guint n_in_group);

static void
on_same_phone (Finding *self, guint a, guint b, guint n_in_group)
{
  gboolean alike = foyer_alike_names (self->folded[a].row->name, self->folded[b].row->name);

  note (self, alike ? FOYER_DOUBT_RULE : FOYER_DOUBT_SAME_PHONE, a, b);
}

static void
on_same_email (Finding *self, guint a, guint b, guint n_in_group)
{
  const char *name_a = self->folded[a].name;
  const char *name_b = self->folded[b].name;

  if (foyer_alike_names (self->folded[a].row->name, self->folded[b].row->name))
    note (self, FOYER_DOUBT_RULE, a, b);
  else if (name_a != NULL && name_b != NULL && foyer_alike_nearly (name_a, name_b))
    note (self, FOYER_DOUBT_NEAR_NAME, a, b);
}

static gboolean
has_contact (const Folded *one)
{
  return one->phone != NULL || one->email != NULL;
}

/* A mobile number that lacks a digit is not known as one, and keeps its +86. */
static const char *
without_country (const char *phone)
{
  return g_str_has_prefix (phone, "+86") ? phone + 3 : phone;
}

static gboolean
are_near (const char *phone, const char *other)
{
  return phone != NULL && other != NULL &&
         foyer_alike_nearly (without_country (phone), without_country (other));
}

static void
on_same_name (Finding *self, guint a, guint b, guint n_in_group)
{
  const Folded *one = &self->folded[a];
  const Folded *other = &self->folded[b];

  if (are_near (one->phone, other->phone))
    note (self, FOYER_DOUBT_NEAR_PHONE, a, b);
  else if (one->company != NULL && g_strcmp0 (one->company, other->company) == 0)
    note (self, FOYER_DOUBT_COMPANY, a, b);
  else if (n_in_group <= RARE && (!has_contact (one) || !has_contact (other)))
    note (self, FOYER_DOUBT_NAME, a, b);
}

static void
compare_group (Finding *self, const GArray *group, guint n_each, PairFunc func)
{
  for (guint i = 0; i < MIN (group->len, n_each); i++) {
    for (guint j = i + 1; j < group->len; j++) {
      guint a = g_array_index (group, guint, i);
      guint b = g_array_index (group, guint, j);

      if (strcmp (self->folded[a].row->person, self->folded[b].row->person) != 0)
        func (self, a, b, group->len);
    }
  }
}

/* Calls @func for the pairs that share the text at @offset; in groups of more
 * than @most, only the first is held against the others. */
static void
compare_by (Finding *self, guint n, gsize offset, guint most, PairFunc func)
{
  g_autoptr (GHashTable) groups =
    g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) g_array_unref);
  g_autoptr (GPtrArray) shared = g_ptr_array_new ();

  for (guint i = 0; i < n; i++) {
    char *key = G_STRUCT_MEMBER (char *, &self->folded[i], offset);
    GArray *group = key ? g_hash_table_lookup (groups, key) : NULL;

    if (key == NULL)
      continue;
    if (group == NULL) {
      group = g_array_sized_new (FALSE, FALSE, sizeof (guint), 1);
      g_hash_table_insert (groups, key, group);
    }
    else if (group->len == 1)
      g_ptr_array_add (shared, group);
    g_array_append_val (group, i);
  }
  /* In the order of the rows, not of the hashes. */
  for (guint i = 0; i < shared->len; i++) {
    const GArray *group = g_ptr_array_index (shared, i);

    compare_group (self, group, group->len > most ? 1 : group->len, func);
  }
}

GArray *
foyer_doubts_find (const GPtrArray *registrations)
{
  Finding self = {
    fold_all (registrations), g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL),
    g_array_new (FALSE, FALSE, sizeof (FoyerDoubt))
  };

  compare_by (&self, registrations->len, G_STRUCT_OFFSET (Folded, phone), GROUP, on_same_phone);
  compare_by (&self, registrations->len, G_STRUCT_OFFSET (Folded, email), GROUP, on_same_email);
  compare_by (&self, registrations->len, G_STRUCT_OFFSET (Folded, name), G_MAXUINT, on_same_name);
  free_all (self.folded, registrations->len);
  g_hash_table_unref (self.pairs);
  return self.doubts;
}
