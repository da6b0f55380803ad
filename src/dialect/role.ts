import type { ExecStep, Word } from '../exec/command.ts';
import type { Environment } from '../exec/environment.ts';
import type { Fact } from '../fact/fact.ts';
import type { Token } from '../finding/account.ts';
import type { LogicalText } from '../source/logical-text.ts';
import type { Unit } from '../unit/unit.ts';

/**
 * What a command of an Exec line does (mapping G0): phase 8 of the contract. Lifecycle noise that needs nothing more
 * is settled where it is recognised and is `housekeeping` here; everything else is for `workload` to decide, which
 * also settles `tokens`.
 */
export type Role =
  /** `docker run`, `docker create`, `rkt run`, `systemd-nspawn`: facts of one container each. */
  | {
      readonly kind: 'container';
      readonly runtime: Runtime;
      readonly verb: 'run' | 'create';
      readonly facts: readonly Fact[];
      /** A run that is only made when the container does not exist yet (`docker inspect X || docker run …`). */
      readonly kept: boolean;
      /** Repeated by a shell loop; seconds it slept between two runs (mapping G36). */
      readonly loopSeconds: number | null;
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
  /** `docker stop`, `kill`, `rm`. Seconds of `-t`; signal of `-s`. */
  | {
      readonly kind: 'stop-container';
      readonly verb: 'stop' | 'kill' | 'rm';
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
  | { readonly kind: 'declare-network'; readonly name: string }
  | { readonly kind: 'declare-volume'; readonly name: string; readonly driver: string | null }
  /** Writes or removes a key that tells others where a unit is (mapping G50). */
  | {
      readonly kind: 'announce';
      readonly keys: readonly AnnouncedKey[];
      readonly withdraw: boolean;
      readonly check: Check | null;
      readonly intervalSeconds: number | null;
    }
  /** Waits until something answers (mapping G40–G44). */
  | { readonly kind: 'wait'; readonly check: Check | null; readonly intervalSeconds: number | null }
  | { readonly kind: 'sleep'; readonly seconds: number }
  /** `mkdir -p P`, `chown X P`… on a path that a container may mount (mapping G83–G85). */
  | {
      readonly kind: 'prepare-path';
      readonly how: 'mkdir' | 'chown' | 'write';
      readonly paths: readonly LogicalText[];
    }
  /** A oneshot that seeds configuration in etcd (mapping G64). */
  | { readonly kind: 'seed-key'; readonly key: string; readonly value: LogicalText }
  | { readonly kind: 'control-unit'; readonly verb: string; readonly units: readonly string[] }
  /** Settled already; `rule` of the contract that makes it noise. */
  | { readonly kind: 'housekeeping'; readonly rule: string }
  /** Known host configuration (mapping B84, G86, G87): nothing to decide. */
  | { readonly kind: 'host-change'; readonly rule: string; readonly why: string }
  /** A program on the host (mapping B80). */
  | { readonly kind: 'host-program'; readonly program: string }
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
  | { readonly kind: 'etcd-key'; readonly key: string };

/** One command and what it is. */
export interface Step {
  readonly step: ExecStep;
  /** A shell script can do several things. */
  readonly roles: readonly Role[];
  /** The words, opened and not yet settled unless the role is `housekeeping` or `refused`. */
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
  /** Why nothing carries it over where it did reach the process; null when `facts` do. */
  readonly lost: string | null;
  /** Cgroup limits reach what systemd-docker starts (mapping Z2); rlimits and the like do not. */
  readonly reach: 'process' | 'cgroup';
}
