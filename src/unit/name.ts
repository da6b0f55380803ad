/** The name of a unit, taken apart as fleet and systemd do (mapping A01–A03). */
export interface UnitName {
  /** `web@3.service` */
  readonly full: string;
  /** `web`: up to the first `@`, or all of `base`. */
  readonly prefix: string;
  /** `3`; `''` is the instance of a template; null: neither template nor instance. */
  readonly instance: string | null;
  /** `web@3`: the full name without its suffix. */
  readonly base: string;
  /** `service`: after the last dot. */
  readonly type: string;
}
