/* Masthead, line of cities and imprint: who speaks, for whom, and who pays. */
#include <string.h>

#include "document/composer.h"
#include "pactpress/file.h"
#include "pactpress/picture.h"
#include "pactpress/str.h"

struct pp_inline *pp_compose_language(struct pp_composer *composer, const char *lang)
{
    return pp_inline_text(composer->arena, pp_lang_own_name(composer->arena, lang), lang);
}

/* The same document's file in another language: its name ends in the language. */
static const char *address_in(struct pp_composer *composer, const char *lang)
{
    const struct pp_job *job = composer->job;
    const char *base = composer->project->site.base_url, *end = strrchr(job->name, '-');
    const char *slash = !pp_is_empty(base) && base[strlen(base) - 1] == '/' ? "" : "/";
    size_t stem;
    if (pp_is_empty(base) || !pp_ends_with(job->name, job->lang))
        return NULL;
    stem = strlen(job->name) - strlen(job->lang);
    if (end == NULL || stem == 0)
        return NULL;
    return pp_arena_printf(
        composer->arena, "%s%s%s/%s/%s/%.*s%s.pdf", base, slash, job->output->klass,
        composer->results->period.key, job->layout->name, (int)stem, job->name, lang);
}

/* The code of a language as offices write it: PT. */
static struct pp_inline *language_code(struct pp_composer *composer, const char *lang)
{
    char *code = pp_arena_strdup(composer->arena, lang);
    for (char *at = code; *at != '\0' && *at != '-'; at++)
        if (*at >= 'a' && *at <= 'z')
            *at = (char)(*at - 'a' + 'A');
    return pp_inline_text(composer->arena, code, pp_wording_foreign(composer->wording));
}

static struct pp_inline *other_language(
    struct pp_composer *composer, const char *lang, bool as_code)
{
    const char *url = address_in(composer, lang);
    struct pp_inline *name =
        as_code ? language_code(composer, lang) : pp_compose_language(composer, lang);
    return url != NULL ? pp_inline_link(composer->arena, url, name) : name;
}

static struct pp_inline *languages_line(struct pp_composer *composer)
{
    enum { NAMES = 8, CODES = 30 }; /* that have room in the masthead; more are not listed */
    const struct pp_job *job = composer->job;
    struct pp_inline *others = NULL, *list;
    size_t count = 0;
    while (job->also != NULL && job->also[count] != NULL)
        count++;
    for (const char *const *lang = job->also; lang != NULL && *lang != NULL; lang++)
        if (!pp_streq(*lang, job->lang))
            others = pp_inline_join(others, other_language(composer, *lang, count > NAMES));
    if (others == NULL || count > CODES)
        return pp_compose_language(composer, job->lang);
    list = pp_inline_around(composer->arena, PP_INLINE_LIST, others);
    list->with_and = true;
    return PP_SAY(
        composer, "masthead.languages",
        pp_arg_node("this", pp_compose_language(composer, job->lang)), pp_arg_node("others", list));
}

enum pp_status pp_compose_masthead(
    struct pp_composer *composer, const struct pp_block *block, struct pp_node *parent)
{
    const struct pp_project *project = composer->project;
    struct pp_node *node = pp_node_append(parent, pp_node_new(composer->arena, PP_NODE_MASTHEAD));
    (void)block;
    node->as.masthead.project = pp_compose_text(composer, &project->name);
    node->as.masthead.tagline = pp_compose_text(composer, &project->tagline);
    if (composer->issue != NULL && !pp_i18n_is_empty(&composer->issue->strapline))
        node->as.masthead.tagline =
            pp_compose_part(composer, &composer->issue->strapline, composer->issue->keep.strapline);
    node->as.masthead.statement = pp_compose_statement(composer);
    node->as.masthead.emblem_alt = pp_say_plain(composer, "emblem.alt");
    node->as.masthead.title = pp_compose_place(composer);
    node->as.masthead.issue = pp_compose_issue(composer);
    node->as.masthead.period = pp_say_plain(composer, "masthead.period");
    node->as.masthead.languages = languages_line(composer);
    node->as.masthead.field = composer->job->layout->field;
    node->as.masthead.field_text = composer->job->layout->field_text;
    node->as.masthead.height = composer->job->layout->field_height;
    for (size_t i = 0; i < composer->job->layout->block_count; i++)
        if (pp_streq(composer->job->layout->blocks[i].kind, "city_line"))
            node->as.masthead.line = true;
    return PP_OK;
}

enum pp_status pp_compose_city_line(
    struct pp_composer *composer, const struct pp_block *block, struct pp_node *parent)
{
    const struct pp_project *project = composer->project;
    struct pp_node *node = pp_node_new(composer->arena, PP_NODE_CITY_LINE);
    (void)block;
    node->as.cities.names =
        pp_arena_array(composer->arena, project->city_count, sizeof *node->as.cities.names);
    node->as.cities.own = (size_t)-1;
    node->as.cities.field_text = composer->job->layout->field_text;
    node->as.cities.height = composer->job->layout->field_height;
    for (size_t i = 0; i < project->city_count; i++) {
        const struct pp_city *city = &project->cities[i];
        if (!pp_city_active(city, &composer->results->period))
            continue;
        if (pp_streq(city->id, composer->city) && composer->city != NULL)
            node->as.cities.own = node->as.cities.count;
        node->as.cities.names[node->as.cities.count++] = pp_compose_city_name(composer, city);
    }
    if (node->as.cities.count > 0)
        pp_node_append(parent, node);
    return PP_OK;
}

struct lines {
    struct pp_inline **items;
    size_t count, capacity;
};

static void add_line(struct pp_composer *composer, struct lines *lines, struct pp_inline *line)
{
    if (line != NULL)
        *(struct pp_inline **)PP_PUSH(composer->arena, lines) = line;
}

static const char *web_address(struct pp_composer *composer, const char *web)
{
    return strstr(web, "://") != NULL ? web : pp_arena_printf(composer->arena, "https://%s", web);
}

/* An address as people write it, leading where it says. */
static struct pp_inline *web_link(struct pp_composer *composer, const char *web)
{
    return pp_inline_link(
        composer->arena, web_address(composer, web), pp_compose_host(composer, web));
}

static struct pp_inline *mail_link(struct pp_composer *composer, const char *email)
{
    struct pp_inline *link = pp_inline_link(
        composer->arena, pp_arena_printf(composer->arena, "mailto:%s", email),
        pp_compose_raw(composer, email));
    return PP_SAY(composer, "imprint.contact", pp_arg_node("address", link));
}

/* What `more` gives and `contact` does not. */
static void add_contact(struct pp_contact *contact, const struct pp_contact *more)
{
    if (pp_i18n_is_empty(&contact->name))
        contact->name = more->name;
    if (pp_is_empty(contact->email))
        contact->email = more->email;
    if (pp_is_empty(contact->web))
        contact->web = more->web;
    contact->qr = contact->qr || more->qr;
}

/* The issue goes before the city, which answers for its bulletin; the rest comes from the project,
 * but for its telephone. */
struct pp_contact pp_compose_contact_of(const struct pp_composer *composer)
{
    const struct pp_city *city = composer->job->city;
    struct pp_contact contact = {0};
    if (composer->issue != NULL)
        contact = composer->issue->contact;
    if (pp_is_empty(contact.phone))
        contact.phone = city != NULL ? city->contact.phone : composer->project->contact.phone;
    if (city != NULL)
        add_contact(&contact, &city->contact);
    add_contact(&contact, &composer->project->contact);
    return contact;
}

static void contact_lines(
    struct pp_composer *composer, const struct pp_contact *contact, struct lines *lines)
{
    struct pp_inline *who = pp_compose_text(composer, &contact->name);
    if (who != NULL)
        add_line(composer, lines, pp_inline_around(composer->arena, PP_INLINE_STRONG, who));
    if (!pp_is_empty(contact->email))
        add_line(composer, lines, mail_link(composer, contact->email));
    if (!pp_is_empty(contact->phone))
        add_line(composer, lines, pp_compose_raw(composer, contact->phone));
    if (!pp_is_empty(contact->web))
        add_line(composer, lines, web_link(composer, contact->web));
}

size_t pp_compose_contact_lines(struct pp_composer *composer, struct pp_inline ***out)
{
    struct pp_contact contact = pp_compose_contact_of(composer);
    struct lines lines = {0};
    contact_lines(composer, &contact, &lines);
    *out = lines.items;
    return lines.count;
}

/* In a city's bulletin: its own partners, the coordinator, and the partners of no city; in the
 * project's: all. */
static bool is_partner_here(struct pp_composer *composer, const struct pp_partner *partner)
{
    const struct pp_city *city = composer->job->city;
    return city == NULL || partner->city == NULL || pp_streq(partner->city, city->id) ||
           pp_strings_have(&city->partners, partner->id) ||
           pp_streq(partner->id, composer->project->coordinator);
}

/* A logo is a picture whose alternative text is the name. NULL: there is none. */
static enum pp_status find_logo(
    struct pp_composer *composer, const struct pp_partner *partner, struct pp_node **out)
{
    const char *error = NULL;
    struct pp_node *logo;
    *out = NULL;
    if (pp_is_empty(partner->logo))
        return PP_OK;
    logo = pp_node_new(composer->arena, PP_NODE_PICTURE);
    logo->as.picture.name = partner->logo;
    logo->as.picture.path = pp_path_join(composer->arena, composer->project->folder, partner->logo);
    logo->as.picture.alt = pp_compose_text(composer, &partner->name);
    enum pp_status status = pp_picture_size(composer->run, logo, &error);
    if (error != NULL)
        pp_error(
            composer->run, partner->where, "project.logo", "The logo \"%s\" cannot be printed: %s.",
            partner->logo, error);
    if (status == PP_OK)
        *out = logo;
    return status;
}

struct logos {
    struct pp_node **items;
    size_t count, capacity;
};

static enum pp_status partner_names(
    struct pp_composer *composer, struct lines *lines, struct logos *logos)
{
    const struct pp_project *project = composer->project;
    for (int own = 1; own >= 0; own--)
        for (size_t i = 0; i < project->partner_count; i++) {
            const struct pp_partner *partner = &project->partners[i];
            bool first = composer->city != NULL && pp_streq(partner->city, composer->city);
            if (first != (own == 1) || !is_partner_here(composer, partner))
                continue;
            struct pp_inline *name = pp_compose_text(composer, &partner->name);
            if (name == NULL)
                continue;
            add_line(composer, lines, name);
            PP_TRY(
                find_logo(composer, partner, (struct pp_node **)PP_PUSH(composer->arena, logos)));
        }
    return PP_OK;
}

/* Paragraphs are divided by an empty line. */
static void disclaimer(
    struct pp_composer *composer, const struct pp_i18n *text, struct pp_node *parent)
{
    const char *found = "", *lang;
    const char *keep = pp_compose_keep(composer).disclaimer;
    const char *words =
        pp_i18n_get(text, keep != NULL ? keep : composer->job->lang, composer->fallback, &found);
    lang = pp_is_empty(found) || pp_streq(found, composer->job->lang) ? NULL : found;
    while (!pp_is_empty(words)) {
        const char *end = strstr(words, "\n\n");
        size_t length = end != NULL ? (size_t)(end - words) : strlen(words);
        char *one = pp_arena_strndup(composer->arena, words, length);
        for (char *c = one; *c != '\0'; c++)
            *c = *c == '\n' ? ' ' : *c;
        while (length > 0 && one[length - 1] == ' ')
            one[--length] = '\0';
        if (length > 0)
            pp_compose_paragraph(
                composer, parent, PP_LOOK_MICRO, pp_inline_text(composer->arena, one, lang))
                ->lang = lang;
        words = end != NULL ? end + strspn(end, "\n ") : "";
    }
}

/* The contact's web address as a code, if asked for; the address itself is one of its lines. */
static const struct pp_node *contact_code(
    struct pp_composer *composer, const struct pp_contact *contact)
{
    if (!contact->qr || pp_is_empty(contact->web))
        return NULL;
    const struct pp_node *code = pp_node_qr(composer->arena, web_address(composer, contact->web));
    if (code == NULL)
        pp_warn(
            composer->run, PP_NOWHERE, "project.qr",
            "The web address of the contact is too long for a QR code: it has more than %d bytes.",
            PP_QR_LONGEST);
    return code;
}

enum pp_status pp_compose_imprint(
    struct pp_composer *composer, const struct pp_block *block, struct pp_node *parent)
{
    const struct pp_project *project = composer->project;
    struct pp_node *node = pp_node_append(parent, pp_node_new(composer->arena, PP_NODE_IMPRINT));
    struct pp_contact who = pp_compose_contact_of(composer);
    struct lines contact = {0}, partners = {0};
    struct logos logos = {0};
    node->as.imprint.brief = !pp_is_empty(block->style) && !pp_streq(block->style, "plain");
    if (!node->as.imprint.brief) {
        contact_lines(composer, &who, &contact);
        node->as.imprint.qr = contact_code(composer, &who);
        PP_TRY(partner_names(composer, &partners, &logos));
    }
    node->as.imprint.statement = pp_compose_statement(composer);
    node->as.imprint.emblem_alt = pp_say_plain(composer, "emblem.alt");
    node->as.imprint.contact = contact.items;
    node->as.imprint.contact_count = contact.count;
    node->as.imprint.partners = partners.items;
    node->as.imprint.logos = logos.items;
    node->as.imprint.partner_count = partners.count;
    disclaimer(
        composer,
        composer->issue != NULL && !pp_i18n_is_empty(&composer->issue->disclaimer)
            ? &composer->issue->disclaimer
            : &project->visibility.disclaimer,
        node);
    return PP_OK;
}
