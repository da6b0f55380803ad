/** When a CronJob runs (mapping B42–B47). */
export interface Schedule {
  /** Cron fields, or `@every 90m`. */
  readonly cron: string;
  /** null with `@every`. */
  readonly timeZone: string | null;
  readonly startingDeadlineSeconds: number | null;
}
