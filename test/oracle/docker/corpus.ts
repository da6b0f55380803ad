import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { wire } from '../../../src/dialect/docker/values/text.ts';
import { environmentOf } from '../../../src/exec/build-environment.ts';
import type { Word } from '../../../src/exec/command.ts';
import { commandsIn } from '../../../src/exec/dump.ts';
import type { Environment } from '../../../src/exec/environment.ts';
import { execStepsOf } from '../../../src/exec/read-exec.ts';
import { readScript } from '../../../src/exec/read-script.ts';
import type { Script, SimpleCommand } from '../../../src/exec/shell.ts';
import { openBook } from '../../../src/finding/notes.ts';
import { readInventory } from '../../../src/inventory/read.ts';
import { createSource } from '../../../src/source/source.ts';

/** Every `docker run` and `docker create` of a directory of units, as the words that docker gets. */
export function corpusLines(directory: string): readonly (readonly string[])[] {
  const units = readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.service'))
    .toSorted()
    .map((path) => {
      const name = path.slice(path.lastIndexOf('/') + 1);
      const text = readFileSync(join(directory, path), 'utf8');
      return { path, name, source: createSource(path, text), unreadable: null };
    });
  const lines = units.flatMap((file) => linesOf(file));
  const known = new Map(lines.map((words) => [words.join('\0'), words]));
  return [...known.values()];
}

/** For `--env-file`: the files of those machines are not here. */
export function withOurFiles(words: readonly string[]): readonly string[] {
  return words.map((word, at) => {
    if (words[at - 1] === '--env-file') return 'empty.env';
    return word.startsWith('--env-file=') ? '--env-file=empty.env' : word;
  });
}

const OLD = /^-(name|rm|expose|link|entrypoint|dns|volumes-from|privileged|cidfile|sig-proxy)(=|$)/;

/** In today's spelling (mapping E0-06), which today's client reads as docker of that time read the old one. */
export function inTodaysSpelling(words: readonly string[]): readonly string[] {
  return words.map((word) => (OLD.test(word) ? `-${word}` : word));
}

type File = Parameters<typeof readInventory>[0]['units'][number];

function linesOf(file: File): readonly (readonly string[])[] {
  const book = openBook();
  const files = { units: [file], dropins: [], links: [], supplied: new Map<string, string>() };
  const given = /@\.service$/.test(file.name) ? [{ template: file.name, instances: ['1'] }] : [];
  const { units } = readInventory(files, given, { lenient: true }, book);
  return units.flatMap((unit) => {
    const notes = book.of(unit.name.full);
    const environment = environmentOf(unit, new Map(), new Map(), notes);
    return execStepsOf(unit, environment, notes).flatMap(({ words }) => runsOf(words, environment));
  });
}

function runsOf(words: readonly Word[], environment: Environment): readonly (readonly string[])[] {
  const script = words.at(words.findIndex((word) => word.text.text.endsWith('c')) + 1);
  if (/(^|\/)(ba|da|k)?sh$/.test(words[0]?.text.text ?? '') && script !== undefined)
    return commandsOf(readScript(script.text, environment)).flatMap((c) => dockerWords(c.words));
  return dockerWords(words);
}

function dockerWords(words: readonly Word[]): readonly (readonly string[])[] {
  const texts = words.map((word) => wire(word.text));
  const at = texts.findIndex((text) => /(^|\/)docker$/.test(text));
  const verb = texts[at + 1];
  return at >= 0 && (verb === 'run' || verb === 'create') ? [texts.slice(at + 1)] : [];
}

function commandsOf(script: Script): readonly SimpleCommand[] {
  return script.kind === 'opaque' ? script.commands : script.statements.flatMap(commandsIn);
}
