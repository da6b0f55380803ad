import { type Fact, fact } from '../../fact/fact.ts';
import type { Notes } from '../../finding/notes.ts';
import { HOLE } from '../../source/logical-text.ts';
import type { GivenFlag } from './argv.ts';
import { conflicts } from './conflicts.ts';
import { countingFlags, type FlagSpec, flagValue, type Outcome, type Said } from './flag-spec.ts';
import { type DockerRun, saidBy } from './invocation.ts';
import { argumentToken, isNamedImage } from './run.ts';
import { shown, wordToken } from './words.ts';

/**
 * What a `docker run` says, one fact for each thing it sets. Flags without a field are settled here; the tokens of facts
 * are left to whoever reads them. null: docker refuses the command, so its unit never ran; the findings are made and
 * all its tokens settled.
 */
export function containerFacts(run: DockerRun, notes: Notes): readonly Fact[] | null {
  const unit = run.tokens[0]?.unit ?? '';
  const said = saidBy(run);
  const counting = countingFlags(run.flags);
  const read = [
    ...run.flags.map((flag) =>
      counting.has(flag) ? factsOfFlag(flag, said, notes) : saidAgain(flag, notes),
    ),
    [imageFact(run, unit, notes)],
    conflictFacts(run, notes),
  ];
  const facts = read.flatMap((each) => each ?? []);
  if (read.includes(null)) {
    for (const token of run.tokens)
      notes.settle(token, 'unsupported', 'E0-05', { why: 'docker refuses the command' });
    return null;
  }
  settleWords(run, unit, notes);
  const args = run.args.map((word, at) => {
    const token = argumentToken(word, run.args[at - 1], unit);
    return fact('container.args', word.text, token, 'E1-09');
  });
  return [...facts, ...args];
}

/** mapping E0-07 */
function saidAgain(flag: GivenFlag<FlagSpec>, notes: Notes): readonly Fact[] | null {
  const { token, spec } = flag;
  const read = spec.early?.(flagValue(flag));
  if (read?.kind === 'bad') return badValue(flag, read.expected, notes);
  notes.settle(token, 'no-effect', 'E0-07', { why: `the last ${spec.names[0]} counts` });
  return [];
}

/** null: flags do not go together. */
function conflictFacts(run: DockerRun, notes: Notes): readonly Fact[] | null {
  const found = conflicts(run);
  for (const { flag, rule, what, why } of found)
    notes.say('docker-refuses', flag.token, rule, { what, why });
  return found.length === 0 ? [] : null;
}

/** The words that only lead to the container, and those whose value is not known. */
function settleWords(run: DockerRun, unit: string, notes: Notes): void {
  for (const token of run.leading)
    if (token.kind === 'word')
      notes.settle(token, 'no-effect', 'E0-01', {
        why: 'the container it starts is what becomes part of a Pod',
      });
  for (const word of run.opaque)
    notes.say('unknown-words', wordToken(word, unit), 'G0-4', { words: shown(word.text) });
}

/** Whether it is a legal reference, `workload` says: a placeholder of a deployer may stand there (mapping G97). */
function imageFact(run: DockerRun, unit: string, notes: Notes): Fact {
  const { image, args } = run;
  const token = wordToken(image, unit);
  const mayBeFlags = image.text.text === HOLE && !isNamedImage(image);
  if (mayBeFlags && args.length > 0 && run.opaque.length === 0)
    notes.say('image-or-flags', token, 'E1-05', { words: shown(image.text) });
  return fact('container.image', image.text, token, 'E1-01');
}

/** null: docker refuses the value. */
function factsOfFlag(flag: GivenFlag<FlagSpec>, said: Said, notes: Notes): readonly Fact[] | null {
  const { spec, name, token } = flag;
  const what = spec.names[0];
  const value = flagValue(flag);
  if (spec.oldNames?.includes(name))
    notes.say('old-docker-spelling', token, 'E0-06', { written: name, means: what });
  const read = spec.outcomes(value, said);
  if (read.kind === 'hole') {
    notes.say('decide', token, 'G0-4', {
      what,
      question: `its value ${shown(value)} is not known, and it is left out`,
      option: 'set=NAME=VALUE',
    });
    return [];
  }
  if (read.kind === 'bad') return badValue(flag, read.expected, notes);
  return read.value.flatMap((outcome) => factOfOutcome(outcome, flag, notes));
}

function badValue(flag: GivenFlag<FlagSpec>, expected: string, notes: Notes): null {
  const { spec, token } = flag;
  const value = shown(flagValue(flag));
  notes.say('bad-value', token, spec.rule, { what: spec.names[0], value, expected });
  return null;
}

function factOfOutcome(
  outcome: Outcome,
  { spec, token }: GivenFlag<FlagSpec>,
  notes: Notes,
): readonly Fact[] {
  const rule = outcome.rule ?? spec.rule;
  const what = spec.names[0];
  switch (outcome.kind) {
    case 'sets':
      return [outcome.make(token, rule)];
    case 'no-effect':
      if (outcome.quiet) notes.settle(token, 'no-effect', rule, { why: outcome.why });
      else notes.say('not-needed', token, rule, { what, why: outcome.why });
      return [];
    case 'retired':
      notes.say('retired', token, rule, { what, by: outcome.by });
      return [];
    case 'differs':
      notes.say('differs', token, rule, { what, how: outcome.how });
      return [];
    case 'unsupported':
      notes.say('unsupported', token, rule, { what, why: outcome.why });
      return [];
    case 'decide':
      notes.say('decide', token, rule, { what, question: outcome.question });
      return [];
  }
}
