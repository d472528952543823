#include "engine/db/reflect.h"

static const struct db_reflector *const reflectors[] = { &db_sqlite_reflector, &db_postgresql_reflector };

const struct db_reflector *db_reflector_of(const struct db_connection *connection)
{
	for (size_t i = 0; i < sizeof(reflectors) / sizeof(*reflectors); i++)
		if (str_is(str_from(connection->driver->dialect), reflectors[i]->dialect))
			return reflectors[i];
	return NULL;
}
