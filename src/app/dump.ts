export const DUMP_STAGES = ['unit', 'exec', 'docker'] as const;
export type DumpStage = (typeof DUMP_STAGES)[number];
