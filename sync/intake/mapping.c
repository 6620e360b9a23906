/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mapping.h"

#include "cell.h"
#include "fold.h"
#include "names.h"

#include <string.h>

#define MAX_LISTED 600

static const char * const column_names[FOYER_COLUMN_N] = {
  [FOYER_COLUMN_ANSWER]     = "answer",
  [FOYER_COLUMN_NAME]       = "name",
  [FOYER_COLUMN_PHONE]      = "phone",
  [FOYER_COLUMN_EMAIL]      = "email",
  [FOYER_COLUMN_COMPANY]    = "company",
  [FOYER_COLUMN_TITLE]      = "title",
  [FOYER_COLUMN_CITY]       = "city",
  [FOYER_COLUMN_CATEGORY]   = "category",
  [FOYER_COLUMN_STATUS]     = "status",
  [FOYER_COLUMN_REGISTERED] = "registered",
  [FOYER_COLUMN_CODE]       = "code",
  [FOYER_COLUMN_REFERENCE]  = "reference",
  [FOYER_COLUMN_NOTE]       = "note",
  [FOYER_COLUMN_IGNORE]     = "ignore",
};

/* Headers as foyer_fold_name() leaves them; of two in one file, the one that
 * stands further left here has the meaning. */
static const char * const names[] = {
  "姓名", "真实姓名", "参会人姓名", "参会人", "参会者", "参会者姓名", "参与者姓名", "报名人姓名", "报名人", "报名者", "联系人姓名", "联系人",
  "嘉宾姓名", "用户姓名", "中文姓名", "名字", "参加者", "參加者", "參會人", "報名人", "fullname", "name", "attendeename",
  "attendee",
  "participant", "participantname", "guestname", "guest", "displayname", "昵称",
  "nickname", "氏名", "お名前", "이름", "성명", NULL
};
static const char * const phones[] = {
  "手机", "手机号", "手机号码", "移动电话", "联系手机", "联系电话", "联系方式", "电话", "电话号码", "手機", "手機號碼", "電話", "聯絡電話",
  "mobile", "mobilephone", "mobilenumber", "cellphone", "cell", "phone", "phonenumber",
  "telephone", "tel",
  "attendeephone", "contactnumber", "電話番号", "携帯電話", "전화번호", "휴대폰", NULL
};
static const char * const emails[] = {
  "邮箱", "电子邮箱", "电子邮件", "邮箱地址", "联系邮箱", "邮件", "郵箱", "電子郵件", "電郵", "email", "emailaddress", "mail",
  "attendeeemail", "メールアドレス", "이메일", NULL
};
static const char * const companies[] = {
  "公司", "公司名称", "单位", "单位名称", "工作单位", "所在公司", "所在单位", "企业", "企业名称", "机构", "组织", "学校", "公司單位", "單位",
  "company", "companyname", "organization", "organisation", "employer", "affiliation",
  "institution", "school", "会社名", "会社", "勤務先", "회사", "소속", NULL
};
static const char * const titles[] = {
  "职位", "职务", "岗位", "职位名称", "职称", "工作职位", "职业", "職位", "職稱", "職務", "jobtitle", "position", "title",
  "role",
  "job", "occupation", "役職", "직책", NULL
};
static const char * const cities[] = {
  "城市", "所在城市", "所在地", "常驻城市", "city", "location", "town", NULL
};
static const char * const category_headers[] = {
  "票种", "票券名称", "票种名称", "门票类型", "票类", "票型", "票名", "门票名称", "门票", "票券", "参会类型", "身份", "类别", "票種",
  "tickettype", "ticketname", "ticketclass", "ticket", "category", "admissiontype", NULL
};
static const char * const status_headers[] = {
  "状态", "报名状态", "审核状态", "订单状态", "票券状态", "參會狀態", "狀態", "status", "registrationstatus",
  "approvalstatus",
  "orderstatus", "attendeestatus", NULL
};
static const char * const times[] = {
  "报名时间", "提交时间", "注册时间", "提交答卷时间", "填写时间", "登记时间", "下单时间", "创建时间", "购票时间", "报名日期", "報名時間",
  "registeredat", "registrationtime", "registrationdate", "registered", "submittedat",
  "submissiontime", "timestamp",
  "createdat", "orderdate", "date", NULL
};
static const char * const codes[] = {
  "票码", "票券码", "电子票号", "电子票码", "签到码", "入场码", "验票码", "核销码", "票号", "凭证码", "二维码", "参会码", "票碼",
  "ticketcode",
  "checkincode", "barcode", "qrcode", "qr", "ticketnumber", "ticketid", "code", NULL
};
static const char * const references[] = {
  "报名编号", "报名号", "报名id", "参会编号", "订单号", "订单编号", "订单id", "答卷编号", "编号", "訂單號", "registrationid",
  "registrationnumber", "attendeeid", "orderid", "ordernumber", "orderno", "order",
  "submissionid", "reference", "id",
  "序号", "序號", "number", "no", NULL
};
static const char * const notes[] = {
  "备注", "备注信息", "留言", "说明", "備註", "note", "notes", "remark", "remarks", "comment", "comments", NULL
};

static const char * const * const known_headers[FOYER_COLUMN_N] = {
  [FOYER_COLUMN_NAME] = names,
  [FOYER_COLUMN_PHONE] = phones,
  [FOYER_COLUMN_EMAIL] = emails,
  [FOYER_COLUMN_COMPANY] = companies,
  [FOYER_COLUMN_TITLE] = titles,
  [FOYER_COLUMN_CITY] = cities,
  [FOYER_COLUMN_CATEGORY] = category_headers,
  [FOYER_COLUMN_STATUS] = status_headers,
  [FOYER_COLUMN_REGISTERED] = times,
  [FOYER_COLUMN_CODE] = codes,
  [FOYER_COLUMN_REFERENCE] = references,
  [FOYER_COLUMN_NOTE] = notes,
};

/* How a form asks, before it says for what. */
static const char * const politeness[] = { "请填写", "请输入", "您的", "你的", "your", NULL };

const char *
foyer_column_to_string (FoyerColumn column)
{
  return foyer_name_of (column_names, FOYER_COLUMN_N, column);
}

gboolean
foyer_column_from_string (const char *text, FoyerColumn *column)
{
  int value = foyer_name_index (column_names, FOYER_COLUMN_N, text);

  if (value < 0)
    return FALSE;
  *column = (FoyerColumn) value;
  return TRUE;
}

/* "1. 您的手机号码（必填）" asks for "手机号码". */
static char *
bare_header (const char *header)
{
  g_autofree char *composed = g_utf8_normalize (header, -1, G_NORMALIZE_ALL_COMPOSE);
  g_autofree char *folded = NULL;
  const char *bare;

  if (composed == NULL)
    return g_strdup ("");
  for (char *at = composed; (at = strpbrk (at, "([")) != NULL;) {
    char *end = strpbrk (at, ")]");

    if (end == NULL)
      break;
    memmove (at, end + 1, strlen (end));
  }
  folded = foyer_fold_name (composed);
  bare = folded + strspn (folded, "0123456789");
  for (gsize i = 0; politeness[i] != NULL; i++) {
    if (g_str_has_prefix (bare, politeness[i]))
      bare += strlen (politeness[i]);
  }
  return g_strdup (bare);
}

static int
rank_of_part (FoyerColumn column, const char *part)
{
  g_autofree char *bare = bare_header (part);

  for (int i = 0; known_headers[column] != NULL && known_headers[column][i] != NULL; i++) {
    if (g_str_equal (known_headers[column][i], bare))
      return i;
  }
  return -1;
}

/* How well a header names @column: 0 is best, -1 not at all. "Name / 姓名" is
 * as good as its better half. */
static int
rank_of (FoyerColumn column, const char *header)
{
  g_auto (GStrv) parts = g_strsplit_set (header, "/|\n", -1);
  int best = rank_of_part (column, header);

  for (gsize i = 0; parts[i] != NULL; i++) {
    int rank = rank_of_part (column, parts[i]);

    if (rank >= 0 && (best < 0 || rank < best))
      best = rank;
  }
  return best;
}

/* The free column whose header names the meaning best, or -1. */
static int
best_column (const FoyerMapping *self, const gboolean *fixed, FoyerColumn column)
{
  int best = -1;
  int best_rank = G_MAXINT;

  for (guint i = 0; i < self->n_columns; i++) {
    int rank = self->columns[i] == FOYER_COLUMN_ANSWER && !fixed[i] ? rank_of (column, self->headers[i])
                                                                    : -1;

    if (rank >= 0 && rank < best_rank) {
      best = (int) i;
      best_rank = rank;
    }
  }
  return best;
}

/* Trailing columns that nobody named hold nothing. */
static guint
count_columns (const FoyerRow *headers)
{
  guint n = headers->n_cells;

  while (n > 0 && *headers->cells[n - 1] == '\0')
    n--;
  return n;
}

/* Headers name the answers too, so each needs a name of its own. */
static char *
own_header (GHashTable *taken, const char *cell, guint number)
{
  g_autofree char *first = *cell != '\0' ? g_strdup (cell) : g_strdup_printf ("#%u", number);
  char *header = g_strdup (first);

  while (g_hash_table_contains (taken, header)) {
    g_free (header);
    header = g_strdup_printf ("%s #%u", first, number++);
  }
  g_hash_table_add (taken, header);
  return header;
}

static FoyerMapping *
name_columns (const FoyerRow *headers)
{
  FoyerMapping *self = g_new0 (FoyerMapping, 1);
  g_autoptr (GHashTable) taken = g_hash_table_new (g_str_hash, g_str_equal);

  self->n_columns = count_columns (headers);
  self->columns = g_new0 (FoyerColumn, self->n_columns);
  self->headers = g_new0 (char *, self->n_columns + 1);
  for (guint i = 0; i < self->n_columns; i++)
    self->headers[i] = own_header (taken, headers->cells[i], i + 1);
  return self;
}

/* Without headers the first row is someone's, and no message may tell it. */
static gboolean
is_someone (const FoyerRow *headers)
{
  for (guint i = 0; i < headers->n_cells; i++) {
    if (foyer_cell_is_phone (headers->cells[i]) || foyer_cell_is_email (headers->cells[i]))
      return TRUE;
  }
  return FALSE;
}

static void
no_name_error (const FoyerMapping *self, const FoyerTable *table, GError **error)
{
  g_autofree char *listed = g_strjoinv (", ", self->headers);
  glong n_shown = MIN (g_utf8_strlen (listed, -1), MAX_LISTED);
  g_autofree char *shown = g_utf8_substring (listed, 0, n_shown);

  if (is_someone (table->headers))
    g_set_error (error, FOYER_INTAKE_ERROR, FOYER_INTAKE_ERROR_COLUMNS,
                 "%s: row %" G_GINT64_FORMAT " holds no headers; add a row that says which column "
                 "is the name (姓名)",
                 table->file, table->headers->number);
  else
    g_set_error (error, FOYER_INTAKE_ERROR, FOYER_INTAKE_ERROR_COLUMNS,
                 "%s: row %" G_GINT64_FORMAT ": no column is called 姓名, name or the like; "
                 "read as %s, the columns are: %s",
                 table->file, table->headers->number, foyer_encoding_to_string (table->encoding),
                 shown);
}

char *
foyer_mapping_parse (const char *said, FoyerColumn *column, GError **error)
{
  const char *sign = strrchr (said, '=');

  if (sign != NULL && sign > said && foyer_column_from_string (sign + 1, column))
    return g_strndup (said, (gsize) (sign - said));
  g_set_error (error, FOYER_INTAKE_ERROR, FOYER_INTAKE_ERROR_COLUMNS,
               "\"%s\" is no HEADER=MEANING: a meaning is name, phone, email, company, title, city, "
               "category, status, registered, code, reference, note, answer or ignore", said);
  return NULL;
}

static int
header_index (const FoyerMapping *self, const char *header)
{
  for (guint i = 0; i < self->n_columns; i++) {
    if (g_str_equal (self->headers[i], header))
      return (int) i;
  }
  return -1;
}

/* @fixed: which columns no guess may change. */
static gboolean
take_said (FoyerMapping *self, const char * const *said, gboolean *fixed, GError **error)
{
  for (gsize i = 0; said != NULL && said[i] != NULL; i++) {
    FoyerColumn column = FOYER_COLUMN_ANSWER;
    g_autofree char *header = foyer_mapping_parse (said[i], &column, error);
    int at = header ? header_index (self, header) : -1;

    if (header == NULL)
      return FALSE;
    if (at < 0)
      continue;
    self->columns[at] = column;
    fixed[at] = TRUE;
  }
  return TRUE;
}

gboolean
foyer_mapping_names (FoyerColumn column, const char *header)
{
  return rank_of (column, header) >= 0;
}

guint
foyer_mapping_count_known (const char *text)
{
  g_auto (GStrv) cells = g_strsplit_set (text, ",;|\t\r\n\"", 200);
  guint n = 0;

  for (gsize i = 0; cells[i] != NULL; i++) {
    gboolean known = FALSE;

    if (g_str_is_ascii (cells[i]))
      continue;
    for (guint column = FOYER_COLUMN_NAME; !known && column < FOYER_COLUMN_IGNORE; column++)
      known = foyer_mapping_names (column, cells[i]);
    n += known;
  }
  return n;
}

char **
foyer_mapping_fields (const FoyerMapping *self)
{
  g_autoptr (GStrvBuilder) fields = g_strv_builder_new ();

  for (guint i = 0; i < self->n_columns; i++) {
    FoyerColumn column = self->columns[i];

    /* Fields of many texts; of many columns, one fills them all. */
    if (column == FOYER_COLUMN_CODE)
      g_strv_builder_add (fields, "codes");
    else if (column == FOYER_COLUMN_ANSWER)
      g_strv_builder_add (fields, "answers");
    else if (column != FOYER_COLUMN_IGNORE)
      g_strv_builder_add (fields, column_names[column]);
  }
  return g_strv_builder_end (fields);
}

FoyerMapping *
foyer_mapping_guess (const FoyerTable *table, const char * const *said, GError **error)
{
  g_autoptr (FoyerMapping) self = name_columns (table->headers);
  g_autofree gboolean *fixed = g_new0 (gboolean, self->n_columns + 1);

  if (!take_said (self, said, fixed, error))
    return NULL;
  for (guint column = FOYER_COLUMN_NAME; column < FOYER_COLUMN_IGNORE; column++) {
    int i = foyer_mapping_index (self, column) < 0 ? best_column (self, fixed, column) : -1;

    if (i >= 0)
      self->columns[i] = column;
  }
  if (foyer_mapping_index (self, FOYER_COLUMN_NAME) >= 0)
    return g_steal_pointer (&self);
  no_name_error (self, table, error);
  return NULL;
}

void
foyer_mapping_free (FoyerMapping *self)
{
  if (self == NULL)
    return;
  g_strfreev (self->headers);
  g_free (self->columns);
  g_free (self);
}

int
foyer_mapping_index (const FoyerMapping *self, FoyerColumn column)
{
  for (guint i = 0; i < self->n_columns; i++) {
    if (self->columns[i] == column)
      return (int) i;
  }
  return -1;
}
