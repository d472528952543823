#include "engine/ops/ops.h"

#include "engine/ops/modules.h"

#include "engine/ops/third_party.h"

struct ops_state *ops_state(struct py *vm)
{
	return py_context(vm);
}

const struct ops_host *ops_host(struct py *vm)
{
	return ops_state(vm)->host;
}

const struct ddl_run *ops_run(struct py *vm)
{
	return &ops_state(vm)->run;
}

void ops_note_question(struct py *vm)
{
	if (ops_host(vm)->asked_database)
		*ops_host(vm)->asked_database = true;
}

void ops_start(struct py *vm, const struct ops_host *host)
{
	struct ops_state *state = ARENA_NEW(py_arena(vm), struct ops_state);

	state->host = host;
	state->run = (struct ddl_run){ .arena = py_arena(vm),
				       .dialect = host->dialect,
				       .sink = &host->sink,
				       .as_sql = host->as_sql,
				       .created_types = host->created_types,
				       .warn = host->warn,
				       .warn_data = host->data };
	if (!state->run.created_types) {
		state->run.created_types = ARENA_NEW(py_arena(vm), struct map);
		*state->run.created_types = MAP(py_arena(vm));
	}
	py_set_context(vm, state);
	ops_register_modules(vm);
	ops_register_third_party(vm);
}
