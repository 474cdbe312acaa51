import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { closeCheckpoints } from '@/agent/close-checkpoints'
import { watchTenant } from '@/agent/desks/cost/watch/watch'
import { driveCase } from '@/agent/graph/drive'
import { deliver, seedDemonstration, TENANT_ID } from '@/agent/graph/fixtures/demonstration'
import { graphOf } from '@/agent/index'
import { testDatabase } from '@/e2e/scripts/test-database'
import { getCase, listCases } from '@/lib/cases/store'
import type { Case } from '@/schemas/case'
import { replayCase } from './replay'

const database = testDatabase()
let owner: pg.Client
let story = ''

/** Runs something as whoever owns the database, and takes it back afterwards. */
async function tampered(sql: string, values: unknown[], look: () => Promise<void>): Promise<void> {
  await owner.query('create table kept as select * from cases; create table kept_evidence as select * from evidence')
  await owner.query(sql, values)
  try {
    await look()
  } finally {
    await owner.query('update cases c set body = k.body from kept k where k.case_id = c.case_id; drop table kept')
    await owner.query(
      'update evidence e set body = k.body, digest = k.digest from kept_evidence k where k.tenant_id = e.tenant_id and k.evidence_id = e.evidence_id; drop table kept_evidence',
    )
  }
}
const differing = async (case_id = story): Promise<string[]> =>
  (await replayCase(TENANT_ID, case_id)).parts.filter((p) => p.outcome === 'differs').map((p) => `${p.part}: ${p.detail}`)

beforeAll(async () => {
  owner = new pg.Client({ connectionString: database.owner_url() })
  await owner.connect()
  await seedDemonstration()
  await deliver('2026-09-01')
  await watchTenant(TENANT_ID)
  for (const { case_id } of await listCases(TENANT_ID)) await driveCase(graphOf('cost'), TENANT_ID, case_id)
  story = (await listCases(TENANT_ID)).find((c) => c.headline.includes('lumen-dev'))?.case_id ?? ''
})
afterAll(async () => {
  await owner.end()
  await closeCheckpoints()
})

describe('replay', () => {
  it('gives every part of every case of the demonstration byte for byte, twice', async () => {
    const cases = await listCases(TENANT_ID)
    expect(cases.length).toBe(7)
    for (const { case_id, status } of cases) {
      const first = await replayCase(TENANT_ID, case_id)
      expect(await replayCase(TENANT_ID, case_id)).toEqual(first)
      expect(first.is_identical).toBe(true)
      // A ticket has nothing to ask policy about; everything else is recomputed.
      const skipped = first.parts.filter((p) => p.outcome === 'not reached').map((p) => p.part)
      expect(skipped).toEqual(status === 'no_action' ? ['route'] : [])
    }
  })

  it('does not look at the world: the bill and the account may be gone', async () => {
    await owner.query('begin; delete from bill_manifest; delete from simulated_event')
    try {
      expect(await differing()).toEqual([])
    } finally {
      await owner.query('rollback')
    }
  })

  it('knows no case of another tenant', async () => {
    await expect(replayCase('tn_other', story)).rejects.toThrow(/there is no case/)
  })

  const at = (path: string, value: unknown): [string, unknown[]] => [
    'update cases set body = jsonb_set(body, $2::text[], $3::jsonb) where case_id = $1',
    [story, path.split('.'), JSON.stringify(value)],
  ]
  it.each([
    ['the money of the anomaly', 'cost.anomaly.delta_daily_cost', '999', /^detection: delta_daily_cost: stored "999", recomputed "184\.896"$/],
    ['the category', 'cost.triage.category', 'marketplace', /^triage: category: stored "marketplace", recomputed "new_resource"$/],
    ['the expected saving', 'plan.expected_savings.expected', '9999', /^plan and risk: /],
    ['the risk', 'plan.risk.tier', 'low', /^plan and risk: /],
    ['the route', 'policy.level', 'L0', /^route: level: stored "L0", recomputed "L1"$/],
  ])('names where the decision parts when %s was changed in the row', async (_what, path, value, says) => {
    await tampered(...at(path, value), async () => {
      expect((await differing()).some((line) => says.test(line))).toBe(true)
    })
    expect(await differing()).toEqual([])
  })

  it('says of a case that another rule set decided that it did, and not that it differs', async () => {
    const sql = `update cases set body = jsonb_set(jsonb_set(body, '{ruleset_version}', '"cost-rules 00000000"'), '{cost,triage,category}', '"marketplace"') where case_id = $1`
    await tampered(sql, [story], async () => {
      const { is_identical, parts } = await replayCase(TENANT_ID, story)
      expect(is_identical).toBe(false)
      expect(parts.find((p) => p.part === 'triage')).toMatchObject({ outcome: 'older rules', detail: expect.stringContaining('cost-rules 00000000') })
      expect(parts.filter((p) => p.outcome === 'differs')).toEqual([])
    })
  })

  it('names the piece of evidence that was changed', async () => {
    const c: Case = await getCase(TENANT_ID, story)
    const [id] = c.cost?.anomaly.evidence_ids ?? []
    const sql = `update evidence set body = jsonb_set(body, '{currency}', '"EUR"') where evidence_id = $1`
    await tampered(sql, [id], async () => {
      expect(await differing()).toContain(`evidence: ${id} is not what was stored`)
    })
  })
})
