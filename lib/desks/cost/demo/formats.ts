import type { Month } from '@/schemas/time'
import type { Charge } from './charge'
import { CUR_2_COLUMNS, curRows } from './format-cur'

export type Row = Readonly<Record<string, string>>
export type BillFormat = 'cur_2_0'

type Format = { columns: readonly string[]; rowsOf(charges: Iterable<Charge>, month: Month, is_final: boolean): Iterable<Row> }

export const FORMATS: Record<BillFormat, Format> = {
  cur_2_0: { columns: CUR_2_COLUMNS, rowsOf: curRows },
}
