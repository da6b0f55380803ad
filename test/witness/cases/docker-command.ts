import { dockerCase, type WitnessCase } from '../case.ts';

const NO_REGISTRY = 'no registry can be reached';

/** The image and what it runs (mapping E1). */
export const COMMAND_CASES: readonly WitnessCase[] = [
  dockerCase('docker/words', 'words after the image', '', 'one "two words" -x --y=z ""'),
  dockerCase('docker/words-of-image', 'CMD of the image', '', '', {
    image: 'localhost/witness:words',
  }),
  dockerCase('docker/words-instead', 'words instead of CMD of the image', '', 'own words', {
    image: 'localhost/witness:words',
  }),
  dockerCase('docker/command-of-image', 'CMD of an image without ENTRYPOINT', '', '', {
    image: 'localhost/witness:command',
  }),
  dockerCase(
    'docker/command-instead',
    'words after an image without ENTRYPOINT',
    '',
    '/usr/bin/witness own words',
    { image: 'localhost/witness:command' },
  ),
  dockerCase('docker/entrypoint', '--entrypoint', '--entrypoint /usr/bin/witness', 'a "b c"'),
  dockerCase(
    'docker/entrypoint-alone',
    '--entrypoint of an image with CMD',
    '--entrypoint=/usr/bin/witness',
    '',
    { image: 'localhost/witness:words' },
  ),
  dockerCase(
    'docker/entrypoint-empty',
    '--entrypoint ""',
    '--entrypoint ""',
    '/usr/bin/witness a "b c"',
  ),
  dockerCase(
    'docker/entrypoint-empty-shell',
    '--entrypoint "" and a shell',
    '--entrypoint ""',
    '/bin/sh -c "exec /witness from shell"',
    { image: 'localhost/witness:shell' },
  ),
  dockerCase(
    'docker/entrypoint-missing',
    '--entrypoint of a program that is not there',
    '--entrypoint /nothing',
    '',
    { notRun: 'nothing of it runs on either side, so there is nobody to ask' },
  ),
  dockerCase(
    'docker/words-of-bytes',
    'a word with a byte that is not UTF-8',
    '-e BYTE=a\\xffb',
    'a\\xffb \\xc3\\xa9 \\xe2\\x82\\xac',
  ),
  dockerCase(
    'docker/variable-of-image',
    '$(NAME) of a variable of the image',
    '-e OWN=own',
    '"$$(FROM_IMAGE)" "$$(OWN)" "$$$$(OWN)" "$$OWN"',
    { image: 'localhost/witness:env' },
  ),
  dockerCase('docker/platform', '--platform', '--platform linux/amd64'),
  dockerCase('docker/pull-never', '--pull never', '--pull never'),
  dockerCase('docker/pull-missing', '--pull=missing', '--pull=missing'),
  dockerCase('docker/pull-always', '--pull always', '--pull always', '', { notRun: NO_REGISTRY }),
  dockerCase('docker/quiet', '--quiet', '--quiet', '', {
    notRun: 'the flag of docker run came after docker 20.10',
  }),
  dockerCase('docker/content-trust', '--disable-content-trust', '--disable-content-trust'),
  dockerCase('docker/registry', 'an image of a private registry', '', '', {
    image: 'registry.example.com/team/app:1',
    notRun: NO_REGISTRY,
  }),
  dockerCase('docker/image-unpinned', 'an image without a tag', '', '', {
    image: 'busybox',
    notRun: NO_REGISTRY,
  }),
  dockerCase(
    'docker/old-spellings',
    '-entrypoint, -privileged and other old spellings',
    '-entrypoint /usr/bin/witness -expose 8080',
    'a',
    { notRun: 'docker 20.10 refuses the spellings of its first years' },
  ),
];
