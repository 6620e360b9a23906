/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cell.h"

#include "fold.h"
#include "link.h"

#include <string.h>

static const struct {
  const char *part;
  const char *category;
} categories[] = {
  { "讲师", "speaker" },   { "讲者", "speaker" },   { "演讲", "speaker" },
  { "講師", "speaker" },   { "講者", "speaker" },   { "演講", "speaker" },
  { "分享嘉宾", "speaker" }, { "speaker", "speaker" }, { "志愿", "volunteer" },
  { "志願", "volunteer" }, { "义工", "volunteer" }, { "volunteer", "volunteer" },
  { "赞助", "sponsor" },   { "贊助", "sponsor" },   { "sponsor", "sponsor" },
};

static const char * const confirmed[] = {
  "已确认", "确认", "已通过", "通过", "审核通过", "已审核", "报名成功", "成功", "有效", "正常", "已支付", "已付款", "已完成",
  "未使用", "未签到", "未核销", "已報名", "已报名", "已出票", "已確認", "confirmed", "approved", "accepted", "paid",
  "valid", "ok",
  "active", "registered", "complete", "completed", "going", "free", NULL
};
static const char * const pending[] = {
  "待审核", "审核中", "未审核", "待确认", "未确认", "待定", "待支付", "未支付", "待付款", "未付款", "待審核", "pending",
  "unpaid", "processing", "awaitingapproval", "pendingapproval", "requested", NULL
};
static const char * const waitlisted[] = {
  "候补", "候补中", "候補", "排队中", "waitlist", "waitlisted", "waitinglist", NULL
};
static const char * const rejected[] = {
  "已拒绝", "拒绝", "未通过", "不通过", "审核不通过", "审核未通过", "已驳回", "已拒絕", "rejected", "declined", "denied", NULL
};
static const char * const cancelled[] = {
  "已取消", "取消", "已退票", "退票", "已退款", "退款", "已作废", "作废", "无效", "已失效", "已关闭", "cancelled", "canceled",
  "refunded", "void", "voided", "invalid", "deleted", NULL
};
static const char * const * const statuses[FOYER_STATUS_N] = {
  [FOYER_STATUS_PENDING] = pending,       [FOYER_STATUS_CONFIRMED] = confirmed,
  [FOYER_STATUS_WAITLISTED] = waitlisted, [FOYER_STATUS_REJECTED] = rejected,
  [FOYER_STATUS_CANCELLED] = cancelled,
};

/* foyer_fold_name() leaves nothing of "-" and "/". */
static const char * const nothing[] = {
  "", "无", "無", "没有", "暂无", "na", "none", "null", "nil", NULL
};

/* A text that would turn round the direction of what is shown after it. */
static gboolean
is_bidi_control (gunichar c)
{
  return (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
}

static char *
on_one_line (const char *cell)
{
  GString *line = g_string_new (NULL);
  gboolean space = FALSE;

  for (const char *at = cell; *at != '\0'; at = g_utf8_next_char (at)) {
    gunichar c = g_utf8_get_char (at);

    if (is_bidi_control (c))
      continue;
    if (g_unichar_isspace (c) || g_unichar_iscntrl (c)) {
      space = TRUE;
      continue;
    }
    if (space && line->len > 0)
      g_string_append_c (line, ' ');
    space = FALSE;
    g_string_append_unichar (line, c);
  }
  return g_string_free (line, FALSE);
}

char *
foyer_cell_line (const char *cell)
{
  g_autofree char *line = on_one_line (cell);
  g_autofree char *folded = foyer_fold_name (line);

  return g_strv_contains (nothing, folded) ? NULL : g_steal_pointer (&line);
}

const char *
foyer_cell_category (const char *cell)
{
  g_autofree char *folded = foyer_fold_name (cell);

  for (gsize i = 0; folded != NULL && i < G_N_ELEMENTS (categories); i++) {
    if (strstr (folded, categories[i].part) != NULL)
      return categories[i].category;
  }
  return "attendee";
}

gboolean
foyer_cell_status (const char *cell, FoyerStatus *status)
{
  g_autofree char *folded = foyer_fold_name (cell);

  for (guint i = 0; folded != NULL && i < FOYER_STATUS_N; i++) {
    if (g_strv_contains (statuses[i], folded)) {
      *status = (FoyerStatus) i;
      return TRUE;
    }
  }
  return FALSE;
}

#define TIME_PATTERN                                                                              \
  "^(?<year>\\d{4})\\s*[-/.年]\\s*(?<month>\\d{1,2})\\s*[-/.月]\\s*(?<day>\\d{1,2})\\s*日?"       \
  "(?:[T\\s]*(?<half>上午|下午|[AP]M)?\\s*(?<hour>\\d{1,2})\\s*[:时]\\s*(?<minute>\\d{1,2})\\s*分?" \
  "(?:\\s*:?\\s*(?<second>\\d{1,2}(?:\\.\\d{1,9})?)秒?)?\\s*(?<half_after>[AP]M)?"                \
  "\\s*(?<zone>Z|[+-]\\d\\d:?\\d\\d)?)?$"

static GRegex *
time_pattern (void)
{
  static gsize once;
  static GRegex *pattern;

  if (g_once_init_enter (&once)) {
    pattern = g_regex_new (TIME_PATTERN, G_REGEX_CASELESS | G_REGEX_OPTIMIZE, 0, NULL);
    g_assert (pattern != NULL);
    g_once_init_leave (&once, 1);
  }
  return pattern;
}

static double
number_of (const GMatchInfo *match, const char *name)
{
  g_autofree char *text = g_match_info_fetch_named (match, name);

  return text ? g_ascii_strtod (text, NULL) : 0;
}

static gboolean
is_half (const GMatchInfo *match, const char *name, const char *hanzi, char letter)
{
  g_autofree char *half = g_match_info_fetch_named (match, name);

  return half != NULL && *half != '\0' && (g_str_equal (half, hanzi) ||
                                           g_ascii_toupper (*half) == letter);
}

static int
hour_of (const GMatchInfo *match)
{
  int hour = (int) number_of (match, "hour");

  if ((is_half (match, "half", "下午", 'P') || is_half (match, "half_after", "", 'P')) && hour < 12)
    return hour + 12;
  if ((is_half (match, "half", "上午", 'A') || is_half (match, "half_after", "", 'A')) && hour == 12)
    return 0;
  return hour;
}

gboolean
foyer_cell_time (const char *cell, GTimeZone *zone, gint64 *at_us)
{
  g_autofree char *text = g_utf8_normalize (cell, -1, G_NORMALIZE_ALL_COMPOSE);
  g_autoptr (GMatchInfo) match = NULL;
  g_autofree char *own_zone = NULL;
  g_autoptr (GTimeZone) its_zone = NULL;
  g_autoptr (GDateTime) time = NULL;

  if (text == NULL || !g_regex_match (time_pattern (), g_strstrip (text), 0, &match))
    return FALSE;
  own_zone = g_match_info_fetch_named (match, "zone");
  its_zone = own_zone && *own_zone ? g_time_zone_new_identifier (own_zone) : g_time_zone_ref (zone);
  if (its_zone == NULL)
    return FALSE;
  time = g_date_time_new (its_zone, (int) number_of (match, "year"),
                          (int) number_of (match, "month"), (int) number_of (match, "day"),
                          hour_of (match), (int) number_of (match, "minute"),
                          number_of (match, "second"));
  if (time == NULL)
    return FALSE;
  *at_us = g_date_time_to_unix (time) * G_USEC_PER_SEC + g_date_time_get_microsecond (time);
  return TRUE;
}

gboolean
foyer_cell_is_phone (const char *cell)
{
  g_autofree char *phone = foyer_link_phone (cell);
  gsize length = phone ? strlen (phone) : 0;

  if (phone == NULL)
    return FALSE;
  switch (*phone) {
  case '+':
    /* A mainland mobile number has lost its +86, unless digits are missing; 10 is Beijing. */
    if (g_str_has_prefix (phone, "+861") && phone[4] != '0')
      return FALSE;
    return length >= 8 && length <= 16;
  case '0':
    return length >= 10 && length <= 12;
  case '1':
    return length == 11;
  default:
    return FALSE;
  }
}

gboolean
foyer_cell_is_email (const char *cell)
{
  const char *at = strchr (cell, '@');

  return at != NULL && at != cell && strchr (at + 1, '@') == NULL && strchr (at, '.') != NULL &&
         !strpbrk (cell, " ,;");
}
