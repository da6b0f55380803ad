import { openBook } from '../../src/finding/notes.ts';
import type { Files, FoundFile, GivenInstances } from '../../src/inventory/inventory.ts';
import { readInventory } from '../../src/inventory/read.ts';
import { createSource, positionAt } from '../../src/source/source.ts';

/** A file by its path; the name of a drop-in is `NAME.d/x.conf`. */
export function found(path: string, text: string): FoundFile {
  const parts = path.split('/');
  const name = path.endsWith('.conf') ? parts.slice(-2).join('/') : (parts.at(-1) ?? '');
  return { path, name, source: createSource(path, text), unreadable: null };
}

/** Files by path; a text that starts with `->` is a link. */
export function filesOf(texts: Readonly<Record<string, string>>): Files {
  const entries = Object.entries(texts);
  const all = entries.filter(([, t]) => !t.startsWith('->')).map(([p, t]) => found(p, t));
  const links = entries
    .filter(([, text]) => text.startsWith('->'))
    .map(([path, text]) => ({
      path,
      name: path.split('/').at(-1) ?? '',
      target: text.slice(2).trim(),
    }));
  return {
    units: all.filter(({ path }) => !path.endsWith('.conf')),
    dropins: all.filter(({ path }) => path.endsWith('.conf')),
    links,
    supplied: new Map(),
  };
}

export function inventoryOf(files: Files, given: readonly GivenInstances[] = []) {
  const book = openBook();
  const inventory = readInventory(files, given, { lenient: false }, book);
  return {
    ...inventory,
    /** `web.service:3:1 TEXT` of each finding. */
    pointsAt: book.findings.map(({ span }) => {
      const source = span === null ? undefined : inventory.sources.get(span.file);
      if (span === null || source === undefined) return '-';
      const { line, column } = positionAt(source, span.start);
      return `${span.file}:${line}:${column} ${source.text.slice(span.start, span.end)}`;
    }),
    says: book.findings.map(({ code, unit, rule }) => `${code} ${rule} ${unit ?? '-'}`),
    names: inventory.units.map(({ name }) => name.full),
    bare: inventory.bareTemplates.map(({ name }) => name.full),
  };
}
