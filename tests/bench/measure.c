/*
 * measure - one run of a command, as the operating system accounts for it
 *
 *	measure RESULT OUTPUT COMMAND [ARGUMENT ...]
 *
 * What the command prints goes to the file OUTPUT, which it replaces. (Not all
 * to /dev/null: grep stops at the first hit when it sees that.) Appends a line to RESULT: wall and
 * CPU time in microseconds, the largest resident set in kB, the exit status (128 + n after signal
 * n), and the time in microseconds that the machine's processors spent on anything else, as
 * /proc/stat has it; 0 where there is none. CPU time and size are those of the command and the
 * processes it waited for; the size is that of the largest of them.
 */
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static int64_t micros(struct timeval t)
{
    return (int64_t)t.tv_sec * 1000000 + t.tv_usec;
}

static int64_t now(void)
{
    struct timespec t;

    (void)clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

/* All that the machine's processors have done so far: user, nice, system, interrupts, stolen. */
static int64_t machine_busy(void)
{
    FILE *stat = fopen("/proc/stat", "r");
    int64_t user = 0, nice = 0, system = 0, irq = 0, softirq = 0, steal = 0;
    int n = 0;

    if (stat) {
        n = fscanf(stat,
                   "cpu %" SCNd64 " %" SCNd64 " %" SCNd64 " %*d %*d %" SCNd64 " %" SCNd64
                   " %" SCNd64,
                   &user, &nice, &system, &irq, &softirq, &steal);
        (void)fclose(stat);
    }
    return n < 6
               ? 0
               : (user + nice + system + irq + softirq + steal) * (1000000 / sysconf(_SC_CLK_TCK));
}

static void become(const char *output, char **command)
{
    int to = open(output, O_WRONLY | O_CREAT | O_TRUNC, 0666);

    if (to < 0 || dup2(to, STDOUT_FILENO) < 0)
        _exit(126);
    (void)execvp(command[0], command);
    perror(command[0]);
    _exit(127);
}

int main(int argc, char **argv)
{
    struct rusage used;
    int status;

    if (argc < 4) {
        (void)fputs("usage: measure RESULT OUTPUT COMMAND [ARGUMENT ...]\n", stderr);
        return 2;
    }
    FILE *result = fopen(argv[1], "a");
    int64_t start = now(), busy = machine_busy();
    pid_t child = fork();

    if (child == 0)
        become(argv[2], argv + 3);
    if (!result || child < 0 || wait4(child, &status, 0, &used) < 0) {
        perror("measure");
        return 1;
    }
    int64_t wall = now() - start;
    int64_t own = micros(used.ru_utime) + micros(used.ru_stime);
    int64_t others = machine_busy() - busy - own;
    int exited = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);

    (void)fprintf(result, "%" PRId64 " %" PRId64 " %ld %d %" PRId64 "\n", wall, own, used.ru_maxrss,
                  exited, others > 0 ? others : 0);
    return fclose(result) == 0 ? 0 : 1;
}
