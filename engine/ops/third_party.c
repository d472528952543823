#include "engine/ops/third_party.h"

#include "engine/py/vm.h"

/* X(module, file): one file stands for all modules of a package.  Column types were compared with sqlmodel 0.0.50,
   SQLAlchemy-Utils 0.43.0, fastapi-users-db-sqlalchemy 4.0.4 and pgvector 0.5.1; the loggers and helpers of oslo.log,
   oslo.utils, loguru, structlog and tqdm have the names that revisions use and were not. */
#define THIRD_PARTY(X)                                                                                      \
	X("citext", citext)                                                                                 \
	X("fastapi_users_db_sqlalchemy", fastapi_users)                                                     \
	X("fastapi_users_db_sqlalchemy.generics", fastapi_users)                                            \
	X("fastapi_users_db_sqlalchemy.guid", fastapi_users)                                                \
	X("loguru", loggers)                                                                                \
	X("structlog", loggers)                                                                             \
	X("structlog.stdlib", loggers)                                                                      \
	X("oslo_log.log", oslo_log)                                                                         \
	X("oslo_utils.timeutils", oslo_timeutils)                                                           \
	X("oslo_utils.uuidutils", oslo_uuidutils)                                                           \
	X("pgvector.sqlalchemy", pgvector)                                                                  \
	X("pgvector.sqlalchemy.bit", pgvector)                                                              \
	X("pgvector.sqlalchemy.halfvec", pgvector)                                                          \
	X("pgvector.sqlalchemy.sparsevec", pgvector)                                                        \
	X("pgvector.sqlalchemy.vector", pgvector)                                                           \
	X("sqlalchemy_utils", sqlalchemy_utils)                                                             \
	X("sqlalchemy_utils.types", sqlalchemy_utils)                                                       \
	X("sqlalchemy_utils.types.arrow", sqlalchemy_utils)                                                 \
	X("sqlalchemy_utils.types.bit", sqlalchemy_utils)                                                   \
	X("sqlalchemy_utils.types.choice", sqlalchemy_utils)                                                \
	X("sqlalchemy_utils.types.color", sqlalchemy_utils)                                                 \
	X("sqlalchemy_utils.types.country", sqlalchemy_utils)                                               \
	X("sqlalchemy_utils.types.currency", sqlalchemy_utils)                                              \
	X("sqlalchemy_utils.types.email", sqlalchemy_utils)                                                 \
	X("sqlalchemy_utils.types.encrypted", sqlalchemy_utils)                                             \
	X("sqlalchemy_utils.types.encrypted.encrypted_type", sqlalchemy_utils)                              \
	X("sqlalchemy_utils.types.enriched_datetime", sqlalchemy_utils)                                     \
	X("sqlalchemy_utils.types.enriched_datetime.enriched_datetime_type", sqlalchemy_utils)              \
	X("sqlalchemy_utils.types.enriched_datetime.enriched_date_type", sqlalchemy_utils)                  \
	X("sqlalchemy_utils.types.ip_address", sqlalchemy_utils)                                            \
	X("sqlalchemy_utils.types.json", sqlalchemy_utils)                                                  \
	X("sqlalchemy_utils.types.locale", sqlalchemy_utils)                                                \
	X("sqlalchemy_utils.types.password", sqlalchemy_utils)                                              \
	X("sqlalchemy_utils.types.phone_number", sqlalchemy_utils)                                          \
	X("sqlalchemy_utils.types.range", sqlalchemy_utils)                                                 \
	X("sqlalchemy_utils.types.scalar_list", sqlalchemy_utils)                                           \
	X("sqlalchemy_utils.types.timezone", sqlalchemy_utils)                                              \
	X("sqlalchemy_utils.types.ts_vector", sqlalchemy_utils)                                             \
	X("sqlalchemy_utils.types.url", sqlalchemy_utils)                                                   \
	X("sqlalchemy_utils.types.uuid", sqlalchemy_utils)                                                  \
	X("sqlmodel", sqlmodel)                                                                             \
	X("sqlmodel.sql.sqltypes", sqlmodel)                                                                \
	X("tqdm", progress)                                                                                 \
	X("tqdm.auto", progress)

/* The build makes one of these of each file. */
#define X(module, file) extern const char ops_third_party_##file[];
THIRD_PARTY(X)
#undef X

static const struct py_native_module modules[] = {
#define X(module, file) { .name = module, .source = ops_third_party_##file, .is_open = true },
	THIRD_PARTY(X)
#undef X
};

void ops_register_third_party(struct py *vm)
{
	for (size_t i = 0; i < sizeof(modules) / sizeof(modules[0]); i++)
		py_register(vm, &modules[i]);
}
