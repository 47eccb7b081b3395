/** One thing that is wrong with a payload, and where. */
export interface Fault {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

/** An answer of the REST API that is not a success, with Discord's own error code. */
export class ApiError extends Error {
  readonly status: number;
  readonly code: number;
  readonly faults: readonly Fault[];

  constructor(status: number, code: number, message: string, faults: readonly Fault[] = []) {
    super(message);
    this.status = status;
    this.code = code;
    this.faults = faults;
  }

  /** The body, in the shape that Discord documents: faults nested by path. */
  toJSON(): object {
    const errors: Record<string, unknown> = {};
    for (const { path, message } of this.faults) {
      let node = errors;
      for (const step of path) node = (node[String(step)] ??= {}) as Record<string, unknown>;
      node['_errors'] = [{ code: 'INVALID', message }];
    }
    return { code: this.code, message: this.message, ...(this.faults.length > 0 && { errors }) };
  }
}

/** What Discord says to a payload that breaks its rules. */
export function invalidFormBody(faults: readonly Fault[]): ApiError {
  return new ApiError(400, 50035, 'Invalid Form Body', faults);
}
