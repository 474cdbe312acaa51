import { pool } from './pool'

/** Writes that decide nothing and that nobody has to answer for: transcripts, progress, heartbeats, sessions' last use. Anything else belongs in `change`. */
export async function scratch<T = Record<string, unknown>>(text: string, values: readonly unknown[] = []): Promise<T[]> {
  return (await pool().query(text, values as unknown[])).rows as T[]
}
