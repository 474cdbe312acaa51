import type { BillScan } from '@/lib/desks/cost/detect/scan/scan-bill'
import { formatMoney } from '@/lib/kernel/format'
import { table } from '../print'

export type ReadNotes = { files: string[]; first_day: string; last_day: string; currency: string; notes: string[] }

/** The machine's answer: incidents without what only scoring needs. Amounts are decimal text in the bill's currency. */
export function billAnswer(scan: BillScan, read: ReadNotes) {
  return {
    kind: 'bill' as const,
    ...read,
    tenant_daily_cost: scan.tenant_daily_cost,
    incidents: scan.incidents.map(({ cells, causes, expected_daily_cost, actual_daily_cost, ...incident }) => ({
      ...incident,
      cells: cells.map(({ flagged: _flagged, ...cell }) => cell),
      expected: expected_daily_cost,
      actual: actual_daily_cost,
      causes: causes.map(({ leaf: _leaf, ...cause }) => cause),
    })),
    held: scan.held,
    falls: scan.falls.map(({ expected_daily_cost, actual_daily_cost, ...fall }) => ({ ...fall, expected: expected_daily_cost, actual: actual_daily_cost })),
    quality: scan.quality,
  }
}

export function billText(scan: BillScan, read: ReadNotes): string {
  const money = (amount: string) => formatMoney(amount, read.currency, 'always')
  const lines = scan.incidents.map((i) => [i.start, i.end, i.severity, i.shape, i.category, money(i.impact), Object.values(i.scope).filter(Boolean).join(' ')])
  const falls = scan.falls.map((f) => [
    f.start,
    f.end,
    money(f.expected_daily_cost),
    money(f.actual_daily_cost),
    Object.values(f.scope).filter(Boolean).join(' '),
  ])
  const quality = scan.quality.map(
    (issue) => `  ${issue.first_day} to ${issue.last_day}  ${issue.rule.replaceAll('_', ' ')}  ${Object.values(issue.scope).join(' ')}`,
  )
  return [
    `${read.files.join(', ')}: ${read.first_day} to ${read.last_day}`,
    ...read.notes,
    '',
    lines.length === 0 ? 'Nothing stands out.' : table(['start', 'end', 'severity', 'shape', 'category', 'impact', 'where'], lines),
    '',
    ...(scan.falls.length === 0 ? [] : ['Cost that fell:', table(['start', 'end', 'expected', 'actual', 'where'], falls), '']),
    `${scan.held.length} changes were noticed and are not told: --json lists them with the rule and the dollars.`,
    ...(quality.length === 0 ? [] : ['About the bill itself:', ...quality]),
  ].join('\n')
}
