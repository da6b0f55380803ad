import type { Decisions } from '../decision/options.ts';
import { environmentOf } from '../exec/build-environment.ts';
import { openBook } from '../finding/notes.ts';
import type { Files, GivenInstances } from '../inventory/inventory.ts';
import { readInventory } from '../inventory/read.ts';
import type { Unit } from '../unit/unit.ts';

export const DUMP_STAGES = ['unit', 'exec', 'docker'] as const;
export type DumpStage = (typeof DUMP_STAGES)[number];
