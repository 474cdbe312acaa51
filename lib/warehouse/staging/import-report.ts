import { add, compareDecimal, isPositive, subtract } from '@/lib/kernel/money'
import { isLineItemType } from '@/lib/warehouse/formats/map-cur'
import { isChargeCategory } from '@/lib/warehouse/formats/map-focus'
import type { StagedGroup } from '@/lib/warehouse/staging/staged-totals'
import type { ImportReport } from '@/schemas/bill'
import type { Decimal } from '@/schemas/money'

type Totals = Pick<ImportReport, 'rows_in_files' | 'rows_stored' | 'billed_in_files' | 'billed_stored' | 'billed_dropped' | 'difference' | 'effective_stored'>

/** What was in the files against what is stored and what is not. */
export function totalsOf(groups: StagedGroup[], stored: { kept_billed_cost: Decimal; effective_cost: Decimal; rows: number }[]): Totals {
  const dropped = groups.filter((g) => g.part === 'dropped')
  const billed_in_files = add('0', ...groups.map((g) => g.billed_cost))
  const billed_stored = add('0', ...stored.map((m) => m.kept_billed_cost))
  const billed_dropped = add('0', ...dropped.map((g) => g.billed_cost))
  return {
    rows_in_files: groups.reduce((sum, g) => sum + g.rows, 0),
    rows_stored: stored.reduce((sum, m) => sum + m.rows, 0),
    billed_in_files,
    billed_stored,
    billed_dropped,
    difference: subtract(billed_in_files, add(billed_stored, billed_dropped)),
    effective_stored: add('0', ...stored.map((m) => m.effective_cost)),
  }
}

export function droppedOf(groups: StagedGroup[]): ImportReport['dropped'] {
  const dropped = groups.filter((g) => g.part === 'dropped')
  return dropped.length === 0 ? [] : [{ because: 'savings_plan_negation', rows: rowsIn(dropped), billed_cost: add('0', ...dropped.map((g) => g.billed_cost)) }]
}

export function repairedOf(groups: StagedGroup[]): ImportReport['repaired'] {
  const repaired = groups.filter((g) => g.part === 'lines' && g.repair !== null)
  return repaired.length === 0
    ? []
    : [{ because: 'effective_cost_from_billed_cost', rows: rowsIn(repaired), effective_cost: add('0', ...repaired.map((g) => g.effective_cost)) }]
}

/** Oddities of the rows themselves. */
export function warningsOf(groups: StagedGroup[], is_focus: boolean): ImportReport['warnings'] {
  const isKnown = is_focus ? isChargeCategory : isLineItemType
  const unknown = [...new Set(groups.map((g) => g.line_item_type ?? ''))].filter((type) => !isKnown(type))
  const unused = add('0', ...groups.filter((g) => g.series === 'commitment_unused').map((g) => g.effective_cost))
  const tags_not_read = groups.reduce((sum, g) => sum + g.tags_not_read, 0)
  return [
    ...(is_focus ? [] : withoutAccount(groups.filter((g) => g.part === 'lines'))),
    ...(tags_not_read > 0 ? [{ code: 'tags_not_read' as const, facts: { rows: tags_not_read } }] : []),
    ...unknown.map((type) => {
      const of_type = groups.filter((g) => g.line_item_type === type)
      return {
        code: 'unknown_line_item_type' as const,
        facts: { line_item_type: type, rows: rowsIn(of_type), billed_cost: add('0', ...of_type.map((g) => g.billed_cost)) },
      }
    }),
    ...(compareDecimal(unused, '0') < 0 && !isPositive(unused) ? [{ code: 'negative_unused_commitment' as const, facts: { effective_cost: unused } }] : []),
  ]
}

/** FOCUS has charges that belong to no account; every line of a CUR names the account that used something. */
function withoutAccount(kept: StagedGroup[]): ImportReport['warnings'] {
  const rows = kept.reduce((sum, g) => sum + g.without_account, 0)
  return rows === 0 ? [] : [{ code: 'no_usage_account', facts: { rows, billed_cost: add('0', ...kept.map((g) => g.billed_without_account)) } }]
}

const rowsIn = (groups: StagedGroup[]): number => groups.reduce((sum, g) => sum + g.rows, 0)
