/** What one series was on each day, in log units: as billed, and as later days are compared with it. */
export type History = { raw: Float64Array; clean: Float64Array; residuals: Float64Array; weekday: Uint8Array; edge: Uint8Array }
