/** Rooms of src/, lowest first. A room may import only rooms above it in this list. */
const ROOMS = [
  'source',
  'finding',
  'unit',
  'exec',
  'fact',
  'dialect',
  'inventory',
  'decision',
  'workload',
  'manifest',
  'layout',
  'placement',
  'change',
  'report',
  'app',
  'io',
  'commands',
];

const PURE = ROOMS.filter((room) => !['io', 'commands'].includes(room));

export default {
  forbidden: [
    ...ROOMS.slice(0, -1).map((room, rank) => ({
      name: `${room}-imports-only-lower-rooms`,
      comment: `src/${room} may import ${ROOMS.slice(0, rank).join(', ') || 'nothing'}. Move the code down, or pass it in.`,
      severity: 'error',
      from: { path: `^src/${room}/` },
      to: { path: `^src/(${ROOMS.slice(rank + 1).join('|')})/` },
    })),
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'pure-rooms-touch-nothing',
      comment:
        'Files, network, processes and clocks live in src/io. Pass the data in. Of crypto only hashes are pure.',
      severity: 'error',
      from: { path: `^src/(${PURE.join('|')})/` },
      to: { dependencyTypes: ['core'], pathNot: '^(node:)?(util|path|crypto)$' },
    },
    {
      name: 'not-to-dev-dep',
      severity: 'error',
      from: { path: '^src/' },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
    { name: 'no-unresolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
    { name: 'no-orphans', severity: 'error', from: { orphan: true }, to: {} },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
};
