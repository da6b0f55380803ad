/** A finding as the report of `fleetlift convert` has it; docs/report.schema.json. */
export interface ReportedFinding {
  readonly code: string;
  /** Null: it is about the whole set. */
  readonly unit: string | null;
  /** The words of the unit that it is about. */
  readonly source: string | null;
  readonly message: string;
}

/** What fleetlift said about the units of a group. */
export interface Report {
  readonly findings: readonly ReportedFinding[];
}
