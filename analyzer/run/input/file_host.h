#ifndef RUN_FILE_HOST_H
#define RUN_FILE_HOST_H

/*
 * file_host - whose log a file is, when its lines name no host
 *
 * Servers that write a file of their own do not say where they run. Of the hosts that the
 * site expects, it is the one whose name is a word of the file's path, the longest of
 * several; otherwise the folder that the file lies in stands for the host, so that logs of
 * two hosts in two folders stay apart. Standard input is "-".
 */

#include "analyzer/base/arena.h"

struct file_hosts {
    const slice *at; /* expected, lower case */
    size_t n;
};

/* In the arena. */
slice file_host(const struct file_hosts *expected, const char *path, struct arena *arena);

#endif
