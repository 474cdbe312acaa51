import type { Month } from '@/schemas/time'
import type { Charge } from './charge'
import { CUR_2_COLUMNS, curRows } from './format-cur'
import { FOCUS_1_2_COLUMNS, focusRows } from './format-focus'
import { LEGACY_COLUMNS, legacyCurRows } from './format-legacy-cur'

export type Row = Readonly<Record<string, string>>
export type BillFormat = 'cur_2_0' | 'cur_legacy' | 'focus_1_2'

type Format = { columns: readonly string[]; rowsOf(charges: Iterable<Charge>, month: Month, is_final: boolean): Iterable<Row> }

/** The same bill in the formats that the provider exports it in. */
export const FORMATS: Record<BillFormat, Format> = {
  cur_2_0: { columns: CUR_2_COLUMNS, rowsOf: curRows },
  cur_legacy: { columns: LEGACY_COLUMNS, rowsOf: legacyCurRows },
  focus_1_2: { columns: FOCUS_1_2_COLUMNS, rowsOf: focusRows },
}
