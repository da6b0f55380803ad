import type { CaseGroup } from '../case.ts';
import { COMMAND_CASES } from './docker-command.ts';
import { ENVIRONMENT_CASES, SECRET_CASES, WRAPPED_CASES } from './docker-environment.ts';
import { INIT_CASES, LIFECYCLE_CASES } from './docker-lifecycle.ts';
import { PLACE_CASES, SPACE_CASES, USER_CASES } from './docker-process.ts';
import { RECORDED_CASES } from './docker-recorded.ts';
import {
  LIMIT_CASES,
  MEMORY_CASES,
  PROCESSOR_CASES,
  UNRESERVED_CASES,
  WEIGHED_CASES,
} from './docker-resources.ts';
import { CAPABILITY_CASES, KERNEL_CASES, SECURITY_OPTION_CASES } from './docker-security.ts';

/** The flags of docker run, but for those of networks and volumes. */
export const DOCKER_GROUPS: readonly CaseGroup[] = [
  { name: 'docker-command', cases: [...COMMAND_CASES, ...RECORDED_CASES] },
  { name: 'docker-environment', cases: ENVIRONMENT_CASES },
  { name: 'docker-users', cases: USER_CASES },
  { name: 'docker-places', cases: PLACE_CASES },
  { name: 'docker-spaces', cases: SPACE_CASES },
  { name: 'docker-memory', cases: MEMORY_CASES },
  { name: 'docker-processor', cases: PROCESSOR_CASES },
  { name: 'docker-limits', cases: LIMIT_CASES },
  { name: 'docker-capabilities', cases: CAPABILITY_CASES },
  { name: 'docker-security', cases: SECURITY_OPTION_CASES },
  { name: 'docker-kernel', cases: KERNEL_CASES },
  { name: 'docker-lifecycle', cases: LIFECYCLE_CASES },
  { name: 'docker-secrets', options: ['include-secrets'], cases: SECRET_CASES },
  { name: 'docker-wrapped', options: ['wrap'], cases: WRAPPED_CASES },
  { name: 'docker-unreserved', options: ['no-reserve'], cases: UNRESERVED_CASES },
  { name: 'docker-weighed', options: ['cpu-requests'], cases: WEIGHED_CASES },
  { name: 'docker-stop', stops: true, cases: INIT_CASES },
];
