/* SPDX-License-Identifier: GPL-3.0-or-later */

/* test-walk LANGUAGE WIDTH HEIGHT: every page in one language and size, at usual and
 * doubled text, held against what has to be true of all of them. */

#include "views-fixture.h"

#include "checks.h"
#include "language.h"
#include "marks.h"
#include "pictures.h"
#include "stage.h"

#include <gst/gst.h>
#include <stdlib.h>

static struct {
  const char  *language;
  int          width;
  int          height;
  ChecksTarget target;
  Pictures    *pictures;
} kind;

/* A finger needs 15 to 20 mm: 96 pixels on the tall screen's 23 inches. On a desk's
 * laptop an arm rests, and ten keys have to stand side by side. */
static const ChecksTarget tall_target = { 96, 96 };
static const ChecksTarget wide_target = { 48, 48 };
/* Made smaller, still 10 mm. */
static const ChecksTarget seated_target = { 64, 64 };

/* What the fixture's event brings with it, longest first, and the languages' own names. */
static const char * const data[] = {
  "请选择语言\nChoose the language",
  "I agree that the organizers use these details for check-in and contact at this event only, "
  "and delete them within 30 days after it.",
  "我同意主办方仅为本次活动的签到与联络使用以上信息，活动结束后 30 天内删除。",
  "Hall B opens at 13:00. Please rest on the first floor until then.", "B 厅 13:00 开放，请先到一楼休息。",
  "Please wait: the programme begins ten minutes later.", "请稍候，活动推迟十分钟开始。",
  "The line is long here: please use the other desks too.", "这里排队较长，请也到其他签到台。",
  "Please take your seats: the programme begins now.", "请尽快入场，活动马上开始。", "Lunch is ready now.",
  "现在可以领取午餐。", "二楼有空位 / seats upstairs",
  "Changsha Open Tech Day 2026", "长沙开源技术开放日 2026", "Morning", "上午场", "Afternoon", "下午场", "Crew", "志愿者集合", "Hall 1",
  "一号厅", "Speakers' dinner", "讲师晚宴", "third floor", "三楼", "Which lunch would you like?", "午餐要哪一种？",
  "With meat", "荤食", "Vegetarian", "素食", "No lunch", "不用餐", "轮椅，请走东门 / wheelchair, east door",
  "Alexandra Wintergreen-O'Sullivan", "Orange Isle Cloud", "Developer Advocate", "欧阳明月", "欧**月", "张敏慧",
  "张薇薇", "张国强", "张伟", "张敏", "王芳", "陈晨", "湘江软件", "后端工程师", "岳麓数据科技有限公司", "架构师",
  "芙蓉云", "产品经理", "橘子洲人工智能研究院", "研究员", "own-form", "partner", "Door 1", "Door 2", "Hall B", "English", "中文",
  "salon.csv", "开源之夜.csv", "开源之夜", "stick", NULL
};

/* How much smaller than its double text may be drawn where a page has no room for it. */
#define SCALE_AT_200 0.7
#define SCALE_SEATED 0.65
/* Above it, nothing can be touched by whoever sits. */
#define SEATED_TOP   0.4

/* Takes @complaint. */
static void
expect (const char *what, char *complaint)
{
  if (complaint == NULL)
    return;
  g_test_message ("%s: %s", what, complaint);
  g_test_fail ();
  g_free (complaint);
}

typedef void (*Look) (Views *views, GtkWidget *window, const ViewsPage *page);

/* Each page has a world of its own, which has to be gone afterwards. */
static void
look_at (const ViewsPage *page, Look look)
{
  DoorFixture door;
  Views views;
  GtkWidget *window;

  door_fixture_set_up (&door, NULL);
  views_set_up (&views, &door);
  window = views_show (&views, page, kind.width, kind.height);
  look (&views, window, page);
  views_hide (window);
  views_tear_down (&views);
  door_fixture_tear_down (&door, NULL);
}

static void
check_all (GtkWidget *window, const ViewsPage *page, const char *scale)
{
  cairo_surface_t *picture = checks_draw (window);
  g_autofree char *name = g_strconcat (page->name, scale, NULL);

  g_test_message ("text at %s", *scale != '\0' ? "200 %" : "100 %");
  expect ("names", checks_names (views_page_of (window)));
  expect ("targets", checks_targets (window, kind.target));
  expect ("heights", checks_heights (views_page_of (window)));
  expect ("whole", checks_whole (window));
  expect ("contrast", checks_contrast (window, picture));
  expect ("focus", checks_focus (window));
  checks_mask (window, picture);
  expect ("picture", pictures_check (kind.pictures, name, picture));
  cairo_surface_destroy (picture);
}

static double
stage_scale (GtkWidget *window)
{
  return foyer_stage_get_scale (FOYER_STAGE (gtk_window_get_child (GTK_WINDOW (window))));
}

/* Whoever sits reaches the lower part of a tall screen only; what does not fit there
 * becomes smaller. */
static void
check_seated (Views *views, GtkWidget *window, const ViewsPage *page)
{
  GtkWidget *stage = gtk_window_get_child (GTK_WINDOW (window));

  g_test_message ("seated");
  foyer_stage_set_seated (FOYER_STAGE (stage), TRUE);
  views_settle (views);
  if (stage_scale (window) < SCALE_SEATED)
    expect ("seated", g_strdup_printf ("drawn at %.2f of its size", stage_scale (window)));
  expect ("reach", checks_reach (window, (int) (kind.height * SEATED_TOP)));
  expect ("targets", checks_targets (window, seated_target));
  /* At the desk, what there is no room for is scrolled. */
  if (!g_str_has_prefix (page->name, "desk-"))
    expect ("whole", checks_whole (window));
  foyer_stage_set_seated (FOYER_STAGE (stage), FALSE);
  views_settle (views);
}

static void
check_both_scales (Views *views, GtkWidget *window, const ViewsPage *page)
{
  check_all (window, page, "");
  g_assert_cmpfloat (stage_scale (window), ==, 1);
  if (kind.height > kind.width)
    check_seated (views, window, page);
  views_set_text_scale (2);
  views_settle (views);
  g_assert_cmpfloat (stage_scale (window), >=, SCALE_AT_200);
  check_all (window, page, "-200");
  views_set_text_scale (1);
}

static void
test_page (gconstpointer page)
{
  look_at (page, check_both_scales);
}

static void
check_said (Views *views, GtkWidget *window, const ViewsPage *page)
{
  expect ("said", checks_said (window, data));
}

static void
test_said (gconstpointer page)
{
  marks_set (TRUE);
  look_at (page, check_said);
  marks_set (FALSE);
}

static void
add_each (const char *folder, GTestDataFunc test)
{
  for (gsize i = 0; i < views_n_pages; i++) {
    g_autofree char *path = g_strdup_printf ("/kiosk/views/%s/%s", folder, views_pages[i].name);

    g_test_add_data_func (path, &views_pages[i], test);
  }
}

int
main (int argc, char **argv)
{
  g_autofree char *name = NULL;
  int status;

  door_fixture_freeze ();
  foyer_language_init ("en");
  gst_init (NULL, NULL);
  gtk_test_init (&argc, &argv, NULL);
  if (argc != 4) {
    g_printerr ("usage: test-walk LANGUAGE WIDTH HEIGHT\n");
    return 2;
  }
  kind.language = argv[1];
  kind.width = atoi (argv[2]);
  kind.height = atoi (argv[3]);
  name = g_strdup_printf ("%s-%d", kind.language, kind.width);
  kind.pictures = pictures_new (name, g_getenv ("FOYER_KEEP_SCREENS") != NULL);
  kind.target = kind.height > kind.width ? tall_target : wide_target;
  foyer_language_set (kind.language);
  views_style (1);
  add_each ("walk", test_page);
  if (kind.width > kind.height)
    add_each ("said", test_said);
  status = g_test_run ();
  pictures_free (kind.pictures);
  return status;
}
