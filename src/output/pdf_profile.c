#include "output/pdf_profile.h"

#include <lcms2.h>

#include "pactpress/run.h"

/* Where the header keeps date and time (ICC.1:2010, 7.2). */
enum { DATE_OFFSET = 24, DATE_SIZE = 12, LARGEST = 1 << 20 };

/* Midnight of 2000-01-01, in place of the time of creation. */
static const char fixed_date[DATE_SIZE] = {0x07, (char)0xD0, 0, 1, 0, 1};

static bool save_profile(cmsHPROFILE profile, struct pp_str *out)
{
    cmsUInt32Number size = 0;
    cmsSetProfileVersion(profile, 4.2);
    if (!cmsSaveProfileToMem(profile, NULL, &size) || size < DATE_OFFSET + DATE_SIZE)
        return false;
    struct pp_arena *arena = pp_arena_new();
    char *bytes = pp_arena_alloc(arena, size);
    bool good = cmsSaveProfileToMem(profile, bytes, &size);
    if (good) {
        for (size_t i = 0; i < DATE_SIZE; i++)
            bytes[DATE_OFFSET + i] = fixed_date[i];
        pp_str_append_n(out, bytes, size);
    }
    pp_arena_free(arena);
    return good;
}

enum pp_status pp_pdf_profile_srgb(struct pp_run *run, struct pp_str *out)
{
    cmsHPROFILE profile = cmsCreate_sRGBProfile();
    bool good = profile && save_profile(profile, out);
    if (profile)
        cmsCloseProfile(profile);
    if (good)
        return PP_OK;
    pp_error(run, PP_NOWHERE, "pdf.profile", "Little CMS could not make an sRGB colour profile.");
    return PP_ENV;
}

static bool is_usable(cmsHPROFILE profile, unsigned components)
{
    cmsProfileClassSignature kind = cmsGetDeviceClass(profile);
    cmsColorSpaceSignature space = cmsGetColorSpace(profile);
    return cmsGetProfileVersion(profile) < 5 &&
           (kind == cmsSigInputClass || kind == cmsSigDisplayClass || kind == cmsSigOutputClass ||
            kind == cmsSigColorSpaceClass) &&
           space == (components == 1 ? cmsSigGrayData : cmsSigRgbData);
}

size_t pp_pdf_profile_size(const void *bytes, size_t size, unsigned components)
{
    const unsigned char *at = bytes;
    if (size < DATE_OFFSET + DATE_SIZE || size > LARGEST)
        return 0;
    cmsHPROFILE profile = cmsOpenProfileFromMem(bytes, (cmsUInt32Number)size);
    if (!profile)
        return 0;
    bool usable = is_usable(profile, components);
    cmsCloseProfile(profile);
    size_t own = (size_t)at[0] << 24 | (size_t)at[1] << 16 | (size_t)at[2] << 8 | at[3];
    return usable && own <= size ? own : 0;
}
