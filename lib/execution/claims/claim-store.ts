import { keptRows } from '@/lib/db/pool'
import { scratch } from '@/lib/db/scratch'
import { Receipt } from '@/schemas/action'
import type { Claims } from './claims'

/**
 * A tenant's claims. They are committed on their own, before and after the outside call, because a transaction held open around that call
 * would undo the claim when the process dies. They decide nothing: the step and its receipt are audited with the case.
 */
export function claimStore(tenant_id: string): Claims {
  return {
    async find(idempotency_key) {
      const [row] = await keptRows<{ receipt: unknown }>('select receipt from execution_claim where tenant_id = $1 and idempotency_key = $2', [
        tenant_id,
        idempotency_key,
      ])
      return row === undefined ? undefined : { receipt: Receipt.nullable().parse(row.receipt) }
    },
    async take({ idempotency_key, case_id, action_id, step, claimed_at, covers }) {
      const taken = await scratch(
        `insert into execution_claim (tenant_id, idempotency_key, case_id, action_id, step, claimed_at, account_id, template, environment, targets, target_arns)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
         on conflict (idempotency_key) do nothing returning idempotency_key`,
        [
          tenant_id,
          idempotency_key,
          case_id,
          action_id,
          step,
          claimed_at,
          covers?.account_id ?? null,
          covers?.template ?? null,
          covers?.environment ?? null,
          covers?.targets ?? null,
          covers?.target_arns ?? null,
        ],
      )
      return taken.length === 1
    },
    async settle(idempotency_key, receipt) {
      await scratch('update execution_claim set receipt = $3 where tenant_id = $1 and idempotency_key = $2 and receipt is null', [
        tenant_id,
        idempotency_key,
        JSON.stringify(Receipt.parse(receipt)),
      ])
    },
  }
}
