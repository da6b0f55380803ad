import fc from 'fast-check';
import type { JsonObject } from '../../src/manifest/manifest.ts';

/** Each character from a code point to another. */
export const between = (first: number, last: number): string[] =>
  Array.from({ length: last - first + 1 }, (_, i) => String.fromCodePoint(first + i));

/** Texts that some reader of YAML takes for something else, or that have to be quoted to be read at all. */
export const TRICKY = (
  'y n yes no on off Yes NO On OFF true false True null Null NULL ~ = << nan .nan .inf -.inf Infinity ' +
  '0 1 -1 +1 007 08 0o7 0x1F 0b11 1_000 1e3 12e03 1. .5 -.5 6.8523015e+5 1:30 22:22 190:20:30 1:2.5 ' +
  '2020-01-01 2001-12-14t21:59:43.10-05:00 - -- --- ... ? : , [ ] { } # & * ! | > % @ ` " \' \\ a: a# ' +
  '-a ?a :a !a &a *a @a `a %a a:b nginx:1.7 http://x:80/y $(NODE_NAME) {{.}} [x] {x} --workers -x -e1 --no 512Mi 500m 1m 1e1m ./a ./1 $x $1 a,b -.inf -n -y --- -1m 12Ki 0x1Mi'
)
  .split(' ')
  .concat([
    '',
    ' ',
    ' a',
    'a ',
    'a #b',
    'a: b',
    ': a',
    '- a',
    '? a',
    '--- a',
    '\t',
    'a\tb',
    '\0',
    '\x7f',
    '\x85',
    '\u2028',
    '\uFEFF',
    'é',
    '💡',
    '\ud800',
  ])
  .concat([
    'a\nb',
    'a\nb\n',
    'a\n\nb',
    'a\nb\n\n',
    '\na',
    ' a\nb',
    'a\n b',
    'a \nb',
    'a\n',
    '\n',
    'a\r\nb',
    '#!/bin/sh\nexit 0\n',
    '\ta\nb',
    'a\n#b\n---\nc',
  ]);

const text = fc.oneof(
  fc.constantFrom(...TRICKY),
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc
    .array(fc.constantFrom(...TRICKY, '\n', ' ', 'a'), { maxLength: 5 })
    .map((parts) => parts.join('')),
);
const { json } = fc.letrec<{ json: unknown; map: JsonObject }>((tie) => ({
  map: fc.dictionary(
    fc
      .oneof(
        fc.constantFrom('value', 'name', 'app.kubernetes.io/name', 'y', '1', 'a b', 'a:b'),
        text,
      )
      .filter((k) => k !== '__proto__' && k.length < 1000),
    tie('json') as fc.Arbitrary<never>,
    { maxKeys: 4 },
  ),
  json: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    text,
    fc.integer(),
    fc.boolean(),
    fc.array(tie('json'), { maxLength: 3 }),
    tie('map'),
  ),
}));
/** Objects of all that is hard to print and to read. */
export const object = fc.dictionary(
  text.filter((k) => k !== '__proto__' && k.length < 1000),
  json as fc.Arbitrary<never>,
  { maxKeys: 4 },
);
