import type { Level, PolicyDecision, SlotSpec } from '@/schemas/policy'

/** What people will have agreed to when the plan is carried out. */
export type Agreement = { rank: number; approvals: number; distinct_roles: number; has_veto_window: boolean; is_break_glass: boolean }
type Route = { level: Level; decision: PolicyDecision['decision']; agreement: Agreement; slots: SlotSpec[]; window_sec: number }

const HOUR_SEC = 3600
const NOBODY: Agreement = { rank: 0, approvals: 0, distinct_roles: 0, has_veto_window: false, is_break_glass: false }

/** Least agreement first: what each level brings to the question, whose signatures it collects and how long it stays open. */
export const ROUTES: readonly Route[] = [
  { level: 'L0', decision: 'automatic', agreement: NOBODY, slots: [], window_sec: 0 },
  { level: 'delayed', decision: 'delayed', agreement: { ...NOBODY, rank: 1, has_veto_window: true }, slots: [], window_sec: 4 * HOUR_SEC },
  {
    level: 'L1',
    decision: 'require_approval',
    agreement: { ...NOBODY, rank: 2, approvals: 1, distinct_roles: 1 },
    slots: [{ slot: 0, any_of: ['approver', 'platform', 'finops'] }],
    window_sec: 72 * HOUR_SEC,
  },
  {
    level: 'L2',
    decision: 'require_approval',
    agreement: { ...NOBODY, rank: 3, approvals: 2, distinct_roles: 2 },
    slots: [
      { slot: 0, any_of: ['platform', 'owner'] },
      { slot: 1, any_of: ['finops'] },
    ],
    window_sec: 48 * HOUR_SEC,
  },
  {
    level: 'L3',
    decision: 'require_approval',
    agreement: { rank: 4, approvals: 2, distinct_roles: 2, has_veto_window: false, is_break_glass: true },
    slots: [
      { slot: 0, any_of: ['platform', 'owner'] },
      { slot: 1, any_of: ['admin'] },
    ],
    window_sec: HOUR_SEC,
  },
]

/** Position in the order of agreement; a denial is above every level. For comparing two decisions. */
export const agreementRank = (decision: PolicyDecision): number =>
  decision.level === null ? ROUTES.length : ROUTES.findIndex((route) => route.level === decision.level)
