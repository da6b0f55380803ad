import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { type Plan, type SavedPlan, savePlan } from '../../app/plan.ts';
import { EnvironmentError, reasonOf } from '../environment-error.ts';
import { isMap } from './kubeconfig.ts';

export const newSalt = (): string => randomBytes(16).toString('hex');

/** Digests only: a plan file holds no value of any object. */
export async function writePlans(
  file: string,
  plans: readonly Plan[],
  salt: string,
): Promise<void> {
  const saved = plans.map((plan) => savePlan(plan, salt));
  await writeFile(file, `${JSON.stringify(saved, null, 2)}\n`, { mode: 0o600 }).catch((error) => {
    throw new EnvironmentError(`cannot write ${file}: ${reasonOf(error)}`);
  });
}

/** The plan of that context. Throws `EnvironmentError`. */
export async function readPlan(file: string, context: string): Promise<SavedPlan> {
  const text = await readFile(file, 'utf8').catch((error) => {
    throw new EnvironmentError(`cannot read ${file}: ${reasonOf(error)}`);
  });
  const plans = plansOf(text);
  if (plans === null) throw new EnvironmentError(`${file} is no plan that diff --save has written`);
  const plan = plans.find((saved) => saved.context === context);
  if (plan === undefined)
    throw new EnvironmentError(
      `${file} holds no plan for the context ${context}, only for ${plans.map((p) => p.context).join(', ')}`,
    );
  return plan;
}

function plansOf(text: string): readonly SavedPlan[] | null {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) && value.every(isSavedPlan) ? value : null;
  } catch {
    return null;
  }
}

const isSavedPlan = (value: unknown): value is SavedPlan =>
  isMap(value) &&
  value.version === 1 &&
  typeof value.context === 'string' &&
  typeof value.salt === 'string' &&
  isMap(value.set) &&
  Array.isArray(value.rows);
