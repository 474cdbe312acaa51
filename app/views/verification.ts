import { stepsOf } from '@/agent/index'
import { getCase, listCases } from '@/lib/cases/store'
import { caseContext } from '@/lib/desks/cost/intents/case-context'
import { caseIntents } from '@/lib/desks/cost/intents/case-intents'
import { verdictSentence } from '@/lib/desks/cost/intents/verdict-sentence'
import { whereText } from '@/lib/desks/cost/intents/words'
import { tenantNow } from '@/lib/identity/tenant-store'
import { count, moneyPerMonth, words } from '@/lib/intents/fact'
import { stripOf } from '@/lib/intents/strip'
import { add, perMonth } from '@/lib/kernel/money'
import type { Actor } from '@/schemas/actor'
import type { Case, CaseStatus } from '@/schemas/case'
import type { VerificationRow, VerificationView } from '@/schemas/view'
import { accountNames } from './account-names'
import { extrasOf } from './case-intents'

const CLAIMED: readonly CaseStatus[] = ['verified', 'partial']
const wasCarriedOut = (c: Case): boolean =>
  c.run !== null && c.plan !== null && c.run.finished_at !== null && c.run.state !== 'stale_plan' && c.run.state !== 'failed'

/** What was carried out and what came of it: the manager's board. `asked` opens one case's board. */
export async function verificationView(actor: Actor, asked: string | undefined): Promise<VerificationView> {
  const [cases, now, names] = await Promise.all([listCases(actor.tenant_id), tenantNow(actor.tenant_id), accountNames(actor.tenant_id)])
  const done = cases.filter(wasCarriedOut).sort((a, b) => ((a.run?.finished_at ?? '') < (b.run?.finished_at ?? '') ? 1 : -1))
  const rows = done.map((c) => rowOf(c, actor, now, names))
  // A saving counts once a check has closed on it, and only while the change is in place.
  const counted = done.filter((c) => CLAIMED.includes(c.status))
  const realized = counted.flatMap((c) => savingsOf(c)?.point ?? [])
  const predicted = done.filter((c) => c.status !== 'rolled_back').flatMap((c) => c.plan?.expected_savings.expected ?? [])
  const waiting = rows.filter((row) => row.verdict === 'waiting' || row.verdict === 'monitor')
  const currency = cases[0]?.currency ?? 'USD'
  const chosen = done.find((c) => c.case_id === asked) ?? done[0]
  return {
    now,
    notices: [],
    counters: [
      {
        id: 'realized',
        fact:
          realized.length === 0
            ? words('Realized', 'not known yet')
            : moneyPerMonth('Realized', perMonth(add('0', ...realized)), currency, {
                polarity: 'good',
                formula: 'sum of the realized savings per day of the latest check of each case, times 30.4',
              }),
        note: realized.length === 0 ? 'no check has closed on a saving yet' : `verified in ${realized.length} of ${done.length} plans`,
        href: null,
      },
      {
        id: 'expected',
        fact: moneyPerMonth('Expected', add('0', ...predicted), currency, { formula: 'sum of the expected savings of the carried-out plans' }),
        note: 'from the plans that were carried out',
        href: null,
      },
      { id: 'waiting', fact: count('Still measuring', waiting.length, 'plan'), note: 'settled days are coming in', href: null },
    ],
    rows,
    selected: chosen === undefined ? null : await boardOf(chosen, actor, now, names),
  }
}

const savingsOf = (c: Case) => c.checks.findLast((check) => check.savings !== null)?.savings ?? null

function rowOf(c: Case, viewer: Actor, now: string, names: Record<string, string>): VerificationRow {
  const last = c.checks.at(-1) ?? null
  const measured = c.checks.findLast((check) => check.savings !== null) ?? null
  const plan = c.plan?.expected_savings
  const currency = plan?.currency ?? c.currency
  return {
    case_id: c.case_id,
    title: c.plan?.actions[0]?.title ?? c.headline,
    where: whereText(c.cost?.anomaly.scope ?? {}, names),
    verdict: last?.outcome ?? 'waiting',
    sentence: verdictSentence(
      caseContext(c, now, viewer, { account_names: names, first_check_at: c.run === null ? null : stepsOf(c.desk).firstCheck(c.run) }),
      last,
      measured,
    ),
    predicted: moneyPerMonth('Expected', plan?.expected ?? '0', currency, { formula: plan?.formula ?? null }),
    realized:
      measured?.savings == null
        ? null
        : moneyPerMonth('Realized', perMonth(measured.savings.point), measured.savings.currency, {
            polarity: 'good',
            formula: `${measured.savings.method}; per day times 30.4`,
            evidence: measured.evidence_ids,
          }),
    executed_at: c.run?.finished_at ?? c.updated_at,
    next_check: last === null ? (c.run === null ? null : stepsOf(c.desk).firstCheck(c.run)) : last.next_check_at,
  }
}

async function boardOf(chosen: Case, actor: Actor, now: string, names: Record<string, string>): Promise<VerificationView['selected']> {
  const c = await getCase(actor.tenant_id, chosen.case_id)
  const intents = caseIntents(c, now, actor, await extrasOf(c))
  if (intents.verification === null) return null
  return {
    case_id: c.case_id,
    title: c.plan?.actions[0]?.title ?? c.headline,
    where: whereText(c.cost?.anomaly.scope ?? {}, names),
    strip: stripOf(c),
    board: intents.verification,
    execution: intents.execution,
  }
}
