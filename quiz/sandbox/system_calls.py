"""Numbers of the system calls that a filter names, for x86-64 and 64-bit ARM (from the kernel's tables).

A call that an architecture does not have is left out of its table.
"""

from __future__ import annotations

import platform

# What no kata needs: the network, new programs, other processes, other rights, mounts, the kernel, the clock, queues
# and semaphores of others, and those changes to files that Landlock does not cover (`truncate` before version 3 of it).
_DENIED = """
socket                41  198    socketpair            53  199    connect               42  203
bind                  49  200    listen                50  201    accept                43  202
accept4              288  242    sendto                44  206    sendmsg               46  211
sendmmsg             307  269    execve                59  221    execveat             322  281
ptrace               101  117    process_vm_readv     310  270    process_vm_writev    311  271
process_madvise      440  440    process_mrelease     448  448    kcmp                 312  272
pidfd_open           434  434    pidfd_getfd          438  438    pidfd_send_signal    424  424
rt_sigqueueinfo      129  138    rt_tgsigqueueinfo    297  240    tkill                200  130
setsid               112  157    setpgid              109  154    setpriority          141  140
sched_setscheduler   144  119    sched_setparam       142  118    sched_setattr        314  274
sched_setaffinity    203  122    ioprio_set           251   30    setrlimit            160  164
unshare              272   97    setns                308  268    chroot               161   51
pivot_root           155   41    mount                165   40    umount2              166   39
mount_setattr        442  442    move_mount           429  429    open_tree            428  428
fsopen               430  430    fsmount              432  432    fspick               433  433
open_by_handle_at    304  265    io_uring_setup       425  425    io_uring_enter       426  426
io_uring_register    427  427    bpf                  321  280    perf_event_open      298  241
userfaultfd          323  282    seccomp              317  277    keyctl               250  219
add_key              248  217    request_key          249  218    init_module          175  105
finit_module         313  273    delete_module        176  106    kexec_load           246  104
kexec_file_load      320  294    reboot               169  142    swapon               167  224
swapoff              168  225    quotactl             179   60    acct                 163   89
syslog               103  116    settimeofday         164  170    clock_settime        227  112
clock_adjtime        305  266    adjtimex             159  171    personality          135   92
setuid               105  146    setgid               106  144    setreuid             113  145
setregid             114  143    setresuid            117  147    setresgid            119  149
setfsuid             122  151    setfsgid             123  152    setgroups            116  159
capset               126   91    memfd_create         319  279    memfd_secret         447  447
shmget                29  194    shmat                 30  196    shmctl                31  195
semget                64  190    msgget                68  186    mq_open              240  180
mknod                133   -     mknodat              259   33    chmod                 90   -
fchmod                91   52    fchmodat             268   53    fchmodat2            452  452
chown                 92   -     fchown                93   55    lchown                94   -
fchownat             260   54    utime                132   -     utimes               235   -
utimensat            280   88    futimesat            261   -     setxattr             188    5
lsetxattr            189    6    fsetxattr            190    7    removexattr          197   14
lremovexattr         198   15    fremovexattr         199   16    inotify_init1        294   26
inotify_init         253   -     fanotify_init        300  262    move_pages           279  239
migrate_pages        256  238    fork                  57   -     vfork                 58   -
semop                 65  193    semctl                66  191    semtimedop           220  192
msgsnd                69  189    msgrcv                70  188    msgctl                71  187
mq_unlink            241  181    mq_notify            244  184    truncate              76   45
sethostname          170  161    setdomainname        171  162    vhangup              153   58
sync                 162   81    syncfs               306  267    quotactl_fd          443  443
iopl                 172   -     ioperm               173   -     modify_ldt           154   -
uselib               134   -     fsconfig             431  431    name_to_handle_at    303  264
flock                 73   32
"""

# What is allowed in some form only.
_SPECIAL = """
kill                  62  129    tgkill               234  131    clone                 56  220
clone3               435  435    prctl                157  167    prlimit64            302  261
ioctl                 16   29    fcntl                 72   25    open                   2   -
openat               257   56    openat2              437  437
"""

NEWEST = 462  # mseal; what a later kernel adds has not been looked at and does not exist for a submission
ARCHITECTURES = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}  # AUDIT_ARCH_* of <linux/audit.h>
_COLUMN = {"x86_64": 1, "aarch64": 2}


def architecture() -> int | None:
    """This machine's number in a filter; None for one that has no table here."""
    return ARCHITECTURES.get(platform.machine())


def denied() -> dict[str, int]:
    """The calls that are refused altogether, on this machine."""
    return _table(_DENIED)


def special() -> dict[str, int]:
    """The calls that are allowed in some form, on this machine."""
    return _table(_SPECIAL)


def _table(text: str) -> dict[str, int]:
    words = text.split()
    rows = (words[start : start + 3] for start in range(0, len(words), 3))
    column = _COLUMN[platform.machine()]
    return {row[0]: int(row[column]) for row in rows if row[column] != "-"}
