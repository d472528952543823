#include "engine/py/parser.h"

#include "engine/py/parser_state.h"

struct error *py_parse_module(struct arena *result, const struct py_source *source,
			      struct py_module_ast **ret_module)
{
	struct arena scratch CLEANUP(arena_done) = { 0 };
	struct py_parser parser = { .result = result, .scratch = &scratch, .source = source };

	parser.tokens = py_lex_module(&scratch, source);
	parser.at = parser.tokens.items;
	while (!py_at(&parser, PY_TOKEN_END))
		TRY(py_parse_statement(&parser));
	struct py_module_ast *module = ARENA_NEW(result, struct py_module_ast);
	module->body.items = py_list_end(&parser, 0, &module->body.n);
	*ret_module = module;
	return NULL;
}

struct error *py_parse_line(struct arena *result, const struct py_source *source,
			    struct py_place start, struct py_body *ret_body)
{
	struct arena scratch CLEANUP(arena_done) = { 0 };
	struct py_parser parser = { .result = result, .scratch = &scratch, .source = source };

	parser.tokens = py_lex_line(&scratch, source, start);
	parser.at = parser.tokens.items;
	TRY(py_parse_simple_line(&parser));
	ret_body->items = py_list_end(&parser, 0, &ret_body->n);
	return NULL;
}
