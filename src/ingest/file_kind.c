#include "ingest/file_kind.h"

#include <string.h>
#include <strings.h>

#include "pactpress/str.h"

struct signature {
    const char *bytes;
    size_t size;
    const char *sentence;
};

static const struct signature signatures[] = {
    {"PK\x03\x04", 4,
     "This is a ZIP archive or an Excel workbook (XLSX), not CSV. Open it in a spreadsheet program "
     "and save it as \"CSV UTF-8\"."},
    {"\x1F\x8B", 2, "This is a gzip archive, not CSV. Unpack it first."},
    {"%PDF", 4, "This is a PDF, not CSV. Ask for the export as CSV."},
    {"\xD0\xCF\x11\xE0", 4,
     "This is an old Excel workbook (XLS), not CSV. Open it in a spreadsheet program and save it "
     "as "
     "\"CSV UTF-8\"."},
    {"7z\xBC\xAF", 4, "This is a 7-Zip archive, not CSV. Unpack it first."},
    {"\x89PNG", 4, "This is a PNG picture, not CSV."},
    {"\xFF\xD8\xFF", 3, "This is a JPEG picture, not CSV."},
    {"SQLite format 3", 15, "This is an SQLite database, not CSV."},
};

static const char html_sentence[] =
    "This is a web page (HTML), not CSV: perhaps the login page that came instead of the export. "
    "Log in and export again.";

static bool looks_like_html(const unsigned char *text, size_t size)
{
    static const char *const starts[] = {"<!doctype html", "<html", "<head", "<body"};
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++) {
        size_t length = strlen(starts[i]);
        if (size >= length && strncasecmp((const char *)text, starts[i], length) == 0)
            return true;
    }
    return false;
}

const char *pp_file_kind(struct pp_bytes bytes)
{
    if (bytes.size == 0)
        return "The file is empty. Export it again, or take it out of the folder.";
    for (size_t i = 0; i < sizeof signatures / sizeof *signatures; i++)
        if (bytes.size >= signatures[i].size &&
            memcmp(bytes.data, signatures[i].bytes, signatures[i].size) == 0)
            return signatures[i].sentence;
    size_t at = bytes.size >= 3 && memcmp(bytes.data, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
    while (at < bytes.size && strchr(" \t\r\n", bytes.data[at]) != NULL && bytes.data[at] != 0)
        at++;
    if (at == bytes.size)
        return "The file holds nothing but blank lines. Export it again, or take it out of the "
               "folder.";
    return looks_like_html(bytes.data + at, bytes.size - at) ? html_sentence : NULL;
}
