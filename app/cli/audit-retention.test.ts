import { execFileSync } from 'node:child_process'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { testDatabase } from '@/e2e/scripts/test-database'
import { makePruned } from '@/lib/audit/anchor'
import { anchorAudit } from '@/lib/audit/anchor-audit'
import { anchorFile, anchorKey, appendPruned, prunedFile, publicKeyFile, readAnchors, readPruned } from '@/lib/audit/anchor-file'
import { entryHash, GENESIS } from '@/lib/audit/chain'
import { merkleRoot } from '@/lib/audit/merkle'
import { pruneAudit } from '@/lib/audit/prune-audit'
import { restoreAnchors } from '@/lib/audit/restore-anchors'
import { exportAudit, verifyAudit } from '@/lib/audit/store'
import { verifyRecent } from '@/lib/audit/verify-recent'
import { findReplay } from '@/lib/commands/command-store'
import { change } from '@/lib/db/change'
import { everyTenant } from '@/lib/db/every-tenant'
import { toInstant } from '@/lib/kernel/time'
import type { Actor } from '@/schemas/actor'
import type { AuditEntry } from '@/schemas/audit'
import { verifyExport } from './verify-export'

const database = testDatabase()
let owner: pg.Client
const actor = (tenant_id: string): Actor => ({ kind: 'system', id: 'worker', name: 'Worker', roles: [], tenant_id, surface: 'system' })
const append = (chain: string) =>
  change(chain, async () => ({ result: undefined, events: [{ kind: 'case.updated', subject: 'case_1', actor: actor(chain), body: {} }] }))

/** Entries as they were written in those days: the chain goes on from where it is. */
async function written(chain: string, at: string, count: number, bodyOf = (n: number) => `{"n":${n}}`): Promise<void> {
  const { rows } = await owner.query<{ seq: string; hash: string }>('select seq, hash from audit.head where chain = $1', [chain])
  let { seq, hash } = { seq: Number(rows[0]?.seq ?? 0), hash: rows[0]?.hash ?? GENESIS }
  for (let n = 0; n < count; n++) {
    const e: AuditEntry = { chain, seq: ++seq, at, kind: 'case.updated', subject: 'case_1', actor: '{}', body: bodyOf(n), prev: hash, hash: '' }
    hash = entryHash(e)
    await owner.query('insert into audit.event values ($1, $2, $3, $4, $5, $6, $7, $8, $9)', [chain, seq, at, e.kind, e.subject, e.actor, e.body, e.prev, hash])
  }
  await owner.query('insert into audit.head values ($1, $2, $3) on conflict (chain) do update set seq = $2, hash = $3', [chain, seq, hash])
}

/** Ten entries of 2023, ten of 2024 and four of today, each span signed. */
async function longAgo(chain: string): Promise<string> {
  await owner.query('insert into tenant (tenant_id, name) values ($1, $1)', [chain])
  await written(chain, '2023-05-01T08:00:00.000000Z', 10)
  await anchorAudit(chain, Date.now(), true)
  await written(chain, '2024-05-01T08:00:00.000000Z', 10)
  await anchorAudit(chain, Date.now(), true)
  for (let n = 0; n < 4; n++) await append(chain)
  await anchorAudit(chain, Date.now(), true)
  return chain
}

async function exported(chain: string): Promise<string> {
  const path = join(`${anchorFile(chain)}.export`)
  let text = ''
  for await (const lines of exportAudit(chain)) text += lines
  writeFileSync(path, text)
  return path
}
/** Product and stand-alone script on an export: they share no code, so they have to agree. */
async function offline(path: string, files: Parameters<typeof verifyExport>[1]): Promise<string> {
  const { check } = await verifyExport(path, files)
  const args = Object.entries(files).flatMap(([name, value]) => [`--${name}`, value])
  let code = 0
  try {
    execFileSync(process.execPath, ['public/verify-audit.mjs', path, ...args], { encoding: 'utf8' })
  } catch (error) {
    code = (error as { status: number }).status
  }
  expect(code === 0, 'the script and the product agree').toBe(check.is_intact)
  return check.fault === null ? 'holds' : `${check.fault.kind} at ${check.fault.seq}`
}
const files = (chain: string) => ({ anchors: anchorFile(chain), pruned: prunedFile(chain), key: publicKeyFile() })
const asOwner = async (...statements: string[]) => {
  for (const sql of ['alter table audit.event disable trigger all', ...statements, 'alter table audit.event enable trigger all']) await owner.query(sql)
}

beforeAll(async () => {
  owner = new pg.Client({ connectionString: database.owner_url() })
  await owner.connect()
})
afterAll(() => owner.end())

describe('anchors that were written and are missing', () => {
  it('are a fault of the chain, whether the whole file is lost or its end is cut off, also on the page', async () => {
    const chain = await longAgo('tn_lost')
    const text = readFileSync(anchorFile(chain), 'utf8')
    expect(await verifyAudit(chain)).toMatchObject({ is_intact: true, anchors: 3 })
    for (const [left, first] of [
      ['', 1],
      [`${text.split('\n')[0]}\n`, 11],
    ] as const) {
      writeFileSync(anchorFile(chain), left)
      for (const check of [await verifyAudit(chain), await verifyRecent(chain)])
        expect(check).toMatchObject({ is_intact: false, fault: { kind: 'anchor', seq: first, detail: expect.stringContaining('missing from') } })
    }
    rmSync(anchorFile(chain))
    expect((await verifyAudit(chain)).fault).toMatchObject({ kind: 'anchor', seq: 1 })
  })

  it('are never signed past, or a chain that was written again would get an anchor of its own', async () => {
    await asOwner("update audit.event set body = '{}' where chain = 'tn_lost' and seq = 24")
    await append('tn_lost')
    await expect(anchorAudit('tn_lost', Date.now(), true)).rejects.toMatchObject({ code: 'conflict', detail: { code: 'ANCHORS_MISSING' } })
    expect(await readAnchors('tn_lost')).toEqual([])
  })

  it('are written back from the copies in the database, which only the key could have signed', async () => {
    const chain = await longAgo('tn_restored')
    const text = readFileSync(anchorFile(chain), 'utf8')
    rmSync(anchorFile(chain))
    expect(await restoreAnchors(chain)).toBe(3)
    expect(readFileSync(anchorFile(chain), 'utf8')).toBe(text)
    expect(await verifyAudit(chain)).toMatchObject({ is_intact: true, anchors: 3 })
    expect(await restoreAnchors(chain)).toBe(0)
  })

  it('are remembered in rows that nobody changes or deletes', async () => {
    for (const sql of ["delete from audit_anchor where tenant_id = 'tn_lost'", "update audit_anchor set hash = '' where tenant_id = 'tn_lost'"]) {
      await expect(everyTenant(sql)).rejects.toThrow('never changed')
      await expect(owner.query(sql)).rejects.toThrow('never changed')
    }
  })

  it('cannot be verified without the key, and no new key is made for it', async () => {
    const key = publicKeyFile().replace('.pub.pem', '.pem')
    const text = readFileSync(key, 'utf8')
    rmSync(key)
    expect((await verifyAudit('tn_restored')).fault).toMatchObject({ kind: 'signature', detail: expect.stringContaining('key') })
    expect(() => readFileSync(key)).toThrow('ENOENT')
    writeFileSync(key, text)
    expect((await verifyAudit('tn_restored')).is_intact).toBe(true)
  })
})

describe('entries that are older than what is kept', () => {
  it('give way to their signed root, and the rest still verifies: here, from an export, and by the script', async () => {
    const chain = await longAgo('tn_pruned')
    const before = await exported(chain)
    const hashes = readFileSync(before, 'utf8').trimEnd().split('\n').map((line) => (JSON.parse(line) as AuditEntry).hash) // biome-ignore format: one thought
    const done = await pruneAudit(actor(chain), '2024-01-01T00:00:00.000Z')
    expect(done).toMatchObject({ entries: 10, record: { from_seq: 1, seq: 10, hash: hashes[9], root: merkleRoot(hashes.slice(0, 10)) } })
    expect(await verifyAudit(chain)).toMatchObject({ is_intact: true, checked: 15, anchors: 3 })
    expect(await verifyRecent(chain)).toMatchObject({ is_intact: true })
    expect(await offline(await exported(chain), files(chain))).toBe('holds')
    expect(await offline(before, files(chain)), 'what was kept elsewhere still verifies whole').toBe('holds')
    expect(await pruneAudit(actor(chain), '2025-01-01T00:00:00.000Z')).toMatchObject({ entries: 10, record: { from_seq: 11, seq: 20 } })
    expect(await verifyAudit(chain)).toMatchObject({ is_intact: true, checked: 6 })
    expect(await offline(await exported(chain), files(chain))).toBe('holds')
    await append(chain)
    await anchorAudit(chain, Date.now(), true)
    expect(await verifyAudit(chain)).toMatchObject({ is_intact: true, checked: 7, anchors: 4 })
    expect(await pruneAudit(actor(chain), '2025-06-01T00:00:00.000Z')).toBeNull()
  })

  it('are missing without the signed record, and with one that somebody else signed or that no anchor ends at', async () => {
    const path = await exported('tn_pruned')
    const { anchors, pruned, key } = files('tn_pruned')
    expect(await offline(path, { anchors, key })).toBe('gap at 1')
    const text = readFileSync(pruned, 'utf8')
    const forged = join(`${pruned}.forged`)
    writeFileSync(forged, text.replace('"seq":20', '"seq":21'))
    expect(await offline(path, { anchors, pruned: forged, key })).toBe('signature at 21')
    writeFileSync(forged, text.split('\n').slice(1).join('\n'))
    expect(await offline(path, { anchors, pruned: forged, key })).toBe('anchor at 11')
    writeFileSync(forged, readFileSync(anchors, 'utf8').replaceAll('anchor-v1', 'pruned-v1'))
    expect(await offline(path, { anchors, pruned: forged, key }), 'an anchor is no leave to prune').toBe('signature at 10')
    rmSync(pruned)
    expect((await verifyAudit('tn_pruned')).fault).toMatchObject({ kind: 'gap', seq: 1 })
    writeFileSync(pruned, text)
    expect((await verifyAudit('tn_pruned')).is_intact).toBe(true)
  })

  it('cannot go otherwise: not by the app, not by a row that nobody signed, not before a year, and not while the chain does not hold', async () => {
    const chain = await longAgo('tn_kept')
    const [, second, third] = await readAnchors(chain)
    await expect(everyTenant(`select audit.prune('${chain}', '{}')`)).rejects.toThrow('permission denied')
    await expect(everyTenant(`insert into audit.pruned values ('${chain}', 1, 10, '', '{}')`)).rejects.toThrow('permission denied')
    const prune = (record: object) => owner.query('select audit.prune($1, $2)', [chain, JSON.stringify(record)])
    await expect(prune({ ...third, from_seq: 1 })).rejects.toThrow('365 days')
    await expect(prune({ ...second, from_seq: 11 })).rejects.toThrow('ended')
    await expect(prune({ ...second, from_seq: 1, seq: 19 })).rejects.toThrow('signed anchor')
    await expect(pruneAudit(actor(chain), toInstant(Date.now()))).rejects.toMatchObject({ code: 'validation_failed' })
    await prune({ ...second, from_seq: 1 })
    expect((await verifyAudit(chain)).fault, 'by the database’s owner, without the key').toMatchObject({ kind: 'gap', seq: 1 })
    await expect(pruneAudit(actor(chain), '2025-01-01T00:00:00.000Z')).rejects.toMatchObject({ code: 'conflict' })
    expect(await readPruned(chain)).toEqual([])
  })

  it('are pruned by the next call when one was cut off after the record was signed', async () => {
    const chain = await longAgo('tn_cut_off')
    const [first] = await readAnchors(chain)
    if (first === undefined) throw new Error('nothing was signed')
    const record = makePruned({ chain, from_seq: 1, head: first, root: first.root, at: first.at }, null, await anchorKey())
    await appendPruned(record)
    expect(await verifyAudit(chain), 'nothing has gone yet').toMatchObject({ is_intact: true, checked: 24 })
    expect(await pruneAudit(actor(chain), '2024-01-01T00:00:00.000Z')).toEqual({ record, entries: 10 })
    expect(await verifyAudit(chain)).toMatchObject({ is_intact: true, checked: 15 })
  })
})

it('answers a repeated command whose entry gave way to its root with what happened then', async () => {
  const chain = 'tn_replayed'
  await owner.query('insert into tenant (tenant_id, name) values ($1, $1)', [chain])
  await written(chain, '2023-05-01T08:00:00.000000Z', 3, (n) => `{"idempotency_key":"key-of-2023-${n}"}`)
  await owner.query(
    "insert into command_log (tenant_id, idempotency_key, actor_id, body_digest, result) values ($1, 'key-of-2023-1', 'usr_mara', 'same', $2)",
    [chain, JSON.stringify({ command: 'case.acknowledge', subject: 'case_1', event_subject: 'case_1', new_version: 2, message: 'Acknowledged.' })],
  )
  await anchorAudit(chain, Date.now(), true)
  await append(chain)
  await anchorAudit(chain, Date.now(), true)
  const before = await findReplay(chain, 'key-of-2023-1', 'same')
  expect(before).toMatchObject({ outcome: 'replayed', message: 'Acknowledged.', audit_seq: 2 })
  expect(await pruneAudit(actor(chain), '2024-01-01T00:00:00.000Z')).toMatchObject({ entries: 3 })
  expect(await findReplay(chain, 'key-of-2023-1', 'same')).toEqual(before)
  await expect(findReplay(chain, 'key-of-2023-1', 'another')).rejects.toMatchObject({ code: 'conflict' })
})
