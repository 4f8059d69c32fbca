/* Everything whose size a user controls has its limit here. Reaching one is a message, never a
 * crash. [bytes] unless stated. */
#ifndef PACTPRESS_LIMITS_H
#define PACTPRESS_LIMITS_H

#include <stddef.h>

enum {
    PP_LIMIT_YAML = 4 << 20,           /* one YAML file */
    PP_LIMIT_YAML_DEPTH = 32,          /* nested collections */
    PP_LIMIT_YAML_ALIASES = 1000,      /* aliases expanded in one file */
    PP_LIMIT_YAML_NODES = 200000,      /* values of one YAML file, aliases counted as written out */
    PP_LIMIT_STORY = 1 << 20,          /* one Markdown file */
    PP_LIMIT_STORY_TABLE = 64 << 20,   /* one ready table, tables/NAME.csv */
    PP_LIMIT_STORY_DEPTH = 32,         /* nested blocks and runs of a story */
    PP_LIMIT_STORY_FIGURES = 4096,     /* placeholders of a story */
    PP_LIMIT_SEGMENTS = 2000,          /* paragraphs and cells of a story that is translated */
    PP_LIMIT_XLIFF = 64 << 20,         /* a file from translators */
    PP_LIMIT_XLIFF_DEPTH = 64,         /* its elements */
    PP_LIMIT_ROW = 1 << 20,            /* one CSV record */
    PP_LIMIT_HEAD = 4 << 20,           /* the beginning of an export that decides on its dialect */
    PP_LIMIT_COLUMNS = 4096,           /* columns of a CSV file */
    PP_LIMIT_WORKBOOK_ROWS = 20000,    /* of a workbook for correcting */
    PP_LIMIT_WORKBOOK = 8 << 20,       /* their text */
    PP_LIMIT_WORKBOOK_ROW = 32767,     /* [bytes] of one: a cell takes so many characters */
    PP_LIMIT_FILES = 10000,            /* files of one source */
    PP_LIMIT_CITIES = 1000,            /* cities of a project */
    PP_LIMIT_DIMENSIONS = 200,         /* dimensions of a framework */
    PP_LIMIT_SCALE = 101,              /* answers of a scale */
    PP_LIMIT_IMAGE = 64 << 20,         /* an image file */
    PP_LIMIT_IMAGE_SIDE = 20000,       /* [pixels] */
    PP_LIMIT_IMAGE_PIXELS = 50000000,  /* [pixels] of one image */
    PP_LIMIT_ALT = 16382,              /* [UTF-16 units] of an alternative text (PDF/A string) */
    PP_LIMIT_LINK = 8000,              /* [bytes] of an address that a link leads to */
    PP_LIMIT_TABLE_COLUMNS = 1000,     /* columns of a printed table */
    PP_LIMIT_PAGES = 10000,            /* pages of one document */
    PP_LIMIT_PDF = 0x7FFFFFFF,         /* [bytes] of one PDF: places in it have 31 bits */
    PP_LIMIT_MESSAGE = 16384,          /* a catalogue pattern */
    PP_LIMIT_MESSAGE_DEPTH = 16,       /* nested arguments in a pattern */
    PP_LIMIT_PARAGRAPH = 1 << 16,      /* text of one paragraph */
    PP_LIMIT_SHAPES = 8 << 20,         /* shaped paragraphs that one worker remembers */
    PP_LIMIT_ADDRESS = 1024,           /* a figure address */
    PP_LIMIT_ADDRESS_PAIRS = 16,       /* keys of a figure address */
    PP_LIMIT_DIAGNOSTICS = 10000,      /* messages of one severity that are shown and kept */
    PP_LIMIT_FOLDER_DEPTH = 64,        /* nested folders that a pattern with ** enters */
    PP_LIMIT_PROTECT_EXACT = 2000,     /* cells whose blanks are chosen by integer programming */
    PP_LIMIT_PROTECT_NODES = 3000,     /* of a search for the best blanks */
    PP_LIMIT_PROTECT_WORK = 12000000,  /* cells in questions: of one attempt, of all cuts */
    PP_LIMIT_DISCLOSURE_WORK = 200000, /* the same, in each build */
    PP_LIMIT_AUDIT_WORK = 100000000,   /* cells in questions about all editions, in each build */
    PP_LIMIT_PROTECT_CELLS = 200000,   /* cells of a table on the command line */
    PP_LIMIT_CELLS_FILE = 64 << 20,    /* a file of such a table */
    PP_LIMIT_PERSONS_MEMORY = 64 << 20, /* attendances of persons before they go to the disk */
    PP_LIMIT_VERIFY = 256 << 20,        /* a file of anybody that is read back */
    PP_LIMIT_UNPACKED = 1 << 30         /* what the streams of a PDF unpack to, all together */
};

/* Memory of a run that reads files of anybody: a small file may unpack to anything. */
#define PP_LIMIT_VERIFY_MEMORY ((size_t)3 << 30)

/* The largest count that disclosure control computes with: sums of very many stay exact. */
#define PP_LIMIT_PROTECT_VALUE 1000000000000

#endif
