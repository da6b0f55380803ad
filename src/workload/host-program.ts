import type { Decisions } from '../decision/options.ts';
import type { Step, UnitFacts } from '../dialect/role.ts';
import { type Fact, fact } from '../fact/fact.ts';
import type { Token } from '../finding/account.ts';
import type { Notes } from '../finding/notes.ts';
import { written } from '../source/logical-text.ts';

/**
 * A program of the host whose image a person gave (mapping B81, `--option image-map=UNIT=IMAGE`) as facts of a container:
 * the whole command line is its command. Empty when none was given.
 */
export function hostProgramFacts(
  unit: UnitFacts,
  program: Step | null,
  decisions: Decisions,
  notes: Notes,
): readonly Fact[] {
  const image = mappedImage(unit.unit.name.full, decisions);
  if (program === null || image === null) return [];
  const { words, command } = program.step;
  const token: Token = program.tokens[0] ?? {
    kind: 'word',
    unit: unit.unit.name.full,
    label: 'ExecStart=',
    span: command.span,
  };
  for (const each of program.tokens)
    notes.settle(each, 'set', 'B81', { why: 'the command of the container' });
  return [
    fact('container.image', written(image, command.span), token, 'B81'),
    fact('container.entrypoint', written('', command.span), token, 'B81'),
    ...words.map((word) => fact('container.args', word.text, token, 'B81')),
    ...[...unit.environment.variables.values()].map(({ name, value }) =>
      fact('container.env', { name, value }, token, 'D3-01'),
    ),
  ];
}

/** `web.service=registry/web:1` */
export function mappedImage(unit: string, decisions: Decisions): string | null {
  const prefix = `${unit}=`;
  const line = decisions.list('image-map').findLast((text) => text.startsWith(prefix));
  return line === undefined ? null : line.slice(prefix.length);
}
