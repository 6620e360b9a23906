/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "views-fixture.h"

#include "action-button.h"
#include "desk-page.h"
#include "id.h"
#include "journal.h"
#include "kiosk.h"
#include "language.h"
#include "live-fixture.h"
#include "notice-bar.h"
#include "outcome-page.h"
#include "question-page.h"
#include "rehearsal-bar.h"
#include "samples-page.h"
#include "self-page.h"
#include "sentence.h"
#include "setup-page.h"
#include "setup-private.h"
#include "stage.h"
#include "status-bar.h"
#include "trouble-page.h"
#include "waiting-page.h"

#include <glib/gi18n.h>
#include <sqlite3.h>

#define BADGES_FILE "badges.db"
#define ELSEWHERE_US (G_GINT64_CONSTANT (1795826460) * G_USEC_PER_SEC)

/* Pages. */

static GtkWidget *
make_setup (Views *self)
{
  self->setup = foyer_setup_new (self->kiosk);
  return foyer_setup_page_new (self->setup);
}

/* The first step, where the language is chosen, is behind them. */
static void
go_to_event (Views *self, GtkWidget *page)
{
  foyer_setup_choose (self->setup, foyer_language_get ());
  views_settle (self);
}

static gboolean
has_items (gpointer setup)
{
  g_autoptr (GPtrArray) items = foyer_setup_get_items (setup);

  return items != NULL && items->len > 0;
}

static gboolean
is_not_busy (gpointer setup)
{
  return !foyer_setup_is_busy (setup);
}

/* One who signed up twice with another name, and a row that nobody can read. */
static void
find_tables (Views *self, GtkWidget *page)
{
  g_autofree char *stick = g_build_filename (self->state, "stick", NULL);
  g_autofree char *one = g_build_filename (stick, "开源之夜.csv", NULL);
  g_autofree char *other = g_build_filename (stick, "salon.csv", NULL);

  g_assert_cmpint (g_mkdir_with_parents (stick, 0700), ==, 0);
  g_assert_true (g_file_set_contents (one, "姓名,手机,邮箱\n张伟,19900001216,a@example.org\n张玮,19900001216,\n"
                                           "李娜,19900001217,b@example.org\n,19900001218,\n", -1, NULL));
  g_assert_true (g_file_set_contents (other, "name,phone\nAnna Kowalska,19900001219\n", -1, NULL));
  go_to_event (self, page);
  foyer_setup_find_tables (self->setup);
  door_fixture_wait (has_items, self->setup);
  views_settle (self);
}

static void
read_table (Views *self, GtkWidget *page)
{
  g_autoptr (GPtrArray) items = NULL;

  find_tables (self, page);
  items = foyer_setup_get_items (self->setup);
  foyer_setup_choose (self->setup, ((const FoyerSetupItem *) items->pdata[1])->id);
  door_fixture_wait (is_not_busy, self->setup);
  views_settle (self);
}

#define SETUP_STEP(name, STEP_NAME)                                     \
static void                                                             \
name (Views *self, GtkWidget *page)                                     \
{                                                                       \
  foyer_setup_go_to (self->setup, FOYER_SETUP_##STEP_NAME);             \
  views_settle (self);                                                  \
}

SETUP_STEP (choose_role, ROLE)
SETUP_STEP (choose_printer, PRINTER)
SETUP_STEP (choose_camera, CAMERA)

static void
show_pass (Views *self, GtkWidget *page)
{
  FoyerSetup *setup = self->setup;

  setup->pass = g_new0 (FoyerPass, 1);
  setup->pass->pin = g_strdup ("402817");
  setup->pass->code = g_strdup (self->door->staff_code);
  foyer_setup_keep (setup, FOYER_CHOICE_HUB, "own");
  foyer_setup_go_to (setup, FOYER_SETUP_DONE);
  views_settle (self);
}

/* A rehearsal of the fixture's event; it ends with the page. */

static void
on_begun (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  *(FoyerRehearsal **) user_data = foyer_rehearsal_begin_finish (result, &error);
  g_assert_no_error (error);
}

static gboolean
is_there (gpointer where)
{
  return *(gpointer *) where != NULL;
}

static void
end_rehearsal (gpointer rehearsal)
{
  foyer_rehearsal_end (rehearsal);
  g_object_unref (rehearsal);
}

static GtkWidget *
make_samples (Views *self)
{
  g_autofree char *store = g_build_filename (self->door->dir, "event.db", NULL);
  g_autofree char *folder = g_build_filename (self->state, "rehearsal", NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  FoyerRehearsal *rehearsal = NULL;

  foyer_rehearsal_begin_async (store, folder, "morning", self->door->session, on_begun, &rehearsal);
  door_fixture_wait (is_there, &rehearsal);
  gtk_box_append (GTK_BOX (box), foyer_rehearsal_bar_new ());
  gtk_box_append (GTK_BOX (box), foyer_samples_page_new (rehearsal));
  gtk_widget_set_vexpand (gtk_widget_get_last_child (box), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (box), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  g_dgettext (GETTEXT_PACKAGE, "Sample codes"), -1);
  g_object_set_data_full (G_OBJECT (box), "rehearsal", rehearsal, end_rehearsal);
  return box;
}

static GtkWidget *
make_waiting (Views *self)
{
  return foyer_waiting_page_new (self->door->door, self->camera);
}

static GtkWidget *
make_outcome (Views *self)
{
  return foyer_outcome_page_new (self->door->door);
}

static void
show_verdict (Views *self, GtkWidget *page, FoyerVerdict verdict)
{
  g_autoptr (FoyerOutcome) outcome = door_fixture_outcome (self->door, verdict, 0);

  foyer_outcome_page_show (FOYER_OUTCOME_PAGE (page), foyer_verdict_is_welcome (verdict)
                                                        ? FOYER_DOOR_WELCOME : FOYER_DOOR_SORRY, outcome);
}

#define VERDICT(name, VERDICT_NAME)                                     \
static void                                                             \
show_##name (Views *self, GtkWidget *page)                              \
{                                                                       \
  show_verdict (self, page, FOYER_VERDICT_##VERDICT_NAME);              \
}

VERDICT (admitted, ADMITTED)
VERDICT (already_in, ALREADY_IN)
VERDICT (too_early, TOO_EARLY)
VERDICT (too_late, TOO_LATE)
VERDICT (waitlisted, WAITLISTED)
VERDICT (cancelled, CANCELLED)
VERDICT (ticket_void, TICKET_VOID)
VERDICT (unknown, UNKNOWN)
VERDICT (not_a_ticket, NOT_A_TICKET)

static void
show_group (Views *self, GtkWidget *page)
{
  g_autoptr (FoyerOutcome) outcome = door_fixture_outcome (self->door, FOYER_VERDICT_ADMITTED, 0);

  outcome->group = g_strdup ("https://example.org/group/changsha-open-tech-day");
  foyer_outcome_page_show (FOYER_OUTCOME_PAGE (page), FOYER_DOOR_WELCOME, outcome);
}

static void
show_other_list (Views *self, GtkWidget *page)
{
  g_autoptr (FoyerOutcome) outcome = door_fixture_outcome (self->door, FOYER_VERDICT_OTHER_LIST, 0);

  outcome->other_list_name = g_strdupv ((char *[]) { (char *) "zh_CN", (char *) "讲师晚宴", (char *) "en",
                                                     (char *) "Speakers' dinner", NULL });
  outcome->other_list_place = g_strdupv ((char *[]) { (char *) "zh_CN", (char *) "三楼", (char *) "en",
                                                      (char *) "third floor", NULL });
  foyer_outcome_page_show (FOYER_OUTCOME_PAGE (page), FOYER_DOOR_SORRY, outcome);
}

static void
show_unpaid (Views *self, GtkWidget *page)
{
  foyer_door_scan (self->door->door, FIXTURE_UNPAID);
  views_settle (self);
}

static GtkWidget *
make_question (Views *self)
{
  return foyer_question_page_new (self->door->door);
}

static void
ask_heads (Views *self, GtkWidget *page)
{
  foyer_door_scan (self->door->door, FIXTURE_FAMILY);
  views_settle (self);
}

static gpointer
serve_afternoon (FoyerStore *store, gpointer unused, GError **error)
{
  return GINT_TO_POINTER (foyer_store_set_setting (store, "list", "afternoon", error));
}

static void
ask_lunch (Views *self, GtkWidget *page)
{
  foyer_replica_write (self->door->replica, FOYER_LANE_DOOR, serve_afternoon, NULL, NULL);
  views_settle (self);
  foyer_door_scan (self->door->door, FIXTURE_ZHANG);
  views_settle (self);
}

static void
show_help (Views *self, GtkWidget *page)
{
  foyer_outcome_page_show (FOYER_OUTCOME_PAGE (page), FOYER_DOOR_HELP, NULL);
}

static void
touch_symbol (Views *self, GtkWidget *page, const char *symbol)
{
  GtkWidget *button = views_find_button (page, symbol);

  g_assert_nonnull (button);
  g_signal_emit_by_name (button, "clicked");
  views_settle (self);
}

static GtkWidget *
make_self (Views *self)
{
  return foyer_self_page_new (self->door->door);
}

static void
type_and_go_on (Views *self, GtkWidget *page, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (views_find_type (page, GTK_TYPE_ENTRY)), text);
  touch_symbol (self, page, "check");
}

static void
type_surname (Views *self, GtkWidget *page)
{
  type_and_go_on (self, page, "13611113333");
  gtk_editable_set_text (GTK_EDITABLE (views_find_type (page, GTK_TYPE_ENTRY)), "ouyang");
}

static void
find_oneself (Views *self, GtkWidget *page)
{
  type_surname (self, page);
  touch_symbol (self, page, "check");
}

static void
find_nobody (Views *self, GtkWidget *page)
{
  type_and_go_on (self, page, "13611113334");
  type_and_go_on (self, page, "ouyang");
}

static void
find_too_often (Views *self, GtkWidget *page)
{
  while (foyer_door_ask_self (self->door->door) == 0)
    ;
  find_oneself (self, page);
}

static GtkWidget *
make_trouble (Views *self)
{
  g_autoptr (GError) error = g_error_new_literal (FOYER_STORE_ERROR, FOYER_STORE_ERROR_FULL, "");
  g_autofree char *text = foyer_sentence_trouble (error);

  return foyer_trouble_page_new (text);
}

static GtkWidget *
make_desk (Views *self)
{
  return foyer_desk_page_new (self->door->door, self->health, self->neighbours, self->badges);
}

/* Two badges that somebody has to look for, as their printers left them. */
static GtkWidget *
make_doubts (Views *self)
{
  static const char * const doubts[][2] = {
    { FIXTURE_ZHANG,  "'unknown', 'left', 8, NULL" },
    { FIXTURE_OUYANG, "'failed', 'right', 0, 'the printer gave it up'" },
  };
  g_autoptr (GString) sql = g_string_new ("INSERT INTO printer (name, state, reasons) VALUES"
                                          " ('left', 1, 0), ('right', 1, 0);");
  g_autofree char *path = g_build_filename (self->state, BADGES_FILE, NULL);
  sqlite3 *db;

  for (gsize i = 0; i < G_N_ELEMENTS (doubts); i++) {
    foyer_door_scan (self->door->door, doubts[i][0]);
    views_settle (self);
    g_string_append_printf (sql, "INSERT INTO job (id, state, printer, reasons, message, badge, template,"
                            " created_us, changed_us) VALUES ('%s', %s, '{}', 'label-62x100', %ld, %ld);",
                            foyer_door_get_outcome (self->door->door)->entry, doubts[i][1],
                            (long) ELSEWHERE_US, (long) ELSEWHERE_US);
    foyer_door_dismiss (self->door->door);
  }
  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, sql->str, NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (db);
  return make_desk (self);
}

static void
open_desk (Views *self, GtkWidget *page)
{
  FoyerStaff staff = { (char *) FIXTURE_STAFF, (char *) "陈晨" };

  foyer_session_join (self->door->session, &staff);
  views_settle (self);
}

static void
type_name (Views *self, GtkWidget *page)
{
  open_desk (self, page);
  gtk_editable_set_text (GTK_EDITABLE (views_find_type (page, GTK_TYPE_ENTRY)), "zhang");
  views_settle (self);
}

static void
admit_zhang (Views *self, GtkWidget *page)
{
  type_name (self, page);
  touch_symbol (self, page, "check");
}

static void
open_cancelled (Views *self, GtkWidget *page)
{
  open_desk (self, page);
  foyer_door_scan (self->door->door, FIXTURE_CANCELLED);
  views_settle (self);
}

static void
ask_override (Views *self, GtkWidget *page)
{
  open_cancelled (self, page);
  touch_symbol (self, page, "override");
}

static void
open_walk_in (Views *self, GtkWidget *page)
{
  open_desk (self, page);
  touch_symbol (self, page, "walk-in");
}

static void
open_recent (Views *self, GtkWidget *page)
{
  admit_zhang (self, page);
  touch_symbol (self, page, "recent");
}

/* What a kiosk that nobody could hear did at the same time. */
static gpointer
admit_elsewhere (FoyerStore *store, gpointer registration, GError **error)
{
  g_autoptr (FoyerEntry) entry = foyer_entry_new (FOYER_ENTRY_ADMIT);
  FoyerAnswerKind answer;

  entry->id = foyer_id_new (ELSEWHERE_US);
  entry->kiosk = g_strdup (LIVE_FIXTURE_DOOR_2);
  entry->boot = foyer_id_new (ELSEWHERE_US);
  entry->number = 1000;
  entry->staff = g_strdup (FIXTURE_STAFF);
  entry->wall_us = ELSEWHERE_US;
  entry->uptime_us = 1;
  entry->list = g_strdup ("morning");
  entry->registration = g_strdup (registration);
  entry->verdict = FOYER_VERDICT_ADMITTED;
  return GINT_TO_POINTER (foyer_journal_keep (store, entry, &answer, error));
}

static void
recall_doubts (Views *self, GtkWidget *page)
{
  open_desk (self, page);
  touch_symbol (self, page, "recent");
}

static void
open_conflict (Views *self, GtkWidget *page)
{
  g_autofree char *registration = NULL;

  open_desk (self, page);
  foyer_door_scan (self->door->door, FIXTURE_ZHANG);
  views_settle (self);
  registration = g_strdup (foyer_door_get_outcome (self->door->door)->registration);
  g_assert_nonnull (foyer_replica_write (self->door->replica, FOYER_LANE_DOOR, admit_elsewhere, registration,
                                         NULL));
  touch_symbol (self, page, "recent");
}

static void
settle_conflict (Views *self, GtkWidget *page)
{
  open_conflict (self, page);
  touch_symbol (self, page, "people");
}

static void
open_lists (Views *self, GtkWidget *page)
{
  open_desk (self, page);
  touch_symbol (self, page, "list");
}

static void
open_unpaid (Views *self, GtkWidget *page)
{
  open_desk (self, page);
  foyer_door_scan (self->door->door, FIXTURE_UNPAID);
  views_settle (self);
}

static void
take_payment (Views *self, GtkWidget *page)
{
  open_unpaid (self, page);
  touch_symbol (self, page, "money");
}

static void
correct_name (Views *self, GtkWidget *page)
{
  open_unpaid (self, page);
  touch_symbol (self, page, "edit");
}

/* A note that another volunteer wrote, and a correction. */
static void
read_notes (Views *self, GtkWidget *page)
{
  open_unpaid (self, page);
  touch_symbol (self, page, "note");
  gtk_editable_set_text (GTK_EDITABLE (views_find_type (page, GTK_TYPE_ENTRY)), "轮椅，请走东门 / wheelchair, east door");
  touch_symbol (self, page, "check");
  touch_symbol (self, page, "edit");
  gtk_editable_set_text (GTK_EDITABLE (views_find_type (page, GTK_TYPE_ENTRY)), "张敏慧");
  touch_symbol (self, page, "check");
}

static void
scan_in_turn (Views *self, const char *code)
{
  foyer_door_scan (self->door->door, code);
  views_settle (self);
  foyer_door_dismiss (self->door->door);
}

static void
wait_for_help (Views *self, GtkWidget *page)
{
  scan_in_turn (self, "HELLO");
  foyer_door_scan (self->door->door, FIXTURE_CANCELLED);
  views_settle (self);
  foyer_door_call (self->door->door);
  foyer_door_dismiss (self->door->door);
  foyer_help_queue_take (foyer_door_get_help (self->door->door), 1, "林");
  scan_in_turn (self, FIXTURE_UNPAID);
  open_desk (self, page);
}

static void
open_early (Views *self, GtkWidget *page)
{
  open_lists (self, page);
  touch_symbol (self, page, "open");
}

static void
look_ready (Views *self, GtkWidget *page)
{
  open_lists (self, page);
  touch_symbol (self, page, "ready");
}

static void
count_room (Views *self, GtkWidget *page)
{
  open_lists (self, page);
  touch_symbol (self, page, "people");
}

static void
open_live (Views *self, GtkWidget *page)
{
  live_fixture_fill (self->door, self->neighbours);
  open_desk (self, page);
  touch_symbol (self, page, "live");
}

/* Alone, with what has to be settled. */
static void
open_live_trouble (Views *self, GtkWidget *page)
{
  live_fixture_fill (self->door, self->neighbours);
  open_conflict (self, page);
  scan_in_turn (self, "TICKET-ALEX");
  scan_in_turn (self, FIXTURE_OUYANG);
  scan_in_turn (self, FIXTURE_CANCELLED);
  live_fixture_refuse (self->door);
  touch_symbol (self, page, "live");
}

static void
open_notice (Views *self, GtkWidget *page)
{
  live_fixture_say (self->door);
  open_live (self, page);
  touch_symbol (self, page, "notice");
}

static void
ask_audience (Views *self, GtkWidget *page)
{
  open_notice (self, page);
  touch_symbol (self, page, "edit");
  gtk_editable_set_text (GTK_EDITABLE (views_find_type (page, GTK_TYPE_ENTRY)), "二楼有空位 / seats upstairs");
  touch_symbol (self, page, "check");
}

static void
ask_duration (Views *self, GtkWidget *page)
{
  ask_audience (self, page);
  touch_symbol (self, page, "people");
}

static void
hang_notice (Views *self, GtkWidget *page)
{
  live_fixture_say (self->door);
  views_settle (self);
}

const ViewsPage views_pages[] = {
  { "setup-language",       make_setup,   NULL },
  { "setup-event",          make_setup,   go_to_event },
  { "setup-table",          make_setup,   find_tables },
  { "setup-result",         make_setup,   read_table },
  { "setup-role",           make_setup,   choose_role },
  { "setup-printer",        make_setup,   choose_printer },
  { "setup-camera",         make_setup,   choose_camera },
  { "setup-done",           make_setup,   show_pass },
  { "rehearsal",            make_samples, NULL },
  { "waiting",              make_waiting, NULL },
  { "question-heads",       make_question, ask_heads },
  { "question-lunch",       make_question, ask_lunch },
  { "outcome-admitted",     make_outcome, show_admitted },
  { "outcome-already-in",   make_outcome, show_already_in },
  { "outcome-too-early",    make_outcome, show_too_early },
  { "outcome-too-late",     make_outcome, show_too_late },
  { "outcome-waitlisted",   make_outcome, show_waitlisted },
  { "outcome-cancelled",    make_outcome, show_cancelled },
  { "outcome-ticket-void",  make_outcome, show_ticket_void },
  { "outcome-unknown",      make_outcome, show_unknown },
  { "outcome-not-a-ticket", make_outcome, show_not_a_ticket },
  { "outcome-group",        make_outcome, show_group },
  { "outcome-other-list",   make_outcome, show_other_list },
  { "outcome-payment-due",  make_outcome, show_unpaid },
  { "self-phone",           make_self,    NULL },
  { "self-surname",         make_self,    type_surname },
  { "self-found",           make_self,    find_oneself },
  { "self-nobody",          make_self,    find_nobody },
  { "self-too-often",       make_self,    find_too_often },
  { "help",                 make_outcome, show_help },
  { "trouble",              make_trouble, NULL },
  { "lock",                 make_desk,    NULL },
  { "desk",                 make_desk,    open_desk },
  { "desk-found",           make_desk,    type_name },
  { "desk-admitted",        make_desk,    admit_zhang },
  { "desk-guest",           make_desk,    open_cancelled },
  { "desk-reason",          make_desk,    ask_override },
  { "desk-walk-in",         make_desk,    open_walk_in },
  { "desk-recent",          make_desk,    open_recent },
  { "desk-conflict",        make_desk,    open_conflict },
  { "desk-settle",          make_desk,    settle_conflict },
  { "desk-lists",           make_desk,    open_lists },
  { "desk-open-list",       make_desk,    open_early },
  { "desk-ready",           make_desk,    look_ready },
  { "desk-count",           make_desk,    count_room },
  { "desk-unpaid",          make_desk,    open_unpaid },
  { "desk-payment",         make_desk,    take_payment },
  { "desk-correct",         make_desk,    correct_name },
  { "desk-notes",           make_desk,    read_notes },
  { "desk-help",            make_desk,    wait_for_help },
  { "desk-doubts",          make_doubts,  open_desk },
  { "desk-doubts-recent",   make_doubts,  recall_doubts },
  { "desk-live",            make_desk,    open_live },
  { "desk-live-trouble",    make_desk,    open_live_trouble },
  { "desk-notice",          make_desk,    open_notice },
  { "desk-notice-audience", make_desk,    ask_audience },
  { "desk-notice-duration", make_desk,    ask_duration },
  { "waiting-notice",       make_waiting, hang_notice },
};
const gsize views_n_pages = G_N_ELEMENTS (views_pages);

const ViewsPage *
views_page (const char *name)
{
  for (gsize i = 0; i < views_n_pages; i++)
    if (g_str_equal (views_pages[i].name, name))
      return &views_pages[i];
  g_assert_not_reached ();
}

/* What stands behind them. */

void
views_set_up (Views *self, DoorFixture *door)
{
  FoyerConfig config = { .camera = (char *) "pictures:/nonexistent", .sound = (char *) "none",
                         .scanners = (char *) "none", .scanner_layout = (char *) "us", .setup = TRUE };
  g_autoptr (GPtrArray) no_printers = g_ptr_array_new ();
  g_autofree char *tables = NULL;
  g_autofree char *path = NULL;

  config.printers = no_printers;
  self->door = door;
  self->camera = NULL;
  self->setup = NULL;
  self->state = g_dir_make_tmp ("foyer-views-XXXXXX", NULL);
  tables = g_build_filename (self->state, "stick", NULL);
  config.tables = tables;
  config.state = self->state;
  self->kiosk = foyer_kiosk_new (&config);
  path = g_build_filename (self->state, BADGES_FILE, NULL);
  self->badges = foyer_print_queue_open (path, NULL);
  self->health = foyer_health_new ();
  self->neighbours = foyer_neighbours_new ();
  foyer_health_set_zone (self->health, "Asia/Shanghai");
  foyer_health_set_hub (self->health, G_GINT64_CONSTANT (1795826520) * G_USEC_PER_SEC, 1);
  foyer_health_set_unsent (self->health, 3);
  foyer_health_set_printer (self->health, TRUE, NULL, 1);
  foyer_health_set_clock (self->health, TRUE, 0);
  foyer_health_set_proof (self->health, FOYER_HEALTH_SAME);
  foyer_health_set_battery (self->health, (FoyerBattery) { TRUE, 64, TRUE });
  foyer_health_set_names (self->health, 9, 1);
  foyer_health_set_others (self->health, 2, NULL);
  foyer_health_set_disk (self->health, G_GINT64_CONSTANT (12) * 1000 * 1000 * 1000);
}

void
views_tear_down (Views *self)
{
  if (self->setup != NULL)
    foyer_setup_stop (self->setup);
  g_clear_object (&self->setup);
  foyer_kiosk_stop (self->kiosk);
  g_assert_finalize_object (G_OBJECT (self->kiosk));
  foyer_print_queue_close (self->badges);
  door_fixture_wait_alone (self->badges);
  g_assert_finalize_object (self->badges);
  door_fixture_wait_alone (self->neighbours);
  g_assert_finalize_object (self->neighbours);
  door_fixture_wait_alone (self->health);
  g_assert_finalize_object (self->health);
  door_fixture_remove (self->state);
  g_free (self->state);
}

void
views_style (double text_scale)
{
  GdkDisplay *display = gdk_display_get_default ();
  g_autoptr (GtkCssProvider) provider = gtk_css_provider_new ();

  gtk_css_provider_load_from_resource (provider, "/org/foyer/Kiosk/style.css");
  gtk_style_context_add_provider_for_display (display, GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION + 1);
  gtk_icon_theme_add_resource_path (gtk_icon_theme_get_for_display (display), "/org/foyer/Kiosk/icons");
  g_object_set (gtk_settings_get_for_display (display), "gtk-enable-animations", FALSE, "gtk-cursor-blink",
                FALSE, NULL);
  views_set_text_scale (text_scale);
}

void
views_set_text_scale (double text_scale)
{
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", (int) (96 * 1024 * text_scale), NULL);
}

static gboolean
is_drawn (gpointer window)
{
  return gtk_widget_get_width (GTK_WIDGET (window)) > 1 && gtk_widget_get_mapped (GTK_WIDGET (window));
}

static gboolean
nobody_waits (gpointer user_data)
{
  FoyerDoorState state = foyer_door_get_state (FOYER_DOOR (user_data));

  return G_OBJECT (user_data)->ref_count >= 1 && state != FOYER_DOOR_CHECKING;
}

static gpointer
nothing_job (FoyerStore *store, gpointer data, GError **error)
{
  return GINT_TO_POINTER (TRUE);
}

static void
on_answered (GObject *source, GAsyncResult *result, gpointer answered)
{
  *(gboolean *) answered = TRUE;
}

static gboolean
is_true (gpointer flag)
{
  return *(gboolean *) flag;
}

static void
on_painted (GdkFrameClock *clock, gboolean *painted)
{
  *painted = TRUE;
}

/* What was changed is laid out and drawn with the next frame. */
static void
wait_for_frame (void)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();
  gboolean painted = FALSE;
  GdkFrameClock *clock;
  gulong handler;

  if (windows == NULL || !gtk_widget_get_mapped (windows->data))
    return;
  clock = gtk_widget_get_frame_clock (windows->data);
  handler = g_signal_connect (clock, "after-paint", G_CALLBACK (on_painted), &painted);
  gtk_widget_queue_draw (windows->data);
  gdk_frame_clock_request_phase (clock, GDK_FRAME_CLOCK_PHASE_AFTER_PAINT);
  door_fixture_wait (is_true, &painted);
  g_signal_handler_disconnect (clock, handler);
}

/* A job of ours behind theirs: when it is answered, so are they. Twice, because
 * an answer may lead to another question. */
void
views_settle (Views *self)
{
  door_fixture_wait (nobody_waits, self->door->door);
  for (int i = 0; i < 3; i++) {
    gboolean answered = FALSE;

    foyer_replica_read_async (self->door->replica, nothing_job, NULL, NULL, NULL, NULL, on_answered,
                              &answered);
    door_fixture_wait (is_true, &answered);
    answered = FALSE;
    foyer_replica_survey_async (self->door->replica, nothing_job, NULL, NULL, NULL, NULL, on_answered,
                                &answered);
    door_fixture_wait (is_true, &answered);
    while (g_main_context_iteration (NULL, FALSE))
      ;
    wait_for_frame ();
  }
}

GtkWidget *
views_show (Views *self, const ViewsPage *page, int width, int height)
{
  GtkWidget *window = gtk_window_new ();
  GtkWidget *stage = foyer_stage_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *made = page->make (self);

  gtk_widget_set_vexpand (made, TRUE);
  gtk_box_append (GTK_BOX (box), foyer_notice_bar_new (self->door->door));
  gtk_box_append (GTK_BOX (box), made);
  gtk_box_append (GTK_BOX (box), foyer_status_bar_new (self->health, "Door 1"));
  foyer_stage_set_child (FOYER_STAGE (stage), box);
  gtk_window_set_child (GTK_WINDOW (window), stage);
  gtk_window_set_decorated (GTK_WINDOW (window), FALSE);
  gtk_window_set_default_size (GTK_WINDOW (window), width, height);
  gtk_widget_add_css_class (window, "foyer");
  g_object_set_data (G_OBJECT (window), "page", made);
  gtk_window_present (GTK_WINDOW (window));
  door_fixture_wait (is_drawn, window);
  if (page->prepare != NULL)
    page->prepare (self, made);
  views_settle (self);
  return window;
}

GtkWidget *
views_page_of (GtkWidget *window)
{
  return g_object_get_data (G_OBJECT (window), "page");
}

void
views_hide (GtkWidget *window)
{
  gtk_window_destroy (GTK_WINDOW (window));
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

GtkWidget *
views_find_type (GtkWidget *root, GType type)
{
  if (!gtk_widget_get_mapped (root))
    return NULL;
  if (g_type_is_a (G_OBJECT_TYPE (root), type))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    GtkWidget *found = views_find_type (child, type);

    if (found != NULL)
      return found;
  }
  return NULL;
}

GtkWidget *
views_find_button (GtkWidget *root, const char *symbol)
{
  if (!gtk_widget_get_mapped (root))
    return NULL;
  if (FOYER_IS_ACTION_BUTTON (root)) {
    g_autofree char *its = NULL;

    g_object_get (root, "symbol", &its, NULL);
    return g_strcmp0 (its, symbol) == 0 ? root : NULL;
  }
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    GtkWidget *found = views_find_button (child, symbol);

    if (found != NULL)
      return found;
  }
  return NULL;
}
