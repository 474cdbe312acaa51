import { stepsOf } from '@/agent/index'
import { extrasOf } from '@/app/views/case/case-intents'
import { accountNames } from '@/app/views/settings/account-names'
import { pausedNotices } from '@/app/views/settings/timers'
import { isTakenBack, ledgerPlan } from '@/lib/cases/ledger-plans'
import { carriedOutCases, type LedgerCursor, type LedgerTotals, ledgerTotals } from '@/lib/cases/ledger-store'
import { isClosed } from '@/lib/cases/move'
import { getCase } from '@/lib/cases/store'
import { caseContext } from '@/lib/desks/cost/intents/case-context'
import { caseIntents } from '@/lib/desks/cost/intents/case-intents'
import { isSaved, savingLabel } from '@/lib/desks/cost/intents/measured-saving'
import { outcomeSentence } from '@/lib/desks/cost/intents/outcome-sentence'
import { nextCheckOf, verdictOf } from '@/lib/desks/cost/intents/verdict'
import { whereText } from '@/lib/desks/cost/intents/where-text'
import { tenantNow } from '@/lib/identity/tenant-store'
import { count, moneyPerMonth, notKnown, words } from '@/lib/intents/fact'
import { stripOf } from '@/lib/intents/strip'
import { formatRate } from '@/lib/kernel/format'
import { perMonth } from '@/lib/kernel/money'
import { claimedRate } from '@/lib/verification/savings-ledger'
import type { Actor } from '@/schemas/actor'
import type { Case } from '@/schemas/case'
import type { Counter } from '@/schemas/page'
import type { VerificationRow, VerificationView } from '@/schemas/verification-view'
import { readLedger } from './savings'

/** Plans on one page of the board. */
const PAGE = 50

/** What was carried out and what came of it: the manager's board. `asked` opens one case's board; `after` is where the page begins, as the former page named it. */
export async function verificationView(actor: Actor, asked: string | undefined, after?: string | undefined): Promise<VerificationView> {
  const { tenant_id } = actor
  const cursor = cursorOf(after)
  const [found, totals, { claimed }, now, names] = await Promise.all([
    carriedOutCases(tenant_id, PAGE + 1, cursor),
    ledgerTotals(tenant_id),
    readLedger(actor),
    tenantNow(tenant_id),
    accountNames(tenant_id),
  ])
  const page = found.slice(0, PAGE)
  const last = found.length > PAGE ? page.at(-1) : undefined
  // A case that is asked for by its link has its board, on whichever page its row is.
  const chosen = asked === undefined ? page[0]?.case_id : asked
  return {
    now,
    notices: await pausedNotices(tenant_id, 'verification', now),
    counters: countersOf(totals, claimedRate(claimed.map(ledgerPlan), now).rates),
    rows: page.map((c) => rowOf(c, actor, now, names)),
    page: {
      total: totals.reduce((n, t) => n + t.carried_out, 0),
      next: last === undefined ? null : `${last.run?.finished_at ?? ''}~${last.case_id}`,
      is_first: cursor === null,
    },
    selected: chosen === undefined ? null : await boardOf(chosen, actor, now, names),
  }
}

const CURSOR = /^(\d{4}-\d\d-\d\dT[\d:.]+Z)~(.+)$/

function cursorOf(after: string | undefined): LedgerCursor | null {
  const [, finished_at, case_id] = CURSOR.exec(after ?? '') ?? []
  return finished_at === undefined || case_id === undefined ? null : { finished_at, case_id }
}

/** Over every carried-out plan, not those of the page. Money of another currency is named beside the figure and never added to it. */
function countersOf(totals: readonly LedgerTotals[], rates: ReturnType<typeof claimedRate>['rates']): Counter[] {
  const [main, ...others] = [...totals].sort((a, b) => b.carried_out - a.carried_out)
  const beside = (of: (t: LedgerTotals) => string | null): string =>
    others.flatMap((t) => (of(t) === null ? [] : [`; and ${formatRate(of(t) ?? '0', t.currency, 'month')}`])).join('')
  const realizedOf = ({ currency }: LedgerTotals) => {
    const rate = rates.find((r) => r.currency === currency)
    return rate === undefined ? null : perMonth(rate.saved)
  }
  const sum = (of: (t: LedgerTotals) => number) => totals.reduce((n, t) => n + of(t), 0)
  const realized = main === undefined ? null : realizedOf(main)
  return [
    {
      id: 'realized',
      fact:
        main === undefined || realized === null
          ? words('Realized', 'not known yet')
          : moneyPerMonth('Realized', realized, main.currency, {
              polarity: 'good',
              formula: 'sum of the claimed savings per day of plans that hold and are watched, times 30.4; what two plans share is counted once',
            }),
      note:
        realized === null
          ? 'no change in place has a confirmed saving yet'
          : `verified in ${sum((t) => t.claimed)} of ${sum((t) => t.carried_out)} plans${beside(realizedOf)}`,
      href: null,
    },
    {
      id: 'expected',
      fact:
        main?.expected_per_month == null
          ? words('Expected', 'not known yet')
          : moneyPerMonth('Expected', main.expected_per_month, main.currency, { formula: 'sum of the expected savings of the carried-out plans' }),
      note:
        main?.expected_per_month == null ? 'no plan that ran is still in place' : `from the plans that were carried out${beside((t) => t.expected_per_month)}`,
      href: null,
    },
    {
      id: 'waiting',
      fact: count(
        'Still measuring',
        sum((t) => t.measuring),
        'plan',
      ),
      note: totals.some((t) => t.measuring > 0) ? 'settled days are coming in' : 'no plan waits for settled days',
      href: null,
    },
  ]
}

function rowOf(c: Case, viewer: Actor, now: string, names: Record<string, string>): VerificationRow {
  const last = c.checks.at(-1) ?? null
  const measured = c.checks.findLast((check) => check.savings !== null) ?? null
  // What was measured is shown while it is claimed, or may still be.
  const is_over = !isSaved(c) && (isClosed(c) || isTakenBack(c) || last?.reason === 'came_undone')
  const plan = c.plan?.expected_savings
  const first_check_at = c.run === null ? null : stepsOf(c.desk).firstCheck(c.run)
  return {
    case_id: c.case_id,
    title: c.plan?.actions[0]?.title ?? c.headline,
    where: whereText(c.cost?.anomaly.scope ?? {}, names),
    verdict: verdictOf(c),
    sentence: outcomeSentence(caseContext(c, now, viewer, { account_names: names, first_check_at }), last, measured),
    predicted:
      plan === undefined
        ? notKnown('Expected', 'the case has no plan any more')
        : moneyPerMonth('Expected', plan.expected, plan.currency, { formula: plan.formula }),
    realized:
      measured?.savings == null || is_over
        ? null
        : moneyPerMonth(savingLabel(c), perMonth(measured.savings.point), measured.savings.currency, {
            polarity: 'good',
            formula: `${measured.savings.method}; per day times 30.4`,
            evidence: measured.evidence_ids,
          }),
    executed_at: c.run?.finished_at ?? c.updated_at,
    next_check: nextCheckOf({ c, first_check_at }),
  }
}

async function boardOf(case_id: string, actor: Actor, now: string, names: Record<string, string>): Promise<VerificationView['selected']> {
  const c = await getCase(actor.tenant_id, case_id)
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
