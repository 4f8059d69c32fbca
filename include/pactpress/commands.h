/* The commands. Each file in src/commands reads as the story of what its command does. */
#ifndef PACTPRESS_COMMANDS_H
#define PACTPRESS_COMMANDS_H

#include "pactpress/options.h"
#include "pactpress/status.h"

enum pp_status pp_command_init(struct pp_run *run, const struct pp_options *options) PP_CHECK;
enum pp_status pp_command_build(struct pp_run *run, const struct pp_options *options) PP_CHECK;
enum pp_status pp_command_check(struct pp_run *run, const struct pp_options *options) PP_CHECK;
enum pp_status pp_command_inspect(struct pp_run *run, const struct pp_options *options) PP_CHECK;
enum pp_status pp_command_doctor(struct pp_run *run, const struct pp_options *options) PP_CHECK;
enum pp_status pp_command_proof(struct pp_run *run, const struct pp_options *options) PP_CHECK;
enum pp_status pp_command_translate(struct pp_run *run, const struct pp_options *options) PP_CHECK;
enum pp_status pp_command_protect(struct pp_run *run, const struct pp_options *options) PP_CHECK;
enum pp_status pp_command_audit(struct pp_run *run, const struct pp_options *options) PP_CHECK;
enum pp_status pp_command_plan(struct pp_run *run, const struct pp_options *options) PP_CHECK;
enum pp_status pp_command_release(struct pp_run *run, const struct pp_options *options) PP_CHECK;
enum pp_status pp_command_withdraw(struct pp_run *run, const struct pp_options *options) PP_CHECK;
enum pp_status pp_command_status(struct pp_run *run, const struct pp_options *options) PP_CHECK;
enum pp_status pp_command_verify(struct pp_run *run, const struct pp_options *options) PP_CHECK;
enum pp_status pp_command_explain(struct pp_run *run, const struct pp_options *options) PP_CHECK;
enum pp_status pp_command_watch(struct pp_run *run, const struct pp_options *options) PP_CHECK;
enum pp_status pp_command_manual(struct pp_run *run, const struct pp_options *options) PP_CHECK;
enum pp_status pp_command_completion(struct pp_run *run, const struct pp_options *options) PP_CHECK;

#endif
