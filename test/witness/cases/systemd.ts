import type { CaseGroup } from '../case.ts';
import { BEFORE_CASES } from './systemd-before.ts';
import { DROP_IN_CASES } from './systemd-drop-ins.ts';
import { ENVIRONMENT_CASES } from './systemd-environment.ts';
import { ENVIRONMENT_FILE_CASES } from './systemd-environment-files.ts';
import { HABIT_CASES } from './systemd-habits.ts';
import { LIMIT_CASES, PROMOTED_LIMIT_CASES } from './systemd-limits.ts';
import { ONESHOT_CASES } from './systemd-oneshot.ts';
import { PROCESS_CASES } from './systemd-process.ts';
import { SECURITY_CASES } from './systemd-security.ts';
import { WORD_CASES } from './systemd-words.ts';

/** What systemd tells the process that it starts. */
export const SYSTEMD_GROUPS: readonly CaseGroup[] = [
  { name: 'systemd-environment', cases: [...ENVIRONMENT_CASES, ...ENVIRONMENT_FILE_CASES] },
  { name: 'systemd-words', cases: [...WORD_CASES, ...HABIT_CASES] },
  { name: 'systemd-process', cases: [...PROCESS_CASES, ...SECURITY_CASES] },
  { name: 'systemd-limits', cases: LIMIT_CASES },
  {
    name: 'systemd-promoted',
    options: ['promote-client-limits'],
    cases: PROMOTED_LIMIT_CASES,
  },
  { name: 'systemd-service', cases: [...BEFORE_CASES, ...ONESHOT_CASES, ...DROP_IN_CASES] },
];
