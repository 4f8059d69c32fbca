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
    {"PK\x05\x06", 4, "This is an empty ZIP archive, not CSV. Export again."},
    {"\x1F\x8B", 2, "This is a gzip archive, not CSV. Unpack it first."},
    {"%PDF", 4, "This is a PDF, not CSV. Ask for the export as CSV."},
    {"\xD0\xCF\x11\xE0", 4,
     "This is an old Excel workbook (XLS), not CSV. Open it in a spreadsheet program and save it "
     "as "
     "\"CSV UTF-8\"."},
    {"7z\xBC\xAF", 4, "This is a 7-Zip archive, not CSV. Unpack it first."},
    {"\x89PNG", 4, "This is a PNG picture, not CSV."},
    {"\xFF\xD8\xFF", 3, "This is a JPEG picture, not CSV."},
    {"BZh91AY&SY", 10, "This is a bzip2 archive, not CSV. Unpack it first."},
    {"\xFD"
     "7zXZ",
     5, "This is an xz archive, not CSV. Unpack it first."},
    {"\x28\xB5\x2F\xFD", 4, "This is a zstd archive, not CSV. Unpack it first."},
    {"Rar!", 4, "This is a RAR archive, not CSV. Unpack it first."},
    {"{\\rtf", 5, "This is a text document (RTF), not CSV."},
    {"PAR1\x15", 5, "This is a Parquet file, not CSV. Ask for the export as CSV."},
    {"SQLite format 3", 15, "This is an SQLite database, not CSV."},
};

static const char html_sentence[] =
    "This is a web page (HTML), not CSV: perhaps the login page that came instead of the export. "
    "Log in and export again.";

static bool looks_like_html(const unsigned char *text, size_t size)
{
    static const char *const starts[] = {"<!doctype html", "<html", "<head",   "<body",
                                         "<!--",           "<meta", "<script", "<table"};
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
    const char *text = (const char *)bytes.data + at;
    size_t left = bytes.size - at;
    if (looks_like_html(bytes.data + at, left))
        return html_sentence;
    if (left > 5 && strncmp(text, "<?xml", 5) == 0)
        return "This is XML (perhaps a workbook in an old form), not CSV. Open it in a spreadsheet "
               "program and save it as \"CSV UTF-8\".";
    if (left > 2 && (strncmp(text, "{\"", 2) == 0 || strncmp(text, "[{", 2) == 0))
        return "This is JSON, not CSV. Ask for the export as CSV.";
    return NULL;
}

bool pp_file_kind_is_sure(struct pp_bytes head)
{
    for (size_t i = 0; i < head.size; i++)
        if (head.data[i] == 0 || strchr(" \t\r\n", head.data[i]) == NULL)
            return pp_file_kind(head) != NULL;
    return false;
}
