import { defectText } from '@/lib/desks/cost/detect/quality/defect-text'
import { FALL_WORDS, HELD_WORDS } from '@/lib/desks/cost/held-words'
import { evidenceWords } from '@/lib/desks/cost/intents/evidence-words'
import { sentenceOf } from '@/lib/desks/cost/intents/sentence-of'
import { latestRun } from '@/lib/desks/cost/latest-run'
import { type AccountNames, scopeLabel } from '@/lib/desks/cost/phrases'
import { moneyPerDay } from '@/lib/intents/fact'
import { formatDay, formatRate } from '@/lib/kernel/format'
import { add, compareDecimal } from '@/lib/kernel/money'
import { type Fall, HeldRule } from '@/schemas/detection-run'
import type { HeldLedger } from '@/schemas/held-ledger'
import type { PageNotice } from '@/schemas/page'
import type { Instant } from '@/schemas/time'

const ROWS_SHOWN = 50
const DEFECTS_SHOWN = 5

/** The ledger of silence of the newest look at the bill, dearest first, with a sum for each rule. Undefined before the first look. */
export async function heldLedger(tenant_id: string, names: AccountNames, now: Instant): Promise<HeldLedger | undefined> {
  const latest = await latestRun(tenant_id)
  if (latest === null) return undefined
  const { run, at, evidence_id } = latest
  const rises = run.held.filter(({ change_per_day }) => compareDecimal(change_per_day, '0') > 0)
  return {
    at,
    cases: run.cases,
    rules: HeldRule.options.flatMap((rule) => {
      const held = rises.filter((change) => change.rule === rule)
      if (held.length === 0) return []
      const sum = add('0', ...held.map(({ change_per_day }) => change_per_day))
      const formula = `sum of ${held.length} rises that the rule ${rule} kept quiet; the same dollars may be seen at several grains`
      return [
        {
          rule,
          ...HELD_WORDS[rule],
          changes: held.length,
          total: moneyPerDay(HELD_WORDS[rule].label, sum, run.currency, { evidence: [evidence_id], formula }),
        },
      ]
    }),
    rows: rises.slice(0, ROWS_SHOWN).map((change) => ({
      where: scopeLabel(change.scope, names),
      since: change.first_day === '' ? 'not known' : formatDay(change.first_day, now),
      change: formatRate(change.change_per_day, run.currency, 'day'),
      rule: HELD_WORDS[change.rule].label,
    })),
    beyond: Math.max(0, rises.length - ROWS_SHOWN) + run.held_beyond,
    falls: run.falls.map((fall) => ({
      where: scopeLabel(fall.scope, names),
      since: formatDay(fall.first_day, now),
      change: formatRate(fall.change_per_day, run.currency, 'day'),
      kind: FALL_WORDS[fall.kind],
      because: fallText(fall),
    })),
  }
}

/** Why it fell, and what would have to be known to say more. */
const fallText = ({ reasons, missing }: Fall): string =>
  [...reasons.map(sentenceOf), ...missing.map((m) => `Not known: ${m === 'health' ? 'the health of what runs there' : evidenceWords(m)}.`)].join(' ')

/** What is wrong with the bill itself, as notices: a defect of a delivery is never a case. */
export async function defectNotices(tenant_id: string): Promise<PageNotice[]> {
  const latest = await latestRun(tenant_id)
  if (latest === null || latest.run.defects.length === 0) return []
  const { defects, currency } = latest.run
  const more = defects.length > DEFECTS_SHOWN ? [`And ${defects.length - DEFECTS_SHOWN} more.`] : []
  return [
    {
      tone: 'degraded',
      title: defects.length === 1 ? 'The bill has a defect' : `The bill has ${defects.length} defects`,
      text: [...defects.slice(0, DEFECTS_SHOWN).map((defect) => defectText(defect, currency)), ...more].join(' '),
      remedy: `No case is opened for ${defects.length === 1 ? 'it' : 'them'}. Import a corrected export when the provider delivers one.`,
    },
  ]
}
