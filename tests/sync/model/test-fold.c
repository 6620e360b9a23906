/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fold.h"

typedef char *(*Fold) (const char *text);

typedef struct {
  Fold        fold;
  const char *in;
  const char *out;
} Row;

static const Row rows[] = {
  { foyer_fold_phone, "139 9000 0042",      "13990000042" },
  { foyer_fold_phone, "+86 139-9000-0042",  "13990000042" },
  { foyer_fold_phone, "0086(139)90000042",  "13990000042" },
  { foyer_fold_phone, "8613990000042",      "13990000042" },
  { foyer_fold_phone, "１３９９００００４２", "1399000042" },
  { foyer_fold_phone, "+49 30 1234567",     "+49301234567" },
  { foyer_fold_phone, "0049 30 1234567",    "+49301234567" },
  { foyer_fold_phone, "0000",               "0000" },
  { foyer_fold_phone, "0731-88880000",      "073188880000" },
  { foyer_fold_phone, "13800138000.0",      "13800138000" },
  { foyer_fold_phone, "1.3800138001E+10",   "13800138001" },
  { foyer_fold_phone, "1.3800138001e10",    "13800138001" },
  { foyer_fold_phone, "138.0013.8000",      "13800138000" },
  { foyer_fold_phone, "无",                 NULL },
  { foyer_fold_phone, NULL,                 NULL },
  { foyer_fold_name,  "欧阳 修",             "欧阳修" },
  { foyer_fold_name,  "阿依古丽·买买提",       "阿依古丽买买提" },
  { foyer_fold_name,  "阿依古丽•买买提",       "阿依古丽买买提" },
  { foyer_fold_name,  "Anna  KOWALSKA",     "annakowalska" },
  { foyer_fold_name,  "Ａｎｎａ",             "anna" },
  { foyer_fold_name,  "王𠮷",               "王𠮷" },
  { foyer_fold_email, " A.B@Example.COM ",  "a.b@example.com" },
  { foyer_mask_phone, "13990000042",        "139****0042" },
  { foyer_mask_phone, "12345",              "****" },
  { foyer_mask_name,  "张伟",               "张*" },
  { foyer_mask_name,  "王小明",             "王*明" },
  { foyer_mask_name,  "欧阳修远",            "欧**远" },
  { foyer_mask_name,  "Anna Kow",           "A*** K**" },
};

static void
test_rows (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *out = rows[i].fold (rows[i].in);

    g_assert_cmpstr (out, ==, rows[i].out);
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sync/model/fold", test_rows);
  return g_test_run ();
}
