/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "paste.h"

#include "cell.h"
#include "fold.h"
#include "link.h"

#include <string.h>

/* What a person's lines can say; the headers are those that tables have. */
typedef enum {
  PART_NAME,
  PART_PHONE,
  PART_EMAIL,
  PART_COMPANY,
  PART_TITLE,
  PART_CITY,
  PART_YEARS,
  PART_NOTE,
  PART_N
} Part;

static const char * const part_headers[PART_N] = {
  [PART_NAME] = "姓名",    [PART_PHONE] = "手机", [PART_EMAIL] = "邮箱",     [PART_COMPANY] = "公司",
  [PART_TITLE] = "职位", [PART_CITY] = "城市",  [PART_YEARS] = "工作年限", [PART_NOTE] = "备注",
};

static const FoyerColumn part_columns[PART_N] = {
  [PART_NAME] = FOYER_COLUMN_NAME,   [PART_PHONE] = FOYER_COLUMN_PHONE,
  [PART_EMAIL] = FOYER_COLUMN_EMAIL, [PART_COMPANY] = FOYER_COLUMN_COMPANY,
  [PART_TITLE] = FOYER_COLUMN_TITLE, [PART_CITY] = FOYER_COLUMN_CITY,
  [PART_YEARS] = FOYER_COLUMN_ANSWER, [PART_NOTE] = FOYER_COLUMN_NOTE,
};

/* By what a word that has no label is told apart. */
static const char * const title_words[] = {
  "工程师", "前端", "后端", "产品", "经理", "总监", "开发", "架构", "设计", "运营", "测试", "运维", "算法", "程序员", "主管",
  "专员", "学生", "老师", "教授", "研究员", "顾问", "创始人", "负责人", "助理", "销售", "市场", "数据", "安全", "全栈", "嵌入式",
  "实习", "讲师", "cto", "ceo", "coo", "hr", "pm", "sre", "devops", "engineer", "developer", "manager",
  "designer", "student", "founder", "director", "architect", "analyst", "frontend", "backend", NULL
};
static const char * const company_words[] = {
  "公司", "科技", "集团", "大学", "学院", "学校", "银行", "研究院", "研究所", "工作室", "有限", "网络", "传媒", "实验室", "医院",
  "社区", "中心", "inc", "ltd", "university", "college", "labs", "studio", "technologies", NULL
};
static const char * const years_labels[] = { "工作年限", "年限", "经验", "工作经验", "从业年限", "years", "experience", NULL };

/* A number of a list, as people and chat programs write it: "3." "3、" "(3)" "③" "3️⃣". */
#define NUMBER_PATTERN "^\\s*(?:[(（]?\\d{1,3}\\s*(?:[.、．)）:：]|\\x{fe0f}?\\x{20e3})(?!\\d)|[\\x{2460}-\\x{2473}]|[-*•·])\\s*"
/* With spaces and hyphens between; no digit before or after. */
#define PHONE_PATTERN "(?<![\\d])(?:[(]?(?:\\+|00)?86[)]?[- ]?)?1[3-9]\\d(?:[- ]?\\d){8}(?!\\d)"
#define EMAIL_PATTERN "[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\\.[A-Za-z0-9-]+)+"
#define YEARS_PATTERN \
  "(?<!\\d)(?:工作|从业|开发)?(?:约|近)?(\\d{1,2}\\s*(?:[-~到至]\\s*\\d{1,2}\\s*)?(?:\\+\\s*)?(?:年|years?|yrs?)(?:以上|半|多)?|" \
  "[一二三四五六七八九十两]{1,3}年(?:以上|半|多)?|应届)(?:工作|从业|开发)?(?:经验|经历)?"
/* Who wrote when, above what they wrote: "小明 2026/11/5 10:23:11", "小明 10:23". */
#define SENDER_PATTERN "^.{1,30}\\s(?:\\d{4}[-/年]\\d{1,2}[-/月]\\d{1,2}日?\\s*)?\\d{1,2}:\\d{2}(?::\\d{2})?\\s*$"

typedef struct {
  GRegex *number;
  GRegex *phone;
  GRegex *email;
  GRegex *years;
  GRegex *sender;
} Patterns;

/* One person as far as their lines were read. */
typedef struct {
  gint64 row;
  char  *parts[PART_N];
} Person;

typedef struct {
  const Patterns *patterns;
  GPtrArray      *people;     /* of Person */
  GPtrArray      *left_out;   /* of FoyerRemark */
  Person         *person;     /* (nullable): whose lines these are, in @people */
  gboolean        numbered;   /* people have numbers, so a line without one goes on */
} Paste;

static GRegex *
new_regex (const char *pattern)
{
  GRegex *regex = g_regex_new (pattern, G_REGEX_CASELESS | G_REGEX_OPTIMIZE, 0, NULL);

  g_assert (regex != NULL);
  return regex;
}

static const Patterns *
get_patterns (void)
{
  static gsize once;
  static Patterns patterns;

  if (g_once_init_enter (&once)) {
    patterns = (Patterns) { new_regex (NUMBER_PATTERN), new_regex (PHONE_PATTERN),
                            new_regex (EMAIL_PATTERN), new_regex (YEARS_PATTERN),
                            new_regex (SENDER_PATTERN) };
    g_once_init_leave (&once, 1);
  }
  return &patterns;
}

static void
person_free (gpointer data)
{
  Person *self = data;

  for (guint i = 0; i < PART_N; i++)
    g_free (self->parts[i]);
  g_free (self);
}

static void
begin_person (Paste *self, gint64 row)
{
  self->person = g_new0 (Person, 1);
  self->person->row = row;
  g_ptr_array_add (self->people, self->person);
}

/* Sets a part, or adds to the note what says it a second time. */
static void
take_part (Person *person, Part part, const char *text)
{
  g_autofree char *line = foyer_cell_line (text);
  Part to = person->parts[part] == NULL ? part : PART_NOTE;

  if (line == NULL)
    return;
  if (person->parts[to] == NULL)
    person->parts[to] = g_steal_pointer (&line);
  else {
    g_autofree char *before = person->parts[to];

    person->parts[to] = g_strjoin (" ", before, line, NULL);
  }
}

/* Takes the first match of @regex out of @text. NULL: there is none. */
static char *
cut (GRegex *regex, GString *text, int group)
{
  g_autoptr (GMatchInfo) match = NULL;
  char *found;
  int start = 0;
  int end = 0;

  if (!g_regex_match (regex, text->str, 0, &match))
    return NULL;
  found = g_match_info_fetch (match, group);
  g_match_info_fetch_pos (match, 0, &start, &end);
  if (found == NULL || *found == '\0' || end == start) {
    g_free (found);
    return NULL;
  }
  g_string_erase (text, start, end - start);
  g_string_insert_c (text, start, ' ');
  return found;
}

/* Labels. */

static gboolean
part_of_label (const char *label, Part *part)
{
  static const struct {
    FoyerColumn column;
    Part        part;
  } known[] = {
    { FOYER_COLUMN_NAME, PART_NAME },       { FOYER_COLUMN_PHONE, PART_PHONE },
    { FOYER_COLUMN_EMAIL, PART_EMAIL },     { FOYER_COLUMN_COMPANY, PART_COMPANY },
    { FOYER_COLUMN_TITLE, PART_TITLE },     { FOYER_COLUMN_CITY, PART_CITY },
    { FOYER_COLUMN_NOTE, PART_NOTE },
  };
  g_autofree char *folded = foyer_fold_name (label);

  for (gsize i = 0; i < G_N_ELEMENTS (known); i++) {
    *part = known[i].part;
    if (foyer_mapping_names (known[i].column, label))
      return TRUE;
  }
  *part = PART_YEARS;
  return folded != NULL && g_strv_contains (years_labels, folded);
}

/* "姓名：张伟" and "姓名: 张伟，电话: 138…", each label up to the next. TRUE when
 * all of the line was said so. */
static gboolean
take_labels (Paste *self, GString *line, gint64 row)
{
  g_auto (GStrv) pieces = g_strsplit_set (line->str, ",;|\t", -1);
  g_autoptr (GString) rest = g_string_new (NULL);

  for (gsize i = 0; pieces[i] != NULL; i++) {
    char *colon = strchr (pieces[i], ':');
    Part part = PART_N;

    if (colon != NULL)
      *colon = '\0';
    if (colon == NULL || !part_of_label (pieces[i], &part)) {
      if (colon != NULL)
        *colon = ':';
      g_string_append_printf (rest, "%s ", pieces[i]);
      continue;
    }
    if (self->person == NULL || (part == PART_NAME && self->person->parts[PART_NAME] != NULL))
      begin_person (self, row);
    take_part (self->person, part, colon + 1);
  }
  g_string_assign (line, rest->str);
  return *g_strstrip (rest->str) == '\0';
}

/* Words. */

static gboolean
holds_word (const char *text, const char * const *words)
{
  g_autofree char *small = g_utf8_strdown (text, -1);

  for (gsize i = 0; words[i] != NULL; i++) {
    const char *at = strstr (small, words[i]);
    gsize length = strlen (words[i]);

    /* "pm" is a word of its own and no part of another. */
    if (at != NULL && ((guchar) *words[i] >= 0x80 ||
                       ((at == small || !g_ascii_isalpha (at[-1])) && !g_ascii_isalpha (at[length]))))
      return TRUE;
  }
  return FALSE;
}

static gboolean
is_hanzi (const char *text)
{
  for (; *text != '\0'; text = g_utf8_next_char (text)) {
    gunichar c = g_utf8_get_char (text);

    if (g_unichar_get_script (c) != G_UNICODE_SCRIPT_HAN && !g_unichar_ispunct (c))
      return FALSE;
  }
  return TRUE;
}

static gboolean
may_be_name (const char *word)
{
  glong length = g_utf8_strlen (word, -1);

  if (holds_word (word, title_words) || holds_word (word, company_words) || strpbrk (word, "0123456789"))
    return FALSE;
  return is_hanzi (word) ? length >= 2 && (length <= 4 || strstr (word, "·") != NULL) : length <= 40;
}

/* Latin names are several words: those that stand together are one. */
static GPtrArray *
split_words (const char *text)
{
  GPtrArray *words = g_ptr_array_new_with_free_func (g_free);
  g_auto (GStrv) pieces = g_strsplit_set (text, " ,;|/\t", -1);
  gboolean latin_before = FALSE;

  for (gsize i = 0; pieces[i] != NULL; i++) {
    gboolean latin = g_ascii_isalpha (*pieces[i]) && !holds_word (pieces[i], title_words) &&
                     !holds_word (pieces[i], company_words);

    if (*pieces[i] == '\0')
      continue;
    if (latin && latin_before) {
      char **last = (char **) &g_ptr_array_index (words, words->len - 1);
      g_autofree char *before = *last;

      *last = g_strjoin (" ", before, pieces[i], NULL);
    }
    else
      g_ptr_array_add (words, g_strdup (pieces[i]));
    latin_before = latin;
  }
  return words;
}

static Part
part_of_word (const Person *person, const char *word)
{
  if (person->parts[PART_NAME] == NULL && may_be_name (word))
    return PART_NAME;
  if (holds_word (word, company_words))
    return PART_COMPANY;
  if (person->parts[PART_TITLE] == NULL)
    return PART_TITLE;
  return person->parts[PART_COMPANY] == NULL ? PART_COMPANY : PART_NOTE;
}

static void
take_words (Person *person, const char *text)
{
  g_autoptr (GPtrArray) words = split_words (text);

  for (guint i = 0; i < words->len; i++) {
    const char *word = g_ptr_array_index (words, i);

    take_part (person, part_of_word (person, word), word);
  }
}

/* Lines. */

/* Whether what is left of a line is a name and nothing else. */
static gboolean
is_name_alone (const char *text)
{
  g_autoptr (GPtrArray) words = split_words (text);

  return words->len == 1 && may_be_name (g_ptr_array_index (words, 0));
}

/* A name, or a second phone or address, where the person has theirs: somebody else. */
static gboolean
is_next_person (const Person *person, const char *phone, const char *email, const char *words)
{
  if ((phone != NULL && person->parts[PART_PHONE] != NULL) ||
      (email != NULL && person->parts[PART_EMAIL] != NULL))
    return TRUE;
  return person->parts[PART_NAME] != NULL && is_name_alone (words) &&
         (phone != NULL || person->parts[PART_PHONE] != NULL);
}

static void
leave_out (Paste *self, gint64 row)
{
  g_ptr_array_add (self->left_out, foyer_remark_new (FOYER_REMARK_LEFT_OUT, row, NULL, 0));
}

static void
take_line (Paste *self, GString *line, gint64 row)
{
  g_autofree char *email = cut (self->patterns->email, line, 0);
  g_autofree char *phone = cut (self->patterns->phone, line, 0);
  g_autofree char *years = cut (self->patterns->years, line, 1);
  gboolean begins = self->person == NULL ||
                    (!self->numbered && is_next_person (self->person, phone, email, line->str));

  /* Above the first person stands what it is all about. */
  if (begins && phone == NULL && email == NULL &&
      (self->numbered || !is_name_alone (line->str))) {
    leave_out (self, row);
    return;
  }
  if (begins)
    begin_person (self, row);
  if (email != NULL)
    take_part (self->person, PART_EMAIL, email);
  if (phone != NULL)
    take_part (self->person, PART_PHONE, phone);
  if (years != NULL)
    take_part (self->person, PART_YEARS, years);
  take_words (self->person, line->str);
}

/* Full-width letters, digits and punctuation are typed as often as narrow ones. */
static GString *
normal_line (const char *text)
{
  g_autofree char *composed = g_utf8_normalize (text, -1, G_NORMALIZE_ALL_COMPOSE);
  GString *line = g_string_new (composed ? composed : "");

  g_string_replace (line, "、", ",", 0);
  g_string_replace (line, "。", " ", 0);
  g_string_replace (line, "\r", "", 0);
  return line;
}

static gboolean
has_number (const Patterns *patterns, const char *text)
{
  return g_regex_match (patterns->number, text, 0, NULL);
}

static void
read_line (Paste *self, const char *text, gint64 row)
{
  gboolean number = has_number (self->patterns, text);
  g_autofree char *bare = g_regex_replace (self->patterns->number, text, -1, 0, "", 0, NULL);
  g_autofree char *trimmed = g_strstrip (g_strdup (bare ? bare : ""));
  GString *line;

  if (*trimmed == '\0') {
    /* An empty line ends a person, but not a number that someone left open. */
    if (!self->numbered)
      self->person = NULL;
    return;
  }
  if (*trimmed == '#' || g_regex_match (self->patterns->sender, trimmed, 0, NULL)) {
    leave_out (self, row);
    self->person = NULL;
    return;
  }
  line = normal_line (trimmed);
  if (number)
    begin_person (self, row);
  if (!take_labels (self, line, row))
    take_line (self, line, row);
  g_string_free (line, TRUE);
}

static gboolean
is_numbered (const Patterns *patterns, char * const *text_lines)
{
  guint n_numbers = 0;

  for (gsize i = 0; text_lines[i] != NULL; i++)
    n_numbers += has_number (patterns, text_lines[i]);
  return n_numbers >= 2;
}

/* As a table. */

static FoyerRow *
row_of (const char * const *cells, guint n, gint64 number)
{
  gsize n_text = 0;
  FoyerRow *row;
  char *text;

  for (guint i = 0; i < n; i++)
    n_text += strlen (cells[i] ? cells[i] : "") + 1;
  row = g_malloc0 (sizeof (FoyerRow) + n * sizeof (char *) + n_text);
  *row = (FoyerRow) { number, 0, n };
  text = (char *) &row->cells[n];
  for (guint i = 0; i < n; i++) {
    row->cells[i] = text;
    text = g_stpcpy (text, cells[i] ? cells[i] : "") + 1;
  }
  return row;
}

static FoyerMapping *
mapping_of_parts (void)
{
  FoyerMapping *mapping = g_new0 (FoyerMapping, 1);

  mapping->n_columns = PART_N;
  mapping->headers = g_new0 (char *, PART_N + 1);
  mapping->columns = g_memdup2 (part_columns, sizeof part_columns);
  for (guint i = 0; i < PART_N; i++)
    mapping->headers[i] = g_strdup (part_headers[i]);
  return mapping;
}

static FoyerTable *
table_of (const Paste *self, const char *name)
{
  FoyerTable *table = g_new0 (FoyerTable, 1);

  table->file = g_strdup (name);
  table->headers = row_of (part_headers, PART_N, 0);
  table->rows = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < self->people->len; i++) {
    const Person *person = g_ptr_array_index (self->people, i);

    g_ptr_array_add (table->rows, row_of ((const char * const *) person->parts, PART_N, person->row));
  }
  return table;
}

static void
remark_contacts (FoyerIntake *intake)
{
  for (guint i = 0; i < intake->drafts->len; i++) {
    g_auto (GStrv) keys = foyer_link_keys (g_ptr_array_index (intake->drafts, i));

    if (keys[0] == NULL)
      g_ptr_array_add (intake->warnings,
                       foyer_remark_new (FOYER_REMARK_NO_CONTACT,
                                         g_array_index (intake->rows, gint64, i), NULL, 0));
  }
}

FoyerIntake *
foyer_paste_read (const char *text, const char *name, const char *channel, const char *zone,
                  GError **error)
{
  g_auto (GStrv) text_lines = g_strsplit (text, "\n", -1);
  g_autoptr (GPtrArray) people = g_ptr_array_new_with_free_func (person_free);
  g_autoptr (GPtrArray) left_out =
    g_ptr_array_new_with_free_func ((GDestroyNotify) foyer_remark_free);
  Paste self = { get_patterns (), people, left_out, NULL, FALSE };
  g_autoptr (FoyerTable) table = NULL;
  FoyerIntake *intake;

  if (strlen (text) > FOYER_TABLE_MAX_BYTES / 64) {
    g_set_error (error, FOYER_INTAKE_ERROR, FOYER_INTAKE_ERROR_TOO_LARGE,
                 "%s: more than %d MiB; split the text", name, FOYER_TABLE_MAX_BYTES / 64 >> 20);
    return NULL;
  }
  self.numbered = is_numbered (self.patterns, text_lines);
  for (gsize i = 0; text_lines[i] != NULL; i++)
    read_line (&self, text_lines[i], (gint64) i + 1);
  table = table_of (&self, name);
  intake = foyer_intake_take (table, mapping_of_parts (), channel, zone, error);
  if (intake == NULL)
    return NULL;
  for (guint i = 0; i < left_out->len; i++)
    g_ptr_array_add (intake->warnings, g_ptr_array_index (left_out, i));
  g_ptr_array_set_free_func (left_out, NULL);
  remark_contacts (intake);
  return intake;
}
