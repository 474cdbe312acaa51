import { basename } from 'node:path'
import { z } from 'zod'
import { csvRows } from '@/app/cli/csv-rows'
import { readHeader, refused } from '@/lib/warehouse/files/read-header'
import { Day } from '@/schemas/time'

const CAUSES = [
  'usage_spike',
  'usage_step',
  'usage_ramp',
  'data_transfer_surge',
  'commitment_expiry',
  'marketplace_new',
  'credit_expiry',
  'price_change',
  'env_left_running',
  'log_or_request_storm',
] as const
export const InjectedCause = z.enum(CAUSES)
export type InjectedCause = z.infer<typeof InjectedCause>

const number = z.string().transform(Number).pipe(z.number())
const Label = z.object({ event_id: z.string(), cause: InjectedCause, start: Day, days: number.pipe(z.int().positive()), impact_usd: number })
const Delta = z.object({
  event_id: z.string(),
  date: Day,
  series_id: z.string(),
  account: z.string(),
  region: z.string(),
  product: z.string(),
  operation: z.string(),
  usage_type: z.string(),
  kind: z.string(),
  delta_usd: number,
})
export type Label = z.infer<typeof Label>
export type Delta = z.infer<typeof Delta>

export const readLabels = (path: string): Promise<Label[]> => rowsOf(path, Label)
export const readDeltas = (path: string): Promise<Delta[]> => rowsOf(path, Delta)

async function rowsOf<T>(path: string, shape: z.ZodType<T>): Promise<T[]> {
  const name = basename(path)
  const header = await readHeader(path, name)
  const columns = header.container === 'parquet' ? [] : header.columns
  const rows: T[] = []
  for await (const { row, cells } of csvRows(path, name)) {
    const parsed = shape.safeParse(Object.fromEntries(columns.map((column, i) => [column, cells[i] ?? ''])))
    if (!parsed.success) {
      const [issue] = parsed.error.issues
      const column = String(issue?.path[0] ?? '')
      const value = cells[columns.indexOf(column)] ?? null
      throw refused(name, `${column} in row ${row} cannot be used (${issue?.message ?? 'unknown'})`, 'write it as the other labelled sets do', {
        row,
        column,
        value,
      })
    }
    rows.push(parsed.data)
  }
  return rows
}
