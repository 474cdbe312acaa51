import { beforeAll, expect, it } from 'vitest'
import { testDatabase } from '@/e2e/scripts/test-database'
import { insertCase } from '@/lib/cases/store'
import { seedTenantAt } from '@/lib/commands/fixtures/seed-story'
import { inventory, NOW, noor, storyCase, system, TENANT } from '@/lib/commands/fixtures/story'
import { change } from '@/lib/db/change'
import { SUCCEEDED, WEEK_CHECK } from '@/lib/desks/cost/fixtures/cases/run'
import { putEvidence } from '@/lib/evidence/store'
import { add, perMonth } from '@/lib/kernel/money'
import type { Case } from '@/schemas/case'
import type { VerificationCheck } from '@/schemas/verification'
import { savingsView } from './savings'
import { savingsCsv } from './savings-csv'
import { verificationView } from './verification'

testDatabase()

const story = storyCase({ policy_digest: 'a'.repeat(64) })
const EXECUTED = '2026-11-19T11:05:12.000Z'

/** A case that a check closed on its saving, about a resource of its own unless `arn` says otherwise. */
function closed(name: string, patch: Partial<Case> = {}, arn = `arn:aws:ec2:eu-west-1:210000000006:instance/${name}`): Case {
  const plan = story.plan
  const cost = story.cost
  if (plan === null || cost === null) throw new Error('the fixture has a plan')
  const actions = plan.actions.map((a) => ({ ...a, targets: [{ arn, label: name, change: 'runs less' }] }))
  return {
    ...story,
    case_id: `case_${name}`,
    incident_key: name,
    status: 'verified',
    phase: 'closed',
    plan: { ...plan, actions },
    cost: { ...cost, anomaly: { ...cost.anomaly, scope: { ...cost.anomaly.scope, usage_type: name } } },
    run: { ...SUCCEEDED, case_id: `case_${name}`, finished_at: EXECUTED },
    checks: [WEEK_CHECK],
    ...patch,
  }
}
const undone: VerificationCheck = {
  ...WEEK_CHECK,
  check: 'after the close',
  savings: null,
  outcome: 'escalate',
  reason: 'came_undone',
  undone_since: '2026-11-24',
}

const TAKEN_BACK: Partial<Case> = {
  status: 'rolled_back',
  run: { ...SUCCEEDED, state: 'rolled_back', finished_at: EXECUTED },
  timeline: [...story.timeline, { phase: 'closed', status: 'rolled_back', at: '2026-11-26T08:00:00.000Z', note: 'Rolled back' }],
}

function spike(): Case {
  const c = closed('spike', { status: 'not_measurable', checks: [] })
  return { ...c, cost: c.cost === null ? null : { ...c.cost, anomaly: { ...c.cost.anomaly, shape: 'spike' } } }
}

beforeAll(async () => {
  await seedTenantAt('2026-11-27T09:00:00.000Z')
  await change(TENANT.tenant_id, async (tx) => {
    await putEvidence(tx, TENANT.tenant_id, [inventory()])
    await insertCase(tx, closed('holds'))
    await insertCase(tx, closed('undone', { status: 'escalated', checks: [WEEK_CHECK, undone] }))
    await insertCase(
      tx,
      closed('shares', { run: { ...SUCCEEDED, finished_at: '2026-11-20T11:00:00.000Z' } }, 'arn:aws:ec2:eu-west-1:210000000006:instance/holds'),
    )
    await insertCase(tx, spike())
    await insertCase(tx, closed('measuring', { status: 'verifying', phase: 'verify', checks: [] }))
    await insertCase(tx, closed('half-back', { status: 'escalated', run: { ...SUCCEEDED, state: 'rollback_failed', finished_at: EXECUTED } }))
    await insertCase(tx, { ...closed('taken-back'), ...TAKEN_BACK })
    await insertCase(tx, { ...closed('never-claimed'), ...TAKEN_BACK, checks: [] })
    return { result: undefined, events: [{ kind: 'case.opened', subject: 'case_holds', actor: system, body: { tenant_now: NOW } }] }
  })
})

it('lists what was claimed and nothing that is measured, or was taken back', async () => {
  const { rows } = await savingsView(noor)
  expect(rows.map((r) => `${r.case_id} ${r.state}`).sort()).toEqual(['case_holds holds', 'case_shares holds', 'case_undone undone'])
})

it('keeps what was claimed and taken back since in a list of its own, with its day, and counts nothing of it', async () => {
  const { taken_back, rows, totals } = await savingsView(noor)
  expect(taken_back.map((t) => [t.case_id, t.text])).toEqual([
    ['case_taken-back', 'Rolled back 26 Nov 08:00 UTC: none of it is counted.'],
    ['case_half-back', 'Its rollback is not confirmed: none of it is counted until a person has checked.'],
  ])
  expect(taken_back[0]?.claimed).toMatchObject({ value: WEEK_CHECK.savings?.point, kind: 'money', per: 'day' })
  expect(rows.map((r) => r.case_id)).not.toContain('case_taken-back')
  expect(totals.map((t) => t.value)).toEqual([add('0', ...rows.map((r) => r.to_date.value))])
})

it('says what ending a spike avoided a day, apart, and adds it to nothing', async () => {
  const { avoided, rows } = await savingsView(noor)
  const { anomaly } = story.cost ?? {}
  expect(avoided.plans.map((p) => p.case_id)).toEqual(['case_spike'])
  const [first] = avoided.plans
  expect(first?.per_day).toMatchObject({ kind: 'money', per: 'day' })
  expect(Number(first?.per_day.value)).toBeGreaterThan(0)
  expect(Number(first?.per_day.value)).toBeLessThanOrEqual(Number(anomaly?.delta_daily_cost))
  expect(rows.map((r) => r.case_id)).not.toContain('case_spike')
})

it('has a total that is the sum of its rows, of its months and of the exported lines', async () => {
  const { rows, totals, months } = await savingsView(noor)
  const [head = '', ...lines] = (await savingsCsv(noor, 'https://countersign.test')).trim().split('\r\n')
  const at = head.split(',').indexOf('saved')
  const sum = add('0', ...rows.map((r) => r.to_date.value))
  expect(totals.map((t) => t.value)).toEqual([sum])
  expect(add('0', ...months.map((m) => m.saved.value))).toBe(sum)
  // Amounts hold no comma, and the columns before them that might are quoted: parse those away first.
  expect(add('0', ...lines.map((line) => line.replaceAll(/"[^"]*"/g, 'text').split(',')[at] ?? ''))).toBe(sum)
  expect(Number(sum)).toBeGreaterThan(0)
})

it('counts nothing from the day on which a saving came undone, nor twice what two plans share, and says so', async () => {
  const { rows } = await savingsView(noor)
  const row = (name: string) => rows.find((r) => r.case_id === `case_${name}`)
  expect(row('undone')?.notes).toEqual(['No longer holds: nothing is counted from 24 Nov on.'])
  expect(Number(row('undone')?.to_date.value)).toBeLessThan(Number(row('holds')?.to_date.value))
  expect(row('shares')?.notes[0]).toMatch(/counted with an earlier plan on the same resources/)
  expect(row('shares')?.to_date.value).toBe('0')
})

it('says what is saved now, here and on the board, without what two plans share, without what came undone or a rollback that failed may have taken back', async () => {
  const point = WEEK_CHECK.savings?.point ?? '0'
  const [savings, board] = await Promise.all([savingsView(noor), verificationView(noor, undefined)])
  const now = savings.counters.find((x) => x.id === 'rate')
  expect(now?.fact.value).toBe(perMonth(point))
  expect(now?.note).toBe('2 plans in force, 1 counted with an earlier one')
  expect(board.counters.find((x) => x.id === 'realized')?.fact.value).toBe(perMonth(point))
})

it('shows beside a plan on the board what is saved while that is claimed or still measured, and of what was taken back neither', async () => {
  const { rows } = await verificationView(noor, undefined)
  const shown = Object.fromEntries(rows.map((r) => [r.case_id.replace('case_', ''), `${r.verdict} ${r.realized?.label ?? 'nothing'}`]))
  expect(shown).toMatchObject({
    holds: 'close Realized saving',
    undone: 'escalate nothing',
    'taken-back': 'rolled_back nothing',
    'half-back': 'escalate nothing',
  })
})

it('exports units, zone, currency and sources with every line', async () => {
  const csv = await savingsCsv(noor, 'https://countersign.test')
  expect(csv.split('\r\n')[0]).toBe(
    'case_id,title,template,account_id,executed_at_utc,month_utc,settled_days,saved,currency,predicted_per_day,realized_per_day,interval_90_low_per_day,interval_90_high_per_day,method,state,undone_since_utc,read_to_utc,evidence_ids,exported_at_utc,link,measured_on,not_measured_on,one_figure_with,held_against,restated_per_day,predicted_gross_list_per_day,predicted_bound_per_day',
  )
  expect(csv).toContain('https://countersign.test/cases/case_holds')
})

it('exports what was rolled back with nothing saved, so that nobody misses it and the sum stays', async () => {
  const lines = (await savingsCsv(noor, 'https://countersign.test')).split('\r\n')
  const lineOf = (case_id: string) => lines.filter((line) => line.includes(`/cases/${case_id}`)).join()
  expect(lineOf('case_taken-back')).toMatch(/,"?0"?,"?0"?,"?USD"?,.*rolled back: none of it is counted/)
  expect(lineOf('case_half-back')).toMatch(/,"?0"?,"?0"?,"?USD"?,.*rollback not confirmed: none of it is counted/)
})

it('shows nothing to somebody of another tenant', async () => {
  await expect(savingsView({ ...noor, tenant_id: 'tn_other' })).rejects.toMatchObject({ code: 'not_found' })
})
