import type { Repeats } from '../../unit/effective.ts';
import { entryOf } from './directive-table.ts';

/** Not in the table, because `exec` reads them: commands and the environment (D0-16). */
const LISTS_OF_EXEC =
  /^(?:Exec(?:Condition|StartPre|Start|StartPost|Reload|Stop|StopPost)|Environment|EnvironmentFile|PassEnvironment|UnsetEnvironment)$/;

/** What saying a directive twice means to systemd; of one that it does not know the last counts. */
export function repeatsOf(section: string, key: string): Repeats {
  if (LISTS_OF_EXEC.test(key)) return 'list';
  return entryOf(section, key)?.repeats ?? 'scalar';
}
