/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "workbook-sample.h"

#include <string.h>
#include <zip.h>

#define MAIN "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" "
#define RELATIONSHIPS "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

static const char default_workbook[] =
  "<?xml version=\"1.0\" encoding=\"UTF-8\"?><workbook " MAIN "xmlns:r=\"" RELATIONSHIPS "\"><sheets>"
  "<sheet name=\"隐藏\" sheetId=\"1\" state=\"hidden\" r:id=\"rId9\"/>"
  "<sheet name=\"报名表\" sheetId=\"2\" r:id=\"rId1\"/></sheets></workbook>";
static const char relations[] =
  "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
  "<Relationship Id=\"rId1\" Type=\"" RELATIONSHIPS "/worksheet\" Target=\"worksheets/sheet1.xml\"/>"
  "<Relationship Id=\"rId2\" Type=\"" RELATIONSHIPS "/styles\" Target=\"styles.xml\"/></Relationships>";

GBytes *
workbook_sample_archive (const char * const *names, GBytes * const *contents, guint n)
{
  zip_error_t reason;
  zip_source_t *target = zip_source_buffer_create (NULL, 0, 0, &reason);
  zip_t *zip = zip_open_from_source (target, ZIP_TRUNCATE, &reason);
  zip_stat_t info;
  char *bytes;

  g_assert_nonnull (zip);
  zip_source_keep (target);
  for (guint i = 0; i < n; i++) {
    gsize length;
    const void *data = g_bytes_get_data (contents[i], &length);
    zip_source_t *source = zip_source_buffer (zip, data, length, 0);

    g_assert_cmpint (zip_file_add (zip, names[i], source, ZIP_FL_ENC_UTF_8), >=, 0);
  }
  g_assert_cmpint (zip_close (zip), ==, 0);
  g_assert_cmpint (zip_source_stat (target, &info), ==, 0);
  bytes = g_malloc (info.size);
  g_assert_cmpint (zip_source_open (target), ==, 0);
  g_assert_cmpint (zip_source_read (target, bytes, info.size), ==, info.size);
  zip_source_close (target);
  zip_source_free (target);
  return g_bytes_new_take (bytes, info.size);
}

static GBytes *
wrapped (const char *before, const char *text, const char *after)
{
  char *all = g_strconcat (before, text, after, NULL);

  return g_bytes_new_take (all, strlen (all));
}

GBytes *
workbook_sample_new (const WorkbookSample *parts)
{
  const char *names[5] = { "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/worksheets/sheet1.xml" };
  GBytes *contents[5] = {
    wrapped ("", parts->workbook ? parts->workbook : default_workbook, ""),
    wrapped ("", relations, ""),
    parts->raw_sheet ? wrapped ("", parts->raw_sheet, "")
                     : wrapped ("<worksheet " MAIN "><sheetData>", parts->sheet, "</sheetData></worksheet>"),
  };
  guint n = 3;
  GBytes *archive;

  if (parts->strings != NULL) {
    names[n] = "xl/sharedStrings.xml";
    contents[n++] = wrapped ("<sst " MAIN ">", parts->strings, "</sst>");
  }
  if (parts->styles != NULL) {
    names[n] = "xl/styles.xml";
    contents[n++] = wrapped ("<styleSheet " MAIN ">", parts->styles, "</styleSheet>");
  }
  archive = workbook_sample_archive (names, contents, n);
  for (guint i = 0; i < n; i++)
    g_bytes_unref (contents[i]);
  return archive;
}
