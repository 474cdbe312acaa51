import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, it } from 'vitest'
import { auditView } from '@/app/views/audit'
import { testDatabase } from '@/e2e/scripts/test-database'
import { anchorAudit } from '@/lib/audit/anchor-audit'
import { publicKeyFile } from '@/lib/audit/anchor-file'
import { listAudit } from '@/lib/audit/store'
import { seedCase, seedTenant } from '@/lib/commands/fixtures/seed-story'
import { noor, system, TENANT } from '@/lib/commands/fixtures/story'
import { change } from '@/lib/db/change'
import { config } from '@/lib/kernel/config'
import { exportCase } from './case-export'

testDatabase()
const { tenant_id } = TENANT
const UNSEEN = '\u202egpj.exe\u0007\u200b'
const ATTACK = `</script><script>alert(1)</script><img src=x onerror=alert(1)>${UNSEEN}`
let html = ''
let case_id = ''

beforeAll(async () => {
  await seedTenant()
  case_id = (await seedCase({ policy_digest: 'a'.repeat(64), case_id: 'case_taken' })).case_id
  await change(tenant_id, async () => ({ result: 0, events: [{ kind: 'case.acknowledged', subject: case_id, actor: system, body: { note: ATTACK } }] }))
  await anchorAudit(tenant_id, Date.now(), true)
  html = await exportCase(noor, case_id)
})
const dataOf = (text: string) => JSON.parse(/<script type="application\/json" id="data">(.*?)<\/script>/s.exec(text)?.[1] ?? '')

it('is one file that asks nobody for anything and runs nothing', () => {
  expect(html).toContain(`default-src 'none'`)
  expect(html).not.toMatch(/<[a-z][^>]*\s(?:src|href)=/i)
  expect([...html.matchAll(/<script/g)]).toHaveLength(1)
  expect(html).not.toContain('<img')
})

it('holds the case, its trail as it was hashed, and what was written into it as text', () => {
  const { case: c, audit, evidence } = dataOf(html)
  expect(c.case_id).toBe(case_id)
  expect(audit.map((e: { kind: string }) => e.kind)).toEqual(['case.opened', 'case.acknowledged'])
  expect(JSON.parse(audit[1].body).note).toBe(ATTACK)
  expect(evidence.length).toBe(c.evidence_ids.length)
  expect(html).toContain('&lt;/script&gt;')
})

it('shows nothing that is not seen, also in the data, which says all the same what was written', () => {
  for (const unseen of ['\u202e', '\u0007', '\u200b']) expect(html).not.toContain(unseen)
  expect(html).toContain('\ufffdgpj.exe\ufffd\ufffd')
  expect(JSON.parse(dataOf(html).audit[1].body).note).toContain(UNSEEN)
})

it('proves every signed entry to the stand-alone script', () => {
  const { proofs } = dataOf(html)
  expect(proofs).toHaveLength(2)
  const path = join(config().home, 'taken.json')
  for (const proof of proofs) {
    writeFileSync(path, JSON.stringify(proof))
    expect(execFileSync(process.execPath, ['public/verify-audit.mjs', '--proof', path, '--key', publicKeyFile()], { encoding: 'utf8' })).toContain('Holds')
  }
})

it('leaves an entry that says who took it, and is no one’s case elsewhere', async () => {
  expect((await listAudit(tenant_id, { subject: case_id, limit: 1 }))[0]).toMatchObject({ kind: 'audit.exported' })
  await expect(exportCase({ ...noor, tenant_id: 'tn_other' }, case_id)).rejects.toMatchObject({ code: 'not_found' })
})

it('the ledger is narrowed to a case, a kind and a person, and says whether the case is reproduced', async () => {
  const filter = { case_id: null, noun: null, actor_id: null, before: null }
  const kinds = async (over: object) => (await auditView(noor, { ...filter, ...over })).rows.map((r) => r.kind)
  expect(await kinds({ noun: 'case' })).toEqual(['case.acknowledged', 'case.opened'])
  expect(await kinds({ actor_id: noor.id })).toEqual(['audit.exported'])
  expect(await kinds({ case_id, noun: 'audit' })).toEqual(['audit.exported'])
  expect(await kinds({ case_id: 'case_none' })).toEqual([])
  const { replay, total } = await auditView(noor, { ...filter, case_id })
  expect(replay?.case_id).toBe(case_id)
  expect(total).toBe(3)
  expect((await auditView(noor, { ...filter, case_id: 'case_none' })).replay?.outcome).toBe('not known')
})
