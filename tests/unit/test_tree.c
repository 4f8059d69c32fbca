#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "pactpress/arena.h"
#include "pactpress/tree.h"

static int set_up(void **state)
{
    *state = pp_arena_new();
    return 0;
}

static int tear_down(void **state)
{
    pp_arena_free(*state);
    return 0;
}

static void children_keep_their_order(void **state)
{
    struct pp_node *parent = pp_node_new(*state, PP_NODE_SECTION);
    struct pp_node *first = pp_node_new(*state, PP_NODE_HEADING);
    struct pp_node *second = pp_node_new(*state, PP_NODE_PARAGRAPH);
    assert_ptr_equal(pp_node_append(parent, first), first);
    pp_node_append(parent, second);
    assert_ptr_equal(parent->first, first);
    assert_ptr_equal(parent->last, second);
    assert_ptr_equal(first->next, second);
    assert_null(second->next);
    assert_ptr_equal(second->parent, parent);
}

static void a_moved_child_leaves_its_siblings(void **state)
{
    struct pp_node *from = pp_node_new(*state, PP_NODE_SECTION);
    struct pp_node *to = pp_node_new(*state, PP_NODE_COLUMNS);
    struct pp_node *child = pp_node_append(from, pp_node_new(*state, PP_NODE_PARAGRAPH));
    pp_node_append(from, pp_node_new(*state, PP_NODE_PARAGRAPH));
    pp_node_append(to, child);
    assert_null(child->next);
    assert_ptr_equal(child->parent, to);
    assert_ptr_equal(to->last, child);
}

static void inlines_join_at_the_end(void **state)
{
    struct pp_inline *a = pp_inline_text(*state, "a", NULL), *b = pp_inline_text(*state, "b", "lv");
    struct pp_inline *c = pp_inline_text(*state, "c", NULL);
    assert_ptr_equal(pp_inline_join(NULL, a), a);
    assert_ptr_equal(pp_inline_join(a, b), a);
    assert_ptr_equal(pp_inline_join(a, c), a);
    assert_ptr_equal(pp_inline_join(a, NULL), a);
    assert_ptr_equal(a->next, b);
    assert_ptr_equal(b->next, c);
    assert_null(c->next);
}

static void a_message_keeps_its_own_arguments(void **state)
{
    struct pp_arg args[] = {{.name = "n", .kind = PP_ARG_NUMBER, .value = 7}};
    struct pp_inline *leaf = pp_inline_message(*state, "key.persons", args, 1);
    args[0].value = 8;
    assert_int_equal(leaf->arg_count, 1);
    assert_int_equal(leaf->args[0].value, 7);
    assert_string_equal(leaf->text, "key.persons");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(children_keep_their_order, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_moved_child_leaves_its_siblings, set_up, tear_down),
        cmocka_unit_test_setup_teardown(inlines_join_at_the_end, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_message_keeps_its_own_arguments, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
