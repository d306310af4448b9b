/* Feeds files, and the files of directories, to a fuzz target built without libFuzzer. */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static int fail_at(const char *path)
{
	perror(path);
	return 1;
}

static int replay_file(const char *path, off_t length)
{
	size_t size = (size_t)length;
	uint8_t *bytes = malloc(size ? size : 1); /* exact, so that a sanitizer sees its end */
	FILE *f = fopen(path, "rb");
	int status = 0;

	if (!bytes || !f || fread(bytes, 1, size, f) != size)
		status = fail_at(path);
	else
		LLVMFuzzerTestOneInput(bytes, size);
	if (f)
		fclose(f);
	free(bytes);
	return status;
}

static int replay_path(const char *path, unsigned long *count);

static int replay_directory(const char *path, unsigned long *count)
{
	DIR *dir = opendir(path);
	const struct dirent *entry;
	int status = 0;

	if (!dir)
		return fail_at(path);
	while ((entry = readdir(dir))) {
		size_t size = strlen(path) + strlen(entry->d_name) + 2;
		char *inner;

		if (entry->d_name[0] == '.')
			continue;
		inner = malloc(size);
		if (!inner)
			abort();
		snprintf(inner, size, "%s/%s", path, entry->d_name);
		status |= replay_path(inner, count);
		free(inner);
	}
	closedir(dir);
	return status;
}

static int replay_path(const char *path, unsigned long *count)
{
	struct stat st;

	if (stat(path, &st) != 0)
		return fail_at(path);
	if (S_ISDIR(st.st_mode))
		return replay_directory(path, count);
	++*count;
	return replay_file(path, st.st_size);
}

int main(int argc, char **argv)
{
	unsigned long count = 0;
	int status = 0, i;

	for (i = 1; i < argc; i++)
		status |= replay_path(argv[i], &count);
	if (count == 0) {
		fprintf(stderr, "%s: no input replayed\n", argv[0]);
		return 1;
	}
	return status;
}
