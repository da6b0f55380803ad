/** How many requests may be in flight: half as many after a 429, one more after every `RECOVERY` that went well. */
export interface Turns {
  take(): Promise<void>;
  give(): void;
  wentWell(): void;
  slowDown(): void;
  /** From now on that is the most, however much went well. */
  setMost(count: number): void;
}

const RECOVERY = 16;

export function openTurns(wanted: number): Turns {
  let most = wanted;
  const waiting: (() => void)[] = [];
  let limit = wanted;
  let busy = 0;
  let good = 0;
  const wake = (): void => {
    while (busy < limit && waiting.length > 0) {
      busy += 1;
      waiting.shift()?.();
    }
  };
  return {
    take: () =>
      new Promise((resolve) => {
        waiting.push(resolve);
        wake();
      }),
    give: () => {
      busy -= 1;
      wake();
    },
    wentWell: () => {
      good += 1;
      if (good % RECOVERY === 0 && limit < most) limit += 1;
    },
    slowDown: () => {
      limit = Math.max(1, Math.floor(limit / 2));
    },
    setMost: (count) => {
      limit = limit === most ? count : Math.min(limit, count);
      most = count;
      wake();
    },
  };
}
