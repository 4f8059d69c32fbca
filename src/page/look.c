#include "pactpress/look.h"

enum pp_type pp_look_type(enum pp_look look)
{
    static const enum pp_type of[] = {
        [PP_LOOK_BODY] = PP_TYPE_BODY,     [PP_LOOK_H1] = PP_TYPE_H1,
        [PP_LOOK_H2] = PP_TYPE_H2,         [PP_LOOK_H3] = PP_TYPE_H3,
        [PP_LOOK_KICKER] = PP_TYPE_KICKER, [PP_LOOK_STAND] = PP_TYPE_STAND,
        [PP_LOOK_NOTE] = PP_TYPE_NOTE,     [PP_LOOK_SMALL] = PP_TYPE_TABLE,
        [PP_LOOK_MICRO] = PP_TYPE_MICRO,
    };
    return of[look];
}
