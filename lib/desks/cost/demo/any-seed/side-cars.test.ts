import { describe, expect, test } from 'vitest'
import { WireAnswer } from '@/lib/desks/cost/connectors/allocation/wire'
import { WireSavingsPlansCoverage, WireSavingsPlansUtilization } from '@/lib/desks/cost/connectors/cost-explorer/wire'
import { readReport } from '@/lib/desks/cost/connectors/waste/aws-doctor'
import { toSweep } from '@/lib/desks/cost/connectors/waste/to-evidence'
import { WireReport } from '@/lib/desks/cost/connectors/waste/wire'
import { addDays } from '@/lib/kernel/time'
import { ACCOUNT_NAMES, ACCOUNTS, type AccountName } from '../accounts'
import type { Charge } from '../charge'
import { toUnits } from '../units'
import { clusterDays } from './cluster-days'
import { savingsPlansDays } from './savings-plans-days'
import { type SeededBill, seededBill } from './seeded-bill'
import { wasteReport } from './waste-report'

const CLOSED = '2026-11-10T00:00:00.000Z'
// Each has something idle; 9 and 15 a namespace that takes over another, 15 a day that was delivered twice.
const SEEDS = [1, 9, 15]
const bills = new Map<number, { bill: SeededBill; charges: Charge[] }>()
function billOf(seed: number) {
  const known = bills.get(seed)
  if (known !== undefined) return known
  const bill = seededBill(seed, 'M')
  const made = { bill, charges: [...bill.chargesAsOf(CLOSED)].flatMap((month) => month.charges) }
  bills.set(seed, made)
  return made
}
const sumOf = (amounts: readonly string[]): bigint => amounts.reduce((sum, amount) => sum + toUnits(amount), 0n)

describe('the files beside a generated bill', () => {
  test.each(SEEDS)(
    'savings plans: commitments and what of them was used come to the lines of the bill to the last decimal (seed %i)',
    (seed) => {
      const { charges } = billOf(seed)
      const { coverage, utilization } = savingsPlansDays(charges)
      const read = WireSavingsPlansUtilization.parse(utilization)
      expect(WireSavingsPlansCoverage.parse(coverage)).toHaveLength(coverage.length)
      const fees = charges.filter((charge) => charge.type === 'SavingsPlanRecurringFee')
      expect(sumOf(utilization.map((day) => day.Utilization.TotalCommitment))).toBe(fees.reduce((sum, charge) => sum + charge.unblended, 0n))
      const covered = charges.filter((charge) => charge.type === 'SavingsPlanCoveredUsage')
      expect(sumOf(utilization.map((day) => day.Utilization.UsedCommitment))).toBe(covered.reduce((sum, charge) => sum + charge.effective, 0n))
      expect(sumOf(coverage.map((day) => day.Coverage.SpendCoveredBySavingsPlans))).toBe(covered.reduce((sum, charge) => sum + charge.list, 0n))
      for (const day of read) expect(day.Utilization?.UtilizationPercentage).toBeLessThanOrEqual(1)
    },
    60_000,
  )

  test.each(SEEDS)(
    'OpenCost: every day of the cluster comes to the machines of its account to the cent, also where a namespace takes over another (seed %i)',
    (seed) => {
      const { bill, charges } = billOf(seed)
      const { answer, account_id, shift } = clusterDays(seed, charges, bill.days)
      const machines = charges.filter(
        (charge) => ACCOUNTS[charge.account].account_id === account_id && /BoxUsage/.test(charge.usage_type) && charge.effective > 0n,
      )
      for (const [t, step] of WireAnswer.parse(answer).data.entries()) {
        const billed = machines.reduce((sum, charge) => sum + (charge.start.startsWith(bill.days[t] ?? '-') ? charge.effective : 0n), 0n)
        const allocated = Object.values(step ?? {}).reduce((sum, { totalCost }) => sum + totalCost, 0)
        expect(Math.abs(allocated - Number(billed) / 1e10)).toBeLessThan(0.005)
      }
      expect(shift === null).toBe(seed % 3 !== 0)
      if (shift === null) return
      const at = bill.days.indexOf(shift.start)
      const share = (name: string, t: number) => {
        const step = answer.data[t] ?? {}
        return (step[name]?.totalCost ?? 0) / Object.values(step).reduce((sum, { totalCost }) => sum + totalCost, 0)
      }
      expect(share(shift.from, at)).toBeLessThan(share(shift.from, at - 1) / 2)
      expect(share(shift.from, at) + share(shift.to, at)).toBeCloseTo(share(shift.from, at - 1) + share(shift.to, at - 1), 4)
    },
    60_000,
  )

  test.each(SEEDS)(
    'aws-doctor: names the volume of each label of waste, and no other, at what the bill says of its last thirty days to the cent (seed %i)',
    (seed) => {
      const { bill, charges } = billOf(seed)
      const today = addDays(bill.days.at(-1) ?? '', 1)
      const labels = bill.labels.filter((label) => label.cause === 'waste')
      const named = ACCOUNT_NAMES.flatMap((account: AccountName) =>
        (['eu-west-1', 'us-east-1', 'eu-central-1', 'us-west-2'] as const).flatMap((region_id) => {
          const report = readReport(JSON.stringify(wasteReport(seed, charges, { account, region_id }, today)), WireReport)
          return toSweep(report, { account_id: ACCOUNTS[account].account_id, region_id }).body.findings
        }),
      )
      expect(named).toHaveLength(labels.length)
      const idle = charges.filter((charge) => charge.operation === 'CreateVolume-Gp3:idle' && charge.start.slice(0, 10) >= addDays(today, -30))
      const billed = idle.reduce((sum, charge) => sum + charge.unblended, 0n)
      const told = named.reduce((sum, { cost_per_month }) => sum + Number(cost_per_month), 0)
      expect(Math.abs(told - Number(billed) / 1e10)).toBeLessThan(0.005 * Math.max(1, named.length))
    },
    60_000,
  )
})
