/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decode-child.h"

#include "decode-wire.h"
#include "decoder.h"
#include "hostile-worker.h"
#include "scanner-fixture.h"

#include <math.h>
#include <signal.h>
#include <string.h>

/* With the address sanitizer a process can't be kept from having much memory. */
#if defined(__SANITIZE_ADDRESS__)
#define LAST_DENIED HOSTILE_WRITE_ELSEWHERE
#else
#define LAST_DENIED HOSTILE_MUCH_MEMORY
#endif

static FoyerFrame *
code_frame_new (const char *bytes, int eci)
{
  return fixture_frame_new (bytes, strlen (bytes), eci, 6);
}

static FoyerFrame *
deed_frame_new (Hostile deed)
{
  const guint8 pixels[] = { (guint8) deed, 0, 0, 0 };
  g_autoptr (GBytes) bytes = g_bytes_new (pixels, sizeof pixels);

  return foyer_frame_new (bytes, 2, 2, 2, -1, 0);
}

static FoyerDecodeChild *
hostile_child_new (void)
{
  g_autofree char *program = g_test_build_filename (G_TEST_BUILT, "hostile-worker", NULL);

  return foyer_decode_child_new (program);
}

/* As a film does: a treatment may have to wait for its turn, a process for its start. */
static char *
read_code (FoyerDecodeChild *child, FoyerFrame *frame, double seconds)
{
  gint64 end_us = g_get_monotonic_time () + (gint64) (seconds * G_USEC_PER_SEC);

  do {
    g_autoptr (GPtrArray) codes = foyer_decode_child_decode (child, frame, NULL);

    if (codes != NULL && codes->len > 0)
      return g_strdup (((FoyerFoundCode *) codes->pdata[0])->text);
  } while (g_get_monotonic_time () < end_us);
  return NULL;
}

static void
assert_reads (FoyerDecodeChild *child, FoyerFrame *frame, const char *text, double seconds)
{
  g_autofree char *read = read_code (child, frame, seconds);

  g_assert_cmpstr (read, ==, text);
}

static void
look (FoyerDecodeChild *child, FoyerFrame *frame)
{
  GPtrArray *codes = foyer_decode_child_decode (child, frame, NULL);

  g_clear_pointer (&codes, g_ptr_array_unref);
}

static void
assert_lost (FoyerDecodeChild *child, Hostile deed)
{
  g_autoptr (FoyerFrame) frame = deed_frame_new (deed);
  g_autoptr (GError) error = NULL;

  g_assert_null (foyer_decode_child_decode (child, frame, &error));
  g_assert_error (error, FOYER_SCANNER_ERROR, FOYER_SCANNER_ERROR_FRAME_LOST);
}

/* Every charset: whatever a library reads from a file it has read before. */
static void
test_reads (void)
{
  static const struct {
    const char *bytes;
    int         eci;
    const char *text;
  } rows[] = {
    { "TICKET-1", -1, "TICKET-1" },
    { "欧阳 王玥", -1, "欧阳 王玥" },
    { "欧阳 王玥", 26, "欧阳 王玥" },
    { "\xc5\xb7\xd1\xf4\xce\xc4\xbb\xaa", -1, "欧阳文华" },
    { "\x8b\x9e\x93\x73\x82\xcc\x89\xc4\x82\xc5\x82\xb7", -1, "京都の夏です" },
  };
  g_autoptr (FoyerDecodeChild) child = foyer_decode_child_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (FoyerFrame) frame = code_frame_new (rows[i].bytes, rows[i].eci);

    assert_reads (child, frame, rows[i].text, 20);
  }
}

/* The memory grows with the frames, and a small one after a large one is read too. */
static void
test_sizes (void)
{
  static const int scales[] = { 3, 40, 3, 80, 5 };
  g_autoptr (FoyerDecodeChild) child = foyer_decode_child_new (NULL);
  GPid process = foyer_decode_child_get_process (child);

  for (gsize i = 0; i < G_N_ELEMENTS (scales); i++) {
    g_autoptr (FoyerFrame) frame = fixture_frame_new ("SIZES", 5, -1, scales[i]);

    assert_reads (child, frame, "SIZES", 20);
  }
  g_assert_cmpint (foyer_decode_child_get_process (child), ==, process);
}

static void
test_contained (void)
{
  g_autoptr (FoyerDecodeChild) child = hostile_child_new ();
  g_autoptr (FoyerFrame) calm = deed_frame_new (HOSTILE_NOTHING);

  assert_reads (child, calm, "calm", 5);
  for (Hostile deed = HOSTILE_CRASH; deed < HOSTILE_FLOOD; deed++) {
    gint64 before_us = g_get_monotonic_time ();

    assert_lost (child, deed);
    assert_reads (child, calm, "calm", 5);
    /* An endless loop is the slowest of them. */
    g_assert_cmpint (g_get_monotonic_time () - before_us, <, (g_test_slow () ? 2 : 10) * G_USEC_PER_SEC);
  }
}

/* What ends no process, and gets nothing. */
static void
test_denied (void)
{
  g_autoptr (FoyerDecodeChild) child = hostile_child_new ();
  g_autoptr (FoyerFrame) calm = deed_frame_new (HOSTILE_NOTHING);
  GPid process = foyer_decode_child_get_process (child);

  for (Hostile deed = HOSTILE_OPEN; deed <= LAST_DENIED; deed++) {
    g_autoptr (FoyerFrame) frame = deed_frame_new (deed);

    assert_reads (child, frame, "denied", 5);
  }
  assert_reads (child, calm, "calm", 5);
  g_assert_cmpint (foyer_decode_child_get_process (child), ==, process);
}

/* One that answers whatever is asked, and is asked until nothing more fits. */
static void
test_flood (void)
{
  g_autoptr (FoyerDecodeChild) child = hostile_child_new ();
  g_autoptr (FoyerFrame) calm = deed_frame_new (HOSTILE_NOTHING);
  g_autoptr (FoyerFrame) flood = deed_frame_new (HOSTILE_FLOOD);
  GPid process;

  assert_reads (child, calm, "calm", 5);
  process = foyer_decode_child_get_process (child);
  look (child, flood);
  for (int i = 0; i < 100000 && foyer_decode_child_get_process (child) == process; i++)
    look (child, calm);
  assert_reads (child, calm, "calm", 5);
  g_assert_cmpint (foyer_decode_child_get_process (child), !=, process);
}

/* A picture held up that kills every time: the kiosk neither falls nor spins. */
static void
test_killer_held_up (void)
{
  g_autoptr (FoyerDecodeChild) child = hostile_child_new ();
  g_autoptr (FoyerFrame) killer = deed_frame_new (HOSTILE_CRASH);
  g_autoptr (FoyerFrame) calm = deed_frame_new (HOSTILE_NOTHING);
  g_autoptr (GHashTable) processes = g_hash_table_new (NULL, NULL);
  gint64 until_us = g_get_monotonic_time () + 2 * G_USEC_PER_SEC;

  while (g_get_monotonic_time () < until_us) {
    g_autoptr (GPtrArray) codes = foyer_decode_child_decode (child, killer, NULL);

    g_assert_null (codes);
    g_hash_table_add (processes, GINT_TO_POINTER (foyer_decode_child_get_process (child)));
  }
  g_assert_cmpuint (g_hash_table_size (processes), <, 15);
  assert_reads (child, calm, "calm", 5);
}

static guint
count_descriptors (void)
{
  g_autoptr (GDir) dir = g_dir_open ("/proc/self/fd", 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

/* Somewhere in the middle of a frame. */
static gpointer
kill_thread (gpointer data)
{
  g_usleep ((gulong) g_test_rand_int_range (0, 3000));
  kill (*(GPid *) data, SIGKILL);
  return NULL;
}

static void
test_killed (void)
{
  guint times = g_test_slow () ? 1000 : 30;
  g_autoptr (FoyerDecodeChild) child = foyer_decode_child_new (NULL);
  g_autoptr (FoyerFrame) frame = code_frame_new ("HEALED", -1);
  guint before;

  assert_reads (child, frame, "HEALED", 20);
  before = count_descriptors ();
  for (guint i = 0; i < times; i++) {
    GPid process = foyer_decode_child_get_process (child);
    GThread *killer = g_thread_new ("kill", kill_thread, &process);
    gint64 healed_us;

    while (foyer_decode_child_get_process (child) == process)
      look (child, frame);
    healed_us = g_get_monotonic_time ();
    g_thread_join (killer);
    assert_reads (child, frame, "HEALED", 5);
    g_assert_cmpint (g_get_monotonic_time () - healed_us, <, (g_test_slow () ? 1 : 10) * G_USEC_PER_SEC);
  }
  g_assert_cmpuint (count_descriptors (), ==, before);
}

static void
test_no_program (void)
{
  g_autoptr (FoyerDecodeChild) child = NULL;
  g_autoptr (FoyerFrame) frame = code_frame_new ("NOBODY", -1);
  g_autoptr (GError) error = NULL;

  child = foyer_decode_child_new ("/nonexistent/foyer-decode-worker");
  g_assert_null (foyer_decode_child_decode (child, frame, &error));
  g_assert_error (error, FOYER_SCANNER_ERROR, FOYER_SCANNER_ERROR_NO_DECODER);
}

static GPtrArray *
codes_new (const FoyerFoundCode *first, guint n)
{
  GPtrArray *codes = g_ptr_array_new_with_free_func ((GDestroyNotify) foyer_found_code_free);

  for (guint i = 0; i < n; i++) {
    FoyerFoundCode *code = g_memdup2 (first, sizeof *first);

    code->text = g_strdup (first->text);
    g_ptr_array_add (codes, code);
  }
  return codes;
}

static void
test_wire (void)
{
  const FoyerFoundCode first = { (char *) "王 x", 1.5, -2, 300 };

  for (guint n = 0; n < 4; n++) {
    g_autoptr (GPtrArray) codes = codes_new (&first, n);
    g_autoptr (GBytes) packed = foyer_decode_wire_pack (codes);
    g_autoptr (GPtrArray) back = foyer_decode_wire_unpack (packed);

    g_assert_cmpuint (g_bytes_get_size (packed), >, 0);
    g_assert_nonnull (back);
    g_assert_cmpuint (back->len, ==, n);
    for (guint i = 0; i < n; i++) {
      const FoyerFoundCode *code = back->pdata[i];

      g_assert_cmpstr (code->text, ==, first.text);
      g_assert_cmpfloat (code->x, ==, first.x);
      g_assert_cmpfloat (code->y, ==, first.y);
      g_assert_cmpfloat (code->size, ==, first.size);
    }
  }
}

/* A wall of codes: what fits is told. */
static void
test_wire_full (void)
{
  g_autofree char *long_text = g_strnfill (8000, 'x');
  const FoyerFoundCode first = { long_text, 0, 0, 1 };
  g_autoptr (GPtrArray) codes = codes_new (&first, 40);
  g_autoptr (GBytes) packed = foyer_decode_wire_pack (codes);
  g_autoptr (GPtrArray) back = foyer_decode_wire_unpack (packed);

  g_assert_cmpuint (g_bytes_get_size (packed), <=, FOYER_DECODE_WIRE_MAX);
  g_assert_nonnull (back);
  g_assert_cmpuint (back->len, >=, 5);
}

static void
assert_not_taken (const char *bytes, gsize size)
{
  g_autoptr (GBytes) answer = g_bytes_new (bytes, size);

  g_assert_null (foyer_decode_wire_unpack (answer));
}

static void
test_wire_lies (void)
{
  const FoyerFoundCode nowhere = { (char *) "x", NAN, 0, 1 };
  g_autoptr (GPtrArray) nowhere_codes = codes_new (&nowhere, 1);
  g_autoptr (GBytes) packed = foyer_decode_wire_pack (nowhere_codes);
  g_autofree char *huge = g_malloc0 (FOYER_DECODE_WIRE_MAX + 1);

  g_assert_null (foyer_decode_wire_unpack (packed));
  assert_not_taken ("", 0);
  assert_not_taken ("\xff\xff\xff", 3);
  assert_not_taken (huge, FOYER_DECODE_WIRE_MAX + 1);
}

/* A whole answer whose text is no text. */
static void
test_wire_no_text (void)
{
  const FoyerFoundCode good = { (char *) "zz", 0, 0, 1 };
  g_autoptr (GPtrArray) codes = codes_new (&good, 1);
  g_autoptr (GBytes) whole = foyer_decode_wire_pack (codes);
  gsize size = g_bytes_get_size (whole);
  g_autofree char *bytes = g_memdup2 (g_bytes_get_data (whole, NULL), size);
  char *at = g_strstr_len (bytes, (gssize) size, "zz");

  g_assert_nonnull (at);
  at[0] = '\xff';
  assert_not_taken (bytes, size);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/scanner/decode-child/reads", test_reads);
  g_test_add_func ("/scanner/decode-child/sizes", test_sizes);
  g_test_add_func ("/scanner/decode-child/contained", test_contained);
  g_test_add_func ("/scanner/decode-child/denied", test_denied);
  g_test_add_func ("/scanner/decode-child/flood", test_flood);
  g_test_add_func ("/scanner/decode-child/killer-held-up", test_killer_held_up);
  g_test_add_func ("/scanner/decode-child/killed", test_killed);
  g_test_add_func ("/scanner/decode-child/no-program", test_no_program);
  g_test_add_func ("/scanner/decode-wire/there-and-back", test_wire);
  g_test_add_func ("/scanner/decode-wire/full", test_wire_full);
  g_test_add_func ("/scanner/decode-wire/lies", test_wire_lies);
  g_test_add_func ("/scanner/decode-wire/no-text", test_wire_no_text);
  return g_test_run ();
}
