/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "code.h"

#include "id.h"

#include <sodium.h>
#include <string.h>

#define EVENT "01930000-0000-7000-8000-000000000001"
#define OTHER_EVENT "01930000-0000-7000-8000-000000000002"
#define SUBJECT "01930000-0000-7000-8000-0000000000aa"
#define NOON_2026_11_28 (G_GINT64_CONSTANT (1795867200) * G_USEC_PER_SEC)

static guint8 public_key[FOYER_CODE_PUBLIC_BYTES];
static guint8 secret_key[FOYER_CODE_SECRET_BYTES];

static void
test_ids (void)
{
  g_autofree char *first = foyer_id_new (NOON_2026_11_28);
  g_autofree char *later = foyer_id_new (NOON_2026_11_28 + 1000);
  g_autofree char *again = NULL;
  guint8 bytes[FOYER_ID_BYTES];

  g_assert_true (foyer_id_is_valid (first));
  g_assert_cmpint (first[14], ==, '7');
  g_assert_cmpstr (first, <, later);
  foyer_id_to_bytes (first, bytes);
  again = foyer_id_from_bytes (bytes);
  g_assert_cmpstr (again, ==, first);
  g_assert_false (foyer_id_is_valid (NULL));
  g_assert_false (foyer_id_is_valid (""));
  g_assert_false (foyer_id_is_valid ("01930000-0000-7000-8000-0000000000AA"));
  g_assert_false (foyer_id_is_valid ("01930000000070008000-0000000000aa-----"));
}

static void
test_round_trip (void)
{
  g_autofree char *text = foyer_code_make (FOYER_CODE_TICKET, EVENT, SUBJECT, 3, 0, secret_key);
  g_autofree char *again = foyer_code_make (FOYER_CODE_TICKET, EVENT, SUBJECT, 3, 0, secret_key);
  g_autofree char *subject = NULL;
  FoyerCode code;

  g_assert_cmpstr (text, ==, again);
  /* Version 6 at level M holds 154 alphanumeric characters. */
  g_assert_cmpuint (strlen (text), <=, 154);
  g_assert_cmpuint (strspn (text, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"), ==, strlen (text));
  g_assert_true (foyer_code_parse (text, &code));
  g_assert_cmpint (code.kind, ==, FOYER_CODE_TICKET);
  g_assert_cmpint (code.serial, ==, 3);
  subject = foyer_id_from_bytes (code.subject);
  g_assert_cmpstr (subject, ==, SUBJECT);
  g_assert_true (foyer_code_verify (&code, public_key));
}

static void
test_forgiving_reader (void)
{
  g_autofree char *text = foyer_code_make (FOYER_CODE_BADGE, EVENT, SUBJECT, 1, 0, secret_key);
  g_autofree char *small = g_ascii_strdown (text, -1);
  FoyerCode code;

  for (char *at = small + 2; *at != '\0'; at++)
    *at = *at == '0' ? 'o' : *at == '1' ? 'l' : *at;
  g_assert_true (foyer_code_parse (small, &code));
  g_assert_true (foyer_code_verify (&code, public_key));
}

static void
test_every_altered_character (void)
{
  g_autofree char *text = foyer_code_make (FOYER_CODE_TICKET, EVENT, SUBJECT, 1, 0, secret_key);

  for (gsize i = 1; text[i] != '\0'; i++) {
    char was = text[i];
    FoyerCode code;

    text[i] = i == 1 ? 'B' : was == '7' ? '8' : '7';
    g_assert_false (foyer_code_parse (text, &code) && foyer_code_verify (&code, public_key));
    text[i] = was;
  }
}

static void
test_not_ours (void)
{
  static const char * const texts[] = { "", "F", "FT", "FTABC", "https://example.com", "张伟" };
  guint8 other_public[FOYER_CODE_PUBLIC_BYTES];
  guint8 other_secret[FOYER_CODE_SECRET_BYTES];
  g_autofree char *forged = NULL;
  FoyerCode code;

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    g_assert_false (foyer_code_parse (texts[i], &code));
  g_assert_false (foyer_code_parse (NULL, &code));
  foyer_code_make_key (other_public, other_secret);
  forged = foyer_code_make (FOYER_CODE_TICKET, EVENT, SUBJECT, 1, 0, other_secret);
  g_assert_true (foyer_code_parse (forged, &code));
  g_assert_false (foyer_code_verify (&code, public_key));
}

static void
test_tags (void)
{
  guint8 tag[4];
  guint8 other[4];
  g_autofree char *text = foyer_code_make (FOYER_CODE_STAFF, EVENT, SUBJECT, 1, 0, secret_key);
  FoyerCode code;

  foyer_code_event_tag (EVENT, tag);
  foyer_code_event_tag (OTHER_EVENT, other);
  g_assert_true (foyer_code_parse (text, &code));
  g_assert_cmpmem (code.event_tag, 4, tag, 4);
  g_assert_true (memcmp (tag, other, 4) != 0);
}

static void
test_expiry (void)
{
  const gint64 day_us = G_GINT64_CONSTANT (86400) * G_USEC_PER_SEC;
  g_autofree char *text = foyer_code_make (FOYER_CODE_TICKET, EVENT, SUBJECT, 1, NOON_2026_11_28,
                                           secret_key);
  g_autofree char *forever = foyer_code_make (FOYER_CODE_TICKET, EVENT, SUBJECT, 1, 0, secret_key);
  FoyerCode code;

  g_assert_true (foyer_code_parse (text, &code));
  g_assert_false (foyer_code_expired (&code, NOON_2026_11_28));
  g_assert_true (foyer_code_expired (&code, NOON_2026_11_28 + day_us));
  g_assert_true (foyer_code_parse (forever, &code));
  g_assert_false (foyer_code_expired (&code, G_MAXINT64));
}

static void
test_foreign (void)
{
  g_assert_true (foyer_code_looks_foreign ("A1B2C3D4E5F6"));
  g_assert_true (foyer_code_looks_foreign ("票号 20261128-0042"));
  g_assert_false (foyer_code_looks_foreign (""));
  g_assert_false (foyer_code_looks_foreign ("https://example.com/t/1"));
  g_assert_false (foyer_code_looks_foreign ("WIFI:S:Hall;T:WPA;P:secret;;"));
  g_assert_false (foyer_code_looks_foreign ("BEGIN:VCARD\nFN:Someone\nEND:VCARD"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (sodium_init (), >=, 0);
  foyer_code_make_key (public_key, secret_key);
  g_test_add_func ("/sync/model/id", test_ids);
  g_test_add_func ("/sync/model/code/round-trip", test_round_trip);
  g_test_add_func ("/sync/model/code/forgiving-reader", test_forgiving_reader);
  g_test_add_func ("/sync/model/code/every-altered-character", test_every_altered_character);
  g_test_add_func ("/sync/model/code/not-ours", test_not_ours);
  g_test_add_func ("/sync/model/code/tags", test_tags);
  g_test_add_func ("/sync/model/code/expiry", test_expiry);
  g_test_add_func ("/sync/model/code/foreign", test_foreign);
  return g_test_run ();
}
