import { answerByDefault, openTokensOf } from '../../src/dialect/default-answer.ts';
import { gatherFacts } from '../../src/dialect/gather.ts';
import { shownCheck } from '../../src/dialect/host/check.ts';
import type { Role, UnitFacts } from '../../src/dialect/role.ts';
import { shownText } from '../../src/dialect/shown.ts';
import { environmentOf, tokenOf } from '../../src/exec/build-environment.ts';
import { execStepsOf } from '../../src/exec/read-exec.ts';
import { messageOf } from '../../src/finding/finding.ts';
import { type AccountOf, openBook } from '../../src/finding/notes.ts';
import { readInventory } from '../../src/inventory/read.ts';
import type { LogicalText } from '../../src/source/logical-text.ts';
import { createSource } from '../../src/source/source.ts';

export interface Gathered {
  readonly facts: UnitFacts;
  /** `code rule`, in the order they were said. */
  readonly findings: readonly string[];
  /** What is said, word by word, also by default. */
  readonly sentences: () => readonly string[];
  /** Settles what is left to `workload`, and closes the book: throws when a token was forgotten. */
  readonly close: () => readonly AccountOf[];
}

/** A unit through the readers and `gatherFacts`, or null when no reader takes it. */
export function gatherUnit(text: string, name = 'web.service'): Gathered | null {
  const book = openBook();
  const files = {
    units: [{ path: name, name, source: createSource(name, text), unreadable: null }],
    dropins: [],
    links: [],
    supplied: new Map<string, string>(),
  };
  const unit = readInventory(files, [], { lenient: false }, book).units[0];
  if (unit === undefined || unit.state !== 'readable') return null;
  const notes = book.of(unit.name.full);
  const environment = environmentOf(unit, new Map(), new Map(), notes);
  const facts = gatherFacts(unit, environment, execStepsOf(unit, environment, notes), notes);
  return {
    facts,
    findings: book.findings.map(({ code, rule }) => `${code} ${rule}`),
    sentences: () => {
      for (const { roles } of facts.steps) for (const role of roles) answerByDefault(role, notes);
      return book.findings.map(messageOf);
    },
    close: () => {
      for (const token of openTokensOf(facts)) notes.settle(token, 'set', 'test');
      // The environment is accounted for by those who build containers.
      for (const directive of unit.directives)
        if (/^Environment/.test(directive.key))
          notes.settle(tokenOf(unit, directive), 'set', 'test');
      return book.close();
    },
  };
}

/** `ExecStop: docker stop web` or, as ExecStart, `docker run …`: the roles of one line, in short. */
export function rolesOfLine(line: string): string {
  const match = /^(Exec[A-Za-z]+): (.*)$/s.exec(line);
  const [key, command] = match === null ? ['ExecStart', line] : [match[1], match[2]];
  const service =
    key === 'ExecStart' ? '' : '\nExecStart=/usr/bin/docker run --name web example/web:1';
  const text = `[Service]\nType=oneshot\nEnvironmentFile=/etc/environment\n${key}=${command}${service}\n`;
  const gathered = gatherUnit(text);
  const step = gathered?.facts.steps.find((s) => s.step.key === key);
  return step === undefined ? 'no step' : step.roles.map(shownRole).join(' + ');
}

/** One role in short: its kind, then what matters. */
export function shownRole(role: Role): string {
  return [role.kind, ...partsOf(role)].filter((part) => part !== null && part !== '').join(' ');
}

function partsOf(role: Role): readonly (string | number | null)[] {
  switch (role.kind) {
    case 'container':
      return containerParts(role);
    case 'start-container':
      return [shownText(role.container), role.attached ? 'attached' : null];
    case 'follow-container':
      return [role.how, shownText(role.container)];
    case 'stop-container':
      return [role.verb, ...role.containers.map(shownText), seconds(role.seconds), role.signal];
    case 'pull-image':
      return [shownText(role.image), role.onlyIfMissing ? 'if missing' : null];
    case 'tag-image':
      return [shownText(role.from), shownText(role.to)];
    case 'registry-login':
      return [role.registry];
    case 'exec-in-container':
      return [shownText(role.container), ':', ...role.words.map((w) => shownText(w.text))];
    case 'look-up-container':
      return [role.target === null ? null : shownText(role.target), role.port];
    case 'declare-network':
    case 'declare-volume':
      return [role.name];
    default:
      return idiomParts(role);
  }
}

type Idiom = Exclude<
  Role,
  {
    kind:
      | 'container'
      | 'start-container'
      | 'follow-container'
      | 'stop-container'
      | 'pull-image'
      | 'tag-image'
      | 'registry-login'
      | 'exec-in-container'
      | 'look-up-container'
      | 'declare-network'
      | 'declare-volume';
  }
>;

function idiomParts(role: Idiom): readonly (string | number | null)[] {
  switch (role.kind) {
    case 'announce':
      return announceParts(role);
    case 'wait':
      return [
        role.check === null ? `? ${role.what}` : `${role.check.kind} ${shownCheck(role.check)}`,
        role.intervalSeconds === null ? 'once' : `every ${role.intervalSeconds}s`,
      ];
    case 'sleep':
      return [seconds(role.seconds)];
    case 'prepare-path':
      return [
        role.how,
        ...role.paths.map(shownText),
        role.content === null ? null : `= ${shownText(role.content)}`,
        role.appends ? 'appended' : null,
      ];
    case 'seed-key':
      return [shownText(role.key), '=', shownText(role.value)];
    case 'control-unit':
      return [role.verb, ...role.units];
    case 'housekeeping':
    case 'host-change':
    case 'question':
      return [role.rule];
    case 'host-program':
      return [role.program];
    case 'opaque':
    case 'refused':
      return [];
  }
}

const seconds = (n: number | null): string | null => (n === null ? null : `${n}s`);

function containerParts(role: Extract<Role, { kind: 'container' }>): readonly (string | null)[] {
  const text = (slot: 'container.image' | 'container.name'): string | null => {
    const found = role.facts.findLast((f) => f.slot === slot);
    return found === undefined || typeof found.value !== 'object' || !('text' in found.value)
      ? null
      : shownText(found.value);
  };
  const args = role.facts.flatMap((f) => (f.slot === 'container.args' ? [shownText(f.value)] : []));
  return [
    role.runtime === 'docker' ? null : role.runtime,
    role.verb === 'create' ? 'create' : null,
    text('container.image'),
    ...args,
    role.kept ? 'kept' : null,
    role.loopSeconds === null ? null : `loop ${role.loopSeconds}s`,
    role.deadlineSeconds === null ? null : `within ${role.deadlineSeconds}s`,
  ];
}

function announceParts(
  role: Extract<Role, { kind: 'announce' }>,
): readonly (string | number | null)[] {
  return [
    role.store === 'consul' ? 'consul' : null,
    role.withdraw ? 'withdraw' : null,
    ...role.keys.flatMap(({ key, value }) => [
      shownText(key),
      value === null ? null : `= ${shownText(value)}`,
    ]),
    role.check === null ? null : `if ${shownCheck(role.check)}`,
    role.intervalSeconds === null ? null : `every ${role.intervalSeconds}s`,
    role.ttlSeconds === null ? null : `ttl ${role.ttlSeconds}s`,
  ];
}

/** Facts of the only container of a line: `slot value`, values in short. */
export function factsOfLine(line: string): readonly string[] {
  const gathered = gatherUnit(`[Service]\nEnvironment=A=1\nExecStart=${line}\n`);
  const role = gathered?.facts.steps
    .flatMap((step) => step.roles)
    .find((r) => r.kind === 'container');
  return role?.kind !== 'container'
    ? []
    : role.facts.map(({ slot, value }) => `${slot} ${shownValue(value)}`);
}

function shownValue(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value);
  if ('text' in value && 'pieces' in value) return shownText(value as LogicalText);
  const parts = Object.entries(value).filter(([, v]) => v !== null && v !== false);
  return parts.map(([key, v]) => `${key}=${shownValue(v)}`).join(' ');
}

/** `code rule` of all that is said about a unit with this line. */
export function findingsOfLine(line: string): readonly string[] {
  return gatherUnit(`[Service]\nExecStart=${line}\n`)?.findings ?? [];
}
