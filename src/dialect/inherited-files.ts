import type { Environment } from '../exec/environment.ts';
import type { Notes } from '../finding/notes.ts';

/** A container that gets all variables of its unit also gets those of files that are not in the input (mapping D3-02). */
export function askForInherited({ missingFiles }: Environment, rule: string, notes: Notes): void {
  for (const { path, span } of missingFiles) notes.say('env-file-missing', span, rule, { path });
}
