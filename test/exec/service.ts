import { environmentOf } from '../../src/exec/build-environment.ts';
import type { ExecStep } from '../../src/exec/command.ts';
import type { Environment } from '../../src/exec/environment.ts';
import { execStepsOf } from '../../src/exec/read-exec.ts';
import type { Finding } from '../../src/finding/finding.ts';
import { type AccountOf, openBook } from '../../src/finding/notes.ts';
import { written } from '../../src/source/logical-text.ts';
import { parseUnitName, type UnitName } from '../../src/unit/name.ts';
import { readSystemd } from '../../src/unit/systemd-reader.ts';
import type { Unit } from '../../src/unit/unit.ts';

export interface Given {
  readonly files?: Readonly<Record<string, string>>;
  readonly set?: Readonly<Record<string, string>>;
}

export interface ReadService {
  readonly unit: Unit;
  readonly text: string;
  readonly environment: Environment;
  readonly steps: readonly ExecStep[];
  readonly findings: readonly Finding[];
  readonly codes: readonly string[];
  readonly close: () => readonly AccountOf[];
}

export function nameOf(full: string): UnitName {
  const name = parseUnitName(full);
  if (name === null) throw new Error(`${full} is no name of a unit`);
  return name;
}

/** A service as systemd reads `text`, without fleet before it. */
export function readService(text: string, full = 'web.service', given: Given = {}): ReadService {
  const span = { file: full, start: 0, end: text.length };
  const { assignments } = readSystemd(written(text, span), { commentsInValues: 'skipped' });
  const unit: Unit = {
    name: nameOf(full),
    file: full,
    fromTemplate: false,
    directives: assignments.map(({ directive }) => directive),
    fleetOptions: [],
    fleetOptionsChecked: [],
    hash: '',
    state: 'readable',
  };
  const book = openBook();
  const notes = book.of(full);
  const files = new Map(Object.entries(given.files ?? {}));
  const environment = environmentOf(unit, files, new Map(Object.entries(given.set ?? {})), notes);
  const steps = execStepsOf(unit, environment, notes);
  return {
    unit,
    text,
    environment,
    steps,
    findings: book.findings,
    codes: book.findings.map(({ code }) => code),
    close: () => book.close(),
  };
}
