import type { Word } from '../../exec/command.ts';
import type { Token } from '../../finding/account.ts';
import type { LogicalText } from '../../source/logical-text.ts';
import type { GivenFlag } from './argv.ts';
import { type FlagSpec, flagValue, type Said } from './flag-spec.ts';

/** A line that starts docker or systemd-docker, by what it does. The words of a script's wrapper are gone by then. */
export type DockerCommand =
  | DockerRun
  /** `docker start [-a] [-i] X…` */
  | (Around & {
      readonly kind: 'start';
      readonly containers: readonly LogicalText[];
      readonly attached: boolean;
      readonly interactive: boolean;
    })
  /** Seconds of `-t`, signal of `-s` as written; null: not given. A hole there: `unknown`. */
  | (Around & {
      readonly kind: 'stop';
      readonly verb: 'stop' | 'kill' | 'rm' | 'restart';
      readonly containers: readonly LogicalText[];
      readonly seconds: number | 'unknown' | null;
      readonly signal: string | null;
    })
  /** `docker logs`, `wait`, `attach`; `follows`: `logs -f`, and always for the other two. */
  | (Around & {
      readonly kind: 'follow';
      readonly how: 'logs' | 'wait' | 'attach';
      readonly containers: readonly LogicalText[];
      readonly follows: boolean;
    })
  | (Around & {
      readonly kind: 'exec';
      readonly container: LogicalText;
      readonly words: readonly Word[];
      readonly detached: boolean;
    })
  | (Around & { readonly kind: 'pull'; readonly image: LogicalText })
  | (Around & { readonly kind: 'tag'; readonly from: LogicalText; readonly to: LogicalText })
  /** `docker inspect`, and `history`, which only an image has; `format` of `-f`. */
  | (Around & {
      readonly kind: 'inspect';
      readonly of: 'anything' | 'container' | 'image' | 'volume' | 'network';
      readonly names: readonly LogicalText[];
      readonly format: LogicalText | null;
    })
  /** `docker ps`: the `name=` filters, and whether stopped containers are listed too. */
  | (Around & {
      readonly kind: 'list-containers';
      readonly names: readonly LogicalText[];
      readonly all: boolean;
      readonly quiet: boolean;
    })
  | (Around & { readonly kind: 'list-images'; readonly names: readonly LogicalText[] })
  | (Around & {
      readonly kind: 'port';
      readonly container: LogicalText;
      readonly port: LogicalText | null;
    })
  | (Around & { readonly kind: 'login'; readonly registry: LogicalText | null })
  | (Around & { readonly kind: 'remove-images'; readonly images: readonly LogicalText[] })
  | (Around & {
      readonly kind: 'copy';
      readonly from: LogicalText;
      readonly to: LogicalText;
    })
  | (Around & {
      readonly kind: 'network';
      /** `create`, `connect`, `rm`, `ls`, … */
      readonly action: string;
      readonly name: LogicalText | null;
      /** Of `connect` and `disconnect`. */
      readonly container: LogicalText | null;
      readonly aliases: readonly LogicalText[];
    })
  | (Around & {
      readonly kind: 'volume';
      readonly action: string;
      readonly name: LogicalText | null;
      readonly driver: string | null;
    })
  /** Anything else: `build`, `load`, `push`, `commit`, `stats`, `events`, `image prune`, … with the words after it. */
  | (Around & { readonly kind: 'other'; readonly verb: string; readonly words: readonly Word[] })
  /** Not a command that docker takes. The finding is made, all tokens are settled. */
  | (Around & { readonly kind: 'refused' });

/** What all of them have. */
export interface Around {
  readonly program: 'docker' | 'systemd-docker';
  /** A daemon on another machine, `-H` (mapping E0-02): the finding is made already. */
  readonly remote: boolean;
  /**
   * One for each word or flag, opened. Those of `run` and `create` are settled by `containerFacts` and whoever reads its
   * facts; those of the others by whoever decides what the command is.
   */
  readonly tokens: readonly Token[];
}

/** `docker run` or `docker create`, taken apart. */
export interface DockerRun extends Around {
  readonly kind: 'run';
  readonly verb: 'run' | 'create';
  /** Of the words up to the subcommand. */
  readonly leading: readonly Token[];
  readonly flags: readonly GivenFlag<FlagSpec>[];
  readonly image: Word;
  readonly args: readonly Word[];
  /** Words before the image that are nothing but an unknown value, `$OPTS`: whatever they hold is lost. */
  readonly opaque: readonly Word[];
  /** What systemd-docker was told (mapping G17); null: it is docker. */
  readonly systemdDocker: SystemdDocker | null;
}

export interface SystemdDocker {
  /** Controllers that come from the unit; `all` when none is named. */
  readonly cgroups: 'all' | readonly string[];
  /** `--env`, null where it is not given: every variable of the unit is passed to the container. */
  readonly passesEnvironment: Token | null;
  /** `--notify`: READY=1 comes from inside of the container. */
  readonly notifies: boolean;
}

/** Value of a boolean flag. What docker refuses counts as false. */
export function isTrue({ value }: GivenFlag): boolean {
  return value === null || /^(1|t|true)$/i.test(value.text);
}

/** What the flags of a command say, by the name of their entry. */
export function saidBy(run: DockerRun): Said {
  const last = new Map(run.flags.map((flag) => [flag.spec.names[0], flag] as const));
  return {
    has: (name) => last.has(name),
    last: (name) => {
      const flag = last.get(name);
      return flag === undefined ? null : flagValue(flag);
    },
  };
}
