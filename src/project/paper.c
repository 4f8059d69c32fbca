#include "pactpress/paper.h"

#include "pactpress/str.h"

static const struct {
    const char *name;
    double width, height; /* [pt]: 210 by 297 mm, 8.5 by 11 inches */
} papers[] = {[PP_A4] = {"a4", 595.28, 841.89}, [PP_LETTER] = {"letter", 612, 792}};

enum pp_paper pp_paper_named(const char *name)
{
    return pp_streq(name, papers[PP_LETTER].name) ? PP_LETTER : PP_A4;
}

const char *pp_paper_name(enum pp_paper paper)
{
    return papers[paper].name;
}

void pp_paper_size(enum pp_paper paper, double *width, double *height)
{
    *width = papers[paper].width;
    *height = papers[paper].height;
}
