import type { Word } from '../exec/command.ts';
import type { Environment } from '../exec/environment.ts';
import { type Fact, fact } from '../fact/fact.ts';
import type { Token } from '../finding/account.ts';
import type { Notes } from '../finding/notes.ts';
import { HOLE, holesOf, type LogicalText, spanOf, written } from '../source/logical-text.ts';
import { type DockerCommand, type DockerRun, readDockerCommand } from './docker/command.ts';
import { containerFacts } from './docker/container-facts.ts';
import { type Noise, noise } from './host/verdict.ts';
import { housekeeping, open, type Part, part } from './part.ts';
import type { RoleBody } from './role.ts';
import { shownText, shownWords } from './shown.ts';
import { systemdDockerFacts } from './systemd-docker.ts';

/** What a docker command of an Exec line does (mapping G01–G18, G30, G37, G80); null: it is not docker. */
export function dockerPart(
  words: readonly Word[],
  unit: string,
  environment: Environment,
  notes: Notes,
): Part | null {
  if (startsDaemon(words)) return null;
  const command = readDockerCommand(words, unit, notes);
  if (command === null) return null;
  if (command.kind === 'refused') return part([{ kind: 'refused', tokens: [] }], command.tokens);
  if (command.kind === 'run') return runPart(command, environment, notes);
  const bodies = bodiesOf(command, words);
  if ('kind' in bodies) return housekeeping(command.tokens, bodies.rule, bodies.why, notes);
  return rolesPart(bodies, command.tokens, notes);
}

/** `docker -d`, `docker daemon`: a program of the machine (mapping B72). */
function startsDaemon(words: readonly Word[]): boolean {
  const [program, first] = words.map((word) => word.text.text);
  return /(^|\/)docker$/.test(program ?? '') && /^(-d|--daemon|daemon)$/.test(first ?? '');
}

function runPart(run: DockerRun, environment: Environment, notes: Notes): Part {
  const said = containerFacts(run, notes);
  const tokens = unique([...run.tokens, ...(said ?? []).map((f) => f.token)]);
  if (said === null) return part([{ kind: 'refused', tokens: [] }], tokens);
  if (said.some(isInstaller))
    return housekeeping(tokens, 'G16', 'it puts a program on the machine that no node runs', notes);
  const facts = systemdDockerFacts(said, run, environment, notes);
  return part(
    [
      {
        kind: 'container',
        runtime: run.program,
        verb: run.verb,
        facts,
        kept: false,
        loopSeconds: null,
        deadlineSeconds: null,
        systemdDocker: run.systemdDocker,
        tokens: [],
      },
    ],
    tokens,
  );
}

/** An image that only installs systemd-docker (mapping G16). */
const isInstaller = (said: Fact): boolean =>
  said.slot === 'container.image' && /(^|\/)systemd-docker(:|@|$)/.test(said.value.text);

/** The first role has the words; further containers of `docker start a b` need none. */
function rolesPart(bodies: readonly RoleBody[], tokens: readonly Token[], notes: Notes): Part {
  if (bodies.every(({ kind }) => kind === 'look-up-container')) {
    for (const token of tokens)
      notes.settle(token, 'no-effect', 'G05', { why: 'it only looks at a container' });
    return part(
      bodies.map((body) => ({ ...body, tokens: [] })),
      tokens,
    );
  }
  const [first, ...others] = bodies;
  if (first === undefined) return housekeeping(tokens, 'G21', 'it names nothing', notes);
  const { roles } = open(first, tokens, notes);
  return part([...roles, ...others.map((body) => ({ ...body, tokens: [] }))], tokens);
}

type Other = Exclude<DockerCommand, { kind: 'run' | 'refused' }>;

const lookUp = (target: LogicalText | null, port: number | null = null): RoleBody => ({
  kind: 'look-up-container',
  target,
  port,
});

function bodiesOf(command: Other, words: readonly Word[]): Noise | readonly RoleBody[] {
  switch (command.kind) {
    case 'start':
      return command.containers.map((container) => ({
        kind: 'start-container',
        container,
        attached: command.attached,
        stdin: command.interactive,
      }));
    case 'stop':
      return stopBodies(command, words);
    case 'follow':
      return command.follows
        ? command.containers.map((container) => ({
            kind: 'follow-container',
            how: command.how,
            container,
          }))
        : command.containers.map((container) => lookUp(container));
    case 'exec':
      return [{ kind: 'exec-in-container', container: command.container, words: command.words }];
    case 'inspect':
      return command.of === 'image' || command.of === 'volume' || command.of === 'network'
        ? noise('G04', 'it only looks whether something is there')
        : command.names.map((name) => lookUp(name));
    case 'list-containers':
      return command.names.length > 0 ? command.names.map((n) => lookUp(n)) : [lookUp(null)];
    case 'port':
      return [lookUp(command.container, portOf(command.port))];
    default:
      return imageBodies(command, words);
  }
}

type OfImages = Exclude<
  Other,
  { kind: 'start' | 'stop' | 'follow' | 'exec' | 'inspect' | 'list-containers' | 'port' }
>;

function imageBodies(command: OfImages, words: readonly Word[]): Noise | readonly RoleBody[] {
  switch (command.kind) {
    case 'pull':
      return [{ kind: 'pull-image', image: command.image, onlyIfMissing: false }];
    case 'tag':
      return [{ kind: 'tag-image', from: command.from, to: command.to }];
    case 'list-images':
      return noise('G03', 'it only looks whether the image is there');
    case 'login':
      return [{ kind: 'registry-login', registry: registryOf(command.registry) }];
    case 'remove-images':
      return noise('G07', 'the kubelet collects images');
    case 'copy':
      return [ask(words, 'G18', 'a ConfigMap or an init container has to bring the files')];
    case 'network':
      return command.action === 'create' || command.action === 'connect'
        ? [{ kind: 'declare-network', name: command.name?.text ?? '' }]
        : noise('G10', 'Pods share one flat network');
    case 'volume':
      return command.action === 'create' && command.name !== null
        ? [{ kind: 'declare-volume', name: command.name.text, driver: command.driver }]
        : noise('G11', 'volumes belong to the Pods that mount them');
    case 'other':
      return otherBodies(command.verb, words);
  }
}

const registryOf = (registry: LogicalText | null): string | null =>
  registry === null ? null : shownText(registry);

function portOf(port: LogicalText | null): number | null {
  const match = /^(\d{1,5})(\/(tcp|udp))?$/.exec(port?.text ?? '');
  return match === null ? null : Number(match[1]);
}

function stopBodies(
  command: Extract<Other, { kind: 'stop' }>,
  words: readonly Word[],
): Noise | readonly RoleBody[] {
  const { verb, containers, signal } = command;
  if (verb === 'restart')
    return [lost(words, 'G02', 'a Pod does not restart the containers of another one')];
  const seconds = typeof command.seconds === 'number' ? command.seconds : null;
  const named = containers.flatMap(filteredName);
  if (named.length === 0 && containers.length > 0)
    return noise('G05', 'a Pod starts from a fresh container');
  return [{ kind: 'stop-container', verb, containers: named, seconds, signal }];
}

/** `$(docker ps -q --filter=name=web)` is `web`; containers that only docker can list are none (mapping G05). */
function filteredName(container: LogicalText): readonly LogicalText[] {
  const [unknown] = holesOf(container);
  if (container.text !== HOLE || unknown?.kind !== 'unknown') return [container];
  if (!/\bdocker\b.*\bps\b/.test(unknown.was)) return [container];
  const name = /name=["']?\^?\/?([\w.-]+)/.exec(unknown.was)?.[1];
  return name === undefined ? [] : [written(name, spanOf(container))];
}

/** Subcommands without a shape of their own. */
function otherBodies(verb: string, words: readonly Word[]): Noise | readonly RoleBody[] {
  if (/prune$/.test(verb)) return noise('G07', 'the kubelet collects images and containers');
  if (/^(info|version|search|top|diff|history|logout)$/.test(verb))
    return noise('G42', 'it only asks docker');
  if (/^(build|load|import|commit|push|export|save|buildx)$/.test(verb))
    return [ask(words, 'G18', 'no image is built or loaded on a node: push it to a registry')];
  if (/^(stats|events)$/.test(verb))
    return [ask(words, 'G38', 'it needs the API of docker, which nodes no longer have')];
  if (verb === '') return noise('G21', 'it only prints');
  return [lost(words, 'B84', 'it administers the docker daemon of the machine')];
}

const ask = (words: readonly Word[], rule: string, question: string): RoleBody => ({
  kind: 'question',
  rule,
  what: shownWords(words),
  question,
});

const lost = (words: readonly Word[], rule: string, why: string): RoleBody => ({
  kind: 'host-change',
  rule,
  what: shownWords(words),
  why,
});

function unique(tokens: readonly Token[]): readonly Token[] {
  const key = ({ kind, span, label }: Token): string =>
    [kind, span.file, span.start, span.end, label].join('\0');
  return [...new Map(tokens.map((token) => [key(token), token])).values()];
}

/** `-e NAME` takes the client's variable: here those that the script or `env` set (mapping E3-02). */
export function withVariables(
  facts: readonly Fact[],
  variables: ReadonlyMap<string, LogicalText>,
): readonly Fact[] {
  if (variables.size === 0) return facts;
  return facts.map((f) => {
    if (f.slot !== 'container.env' || f.value.value !== null) return f;
    const value = variables.get(f.value.name);
    return value === undefined
      ? f
      : fact('container.env', { name: f.value.name, value }, f.token, f.rule);
  });
}
