import { askedOfUnit, noEffectTogether, sets } from '../directive-effect.ts';
import { type DirectiveEntry, rowsOf } from '../directive-entry.ts';
import { absolutePath, unitName } from '../directive-forms.ts';

const path = rowsOf('systemd/paths', 'Path');

const NOBODY_WATCHES = 'nothing starts a Pod when files change';

/** [Path] (mapping D9, B65): who is to watch is asked once, where the unit is decided. */
export const PATH_DIRECTIVES: readonly DirectiveEntry[] = [
  ...path(
    'PathExists PathExistsGlob PathChanged PathModified DirectoryNotEmpty',
    'B65',
    askedOfUnit(NOBODY_WATCHES, absolutePath),
    'timer',
  ),
  ...path('Unit', 'B65', sets('path.unit', unitName)),
  ...path(
    'MakeDirectory DirectoryMode TriggerLimitIntervalSec TriggerLimitBurst',
    'B65',
    noEffectTogether('options of the path', 'nothing watches it any more'),
  ),
];
