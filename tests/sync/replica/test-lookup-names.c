/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Some hundred names and what a volunteer would type for each. The judge here
 * is simple and slow, and knows only the readings in the table. */
#include "sample.h"

#include <locale.h>
#include <string.h>
#include <unicode/ucol.h>
#include <unicode/ustring.h>

#define ROWS         8
#define MAX_READINGS 24

typedef struct {
  char  *name;
  char  *simple;        /* the name as it is typed on a simplified keyboard, without dots */
  char **parts;         /* of each syllable its readings with "/" between them, or a Latin word */
  gboolean latin;
  gboolean several;     /* some syllable has several readings */
  GPtrArray *ways;      /* of each syllable, GPtrArray of the ways to say it and all behind it */
  GPtrArray *initials;  /* the ways to say the first letters */
  char  *phone;
  char  *email;
  char  *company;
  char  *reference;
} Person;

typedef struct {
  GPtrArray *people;
  UCollator *collator;
  guint      asked;     /* queries that single out at most two */
  guint      shown;     /* … with the right one in the first three */
  guint      broad;     /* queries that more people match */
  guint      rows;      /* of those */
  guint      matching;  /* … that match */
  guint      complete;  /* … answers with as many matches as fit */
  guint      ordered;   /* … answers in the order of the rule */
} Golden;

static const char * const companies[] = {
  "腾讯", "岳麓软件有限公司", "深圳市大疆创新", "Example GmbH", "字节跳动",
};

/* The table. */

static void
person_free (gpointer data)
{
  Person *person = data;

  g_free (person->name);
  g_free (person->simple);
  g_strfreev (person->parts);
  g_ptr_array_unref (person->ways);
  g_ptr_array_unref (person->initials);
  g_free (person->phone);
  g_free (person->email);
  g_free (person->company);
  g_free (person->reference);
  g_free (person);
}

static char *
without_marks (const char *name)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (const char *at = name; *at != '\0'; at = g_utf8_next_char (at)) {
    if (g_unichar_isalnum (g_utf8_get_char (at)))
      g_string_append_unichar (text, g_utf8_get_char (at));
  }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* Every way to say the person's syllables from number @from on, one after the other;
 * or their first letters alone. */
static void
say (const Person *person, gsize from, gboolean initials, const char *so_far, GPtrArray *ways)
{
  g_auto (GStrv) readings = NULL;

  if (person->parts[from] == NULL) {
    g_ptr_array_add (ways, g_strdup (so_far));
    return;
  }
  readings = g_strsplit (person->parts[from], "/", -1);
  for (gsize i = 0; readings[i] != NULL && ways->len < MAX_READINGS; i++) {
    g_autofree char *next = initials ? g_strdup_printf ("%s%c", so_far, readings[i][0])
                                     : g_strconcat (so_far, readings[i], NULL);

    say (person, from + 1, initials, next, ways);
  }
}

static GPtrArray *
ways_of (const Person *person, gsize from, gboolean initials)
{
  GPtrArray *ways = g_ptr_array_new_with_free_func (g_free);

  say (person, from, initials, "", ways);
  return ways;
}

/* lu for lv: who has no ü types u. */
static char *
with_u (const char *text)
{
  return g_strdelimit (g_strdup (text), "v", 'u');
}

static void
add_ways_with_u (GPtrArray *ways)
{
  guint n = ways->len;

  for (guint i = 0; i < n; i++) {
    if (strchr (g_ptr_array_index (ways, i), 'v') != NULL)
      g_ptr_array_add (ways, with_u (g_ptr_array_index (ways, i)));
  }
}

static void
add_ways (Person *person)
{
  gsize n = g_strv_length (person->parts);

  person->ways = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  for (gsize i = 0; i < n; i++) {
    GPtrArray *ways = ways_of (person, i, FALSE);

    if (!person->latin)
      add_ways_with_u (ways);
    g_ptr_array_add (person->ways, ways);
  }
  person->initials = ways_of (person, 0, TRUE);
  /* Of a Latin name the family name first, or last. */
  if (person->latin)
    g_ptr_array_add (person->initials, g_strdup_printf ("%c%s", person->parts[n - 1][0],
                                                        (char *) person->initials->pdata[0]));
}

static Person *
person_new (char **fields, guint i)
{
  Person *person = g_new0 (Person, 1);

  person->name = g_strdup (fields[0]);
  person->parts = g_strsplit (fields[1], " ", -1);
  person->simple = without_marks (fields[2] ? fields[2] : fields[0]);
  person->latin = g_unichar_get_script (g_utf8_get_char (fields[0])) != G_UNICODE_SCRIPT_HAN;
  person->several = strchr (fields[1], '/') != NULL;
  person->phone = g_strdup_printf ("13%09u", (i + 1) * 7919u * 131u % 1000000000u);
  person->email = g_strdup_printf ("guest.%u@example.org", i);
  person->company = g_strdup (companies[i % G_N_ELEMENTS (companies)]);
  person->reference = g_strdup_printf ("T%06X", (i + 1) * 104729u % 0xffffffu);
  add_ways (person);
  return person;
}

static GPtrArray *
read_people (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "lookup", "names.tsv", NULL);
  GPtrArray *people = g_ptr_array_new_with_free_func (person_free);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  lines = g_strsplit (text, "\n", -1);
  for (gsize i = 0; lines[i] != NULL; i++) {
    g_auto (GStrv) fields = g_strsplit (lines[i], "\t", -1);

    if (*lines[i] != '\0' && *lines[i] != '#')
      g_ptr_array_add (people, person_new (fields, people->len));
  }
  g_assert_cmpuint (people->len, >=, 500);
  return people;
}

static void
fill (FoyerStore *store, GPtrArray *people)
{
  sample_begin (store);
  for (guint i = 0; i < people->len; i++) {
    const Person *person = g_ptr_array_index (people, i);
    g_autoptr (FoyerRegistration) row = sample_person (person->name, person->phone);

    row->id = g_strdup_printf ("01930000-0000-7000-8000-%012u", i);
    row->person = g_strdup (row->id);
    row->revision = 1;
    g_free (row->reference);
    row->reference = g_strdup (person->reference);
    g_free (row->email);
    row->email = g_strdup (person->email);
    g_free (row->company);
    row->company = g_strdup (person->company);
    g_assert_true (foyer_registry_put (store, row, NULL, NULL));
  }
  sample_commit (store);
}

/* The judge. */

/* LOOSE: a company by one character. */
typedef enum { EXACT, PREFIX, INSIDE, INITIALS, LOOSE, NOT } Match;

static Match
best_of (GPtrArray *ways, const char *text, Match exact, Match prefix)
{
  Match best = NOT;

  for (guint i = 0; i < ways->len; i++) {
    const char *way = g_ptr_array_index (ways, i);

    if (g_str_equal (way, text))
      best = MIN (best, exact);
    else if (g_str_has_prefix (way, text))
      best = MIN (best, prefix);
  }
  return best;
}

static Match
match_letters (const Person *person, const char *text)
{
  gsize n = g_strv_length (person->parts);
  Match best = NOT;

  for (gsize i = 0; i < n; i++) {
    GPtrArray *ways = g_ptr_array_index (person->ways, i);
    /* A Latin name's words come in any order. */
    gboolean start = i == 0 || person->latin;

    best = MIN (best, best_of (ways, text, start ? i == 0 ? EXACT : PREFIX : INSIDE,
                               start ? PREFIX : INSIDE));
    if (person->latin && g_str_equal (person->parts[i], text))
      best = EXACT;
  }
  if (best == NOT && n > 1 && strlen (text) > 1)
    best = best_of (person->initials, text, INITIALS, INITIALS);
  return best;
}

static Match
match_term (const Person *person, const char *text)
{
  const char *at;

  if (g_ascii_isdigit (*text))
    return g_str_has_suffix (person->phone, text) ? PREFIX : NOT;
  if (g_ascii_isalpha (*text))
    return match_letters (person, text);
  at = strstr (person->simple, text);
  if (at != NULL)
    return at > person->simple ? INSIDE : strlen (at) == strlen (text) ? EXACT : PREFIX;
  if (g_str_has_prefix (person->company, text))
    return g_utf8_strlen (text, -1) > 1 ? PREFIX : LOOSE;
  return NOT;
}

/* From the last term back: it is often a number, which tells at once. */
static Match
match (const Person *person, char **terms)
{
  Match worst = EXACT;

  for (gsize i = g_strv_length (terms); i > 0 && worst != NOT; i--)
    worst = MAX (worst, match_term (person, terms[i - 1]));
  return worst;
}

static const Person *
person_of (Golden *golden, const FoyerGuest *guest)
{
  return g_ptr_array_index (golden->people, atoi (guest->registration->id + 24));
}

static gboolean
in_pinyin_order (Golden *golden, const char *a, const char *b)
{
  UErrorCode status = U_ZERO_ERROR;

  return ucol_strcollUTF8 (golden->collator, a, -1, b, -1, &status) != UCOL_GREATER;
}

/* Readings of several kinds are ranked by which of them nearly everyone says: not a
 * thing to judge by this table. */
static gboolean
is_in_order (Golden *golden, GPtrArray *guests, char **terms)
{
  for (guint i = 1; i < guests->len; i++) {
    const Person *a = person_of (golden, guests->pdata[i - 1]);
    const Person *b = person_of (golden, guests->pdata[i]);
    Match x = match (a, terms);
    Match y = match (b, terms);

    if (a->several || b->several || x == NOT || y == NOT)
      continue;
    if (x > y || (x == y && !in_pinyin_order (golden, a->name, b->name))) {
      g_test_message ("%s: %s before %s", terms[0], a->name, b->name);
      return FALSE;
    }
  }
  return TRUE;
}

static void
judge_broad (Golden *golden, GPtrArray *guests, char **terms, guint n)
{
  guint matching = 0;

  for (guint i = 0; i < guests->len; i++)
    matching += match (person_of (golden, guests->pdata[i]), terms) != NOT;
  golden->broad++;
  golden->rows += MIN (n, ROWS);
  golden->matching += MIN (matching, n);
  golden->complete += matching == MIN (n, ROWS);
  golden->ordered += is_in_order (golden, guests, terms);
  for (guint i = 0; i < guests->len && matching < MIN (n, ROWS); i++) {
    if (match (person_of (golden, guests->pdata[i]), terms) == NOT)
      g_test_message ("%s finds %s", terms[0], person_of (golden, guests->pdata[i])->name);
  }
}

static guint
place_of (Golden *golden, GPtrArray *guests, const Person *person)
{
  guint at = 0;

  while (at < guests->len && person_of (golden, guests->pdata[at]) != person)
    at++;
  return at;
}

/* @n: how many people the text is meant for; 0: the judge counts. */
static void
ask (Golden *golden, FoyerStore *store, const Person *person, const char *text, guint n)
{
  g_autoptr (GPtrArray) guests = foyer_lookup (store, text, "morning", ROWS, NULL);
  g_auto (GStrv) terms = g_strsplit (text, " ", -1);
  gboolean count = n == 0;

  g_assert_nonnull (guests);
  for (guint i = 0; count && i < golden->people->len; i++)
    n += match (g_ptr_array_index (golden->people, i), terms) != NOT;
  if (n > 2) {
    judge_broad (golden, guests, terms, n);
    return;
  }
  golden->asked++;
  if (place_of (golden, guests, person) < 3)
    golden->shown++;
  else
    g_test_message ("%s does not find %s", text, person->name);
}

/* What a volunteer types. */

static void
ask_strings (Golden *golden, FoyerStore *store, const Person *person, GPtrArray *texts,
             const char *tail)
{
  for (guint i = 0; i < texts->len; i++) {
    g_autofree char *with_tail = g_strconcat (texts->pdata[i], " ", tail, NULL);

    ask (golden, store, person, texts->pdata[i], 0);
    ask (golden, store, person, with_tail, 0);
  }
}

static void
ask_numbers (Golden *golden, FoyerStore *store, const Person *person)
{
  g_autofree char *spaced = g_strdup_printf ("%.3s %.4s %s", person->phone, person->phone + 3,
                                             person->phone + 7);
  g_autofree char *foreign = g_strconcat ("+86-", person->phone, NULL);
  g_autofree char *small = g_ascii_strdown (person->reference, -1);

  ask (golden, store, person, person->phone, 1);
  ask (golden, store, person, spaced, 1);
  ask (golden, store, person, foreign, 1);
  ask (golden, store, person, person->phone + 3, 1);
  ask (golden, store, person, person->email, 1);
  ask (golden, store, person, person->reference, 1);
  ask (golden, store, person, small + 1, 1);
}

/* One slip: the second and third letters exchanged, one left out, one too many, a
 * neighbour on the keyboard. */
static void
ask_typos (Golden *golden, FoyerStore *store, const Person *person, const char *text)
{
  gsize n = strlen (text);
  gsize middle = n / 2;
  g_autofree char *exchanged = g_strdup (text);
  g_autofree char *missing = g_strdup_printf ("%.*s%s", (int) middle, text, text + middle + 1);
  g_autofree char *doubled = g_strdup_printf ("%.*s%c%s", (int) middle, text, text[middle],
                                              text + middle);
  g_autofree char *wrong = g_strdup (text);
  const char *typos[] = { exchanged, missing, doubled, wrong };

  if (n < 7)
    return;
  exchanged[1] = text[2];
  exchanged[2] = text[1];
  wrong[n - 2] = wrong[n - 2] == 'n' ? 'm' : 'n';
  for (gsize i = 0; i < G_N_ELEMENTS (typos); i++) {
    guint matching = 0;

    /* A slip that makes somebody else's name is no slip to anyone. */
    for (guint k = 0; k < golden->people->len; k++)
      matching += match_term (g_ptr_array_index (golden->people, k), typos[i]) != NOT;
    if (matching == 0)
      ask (golden, store, person, typos[i], 1);
  }
}

static void
ask_latin (Golden *golden, FoyerStore *store, const Person *person, const char *tail)
{
  gsize n = g_strv_length (person->parts);
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *swapped = n > 1 ? g_strconcat (person->parts[n - 1], " ", person->parts[0], NULL)
                                   : g_strdup (person->parts[0]);

  for (gsize i = 0; i < n; i++)
    g_ptr_array_add (texts, g_strndup (person->parts[i], 4));
  g_ptr_array_add (texts, g_strdup (swapped));
  ask_strings (golden, store, person, texts, tail);
  ask (golden, store, person, person->name, 1);
}

static void
ask_hanzi (Golden *golden, FoyerStore *store, const Person *person, const char *tail)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *first = g_utf8_substring (person->simple, 0, 1);
  g_autofree char *company = g_utf8_substring (person->company, 0, 2);

  g_ptr_array_add (texts, g_strdup (person->simple));
  g_ptr_array_add (texts, g_strdup (first));
  if (g_utf8_strlen (person->simple, -1) > 1)
    g_ptr_array_add (texts, g_strdup (g_utf8_next_char (person->simple)));
  if (g_utf8_strlen (person->simple, -1) > 2)
    g_ptr_array_add (texts, g_utf8_substring (person->simple, 1, 2));
  if (!g_ascii_isalpha (*company))
    g_ptr_array_add (texts, g_strconcat (company, " ", first, NULL));
  ask_strings (golden, store, person, texts, tail);
  ask (golden, store, person, person->name, person->simple[0] != '\0' ? 1 : 0);
}

static void
ask_sounds (Golden *golden, FoyerStore *store, const Person *person, const char *tail)
{
  GPtrArray *whole = g_ptr_array_index (person->ways, 0);

  ask_strings (golden, store, person, whole, tail);
  if (g_strv_length (person->parts) > 1) {
    ask_strings (golden, store, person, g_ptr_array_index (person->ways, 1), tail);
    ask_strings (golden, store, person, person->initials, tail);
  }
  ask_typos (golden, store, person, whole->pdata[0]);
}

static void
test_golden (Sample *sample, gconstpointer unused)
{
  UErrorCode status = U_ZERO_ERROR;
  Golden golden = { read_people (), ucol_open ("zh@collation=pinyin", &status), 0 };

  ucol_setStrength (golden.collator, UCOL_PRIMARY);
  fill (sample->store, golden.people);
  for (guint i = 0; i < golden.people->len; i++) {
    const Person *person = g_ptr_array_index (golden.people, i);
    const char *tail = person->phone + 7;

    ask_numbers (&golden, sample->store, person);
    ask_sounds (&golden, sample->store, person, tail);
    if (person->latin)
      ask_latin (&golden, sample->store, person, tail);
    else
      ask_hanzi (&golden, sample->store, person, tail);
  }
  g_test_message ("%u names; of %u queries that single out one or two, %u show the right one in the "
                  "first three", golden.people->len, golden.asked, golden.shown);
  g_test_message ("of %u broad queries %u answers are complete and %u in order; %u of %u rows match",
                  golden.broad, golden.complete, golden.ordered, golden.matching, golden.rows);
  g_assert_cmpuint (golden.shown * 1000, >=, golden.asked * 995);
  g_assert_cmpuint (golden.matching * 1000, >=, golden.rows * 990);
  g_assert_cmpuint (golden.ordered * 1000, >=, golden.broad * 990);
  ucol_close (golden.collator);
  g_ptr_array_unref (golden.people);
}

int
main (int argc, char *argv[])
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/sync/replica/lookup-names/golden", Sample, NULL, sample_set_up, test_golden,
              sample_tear_down);
  return g_test_run ();
}
