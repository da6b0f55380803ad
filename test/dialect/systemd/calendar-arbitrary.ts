import fc from 'fast-check';

/** Expressions as people write them and as they do not; most are valid, some systemd refuses. */
const number = (min: number, max: number) => fc.integer({ min, max }).map(String);

/** Mostly ranges that go forward and steps that fit. */
const item = (min: number, max: number) => {
  const pair = fc.tuple(fc.integer({ min, max }), fc.integer({ min, max }));
  const forward = pair.map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const);
  return fc.oneof(
    { weight: 6, arbitrary: number(min, max) },
    { weight: 6, arbitrary: forward.map(([a, b]) => `${a}..${b}`) },
    {
      weight: 6,
      arbitrary: forward.map(([a, b]) => `${a}/${Math.max(1, Math.min(b - a, max - a))}`),
    },
    {
      weight: 6,
      arbitrary: fc.tuple(forward, number(1, 9)).map(([[a, b], r]) => `${a}..${b}/${r}`),
    },
    { weight: 1, arbitrary: pair.map(([a, b]) => `${a}..${b}`) },
    { weight: 1, arbitrary: pair.map(([a, b]) => `${a}/${b}`) },
  );
};

const chain = (min: number, max: number) =>
  fc.oneof(
    fc.constant('*'),
    fc.array(item(min, max), { minLength: 1, maxLength: 3 }).map((items) => items.join(',')),
  );

const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

const weekdays = fc.oneof(
  fc.constant(''),
  fc.subarray(DAYS, { minLength: 1 }).map((days) => `${days.join(',')} `),
  fc.constantFrom('Mon..Fri ', 'Sat..Sun ', 'tue-thu ', 'Wed..SUN ', 'monday ', 'Fri..Mon '),
);

const date = fc.oneof(
  { weight: 3, arbitrary: fc.constant('') },
  { weight: 4, arbitrary: fc.tuple(chain(1, 12), chain(1, 31)).map(([m, d]) => `*-${m}-${d} `) },
);

const oddDate = fc.oneof(
  fc.tuple(chain(1, 12), chain(1, 31)).map(([m, d]) => `*-${m}~${d} `),
  fc.tuple(chain(2026, 2034), chain(1, 12), chain(1, 31)).map(([y, m, d]) => `${y}-${m}-${d} `),
);

const minutes = fc.tuple(chain(0, 23), chain(0, 59)).map(([h, m]) => `${h}:${m}`);

/** Without seconds, years, `~` and zones: cron can say most of them. */
export const plainExpressions = fc.tuple(weekdays, date, minutes).map((parts) => parts.join(''));

const zone = fc.constantFrom(
  '',
  '',
  '',
  ' UTC',
  ' Europe/Berlin',
  ' America/New_York',
  ' Asia/Kolkata',
  ' Australia/Lord_Howe',
);

export const anyExpressions = fc.oneof(
  { weight: 6, arbitrary: fc.tuple(plainExpressions, zone).map((parts) => parts.join('')) },
  {
    weight: 2,
    arbitrary: fc
      .tuple(weekdays, date, minutes, chain(0, 59), zone)
      .map(([w, d, m, s, z]) => `${w}${d}${m}:${s}${z}`),
  },
  { weight: 1, arbitrary: fc.tuple(weekdays, oddDate, minutes).map((parts) => parts.join('')) },
);
