import { keptRows, type TenantValues } from './pool'

/** Writes that decide nothing and that nobody has to answer for: transcripts, progress, heartbeats, sessions' last use. Anything else belongs in `change`. */
export const scratch = <T = Record<string, unknown>>(text: string, values: TenantValues): Promise<T[]> => keptRows<T>(text, values)
