import { type Effect, needsDecision, noEffect, said, setsAll } from '../directive-effect.ts';
import { type DirectiveEntry, rowsOf } from '../directive-entry.ts';
import { unitNames } from '../directive-forms.ts';

const install = rowsOf('systemd/install', 'Install');

const wanted = (how: 'WantedBy' | 'RequiredBy' | 'UpheldBy'): Effect =>
  setsAll(unitNames, (names) =>
    names.map(({ text }) => said('install.wanted-by', { unit: text, how })),
  );

/** [Install] (mapping D6). */
export const INSTALL_DIRECTIVES: readonly DirectiveEntry[] = [
  ...install('WantedBy', 'D6-01', wanted('WantedBy'), 'list'),
  ...install('RequiredBy', 'D6-01', wanted('RequiredBy'), 'list'),
  ...install('UpheldBy', 'D6-01', wanted('UpheldBy'), 'list'),
  ...install(
    'Alias',
    'D6-02',
    setsAll(unitNames, (names) => names.map(({ text }) => said('install.alias', text))),
    'list',
  ),
  ...install('Also', 'D6-03', noEffect('it concerns commands given to systemd by hand'), 'list'),
  ...install(
    'DefaultInstance',
    'D6-04',
    needsDecision('it names the instance that is meant when none is given: is it one that ran?'),
  ),
];
