#include "textflag.h"

#define SYS_rt_sigaction 13
#define SYS_pause 34
#define SYS_fork 57
#define SYS_getrlimit 97
#define SYS_prctl 157

#define PR_SET_PDEATHSIG 1
#define SIGKILL 9

// func getrlimit(resource uintptr, limit *[2]uint64) int64
TEXT ·getrlimit(SB), NOSPLIT, $0-24
	MOVQ resource+0(FP), DI
	MOVQ limit+8(FP), SI
	MOVQ $SYS_getrlimit, AX
	SYSCALL
	MOVQ AX, ret+16(FP)
	RET

// func forwarded(signal uintptr) uintptr
TEXT ·forwarded(SB), NOSPLIT, $0-16
	MOVQ signal+0(FP), BX
	LEAQ runtime·fwdSig(SB), AX
	MOVQ (AX)(BX*8), AX
	MOVQ AX, ret+8(FP)
	RET

// func Fork() int64
TEXT ·Fork(SB), NOSPLIT, $32-8
	MOVQ $SYS_fork, AX
	SYSCALL
	TESTQ AX, AX
	JEQ  child
	MOVQ AX, ret+0(FP)
	RET

child:
	// struct sigaction: all zero is the default action.
	MOVQ $0, 0(SP)
	MOVQ $0, 8(SP)
	MOVQ $0, 16(SP)
	MOVQ $0, 24(SP)
	MOVQ $64, BX

next:
	MOVQ BX, DI
	LEAQ 0(SP), SI
	MOVQ $0, DX
	MOVQ $8, R10
	MOVQ $SYS_rt_sigaction, AX
	SYSCALL
	DECQ BX
	JNE  next

	// It goes when its parent goes, whoever else would have to end it.
	MOVQ $PR_SET_PDEATHSIG, DI
	MOVQ $SIGKILL, SI
	MOVQ $SYS_prctl, AX
	SYSCALL

forever:
	MOVQ $SYS_pause, AX
	SYSCALL
	JMP  forever
