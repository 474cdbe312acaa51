import { expect, it } from 'vitest'
import type { SeededLabel } from '@/lib/desks/cost/demo/any-seed/label'
import type { BillIncident } from '@/lib/desks/cost/detect/scan/bill-incident'
import type { BillScan } from '@/lib/desks/cost/detect/scan/scan-bill'
import { addDays } from '@/lib/kernel/time'
import { scoreBill } from './score-bill'

const DAYS = Array.from({ length: 120 }, (_, t) => addDays('2026-04-01', t))
const MOVE: SeededLabel = {
  label_id: 'move',
  cause: 'payer_move',
  shape: 'step',
  scopes: [{ sub_account_id: 'a1' }],
  start: '2026-06-20',
  end: '2026-07-04',
  impact_per_day: 0,
  expected_severity: 'low',
  allowed_actions: [],
  forbidden_actions: [],
}
const told = (start: string, sub_account_id: string): BillScan => {
  const scope = { sub_account_id, service_name: 'Compute' }
  const incident = { start, scope, cells: [{ scope, rise_per_day: '40' }], causes: [] } as unknown as BillIncident // safe: a score asks for where and when
  return { incidents: [incident], held: [], falls: [], quality: [], tenant_daily_cost: '100' }
}
const nothing: BillScan = { incidents: [], held: [], falls: [], quality: [], tenant_daily_cost: '100' }
const isRight = (scan: BillScan, unmoved: BillScan) => scoreBill({ scan, own: nothing, unmoved }, [MOVE], DAYS).labels[0]?.is_right

it('takes what is told in an account after its move for a mistake, unless the same bill without the move tells it too', () => {
  expect(isRight(told('2026-06-25', 'a1'), nothing)).toBe(false)
  expect(isRight(told('2026-06-25', 'a1'), told('2026-06-26', 'a1'))).toBe(true)
  expect(isRight(told('2026-06-25', 'a1'), told('2026-06-10', 'a1'))).toBe(false)
  expect(isRight(told('2026-06-25', 'a2'), nothing)).toBe(true)
})
