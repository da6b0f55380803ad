import { needsDecision, noEffect, sets } from '../directive-effect.ts';
import { type DirectiveEntry, rowsOf } from '../directive-entry.ts';
import { absolutePath, unitName } from '../directive-forms.ts';

const path = rowsOf('systemd/paths', 'Path');

const WHO_WATCHES =
  'nothing will start the unit when files change: a sidecar that watches, a CronJob that looks, or the program itself?';

/** [Path] (mapping D9, B65). */
export const PATH_DIRECTIVES: readonly DirectiveEntry[] = [
  ...path(
    'PathExists PathExistsGlob PathChanged PathModified DirectoryNotEmpty',
    'B65',
    needsDecision(WHO_WATCHES, absolutePath),
    'timer',
  ),
  ...path('Unit', 'B65', sets('path.unit', unitName)),
  ...path(
    'MakeDirectory DirectoryMode TriggerLimitIntervalSec TriggerLimitBurst',
    'B65',
    noEffect('nothing watches the path any more'),
  ),
];
