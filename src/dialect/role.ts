import type { ExecStep, Word } from '../exec/command.ts';
import type { Environment } from '../exec/environment.ts';
import type { Fact } from '../fact/fact.ts';
import type { Token } from '../finding/account.ts';
import type { LogicalText } from '../source/logical-text.ts';
import type { Unit } from '../unit/unit.ts';
import type { SystemdDocker } from './docker/invocation.ts';

/**
 * What a command of an Exec line does (mapping G0): phase 8 of the contract, decided without looking at other units.
 *
 * Who settles the words. `tokens` are those words of the command that the reader of the role has to settle; he may
 * always fall back on `answerByDefault(role, notes)` (`dialect/default-answer.ts`), which says what the contract says
 * of the command when nothing better is known.
 * - `container`: `tokens` is empty; each flag, the image and the arguments are tokens of `facts`, open until their reader
 *   settles them. Flags without a fact, and the words `docker run`, are settled.
 * - `housekeeping`, `look-up-container` and `refused` arrive settled: `tokens` is empty.
 * - Everything else arrives open: nothing is said about it yet, since a retired unit, an announcer or a merged sidekick
 *   changes what is to be said.
 */
export type Role = RoleBody & { readonly tokens: readonly Token[] };

export type RoleBody =
  /** `docker run`, `docker create`, `rkt run`, `systemd-nspawn`: facts of one container each. */
  | {
      readonly kind: 'container';
      readonly runtime: Runtime;
      readonly verb: 'run' | 'create';
      /** `-e NAME` without value already has the value when the script or `env` set it. */
      readonly facts: readonly Fact[];
      /** A run that is only made when the container does not exist yet (`docker inspect X || docker run …`). */
      readonly kept: boolean;
      /** Repeated by a shell loop; seconds it slept between two runs (mapping G36). */
      readonly loopSeconds: number | null;
      /** Of the wrapper `timeout N` (mapping G0-1). */
      readonly deadlineSeconds: number | null;
      /** What systemd-docker was told (mapping G17); null: another runtime. */
      readonly systemdDocker: SystemdDocker | null;
      /** A further image of one `rkt run`: it runs beside the container of the first, in the same Pod (mapping F0-03). */
      readonly isBeside?: true;
    }
  /** `docker start [-a] X` */
  | {
      readonly kind: 'start-container';
      readonly container: LogicalText;
      readonly attached: boolean;
      readonly stdin: boolean;
    }
  /** `docker logs -f X`, `docker wait X`, `docker attach X` */
  | {
      readonly kind: 'follow-container';
      readonly how: 'logs' | 'wait' | 'attach';
      readonly container: LogicalText;
    }
  /** `docker stop`, `kill`, `rm`, of any container. Seconds of `-t`; signal of `-s`. */
  | {
      readonly kind: 'stop-container';
      readonly verb: 'stop' | 'kill' | 'rm';
      /** Names as written; those found by `docker ps | grep` are not known and not listed. */
      readonly containers: readonly LogicalText[];
      readonly seconds: number | null;
      readonly signal: string | null;
    }
  | { readonly kind: 'pull-image'; readonly image: LogicalText; readonly onlyIfMissing: boolean }
  | { readonly kind: 'tag-image'; readonly from: LogicalText; readonly to: LogicalText }
  /** `docker login`: mapping G09 */
  | { readonly kind: 'registry-login'; readonly registry: string | null }
  | {
      readonly kind: 'exec-in-container';
      readonly container: LogicalText;
      readonly words: readonly Word[];
    }
  /** `docker inspect`, `ps`, `port`, `logs` of a container, for its address or to see that it runs. */
  | {
      readonly kind: 'look-up-container';
      /** null: found by a filter, not by its name. */
      readonly target: LogicalText | null;
      /** Container port that `docker port NAME 80` asks for. */
      readonly port: number | null;
    }
  | { readonly kind: 'declare-network'; readonly name: string }
  | { readonly kind: 'declare-volume'; readonly name: string; readonly driver: string | null }
  /** Writes or removes a key that tells others where a unit is (mapping G50). */
  | {
      readonly kind: 'announce';
      readonly store: 'etcd' | 'consul';
      readonly keys: readonly AnnouncedKey[];
      readonly withdraw: boolean;
      /** What the loop asked before it wrote (mapping G45). */
      readonly check: Check | null;
      readonly intervalSeconds: number | null;
      readonly ttlSeconds: number | null;
    }
  /** Waits until something answers (mapping G40–G44); `intervalSeconds` null: asks once. */
  | {
      readonly kind: 'wait';
      /** null: it asks something that no probe can ask. */
      readonly check: Check | null;
      readonly intervalSeconds: number | null;
      readonly what: string;
    }
  | { readonly kind: 'sleep'; readonly seconds: number }
  /** `mkdir -p P`, `chown X P`… on a path that a container may mount (mapping G83–G85). */
  | {
      readonly kind: 'prepare-path';
      readonly how: 'mkdir' | 'chown' | 'write' | 'remove';
      readonly program: string;
      readonly paths: readonly LogicalText[];
      /** Text that `echo … > F` and its kin write (mapping G93); null: not known. */
      readonly content: LogicalText | null;
      /** `>>` */
      readonly appends: boolean;
      /** A container of the same unit mounts one of the paths, or one below it. */
      readonly mounted: boolean;
    }
  /** A oneshot that seeds configuration in etcd (mapping G64). */
  | { readonly kind: 'seed-key'; readonly key: LogicalText; readonly value: LogicalText }
  /** `systemctl`, `fleetctl` (mapping G20). `is-active X` is a dependency (D1-03). */
  | { readonly kind: 'control-unit'; readonly verb: string; readonly units: readonly string[] }
  /** Settled already; `rule` of the contract that makes it noise. */
  | { readonly kind: 'housekeeping'; readonly rule: string }
  /** Known host configuration and the like (mapping B84, G86, G87): nothing to decide, it is lost. */
  | {
      readonly kind: 'host-change';
      readonly rule: string;
      readonly what: string;
      readonly why: string;
    }
  /** A known command that only a person can replace (`docker build`, `mount`, keepalived…). */
  | {
      readonly kind: 'question';
      readonly rule: string;
      readonly what: string;
      readonly question: string;
    }
  /** A program on the host (mapping B80). */
  | { readonly kind: 'host-program'; readonly program: string; readonly words: readonly Word[] }
  /** A script outside the grammar G0-3, with no container in it that could be taken. */
  | { readonly kind: 'opaque'; readonly why: string }
  /** The finding is made already; nothing can be converted from it. */
  | { readonly kind: 'refused' };

export type Runtime = 'docker' | 'systemd-docker' | 'rkt' | 'nspawn';

export interface AnnouncedKey {
  readonly key: LogicalText;
  readonly value: LogicalText | null;
}

/** A check that a loop makes, mapping "Check → Probe handler". */
export type Check =
  | {
      readonly kind: 'http';
      readonly host: LogicalText;
      readonly port: number;
      readonly path: string;
      readonly https: boolean;
      readonly headers: readonly { readonly name: string; readonly value: string }[];
      readonly timeoutSeconds: number | null;
    }
  | {
      readonly kind: 'tcp';
      readonly host: LogicalText;
      readonly port: number;
      readonly timeoutSeconds: number | null;
    }
  | { readonly kind: 'exec'; readonly container: LogicalText; readonly words: readonly Word[] }
  | { readonly kind: 'etcd-key'; readonly key: LogicalText };

/** One command and what it is. */
export interface Step {
  readonly step: ExecStep;
  /** A shell script can do several things. */
  readonly roles: readonly Role[];
  /** All that is still to be settled: `tokens` of the roles and the tokens of their facts. Each once. */
  readonly tokens: readonly Token[];
}

/** All that a unit says, sorted out and not yet decided. What `workload` starts from. */
export interface UnitFacts {
  readonly unit: Unit;
  readonly environment: Environment;
  /** Of its directives; containers have theirs in their role. */
  readonly facts: readonly Fact[];
  readonly steps: readonly Step[];
  /**
   * `User=core`, `LimitNOFILE=`…: said of the process that systemd starts. That is the docker client in D units (mapping
   * Z1), the container in R units as far as Z2 says, the program in H units. `workload` settles them.
   */
  readonly processDirectives: readonly ProcessDirective[];
}

export interface ProcessDirective {
  readonly token: Token;
  readonly rule: string;
  /** What they set where they reach the container. */
  readonly facts: readonly Fact[];
  /** What is to be said where it did reach the process, beside `facts` or instead of them; null: nothing. */
  readonly lost: string | null;
  /** Under which code `lost` is said. */
  readonly code: 'not-needed' | 'carried-over' | 'differs' | 'unsupported' | 'decide';
  /** Cgroup limits reach what systemd-docker starts (mapping Z2); rlimits and the like do not. */
  readonly reach: 'process' | 'cgroup';
}
