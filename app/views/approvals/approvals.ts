import { underRequest } from '@/app/views/case/under-request'
import { accountNames } from '@/app/views/settings/account-names'
import { pausedNotices } from '@/app/views/settings/timers'
import { BATCH_MOST, batchProblem } from '@/lib/approval/decide-batch'
import { type RequestState, requestPage } from '@/lib/approval/page-store'
import { coveredBy, openApprovals } from '@/lib/approval/store'
import { restWords } from '@/lib/cases/rest-of-plan'
import { getCases } from '@/lib/cases/store'
import { whereText } from '@/lib/desks/cost/intents/where-text'
import { tenantNow } from '@/lib/identity/tenant-store'
import { LEVEL_WORDS } from '@/lib/intents/code-words'
import { count, moneyPerMonth } from '@/lib/intents/fact'
import { stripOf } from '@/lib/intents/strip'
import { formatInstant, formatMoney } from '@/lib/kernel/format'
import { add } from '@/lib/kernel/money'
import type { Plan } from '@/schemas/action'
import type { Actor } from '@/schemas/actor'
import type { Approval } from '@/schemas/approval'
import type { ApprovalRow, ApprovalsPage, ApprovalsView } from '@/schemas/approvals-view'
import type { Case } from '@/schemas/case'
import { cannotSign } from './cannot-sign'

const WAITING_SHOWN = 50
const CLOSED_SHOWN = 20

/** Where each list of the page begins: after this place, or at its start. */
type Places = { waiting?: string | null; decided?: string | null }

/** One page of requests for a program: the same rows as on the page, and the cursor of the next. */
export async function approvalsPage(actor: Actor, state: RequestState, after: string | null, limit: number): Promise<ApprovalsPage> {
  const [page, now, names] = await Promise.all([requestPage(actor.tenant_id, state, after, limit), tenantNow(actor.tenant_id), accountNames(actor.tenant_id)])
  const [cases, covered] = await Promise.all([
    getCases(actor.tenant_id, [...new Set(page.approvals.map((a) => a.case_id))]),
    coveredBy(
      actor.tenant_id,
      page.approvals.map((a) => a.approval_id),
    ),
  ])
  const by_id = new Map(cases.map((c) => [c.case_id, c]))
  const rows = page.approvals.flatMap((a) => {
    const c = by_id.get(a.case_id)
    return c === undefined ? [] : rowOf(a, underRequest(c, a, covered.get(a.approval_id)), actor, now, names)
  })
  return { now, state, rows, next: page.next }
}

/** What waits for signatures, soonest deadline first, and what was decided lately. Counters count every open request, the lists show a page. */
export async function approvalsView(actor: Actor, { waiting: waiting_after = null, decided: decided_after = null }: Places = {}): Promise<ApprovalsView> {
  const [open, shown, decided, now, names] = await Promise.all([
    openApprovals(actor.tenant_id),
    requestPage(actor.tenant_id, 'waiting', waiting_after, WAITING_SHOWN),
    requestPage(actor.tenant_id, 'decided', decided_after, CLOSED_SHOWN),
    tenantNow(actor.tenant_id),
    accountNames(actor.tenant_id),
  ])
  const closed = decided.approvals
  // Asked for by id: no request may be missing because its case is far down some list.
  const [cases, covered] = await Promise.all([
    getCases(actor.tenant_id, [...new Set([...open, ...closed].map((a) => a.case_id))]),
    coveredBy(
      actor.tenant_id,
      closed.map((a) => a.approval_id),
    ),
  ])
  const by_id = new Map(cases.map((c) => [c.case_id, c]))
  const rowsOf = (approvals: readonly Approval[]) =>
    approvals.flatMap((a) => {
      const c = by_id.get(a.case_id)
      return c === undefined ? [] : rowOf(a, underRequest(c, a, covered.get(a.approval_id)), actor, now, names)
    })
  const waiting = rowsOf(open)
  const mine = waiting.filter((row) => row.cannot_sign === null)
  const currency = cases[0]?.currency ?? 'USD'
  return {
    now,
    notices: await pausedNotices(actor.tenant_id, 'expiry', now),
    counters: [
      { id: 'mine', fact: count('Waiting for you', mine.length, 'request'), note: 'you can approve or deny', href: null },
      { id: 'waiting', fact: count('All waiting', waiting.length, 'request'), note: 'for you and others', href: null },
      {
        id: 'saving',
        fact: moneyPerMonth('Expected savings waiting', add('0', ...waiting.map((row) => row.saving.value)), currency, {
          polarity: 'good',
          formula: 'sum of the expected savings of the waiting plans',
        }),
        note: 'if all were approved',
        href: null,
      },
    ],
    waiting: waiting.filter((row) => shown.approvals.some((a) => a.approval_id === row.approval_id)),
    closed: rowsOf(closed),
    next: { waiting: shown.next, decided: decided.next },
    after: { waiting: waiting_after, decided: decided_after },
    batches: batchesOf(open, by_id, actor, now),
  }
}

/** Requests of low risk for one action that this person may sign, where there are at least two and their sum is small. */
function batchesOf(open: readonly Approval[], by_id: ReadonlyMap<string, Case>, actor: Actor, now: string): NonNullable<ApprovalsView['batches']> {
  const rows = open.flatMap((approval) => {
    const plan = by_id.get(approval.case_id)?.plan
    const is_theirs = plan?.plan_hash === approval.plan_hash && cannotSign(approval, actor, now) === null
    return plan != null && is_theirs && batchProblem([{ approval, plan }]) === null ? [{ approval, plan }] : []
  })
  const templates = new Set(rows.map(({ plan }) => plan.actions[0]?.template))
  return [...templates].flatMap((template) => {
    const most = rows.filter(({ plan }) => plan.actions[0]?.template === template).slice(0, BATCH_MOST)
    if (most.length < 2 || batchProblem(most) !== null) return []
    return [
      {
        title: `${most.length} plans of low risk and one action can be approved together`,
        rows: most.map(({ approval, plan }) => ({
          approval_id: approval.approval_id,
          plan_hash: plan.plan_hash,
          state_version: approval.state_version,
          title: plan.actions[0]?.title ?? '',
          saving: `${formatMoney(plan.expected_savings.expected, plan.expected_savings.currency)} a month`,
        })),
      },
    ]
  })
}

function rowOf(approval: Approval, c: Case, actor: Actor, now: string, names: Record<string, string>): ApprovalRow[] {
  if (c.plan === null || c.cost === null) return []
  return [
    {
      approval_id: approval.approval_id,
      case_id: c.case_id,
      title: `${titleOf(c.plan, c.headline)}${restWords(c)}`,
      where: whereText(c.cost.anomaly.scope, names),
      saving: moneyPerMonth('Expected saving', c.plan.expected_savings.expected, c.plan.expected_savings.currency, {
        polarity: 'good',
        formula: c.plan.expected_savings.formula,
        evidence: c.plan.evidence_ids,
      }),
      risk_tier: c.plan.risk.tier,
      level: LEVEL_WORDS[approval.level],
      state: approval.state,
      proposed_by: approval.proposed_by_name,
      deadline: approval.deadline,
      strip: stripOf({ plan: c.plan, policy: c.policy, approval, run: c.run, checks: c.checks }),
      cannot_sign: cannotSign(approval, actor, now),
      closed:
        approval.closed_at === null ? null : [approval.closed_because?.replace(/[.]$/, ''), formatInstant(approval.closed_at, now)].filter(Boolean).join(', '),
    },
  ]
}

function titleOf({ actions }: Plan, headline: string): string {
  const [first] = actions
  if (first === undefined) return headline
  return actions.length > 1 ? `${first.title} and ${actions.length - 1} more` : first.title
}
