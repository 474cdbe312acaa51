import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { testDatabase } from '@/e2e/scripts/test-database'
import { seedCase, seedTenant } from '@/lib/commands/fixtures/seed-story'
import { TENANT } from '@/lib/commands/fixtures/story'
import { change } from '@/lib/db/change'
import { insertTenant } from '@/lib/identity/tenant-store'
import { publishManifest } from '@/lib/warehouse/versions/manifest-store'
import { launcherActor } from './launcher-actor'
import { HOME_TENANT, seedHome } from './seed-home'
import { chosen, tenantFor, tenantForImport, tenantOfCase } from './tenant'

testDatabase()
const said: string[] = []
beforeAll(async () => {
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => said.push(String(text)) > 0)
  await seedTenant()
})
afterAll(() => vi.restoreAllMocks())
const HOME = HOME_TENANT.tenant_id
const demo = TENANT.tenant_id
const MONTH: Parameters<typeof publishManifest>[1] = {
  tenant_id: HOME,
  source: 'mine',
  billing_month: '2026-11',
  path: 'nowhere',
  row_count: 1,
  billed_cost: '1',
  effective_cost: '1',
  currency: 'USD',
  first_day: '2026-11-01',
  last_day: '2026-11-18',
  content_digest: 'd',
  import_id: 'imp_1',
  imported_at: '2026-11-19T09:00:00.000Z',
}
/** What was said while something was chosen. */
async function saying(of: () => Promise<string>): Promise<[string, string]> {
  said.length = 0
  return [await of(), said.join('')]
}

describe('the tenant that a command takes where nobody names one', () => {
  it('is the demonstration while there is no other, and nothing is said', async () => {
    expect(await saying(() => tenantForImport({}))).toEqual([demo, ''])
    expect(await saying(() => tenantFor({}))).toEqual([demo, ''])
  })

  it('is your own for an import, and for all else once it holds a bill; which one is said', async () => {
    await seedHome()
    expect(await saying(() => tenantForImport({}))).toEqual([HOME, 'In Your organisation (tn_home); --tenant takes another: tn_northlight.\n'])
    expect(await saying(() => tenantFor({}))).toEqual([demo, 'In Northlight (tn_northlight), the demonstration; --tenant takes another: tn_home.\n'])
    await change(HOME, async (tx) => {
      await publishManifest(tx, MONTH)
      return { result: undefined, events: [{ kind: 'import.completed', subject: HOME, actor: launcherActor(HOME), body: {} }] }
    })
    expect((await saying(() => tenantFor({})))[0]).toBe(HOME)
    expect(await saying(() => tenantFor({ json: true }))).toEqual([HOME, ''])
    expect(await saying(() => tenantFor({ tenant: 'northlight' }))).toEqual([demo, ''])
  })

  it('is the one that has the case', async () => {
    const { case_id } = await seedCase({ policy_digest: 'a'.repeat(64) })
    expect(await saying(() => tenantOfCase({}, case_id))).toEqual([demo, ''])
    await expect(tenantOfCase({}, 'case_nowhere')).rejects.toMatchObject({ code: 'not_found', message: expect.stringContaining('in any tenant here') })
    expect(await tenantOfCase({ tenant: HOME }, case_id)).toBe(HOME)
  })

  it('has to be named among several of your own, and the refusal names them', async () => {
    await change('tn_branch', async (tx) => {
      await insertTenant(tx, { ...TENANT, tenant_id: 'tn_branch', name: 'Branch', is_demonstration: false })
      return { result: undefined, events: [{ kind: 'tenant.created', subject: 'tn_branch', actor: launcherActor('tn_branch'), body: {} }] }
    })
    await expect(tenantForImport({})).rejects.toThrow('say which tenant: --tenant tn_home|tn_branch')
    expect(await tenantForImport({ tenant: 'Branch' })).toBe('tn_branch')
    await expect(tenantForImport({ tenant: 'tn_nobody' })).rejects.toThrow('there is no tenant "tn_nobody"; --tenant takes one of: ')
  })
})

it('says what to do before anything is there, whether or not a tenant is named', async () => {
  expect(() => chosen(undefined, [], [])).toThrow('there is nothing here yet: run `npm start` once')
  expect(() => chosen('tn_home', [], [])).toThrow('there is no tenant "tn_home", nor any other, because nothing was started here yet: run `npm start` once')
})

it('takes no tenant by a name that several have, and takes each by its id', () => {
  const two = ['tn_one', 'tn_two'].map((tenant_id) => ({ tenant_id, name: 'Acme', is_demonstration: false }))
  expect(() => chosen('acme', two, two)).toThrow('several tenants are called "acme": say which, --tenant tn_one|tn_two')
  expect(chosen('tn_two', two, two).tenant_id).toBe('tn_two')
  const called = { tenant_id: 'tn_three', name: 'tn_one', is_demonstration: false }
  expect(chosen('tn_one', [called, ...two], two).tenant_id).toBe('tn_one')
})
