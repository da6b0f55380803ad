import type { LogicalText } from '../../source/logical-text.ts';
import { finishNetwork } from './body/endpoints.ts';
import { environmentEntries, labelEntries } from './body/key-values.ts';
import { conflicts } from './conflicts.ts';
import { type Draft, type Json, openDraft } from './draft.ts';
import { countingFlags, type FlagSpec, flagValue } from './flag-spec.ts';
import { type DockerRun, saidBy } from './invocation.ts';
import { readReference } from './reference.ts';
import { cleanPath } from './values/path.ts';
import { isHidden, wire } from './values/text.ts';

/** What the docker client knows of the machine it runs on. */
export interface ClientSurroundings {
  /** A variable of its environment, for `-e NAME`. */
  variable(name: string): string | null;
  /** Content of a file, for `--env-file` and `--label-file`; null: not supplied. */
  file(path: string): string | null;
  /** For sources that begin with a dot. */
  readonly workingDirectory: string;
}

/** POST /containers/create?name=NAME with this body (Engine API 1.44). */
interface CreateRequest {
  readonly kind: 'request';
  readonly name: string | null;
  /** Fields that differ from a plain `docker create IMAGE`. */
  readonly body: { readonly [key: string]: Json };
  /** Files that were named and not supplied. */
  readonly missingFiles: readonly string[];
}

export type CreateBody = CreateRequest | { readonly kind: 'refused'; readonly why: string };

/** What today's docker client sends to the daemon for a command, or that it refuses the command itself. */
export function createBody(run: DockerRun, client: ClientSurroundings): CreateBody {
  const draft = openDraft();
  const missingFiles: string[] = [];
  const problem =
    fillFlags(run, draft) ??
    imageProblem(run) ??
    conflictOf(run) ??
    finishPlain(run, draft, client) ??
    finishFiles(draft, client, missingFiles) ??
    finishNetwork(draft);
  if (problem !== null) return { kind: 'refused', why: problem };
  const name = draft.get('#name');
  return {
    kind: 'request',
    name: typeof name === 'string' && name !== '' ? name : null,
    body: { ...draft.finish(), Image: wire(run.image.text) },
    missingFiles,
  };
}

function fillFlags(run: DockerRun, draft: Draft): string | null {
  const counting = countingFlags(run.flags);
  for (const flag of run.flags) {
    const value = flagValue(flag);
    const why = counting.has(flag) ? flag.spec.fill(draft, value) : earlyProblem(flag.spec, value);
    if (why !== null) return `${flag.spec.names[0]}: ${why}`;
  }
  return null;
}

function imageProblem(run: DockerRun): string | null {
  const image = wire(run.image.text);
  if (!isHidden(run.image.text) && !isReference(image))
    return `${image} is no reference to an image`;
  const isPulled = saidBy(run).last('--pull')?.text === 'always';
  return isPulled && /^[a-f0-9]{64}$/.test(image) ? 'the id of an image cannot be pulled' : null;
}

function conflictOf(run: DockerRun): string | null {
  const conflict = conflicts(run).find(({ by }) => by === 'client');
  return conflict === undefined ? null : `${conflict.what}: ${conflict.why}`;
}

/** A value that a later one replaces has to have the form of its type all the same. */
function earlyProblem({ early }: FlagSpec, value: LogicalText): string | null {
  const read = early?.(value);
  return read?.kind === 'bad' ? `expected ${read.expected}` : null;
}

const isReference = (image: string): boolean =>
  /^[a-f0-9]{64}$/.test(image) ||
  /^(sha256:[a-f0-9]{64}|sha384:[a-f0-9]{96}|sha512:[a-f0-9]{128})$/.test(image) ||
  readReference(image) !== null;

const listOf = (draft: Draft, path: string): readonly Json[] => {
  const value = draft.get(path);
  return Array.isArray(value) ? value : [];
};

const entriesOf = (draft: Draft, path: string): readonly (readonly [string, Json])[] => {
  const value = draft.get(path);
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.entries(value)
    : [];
};

/** Fields that several flags make together. */
function finishPlain(run: DockerRun, draft: Draft, client: ClientSurroundings): string | null {
  if (run.args.length > 0)
    draft.set(
      'Cmd',
      run.args.map((word) => wire(word.text)),
    );
  finishStreams(run, draft);
  finishVolumes(draft, client);
  finishHealth(draft);
  for (const [from, to] of [
    ['#capAdd', 'HostConfig.CapAdd'],
    ['#capDrop', 'HostConfig.CapDrop'],
  ] as const) {
    const names = listOf(draft, from).map((name) => capability(String(name)));
    if (names.length > 0) draft.set(to, [...new Set(names)].sort());
  }
  const limits = entriesOf(draft, '#ulimits').toSorted(([a], [b]) => (a < b ? -1 : 1));
  if (limits.length > 0)
    draft.set(
      'HostConfig.Ulimits',
      limits.map(([, limit]) => limit),
    );
  const cdi = listOf(draft, '#cdi');
  if (cdi.length > 0) draft.push('HostConfig.DeviceRequests', { Driver: 'cdi', DeviceIDs: cdi });
  const logDriver = draft.get('#logDriver') ?? '';
  const logOptions = Object.fromEntries(entriesOf(draft, '#logOptions'));
  draft.set('HostConfig.LogConfig', { Type: logDriver, Config: logOptions });
  return null;
}

/** As the client writes a capability: in capitals, with CAP_ before it. */
function capability(name: string): string {
  const upper = name.toUpperCase();
  return upper === 'ALL' || upper.startsWith('CAP_') ? upper : `CAP_${upper}`;
}

function finishStreams(run: DockerRun, draft: Draft): void {
  const attached = listOf(draft, '#attach');
  const none = attached.length === 0;
  const stdin = draft.get('OpenStdin') === true || attached.includes('stdin');
  const detached = run.verb === 'run' && draft.get('#detach') === true;
  draft.set('AttachStdin', !detached && stdin);
  draft.set('AttachStdout', !detached && (none || attached.includes('stdout')));
  draft.set('AttachStderr', !detached && (none || attached.includes('stderr')));
  draft.set('StdinOnce', !detached && stdin && draft.get('OpenStdin') === true);
}

function finishVolumes(draft: Draft, { workingDirectory }: ClientSurroundings): void {
  const volumes = entriesOf(draft, '#volumes');
  if (volumes.length > 0) draft.set('Volumes', Object.fromEntries(volumes));
  for (const [bind, isRelative] of entriesOf(draft, '#binds'))
    draft.push('HostConfig.Binds', isRelative === true ? absolute(bind, workingDirectory) : bind);
  for (const mount of listOf(draft, '#mounts'))
    draft.push('HostConfig.Mounts', withAbsoluteSource(mount, workingDirectory));
}

function absolute(bind: string, workingDirectory: string): string {
  const at = bind.indexOf(':');
  return absolutePath(bind.slice(0, at), workingDirectory) + bind.slice(at);
}

function withAbsoluteSource(mount: Json, workingDirectory: string): Json {
  if (typeof mount !== 'object' || mount === null || !('Source' in mount)) return mount;
  const source = mount.Source;
  return typeof source === 'string' && source.startsWith('.')
    ? { ...mount, Source: absolutePath(source, workingDirectory) }
    : mount;
}

function absolutePath(path: string, workingDirectory: string): string {
  return cleanPath(`${workingDirectory}/${path}`);
}

function finishHealth(draft: Draft): void {
  if (draft.get('#noHealthcheck') === true) draft.set('Healthcheck', { Test: ['NONE'] });
  const times = entriesOf(draft, '#health').filter(([, value]) => value !== 0);
  const command = draft.get('#healthCommand') ?? '';
  if (times.length === 0 && command === '') return;
  draft.set('Healthcheck', {
    ...(command !== '' && { Test: ['CMD-SHELL', command] }),
    ...Object.fromEntries(times),
  });
}

function finishFiles(draft: Draft, client: ClientSurroundings, missing: string[]): string | null {
  const environment = environmentEntries(
    listOf(draft, '#envFiles').map(String),
    entriesOf(draft, '#env'),
    client,
    missing,
  );
  if (typeof environment === 'string') return environment;
  if (environment.length > 0) draft.set('Env', environment);
  const labels = labelEntries(
    listOf(draft, '#labelFiles').map(String),
    entriesOf(draft, '#labels'),
    client,
    missing,
  );
  if (typeof labels === 'string') return labels;
  if (labels.length > 0) draft.set('Labels', Object.fromEntries(labels));
  return null;
}
