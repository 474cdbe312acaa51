import { deniedBy } from '@/app/views/approvals/denied-by'
import { LEDGER_WORDS } from '@/lib/desks/cost/intents/ledger-words'
import { type AccountNames, scopeLabel } from '@/lib/desks/cost/phrases'
import { getEvidence } from '@/lib/evidence/store'
import { moneyChange } from '@/lib/intents/fact'
import { formatMoney, formatMonth } from '@/lib/kernel/format'
import { big, subtract } from '@/lib/kernel/money'
import { openRestatements } from '@/lib/warehouse/versions/restatement-store'
import type { Actor } from '@/schemas/actor'
import type { RestatedMonth } from '@/schemas/restated-month'
import { type Amounts, MonthRestatement, type RestatedLine, type Restatement } from '@/schemas/restatement'

const LINES_SHOWN = 10

/** Closed months that were restated and that nobody has acknowledged. They count as no case and in no figure of the inbox. */
export async function restatedMonths(actor: Actor, names: AccountNames): Promise<RestatedMonth[]> {
  const open = await openRestatements(actor.tenant_id)
  if (open.length === 0) return []
  const evidence = await getEvidence(
    actor.tenant_id,
    open.map((r) => r.evidence_id),
  )
  return open.flatMap((restatement) => {
    const found = evidence.find((e) => e.evidence_id === restatement.evidence_id)
    return found === undefined ? [] : [restatedMonth(restatement, MonthRestatement.parse(found.body), actor, names)]
  })
}

/** One of them in words, with what this person may do about it. */
export function restatedMonth(r: Restatement, body: MonthRestatement, actor: Actor, names: AccountNames): RestatedMonth {
  const { currency, before, after, lines, lines_beyond, closed_by } = body
  const month = formatMonth(r.billing_month)
  const basis = basisOf(before, after)
  const closed = closed_by === 'invoice' ? 'closed with its invoice' : 'taken as closed a week after the month, without an invoice,'
  const change = (label: string, a: Amounts, b: Amounts, on = basisOf(a, b)) =>
    moneyChange(label, subtract(b[on], a[on]), currency, null, {
      evidence: [r.evidence_id],
      formula: `${BASIS_WORDS[on]} of version ${r.to_version} minus that of version ${r.from_version}`,
    })
  return {
    restatement_id: r.restatement_id,
    version: r.to_version,
    title: `${month} of ${r.source} was restated after it had closed`,
    text: `It was ${closed} at ${formatMoney(before[basis], currency, 'always')} ${BASIS_WORDS[basis]} (version ${r.from_version}) and is now ${formatMoney(after[basis], currency, 'always')} (version ${r.to_version}). The data changed, not the usage, so none of it counts as a rise.`,
    change: change(`Change of ${month}`, before, after),
    lines: lines.slice(0, LINES_SHOWN).map((line) => {
      const on = basisOf(line.before, line.after)
      return {
        where: whereOf(line, names),
        amounts: `${formatMoney(line.before[on], currency, 'always')} to ${formatMoney(line.after[on], currency, 'always')}${on === basis ? '' : ` ${BASIS_WORDS[on]}`}`,
        change: change(whereOf(line, names), line.before, line.after),
      }
    }),
    lines_beyond: lines_beyond + Math.max(0, lines.length - LINES_SHOWN),
    brought_by: r.import_id,
    acknowledge_denied: deniedBy('restatement.acknowledge', actor),
  }
}

const BASIS_WORDS = { billed_cost: 'as invoiced', effective_cost: 'amortised' } as const

/** The amounts that moved more; where both did alike, what is invoiced. */
const basisOf = (before: Amounts, after: Amounts): keyof typeof BASIS_WORDS =>
  moved(before, after, 'effective_cost').gt(moved(before, after, 'billed_cost')) ? 'effective_cost' : 'billed_cost'

const moved = (before: Amounts, after: Amounts, basis: keyof Amounts) => big(subtract(after[basis], before[basis])).abs()

const whereOf = ({ sub_account_id, service_name, series }: RestatedLine, names: AccountNames): string =>
  `${scopeLabel({ sub_account_id, service_name }, names)}${series === 'run' ? '' : `, ${LEDGER_WORDS[series].toLowerCase()}`}`
