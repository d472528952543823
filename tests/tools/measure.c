/*
 * Runs a command with its output thrown away and prints what it took: microseconds of CPU time, peak
 * memory in KiB, exit status.  Small on purpose: Linux counts the memory of whoever calls exec in the
 * peak of the program that it starts, and an interpreter would be more than what is measured.
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

static void become(char **argv)
{
	const int null = open("/dev/null", O_RDWR);

	if (null < 0 || dup2(null, 0) < 0 || dup2(null, 1) < 0 || dup2(null, 2) < 0)
		_exit(126);
	execvp(argv[0], argv);
	_exit(127);
}

static long microseconds(struct timeval time)
{
	return time.tv_sec * 1000000L + time.tv_usec;
}

int main(int argc, char **argv)
{
	struct rusage usage;
	int status;

	if (argc < 2) {
		fprintf(stderr, "usage: measure COMMAND [ARGUMENT]...\n");
		return 2;
	}
	const pid_t child = fork();
	if (!child)
		become(argv + 1);
	if (child < 0 || wait4(child, &status, 0, &usage) < 0) {
		perror("measure");
		return 1;
	}
	printf("%ld %ld %d\n", microseconds(usage.ru_utime) + microseconds(usage.ru_stime), usage.ru_maxrss,
	       WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status));
	return 0;
}
