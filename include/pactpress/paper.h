/* Papers that documents are printed on. */
#ifndef PACTPRESS_PAPER_H
#define PACTPRESS_PAPER_H

enum pp_paper { PP_A4, PP_LETTER, PP_PAPER_COUNT };

/* By name: "a4", "letter". */
enum pp_paper pp_paper_named(const char *name);
/* "a4" */
const char *pp_paper_name(enum pp_paper paper);
/* [pt] */
void pp_paper_size(enum pp_paper paper, double *width, double *height);

/* The edges of a page [pt]. */
struct pp_margins {
    double side;       /* at the start and the end of lines */
    double top;        /* the grid begins there; pages after the first start there, too */
    double bottom;     /* nothing but the foot stands in it */
    double head, foot; /* baselines of running head and foot, from the edge next to them */
};

#endif
