#include "engine/ddl/expr_write.h"

static struct error *unsupported(const char *what)
{
	return error_new(ERR_UNSUPPORTED, "%s inside an expression", what);
}
struct error *ddl_write_select(struct ddl_writer *w, const struct ddl_expr *expr)
{
	(void)w, (void)expr;
	return unsupported("SELECT");
}
struct error *ddl_write_compound(struct ddl_writer *w, const struct ddl_expr *expr)
{
	(void)w, (void)expr;
	return unsupported("UNION");
}
struct error *ddl_write_insert(struct ddl_writer *w, const struct ddl_expr *expr)
{
	(void)w, (void)expr;
	return unsupported("INSERT");
}
struct error *ddl_write_update(struct ddl_writer *w, const struct ddl_expr *expr)
{
	(void)w, (void)expr;
	return unsupported("UPDATE");
}
struct error *ddl_write_delete(struct ddl_writer *w, const struct ddl_expr *expr)
{
	(void)w, (void)expr;
	return unsupported("DELETE");
}
struct error *ddl_write_from(struct ddl_writer *w, const struct ddl_expr *expr)
{
	(void)w, (void)expr;
	return unsupported("FROM");
}
