#include "engine/mig/session.h"

struct py *mig_session_start(const struct mig *mig, const struct rev_script *script, const struct ops_host *ops)
{
	struct mig_session *session = mig->session;

	mig_world_init(&session->world, mig, script);
	if (!session->vm)
		session->vm = py_start(&session->arena, &session->world.host, NULL);
	ops_start(session->vm, ops);
	return session->vm;
}

void mig_session_end(const struct mig *mig)
{
	struct mig_session *session = mig->session;

	if (session->vm && py_has_imported_sources(session->vm))
		return;
	arena_done(&session->arena);
	session->vm = NULL;
}

void mig_done(struct mig *mig)
{
	if (mig->session)
		arena_done(&mig->session->arena);
	mig->session = NULL;
}
