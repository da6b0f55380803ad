import { expect, test } from 'vitest';
import { lostDocker } from '../verdict.ts';

test.each([
  ['a difference', 'web.service: argv: a on the left, b on the right', false],
  ['a container that is gone', 'failed, exit-code: No such container: web', false],
  [
    'a daemon that ended under a start',
    'failed, exit-code: docker: error during connect: Post "http://x/containers/7/start": EOF.',
    true,
  ],
  ['a daemon that is not there', 'Cannot connect to the Docker daemon at unix:///x', true],
])('%s says of docker itself: %#', (_, text, isLost) =>
  expect(lostDocker({ unexplained: ['web.service: started', text], rowsUsed: [] })).toBe(isLost),
);
