import type { Word } from '../exec/command.ts';
import type { Notes } from '../finding/notes.ts';
import type { Part } from './part.ts';

export function nspawnPart(_words: readonly Word[], _unit: string, _notes: Notes): Part | null {
  return null;
}
