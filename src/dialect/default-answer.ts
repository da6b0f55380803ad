import type { Account, Token } from '../finding/account.ts';
import type { ArgsOf, Code } from '../finding/catalog.ts';
import { sentenceOf } from '../finding/finding.ts';
import { accountOfCode, type Notes } from '../finding/notes.ts';
import type { LogicalText } from '../source/logical-text.ts';
import type { Span } from '../source/source.ts';
import { questionOfKey } from './announced-key.ts';
import type { Role, Step, UnitFacts } from './role.ts';
import { shownText } from './shown.ts';

/**
 * Tokens of a unit that nobody has settled yet after gathering: those of its facts, of the directives that were about the
 * process, and of its Exec lines. For a unit that is answered as a whole (retired, refused, only housekeeping).
 */
export function openTokensOf(unit: UnitFacts): readonly Token[] {
  return unique([
    ...unit.facts.map((fact) => fact.token),
    ...unit.processDirectives.flatMap(({ token, facts }) => [token, ...facts.map((f) => f.token)]),
    ...unit.steps.flatMap((step) => step.tokens),
  ]);
}

/** What a step leaves to be settled: `tokens` of its roles, and of their facts. */
export function openTokensOfRoles(roles: readonly Role[]): Step['tokens'] {
  return unique(
    roles.flatMap((role) => [
      ...role.tokens,
      ...(role.kind === 'container' ? role.facts.map((fact) => fact.token) : []),
    ]),
  );
}

function unique(tokens: readonly Token[]): readonly Token[] {
  const seen = new Map<string, Token>();
  for (const token of tokens) {
    const { kind, label, span } = token;
    const key = [kind, span.file, span.start, span.end, label].join('\0');
    if (!seen.has(key)) seen.set(key, token);
  }
  return [...seen.values()];
}

/**
 * Says of a role what the contract says when its reader has no use for it, once, and settles all of its `tokens`. Roles
 * that arrive settled are left alone; the facts of a container always have a reader of their own.
 */
export function answerByDefault(role: Role, notes: Notes): void {
  const [first] = role.tokens;
  if (first === undefined) return;
  const { account, rule, why, say } = answerOf(role);
  say?.(notes, spanOfWords(role.tokens, first.span));
  for (const token of role.tokens) notes.settle(token, account, rule, { why });
}

/** From the first word on, as far as the words stand in a row: values of variables stand elsewhere. */
function spanOfWords(tokens: readonly Token[], first: Span): Span {
  let { end } = first;
  for (const { span } of tokens.slice(1)) {
    if (span.file !== first.file || span.start < end) break;
    ({ end } = span);
  }
  return { ...first, end };
}

interface Answer {
  readonly account: Account;
  readonly rule: string;
  readonly why: string;
  /** null: class INFO. */
  readonly say: ((notes: Notes, at: Span) => void) | null;
}

function answer<C extends Code>(code: C, rule: string, args: ArgsOf<C>): Answer {
  return {
    account: accountOfCode(code),
    rule,
    why: sentenceOf(code, args),
    say: (notes, at) => notes.say(code, at, rule, args),
  };
}

const noEffect = (rule: string, why: string): Answer => ({
  account: 'no-effect',
  rule,
  why,
  say: null,
});

/** One line for each kind; the exhaustive switch keeps a new kind from being forgotten. */
function answerOf(role: Role): Answer {
  switch (role.kind) {
    case 'container':
    case 'housekeeping':
    case 'look-up-container':
    case 'refused':
      return noEffect('G0-1', 'part of the command');
    case 'start-container':
      return elsewhere('G12', 'docker start', role.container);
    case 'follow-container':
      return elsewhere('G13', `docker ${role.how}`, role.container);
    case 'stop-container':
      return noEffect('G01', 'a Pod starts from a fresh container, and the kubelet stops it');
    case 'pull-image':
      return noEffect('G03', 'the kubelet pulls images');
    case 'tag-image':
      return noEffect('G08', 'the image is named by its first name');
    case 'registry-login':
      return answer('registry-login', 'G09', { registry: role.registry ?? 'Docker Hub' });
    case 'exec-in-container':
      return answer('runs-in-container', 'G37', { container: shownText(role.container) });
    case 'declare-network':
      return noEffect('G10', 'Pods share one flat network');
    case 'declare-volume':
      return noEffect('G11', 'volumes are declared by the Pods that mount them');
    default:
      return answerOfIdiom(role);
  }
}

type Idiom = Extract<
  Role,
  {
    kind:
      | 'announce'
      | 'wait'
      | 'sleep'
      | 'prepare-path'
      | 'seed-key'
      | 'control-unit'
      | 'host-change'
      | 'question'
      | 'host-program'
      | 'opaque';
  }
>;

function answerOfIdiom(role: Idiom): Answer {
  switch (role.kind) {
    case 'announce':
      return answerOfKeys(role);
    case 'wait':
      return answer('waits', 'G41', { what: role.what });
    case 'sleep':
      return answer('sleeps', 'G22', { seconds: role.seconds });
    case 'prepare-path':
      return answerOfPath(role);
    case 'seed-key':
      return answer('seeds-key', 'G64', { key: shownText(role.key) });
    case 'control-unit':
      return role.verb === 'is-active'
        ? noEffect('D1-03', 'asks for another unit, as Requires= does')
        : answer('controls-units', 'G20', { command: role.verb, units: role.units.join(', ') });
    case 'host-change':
      return answer('host-change', role.rule, { what: role.what, why: role.why });
    case 'question':
      return answer('decide', role.rule, { what: role.what, question: role.question });
    case 'host-program':
      return answer('host-program', 'B80', { program: role.program });
    case 'opaque':
      return answer('opaque-script', 'G0-3', { why: role.why });
  }
}

/** mapping G50, G51: a Service takes its place, but for what it cannot say (G55–G57). */
function answerOfKeys({ keys, withdraw, store }: Extract<Role, { kind: 'announce' }>): Answer {
  const shown = keys.map(({ key }) => shownText(key)).join(', ') || 'the announced key';
  const [asked] =
    withdraw || store === 'consul'
      ? []
      : keys.flatMap(({ key, value }) => questionOfKey(key, value) ?? []);
  return asked === undefined
    ? answer('announces', 'G50', { keys: shown })
    : answer('decide', asked.rule, { what: shown, question: asked.question });
}

/** mapping G84, G85: on a mounted path an init container could do it; G86: else nobody would see it. */
function answerOfPath(role: Extract<Role, { kind: 'prepare-path' }>): Answer {
  const paths = role.paths.map(shownText).join(' ') || 'a file';
  if (!role.mounted) return answer('path-of-host', 'G86', { what: role.program, paths });
  return answer('prepares-volume', role.how === 'chown' ? 'G84' : 'G85', {
    what: role.program,
    paths,
  });
}

const elsewhere = (rule: string, command: string, container: LogicalText): Answer =>
  answer('container-elsewhere', rule, { command, container: shownText(container) });

export { shownText as shown } from './shown.ts';
