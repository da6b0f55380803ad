import type { MonotonicBase } from '../../../fact/slots.ts';
import type { LogicalText } from '../../../source/logical-text.ts';
import { readCalendar } from '../calendar.ts';
import {
  type Effect,
  said,
  sets,
  setsAll,
  unlessDefault,
  unsupported,
  whenOff,
  whenOn,
} from '../directive-effect.ts';
import { type DirectiveEntry, rowsOf } from '../directive-entry.ts';
import { boolean, type Form, timeSpan, unitName } from '../directive-forms.ts';

const timer = rowsOf('systemd/timers', 'Timer');

const calendar: Form<LogicalText> = {
  expected: 'a calendar expression such as Mon..Fri 02:00',
  expands: true,
  read: (value) => (readCalendar(value.text) === null ? null : value),
};

const after = (base: MonotonicBase): Effect =>
  setsAll(timeSpan, (microseconds) => [said('timer.monotonic', { after: base, microseconds })]);

const MACHINE_EVENT = 'nothing in a cluster tells of that event of a machine';

/** [Timer] (mapping D7, B40–B59). An empty value of any trigger clears them all. */
export const TIMER_DIRECTIVES: readonly DirectiveEntry[] = [
  ...timer('OnCalendar', 'B40', sets('timer.calendar', calendar), 'timer'),
  ...timer('OnActiveSec', 'B51', after('active'), 'timer'),
  ...timer('OnBootSec', 'B50', after('boot'), 'timer'),
  ...timer('OnStartupSec', 'B50', after('startup'), 'timer'),
  ...timer('OnUnitActiveSec', 'B47', after('unit-active'), 'timer'),
  ...timer('OnUnitInactiveSec', 'B48', after('unit-inactive'), 'timer'),
  ...timer('Persistent', 'B43', sets('timer.persistent', boolean)),
  ...timer('AccuracySec', 'B53', sets('timer.accuracy', timeSpan)),
  ...timer('RandomizedDelaySec', 'B52', sets('timer.randomized-delay', timeSpan)),
  ...timer('Unit', 'B40', sets('timer.unit', unitName)),
  ...timer('OnClockChange OnTimezoneChange WakeSystem', 'B54', whenOn(unsupported(MACHINE_EVENT))),
  ...timer('RemainAfterElapse', 'B54', whenOff(unsupported('a CronJob stays until it is deleted'))),
  ...timer(
    'DeferReactivation',
    'B54',
    whenOn(unsupported('a CronJob starts a run that is due as soon as it may')),
  ),
  ...timer(
    'RandomizedOffsetSec',
    'B54',
    unlessDefault(unsupported('CronJobs start when they are due', timeSpan), '0'),
  ),
  ...timer(
    'FixedRandomDelay',
    'B52',
    whenOn(unsupported('CronJobs start when they are due; the option spread-cron adds an offset')),
  ),
];
