import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { restatements } from '@/app/cli/commands/restatements'
import { testDatabase } from '@/e2e/scripts/test-database'
import { seedTenant } from '@/lib/commands/fixtures/seed-story'
import { mara, TENANT } from '@/lib/commands/fixtures/story'
import { change } from '@/lib/db/change'
import { makeEvidence } from '@/lib/evidence/make'
import { putEvidence } from '@/lib/evidence/store'
import { systemActor } from '@/lib/identity/system-actor'
import { saveRestatement } from '@/lib/warehouse/versions/restatement-store'
import { RestatementsPage } from '@/schemas/restated-month'
import type { MonthRestatement } from '@/schemas/restatement'
import { restatementsPage } from './restatements'

testDatabase()
const { tenant_id } = TENANT
const AT = '2026-10-07T09:00:00.000Z'
const amount = (billed_cost: string) => ({ billed_cost, effective_cost: billed_cost })
const bodyOf = (billing_month: string): MonthRestatement => ({
  ...{ kind: 'cost.month_restatement', source: 'acme-cur2', billing_month, from_version: 1, to_version: 3, closed_by: 'invoice', currency: 'USD' },
  before: amount('10200'),
  after: amount('10920'),
  lines: [{ sub_account_id: '9', service_name: 'AmazonS3', series: 'run', before: amount('1200'), after: amount('1920') }],
  lines_beyond: 2,
})

beforeAll(async () => {
  await seedTenant()
  for (const [n, billing_month] of ['2026-07', '2026-08', '2026-09'].entries()) {
    const evidence = makeEvidence({ source: { connector: 'bill', query: billing_month, data_version: '1', retrieved_at: AT }, body: bodyOf(billing_month) })
    const acknowledged = n > 0 ? null : { at: AT, by: 'usr_mara', name: 'Mara Lindqvist', because: 'The provider wrote to us.' }
    await change(tenant_id, async (tx) => {
      await putEvidence(tx, tenant_id, [evidence])
      await saveRestatement(tx, tenant_id, {
        ...{
          restatement_id: `rst_${n}`,
          category: 'data_quality',
          state: n > 0 ? 'open' : 'acknowledged',
          source: 'acme-cur2',
          billing_month,
          from_version: 1,
        },
        ...{ to_version: 3, import_id: 'imp_7', evidence_id: evidence.evidence_id, found_at: AT, updated_at: AT, acknowledged },
      })
      return { result: undefined, events: [{ kind: 'restatement.found', subject: `rst_${n}`, actor: systemActor(tenant_id), body: {} }] }
    })
  }
})
const out: string[] = []
vi.spyOn(process.stdout, 'write').mockImplementation((text) => out.push(String(text)) > 0)
afterAll(() => vi.restoreAllMocks())
const say = async (...argv: string[]): Promise<string> => {
  out.length = 0
  await restatements.run(argv)
  return out.join('')
}

describe('closed months that came again with other amounts', () => {
  it('are listed newest first, a page after the other, by what became of them', async () => {
    const first = RestatementsPage.parse(await restatementsPage(mara, null, null, 2))
    expect(first.restatements.map((r) => [r.billing_month, r.state])).toEqual([
      ['2026-09', 'open'],
      ['2026-08', 'open'],
    ])
    const rest = await restatementsPage(mara, null, first.next, 2)
    expect([rest.restatements.map((r) => r.restatement_id), rest.next]).toEqual([['rst_0'], null])
    expect((await restatementsPage(mara, 'acknowledged', null, 2)).restatements.map((r) => r.restatement_id)).toEqual(['rst_0'])
    expect(rest.restatements[0]).toMatchObject({ amounts: { before: amount('10200') }, shown: { change: { text: '+$720.00' } } })
    await expect(restatementsPage(mara, null, 'nowhere', 2)).rejects.toMatchObject({ code: 'validation_failed', message: expect.stringContaining('after:') })
  })

  it('are another tenant’s in no page', async () => {
    expect(await restatementsPage({ ...mara, tenant_id: 'tn_other' }, null, null, 10)).toEqual({ restatements: [], next: null })
  })

  it('read on the command line as in the inbox, and for machines as they are kept', async () => {
    const text = await say()
    expect(text).toContain('rst_2  open  version 3, brought by imp_7\nSep 2026 of acme-cur2 was restated after it had closed\n')
    expect(text).toContain('Change of Sep 2026: +$720.00')
    expect(text).toContain('and 2 more')
    expect(text).not.toContain('rst_0')
    expect(await say('--all')).toContain('Mara Lindqvist acknowledged it 7 Oct 09:00 UTC: The provider wrote to us.')
    expect(JSON.parse(await say('--json'))).toMatchObject({ restatements: [{ restatement_id: 'rst_2', to_version: 3 }, { restatement_id: 'rst_1' }] })
  })

  it('are acknowledged from there as a person, for the version that was read', async () => {
    await expect(say('--acknowledge', 'rst_2', '--as', 'mara')).rejects.toThrow('--version N')
    const ask = (version: string) => say('--acknowledge', 'rst_2', '--version', version, '--as', 'mara', '--reason', 'A late credit of the provider.')
    await expect(ask('2')).rejects.toThrow('is at version 3 by now')
    expect(await ask('3')).toContain('2026-09 counts as it is now')
    expect(await say()).not.toContain('rst_2')
  })
})
