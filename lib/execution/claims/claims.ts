import type { Receipt } from '@/schemas/action'
import type { Instant } from '@/schemas/time'

export type Claim = {
  idempotency_key: string
  case_id: string
  action_id: string
  step: string
  claimed_at: Instant
  /** What it touches, for counting against limits and for resting what was changed; kept with the claim, because the plan of its case may be another one by then. */
  covers?: { account_id: string; template: string; environment: string; targets: number; target_arns: readonly string[] }
}

/**
 * The fence around effects: a claim is durable before the call that it covers, its receipt after. A claim without a receipt means that
 * somebody was stopped in between, and nobody knows whether the call was made.
 */
export type Claims = {
  find(idempotency_key: string): Promise<{ receipt: Receipt | null } | undefined>
  /** False when the key was already claimed. */
  take(claim: Claim): Promise<boolean>
  settle(idempotency_key: string, receipt: Receipt): Promise<void>
}
