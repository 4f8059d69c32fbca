/* The laws between published figures, from what is printed about them. */
#ifndef PACTPRESS_VERIFY_AUDIT_LAWS_H
#define PACTPRESS_VERIFY_AUDIT_LAWS_H

#include "pactpress/attack.h"

#include "audit_events.h"
#include "audit_figures.h"

enum audit_end { AUDIT_LOW, AUDIT_HIGH };

struct audit_laws {
    struct pp_arena *arena;
    const struct audit_figures *figures;
    const struct audit_events *events;
    enum audit_end end;
    struct pp_attack attack;
    size_t *cell;   /* [figure] or AUDIT_NONE */
    size_t *figure; /* [cell]; room for twice all figures */
    int64_t *most;  /* [cell] the largest that it can be; PP_ATTACK_OPEN: no end */
    bool open;      /* the law in the making has a part without an upper end */
};

/* Cells and laws for one end of the figures. A law that what is printed does not obey (its figures
 * have other states than it is about) is left out. */
void audit_laws_pose(struct audit_laws *laws);
/* Cells, and the laws between the periods of all editions together: over cities, over months,
 * quarters and years, since the start, and one event in any period. */
void audit_laws_pose_joint(struct audit_laws *laws);
void audit_periods_pose(struct audit_laws *laws);
/* One text for all names of a number: an event has one in all periods, the same months have several
 * names, and who came before a period came until the one before it. */
const char *audit_periods_name(struct pp_arena *arena, const struct audit_figure *figure);
/* Is the last edition of a period that ends with or after those of all others? */
bool audit_periods_in_time(const struct audit_figures *editions, size_t count);
/* A law in the making: none of its figures need exist. The law is dropped where what is printed
 * does not obey it. */
size_t audit_law_begin(struct audit_laws *laws, enum pp_law law, size_t total);
void audit_law_add(struct audit_laws *laws, size_t law, size_t figure);
void audit_law_finish(struct audit_laws *laws, size_t law);
/* Laws between indicators, their parts and their breakdowns. */
void audit_indicators_pose(struct audit_laws *laws);
/* Which threshold protects a figure: 'p' persons, 'r' respondents, 0 none. */
char audit_laws_guard(const struct audit_figure *figure);

#endif
